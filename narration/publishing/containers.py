"""The recording as an audiobook (M4B) or as Opus, encoded by ffmpeg in one piece."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import tempfile
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from narration import ffmpeg
from narration.model import FRAME_RATE, Event
from narration.publishing.clock import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.model import Mark
    from narration.publishing.material import Material
    from narration.publishing.staging import Staging
    from narration.publishing.tagging import Tag

VERSION = 1
"""Part of what a file is made from: add one whenever the same programme may give other bytes."""


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file, and how ffmpeg writes it."""

    name: str
    """As people know it."""
    suffix: str
    media_type: str
    arguments: tuple[str, ...]
    kbit: tuple[int, int]
    """Bit rate in kbit/s, mono and stereo."""
    chapters: int
    """Most that its readers take."""
    title: int
    """Most bytes of a chapter's title that its readers take."""
    picture: bool
    """Whether the picture is a stream of its own, and chapters are ffmpeg's; else both are comments."""


M4B = Container(
    "M4B",
    "m4b",
    "audio/mp4",
    # with +faststart a player need not read to the end before it begins; ipod is ffmpeg's name for M4A, and
    # gives both kinds of chapters: iTunes reads a text track, AntennaPod and VLC read Nero's chpl
    ("-c:a", "aac", "-f", "ipod", "-movflags", "+faststart"),
    (64, 128),
    255,  # chpl counts in one byte
    127,  # AntennaPod reads the length of a title as a signed byte
    picture=True,
)

OPUS = Container(
    "Opus",
    "opus",
    "audio/ogg",
    ("-c:a", "libopus", "-f", "opus"),
    (32, 64),  # more than speech needs (RFC 7845, 6716: 28 to 40 for full band)
    100,  # AntennaPod reads two digits of a chapter's number, and gives up at the hundred and first
    1000,
    picture=False,
)


def write_m4b(material: Material, staging: Staging) -> None:
    """Write ``<slug>.m4b``.

    Raises:
        OutputError: it cannot be written.
        EngineError: ffmpeg is missing or failed.
    """
    _write(M4B, material, staging)


def write_opus(material: Material, staging: Staging) -> None:
    """Write ``<slug>.opus``.

    Raises:
        OutputError: it cannot be written.
        EngineError: ffmpeg is missing or failed.
    """
    _write(OPUS, material, staging)


def _write(kind: Container, material: Material, staging: Staging) -> None:
    name = f"{material.slug}.{kind.suffix}"
    marks = _fitting(kind, material)
    made_from = _made_from(kind, material)
    if staging.keep(name, made_from):
        return
    tag, channels = material.tag, material.recording.channels
    with (
        staging.file(name, kind.media_type, made_from) as file,
        tempfile.TemporaryDirectory(prefix="narrate-") as folder,
    ):
        about = Path(folder) / "about.txt"
        about.write_text("".join(_about(kind, tag, marks)), "utf-8", newline="\n")
        sound = ["-f", "s16le", "-ar", str(FRAME_RATE), "-ac", str(channels), "-i", "pipe:0"]
        cover, how = _cover(kind, tag, Path(folder))
        arguments = [
            *("-y", *sound, "-f", "ffmetadata", "-i", str(about), *cover),
            *("-map", "0:a", *how, "-map_metadata", "1", "-map_chapters", "1" if kind.picture else "-1"),
            *("-metadata:s:a:0", f"language={tag.language}"),
            # no version of ffmpeg, no date, no random number of the stream: the same input, the same bytes
            *("-fflags", "+bitexact", "-flags:a", "+bitexact"),
            *("-b:a", f"{kind.kbit[channels - 1]}k", *kind.arguments, file.name),
        ]
        ffmpeg.fed(arguments, material.recording.stretches())


