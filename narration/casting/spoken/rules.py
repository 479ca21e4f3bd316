"""What every class of token gives: rules that find runs, and what is said for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

DIGITS = "0123456789"


class Variety(StrEnum):
    """Whose English it is: decides dates in figures, nil or zero."""

    BRITISH = "GB"
    AMERICAN = "US"


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a text that is said otherwise than printed."""

    start: int
    end: int
    said: str
    """Empty for what is not said at all."""
    kind: str
    """Class of token, in words: ``money``, ``date`` …"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, and what is said for a match of it; None where the context denies it.

    The match may look beyond the run: what is said otherwise is the group ``run``
    where there is one.
    """

    kind: str
    pattern: re.Pattern[str]
    say: Callable[[re.Match[str], Variety], str | None]
    trigger: str = ""
    """Characters of which the text must have one; empty if the pattern is to be tried on any text."""

    def runs(self, text: str, variety: Variety) -> Iterable[Run]:
        """Yield the runs of *text*, left to right."""
        group = "run" if "run" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            said = self.say(match, variety)
            start, end = match.span(group)
            if said is not None and start < end:
                yield Run(start, end, said, self.kind)


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of *words*, the longest first, white space as it comes."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s{1,3}".join(map(re.escape, word.split())) for word in ordered)


def chosen(runs: Iterable[Run], length: int) -> tuple[Run, ...]:
    """Return those of *runs* that stand: the longest first, none over another, in order."""
    taken = bytearray(length)
    kept = []
    for run in sorted(runs, key=lambda run: run.start - run.end):  # stable: of equals the first rule's
        if not any(taken[run.start : run.end]):
            taken[run.start : run.end] = b"\1" * (run.end - run.start)
            kept.append(run)
    return tuple(sorted(kept, key=lambda run: run.start))
