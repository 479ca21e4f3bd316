"""Finds the speech of transcripts, which labels mark: “PENCE: You did.”, “A: I get asked that.”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from narration.attribution.style import CLOSERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.attribution.language import Language

LABEL = re.compile(
    r"(?:\*\*)?(?P<label>[^\W\d_][^\W_.’'-]{0,24}(?:[ .’'-]{1,2}[^\W_]{1,24}){0,6})\.?"
    r"(?: \([^()]{1,30}\))?:(?:\*\*)?\s+(?=\S)"
)
"""What may be a label at the start of a paragraph; seven words and more introduce something else."""

_LETTER = re.compile(r"(?:\*\*)?(?P<label>[^\W\d_])(?:\*\*)?[.:](?:\*\*)?\s+(?=\S)")
"""“Q.” and “A:”."""

_NAME = re.compile(r"(?<=[^\W\d_,;][ (])[^\W\d_a-z][\w’'-]+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STAGE = ("(", "[", "*")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|„[^“”]*[“”]|«[^»]*»")

GAP = 4
"""Paragraphs without a label between two that have one, at most."""

FEWEST = 3
"""Labelled paragraphs that prove a transcript, if one label comes again."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Speech without marks in one paragraph."""

    start: int
    """Where its words begin."""
    how: str
    """How it is told: a value of `Span.plain`."""
    continues: bool = False
    """Whether the speech of the paragraph before goes on."""


@dataclass(frozen=True, slots=True)
class _Labelled:
    number: int
    """Of the paragraph."""
    label: str
    start: int
    """Where the words behind the label begin."""


def find(texts: Sequence[str], language: Language) -> dict[int, Turn]:
    """Return the turns of the transcripts among *texts*, the paragraphs of one story, by their numbers.

    Labels alone prove nothing: lists have them as well.  They must be a question
    and an answer, or names or capitals, at least two, of which one comes again.
    """
    labelled = list(_labelled(texts, language))
    found: dict[int, Turn] = {}
    for cluster in _clusters(labelled):
        letters = {one.label for one in cluster}
        asked = bool(letters & language.words["questioners"]) and bool(letters & language.words["answerers"])
        if asked or _proven(texts, cluster):
            found |= _turns(texts, cluster, language, asked=asked)
    return found


def quoted(text: str, start: int = 0) -> bool:
    """Tell whether a quotation mark stands at *start*: such words are found by their marks."""
    return text[start : start + 1] in CLOSERS or text.startswith("``", start)


def words(text: str) -> Iterator[str]:
    """Yield the words of *text* in lower case, apostrophes straight."""
    return (word.group().lower().replace("’", "'") for word in _WORD.finditer(text))


def _labelled(texts: Sequence[str], language: Language) -> Iterator[_Labelled]:
    names = {name.lower() for text in texts for name in _NAME.findall(text)}
    letters = language.words["questioners"] | language.words["answerers"]
    for number, text in enumerate(texts):
        letter = _LETTER.match(text)
        if letter and letter["label"].lower() in letters:
            yield _Labelled(number, letter["label"].lower(), letter.end())
        elif (label := LABEL.match(text)) and _names(label["label"], names, language):
            yield _Labelled(number, label["label"].lower().split()[-1], label.end())


def _names(label: str, names: set[str], language: Language) -> bool:
    """Tell whether *label* is somebody's: a name of the story, capitals, a noun for a person."""
    *_, last = parts = label.replace("’s", "").split()
    lower = label.lower()
    if lower in language.words["questioners"] | language.words["answerers"]:
        return True
    if not last[0].isupper() or lower in language.words["entries"] or last.lower() in language.words["dates"]:
        return False
    if language.paper(last.lower()) or last.lower() in language.words["entries"]:
        return False
    shouted = label.isupper() and len(last) > 1
    small = [part for part in parts if part[0].islower() and part not in language.titles["particles"]]
    return not small and (shouted or last.lower() in names or language.human(last.lower()))


def _clusters(labelled: Sequence[_Labelled]) -> Iterator[list[_Labelled]]:
    cluster: list[_Labelled] = []
    for one in labelled:
        if cluster and one.number - cluster[-1].number > GAP + 1:
            yield cluster
            cluster = []
        cluster.append(one)
    if cluster:
        yield cluster


def _proven(texts: Sequence[str], cluster: Sequence[_Labelled]) -> bool:
    labels = [one.label for one in cluster]
    turns = any(one != other for one, other in pairwise(labels))
    comes_again = len(labels) >= FEWEST and len(set(labels)) < len(labels)
    asked = any(texts[one.number].rstrip().endswith("?") for one in cluster)
    return turns and (comes_again or asked)


def _turns(
    texts: Sequence[str], cluster: Sequence[_Labelled], language: Language, *, asked: bool
) -> Iterator[tuple[int, Turn]]:
    """Yield the turns of a transcript; the questions of “Q:” stay with the narrator."""
    ends = [one.number for one in cluster[1:]] + [cluster[-1].number + 1]
    labels = {one.label for one in cluster}
    for one, end in zip(cluster, ends, strict=True):
        if one.label in language.words["questioners"] or quoted(texts[one.number], one.start):
            continue
        how = "answer" if one.label in language.words["answerers"] else "label"
        yield one.number, Turn(one.start, how)
        for number in range(one.number + 1, end):
            text = texts[number]
            if text.startswith(_STAGE) or quoted(text) or told(text, language):
                break
            if not (asked or spoken(text, labels, language)):
                break
            yield number, Turn(0, how, continues=True)


def told(text: str, language: Language) -> bool:
    """Tell whether *text* tells of somebody's words: it quotes them, and nobody speaks around them."""
    around = _QUOTED.sub(" ", text)
    return around != text and not spoken(around, set(), language)


def spoken(text: str, labels: set[str], language: Language) -> bool:
    """Tell whether somebody speaks in *text*: of I or to you, and not of those who bear the *labels*."""
    found = set(words(text))
    personal = language.words["speaking"] | language.words["spoken_to"]
    return not found & labels and bool(found & personal)
