"""Places clips in time, then makes one sound of them."""

from narration.mixing.levels import calibrations, unmeasured
from narration.mixing.recording import Mix, record, record_beside
from narration.mixing.timeline import TAIL, arrange

__all__ = ["TAIL", "Mix", "arrange", "calibrations", "record", "record_beside", "unmeasured"]
