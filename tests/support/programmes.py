"""Programmes made by hand, and clips that hum: as long as asked, a note per voice."""

from __future__ import annotations

import hashlib
import math
from array import array
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import count
from typing import TYPE_CHECKING, Any

from narration.model import (
    Article,
    Block,
    BlockKind,
    Cast,
    CastMember,
    Chapter,
    Clip,
    ClipFacts,
    Passage,
    Pauses,
    Programme,
    Role,
    Script,
    Timbre,
    Token,
    Utterance,
    Voice,
    Wording,
)
from narration.source import Source, View

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from narration.work import Done

NOTES = {"N": 220, "A": 440, "B": 880, "?": 1320}
"""Hz of each voice, by the letter it has in pictures."""

BLOCKS = (Block(BlockKind.PARAGRAPH, View("", (0,)), 1, "made by hand"),) * 1000
"""What the passages of a programme made by hand say they are from."""

AMPLITUDE = 6000
_CALIBRATION_MS = 4000
_numbers = count()


def voice(letter: str, rate: int = 22_050, volume: float = 0.0, pan: float = 0.0) -> Voice:
    return Voice(Timbre(f"hum {rate}", letter), volume, pan)


def passage(
    letter: str,
    ms: int = 500,
    *,
    block: int | None = 0,
    role: Role = Role.PARAGRAPH,
    text: str = "Words.",
    quotation: int | None = None,
    sound: Voice | None = None,
) -> Passage:
    """N is the narrator, ? nobody known, any other letter a speaker of that name."""
    chosen = sound or voice(letter)
    if letter != "N" and quotation is None:
        quotation = ord(letter)
    return Passage(
        wordings=(Wording(Token(text), None if block is None else View(text, tuple(range(len(text) + 1)))),),
        role=role,
        block=block,
        speaker=None if letter in "N?" else letter,
        quotation=quotation,
        utterance=Utterance((Token(f"{ms} ms, number {next(_numbers)}"),), "en", chosen.timbre),
        voice=chosen,
        line=None if block is None else block + 1,
    )


def programme(
    *passages: Passage,
    chapters: tuple[int, ...] = (0,),
    pauses: Pauses | None = None,
    loudness: float = -19.0,
) -> Programme:
    narrator = CastMember("narrator", voice("N"), "the default")
    return Programme(
        passages=passages,
        chapters=tuple(Chapter(f"Chapter {number}", first) for number, first in enumerate(chapters, start=1)),
        cast=Cast(narrator, narrator, narrator, narrator, ()),
        pauses=pauses or Pauses(),
        loudness=loudness,
    )


def script(**fields: str) -> Script:
    """A script of blocks without words: for what an edition says of its article."""
    title = fields.pop("title", "The ferry returns")
    name = fields.pop("name", "ferry.txt")
    fields = {"language": "en", **fields}
    return Script(Article(Source(name, ""), "0" * 64, BLOCKS, title=title, **fields), (), ())


@dataclass
class Hums:
    """Clips whose length stands in their words and whose note and frame rate stand in their timbre."""

    asked: list[Utterance] = field(default_factory=list)
    """Every clip that was read."""

    def clip(self, utterance: Utterance) -> Clip:
        self.asked.append(utterance)
        return hum(utterance)

    def facts(self, utterance: Utterance) -> ClipFacts:
        clip = hum(utterance)
        rms = AMPLITUDE / math.sqrt(2)
        return ClipFacts(clip.frames, clip.frame_rate, _decibels(rms), _decibels(AMPLITUDE))

    def key(self, utterance: Utterance) -> str:
        return hashlib.sha256(repr(utterance).encode()).hexdigest()

    def only(self, utterances: Iterable[Utterance]) -> Hums:
        return self


@cache
def hum(utterance: Utterance) -> Clip:
    first = utterance.text.split()[0]
    ms = int(first) if first.isdigit() else _CALIBRATION_MS
    rate = int(utterance.timbre.engine.split()[1])
    step = 2 * math.pi * NOTES[utterance.timbre.name] / rate
    samples = array("h", (round(AMPLITUDE * math.sin(step * n)) for n in range(rate * ms // 1000)))
    return Clip(samples.tobytes(), rate)


@dataclass
class Shelf:
    """A store in memory."""

    contents: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def get(self, kind: str, key: str) -> bytes | None:
        return self.contents.get((kind, key))

    def put(self, kind: str, key: str, content: bytes) -> None:
        self.contents[kind, key] = content

    def held(self, kind: str, keys: Sequence[str]) -> set[str]:
        return {key for key in keys if (kind, key) in self.contents}


class Here:
    """Does tasks in this process, one after the other."""

    jobs = 1

    def __init__(self) -> None:
        self.done: list[Any] = []

    def do(self, maker: str, tasks: Sequence[Any], apart: str = "") -> Generator[Done, None, None]:
        module, _, name = maker.partition(":")
        function = getattr(import_module(module), name)()
        for task in tasks:
            self.done.append(task)
            yield task, function(task), None

    def warm(self, *modules: str, number: int | None = None) -> None:
        pass

    def ranked(self, rank: int, share: int = 1) -> Here:
        return self

    def close(self) -> None:
        pass


def _decibels(sample: float) -> float:
    return 20 * math.log10(sample / 32768)
