"""Does tasks in processes of their own, here or on other machines.

What is to be done is named by an import path, tasks and results are pickled, sound goes by way of the
store: where a task is done changes nothing but the time.
"""

from narration.work.executor import DOCTOR, Done, Executor, WorkError, known
from narration.work.pool import Pool

__all__ = ["DOCTOR", "Done", "Executor", "Pool", "WorkError", "known"]
