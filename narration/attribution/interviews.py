"""Finds the answers of an interview whose questions are set off as headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.attribution.transcripts import Turn, quoted, spoken, told, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.attribution.language import Language

QUESTIONS = 2
"""Headings with a question mark that an interview has at least; explainers have them, too."""

ADDRESSED = 1 / 3
"""Of the questions, how many are put to somebody: “What do you miss?”."""

PERSONAL = 1 / 2
"""Of the answers, how many speak of I; the questions of a reader are answered without."""


def find(blocks: Sequence[tuple[str, bool]], language: Language) -> dict[int, Turn]:
    """Return the answers among *blocks*, each a text and whether it is a heading, by their numbers."""
    answers = _answers(blocks)
    asked = [set(words(blocks[question][0])) for question in answers]
    given = [set(words(" ".join(blocks[n][0] for n in numbers))) for numbers in answers.values()]
    you = sum(bool(found & language.words["spoken_to"]) for found in asked)
    me = sum(bool(found & language.words["speaking"]) for found in given)
    if len(answers) < QUESTIONS or you < ADDRESSED * len(asked) or me < PERSONAL * len(given):
        return {}
    return dict(_turns(blocks, answers, language))


def _answers(blocks: Sequence[tuple[str, bool]]) -> dict[int, list[int]]:
    """Return, for each heading that asks, the paragraphs up to the next heading that no mark opens."""
    found: dict[int, list[int]] = {}
    question = None
    for number, (text, heading) in enumerate(blocks):
        if heading:
            question = number if text.rstrip("* ").endswith("?") else None
        elif question is not None and (question in found or not quoted(text)):
            found.setdefault(question, []).append(number)
        else:
            question = None
    return found


def _turns(
    blocks: Sequence[tuple[str, bool]], answers: Mapping[int, list[int]], language: Language
) -> Iterator[tuple[int, Turn]]:
    last = max(answers)
    for question, (first, *further) in answers.items():
        yield first, Turn(0, "answer")
        for number in further:
            text = blocks[number][0]
            ended = question == last and not spoken(text, set(), language)
            if quoted(text) or ended or told(text, language):
                break
            yield number, Turn(0, "answer", continues=True)
