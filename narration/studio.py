"""Where editions are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.store import Store
    from narration.work import Executor


@dataclass(frozen=True, slots=True)
class Studio:
    """What every stage that makes sound needs."""

    store: Store
    """Keeps clips, levels and encoded sound."""
    work: Executor
    """Has the processes that speak and encode."""
