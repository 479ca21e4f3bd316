"""Where speakers stand in a stereo edition."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

PLACES = (-0.3, 0.3, -0.6, 0.6, -0.45, 0.45)
"""From -1 (left) to 1 (right): nobody is heard in one ear alone, and the middle is the narrator's."""


def places(names: Sequence[str], neighbours: Mapping[str, Collection[str]]) -> dict[str, float]:
    """Return the place of each of *names*, who is quoted most first.

    Each name has a place of its own by a hash, from article to article the same;
    who finds somebody there whom they answer takes the next.
    """
    found: dict[str, float] = {}
    for name in names:
        first = hashlib.sha256(f"{name}\nplace".encode()).digest()[0]
        turned = [PLACES[(first + step) % len(PLACES)] for step in range(len(PLACES))]
        near = {found[other] for other in neighbours.get(name, ()) if other in found}
        found[name] = next((place for place in turned if place not in near), turned[0])
    return found
