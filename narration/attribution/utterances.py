"""Goes through an article and decides each quotation from what came before."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from narration.attribution import beats, cues, evidence, kinds, settings
from narration.attribution.behind import Behind
from narration.attribution.confidence import precision
from narration.attribution.evidence import Situation
from narration.attribution.memory import Memory
from narration.attribution.phrases import Phrase, PhraseKind, Phrases
from narration.attribution.pieces import WEIGHTS, Evidence, Piece
from narration.attribution.resolving import Found
from narration.attribution.subjects import Subjects
from narration.attribution.tokens import Kind
from narration.attribution.topic import ASIDE, OBJECT, POSSESSOR, SUBJECT
from narration.attribution.words import Words
from narration.model import Gender, Use

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.attribution.kinds import Verdict
    from narration.attribution.language import Language
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.people import People, Person
    from narration.attribution.settings import Setting

PERSONS = ("persons", "offices", "men", "women")
"""The lists of nouns that certainly mean a person."""

OWNER = 5
"""Tokens in which an owner without a name ends: “the old captain's”."""


def decide(
    paragraphs: Sequence[Paragraph], people: People, language: Language, given: Mapping[str, str]
) -> list[Piece]:
    """Return every quotation of the article, decided, in the order of the file.

    The running story goes first; headline, crossheads and captions are decided
    with the knowledge of it.
    """
    memory = Memory(paragraphs, people, language, given)
    story = [paragraph for paragraph in paragraphs if paragraph.story]
    for paragraph, following in zip_longest(story, story[1:]):
        _Reading(memory, paragraph, following).read()
    memory.subject = memory.lead_in = None
    for paragraph in paragraphs:
        if not paragraph.story:
            _Reading(memory, paragraph, None).read()
    return sorted(memory.pieces, key=lambda piece: (piece.setting.paragraph.index, piece.setting.number))


