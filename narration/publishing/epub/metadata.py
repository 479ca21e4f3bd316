"""What a book says of itself, and to whom it is accessible.

EPUB 3.3 and EPUB Accessibility 1.1, with the terms of schema.org.  Nothing claims that the book conforms
to either of its levels: that takes the word of a person who has looked at it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from narration.publishing.page.layout import text

if TYPE_CHECKING:
    from narration.model import Programme, Pronunciation
    from narration.publishing.material import Material

UNDATED = "1980-01-01T00:00:00Z"
"""When a book of an article without a day was changed last: it has to say so, and a clock would give other
bytes each time.  It is the date of the files inside."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

_FEATURES = ("synchronizedAudioText", "structuralNavigation", "tableOfContents", "readingOrder")
_LAYOUT = "displayTransformability"
_PRONUNCIATIONS = "ttsMarkup"
"""Speech markup of any kind: here, a lexicon."""

SUMMARY = (
    "The article is text, and all of it is read by synthetic voices, sentence by sentence. The name of the "
    "speaker stands before quoted words that are read in another voice; the recording does not read these "
    "names. Chapters are in the table of contents. Checked by programs; not assessed by a person."
)


@dataclass(frozen=True)
class Metadata:
    """What stands in the package document; what is empty is left out."""

    title: str
    language: str
    """BCP 47."""
    creator: str
    publisher: str
    date: str
    """The article's, ISO 8601."""
    source: str
    description: str
    modified: str
    features: tuple[str, ...]
    """Of schema.org's ``accessibilityFeature``."""
    summary: str = SUMMARY

    @property
    def direction(self) -> str:
        """Which way the language is written: ``ltr`` or ``rtl``."""
        return "rtl" if self.language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


def metadata(material: Material, *, pronounced: bool) -> Metadata:
    """Return what the book says of itself.

    Args:
        material: of which it is made.
        pronounced: whether it has a lexicon.
    """
    article, tag = material.article, material.tag
    day = tag.date.isoformat() if tag.date else ""
    source = tag.url or ", ".join(filter(None, (article.publisher, article.date)))
    return Metadata(
        title=_line(tag.title) or material.slug,
        language=article.language or "und",
        creator=_line(tag.artist) if article.byline.strip() else "",
        publisher=_line(tag.album) if article.publisher.strip() else "",
        date=day,
        source=_line(source),
        description=_line(tag.comment),
        modified=f"{day}T00:00:00Z" if day else UNDATED,
        features=(*_FEATURES, _LAYOUT, *([_PRONUNCIATIONS] if pronounced else [])),
    )


def identifier(digest: str) -> str:
    """Return the name of a book with this SHA-256: another content is another book."""
    return uuid5(NAMESPACE_URL, f"urn:sha256:{digest}").urn


def pronunciations(programme: Programme) -> list[Pronunciation]:
    """Return the entries of the lexicon that were used, in the case in which they are printed."""
    found: dict[str, Pronunciation] = {}
    for passage in programme.passages:
        for wording in passage.wordings:
            if wording.entry and wording.printed:
                entry = wording.entry
                printed = wording.printed.text[: len(entry.printed)]  # without the “’s” that may follow
                same = printed.casefold() == entry.printed.casefold()
                form = printed if same else entry.printed
                found.setdefault(form, replace(entry, printed=form))
    return list(found.values())


def _line(words: str) -> str:
    return " ".join(text(words).split())
