"""Goes through an article and decides each quotation from what came before."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from narration.attribution import cues, evidence, kinds, settings
from narration.attribution.evidence import Piece, Situation
from narration.attribution.phrases import PhraseKind, Phrases
from narration.attribution.resolving import Resolver
from narration.attribution.settings import fold
from narration.attribution.subjects import Subjects
from narration.attribution.tokens import Kind
from narration.attribution.topic import ASIDE, OBJECT, POSSESSOR, SPEAKER, SUBJECT, Topic
from narration.attribution.words import Words
from narration.model import Gender, Use

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.attribution.cues import Cue
    from narration.attribution.evidence import Evidence
    from narration.attribution.kinds import Verdict
    from narration.attribution.language import Language
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.people import People, Person
    from narration.attribution.phrases import Phrase
    from narration.attribution.resolving import Found
    from narration.attribution.settings import Setting

WEAK = 1.5
"""Evidence below this weight names nobody: such a quotation stays open."""

REPEATS = 2000
"""Quotations up to which the words of a headline are looked for in all of them."""

EXCHANGE = 6
"""Quotations in which the other of two speakers is looked for."""

POINTING = 8
"""Tokens of a sentence in which “That was how Ada put it” names somebody."""

SIGNATURE = 12
"""Tokens of a paragraph that may be no more than “— Ada Roe, baker”."""


def decide(
    paragraphs: Sequence[Paragraph], people: People, language: Language, given: Mapping[str, str]
) -> list[Piece]:
    """Return every quotation of the article, decided, in the order of the file.

    The running story goes first; headline, crossheads and captions are decided
    with the knowledge of it.
    """
    walk = _Walk(paragraphs, people, language, given)
    story = [paragraph for paragraph in paragraphs if paragraph.story]
    for paragraph, following in zip(story, [*story[1:], None], strict=True):
        _Reading(walk, paragraph, following).read()
    for paragraph in paragraphs:
        if not paragraph.story:
            walk.subject = walk.lead_in = None
            _Reading(walk, paragraph, None).read()
    return sorted(walk.pieces, key=lambda piece: (piece.setting.paragraph.index, piece.setting.number))


class _Walk:
    """What is remembered from one paragraph to the next."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], people: People, language: Language, given: Mapping[str, str]
    ) -> None:
        self.paragraphs = paragraphs
        self.people = people
        self.language = language
        self.topic = Topic()
        self.resolver = Resolver(people, self.topic, language, given)
        self.pieces: list[Piece] = []
        self.last: Piece | None = None
        """The last piece of speech in the story."""
        self.lead_in: Found | None = None
        """Who is the subject of the last sentence, if the last paragraph ends in a colon."""
        self.subject: Found | None = None
        """Who is the subject of the last sentence, if the last paragraph quotes nobody."""

    def keep(self, piece: Piece) -> Piece:
        """Remember *piece*, and its speaker as the one the story is about."""
        self.pieces.append(piece)
        if piece.setting.paragraph.story:
            if piece.spoken:
                self.last = piece
            if piece.person is not None:
                self.topic.mention(piece.person, SPEAKER if piece.spoken else OBJECT)
        return piece

    def other(self, setting: Setting) -> Person | None:
        """Return the other of two who speak in turn, a paragraph each, if this paragraph goes on like that."""
        last = self.last
        if last is None or setting.paragraph.index - last.setting.paragraph.index != 1:
            return None
        before = [
            p
            for p in self.pieces[-EXCHANGE:]
            if p.spoken and p.person is not None and p.person is not last.person
        ]
        if not before or last.person is None:
            return None
        turns = last.setting.paragraph.index - before[-1].setting.paragraph.index == 1
        return before[-1].person if turns or last.setting.ends == "?" else None

    def repeated(self, setting: Setting) -> Piece | None:
        """Return the piece of the story in which the words of a headline or a caption stand as well."""
        if len(self.pieces) > REPEATS or setting.words < 2:
            return None
        words = fold(setting.inner)
        found = (piece for piece in self.pieces if piece.setting.paragraph.story and piece.person)
        return next((piece for piece in found if f" {words} " in f" {fold(piece.setting.inner)} "), None)


