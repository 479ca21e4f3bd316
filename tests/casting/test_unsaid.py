"""What is printed for eyes only."""

from __future__ import annotations

import pytest

from narration.casting import unsaid


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["Q: Who asks?", "A: I do."], {"Q", "A"}),
        (["F. Wer fragt?", "A. Ich."], {"F", "A"}),
        (["A: Salt", "B: Sand"], set()),
        (["A: Salt?", "B: Sand", "C: Silt"], set()),
        (["Q: Who asks?", "Nobody answers."], set()),
        (["A. Brook was there.", "B. Lind was not."], set()),
    ],
)
def test_two_letters_of_which_one_asks_are_those_of_an_interview(texts: list[str], found: set[str]) -> None:
    assert unsaid.letters(texts) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [("Q: Who asks?", "Who asks?"), ("A. Nobody.", "Nobody."), ("B: Nobody.", "B: Nobody."), ("Q:", "Q:")],
)
def test_the_letter_is_not_said(text: str, said: str) -> None:
    start, end = unsaid.label(text, frozenset("QA"))
    assert text[:start] + text[end:] == said
