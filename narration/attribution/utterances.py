"""Goes through an article and decides each quotation from what came before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution import cues, evidence, kinds, settings
from narration.attribution.evidence import Piece, Situation
from narration.attribution.phrases import PhraseKind, Phrases
from narration.attribution.resolving import Resolver
from narration.attribution.tokens import Kind
from narration.attribution.topic import ASIDE, OBJECT, POSSESSOR, SPEAKER, SUBJECT, Topic
from narration.model import BlockKind, Gender, Use

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.attribution.evidence import Evidence
    from narration.attribution.language import Language
    from narration.attribution.paragraphs import Paragraph
    from narration.attribution.people import People, Person
    from narration.attribution.phrases import Phrase
    from narration.attribution.resolving import Found
    from narration.attribution.settings import Setting

WEAK = 1.5
"""Evidence below this weight names nobody: such a quotation stays open."""


class Walk:
    """The state between one quotation and the next."""

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
        self._resolved: dict[int, Found] = {}

    def pieces_of_story(self) -> list[Piece]:
        """Return every quotation, decided, in the order of the file."""
        story = [p for p in self.paragraphs if p.story]
        for place, paragraph in enumerate(story):
            self._paragraph(
                paragraph,
                story[place - 1] if place else None,
                story[place + 1] if place + 1 < len(story) else None,
            )
        for paragraph in self.paragraphs:
            if not paragraph.story:
                self._paragraph(paragraph, None, None)
        self.pieces.sort(key=lambda piece: (piece.setting.paragraph.index, piece.setting.number))
        return self.pieces

    def _paragraph(
        self, paragraph: Paragraph, previous: Paragraph | None, following: Paragraph | None
    ) -> None:
        names = self.people.mentions[paragraph.index]
        phrases = Phrases(paragraph, names, self.language)
        reported = cues.find(paragraph.tokens, paragraph.sentences, phrases, self.language)
        found = settings.settings(paragraph, reported)
        described = {
            c.subject.first: c.subject
            for c in reported
            if c.subject and c.subject.kind is PhraseKind.DESCRIPTION
        }
        by_token = {setting.token: setting for setting in found}
        starts = {name.first for name in names}
        self._resolved = {}
        beside: Piece | None = None
        sentence = 0
        for index, token in enumerate(paragraph.tokens):
            if paragraph.sentences[index] != sentence:
                sentence = paragraph.sentences[index]
                self.topic.sentence += 1
            if index in by_token:
                lead_in = self._lead_in(previous, paragraph) if index == 0 else None
                signature = self._signature(phrases, index, following)
                beside = self._decide(by_token[index], phrases, beside, lead_in, signature)
            elif paragraph.story and (index in starts or token.lower in ("he", "she")):
                self._mention(phrases, phrases.name_or_pronoun(index))
            elif paragraph.story and index in described:
                self._mention(phrases, described[index])
        self.topic.sentence += 1

    def _mention(self, phrases: Phrases, phrase: Phrase) -> None:
        """Note whom *phrase* makes the topic."""
        found = self._resolve(phrase)
        if found.person is None:
            return
        if phrase.kind is PhraseKind.PRONOUN:
            gender = Gender.MALE if phrase.head == "he" else Gender.FEMALE
            if found.how == "pronoun" and not found.person.genders and found.person.named:
                found.person.hints[gender] += 1
        self.topic.mention(found.person, phrases.prominence(phrase, (SUBJECT, OBJECT, POSSESSOR, ASIDE)))

    def _resolve(self, phrase: Phrase) -> Found:
        if phrase.first not in self._resolved:
            self._resolved[phrase.first] = self.resolver.resolve(phrase)
        return self._resolved[phrase.first]

    def _lead_in(self, previous: Paragraph | None, paragraph: Paragraph) -> Phrase | None:
        if previous is None or not previous.tokens or previous.tokens[-1].text != ":":
            return None
        phrases = Phrases(previous, self.people.mentions[previous.index], self.language)
        found = cues.find(previous.tokens, previous.sentences, phrases, self.language)
        last = previous.sentences[-1]
        subjects = [cue.subject for cue in found if cue.subject and previous.sentences[cue.verb] == last]
        return subjects[-1] if subjects else phrases.subject(len(previous.tokens) - 1)

    def _signature(self, phrases: Phrases, index: int, following: Paragraph | None) -> Phrase | None:
        """Return the name in “…” — Ada Roe, here or as the whole next paragraph."""
        tokens = phrases.tokens
        if index + 1 < len(tokens):
            return phrases.signature(index + 1)
        if following is None or not following.tokens or len(following.tokens) > 12:
            return None
        return Phrases(following, self.people.mentions[following.index], self.language).signature(0)

    def _decide(
        self,
        setting: Setting,
        phrases: Phrases,
        beside: Piece | None,
        lead_in: Phrase | None,
        signature: Phrase | None,
    ) -> Piece:
        chained = setting.span.continues and self.last is not None
        verdict = kinds.judge(setting, self.language, spoken_before=beside is not None and beside.spoken)
        if chained and self.last is not None:
            return self._keep(self._continued(setting, self.last))
        spoken = verdict.use is Use.SPEECH
        ranked = self.topic.ranked(lambda person: float(not person.body and person.named))
        situation = Situation(
            setting, phrases, self._resolve, spoken, self.last if setting.paragraph.story else None, beside, lead_in, signature,
            ranked[0][1] if ranked else None,
        )  # fmt: skip
        looked_for = spoken or verdict.use is Use.FRAGMENT
        found = evidence.collect(situation) if looked_for else []
        best = found[0] if found and found[0].weight >= WEAK else None
        return self._keep(self._piece(setting, verdict, best, beside))

    def _continued(self, setting: Setting, head: Piece) -> Piece:
        between = self.paragraphs[head.setting.paragraph.index + 1 : setting.paragraph.index]
        past = "".join(f" past the {p.kind.value} of line {p.line}" for p in between)
        return Piece(
            setting, Use.SPEECH, head.person, head.utterance, head.sign, f"continues line {head.line}{past}"
        )

    def _piece(
        self, setting: Setting, verdict: kinds.Verdict, best: Evidence | None, beside: Piece | None
    ) -> Piece:
        if best is None:
            reason = verdict.reason if verdict.use is not Use.SPEECH else "nobody is said to have said it"
            return Piece(
                setting, verdict.use, None, len(self.pieces) + 1, f"{verdict.use.value}, open", reason
            )
        joins = best.name == "piece" and beside is not None
        utterance = beside.utterance if joins and beside else len(self.pieces) + 1
        use = verdict.use
        return Piece(setting, use, best.person, utterance, best.name, best.reason)

    def _keep(self, piece: Piece) -> Piece:
        self.pieces.append(piece)
        if piece.spoken and piece.setting.paragraph.story:
            self.last = piece
        if piece.person is not None and piece.setting.paragraph.story:
            self.topic.mention(piece.person, SPEAKER if piece.spoken else OBJECT)
        return piece


def decide(
    paragraphs: Sequence[Paragraph], people: People, language: Language, given: Mapping[str, str]
) -> list[Piece]:
    """Return every quotation of the article, decided, in the order of the file."""
    return Walk(paragraphs, people, language, given).pieces_of_story()


_ = (BlockKind, Kind, Person) if TYPE_CHECKING else ()
