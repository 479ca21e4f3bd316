"""Does tasks in processes of their own, here or on other machines.

What is to be done is named by an import path, tasks and results are pickled, sound goes by way of the
store: where a task is done changes nothing but the time.
"""

from narration.work.executor import Done, Executor, WorkError
from narration.work.pool import Pool

__all__ = ["Done", "Executor", "Pool", "WorkError"]
