"""What is printed for eyes only."""

from __future__ import annotations

import pytest

from narration.casting import unsaid


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["Q: Who asks?", "A: I do."], {"Q", "A"}),
        (["**F.** Wer fragt?", "A. Ich."], {"F", "A"}),
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
    [
        ("Q: Who asks?", "Who asks?"),
        ("**A:** Nobody.", "Nobody."),
        ("B: Nobody.", "B: Nobody."),
        ("It was *so* cold, **very** cold.", "It was so cold, very cold."),
        ("Rated 4* by 3 * 5 people", "Rated 4 by 3 * 5 people"),
        ("See [the plan](https://marsh.example/a?b=c) now.", "See the plan now."),
        ("“[They] left” (in May) and f[x](y)", "“[They] left” (in May) and f[x](y)"),
    ],
)
def test_signs_are_not_said(text: str, said: str) -> None:
    silent = {place for span in unsaid.find(text, frozenset("QA")) for place in range(*span)}
    assert "".join(letter for place, letter in enumerate(text) if place not in silent) == said


def test_the_reason_is_told() -> None:
    assert [unsaid.reason(printed) for printed in ("Q: ", "](https://marsh.example)")] == ["label", "link"]
