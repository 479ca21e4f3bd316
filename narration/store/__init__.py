"""Contents that are found by what they were made from; all of it may be deleted at any time."""

from narration.store.folder import Kept
from narration.store.pruning import LIMIT, SAFE
from narration.store.shared import shown
from narration.store.store import Store

__all__ = ["LIMIT", "SAFE", "Kept", "Store", "shown"]
