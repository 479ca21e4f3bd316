"""Writes what the rules say into ``ARTICLE.script.toml``, for a person to put right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from narration import sheets
from narration.attribution import Quotations
from narration.errors import Problem, UsageError
from narration.model import SegmentKind, Use

if TYPE_CHECKING:
    from pathlib import Path

    from narration.model import Job, Script, Segment

SHORT, LONG = 8, 24
"""Words of a quotation that an entry gives: so many, and up to so many where others begin with the same."""


@dataclass(frozen=True)
class _Anchor:
    text: str
    before: str = ""
    after: str = ""
    occurrence: int | None = None


@dataclass(frozen=True)
class _Utterance:
    """All pieces of one quotation, and their numbers."""

    pieces: list[Segment] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    @property
    def first(self) -> Segment:
        return self.pieces[0]

    @property
    def doubtful(self) -> bool:
        return any(piece.doubtful for piece in self.pieces)


def edit(job: Job, script: Script, *, doubtful: bool) -> tuple[Path, int]:
    """Add an entry for each utterance that has none to the corrections of *job*.

    Args:
        job: names the article's file.
        script: who says what in it, corrections applied.
        doubtful: only for utterances somebody should look at, the least certain first.

    Returns:
        The file, and how many entries were added to it.

    Raises:
        UsageError: the article has no file beside which to write.
        ArticleError: the file that is there cannot be added to.
        OutputError: it cannot be written.
    """
    path = job.corrections
    if path is None:
        hint = "name the article: narrate script ARTICLE.txt --edit"
        raise UsageError(Problem("expected an article in a file with --edit, got standard input", hint=hint))
    there = sheets.read_corrections(path).quotes if path.exists() else ()
    quotations = Quotations.of(script)
    have = {number for correction in there for number in quotations.find(correction)}
    missing = [
        one
        for one in _utterances(script)
        if have.isdisjoint(one.numbers) and quotations.beginning(one.numbers[0], 1)
    ]
    if doubtful:
        missing = sorted(
            (one for one in missing if one.doubtful),
            key=lambda one: (one.first.speaker is not None, one.first.confidence),
        )
    entries = [_entry(one, quotations) for one in missing]
    if entries:
        sheets.append(path, entries)
    return path, len(entries)


def _utterances(script: Script) -> list[_Utterance]:
    found: dict[int, _Utterance] = {}
    marked = (segment for segment in script.segments if segment.quotation)
    for number, segment in enumerate(marked):
        assert segment.quotation
        one = found.setdefault(segment.quotation.id, _Utterance())
        one.pieces.append(segment)
        one.numbers.append(number)
    return list(found.values())


def _entry(one: _Utterance, quotations: Quotations) -> sheets.Entry:
    segment, quotation = one.first, one.first.quotation
    assert quotation
    anchor = _anchor(one.numbers[0], quotations)
    values: dict[str, str | int | bool] = {"text": anchor.text}
    values |= {key: words for key in ("before", "after") if (words := getattr(anchor, key))}
    if anchor.occurrence is not None:
        values["occurrence"] = anchor.occurrence
    spoken = segment.kind is SegmentKind.QUOTE
    if spoken or segment.speaker:
        values["speaker"] = segment.speaker or ""
    if quotation.use is not Use.SPEECH:
        values["use"] = quotation.use.value
    if one.doubtful:
        values["doubtful"] = True
    comment = f"line {segment.line}, {segment.confidence:.2f}: {segment.reason}"
    return sheets.Entry(comment, values)


def _anchor(number: int, quotations: Quotations) -> _Anchor:
    """Return the shortest anchor that finds only this quotation."""
    before, after = quotations.around(number)
    for words in range(SHORT, LONG + 1):
        text = quotations.beginning(number, words)
        if quotations.find(_Anchor(text)) == [number]:
            return _Anchor(text, before, after)
    anchor = _Anchor(quotations.beginning(number, SHORT), before, after)
    equal = quotations.find(anchor)
    return anchor if equal == [number] else _Anchor(anchor.text, before, after, equal.index(number) + 1)
