"""The tag of an MP3: ID3v2.3 with chapters (the only module that knows mutagen).

ID3v2.3 and not 2.4, because ffmpeg, Apple Podcasts and Pocket Casts lose chapters
with long titles in 2.4.  One flat table of contents, because readers that know
nested ones are few.  Chapters after “ID3v2 Chapter Frame Addendum 1.0”; mutagen
puts frames in order of size, so we put the chapters back in order of time, which
is how ffmpeg shows them.  No padding, in which music-metadata sees broken frames.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    SYLT,
    TALB,
    TCON,
    TDAT,
    TIT2,
    TLAN,
    TLEN,
    TPE1,
    TRCK,
    TYER,
    USLT,
    WOAS,
    CTOCFlags,
    Frame,
    ID3NoHeaderError,
    PictureType,
)

from narration.model import Ms
from narration.publishing.tagging import ChapterTag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from narration.publishing.tagging import Tag, TrackTag

_MILLISECONDS, _TRANSCRIPTION = 2, 2
"""What times in SYLT count, and what its words are (ID3v2.3, 4.10)."""

_HEADER = 10
"""Bytes before the frames of a tag, and before the content of each."""


def render(tag: Tag) -> bytes:
    """Return *tag* as an ID3v2.3 tag."""
    return _in_order_of_time(_saved(_frames(tag)))


def render_track(tag: TrackTag) -> bytes:
    """Return the light *tag* of a file among others as an ID3v2.3 tag."""
    return _saved(
        [
            TIT2(**_text(tag.title)),
            TPE1(**_text(tag.artist)),
            TALB(**_text(tag.album)),
            TRCK(**_text(f"{tag.number}/{tag.total}")),
        ]
    )


def _saved(frames: Iterable[Frame]) -> bytes:
    id3 = ID3()
    for frame in frames:
        id3.add(frame)
    file = io.BytesIO()
    id3.save(file, v1=0, v2_version=3, padding=lambda _: 0)
    return file.getvalue()


def contents(path: Path) -> tuple[str, tuple[ChapterTag, ...]]:
    """Return the title in the tag of an MP3, and its chapters in order of time; empty where there is none."""
    try:
        id3 = ID3(path)
    except ID3NoHeaderError:
        return "", ()
    chapters = [
        ChapterTag(str(frame.sub_frames.get("TIT2", "")), Ms(frame.start_time), Ms(frame.end_time))
        for frame in id3.getall("CHAP")
    ]
    return str(id3.get("TIT2", "")), tuple(sorted(chapters, key=lambda chapter: chapter.start))


def _frames(tag: Tag) -> Iterator[Frame]:
    yield TIT2(**_text(tag.title))
    yield TPE1(**_text(tag.artist))
    yield TALB(**_text(tag.album))
    yield TCON(**_text("Speech"))
    yield TLAN(**_text(tag.language))
    yield TLEN(**_text(str(tag.length)))
    if tag.date:
        yield TYER(**_text(f"{tag.date:%Y}"))
        yield TDAT(**_text(f"{tag.date:%d%m}"))
    # no description: Windows Media Player 10 does not play a file where it is longer than 3 UTF-16 characters
    yield COMM(lang="eng", desc="", **_text(tag.comment))
    if tag.url:
        yield WOAS(url=tag.url)
    if tag.lyrics:
        yield USLT(lang=tag.language, desc="", **_text(tag.lyrics))
    if tag.synced:
        encoding = 0 if all(text.isascii() for text, _ in tag.synced) else 1
        yield SYLT(
            encoding=encoding,
            lang=tag.language,
            format=_MILLISECONDS,
            type=_TRANSCRIPTION,
            desc="",
            text=[*tag.synced],
        )
    if tag.picture:
        yield APIC(0, tag.picture.mime, PictureType.COVER_FRONT, "", tag.picture.data)
    names = [f"chp{number:03}" for number in range(len(tag.chapters))]
    for name, chapter in zip(names, tag.chapters, strict=True):
        title = TIT2(**_text(chapter.title))
        yield CHAP(element_id=name, start_time=chapter.start, end_time=chapter.end, sub_frames=[title])
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    contents = TIT2(**_text("Contents"))
    yield CTOC(element_id="toc", flags=flags, child_element_ids=names, sub_frames=[contents])


def _text(text: str) -> dict[str, object]:
    """Return *text* in the encoding that most readers get right: Latin-1 if that will do, else UTF-16."""
    return {"encoding": 0 if text.isascii() else 1, "text": text}


def _in_order_of_time(tag: bytes) -> bytes:
    """Return *tag* with its chapters, wherever they stand among the other frames, in order of time."""
    frames = []
    rest = tag[_HEADER:]
    while rest:
        end = _HEADER + int.from_bytes(rest[4:8], "big")
        frames.append(rest[:end])
        rest = rest[end:]
    chapters = iter(sorted((frame for frame in frames if _is_chapter(frame)), key=_start))
    return tag[:_HEADER] + b"".join(next(chapters) if _is_chapter(frame) else frame for frame in frames)


def _is_chapter(frame: bytes) -> bool:
    return frame.startswith(b"CHAP")


def _start(chapter: bytes) -> int:
    """Return the start of a CHAP frame in milliseconds: it follows the name, which ends with a zero."""
    name_end = chapter.index(0, _HEADER)
    return int.from_bytes(chapter[name_end + 1 : name_end + 5], "big")
