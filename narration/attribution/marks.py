"""Finds the quotations of an article by their marks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narration.attribution import apostrophes, misprints
from narration.attribution.style import CLOSERS, MARK, SINGLE, Style

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

RUN_ON = 4
"""How many paragraphs without any mark a quotation may run on; more is a lost mark."""

DEPTH = 4
"""Quotations inside quotations that are told apart; nobody prints more."""

APOSTROPHES = frozenset("’'‘")
GUILLEMETS = frozenset("«»‹›")
MARKS = frozenset("“”\"„«»‹›「」『』‘’'‚`")

_BEFORE = frozenset("-–—―([{/")
"""What an opening mark may follow without a space."""

_AFTER = frozenset(",.;:!?)]}")
"""What an opening mark cannot stand before, but for the dots of words left out."""


@dataclass(frozen=True, slots=True)
class Span:
    """One piece of quoted text in one block; indexes into the block's text, marks included."""

    start: int
    end: int
    mark: str
    """Its opening mark; of a paragraph that runs on without one, that of the paragraph before."""
    opened: bool = True
    """Whether it has an opening mark of its own."""
    closed: bool = True
    """Whether it has a closing mark; the last paragraph but one of a long quotation has none."""
    continues: bool = False
    """Whether the last paragraph's quotation, left open, goes on here."""
    nested: tuple[tuple[int, int], ...] = ()
    """Quotations inside this one."""
    plain: str = ""
    """How speech without marks is told: label, answer, block, post; empty for what stands between marks."""


@dataclass
class _Open:
    """A quotation whose end is not yet reached."""

    mark: str
    start: int
    opened: bool = True
    continues: bool = False
    closer: int | None = None
    """Where it ends, for marks that may be apostrophes."""
    searched: int = 0
    """Up to where its forgotten end was looked for."""
    nested: list[tuple[int, int]] = field(default_factory=list)


def find(texts: Sequence[str], style: Style, forgotten: re.Pattern[str]) -> list[tuple[Span, ...]]:
    """Return the quotations of each of the *texts*, which follow one another as paragraphs of one story.

    *forgotten* is the cue behind words whose closing mark is missing.
    """
    found: list[tuple[Span, ...]] = []
    left_open: str | None = None
    for number, text in enumerate(texts):
        carried = left_open if left_open and _goes_on(texts, number, left_open) else None
        spans, left_open = _Scanner(text, style, forgotten).scan(carried)
        if left_open and not any(map(str.isalnum, text[spans[-1].start :])):
            left_open = None  # marks alone, with nothing to go on with
        elif left_open and (
            not _goes_on(texts, number + 1, left_open) or misprints.named(text, spans[-1], forgotten)
        ):
            spans = (*spans[:-1], misprints.shorten(text, spans[-1], forgotten))
            left_open = None
        found.append(tuple(span for span in spans if span.end - span.start > 1))
    return found


def _goes_on(texts: Sequence[str], number: int, mark: str) -> bool:
    """Tell whether the paragraph *number* is in the quotation that was left open before it."""
    if number < len(texts) and _reopens(texts[number], mark):
        return True
    for text in texts[number : number + RUN_ON]:
        for found in MARK.finditer(text):
            if not apostrophes.inside(text, found.start()):
                closes = found.group() in CLOSERS[mark] and not _opens(text, found.start(), found.end())
                return closes and mark not in SINGLE
    return False


def _reopens(text: str, mark: str) -> bool:
    first = text.lstrip()
    return first.startswith(mark) or (mark in GUILLEMETS and first[:1] in GUILLEMETS)


