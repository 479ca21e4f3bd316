"""Tells whom a description fits by what the article tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narration.attribution.language import Language

SHORTEST = 4
"""Letters that two words of one stem share at least; less is chance."""

ENDING = 4
"""Letters that may follow the shared ones in either word: “teach-er”, “paint-ings”."""


def irregular(language: Language) -> Mapping[str, str]:
    """Return the stem of forms that do not show it: “taught” is of “teach”."""
    return dict(entry.split("=") for entry in language.words["irregular"])


def alike(description: Iterable[str], told: Iterable[str], language: Language) -> str:
    """Return the word in *told* that has the stem of one in *description*, empty if none has.

    All are in lower case.  “The former lock-keeper” is like somebody of whom
    the article told that she kept the lock.
    """
    stems = irregular(language)
    parts = [stems.get(part, part) for word in description for part in word.split("-")]
    plain = [word for word in parts if word not in language.words["lately"] | language.words["definite"]]
    return next((word for word in sorted(told) for part in plain if _akin(part, stems.get(word, word))), "")


def _akin(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    shared = len(shorter)
    while not longer.startswith(shorter[:shared]):
        shared -= 1
    return shared >= max(SHORTEST, len(shorter) - 1) and len(longer) - shared <= ENDING
