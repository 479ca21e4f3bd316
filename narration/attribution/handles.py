"""Gives the handle of a user to the person beside whose name it is printed: “Ada Quill (@ada_quill)”."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.attribution.names import Name

SIGN = "@"


def join(story: Sequence[Sequence[Name]]) -> tuple[tuple[Name, ...], ...]:
    """Return the names of each paragraph, with those of a handle under the name it belongs to."""
    owners: dict[tuple[str, ...], Name] = {}
    for found in story:
        for name, following in pairwise(found):
            bracketed = following.first == name.last + 1
            if bracketed and following.printed.startswith(SIGN) and not name.printed.startswith(SIGN):
                owners.setdefault(following.key, name)
    return tuple(
        tuple(
            replace(name, key=owner.key, full=owner.printed, opening=False)
            if (owner := owners.get(name.key))
            else name
            for name in found
        )
        for found in story
    )