def _opens(text: str, start: int, end: int) -> bool:
    """Tell whether the mark has the shape of an opening one: nothing or space before it, a word after it."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    free = not before or before.isspace() or before in _BEFORE or before in MARKS
    begins = bool(after) and not after.isspace() and (after not in _AFTER or text.startswith("..", end))
    return free and begins


class _Scanner:
    """Reads one paragraph from left to right."""

    def __init__(self, text: str, style: Style, forgotten: re.Pattern[str]) -> None:
        self.text = text
        self.style = style
        self.forgotten = forgotten
        self.open: list[_Open] = []
        self.spans: list[Span] = []
        self.closers = apostrophes.closers(text)
        self.marks = [(m.start(), m.end(), m.group()) for m in MARK.finditer(text)]
        plain = [(s, e) for s, e, mark in self.marks if mark not in APOSTROPHES]
        self.plain = [s for s, _ in plain]
        self.closing = [s for s, e in plain if not _opens(text, s, e)]

    def scan(self, carried: str | None) -> tuple[tuple[Span, ...], str | None]:
        """Return the spans, and the mark that is left open at the end."""
        if carried:
            start = len(self.text) - len(self.text.lstrip())
            opened = _reopens(self.text, carried)
            closer = self.closers.get(start) if carried in SINGLE else None
            self.open.append(_Open(carried, start, opened, continues=True, closer=closer))
            if opened:
                self.marks = [mark for mark in self.marks if mark[0] > start]
        for start, end, mark in self.marks:
            if not self._close(start, end, mark) and self._opening(start, end, mark):
                self._begin(start, mark)
        return self._finish()

    def _close(self, start: int, end: int, mark: str) -> bool:
        """End the innermost quotation that *mark* can end, with all that is open inside it."""
        for depth in range(len(self.open) - 1, -1, -1):
            quotation = self.open[depth]
            if quotation.mark in SINGLE:
                closes = quotation.closer == start
            elif mark not in CLOSERS[quotation.mark]:
                continue
            elif quotation.mark in GUILLEMETS:
                closes = mark != quotation.mark or not _opens(self.text, start, end)
            else:
                closes = not _opens(self.text, start, end) or (mark == '"' and self._left(start) == 0)
                closes = closes and not (mark == '"' and self._inch(start))
            if closes:
                self._end(depth, end)
                return True
        return False

    def _left(self, start: int) -> int:
        """Return how many marks of closing shape follow *start*."""
        return len(self.closing) - bisect_right(self.closing, start)

    def _next(self, start: int) -> int | None:
        """Return where the next mark behind *start* stands that is no apostrophe."""
        place = bisect_right(self.plain, start)
        return self.plain[place] if place < len(self.plain) else None

    def _closing(self, place: int | None) -> bool:
        """Tell whether the mark at *place* has the shape of a closing one."""
        left = 0 if place is None else len(self.closing) - bisect_right(self.closing, place - 1)
        return left > 0 and self.closing[-left] == place

    def _inch(self, start: int) -> bool:
        """Tell whether inches are meant: a digit before, and a closing mark comes next."""
        return self.text[start - 1 : start].isdigit() and self._closing(self._next(start))

    def _end(self, depth: int, end: int) -> None:
        quotation = self.open[depth]
        del self.open[depth:]
        if self.open:
            self.open[0].nested.append((quotation.start, end))
        else:
            self.spans.append(self._span(quotation, end, closed=True))

    def _opening(self, start: int, end: int, mark: str) -> bool:
        if mark in SINGLE:
            closes = self._closer(start) is not None
            return start in self.closers and (closes or (not self.open and self._may_stay_open(start)))
        if mark in GUILLEMETS:
            inside = any(quotation.mark in GUILLEMETS for quotation in self.open)
            spaced = mark == "«" and self.text[end : end + 1].isspace()
            return (mark == "«" or not inside) and (spaced or _opens(self.text, start, end))
        if mark in ("“", "„") and not self.open:
            return True  # they have no other meaning, even with a space behind them
        if mark == '"' and not self.open and self._spaced(start, end):
            return True
        return mark in CLOSERS and mark != "’" and _opens(self.text, start, end)

    def _spaced(self, start: int, end: int) -> bool:
        """Tell whether *start* begins a pair of straight marks with spaces on either side: " Yes "."""
        following = self._next(start)
        around = not self.text[start - 1 : start].strip() and self.text[end : end + 1].isspace()
        return around and following is not None and self.text[following - 1].isspace()

    def _closer(self, start: int) -> int | None:
        """Return what closes the single mark at *start*; a double one by mistake: ‘It leaks,"."""
        own, other = self.closers.get(start), None if self.open else self._next(start)
        if other is None or not self._closing(other):
            return own
        mistaken = own is None or (other < own and self.text[other - 1] in ",.?!…")
        return other if mistaken else own

    def _may_stay_open(self, start: int) -> bool:
        before = self.text[:start].rstrip()[-1:]
        return self.style.single and before in ("", *":,.?!")

    def _begin(self, start: int, mark: str) -> None:
        """Open a quotation, after ending one of the same marks that was never closed."""
        same = [depth for depth, quotation in enumerate(self.open) if quotation.mark == mark]
        if same and self.open[same[0]].closer is None and self._left(start) <= len(same):
            self._repair(same[0], start)
        if len(self.open) < DEPTH:
            self.open.append(_Open(mark, start, closer=self._closer(start) if mark in SINGLE else None))

    def _repair(self, depth: int, limit: int) -> None:
        quotation = self.open[depth]
        end = misprints.end(self.text, max(quotation.start, quotation.searched), limit, self.forgotten)
        quotation.searched = limit
        if end is not None:
            del self.open[depth:]
            if not self.open:
                self.spans.append(self._span(quotation, end, closed=False))

    def _span(self, quotation: _Open, end: int, *, closed: bool) -> Span:
        nested = tuple(sorted(quotation.nested))
        return Span(
            quotation.start, end, quotation.mark, quotation.opened, closed, quotation.continues, nested
        )

    def _finish(self) -> tuple[tuple[Span, ...], str | None]:
        if not self.open:
            return tuple(self.spans), None
        outer = self.open[0]
        self.spans.append(self._span(outer, len(self.text.rstrip()), closed=False))
        return tuple(self.spans), outer.mark
