"""Pages of an edition, made without sound, and what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, cast

from narration.casting import arrange
from narration.casting import cast as casting
from narration.model import Cue, Format, Frames, Mark, Timeline, ignore
from narration.publishing import tagging
from narration.publishing.material import Material
from narration.sheets import VoicesSheet
from tests.casting.scripts import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.model import Programme, Recording, Script
    from narration.publishing.encoding import Encoded

SECOND = 44_100


class _Silent:
    """A recording of which only the names of its stretches are asked."""

    def digests(self) -> list[str]:
        return ["0" * 64]


def programme(script: Script, sheet: VoicesSheet | None = None) -> Programme:
    sheet = sheet or VoicesSheet()
    return arrange(script, casting(script, sheet, CATALOGUE), sheet)


def material(
    script: Script, made: Programme, formats: tuple[Format, ...] = (Format.MP3, Format.HTML)
) -> Material:
    """Every passage takes a second, and a second of silence comes before each."""
    starts = range(1, 2 * len(made.passages), 2)
    cues = tuple(Cue(n, Frames(s * SECOND), Frames((s + 1) * SECOND)) for n, s in enumerate(starts))
    end = Frames((2 * len(cues) + 1) * SECOND)
    marks = tuple(Mark(chapter.title, Frames(0), end) for chapter in made.chapters)
    timeline = Timeline(cues, (), marks, end)
    tag, _ = tagging.tag(script.article, made, timeline)
    recording = cast("Recording", _Silent())
    return Material(
        "ferry", script.article, made, timeline, recording, tag, cast("Encoded", None), formats, ignore
    )


@dataclass
class Element:
    """An element, with what it holds."""

    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words in it that are not names we put there."""
        if "who" in self.attributes.get("class", "").split():
            return ""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, *names: str) -> list[Element]:
        """Return the elements in it that have one of these *names*, in order."""
        return [one for one in self._inside() if one.name in names]

    def sentences(self) -> list[Element]:
        return [one for one in self._inside() if re.fullmatch(r"s\d+", one.attributes.get("id", ""))]

    def _inside(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._inside()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in {"meta", "link", "input", "br", "img"}:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag, tag

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read(page: bytes) -> Element:
    """Return what stands in a page, in which every element is closed."""
    reader = _Reader()
    reader.feed(page.decode())
    reader.close()
    assert len(reader._open) == 1
    return reader.root