def _fitting(kind: Container, material: Material) -> Sequence[Mark]:
    """Return the chapters as the readers of such a file take them; tell what that changes."""
    marks = list(material.timeline.marks)
    while len(marks) > kind.chapters:
        shortest = min(range(1, len(marks)), key=lambda n: marks[n].end - marks[n].start)
        marks[shortest - 1] = replace(marks[shortest - 1], end=marks[shortest].end)
        del marks[shortest]
    if lost := len(material.timeline.marks) - len(marks):
        have = "short chapter has" if lost == 1 else "short chapters have"
        message = f"{lost} {have} no mark in the {kind.name}: its readers take {kind.chapters}"
        material.tell(Event("warning", facts={"message": message, "hint": "the MP3 has all of them"}))
    shown = [replace(mark, title=_cut(mark.title, kind.title)) for mark in marks]
    if cut := sum(mark.title != before.title for mark, before in zip(shown, marks, strict=True)):
        are = "chapter title is" if cut == 1 else "chapter titles are"
        message = f"{cut} {are} cut in the {kind.name}: its readers take {kind.title} bytes"
        material.tell(Event("warning", facts={"message": message, "hint": "the MP3 has them whole"}))
    return shown


def _cut(title: str, most: int) -> str:
    """Return *title*, or as many whole words as fit with an ellipsis."""
    if len(title.encode()) <= most:
        return title
    rest = title.encode()[: most - len("…".encode())].decode(errors="ignore")
    return (rest.rsplit(" ", 1)[0].rstrip() or rest) + "…"


def _about(kind: Container, tag: Tag, marks: Sequence[Mark]) -> Iterator[str]:
    """Yield what ffmpeg is to write about the file, in its own format."""
    facts = {
        "title": tag.title,
        "artist": tag.artist,
        "album": tag.album,
        "date": tag.date.isoformat() if tag.date else "",
        "genre": "Speech",
        "comment": tag.comment,
        "lyrics": tag.lyrics,
    }
    if kind is M4B:
        facts["media_type"] = "2"  # an audiobook, for iTunes
    else:
        facts |= _comments(tag, marks)
    yield ";FFMETADATA1\n"
    yield from (f"{name}={_escaped(value)}\n" for name, value in facts.items() if value)
    for mark in marks if kind.picture else ():
        yield f"[CHAPTER]\nTIMEBASE=1/{FRAME_RATE}\nSTART={mark.start}\nEND={mark.end}\n"
        yield f"title={_escaped(mark.title)}\n"


def _comments(tag: Tag, marks: Sequence[Mark]) -> dict[str, str]:
    """Return picture and chapters as Vorbis comments (the field names of “Chapter Extension”).

    Those that ffmpeg writes are a second late wherever a chapter begins in the second half of one.
    """
    found = {}
    if tag.picture:
        found["METADATA_BLOCK_PICTURE"] = _picture(tag.picture.mime, tag.picture.data)
    for number, mark in enumerate(marks):
        seconds, ms = divmod(milliseconds(mark.start), 1000)
        found[f"CHAPTER{number:03}"] = (
            f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"
        )
        found[f"CHAPTER{number:03}NAME"] = mark.title
    return found


def _escaped(text: str) -> str:
    for special in "\\=;#\n":
        text = text.replace(special, f"\\{special}")
    return text


def _cover(kind: Container, tag: Tag, folder: Path) -> tuple[list[str], list[str]]:
    """Return the arguments that read the picture, and those that write it."""
    if not tag.picture or not kind.picture:
        return [], []
    path = folder / f"cover.{tag.picture.mime.rpartition('/')[2]}"
    path.write_bytes(tag.picture.data)
    return ["-i", str(path)], ["-map", "2:v", "-c:v", "copy", "-disposition:v:0", "attached_pic"]


def _picture(mime: str, data: bytes) -> str:
    """Return a picture as a comment: FLAC's picture block in base 64 (RFC 9639, front cover)."""
    head = struct.pack(">II", 3, len(mime)) + mime.encode() + struct.pack(">IIIII", 0, 0, 0, 0, 0)
    return base64.b64encode(head + struct.pack(">I", len(data)) + data).decode()


def _made_from(kind: Container, material: Material) -> str:
    facts = {
        "version": VERSION,
        "ffmpeg": ffmpeg.version(),
        "kind": asdict(kind),
        "channels": material.recording.channels,
        "sound": list(material.recording.digests()),
        "chapters": [asdict(mark) for mark in material.timeline.marks],
        "tag": repr(replace(material.tag, picture=None)),
        "picture": hashlib.sha256(material.tag.picture.data if material.tag.picture else b"").hexdigest(),
    }
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
