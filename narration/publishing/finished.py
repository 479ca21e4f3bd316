"""Reads a finished edition back: the MP3's frames, its tag, its transcript, its manifest."""

from __future__ import annotations

import html
import json
import re
import struct
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from narration.errors import EditionError, Problem
from narration.model import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Samples a second by the version of MPEG in the header (ISO 11172-3, 13818-3)."""
_KBIT = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SIDE_INFO = {(3, 1): 17, (3, 2): 32, (2, 1): 9, (2, 2): 17}

_CUE = re.compile(
    r"^(?:(\d+):)?(\d\d):(\d\d)\.(\d{3}) --> (?:(\d+):)?(\d\d):(\d\d)\.(\d{3}).*\n((?:.+\n?)*)", re.MULTILINE
)
_MARKUP = re.compile(r"</?[a-z][^>]*>|<[\d:.]+>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frames:
    """How the sound of an MP3 is written down, by its first frame."""

    frame_rate: int
    channels: int
    kbit: int
    milliseconds: int | None
    """How long the Info frame says it is; None if there is no such frame."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words at their place in time, in ms."""

    start: int
    end: int
    text: str
    """With single spaces."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter at its place in time, in ms."""

    title: str
    start: int
    end: int


@dataclass(frozen=True)
class Manifest:
    """What the manifest beside a file says it should be."""

    duration: int
    loudness: float
    delivery: Delivery
    chapters: tuple[Chapter, ...]
    passages: tuple[Spoken, ...]
    files: dict[str, str] = field(default_factory=dict)
    tones: tuple[tuple[int, int], ...] = ()
    """(start, end) of each tone between the words."""
    channels: int = 1


def frames(path: Path) -> Frames:
    """Return how the MP3 at *path* is written down.

    Raises:
        EditionError: it is no MP3.
    """
    try:
        with path.open("rb") as file:
            head = file.read(10)
            tag = 0
            if head.startswith(b"ID3"):
                a, b, c, d = head[6:10]
                tag = 10 + (a << 21 | b << 14 | c << 7 | d)
            file.seek(tag)
            data = file.read(4096)
    except OSError as error:
        raise EditionError(Problem(f"cannot read {path}: {(error.strerror or '').lower()}")) from error
    if len(data) < 192 or data[0] != 0xFF or data[1] & 0xE6 != 0xE2:
        raise EditionError(Problem(f"{path}: expected an MP3, got something else"))
    version, rate, kbit = data[1] >> 3 & 3, data[2] >> 2 & 3, data[2] >> 4
    if version == 1 or rate == 3 or kbit == 15:
        raise EditionError(Problem(f"{path}: expected an MP3, got something else"))
    channels = 1 if data[3] >> 6 == 3 else 2
    frame_rate = _RATES[version][rate]
    length = _info(data, 4 + _SIDE_INFO[3 if version == 3 else 2, channels], 1152 if version == 3 else 576)
    milliseconds = None if length is None else round(1000 * length / frame_rate)
    return Frames(frame_rate, channels, _KBIT[3 if version == 3 else 2][kbit], milliseconds)


def _info(data: bytes, at: int, samples: int) -> int | None:
    """Return the length in samples that the Info frame in *data* tells, if there is one."""
    if data[at : at + 4] not in (b"Info", b"Xing") or not data[at + 7] & 1:
        return None
    (count,) = struct.unpack_from(">I", data, at + 8)
    flags = data[at + 7]
    lame = at + 8 + 4 * bool(flags & 1) + 4 * bool(flags & 2) + 100 * bool(flags & 4) + 4 * bool(flags & 8)
    delays = int.from_bytes(data[lame + 21 : lame + 24], "big")
    padded = (delays >> 12) + (delays & 0xFFF) if data[lame : lame + 4].strip(b"\0") else 0
    return int(count) * samples - padded


def transcript(path: Path) -> tuple[Spoken, ...]:
    """Return the cues of the WebVTT file at *path*, in its order."""
    text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    return tuple(_cues(text))


def _cues(text: str) -> Iterator[Spoken]:
    for match in _CUE.finditer(text):
        start, end = (
            (int(h or 0) * 60 + int(m)) * 60_000 + int(s) * 1000 + int(ms)
            for h, m, s, ms in (match.groups()[:4], match.groups()[4:8])
        )
        yield Spoken(start, end, plain(html.unescape(_MARKUP.sub("", match[9]))))


def manifest(path: Path) -> Manifest | None:
    """Return what the manifest at *path* says; None if there is none."""
    try:
        content = json.loads(path.read_bytes())
        return Manifest(
            duration=content["duration"],
            loudness=content["loudness"],
            delivery=_delivery(content.get("delivery", {})),
            chapters=tuple(Chapter(c["title"], c["start"], c["end"]) for c in content["chapters"]),
            passages=tuple(Spoken(p["start"], p["end"], plain(p["text"])) for p in content["passages"]),
            files=content["files"],
            tones=tuple((tone["start"], tone["end"]) for tone in content.get("earcons", ())),
            channels=_channels(content),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _channels(content: dict[str, Any]) -> int:
    """Return 2 if an edition is in stereo, or a voice of it has a place of its own."""
    places = any(passage["voice"]["pan"] for passage in content["passages"])
    return 2 if places or content.get("delivery", {}).get("stereo") else 1


def _delivery(content: dict[str, Any]) -> Delivery:
    known = {one.name for one in fields(Delivery)}
    values: dict[str, Any] = {
        name: tuple(v) if isinstance(v, list) else v for name, v in content.items() if name in known
    }
    return Delivery(**values)


def plain(text: str) -> str:
    """Return *text* with single spaces, and one for each character that no reader of subtitles takes."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
