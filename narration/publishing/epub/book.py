"""A book to read and to listen to: each chapter with its sound, sentence by sentence.

EPUB 3.3 (https://www.w3.org/TR/epub-33/) with media overlays.  Each chapter has an MP3 of its own: readers
take a whole file out of the book before they play it, and a chapter is soon there, however long the book is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from narration.model import Event, Ms
from narration.publishing.epub.chapters import chapters, clock
from narration.publishing.epub.container import MEDIA_TYPE, Container
from narration.publishing.epub.metadata import identifier, metadata, pronunciations
from narration.publishing.mp3 import join
from narration.publishing.templates import filled
from narration.sheets import write_pls

if TYPE_CHECKING:
    from narration.publishing.epub.chapters import Chapter
    from narration.publishing.epub.metadata import Metadata
    from narration.publishing.material import Material
    from narration.publishing.staging import Staging

_COVERS = {"image/jpeg": "cover.jpg", "image/png": "cover.png"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A chapter as the table of contents and the package know it."""

    name: str
    title: str
    length: Ms
    duration: str
    """The same, as a clock value."""


def write(material: Material, staging: Staging) -> None:
    """Write the book, whole.

    Raises:
        OutputError: it cannot be written.
        EngineError: a stretch has gone, and cannot be made again.
    """
    with staging.file(f"{material.slug}.epub", MEDIA_TYPE) as file, Container(file) as container:
        _fill(container, material, Path(file.name).parent)


def _fill(container: Container, material: Material, place: Path) -> None:
    """Put everything into *container*; *place* has room for a chapter's sound."""
    lexicon = _lexicon(material)
    about = metadata(material, pronounced=bool(lexicon))
    container.add("META-INF/container.xml", filled("epub", "container.xml"))
    container.add("EPUB/style.css", filled("epub", "style.css"))
    if lexicon:
        container.add("EPUB/lexicon.pls", [lexicon.encode()])
    cover = _COVERS[material.tag.picture.mime] if material.tag.picture else ""
    if material.tag.picture:
        container.add(f"EPUB/{cover}", [material.tag.picture.data])
    listed = []
    for chapter in chapters(material.article, material.programme, material.timeline):
        _add(container, chapter, about, material, place, pronounced=bool(lexicon))
        listed.append(Listed(chapter.name, chapter.title, chapter.length, chapter.duration))
    container.add("EPUB/nav.xhtml", filled("epub", "nav.xhtml", about=about, chapters=listed))
    values = {
        "about": about,
        "chapters": listed,
        "duration": clock(Ms(sum(one.length for one in listed))),
        "lexicon": bool(lexicon),
        "cover": cover,
        "cover_type": material.tag.picture.mime if material.tag.picture else "",
    }
    # the package with all but its name decides on the name, too
    unnamed = b"".join(filled("epub", "package.xml", identifier="", **values))
    name = identifier(hashlib.sha256(container.digest.encode() + unnamed).hexdigest())
    container.add("EPUB/package.opf", filled("epub", "package.xml", identifier=name, **values))


def _add(  # noqa: PLR0913 -- all that a chapter is made of
    container: Container,
    chapter: Chapter,
    about: Metadata,
    material: Material,
    place: Path,
    *,
    pronounced: bool,
) -> None:
    """Put the document, the overlay and the sound of *chapter* into *container*."""
    path = f"EPUB/{chapter.name}"
    words = filled("epub", "chapter.xhtml", about=about, chapter=chapter, lexicon=pronounced)
    container.add(f"{path}.xhtml", words)
    container.add(f"{path}.smil", filled("epub", "overlay.xml", chapter=chapter))
    encoded = material.encoded
    with TemporaryFile(dir=place) as sound:  # its head is written last
        frames = encoded.stretches(chapter.stretches)
        join(sound, b"", frames, chapter.frames, encoded.channels, encoded.kbit)
        container.copy(f"{path}.mp3", sound)


def _lexicon(material: Material) -> str:
    """Return how words are said otherwise than printed, as PLS; empty if there are none."""
    used = pronunciations(material.programme)
    told = [entry for entry in used if entry.ipa or entry.alias]
    left = sorted(entry.printed for entry in used if entry not in told)
    if left:
        message = f"the lexicon in the EPUB leaves out what has no notation in PLS: {', '.join(left)}"
        hint = "give their IPA or an alias, too, so that readers' own voices can say them"
        material.tell(Event("warning", facts={"message": message, "hint": hint}))
    return write_pls(told, material.article.language or "und") if told else ""
