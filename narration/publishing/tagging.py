"""What the tag of an edition says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from narration.errors import Problem
from narration.publishing.captions import captions
from narration.publishing.clock import milliseconds
from narration.publishing.dates import printed_date
from narration.publishing.transcript import transcript

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from narration.model import Article, Ms, Programme, Timeline

LONGEST_TEXT = 1_000_000
"""Bytes of text that a tag carries, and as many with times: players read the whole tag before they play."""

SYNTHETIC = "Synthetic voices"
"""Who makes what nobody has written."""

NOTICE = "Read by synthetic voices, not by the people quoted."

_LANGUAGES = {
    "ar": "ara", "be": "bel", "bg": "bul", "bn": "ben", "ca": "cat", "cs": "cze", "cy": "wel", "da": "dan",
    "de": "ger", "el": "gre", "en": "eng", "es": "spa", "et": "est", "eu": "baq", "fa": "per", "fi": "fin",
    "fr": "fre", "ga": "gle", "gd": "gla", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "id": "ind",
    "is": "ice", "it": "ita", "ja": "jpn", "ka": "geo", "ko": "kor", "lt": "lit", "lv": "lav", "mk": "mac",
    "ms": "may", "nb": "nob", "nl": "dut", "no": "nor", "pl": "pol", "pt": "por", "ro": "rum", "ru": "rus",
    "sk": "slo", "sl": "slv", "sq": "alb", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "tr": "tur",
    "uk": "ukr", "ur": "urd", "vi": "vie", "zh": "chi",
}  # fmt: skip
"""ISO 639-2 (bibliographic) of the languages that espeak-ng speaks and newspapers are written in."""

_PICTURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
"""How files of each kind begin."""


@dataclass(frozen=True, slots=True)
class ChapterTag:
    """A chapter as players list it."""

    title: str
    start: Ms
    end: Ms


@dataclass(frozen=True, slots=True)
class Picture:
    """A cover."""

    mime: str
    """``image/jpeg`` or ``image/png``."""
    data: bytes


@dataclass(frozen=True)
class Tag:
    """What players show of an edition; what is empty or None is left out."""

    title: str
    artist: str
    album: str
    language: str
    """ISO 639-2, three letters."""
    comment: str
    """In English, whatever the language of the text."""
    length: Ms
    chapters: tuple[ChapterTag, ...]
    """In order of time, 1 to 255."""
    date: date | None = None
    url: str = ""
    """Where the text comes from."""
    lyrics: str = ""
    """The whole text."""
    synced: tuple[tuple[str, Ms], ...] = ()
    """The same in pieces, each with when it is heard."""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class TrackTag:
    """What players show of a file among others: light, for players that read little memory."""

    title: str
    artist: str
    album: str
    """What all of them are together."""
    number: int
    """From 1."""
    total: int


def tag(article: Article, programme: Programme, timeline: Timeline) -> tuple[Tag, list[Problem]]:
    """Return what players show of an edition, and what had to be left out of it."""
    problems: list[Problem] = []
    chapters = (
        ChapterTag(mark.title, milliseconds(mark.start), milliseconds(mark.end)) for mark in timeline.marks
    )
    url = article.publisher if urlsplit(article.publisher).scheme in {"http", "https"} else ""
    publisher = urlsplit(url).hostname or article.publisher
    return (
        Tag(
            title=article.title or programme.chapters[0].title,
            artist=artist(article),
            album=publisher or "Narrated articles",
            language=_LANGUAGES.get(article.language.split("-")[0].lower(), "und"),
            comment=_comment(article),
            length=milliseconds(timeline.frames),
            chapters=tuple(chapters),
            date=printed_date(article.date),
            url=url,
            lyrics=(lyrics := _lyrics(programme, problems)),
            synced=_synced(programme, timeline, problems) if lyrics else (),
            picture=_picture(article, problems),
        ),
        problems,
    )


def artist(article: Article) -> str:
    """Return who is to be shown as the maker: who wrote it, else who reads it."""
    return re.sub(r"^by\s+", "", article.byline.strip(), flags=re.IGNORECASE) or SYNTHETIC


def _comment(article: Article) -> str:
    source = ", ".join(filter(None, (article.publisher, article.date)))
    return f"{NOTICE} Source: {source}" if source else NOTICE


def _lyrics(programme: Programme, problems: list[Problem]) -> str:
    text = transcript(programme)
    size = _size(text)
    if size <= LONGEST_TEXT:
        return text
    message = f"the text is left out of the MP3's tag: expected at most {LONGEST_TEXT:,} bytes, got {size:,}"
    problems.append(Problem(message, hint="it stands in the .vtt file"))
    return ""


def _synced(programme: Programme, timeline: Timeline, problems: list[Problem]) -> tuple[tuple[str, Ms], ...]:
    """Return all words with their times, unless they are too many."""
    pieces = tuple(_timed(programme, timeline))
    size = _size("".join(text for text, _ in pieces))
    if size <= LONGEST_TEXT:
        return pieces
    message = (
        f"the times of words are left out of the MP3's tag: expected {LONGEST_TEXT:,} bytes, got {size:,}"
    )
    problems.append(Problem(message, hint="they stand in the .vtt file"))
    return ()


def _timed(programme: Programme, timeline: Timeline) -> Iterator[tuple[str, Ms]]:
    """Yield each caption with its time, the speaker's name where somebody else begins."""
    last = ""
    for caption in captions(programme, timeline):
        name, last = ("" if caption.speaker == last else f"{caption.speaker}: "), caption.speaker
        yield f"{name}{caption.text}", caption.start


def _size(text: str) -> int:
    """Return how many bytes *text* takes in a tag."""
    return len(text.encode("latin-1" if text.isascii() else "utf-16"))


def _picture(article: Article, problems: list[Problem]) -> Picture | None:
    if not article.image:
        return None
    if urlsplit(article.image).scheme in {"http", "https"}:
        message = f"the MP3 has no picture: {article.image} is an address, and nothing is fetched"
        problems.append(Problem(message, hint="save the picture beside the article, and name that file"))
        return None
    path = Path(article.source.name).parent / article.image
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problems.append(Problem(f"the MP3 has no picture: cannot read {path}: {reason}"))
        return None
    for start, mime in _PICTURES.items():
        if data.startswith(start):
            return Picture(mime, data)
    problems.append(Problem(f"the MP3 has no picture: expected a JPEG or PNG file, got {path}"))
    return None
