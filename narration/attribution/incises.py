"""Cuts the narrator’s words out of speech around them: “« Oui, dit Ada. Non. »”, “– Ja, säger Ada.”."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from narration.attribution.marks import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.attribution.language import Language

_DASH = re.compile(r"(?:[–—―-]\s|[–—―])(?=[^\W_]|[¿¡«„“\"])")
"""Opens speech at the start of a paragraph, in languages that have such speech."""

_LATER = re.compile(r"(?<=[.!?…])\s[–—―]\s(?=[^\W\d_])")
"""Opens speech behind a sentence of the narrator."""

_INCISE = re.compile(r"(?P<dash>[.,!?…]?\s(?:[–—―-]\s|[–—―]))|[,!?…]\s")
_RESUMES = re.compile(r"\s[–—―-]\s|[–—―][.,]?\s|\s[–—―](?=\w)")
_STOP = re.compile(r"[.!?…](?=(?P<space>\s{0,9})(?:(?<=\s)[^\W\d_]|(?<=\s)[¿¡«„“]|\Z))")
_WORD = re.compile(r"[^\W\d_]+['’]?")

_ENDS = (".", "!", "?", "…", "»", "”", '"')

LONGEST = 400
"""Characters of the narrator's words, at most."""

OPENINGS = 3
"""Dashes of a paragraph that are tried as the beginning of speech."""

NEAR = 4
"""Words of which one is the verb of speech: “nous a-t-il dit”."""


def cut(text: str, spans: Sequence[Span], language: Language, *, talk: bool) -> tuple[Span, ...]:
    """Return *spans* of one paragraph, with the narrator's words inside them left out.

    *talk* tells whether a dash opens speech in this article.  In languages without
    such style all but paragraphs with a dash are returned as they are.
    """
    inside = "inside" in language.grammar["incise"]
    if not inside and not (talk and _DASH.match(text)):
        return tuple(spans)
    for start in islice(_openings(text, spans), OPENINGS):
        nested = tuple((span.start, span.end) for span in spans if span.start > start)
        whole = Span(start, len(text.rstrip()), text[start], closed=False, nested=nested)
        pieces = tuple(_pieces(text, whole, language))
        if pieces[0].end < whole.end or (start == 0 and text.rstrip().endswith(_ENDS)):
            beside = (span for span in spans if not any(_overlap(span, piece) for piece in pieces))
            return tuple(sorted((*beside, *pieces), key=lambda span: span.start))
    return tuple(piece for span in spans for piece in _pieces(text, span, language))


def interrupted(text: str, language: Language) -> bool:
    """Tell whether the narrator says in the middle of *text* who speaks."""
    return any(_speaks(text, found.end(), language) for found in _INCISE.finditer(text))


def _openings(text: str, spans: Sequence[Span]) -> Iterator[int]:
    """Yield where a dash may open speech: at the start, or behind a sentence of the narrator."""
    if _DASH.match(text) and not any(span.start == 0 for span in spans):
        yield 0
    for found in _LATER.finditer(text):
        inside = any(span.start < found.start() < span.end for span in spans)
        if text[found.end()].isupper() and not inside:
            yield found.start() + 1


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _pieces(text: str, span: Span, language: Language) -> Iterator[Span]:
    """Yield the pieces of *span* on both sides of each of the narrator's words."""
    rest = span
    for found in _INCISE.finditer(text, span.start + 2, span.end):
        if found.start() < rest.start or not _speaks(text, found.end(), language):
            continue
        end = _end(text, found, rest.end, language)
        if text[found.start()] in "?!" and not _personal(text[end : rest.end], language):
            end = rest.end
        if rest.closed and end >= rest.end - 1:
            continue  # its closing mark would stand alone
        dash = found.group("dash")
        last = found.start() + (len(dash.rstrip(" –—―-")) if dash else 1)
        yield _piece(rest, rest.start, last, closed=False)
        if end >= rest.end:
            return
        rest = replace(_piece(rest, end, rest.end, closed=rest.closed), opened=False, continues=False)
    yield rest


def _personal(text: str, language: Language) -> bool:
    """Tell whether *text*, behind a question and who asked it, goes on with speech: of I, or to you.

    Only where dashes are rare; elsewhere speech goes on.
    """
    if "inside" in language.grammar["incise"]:
        return True
    words = (word.group().lower().replace("’", "'") for word in _WORD.finditer(text))
    return not (language.words["speaking"] | language.words["spoken_to"]).isdisjoint(words)


def _piece(span: Span, start: int, end: int, *, closed: bool) -> Span:
    nested = tuple(inner for inner in span.nested if start <= inner[0] and inner[1] <= end)
    return replace(span, start=start, end=end, closed=closed, nested=nested)


def _speaks(text: str, start: int, language: Language) -> bool:
    """Tell whether a verb of speech begins at *start*, with auxiliaries and pronouns before it."""
    named = "inside" not in language.grammar["incise"]  # “…, Ada said”, where others have “…, said Ada”
    if not named and not text[start : start + 1].islower():
        return False
    light = language.words["auxiliary"] | language.words["subjects"]
    place = start
    for _ in range(NEAR):
        word = _WORD.match(text, place)
        if word is None:
            return False
        lower = word.group().lower().replace("’", "'")
        if lower in language.cues["speech"]:
            return True
        if lower not in light and not (named and word.group()[0].isupper()):
            return False
        place = word.end() + (text[word.end() : word.end() + 1] in (" ", "-"))
    return False


def _end(text: str, found: re.Match[str], limit: int, language: Language) -> int:
    """Return where speech goes on behind the narrator's words, *limit* if it does not."""
    start = found.end()
    far = min(limit, start + LONGEST)
    if found.group("dash"):
        resumes = _RESUMES.search(text, start, far)
        return resumes.end() if resumes else limit
    comma = text.find(", ", start, far)
    light = language.words["auxiliary"] | language.words["subjects"] | language.cues["speech"]
    if comma > 0 and light.issuperset(_WORD.findall(text[start:comma].lower().replace("’", "'"))):
        return comma + 2
    for stop in _STOP.finditer(text, start, far):
        before = text[start : stop.start()].rsplit(" ", 1)[-1]
        if len(before) > 1 and before not in language.spelling["abbreviations"]:
            return min(limit, stop.end() + len(stop.group("space")))
    return limit
