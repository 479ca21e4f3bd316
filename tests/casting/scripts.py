"""Scripts written by hand: an article in which the quotations are marked as attribution would.

Blocks part at blank lines and begin with their kind (``heading: …``), or are paragraphs.
``[Ada Brook: “Go.”]`` is a quotation, ``[+Ada Brook: “On.”]`` goes on with the one before,
``[~Ada Brook: “a bit”]`` or ``[~: “zone”]`` is a fragment, ``[?: “Who?”]`` has no known speaker.
``dropped: …`` is not read; its reason is “picture credit”.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.model import (
    Article,
    Block,
    BlockKind,
    Dropped,
    Gender,
    Quotation,
    Script,
    Segment,
    SegmentKind,
    Speaker,
    Use,
    VoiceTraits,
)
from narration.source import Source, View, gaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_QUOTE = re.compile(r"\[([+~?]?)([^\]:]*): ([^\]]*)\]")
_NESTED = re.compile("(?<=.)‘[^’]*’")
_KIND = re.compile(rf"({'|'.join(BlockKind)}|dropped): ")

M, F, N = Gender.MALE, Gender.FEMALE, Gender.UNKNOWN
CATALOGUE: Mapping[str, tuple[VoiceTraits, ...]] = {
    "pyttsx3": (
        VoiceTraits("en-us+elm", M, 100, 0.95, "elm"),
        VoiceTraits("en-us+oak", M, 100, 0.9, "oak"),
        VoiceTraits("en-us+ash", M, 120, 0.9, "oak"),
        VoiceTraits("en-us+fir", M, 110, 0.8, "fir"),
        VoiceTraits("en-us+ivy", F, 200, 0.95, "ivy"),
        VoiceTraits("en-us+fern", F, 210, 0.9, "fern"),
        VoiceTraits("en-us+moss", F, 175, 0.7, "moss"),
        VoiceTraits("en-us+reed", N, 145, 0.8, "reed"),
        VoiceTraits("en-us+rush", N, 150, 0.8, "rush"),
    ),
    "tone": (VoiceTraits("a2", M, 110, 1.0, "a2"), VoiceTraits("a3", F, 220, 1.0, "a3")),
}
KNOWN = {engine: [traits.name for traits in voices] for engine, voices in CATALOGUE.items()}


def script(written: str, genders: Mapping[str, Gender] | None = None, **article: str) -> Script:
    """Return the script of an article written as the module says."""
    made = _Writing()
    for paragraph in re.split(r"\n{2,}", written.strip("\n")):
        made.block(paragraph)
    source = Source("article.txt", made.text)
    blocks = tuple(
        Block(kind, View.exact(source, start, end), source.line(start), "")
        for kind, start, end in made.blocks
    )
    dropped = tuple(
        Dropped(start, end, source.line(start), "picture credit", source.text[start:end])
        for start, end in made.dropped
    )
    segments = tuple(_segments(source, blocks, made))
    read = Article(source, "0" * 64, blocks, dropped, **{"language": "en", **article})
    return Script(read, segments, tuple(_speakers(segments, genders or {})))


class _Writing:
    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[tuple[BlockKind, int, int]] = []
        self.dropped: list[tuple[int, int]] = []
        self.quotes: list[tuple[int, int, str, str, int]] = []
        self._id = 0

    def block(self, paragraph: str) -> None:
        kind = _KIND.match(paragraph)
        rest = paragraph[kind.end() :] if kind else paragraph
        self.text += "\n\n" if self.text else ""
        start = len(self.text)
        at = 0
        for quote in _QUOTE.finditer(rest):
            self.text += rest[at : quote.start()]
            self._id += quote[1] != "+"
            self.quotes.append((len(self.text), len(self.text) + len(quote[3]), quote[1], quote[2], self._id))
            self.text += quote[3]
            at = quote.end()
        self.text += rest[at:]
        if kind and kind[1] == "dropped":
            self.dropped.append((start, len(self.text)))
        else:
            self.blocks.append((BlockKind(kind[1] if kind else "paragraph"), start, len(self.text)))


def _segments(source: Source, blocks: tuple[Block, ...], made: _Writing) -> Iterator[Segment]:
    for index, block in enumerate(blocks):
        start, end = block.view.start, block.view.end
        quotes = [quote for quote in made.quotes if start <= quote[0] < end]
        spans = [(a - start, b - start) for a, b, *_ in quotes]
        plain = [(a + start, b + start, "", "", 0) for a, b in gaps(spans, end - start)]
        for first, last, sign, speaker, number in sorted([*quotes, *plain]):
            view = View.exact(source, first, last)
            if not view.text.strip():
                continue
            kind = SegmentKind.FRAGMENT if sign == "~" else SegmentKind.QUOTE
            nested = tuple((first + m.start(), first + m.end()) for m in _NESTED.finditer(view.text))
            use = Use.FRAGMENT if sign == "~" else Use.SPEECH
            yield Segment(
                view,
                source.line(first),
                index,
                kind if number else SegmentKind.NARRATION,
                speaker or None,
                "",
                1.0,
                Quotation(number, use, nested) if number else None,
            )


def _speakers(segments: tuple[Segment, ...], genders: Mapping[str, Gender]) -> Iterator[Speaker]:
    for name in dict.fromkeys(segment.speaker for segment in segments if segment.speaker):
        ids = {segment.quotation.id for segment in segments if segment.speaker == name and segment.quotation}
        named = not name.startswith(("A ", "An "))
        aliases = (name, name.split()[-1]) if named else (name,)
        gender = genders.get(name, M if named else N)
        yield Speaker(name, aliases, gender, "“he”" if gender is M else "", "", len(ids), named)
