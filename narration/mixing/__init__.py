"""Places clips in time, then makes one sound of them."""

from narration.mixing.levels import calibrations, unmeasured
from narration.mixing.recording import Mix, record
from narration.mixing.timeline import arrange

__all__ = ["Mix", "arrange", "calibrations", "record", "unmeasured"]
