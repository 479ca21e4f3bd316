"""Lexicons: what is said for printed words, from voices.toml and the files it names."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.errors import Problem, VoicesError
from narration.model import Pronunciation
from narration.sheets import pls, rules
from narration.sheets.document import Document, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from narration.sheets.places import Place
    from narration.sheets.rules import Key

SHIPPED = Path(__file__).parent / "lexicons"
"""Where narrate's own lexicons are, one a language."""

_WAYS = ("ipa", "alias", "phonemes")
_EXPECTED = 'words, or { ipa = "…" }'


def entries(
    document: Document,
    language: str = "",
    *,
    settings: Mapping[str, Key] = MappingProxyType({}),
    ours: bool = False,
) -> list[Pronunciation]:
    """Return the words of ``[lexicon]`` in *document*; note those that are wrong.

    Args:
        document: the sheet.
        language: of the words that say none.
        settings: what may stand among them.
        ours: whether they come with narrate.
    """
    table = document.at(("lexicon",))
    if not isinstance(table, dict):
        return []
    origin = Path(document.source.name).name
    found = []
    for printed, value in table.items():
        place = ("lexicon", printed)
        if printed in settings and settings[printed].fits(value):
            continue
        if values := _values(document, place, value):
            given = {"language": language, **values}
            location = document.location(place)
            found.append(Pronunciation(printed, **given, origin=origin, shipped=ours, location=location))
    return found


def files(document: Document) -> list[tuple[Place, Path]]:
    """Return the place and the path of each file that *document*, a voices.toml, takes words from."""
    table = document.at(("lexicon",))
    if isinstance(table, dict):
        place: Place = ("lexicon", "files")
        table = table.get("files", [])
        if not isinstance(table, list):
            return []  # a word that is said otherwise
    else:
        place = ("lexicon",)
    if table is None:
        return []
    if not rules.names.fits(table):
        expected = "a table, or a list of files" if len(place) == 1 else rules.names.expected
        document.note(place, f"{place[-1]}: expected {expected}, got {shown(table)}")
        return []
    folder = Path(document.source.name).parent
    return [((*place, number), folder / name) for number, name in enumerate(table)]


def named_files(path: Path) -> list[Path]:
    """Return the lexicon files that the voices.toml at *path* names, there or not; none if it is broken."""
    try:
        return [file for _, file in files(Document.read(path, VoicesError))]
    except VoicesError:
        return []


def own(document: Document) -> tuple[Pronunciation, ...]:
    """Return the words of *document*, a voices.toml; note what is wrong there."""
    files(document)
    return tuple(entries(document, settings=rules.LEXICON))


def uses_shipped(document: Document) -> bool:
    """Return whether *document*, a voices.toml, leaves narrate's own lexicon on."""
    table = document.at(("lexicon",))
    return not (isinstance(table, dict) and table.get("shipped") is False)


def read_lexicon(path: Path) -> list[Pronunciation]:
    """Return the entries of a lexicon: PLS if its name ends so, else TOML.

    Raises:
        VoicesError: it cannot be read, or an entry is wrong.
    """
    if path.suffix.lower() in {".pls", ".xml"}:
        return pls.read(path)
    return _read_toml(path)


def shipped() -> list[Pronunciation]:
    """Return the entries that come with narrate."""
    return [entry for path in sorted(SHIPPED.glob("*.toml")) for entry in _read_toml(path, ours=True)]


def _read_toml(path: Path, *, ours: bool = False) -> list[Pronunciation]:
    document = Document.read(path, VoicesError)
    for name in document.values:
        if name not in {"language", "lexicon"}:
            document.unknown((name,), ("language", "lexicon"))
    language = document.at(("language",)) or ""
    if language and not rules.language.fits(language):
        document.note(("language",), f"language: expected {rules.language.expected}, got {shown(language)}")
        language = ""
    if "lexicon" in document.values and not isinstance(document.values["lexicon"], dict):
        document.note(("lexicon",), f"lexicon: expected a table, got {shown(document.values['lexicon'])}")
    found = entries(document, language, ours=ours)
    document.finish()
    return found


def gathered(document: Document, given: Sequence[Pronunciation]) -> tuple[Pronunciation, ...]:
    """Return the entries that count besides narrate's: those of *document*, then those of its files in order.

    Raises:
        VoicesError: a file cannot be read, or an entry is wrong.
    """
    found, problems = list(given), []
    for place, path in files(document):
        try:
            found += read_lexicon(path)
        except VoicesError as error:
            unplaced = (problem for problem in error.problems if problem.location is None)
            problems += [problem for problem in error.problems if problem.location]
            where = document.location(place)
            problems += [Problem(problem.message, where, problem.hint) for problem in unplaced]
    if problems:
        raise VoicesError(*problems)
    return tuple(found)


def holding(entries: Iterable[Pronunciation], language: str) -> list[Pronunciation]:
    """Return those of *entries* that hold in articles in *language*, the first for each word.

    One for “en” holds in “en-GB”; one for “en-GB” also where an article says no more than “en”.
    """
    parts = language.lower().split("-")
    first: dict[str, Pronunciation] = {}
    for entry in entries:
        wanted = entry.language.lower().split("-") if entry.language else []
        if all(left == right for left, right in zip(wanted, parts, strict=False)):
            first.setdefault(entry.printed, entry)
    return list(first.values())


def _values(document: Document, place: Place, value: object) -> dict[str, str]:
    """Return what a word's entry says; note what is wrong with it."""
    printed = str(place[-1])
    if fault := fault_of(printed):
        document.note(place, fault)
    elif isinstance(value, dict):
        values = document.table(place, rules.PRONUNCIATION)
        if value.keys() <= rules.PRONUNCIATION.keys() and not any(way in value for way in _WAYS):
            document.note(place, f"{printed}: expected ipa, alias or phonemes, got {_told(value)}")
            return {}
        return values if any(way in values for way in _WAYS) else {}
    elif rules.words.fits(value):
        return {"alias": str(value)}
    else:
        document.note(place, f"{printed}: expected {_EXPECTED}, got {shown(value)}")
    return {}


def fault_of(printed: str) -> str | None:
    """Return what is wrong with *printed* as the words of an entry, None if nothing is."""
    if not any(map(str.isalnum, printed)) or not printed.isprintable():
        return f"expected a word or words to say otherwise, got {printed!r}"
    return None


def _told(value: dict[str, object]) -> str:
    return f"only {', '.join(value)}" if value else "an empty table"
