"""Tells apostrophes from the closing marks of single quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SINGLE = re.compile(r"[’'‘]")
_OPENER = re.compile(
    r"(?:(?<=[\s(\[“\"—–-])|^)(?:[‘'‚](?=[\w“\"\[(…£$€#@¡¿]|[’'](?:[a-z]|\d\d))|‘(?=\s\w))",
    re.MULTILINE | re.IGNORECASE,
)
_ELIDED = re.compile(
    r"(?:[’'](?:cause|bout|cos|cuz|round|im|er|ere|n)|[‘’'](?:em|til|tis|twas|twere|\d\ds)|’\d\d)\b",
    re.IGNORECASE,
)
"""Words that begin with an apostrophe (’em, ’til, the ’90s), some of them with the wrong one."""
_YEAR = re.compile(r"['‘]\d\d(?!['’]|\w)")
_DATED = re.compile(
    r"\b(?:in|since|of|from|until|till|by|before|after|to|back|circa|spring|summer|autumn|fall|winter|january|february|"
    r"march|april|may|june|july|august|september|october|november|december)\s\Z",
    re.IGNORECASE,
)
"""What stands before a year without its century: “back in '99”."""
_SHORTENED = re.compile(r"(?:\b\w{2,}in|\bo|\ban|\bth|\bol|\bwi|\bgov)\Z", re.IGNORECASE)
"""Words that end with an apostrophe: doin’, o’, ol’."""
_FUNCTION = re.compile(
    r"\s*(?:$|[^\w\s]|(?:a|an|and|are|as|at|be|because|been|but|by|did|does|for|from|had|has|have|he|if|in|into|"
    r"is|it|like|me|of|on|or|said|says|she|since|so|than|that|the|they|to|told|was|we|were|when|which|while|who|"
    r"will|with|would|you)\b)",
    re.IGNORECASE,
)
"""What may follow a closing mark but hardly a possessive."""
_ENDS = '.,!?…;:—–-)]”"»'
_LONGEST = 20
"""Characters to look back for a shortened word."""


def inside(text: str, place: int) -> bool:
    """Tell whether the mark at *place* stands between two letters: it is an apostrophe then."""
    return (
        text[place] in "’'‘" and text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
    )


def closers(text: str) -> Mapping[int, int | None]:
    """Return, for each single opening mark of *text*, where its quotation ends, None if nowhere.

    A mark after punctuation always closes.  After a letter it may be an
    apostrophe (“the workers’ union”, “doin’ fine”), so that it closes only if
    no mark after punctuation follows before the next quotation opens.
    """
    openers = [mark.start() for mark in _OPENER.finditer(text) if not elided(text, mark.start())]
    candidates = list(_candidates(text))
    found = {}
    for start, limit in pairwise([*openers, len(text)]):
        between = candidates[bisect_left(candidates, start + 2) : bisect_left(candidates, limit)]
        found[start] = _choose(text, between)
    return found


def _candidates(text: str) -> Iterator[int]:
    for mark in _SINGLE.finditer(text):
        place = mark.start()
        before = text[place - 1 : place]
        if (
            before
            and (not before.isspace() or _spaced(text, place))
            and not inside(text, place)
            and not elided(text, place)
        ):
            yield place


def elided(text: str, place: int) -> bool:
    """Tell whether the mark at *place* begins a word that was cut: ’Twas, ’em, the summer of '99."""
    if _ELIDED.match(text, place):
        return True
    return bool(_YEAR.match(text, place) and _DATED.search(text[max(0, place - _LONGEST) : place]))


def _spaced(text: str, place: int) -> bool:
    """Tell whether a space was misprinted before a closing mark: “…? ’ she said”, “‘ Yes ’, she said”."""
    after = text[place + 1 : place + 2]
    if text[place] == "’" and after in tuple(",;:.!?"):
        return True
    return text[place - 2 : place - 1] in tuple('.,!?…”"') and not after.strip()


def _choose(text: str, candidates: Sequence[int]) -> int | None:
    for place in candidates:
        if text[place - 1] in _ENDS or text[place - 1].isspace():
            return place
    plain = [place for place in candidates if not _SHORTENED.search(text[max(0, place - _LONGEST) : place])]
    for place in plain:
        if text[place - 1] not in "sS" or _FUNCTION.match(text, place + 1):
            return place
    return next(iter(plain or candidates), None)


def innocent(text: str, place: int) -> bool:
    """Tell whether a mark outside all quotations is an apostrophe, a possessive, feet or inches."""
    before = text[place - 1 : place]
    if text[place] not in "’'‘":
        return text[place] == '"' and before.isdigit()
    return before.isalnum() or elided(text, place)