class _Reading:
    """One paragraph, read from its first word to its last."""

    def __init__(self, walk: _Walk, paragraph: Paragraph, following: Paragraph | None) -> None:
        self.walk = walk
        self.paragraph = paragraph
        self.following = following
        self.words = Words(paragraph, walk.people.mentions[paragraph.index], walk.language)
        self.phrases = Phrases(self.words)
        self.subjects = Subjects(self.words, self.phrases)
        self.cues = cues.find(self.words, self.phrases, self.subjects)
        self.beside: Piece | None = None
        told = [cue for cue in self.cues if cue.speech and cue.subject]
        self._told_by = {cue.verb: cue.subject for cue in told}
        self._told_at = sorted(self._told_by)
        self._speaking = {(cue.subject.first, cue.subject.last) for cue in told if cue.subject}
        self._resolved: dict[tuple[int, int], Found] = {}

    def read(self) -> None:
        """Decide every quotation, and note who is mentioned."""
        topic, sentences = self.walk.topic, self.paragraph.sentences
        phrases = self._mentions()
        found = {s.token: s for s in settings.settings(self.paragraph, self.cues)}
        for index in range(len(sentences)):
            if index and sentences[index] != sentences[index - 1]:
                topic.sentence += 1
            if index in found:
                self.beside = self.walk.keep(self._decide(found[index]))
            elif self.paragraph.story and index in phrases:
                self._mention(phrases[index])
        topic.sentence += 1
        self._leave()

    def _mentions(self) -> dict[int, Phrase]:
        """Return the names, the pronouns, and the descriptions that have a cue, by their first token."""
        subjects = [self.subjects.of_sentence(index) for index in self._ends()]
        found = {phrase.first: phrase for phrase in subjects if phrase}
        found |= {c.subject.first: c.subject for c in self.cues if c.subject}
        pronouns = self.walk.language.words["he"] | self.walk.language.words["she"]
        for index, token in enumerate(self.paragraph.tokens):
            subject = token.lower in pronouns and token.lower in self.walk.language.words["subjects"]
            if index in self.words.starts or subject:
                found[index] = self.phrases.at(index)
        return found

    def _ends(self) -> list[int]:
        """Return the last token of each sentence."""
        numbers = self.paragraph.sentences
        return [
            index
            for index in range(len(numbers))
            if index + 1 == len(numbers) or numbers[index + 1] != numbers[index]
        ]

    def _mention(self, phrase: Phrase) -> None:
        """Note whom *phrase* makes the topic."""
        found = self._resolve(phrase)
        if found.person is None:
            return
        if found.how == "pronoun" and self._clear(phrase):
            for gender, group in ((Gender.MALE, "he"), (Gender.FEMALE, "she")):
                found.person.hints[gender] += phrase.head in self.walk.language.words[group]
        weight = self.subjects.prominence(phrase, (SUBJECT, OBJECT, POSSESSOR, ASIDE))
        self.walk.topic.mention(found.person, weight)

    def _clear(self, phrase: Phrase) -> bool:
        """Tell whether a pronoun goes on from the sentence before, so that it shows the gender of its person."""
        first = self.words.first[phrase.first]
        return first == phrase.first or self.words.kind(first) is Kind.QUOTE

    def _resolve(self, phrase: Phrase) -> Found:
        place = (phrase.first, phrase.last)
        if place not in self._resolved:
            self._resolved[place] = self.walk.resolver.resolve(phrase, speaks=place in self._speaking)
        return self._resolved[place]

    def _decide(self, setting: Setting) -> Piece:
        walk = self.walk
        if setting.span.continues and walk.last is not None:
            return self._continued(setting, walk.last)
        signature = self._signature(setting.token)
        spoken_before = self.beside is not None and self.beside.spoken
        verdict = kinds.judge(
            setting, walk.language, spoken_before=spoken_before, signed=signature is not None
        )
        if verdict.use not in (Use.SPEECH, Use.FRAGMENT):
            return self._piece(setting, verdict, None)
        first = setting.token == 0
        ranked = walk.topic.ranked(lambda person: float(not person.body and person.named))
        situation = Situation(
            setting,
            self.phrases,
            self.subjects,
            self._resolve,
            spoken=verdict.use is Use.SPEECH,
            earlier=walk.last if self.paragraph.story else None,
            beside=self.beside,
            lead_in=walk.lead_in if first else None,
            signature=signature,
            paragraph_before=walk.subject if first else None,
            told=self._told(setting.token),
            afterwards=self._afterwards(setting),
            other=walk.other(setting) if first else None,
            repeats=None if self.paragraph.story else walk.repeated(setting),
            headlined=None if self.paragraph.story else self._headlined(),
            topic=ranked[0][1] if ranked and self.paragraph.story else None,
        )
        found = evidence.collect(situation)
        return self._piece(setting, verdict, found[0] if found and found[0].weight >= WEAK else None)

    def _told(self, token: int) -> Phrase | None:
        """Return the subject of the last verb of speech in the sentences before the quotation."""
        place = bisect_left(self._told_at, self.words.first[token])
        return self._told_by[self._told_at[place - 1]] if place else None

    def _afterwards(self, setting: Setting) -> Found | None:
        """Return the subject in “That was how Ada put it”, “So says Ada” at the start of the next paragraph."""
        following = self.following
        if following is None or setting.token + 1 < len(self.paragraph.tokens) or not following.tokens:
            return None
        if following.tokens[0].lower not in self.walk.language.words["pointing"]:
            return None
        walk = self.walk
        words = Words(following, walk.people.mentions[following.index], walk.language)
        phrases = Phrases(words)
        named = (phrases.at(index) for index in range(min(POINTING, len(words))) if index in words.starts)
        phrase = next(named, None)
        return walk.resolver.resolve(phrase) if phrase else None

    def _headlined(self) -> Found | None:
        """Return the only person named in a headline or a caption."""
        found = [self._resolve(self.phrases.at(index)) for index in self.words.starts]
        persons = {one.person.number: one for one in found if one.person and not one.person.place}
        return next(iter(persons.values())) if len(persons) == 1 else None

    def _continued(self, setting: Setting, head: Piece) -> Piece:
        between = self.walk.paragraphs[head.setting.paragraph.index + 1 : self.paragraph.index]
        past = "".join(f" past the {p.kind.value} of line {p.line}" for p in between)
        reason = f"continues line {head.line}{past}"
        return Piece(setting, head.use, head.person, head.utterance, head.sign, reason)

    def _piece(self, setting: Setting, verdict: Verdict, best: Evidence | None) -> Piece:
        utterance = len(self.walk.pieces) + 1
        if best is None:
            reason = verdict.reason or "nobody is said to have said it"
            return Piece(setting, verdict.use, None, utterance, verdict.use.value, reason)
        sign = best.name
        if best.name == "piece" and self.beside is not None:
            utterance = self.beside.utterance
            sign = f"piece, {self.beside.sign.split(', ')[-1]}"
        return Piece(setting, verdict.use, best.person, utterance, sign, best.reason)

    def _signature(self, token: int) -> Found | None:
        """Return who is named in “…” — Ada Roe, here or as the whole next paragraph."""
        walk, following = self.walk, self.following
        if token + 1 < len(self.paragraph.tokens):
            phrase = self.phrases.signature(token + 1)
        elif following is not None and len(following.tokens) <= SIGNATURE:
            names = walk.people.mentions[following.index]
            phrase = Phrases(Words(following, names, walk.language)).signature(0)
        else:
            return None
        return walk.resolver.resolve(phrase) if phrase else None

    def _leave(self) -> None:
        """Remember who is the subject of the last sentence, for a quotation that begins the next paragraph."""
        tokens = self.paragraph.tokens
        if not self.paragraph.story or not tokens:
            return
        colon = tokens[-1].text == ":"
        spoken = self.walk.last is not None and self.walk.last.setting.paragraph is self.paragraph
        asks = tokens[-1].text == "?"
        subject = self._last_subject()
        found = self._resolve(subject) if subject else None
        self.walk.lead_in = found if colon else None
        introduces = subject is not None and self.phrases.introduces(subject) and not spoken and not asks
        self.walk.subject = found if introduces else None

    def _last_subject(self) -> Phrase | None:
        sentences = self.paragraph.sentences
        cue: Cue | None = next((c for c in reversed(self.cues) if c.subject), None)
        if cue is not None and sentences[cue.verb] == sentences[-1]:
            return cue.subject
        return self.subjects.of_sentence(len(sentences) - 1)
