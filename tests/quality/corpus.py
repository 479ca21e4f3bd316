"""Reads the annotated articles: plain text, and where in it who says what."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "articles"
FICTION = Path(__file__).parent / "fiction"
"""Passages of novels: ``seen``, at whose errors anybody may look; ``unseen``, of which only totals count."""

KINDS = {"speech", "fragment", "nested", "unmarked"}
USES = {"scare", "slogan", "title", "nickname", "term", "document"}
"""What marks that quote nobody are used for (`narration.model.Use`); all of kind nonspeech."""

_SPEAKER = re.compile(
    r"(?P<name>.+?) \((?P<gender>female|male|unknown) (?P<type>person|org|unnamed|document|group)\)"
    r"(?: (?P<also>.+))?"
)
_MARKER = re.compile(r"⟦(?P<tag>[^|⟦⟧\n]*)\||⟧")


@dataclass(frozen=True, slots=True)
class GoldSpeaker:
    name: str
    """The fullest form in the article."""
    gender: str
    type: str
    acceptable: tuple[str, ...]
    """All forms that count as this speaker, the name first."""


@dataclass(frozen=True, slots=True)
class GoldQuote:
    start: int
    """Code points of the article's text, marks included, half open."""
    end: int
    kind: str
    """speech, fragment or nonspeech; in `Annotated.optional` nested or unmarked."""
    kind_alt: tuple[str, ...]
    """Further kinds that count as right."""
    use: str
    """A value of `narration.model.Use`, for which `kind` is the coarser word."""
    speaker: str | None
    acceptable: tuple[str, ...]
    attribution: str
    unresolved: bool
    """Somebody says it, and the article does not tell who."""


@dataclass(frozen=True, slots=True)
class Annotated:
    id: str
    shape: str
    note: str
    """What is hard in it, for a person."""
    source: str
    """Author, title, year and place, of a text that is not our own."""
    text: str
    speakers: tuple[GoldSpeaker, ...]
    quotes: tuple[GoldQuote, ...]
    optional: tuple[GoldQuote, ...]
    """Nested quotations and speech without marks: right whether told apart or not."""
    loose: tuple[str, ...]
    """Pieces of text with marks that quote nothing and are no apostrophes (inches, minutes)."""


def load(folder: Path = FOLDER) -> list[Annotated]:
    """All annotated articles, by id; ValueError if one is not well formed."""
    return [parse(path.stem, path.read_bytes().decode()) for path in sorted(folder.glob("*.txt"))]


def parse(name: str, source: str) -> Annotated:
    """One annotated article from the text of its file."""
    head, fence, body = source.partition("\n---\n")
    if not fence:
        raise ValueError(f"{name}: expected a line --- between head and article")
    entries = [tuple(line.split(": ", 1)) for line in head.splitlines()]
    if unknown := {key for key, *_ in entries} - {"Shape", "Note", "Source", "Speaker", "Loose"}:
        raise ValueError(f"{name}: unknown entries {sorted(unknown)}")
    values = {key: tuple(value for k, value in entries if k == key) for key, _ in entries}
    speakers = tuple(_speaker(name, line) for line in values.get("Speaker", ()))
    text, spans = _unmark(name, body)
    marked = [_quote(name, tag, start, end, _handles(speakers)) for tag, start, end in spans]
    return Annotated(
        id=name,
        shape=values["Shape"][0],
        note=" ".join(values.get("Note", ())),
        source=" ".join(values.get("Source", ())),
        text=text,
        speakers=speakers,
        quotes=tuple(q for q in marked if q.kind not in {"nested", "unmarked"}),
        optional=tuple(q for q in marked if q.kind in {"nested", "unmarked"}),
        loose=values.get("Loose", ()),
    )


def _speaker(name: str, line: str) -> GoldSpeaker:
    match = _SPEAKER.fullmatch(line)
    if match is None:
        raise ValueError(f"{name}: expected ‘Name (gender type) Other, Forms’, got {line!r}")
    also = match["also"].split(", ") if match["also"] else []
    return GoldSpeaker(match["name"], match["gender"], match["type"], (match["name"], *also))


def _handles(speakers: tuple[GoldSpeaker, ...]) -> dict[str, GoldSpeaker]:
    """Every form that means one speaker of the article, and which."""
    forms = Counter(form for speaker in speakers for form in speaker.acceptable)
    return {form: speaker for speaker in speakers for form in speaker.acceptable if forms[form] == 1}


def _unmark(name: str, body: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The body without markers, and (tag, start, end) of each marked span in order of its start."""
    text, last, spans, stack = "", 0, [], []
    for marker in _MARKER.finditer(body):
        text += body[last : marker.start()]
        last = marker.end()
        if marker["tag"] is not None:
            stack.append((marker["tag"], len(text)))
        elif stack:
            spans.append((*stack.pop(), len(text)))
        else:
            raise ValueError(f"{name}: ⟧ without ⟦ after {text[-30:]!r}")
    text += body[last:]
    if stack or "⟦" in text:
        raise ValueError(f"{name}: ⟦ without tag or ⟧")
    return text, sorted(spans, key=lambda span: span[1])


def _quote(name: str, tag: str, start: int, end: int, handles: dict[str, GoldSpeaker]) -> GoldQuote:
    """A quotation from its tag: ``who, attribution[, kind or kind …]``, or only its kinds."""
    who, attribution, kinds = (*tag.split(", "), "speech")[:3] if ", " in tag else ("", "none", tag)
    uses = kinds.split(" or ")
    if wrong := set(uses) - KINDS - USES:
        raise ValueError(f"{name}: unknown kind {sorted(wrong)} in {tag!r}")
    if who not in {"", "?"} and who not in handles:
        raise ValueError(f"{name}: {who!r} does not mean one speaker of the article")
    speaker = handles.get(who)
    kind, *kind_alt = ("nonspeech" if use in USES else use for use in uses)
    return GoldQuote(
        start,
        end,
        kind=kind,
        kind_alt=tuple(dict.fromkeys(kind_alt)),
        use="document" if speaker and speaker.type == "document" else uses[0],
        speaker=speaker.name if speaker else None,
        acceptable=speaker.acceptable if speaker else (),
        attribution=attribution,
        unresolved=who == "?",
    )
