"""Which marks open and close quotations, and which of them an article uses for speech."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CLOSERS: Mapping[str, frozenset[str]] = {
    "“": frozenset({"”", "''", '"', "“"}),
    '"': frozenset({'"', "”", "“", "''"}),
    "”": frozenset({"”", '"'}),
    "„": frozenset({"“", "”", '"', "„"}),
    "``": frozenset({"''", '"', "``"}),
    "''": frozenset({"''", '"'}),
    "‘‘": frozenset({"’’", "”", '"', "''"}),
    "«": frozenset({"»"}),
    "»": frozenset({"«", "»"}),
    "‹": frozenset({"›"}),
    "›": frozenset({"‹", "›"}),
    "「": frozenset({"」"}),
    "『": frozenset({"』"}),
    "‘": frozenset({"’", "'"}),
    "‚": frozenset({"‘", "’"}),
    "'": frozenset({"'", "’"}),
    "’": frozenset({"’"}),
}
"""What may close each opening mark: its partner first of all, and the misprints that newspapers let through
(Unicode Standard, chapter 6.2, “Quotation Marks”, for the styles of the languages)."""

SINGLE = frozenset("‘'’‚")
"""Opening marks whose closing mark is also the apostrophe."""

MARK = re.compile(r"``|''|‘‘|’’|[“”\"„«»‹›「」『』‘’'‚]")

_LEAD = re.compile(r"(?:^|[:,]\s)(``|‘‘|[“\"„«»‹›「『‘'‚”])(?=\s?\w)")


@dataclass(frozen=True, slots=True)
class Style:
    """How an article marks speech."""

    primary: str
    """The opening mark of most speech: a key of `CLOSERS`."""

    @property
    def single(self) -> bool:
        """Whether speech stands between marks that are apostrophes as well."""
        return self.primary in SINGLE


def detect(texts: Iterable[str]) -> Style:
    """Return the style of the marks that open paragraphs or follow a colon or a comma.

    Mere presence tells little: the nested marks of one style are the outer marks of another.
    """
    leads = Counter(mark for text in texts for mark in _LEAD.findall(text))
    return Style(max(CLOSERS, key=lambda mark: leads[mark]))
