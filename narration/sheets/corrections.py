"""``<article>.script.toml``: a person's word on who said what, or on what a paragraph is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from narration.errors import ArticleError
from narration.model import BlockKind, ParagraphCorrection, QuoteCorrection, Use
from narration.sheets import rules
from narration.sheets.document import Document, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from narration.sheets.places import Place
    from narration.sheets.rules import Key


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one article, in the order of the file."""

    quotes: tuple[QuoteCorrection, ...] = ()
    paragraphs: tuple[ParagraphCorrection, ...] = ()


def read_corrections(path: Path) -> Corrections:
    """Read and check the corrections at *path*.

    Raises:
        ArticleError: with everything that is wrong, in the order of the file.
    """
    document = Document.read(path, ArticleError)
    for name in document.values:
        if name not in ("quote", "paragraph"):
            document.unknown((name,), ("quote", "paragraph"))
    quotes = tuple(
        QuoteCorrection(
            values["text"],
            values.get("speaker"),
            Use(values["use"]) if "use" in values else None,
            document.location(place),
        )
        for place, values in _tables(document, "quote", rules.QUOTE, "speaker", "use")
    )
    paragraphs = tuple(
        ParagraphCorrection(values["text"], BlockKind(values["kind"]), document.location(place))
        for place, values in _tables(document, "paragraph", rules.PARAGRAPH, "kind")
    )
    document.finish()
    return Corrections(quotes, paragraphs)


def _tables(
    document: Document, name: str, keys: Mapping[str, Key], *needed: str
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield each whole ``[[name]]``: one with a text, and at least one of the *needed* keys."""
    found = document.at((name,))
    if found is not None and not isinstance(found, list):
        document.note((name,), f"{name}: expected [[{name}]], got {shown(found)}", "double the brackets")
        return
    for number, written in enumerate(found or []):
        place = (name, number)
        if not isinstance(written, dict):
            document.note((name,), f"{name}: expected [[{name}]], got {shown(written)}")
            continue
        values = document.table(place, keys)
        if not written.keys() <= keys.keys():
            continue  # a key that is misspelt may be the one that is missing
        if "text" not in written:
            document.note(place, f"[[{name}]]: expected text, the first words of what it corrects")
        elif not written.keys() & set(needed):
            document.note(place, f"[[{name}]]: expected {' or '.join(needed)}, got text alone")
        elif "text" in values and values.keys() & set(needed):
            yield place, values