class _Reading:
    """One paragraph, read from its first word to its last."""

    def __init__(self, memory: Memory, paragraph: Paragraph, following: Paragraph | None) -> None:
        self.memory = memory
        self.paragraph = paragraph
        self.words = Words(paragraph, memory.people.mentions[paragraph.index], memory.language)
        self.phrases = Phrases(self.words)
        self.subjects = Subjects(self.words, self.phrases)
        self.cues = cues.find(self.words, self.phrases, self.subjects)
        self.beside: Piece | None = None
        """The last quotation in this paragraph."""
        self._told_by = {cue.verb: cue.subject for cue in self.cues if cue.speech and cue.subject}
        self._told_at = sorted(self._told_by)
        self._speaking = {
            (cue.subject.first, cue.subject.last)
            for cue in self.cues
            if cue.speech and cue.subject and (cue.together or cue.subject.kind is not PhraseKind.DESCRIPTION)
        }
        adding = memory.language.words["adding"]
        self._adding = {
            (cue.subject.first, cue.subject.last)
            for cue in self.cues
            if cue.subject and cue.together and self.words.lower(cue.verb) in adding
        }
        self._resolved: dict[tuple[int, int], Found] = {}
        self._behind = Behind(memory, self.words, self.phrases, following)

    def read(self) -> None:
        """Decide every quotation, and note who is mentioned."""
        mentions = self._mentions()
        self.memory.topic.paragraph = self.memory.topic.sentence
        found = {s.token: s for s in settings.settings(self.paragraph, self.cues, self.memory.language)}
        for index in range(len(self.words)):
            if index and self.words.begins(index):
                self.memory.topic.sentence += 1
            if index in found:
                self.beside = self.memory.keep(self._decide(found[index]))
            elif self.paragraph.story and index in mentions:
                self._mention(mentions[index])
        if self.paragraph.story:
            self.memory.topic.sentence += 1
            self._leave()

    def _mentions(self) -> dict[int, Phrase]:
        """Return the names, the pronouns and the subjects, by their first token."""
        last = [i for i in range(len(self.words)) if i + 1 == len(self.words) or self.words.begins(i + 1)]
        subjects = [*map(self.subjects.of_sentence, last), *(cue.subject for cue in self.cues)]
        found = {phrase.first: phrase for phrase in subjects if phrase}
        if self.memory.turns.dialogue:
            found = {phrase.first: phrase for phrase in self._others()} | found
        language = self.memory.language.words
        pronouns = (language["he"] | language["she"]) & language["subjects"]
        for index in range(len(self.words)):
            if index in self.words.starts or self.words.lower(index) in pronouns:
                found[index] = self.phrases.at(index)
        return found

    def _others(self) -> Iterator[Phrase]:
        """Yield the known persons without a name who are mentioned anywhere: “at the captain's door”."""
        words, language = self.words, self.memory.language
        listed = [language.words[group] for group in PERSONS]
        for index in range(len(words)):
            if not words.among(index, "definite"):
                continue
            place = next((i for i in range(index + 2, index + OWNER) if words.kind(i) is Kind.POSSESSIVE), 0)
            head = words.lower(place - 1) if place else ""
            owner = words.printed(index, place) if place else ""
            phrase = Phrase(PhraseKind.DESCRIPTION, index, place, owner, head=head)
            found = phrase if place else self.phrases.after(index)
            if found and not found.plural and any(found.head in nouns for nouns in listed):
                yield found

    def _mention(self, phrase: Phrase) -> None:
        """Note whom *phrase* makes the topic, and what gender a pronoun shows."""
        found = self._resolve(phrase)
        if found.person is None and found.how == "shared name" and phrase.name is not None:
            for bearer in self.memory.people.bearers(phrase.name):
                self.memory.topic.mention(bearer, SUBJECT)
        if found.person is None or found.person.narrates:
            return
        first = self.words.first[phrase.first]
        opens = first == phrase.first or self.words.kind(first) is Kind.QUOTE
        # to whom “he said” gives words, a man's voice is given too
        speaking = (phrase.first, phrase.last) in self._speaking
        if speaking:
            self.memory.resolver.teller = found.person
        if speaking or (opens and found.how in ("lone", "pronoun")):
            for gender, group in ((Gender.MALE, "he"), (Gender.FEMALE, "she")):
                found.person.hints[gender] += phrase.head in self.memory.language.words[group]
        weight = self.subjects.prominence(phrase, (SUBJECT, OBJECT, POSSESSOR, ASIDE))
        self.memory.topic.mention(found.person, weight)
        if couple := self.memory.couples.at(self.words, phrase, found.person):
            self.memory.topic.mention(couple, weight)

    def _resolve(self, phrase: Phrase) -> Found:
        place = (phrase.first, phrase.last)
        if place not in self._resolved:
            self._resolved[place] = self._narrator(phrase) or self.memory.resolver.resolve(
                phrase, speaks=place in self._speaking, adds=place in self._adding
            )
        return self._resolved[place]

    def _narrator(self, phrase: Phrase) -> Found | None:
        """Return who tells the story, if *phrase* is “I” and it is told in dialogue."""
        narrator = self.memory.narrator
        told = narrator is not None and phrase.head in self.memory.language.words["narrator"]
        return Found(narrator, "narrator", f"‘{phrase.printed}’ tells the story") if told else None

    def _decide(self, setting: Setting) -> Piece:
        memory = self.memory
        if setting.span.continues and memory.pieces and self.paragraph.story:
            return self._continued(setting, memory.pieces[-1])
        signature = self._behind.signature(setting.token)
        spoken_before = self.beside is not None and self.beside.spoken
        signed = signature is not None
        verdict = kinds.judge(setting, memory.language, spoken_before=spoken_before, signed=signed)
        first, story = setting.token == 0, self.paragraph.story
        repeats = None if story else memory.repeated(setting)
        if repeats is not None and verdict.use is Use.SCARE:
            verdict = replace(verdict, use=Use.FRAGMENT)
        if verdict.use not in (Use.SPEECH, Use.FRAGMENT):
            return self._piece(setting, verdict, ())
        talk = first and story
        # in news a name between commas is told of, not spoken to: “my opponent, Mr Roe, is late”
        called = memory.vocatives.addressed(setting.own) if story and memory.turns.dialogue else ()
        addressed = frozenset(called)
        absent = memory.turns.absent(setting, addressed) if talk else addressed
        situation = Situation(
            setting,
            self.phrases,
            self.subjects,
            self._resolve,
            spoken=verdict.use is Use.SPEECH,
            earlier=memory.last if story else None,
            beside=self.beside,
            lead_in=memory.lead_in if first or setting.span.plain else None,
            signature=signature,
            paragraph_before=memory.subject if first else None,
            told=self._told(setting.token),
            afterwards=self._behind.afterwards(setting),
            turns=tuple(memory.turns.next(setting, addressed, self._named())) if talk else (),
            addressed=addressed,
            absent=absent,
            beat=beats.behind(setting, self.subjects, dialogue=memory.turns.dialogue),
            repeats=repeats,
            headlined=None if story else self._headlined(),
            topic=self._topic(setting, absent),
        )
        return self._piece(setting, verdict, tuple(evidence.collect(situation)))

    def _topic(self, setting: Setting, absent: frozenset[int]) -> Person | None:
        if not self.paragraph.story:
            return None
        answers = setting.span.plain == "answer"
        return self.memory.interviewed() if answers else self.memory.protagonist(absent)

    def _continued(self, setting: Setting, head: Piece) -> Piece:
        between = self.memory.paragraphs[head.setting.paragraph.index + 1 : self.paragraph.index]
        past = "".join(f" past the {p.kind.value} of line {p.line}" for p in between)
        reason = f"continues line {head.line}{past}"
        piece = replace(head, setting=setting, reason=reason)
        if not head.settled:
            self._look_back(piece)
        return piece

    def _look_back(self, piece: Piece) -> None:
        """Give all paragraphs of the utterance the speaker whom a cue behind this one names."""
        cue = piece.setting.after
        if cue is None or cue.subject is None or (found := self._resolve(cue.subject)).person is None:
            return
        words = f"‘{self.words.text(cue.verb)}’ + {cue.subject.kind.value} after"
        late = Evidence(f"after, {found.how}", found.person, WEIGHTS["after"], words)
        for one in (piece, *reversed(self.memory.pieces)):
            if one.utterance != piece.utterance:
                return
            here = "" if one is piece else f" line {piece.line}"
            one.person, one.sign, one.reason = found.person, late.name, words + here
            one.evidence = (late, *one.evidence)

    def _piece(self, setting: Setting, verdict: Verdict, found: tuple[Evidence, ...]) -> Piece:
        utterance = len(self.memory.pieces) + 1
        best = next(iter(found), None)
        if best is None:
            unsaid = Use.SCARE if verdict.use is Use.FRAGMENT else verdict.use
            return Piece(setting, unsaid, None, utterance, unsaid.value, verdict.reason)
        sign = best.name
        if best.name == "piece" and self.beside is not None:
            utterance = self.beside.utterance
            sign = f"piece, {self.beside.sign.split(', ')[-1]}"
        last = self.memory.last
        goes_on = best.weight < WEIGHTS["sentence before"] and last is not None and best.person is last.person
        if goes_on and last is not None and precision(last.sign) < precision(sign):
            sign = last.sign  # who goes on is no surer than who began
        paper = best.person is not None and best.person.head in self.memory.language.words["documents"]
        use = Use.DOCUMENT if verdict.use is Use.SPEECH and paper else verdict.use
        person = None if best.person and best.person.narrates and not best.person.named else best.person
        return Piece(setting, use, person, utterance, sign, best.reason, found)

    def _named(self) -> list[Person]:
        """Return who is named in the narrator's words of the paragraph."""
        found = (self._resolve(self.phrases.at(index)).person for index in self.words.starts)
        return [person for person in found if person is not None]

    def _told(self, token: int) -> Phrase | None:
        """Return the subject of the last verb of speech in the sentences before that of the quotation."""
        place = bisect_left(self._told_at, self.words.first[token])
        return self._told_by[self._told_at[place - 1]] if place else None

    def _headlined(self) -> Found | None:
        """Return the only person named in a headline or a caption."""
        found = [self._resolve(self.phrases.at(index)) for index in self.words.starts]
        persons = {one.person.number: one for one in found if one.person and not one.person.place}
        return next(iter(persons.values())) if len(persons) == 1 else None

    def _leave(self) -> None:
        """Remember who is the subject of the last sentence, for what begins the next paragraph."""
        memory, words = self.memory, self.words
        memory.lead_in = memory.subject = None
        memory.turns.named(self.paragraph.index, self._named())
        if not len(words):
            return
        final = len(words) - 1
        told = self._told_by.get(self._told_at[-1]) if self._told_at else None
        late = told is not None and self._told_at[-1] >= words.first[final]
        subject = told if late else self.subjects.of_sentence(final)
        if subject is None:
            return
        found = self._resolve(subject)
        spoken = memory.last is not None and memory.last.setting.paragraph is self.paragraph
        if words.text(final) == ":":
            memory.lead_in = found
        if self.phrases.introduces(subject) and not spoken and words.text(final) != "?":
            memory.subject = None if words.holds(final, "silent") else found
            if late and not memory.lead_in and found.person is not None:
                memory.turns.told(self.paragraph.index, found.person)
