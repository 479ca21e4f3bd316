"""Collects, for one quotation, who may have said it and what speaks for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from narration.attribution.phrases import PhraseKind
from narration.attribution.pieces import GUESSES, WEIGHTS, Evidence
from narration.attribution.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narration.attribution.cues import Cue
    from narration.attribution.people import Person
    from narration.attribution.phrases import Phrase, Phrases
    from narration.attribution.pieces import Piece
    from narration.attribution.resolving import Found
    from narration.attribution.settings import Setting
    from narration.attribution.subjects import Subjects


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
    told: Phrase | None
    """The subject of the last verb of speech before it in its paragraph."""
    afterwards: Found | None
    """Who is told to have said it by the sentence behind it: “That was how Ada put it”."""
    turns: tuple[Evidence, ...]
    """Whose turn it is, where two speak in turn, paragraph by paragraph."""
    addressed: frozenset[int]
    """The numbers of those whom it addresses by name."""
    absent: frozenset[int]
    """The numbers of those who hardly say it: whom it addresses, who spoke last in a dialogue."""
    beat: Phrase | None
    """Who acts in the sentence behind it: “No.” Ada put down the cup."""
    repeats: Piece | None
    """Of a headline or a caption: the piece of the story whose words it repeats."""
    headlined: Found | None
    """Of a headline or a caption: the only person named in it."""
    topic: Person | None
    """The person the story is about at this place."""

    def who(self, name: str, phrase: Phrase | None, words: str) -> Iterator[Evidence]:
        """Yield evidence of the class *name* for whom *phrase* means."""
        return self.found(name, self.resolve(phrase) if phrase else None, words)

    def found(self, name: str, found: Found | None, words: str) -> Iterator[Evidence]:
        """Yield evidence of the class *name* for somebody found."""
        found = self._not_addressed(found)
        if found is not None and not self.unlikely(name, found.person):
            reason = f"{words}; {found.note}" if found.note else words
            yield Evidence(f"{name}, {found.how}", found.person, WEIGHTS[name], reason)
            if found.other is not None:
                weight = found.share * WEIGHTS[name]
                yield Evidence(f"{name}, other", found.other, weight, f"{words}; may be {found.other.name}")

    def person(self, name: str, person: Person | None, words: str) -> Iterator[Evidence]:
        """Yield evidence of the class *name* for a person."""
        if person is not None and not self.unlikely(name, person):
            yield Evidence(name, person, WEIGHTS[name], words)

    def _not_addressed(self, found: Found | None) -> Found | None:
        """Return who else may be meant, if the words address the one who was found."""
        if found is None or found.person is None or found.other is None:
            return found
        if found.person.number not in self.addressed:
            return found
        note = f"{found.other.name}, for the words address {found.person.name}"
        return replace(found, person=found.other, other=None, note=note)

    def unlikely(self, name: str, person: Person | None) -> bool:
        """Tell whether the class *name* only guesses, and *person* is hardly the one who speaks."""
        return name in GUESSES and person is not None and person.number in self.absent

    def apart(self, cue: Cue) -> bool:
        """Tell whether a few quoted words stand in another clause than the *cue* before them."""
        words = self.phrases.words
        between = range(cue.last, self.setting.token - 1)
        return self.setting.words <= FEW and any(words.among(index, "clause") for index in between)

    def leads_on(self, cue: Cue, setting: Setting) -> bool:
        """Tell whether the *cue* behind a finished sentence leads in the next: “Is it?” Ada said: “…”."""
        return setting.ends in {".", "?", "!"} and self.phrases.words.text(cue.last) == ":"

    def verb(self, cue: Cue) -> str:
        """Return the verb of *cue* as printed."""
        return self.setting.tokens[cue.verb].text


def collect(situation: Situation) -> list[Evidence]:
    """Return all evidence for who said the quotation, strongest first."""
    rules = (unmarked,) if situation.setting.span.plain else RULES
    found = [piece for rule in rules for piece in rule(situation)]
    return sorted(found, key=lambda piece: -piece.weight)


def unmarked(situation: Situation) -> Iterator[Evidence]:
    """Find who speaks without quotation marks: whom a label, a lead-in or a signature names."""
    how, phrases = situation.setting.span.plain, situation.phrases
    if how == "answer":
        yield from situation.person("interviewed", situation.topic, "the person who is interviewed")
    elif how == "block":
        yield from situation.found("lead-in", situation.lead_in, "the paragraph before leads in with a colon")
    elif how == "label":
        label = phrases.label(situation.setting.token)
        yield from situation.who("label", label, f"label ‘{label.printed}:’")
    elif situation.setting.token:
        yield from situation.who("label", phrases.after(0), "the name before the post")
    else:
        yield from situation.found("signature", situation.signature, "name after a dash behind it")


def after(situation: Situation) -> Iterator[Evidence]:
    """Find “…,” said Ada."""
    cue = situation.setting.after
    if cue and cue.subject and not situation.leads_on(cue, situation.setting):
        words = f"‘{situation.verb(cue)}’ + {cue.subject.kind.value} after"
        yield from situation.who("after" if cue.listed else "any verb after", cue.subject, words)


def verdict(situation: Situation) -> Iterator[Evidence]:
    """Find “…,” was her verdict, “…” was Ada’s answer."""
    token, phrases = situation.setting.token, situation.phrases
    if not phrases.words.among(token + 1, "being") or situation.setting.ends not in ",?!":
        return
    index = token + 2
    if phrases.words.among(index, "possessive"):
        yield from situation.who("after", phrases.pronoun(index), f"‘{phrases.words.text(index)}’ after")
    elif index in phrases.words.starts:
        name = phrases.at(index)
        if phrases.words.kind(name.last) is Kind.POSSESSIVE:
            yield from situation.who("after", name, f"‘{name.printed}’s’ after")


def before(situation: Situation) -> Iterator[Evidence]:
    """Find Ada said: “…”."""
    setting = situation.setting
    cue = setting.before
    mark = setting.lead if setting.lead in (":", ",") else ""
    last = situation.beside
    if last and cue and cue == last.setting.after and not situation.leads_on(cue, last.setting):
        return  # the cue of the piece before: “…,” said Ada, “…”
    if cue and cue.subject and not (setting.opens and not mark):
        words = f"‘{situation.verb(cue)}{mark}’ + {cue.subject.kind.value} before"
        yield from situation.who("before", cue.subject, words)
    elif mark == ":" or (
        situation.spoken and setting.lead in situation.phrases.words.language.words["terms"]
    ):
        yield from _colon(situation)


def _colon(situation: Situation) -> Iterator[Evidence]:
    """Find what stands before a colon without a verb: a label, a name, “His verdict:”."""
    setting, phrases = situation.setting, situation.phrases
    label = phrases.ending_at(setting.token - 1)
    if label is not None and phrases.words.among(label.first, "possessive"):
        possessor = phrases.pronoun(label.first)
        yield from situation.who("name and colon", possessor, f"‘{label.printed}:’ before")
    elif label is not None and label.kind is not PhraseKind.PRONOUN and phrases.words.begins(label.first):
        yield from situation.who("label", phrases.owner(label) or label, f"label ‘{label.printed}:’")
    elif label is not None and label.kind is PhraseKind.NAME:
        yield from situation.who("name and colon", label, f"‘{label.printed}:’ before")
    else:
        subject = situation.subjects.of_sentence(setting.token - 1)
        subject = (phrases.owner(subject) or subject) if subject else None
        paper = situation.subjects.paper(setting.token - 1)
        if paper and not (subject and situation.resolve(subject).person):
            yield from situation.who("paper", paper, "the paper named before the colon")
        yield from situation.who("colon", subject, "the sentence before the colon")


def sentence(situation: Situation) -> Iterator[Evidence]:
    """Find a cue elsewhere in the sentence: Ada called it “…”."""
    setting = situation.setting
    if setting.spoken_whole:
        return
    if (cue := setting.earlier) and not situation.apart(cue):
        yield from situation.who("earlier", cue.subject, f"‘{situation.verb(cue)}’ earlier in the sentence")
    if (cue := setting.later) and situation.phrases.words.text(cue.first - 1) == ",":
        yield from situation.who("later", cue.subject, f"‘{situation.verb(cue)}’ later in the sentence")


def piece(situation: Situation) -> Iterator[Evidence]:
    """Find “…,” said Ada. “…”: one more piece in the same paragraph or sentence."""
    last = situation.beside
    if last is None:
        return
    if situation.spoken and last.spoken:
        yield Evidence("piece", last.person, WEIGHTS["piece"], f"goes on from line {last.line}")
    elif not situation.spoken and last.sentence == situation.setting.sentence:
        yield from situation.person("same sentence", last.person, "same sentence as the quotation before")
    elif situation.spoken:
        yield from situation.person("same paragraph", last.person, "same paragraph as words quoted before")


def aside(situation: Situation) -> Iterator[Evidence]:
    """Find who says words in a headline or a caption from what the story tells."""
    if last := situation.repeats:
        yield from situation.person("same words", last.person, f"the same words as in line {last.line}")
    yield from situation.found("headline", situation.headlined, "the only person named beside it")


def surroundings(situation: Situation) -> Iterator[Evidence]:
    """Find what introduces speech that stands alone, in the sentences around it."""
    if not situation.spoken:
        return
    yield from situation.found("lead-in", situation.lead_in, "the paragraph before leads in with a colon")
    yield from situation.found("signature", situation.signature, "name after a dash behind it")
    yield from situation.found("next sentence", situation.afterwards, "the next sentence tells who says it")
    yield from situation.found(
        "paragraph before", situation.paragraph_before, "subject of the paragraph before"
    )
    subject = situation.subjects.of_sentence_before(situation.setting.token)
    if subject is not None and situation.phrases.introduces(subject):
        yield from situation.who("sentence before", subject, "subject of the sentence before")
    yield from situation.who("beat", situation.beat, "who acts in the sentence behind it")
    yield from situation.who("told before", situation.told, "subject of the last verb of speech before it")


def story(situation: Situation) -> Iterator[Evidence]:
    """Find who speaks anyway at this place of the story."""
    if not situation.spoken:
        return
    yield from situation.turns
    last = situation.earlier
    if last is not None and situation.setting.token == 0:
        yield from situation.person("previous speaker", last.person, f"speaker of line {last.line}")
    yield from situation.person("story", situation.topic, "the person the story is about here")


RULES: tuple[Callable[[Situation], Iterator[Evidence]], ...] = (
    after, verdict, before, piece, sentence, aside, surroundings, story,
)  # fmt: skip

FEW = 3
"""Quoted words up to which a clause of their own parts them from a verb of speech before it."""
