"""Reads the front matter: what stands between two lines of ``---`` at the top."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.articles.parts import Part
from narration.articles.views import view
from narration.errors import ArticleError, Problem
from narration.model import BlockKind
from narration.sheets import nearest
from narration.source import gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.source import Source

SPOKEN = {
    "title": BlockKind.HEADLINE,
    "byline": BlockKind.BYLINE,
    "date": BlockKind.DATELINE,
    "source": BlockKind.DATELINE,
}
"""Keys whose values are read, and as what."""

KEYS = (*SPOKEN, "language", "image")

REASON = "front matter"
SOURCE_REASON = f"{REASON}: source"

_FENCE = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_PAIR = re.compile(r"([^\W\d][\w-]*)[ \t]*:[ \t]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://|www\.")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the top of the file says of the article."""

    values: dict[str, str]
    """By key; empty ones are left out."""
    parts: tuple[Part, ...]
    """All of it that is not white space: values that are read, and the rest."""
    end: int
    """Offset at which the article itself begins."""


def front_matter(source: Source) -> FrontMatter:
    """Read the front matter of *source*; there is none unless its first line is ``---``.

    Raises:
        ArticleError: it is left open, a line is no ``key: value``, a key is
            unknown or stands twice, a language is no language tag.
    """
    text = source.text
    if not (fence := _FENCE.match(text)):
        return FrontMatter({}, (), 0)
    values: dict[str, tuple[int, int]] = {}
    problems: list[Problem] = []
    place = fence.end()
    while not (closing := _FENCE.match(text, place)):
        if place >= len(text):
            hint = "end it with a line of ---, or take away the first line"
            raise ArticleError(Problem("front matter is left open", source.location(0), hint))
        line = _LINE.match(text, place)
        assert line is not None  # it matches anything
        problems += _read_line(source, line.start(), line.end(), values)
        place = line.end()
    if problems:
        raise ArticleError(*problems)
    parts = tuple(_parts(source, values, closing.end()))
    return FrontMatter({key: text[a:b] for key, (a, b) in values.items()}, parts, closing.end())


def _read_line(source: Source, start: int, end: int, values: dict[str, tuple[int, int]]) -> Iterator[Problem]:
    """Put the value of a line into *values*, or yield what is wrong with it."""
    text = source.text[start:end].rstrip()
    start += len(text) - len(text.lstrip())
    text = text.lstrip()
    if not text or text.startswith("#"):
        return
    pair = _PAIR.match(text)
    if not pair:
        hint = "end the front matter with a line of --- before the article begins"
        yield Problem(f"expected 'key: value', got {text[:40]!r}", source.location(start), hint)
        return
    key, value = pair[1].lower(), text[pair.end() :]
    place = start + pair.end()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value, place = value[1:-1], place + 1
    place += len(value) - len(value.lstrip())
    value = value.strip()
    if key not in KEYS:
        near = nearest(key, KEYS)
        hint = f"did you mean {near}?" if near else f"the keys are {', '.join(KEYS)}"
        yield Problem(f"unknown key {pair[1]} in the front matter", source.location(start), hint)
    elif key in values:
        yield Problem(f"{key} stands twice in the front matter", source.location(start))
    elif key == "language" and value and not _LANGUAGE.fullmatch(value):
        hint = "write a language tag such as en or en-GB"
        yield Problem(f"expected a language, got {value!r}", source.location(place), hint)
    elif value:
        values[key] = (place, place + len(value))


def _parts(source: Source, values: dict[str, tuple[int, int]], end: int) -> Iterator[Part]:
    """Yield the values that are read, and between them, line by line, what is not."""
    read = {
        span: (SPOKEN[key], f"{REASON}: {key}")
        for key, span in values.items()
        if key in SPOKEN and _is_for_ears(source.text[slice(*span)])
    }
    unread = [span for gap in gaps(sorted(read), end) for span in _lines(source.text, *gap)]
    for span in sorted([*read, *unread]):
        kind, reason = read.get(span, (BlockKind.BOILERPLATE, REASON))
        yield Part(view(source.text, *span), kind, reason)


def _is_for_ears(value: str) -> bool:
    return not _ADDRESS.match(value) and any(letter.isalnum() for letter in value)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text, start, end):
        stripped = line[0].strip()
        if stripped:
            left = line.start() + len(line[0]) - len(line[0].lstrip())
            yield left, left + len(stripped)
