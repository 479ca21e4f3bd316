"""Collects, for one quotation, who may have said it and what speaks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.attribution.phrases import PhraseKind
from narration.model import Use

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narration.attribution.cues import Cue
    from narration.attribution.people import Person
    from narration.attribution.phrases import Phrase, Phrases
    from narration.attribution.resolving import Found
    from narration.attribution.settings import Setting
    from narration.attribution.subjects import Subjects


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence that somebody said a quotation."""

    name: str
    """Its class, as in ``precision.json``."""
    person: Person | None
    """Whom it speaks for; None if it says that somebody did whom we do not know."""
    weight: float
    reason: str
    """In words, for a person."""


@dataclass
class Piece:
    """A quotation that was decided: what the next ones are decided from."""

    setting: Setting
    use: Use
    person: Person | None
    utterance: int
    """The number that all pieces of one utterance share, from 1."""
    sign: str
    """The strongest class of evidence for the person, or for the use where nobody is looked for."""
    reason: str

    @property
    def spoken(self) -> bool:
        """Whether it is read in a speaker's voice."""
        return self.use in (Use.SPEECH, Use.DOCUMENT)

    @property
    def line(self) -> int:
        """Line of the source on which its paragraph starts."""
        return self.setting.paragraph.line

    @property
    def sentence(self) -> int:
        """Number of its sentence in its paragraph."""
        return self.setting.sentence


@dataclass(frozen=True, slots=True)
class Situation:
    """A quotation, and what was decided before it."""

    setting: Setting
    phrases: Phrases
    """Of its paragraph."""
    subjects: Subjects
    resolve: Callable[[Phrase], Found]
    spoken: bool
    """Whether it is speech."""
    earlier: Piece | None
    """The last piece of speech before it in the story."""
    beside: Piece | None
    """The last piece before it in its own paragraph, speech or not."""
    lead_in: Found | None
    """The subject of the paragraph before, if that ends in a colon."""
    signature: Found | None
    """The name after a dash behind the quotation."""
    paragraph_before: Found | None
    """The subject of the last sentence of the paragraph before, if that quotes nobody."""
    repeats: Piece | None
    """Of a headline or a caption: the piece of the story whose words it repeats."""
    headlined: Found | None
    """Of a headline or a caption: the only person named in it."""
    topic: Person | None
    """The person the story is about at this place."""

    def who(self, name: str, phrase: Phrase | None, weight: float, words: str) -> Iterator[Evidence]:
        """Yield evidence for whom *phrase* means."""
        return self.found(name, self.resolve(phrase) if phrase else None, weight, words)

    def found(self, name: str, found: Found | None, weight: float, words: str) -> Iterator[Evidence]:
        """Yield evidence for somebody found."""
        if found is not None:
            reason = f"{words}; {found.note}" if found.note else words
            yield Evidence(f"{name}, {found.how}", found.person, weight, reason)

    def verb(self, cue: Cue) -> str:
        """Return the verb of *cue* as printed."""
        return self.setting.tokens[cue.verb].text


def collect(situation: Situation) -> list[Evidence]:
    """Return all evidence for who said the quotation, strongest first."""
    found = [piece for rule in RULES for piece in rule(situation)]
    return sorted(found, key=lambda piece: -piece.weight)


def after(situation: Situation) -> Iterator[Evidence]:
    """Find “…,” said Ada."""
    cue = situation.setting.after
    if cue and cue.subject:
        words = f"‘{situation.verb(cue)}’ + {cue.subject.kind.value} after"
        yield from situation.who("after", cue.subject, 9.0 if cue.listed else 7.0, words)


def before(situation: Situation) -> Iterator[Evidence]:
    """Find Ada said: “…”."""
    setting = situation.setting
    cue = setting.before
    mark = setting.lead if setting.lead in (":", ",") else ""
    if cue and cue.subject and not (setting.opens and not mark):
        words = f"‘{situation.verb(cue)}{mark}’ + {cue.subject.kind.value} before"
        yield from situation.who("before", cue.subject, 8.0, words)
    elif mark == ":":
        label = situation.phrases.ending_at(setting.token - 1)
        if (
            label
            and label.kind is not PhraseKind.PRONOUN
            and setting.beside(label.first - setting.token - 1) is None
        ):
            yield from situation.who("label", label, 8.5, f"label ‘{label.printed}:’")
        elif label and label.kind is PhraseKind.NAME and setting.words > 3:
            yield from situation.who("name and colon", label, 5.5, f"‘{label.printed}:’ before")
        else:
            subject = situation.subjects.of_sentence(setting.token - 1)
            yield from situation.who("colon", subject, 5.0, "subject of the sentence before the colon")


def sentence(situation: Situation) -> Iterator[Evidence]:
    """Find a cue elsewhere in the sentence: Ada called it “…”."""
    setting = situation.setting
    if setting.spoken_whole:
        return
    if (cue := setting.earlier) and cue is not setting.before:
        yield from situation.who(
            "earlier", cue.subject, 4.0, f"‘{situation.verb(cue)}’ earlier in the sentence"
        )
    if (cue := setting.later) and cue is not setting.after:
        yield from situation.who("later", cue.subject, 3.0, f"‘{situation.verb(cue)}’ later in the sentence")


def piece(situation: Situation) -> Iterator[Evidence]:
    """Find “…,” said Ada. “…”: one more piece in the same paragraph or sentence."""
    last = situation.beside
    if last is None or last.person is None and not last.spoken:
        return
    if situation.spoken and last.spoken:
        yield Evidence("piece", last.person, 6.0, f"goes on from line {last.line}")
    elif not situation.spoken and last.sentence == situation.setting.sentence:
        yield Evidence("same sentence", last.person, 3.5, "same sentence as the quotation before")
    elif situation.spoken:
        yield Evidence("same paragraph", last.person, 3.0, "same paragraph as words quoted before")


def aside(situation: Situation) -> Iterator[Evidence]:
    """Find who says words in a headline or a caption from what the story tells."""
    if situation.repeats is not None:
        last = situation.repeats
        yield Evidence("same words", last.person, 8.5, f"the same words as in line {last.line}")
    yield from situation.found("headline", situation.headlined, 2.5, "the only person named beside it")


def surroundings(situation: Situation) -> Iterator[Evidence]:
    """Find what introduces a quotation that stands alone."""
    if not situation.spoken:
        return
    lead_in, signature, before = situation.lead_in, situation.signature, situation.paragraph_before
    yield from situation.found("lead-in", lead_in, 6.5, "the paragraph before leads in with a colon")
    yield from situation.found("signature", signature, 7.5, "name after a dash behind it")
    yield from situation.found("paragraph before", before, 2.6, "subject of the paragraph before")
    sentence = situation.subjects.of_sentence_before(situation.setting.token)
    if sentence is not None and situation.phrases.introduces(sentence):
        yield from situation.who("sentence before", sentence, 2.5, "subject of the sentence before")
    if (
        situation.earlier
        and situation.earlier.person
        and situation.beside is None
        and situation.setting.token == 0
    ):
        yield Evidence(
            "previous speaker", situation.earlier.person, 2.0, f"speaker of line {situation.earlier.line}"
        )
    if situation.topic is not None:
        yield Evidence("story", situation.topic, 1.6, "the person the story is about here")


RULES: tuple[Callable[[Situation], Iterator[Evidence]], ...] = (
    after,
    before,
    piece,
    sentence,
    aside,
    surroundings,
)
"""Each yields what it finds; the weights order them as the ablation of QUOTES orders the rules."""
