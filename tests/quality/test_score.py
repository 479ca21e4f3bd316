"""The scorer itself: gold against itself is perfect, each kind of error costs what it should."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.quality import score
from tests.quality.score import Gold, Quote

TEXT = (
    "“One two three four,” said Ada Quill. “Five six,” said Bram Otter. "
    "The “seven” oven. He had “eight nine” of it."
)


def quote(text: str, kind: str, speaker: str | None, **more: object) -> Quote:
    start = TEXT.index(text)
    return Quote(start, start + len(text), frozenset({kind}), kind, speaker, **more)


GOLD = Gold(
    "a",
    TEXT,
    (
        quote("“One two three four,”", "speech", "Ada Quill", attribution="named"),
        quote("“Five six,”", "speech", "Bram Otter", attribution="named"),
        quote("“seven”", "nonspeech", None),
        quote("“eight nine”", "fragment", "Bram Otter"),
    ),
    (),
    (("Ada Quill", "Quill", "Mrs Quill"), ("Bram Otter", "Otter", "Mr Otter")),
    ((0, len(TEXT)),),
)


def figures(*said: Quote) -> dict[str, float]:
    return score.tally(GOLD, said).figures()


def test_gold_against_itself_is_perfect():
    assert set(figures(*GOLD.quotes).values()) == {100.0}


def test_nothing_predicted_finds_nothing():
    found = figures()

    assert found["quotations F"] == found["speech F"] == found["right speaker"] == 0


def test_a_wrong_speaker_costs_the_speaker_and_the_voice_but_not_the_finding():
    first, second, *rest = GOLD.quotes

    found = figures(first, replace(second, speaker="Ada Quill"), *rest)

    assert found["quotations F"] == found["speech F"] == 100.0
    assert found["right speaker"] == 50.0
    assert found["speakers told apart"] < 100.0
    assert found["right voice of speech"] < 100.0


def test_two_voices_that_are_swapped_throughout_are_told_apart_all_the_same():
    first, second, *rest = GOLD.quotes

    found = figures(replace(first, speaker="Bram Otter"), replace(second, speaker="Ada Quill"), *rest)

    assert found["right speaker"] == 0
    assert found["speakers told apart"] == found["right voice"] == 100.0


def test_a_scare_quote_read_as_speech_costs_speech_and_voice():
    *spoken, scare, fragment = GOLD.quotes

    found = figures(*spoken, replace(scare, kind="speech", speaker="Ada Quill"), fragment)

    assert found["speech F"] < 100.0
    assert found["right voice"] < 100.0


def test_a_fragment_may_be_read_by_the_narrator_or_by_its_speaker():
    *others, fragment = GOLD.quotes

    assert figures(*others, replace(fragment, kind="speech"))["speech F"] == 100.0


def test_a_span_that_is_much_too_long_is_not_found():
    first, *rest = GOLD.quotes

    assert figures(replace(first, end=first.end + 30), *rest)["quotations F"] == 75.0


@pytest.mark.parametrize(
    ("predicted", "meant"),
    [
        ("Ada Quill", "Ada Quill"),
        ("Dr Quill", "Ada Quill"),
        ("the baker Ada Quill", "Ada Quill"),
        ("Mr Otter", "Bram Otter"),
        ("Piet Moss", None),
        ("He", None),
        (None, None),
    ],
)
def test_whom_a_name_means(predicted: str | None, meant: str | None):
    assert score.who(predicted, GOLD) == meant


def test_confidence_is_held_against_what_is_right():
    first, second, *rest = GOLD.quotes

    tally = score.tally(
        GOLD, [replace(first, confidence=0.95), replace(second, confidence=0.6, speaker="Ada Quill"), *rest]
    )

    assert tally.figures()["right when sure"] == 100.0
    assert [(count, right) for _, _, count, right in tally.reliability() if count] == [(1, 0.0), (1, 100.0)]
    assert tally.brier() == pytest.approx((0.05**2 + 0.6**2) / 2)


def test_the_best_assignment_moves_others_over():
    """x fits A by 1 and B by 5; y fits A by 4 and B by 5: together x takes B, y takes A."""
    weights = {"x": score.Counter(A=1, B=5), "y": score.Counter(A=4, B=5)}

    assert score._best(weights) == {"x": "B", "y": "A"}
