from __future__ import annotations

import pytest

from narration.model import Clip
from narration.synthesis.checking import fault

TEXT = "We left at dawn."


def clip(seconds: float, words=()) -> Clip:
    return Clip(bytes(2 * round(seconds * 1000)), 1000, tuple(words))


def test_a_clip_of_about_the_expected_length_is_right():
    assert fault(clip(1.1), TEXT, 1.0) is None


def test_a_clip_without_a_sound_is_wrong():
    assert fault(clip(0), TEXT, 1.0) == "it came out silent"


@pytest.mark.parametrize(("seconds", "right"), [(0.29, False), (0.31, True), (2.99, True), (3.01, False)])
def test_a_clip_may_last_from_a_third_to_three_times_what_was_expected(seconds, right):
    assert (fault(clip(seconds), TEXT, 1.0) is None) is right


def test_the_complaint_names_both_lengths():
    assert fault(clip(0.1), TEXT, 2.31) == "it lasts 0.1 s where about 2.3 s were expected"


@pytest.mark.parametrize(
    ("last", "right"),
    [(11, True), (8, True), (3, False), (0, False)],
    ids=["the last word", "the last two as one", "a word is missing", "only the first"],
)
def test_the_last_word_must_be_reached_where_words_are_told(last, right):
    words = [(at, 2, 950) for at in (0, 3, 8, 11) if at <= last]

    assert fault(clip(1, words), TEXT, 1.0) == (None if right else "it ends before 'at dawn.'")


def test_several_words_may_be_told_as_one_if_they_are_heard():
    """espeak-ng says “for a while” as one word, and tells where that begins."""
    text = "We waited for a while."

    assert fault(clip(2, [(0, 2, 0), (3, 6, 300), (10, 3, 1000)]), text, 2.0) is None
    assert fault(clip(2, [(0, 2, 0), (3, 6, 300), (10, 3, 1800)]), text, 2.0) == "it ends before 'a while.'"


@pytest.mark.parametrize("text", ["Yes.", "…", "— 7", "“So?”"])
def test_a_single_word_is_always_reached(text):
    assert fault(clip(1, [(0, 1, 0)]), text, 1.0) is None


def test_marks_after_the_last_word_are_no_word():
    assert fault(clip(1, [(0, 4, 0)]), "Then — …!", 1.0) is None
