from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.casting.sentences import LONGEST, MOST_WORDS, breaths, sentences
from tests.casting.strategies import texts


def cut(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in sentences(text)]


@given(texts)
def test_sentences_join_to_the_text(text: str) -> None:
    assert "".join(text[start:end] for start, end in sentences(text)) == text


@given(
    st.lists(st.sampled_from(["a", "long", "word, ", " ", " ", "; ", "ß" * 99, "\n"]), max_size=400).map(
        "".join
    )
)
def test_breaths_join_to_the_sentence_and_none_is_too_long(text: str) -> None:
    found = breaths(text)

    assert "".join(text[start:end] for start, end in found) == text
    assert all(0 < end - start <= LONGEST + 2 for start, end in found)
    assert all(len(text[start:end].split()) <= MOST_WORDS for start, end in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. We left.", ["It rained.", "We left."]),
        ("Dr. Marsh left. Mrs. Quill stayed.", ["Dr. Marsh left.", "Mrs. Quill stayed."]),
        ("The U.S. President left. He was late.", ["The U.S. President left.", "He was late."]),
        ("It opens at 7 a.m. The queue was long.", ["It opens at 7 a.m.", "The queue was long."]),
        ("Was it No. 10? No. It was No. 9.", ["Was it No. 10?", "No.", "It was No. 9."]),
        ("It cost 3.5 crowns. Cheap!", ["It cost 3.5 crowns.", "Cheap!"]),
        ("“Go!” he said. “Now.” She went.", ["“Go!” he said.", "“Now.”", "She went."]),
        ("J. K. Marsh wrote it. He sat. Ada stood.", ["J. K. Marsh wrote it.", "He sat.", "Ada stood."]),
        ("ORRIN, Mont. — The ferry sank.", ["ORRIN, Mont. — The ferry sank."]),
        ("NEW ORRIN, Mass. – He sank. — It rose.", ["NEW ORRIN, Mass. – He sank.", "— It rose."]),
        ("He moved to Orrin, Calif. The ferry sank.", ["He moved to Orrin, Calif.", "The ferry sank."]),
        ("He paused… then spoke… Nobody heard.", ["He paused… then spoke…", "Nobody heard."]),
        ("Why?! (Because.) — Then it ended.", ["Why?!", "(Because.)", "— Then it ended."]),
        ("雨が降った。皆は帰った。", ["雨が降った。", "皆は帰った。"]),
        ("¿Qué? ¡Nada! 42 left.", ["¿Qué?", "¡Nada!", "42 left."]),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_a_breath_is_taken_after_a_clause() -> None:
    text = "the boats came in, " * 20 + "at last"

    pieces = [text[start:end] for start, end in breaths(text)]

    assert all(piece.rstrip().endswith(",") for piece in pieces[:-1])
    assert [len(piece.split()) for piece in pieces] == [28, 28, 26]


WORDS = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{WORDS}, {WORDS}, {WORDS}, {WORDS}.", [40]),
        (f"{WORDS}, {WORDS}, {WORDS}, {WORDS} eleven.", [20, 21]),
        (f"{WORDS}; {WORDS}, {WORDS} {WORDS} eleven.", [20, 21]),
        (f"{WORDS} {WORDS} {WORDS} – {WORDS}, eleven.", [31, 11]),
        (f"Yesterday, {WORDS} {WORDS} {WORDS} {WORDS}, eleven.", [42]),
        (f"{WORDS}, {WORDS}; {WORDS} eleven, {WORDS} {WORDS}.", [20, 31]),
        (f"{WORDS} " * 5 + "end.", [51]),
        (f"{WORDS} " * 6 + "end.", [60, 1]),
    ],
)
def test_a_long_sentence_is_breathed_in_near_its_middle(text: str, expected: list[int]) -> None:
    """After a semicolon or a dash rather than a comma; without any of them, only if it is far too long."""
    assert [len(text[start:end].split()) for start, end in breaths(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "." * 200_000,
        "a. " * 70_000,
        ".”" * 100_000,
        "a" * 200_000,
        ". " * 100_000,
        "a, " * 70_000,
        "a " * 100_000,
    ],
)
def test_time_is_proportional_to_the_text(text: str) -> None:
    start = time.perf_counter()

    for first, last in sentences(text):
        breaths(text[first:last])

    # a quadratic rule takes minutes here
    assert time.perf_counter() - start < 5
