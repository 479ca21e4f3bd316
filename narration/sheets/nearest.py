"""Did you mean: the word that a misspelt word is most like."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

USUAL = "en-us+"
"""How the voices begin that are meant by their variant alone."""

_WORD = re.compile(r"[^\W_]{3,}")

FEW = 8
"""Voices that are named in a line."""

_PARTS = re.compile(r"[-_#+]")


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that is fewest slips away from *word*; None if all are too far.

    A slip is a letter left out, put in, changed, or swapped with the next one.
    One slip is allowed, and one more for every four letters; case is no slip.
    Of two that are as near, the first in the alphabet is returned.
    """
    allowed = 1 + len(word) // 4
    best = min(
        ((slips(word.casefold(), other.casefold(), allowed), other) for other in candidates),
        default=(allowed + 1, ""),
    )
    return best[1] if best[0] <= allowed else None


def nearest_voice(name: str, installed: Collection[str]) -> str | None:
    """Return the voice that somebody may mean by *name*, else the one whose name begins most alike."""
    if near := _variant(name, installed) or nearest(name, installed) or _longer(name, installed):
        return near
    parts = _PARTS.split(name.casefold())

    def alike(other: str) -> int:
        pairs = zip(parts, _PARTS.split(other.casefold()), strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))

    best = max(sorted(installed), key=alike, default=None) if "_" in name else None
    return best if best and alike(best) > 1 else None


def instead(name: str, engine: str, installed: Collection[str]) -> str:
    """Return what to do about *engine* not having the voice *name*: the nearest it has, or where to look."""
    if near := nearest_voice(name, installed):
        return f"did you mean {near}?"
    if not installed:
        return f"the engine {engine} has no voice on this machine: see narrate doctor"
    if len(installed) <= FEW:
        return f"installed: {', '.join(sorted(installed))}"
    return f"see: narrate voices --engine {engine} --all"


def _longer(name: str, installed: Collection[str]) -> str | None:
    """Return the first voice whose name has all words of *name*: “Daniel (en-GB)” for “Daniel”."""
    words = set(_WORD.findall(name.casefold()))
    longer = (voice for voice in sorted(installed) if words <= {*_WORD.findall(voice.casefold())})
    return next(longer, None) if words else None


def _variant(name: str, installed: Collection[str]) -> str | None:
    """Return the voice whose variant alone is *name*, or near it: ``en-us+edward`` for “edward”."""
    if "+" in name:
        return None
    variants: dict[str, str] = {}
    for voice in sorted(installed, key=lambda voice: (not voice.startswith(USUAL), voice)):
        language, plus, variant = voice.partition("+")
        variants.setdefault(variant.casefold() if plus else language.casefold(), voice)
    near = name.casefold() if name.casefold() in variants else nearest(name, variants)
    return variants[near] if near else None


def is_near(name: str, other: str) -> bool:
    """Return whether two names that differ are likely to be one name, misspelt.

    One slip from four letters on, two from nine on: “Ann” is not “Ana”, but
    “Marlowe” is “Marlow”.
    """
    shorter = min(len(name), len(other))
    allowed = (shorter >= 4) + (shorter >= 9)
    return 0 < slips(name.casefold(), other.casefold(), allowed) <= allowed


def slips(word: str, other: str, limit: int) -> int:
    """Return how many slips lie between two words, or ``limit + 1`` if there are more than *limit*.

    Optimal string alignment distance; rows that cannot come under the limit
    any more end the count.
    """
    if abs(len(word) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        older, before, row = before, row, [i]
        for j, candidate in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != candidate))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == candidate:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
