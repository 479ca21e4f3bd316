"""Books, made with or without sound, and what stands in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from narration.model import Cue, Event, Format, Frames, Mark, Stretch, Timeline
from narration.publishing import tagging
from narration.publishing.epub import book
from narration.publishing.material import Material
from narration.publishing.staging import Staging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from narration.model import Programme, Recording, Script, Tell
    from narration.publishing.encoding import Encoded

SECOND = 44_100

OPS = "{http://www.idpf.org/2007/ops}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "s": "http://www.w3.org/ns/SMIL",
    "o": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
}


class Mute:
    """Frames of a recording of which nobody asks the sound."""

    channels = 1
    kbit = 64

    def stretches(self, indices: Iterable[int]) -> Iterator[bytes]:
        yield from (b"" for _ in indices)


def timeline(programme: Programme) -> Timeline:
    """Every passage takes a second, and a second of silence comes before each; a stretch is a chapter."""
    cues = tuple(
        Cue(n, Frames((2 * n + 1) * SECOND), Frames((2 * n + 2) * SECOND))
        for n in range(len(programme.passages))
    )
    end = Frames((2 * len(cues) + 1) * SECOND)
    edges = [*(Frames(2 * chapter.first * SECOND) for chapter in programme.chapters), end]
    spans = list(pairwise(edges))
    stretches = tuple(Stretch(start, end, 0, 0) for start, end in spans)
    marks = tuple(Mark(chapter.title, *span) for chapter, span in zip(programme.chapters, spans, strict=True))
    return Timeline(cues, stretches, marks, end)


def written(
    folder: Path, script: Script, programme: Programme, encoded: object = None, tell: Tell = lambda _: None
) -> Path:
    """Write a book without sound; return its path."""
    when = timeline(programme)
    tag, _ = tagging.tag(script.article, programme, when)
    material = Material(
        "ferry",
        script.article,
        programme,
        when,
        cast("Recording", None),
        tag,
        cast("Encoded", encoded or Mute()),
        (Format.EPUB,),
        tell,
    )
    with Staging(folder, "ferry", {}).opened() as staging:
        book.write(material, staging)
        staging.commit("")
    return folder / "ferry.epub"


def warnings(events: Iterable[Event]) -> list[str]:
    return [str(event.facts["message"]) for event in events if event.kind == "warning"]


@dataclass(frozen=True)
class Par:
    """A sentence of an overlay."""

    text: str
    """Id of its element."""
    begin: int
    """In ms, and so is the end."""
    end: int


@dataclass(frozen=True)
class Document:
    """A chapter as a reader takes it in: words, overlay, sound."""

    name: str
    root: ET.Element
    overlay: list[Par]
    sound: bytes
    duration: int

    @property
    def sentences(self) -> dict[str, str]:
        """Words of each sentence, by its id."""
        return {
            one.get("id", ""): "".join(one.itertext())
            for one in self.root.iter(f"{{{NAMES['x']}}}span")
            if re.fullmatch(r"s\d+", one.get("id", ""))
        }

    @property
    def text(self) -> str:
        """All that the body shows but the names that we put before words."""
        body = self.root.find("x:body", NAMES)
        assert body is not None
        return "".join(_text(body))


@dataclass(frozen=True)
class Book:
    """All of a book, followed from its container as a reader does."""

    names: list[str]
    package: ET.Element
    nav: ET.Element
    documents: list[Document]
    files: dict[str, bytes]

    def meta(self, name: str) -> list[str]:
        """Return the values of a property, or of an element of Dublin Core."""
        if name.startswith("dc:"):
            return [one.text or "" for one in self.package.findall(f".//{name}", NAMES)]
        every = self.package.findall(".//o:meta", NAMES)
        return [one.text or "" for one in every if one.get("property") == name and not one.get("refines")]


def read(path: Path) -> Book:
    """Return what stands in the book at *path*; all that is markup is well formed."""
    with ZipFile(path) as file:
        assert file.testzip() is None
        files = {name: file.read(name) for name in file.namelist()}
    assert files["mimetype"] == b"application/epub+zip"
    container = ET.fromstring(files["META-INF/container.xml"])
    [rootfile] = [one for one in container.iter() if one.tag.endswith("rootfile")]
    root = PurePosixPath(rootfile.attrib["full-path"])
    package = ET.fromstring(files[str(root)])
    items = {one.attrib["id"]: one.attrib for one in package.findall("o:manifest/o:item", NAMES)}
    lengths = {
        one.attrib["refines"][1:]: ms(one.text or "")
        for one in package.findall(".//o:meta[@property='media:duration']", NAMES)
        if "refines" in one.attrib
    }
    documents = []
    for itemref in package.findall("o:spine/o:itemref", NAMES):
        item = items[itemref.attrib["idref"]]
        if "media-overlay" not in item:
            continue
        name, overlay = item["href"], item["media-overlay"]
        pars, sound = _overlay(files[str(root.parent / items[overlay]["href"])], name)
        words = ET.fromstring(files[str(root.parent / name)])
        documents.append(Document(name, words, pars, files[str(root.parent / sound)], lengths[overlay]))
    [nav] = [item["href"] for item in items.values() if item.get("properties") == "nav"]
    listed = {str(root.parent / item["href"]) for item in items.values()}
    assert {*listed, "mimetype", "META-INF/container.xml", str(root)} == set(files), (
        "all is listed, all is there"
    )
    return Book(list(files), package, ET.fromstring(files[str(root.parent / nav)]), documents, files)


def ms(value: str) -> int:
    """Return a clock value of SMIL in milliseconds."""
    found = re.fullmatch(r"(\d+):([0-5]\d):([0-5]\d)\.(\d{3})", value)
    assert found, value
    h, m, s, rest = map(int, found.groups())
    return ((h * 60 + m) * 60 + s) * 1000 + rest


def _overlay(smil: bytes, document: str) -> tuple[list[Par], str]:
    root = ET.fromstring(smil)
    pars, sounds = [], set()
    for par in root.iter(f"{{{NAMES['s']}}}par"):
        text, audio = par.find("s:text", NAMES), par.find("s:audio", NAMES)
        assert text is not None
        assert audio is not None
        name, _, element = text.attrib["src"].partition("#")
        assert name == document
        sounds.add(audio.attrib["src"])
        pars.append(Par(element, ms(audio.attrib["clipBegin"]), ms(audio.attrib["clipEnd"])))
    [sound] = sounds
    return pars, sound


def _text(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if "who" not in child.get("class", "").split():
            yield from _text(child)
        yield child.tail or ""
