"""How players read chapters and transcripts: their rules, written from what is known of their parsers.

AntennaPod reads CHAP frames only, in order of start; Pocket Casts on iOS takes the first CTOC of a file,
finds titles by their bytes, and reads sizes as plain numbers; Apple Podcasts wants a table of contents at
the top level.
"""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A chapter as a player lists it."""

    title: str
    start: int
    """Milliseconds."""


@dataclass(frozen=True)
class Line:
    """Words of a transcript as a player shows them."""

    speaker: str
    start: float
    end: float
    text: str


def frames(tag: bytes) -> list[tuple[str, bytes]]:
    """Return (name, content) of each frame of an ID3v2.3 tag, sizes as plain numbers."""
    assert tag[:5] == b"ID3\x03\x00", "read by Apple Podcasts and Pocket Casts in version 2.3 alone"
    size = sum(byte << shift for byte, shift in zip(tag[6:10], (21, 14, 7, 0), strict=True))
    return _frames(tag[10 : 10 + size])


def _frames(data: bytes) -> list[tuple[str, bytes]]:
    found = []
    while len(data) > 10 and 48 <= data[0] <= 122:  # AntennaPod stops at the first name outside '0' to 'z'
        (size,) = struct.unpack(">I", data[4:8])
        found.append((data[:4].decode("latin-1"), data[10 : 10 + size]))
        data = data[10 + size :]
    return found


def text(content: bytes) -> str:
    """Return a text frame's words: Latin-1, or UTF-16 with a mark of its order."""
    return content[1:].decode("latin-1" if content[0] == 0 else "utf-16").rstrip("\0")


def antennapod(tag: bytes) -> list[Shown]:
    """CHAP alone, hidden ones too; a chapter without a title gets its number."""
    found = []
    for name, content in frames(tag):
        if name == "CHAP":
            end = content.index(0)
            assert end <= 100, "longer names of elements are not read"
            (start,) = struct.unpack(">I", content[end + 1 : end + 5])
            titles = [text(inner) for kind, inner in _frames(content[end + 17 :]) if kind == "TIT2"]
            found.append(Shown(titles[0] if titles else str(len(found)), start))
    return sorted(found, key=lambda chapter: chapter.start)


def pocket_casts_ios(tag: bytes) -> list[Shown]:
    """The first CTOC only: what it does not list is hidden; titles by the last bytes ``TIT2``."""
    listed: list[str] | None = None
    chapters: dict[str, Shown] = {}
    for name, content in frames(tag):
        end = content.find(0)
        if name == "CTOC" and listed is None:
            count = content[end + 2]
            listed = [one.decode("latin-1") for one in content[end + 3 :].split(b"\0")[:count]]
        elif name == "CHAP":
            (start,) = struct.unpack(">I", content[end + 1 : end + 5])
            at = content.rindex(b"TIT2")
            (size,) = struct.unpack(">I", content[at + 4 : at + 8])
            chapters[content[:end].decode("latin-1")] = Shown(text(content[at + 10 : at + 10 + size]), start)
    return [chapters[one] for one in listed or chapters if one in chapters]


def apple(tag: bytes) -> list[Shown]:
    """A CTOC at the top level, ordered, with a title; at most 255 children."""
    contents = [content for name, content in frames(tag) if name == "CTOC"]
    assert len(contents) == 1, "nested tables of contents are not read"
    (toc,) = contents
    end = toc.index(0)
    assert toc[end + 1] & 0b10, "without the flag of the top level no chapter is shown"
    assert toc[end + 2] > 0
    return pocket_casts_ios(tag)


_CUE = re.compile(r"(\d\d):(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d):(\d\d)\.(\d{3})")
_VOICE = re.compile(r"<v ([^\n\r&>]+)>")


def antennapod_vtt(file: str) -> list[Line]:
    """A name in each cue, else the one before goes on; no two lines may begin at the same time."""
    found: list[Line] = []
    head, *blocks = file.split("\n\n")
    assert head == "WEBVTT"
    for block in blocks:
        timing, *words = block.strip("\n").split("\n")
        match = _CUE.fullmatch(timing)
        assert match, timing
        h, m, s, ms, h2, m2, s2, ms2 = map(int, match.groups())
        voice = _VOICE.search("\n".join(words))
        speaker = voice[1] if voice else found[-1].speaker
        plain = re.sub(r"<[^>]*>", "", " ".join(words))
        start, end = (h * 60 + m) * 60 + s + ms / 1000, (h2 * 60 + m2) * 60 + s2 + ms2 / 1000
        assert all(start != line.start for line in found[-1:]), "AntennaPod refuses the whole file"
        found.append(Line(speaker, start, end, plain))
    return found


def podcast_json(file: str) -> list[Line]:
    """What AntennaPod and Pocket Casts take of a transcript in JSON."""
    segments = json.loads(file)["segments"]
    return [Line(s["speaker"], s["startTime"], s["endTime"], s["body"]) for s in segments]
