"""Removes what was not used for longest."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from narration.store.folder import Folder
    from narration.store.leases import Leases
    from narration.store.tally import Tally

LIMIT = 2 * 10**9
"""Bytes in a store, if nobody says otherwise: the clips and stretches of some 60 articles of nine minutes."""

SAFE = 60.0
"""Seconds after its last use during which a file is kept, also from those who take no lease."""

HALF_WRITTEN = 3600.0
"""Seconds after which a file that is still being written is taken for left: it takes a thousandth of one."""

DOWN_TO = 0.9
"""Part of the limit to which a full store is brought, so that the next ten builds need not count again."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What came of it."""

    size: int
    """Bytes that are left."""
    removed: int
    """Bytes that are gone."""
    wanted: int
    """Bytes that had to stay, though above the size asked for: somebody is using them."""


def prune(folder: Folder, leases: Leases, tally: Tally, *, above: int, to: int) -> Pruned:
    """Remove what was not used for longest until the rest takes *to* bytes, if it takes more than *above*.

    What has been used since the first of the builds began that are running now stays, in any case.
    """
    now = time.time()
    # a file system's clock may be a tick behind that of the process
    since = min(now - SAFE, leases.oldest() - 1)
    files = sorted(folder.files(), key=lambda file: file.used)
    total = before = sum(file.size for file in files)
    excess = total - to if total > above else 0
    for file in files:
        if not file.whole:
            gone = file.used < now - HALF_WRITTEN and folder.evict(file, since)
        else:
            gone = excess > 0 and file.used < since and folder.evict(file, since)
        if gone:
            total -= file.size
            excess -= file.size
    tally.reset(total)
    return Pruned(total, before - total, max(excess, 0))
