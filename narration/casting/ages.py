"""How old a speaker sounds: what the article prints behind the name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CHILD, OLD = 13, 65
"""Years below which a voice is a child's, and from which it is old."""

_YEARS = r"(?:,\s*(?:aged\s+)?|\s*\()(\d{1,3})(?=[,.;)])"
"""As newspapers print an age: “Ada Brook, 74, says”, “Ada Brook (74)”."""


def age(text: str, names: Iterable[str]) -> str:
    """Return ``child``, ``adult`` or ``old`` for who is called *names* in *text*; adult if unsaid."""
    printed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = re.search(rf"\b(?:{printed}){_YEARS}", text) if printed else None
    years = int(found[1]) if found else CHILD
    return "child" if years < CHILD else "old" if OLD <= years < 120 else "adult"
