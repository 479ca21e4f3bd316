"""What is read, and where each letter of it stands."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.articles.views import INVISIBLE, view

AWKWARD = st.one_of(
    st.characters(),
    st.sampled_from("aé \u00a0\n\r-‐\u00ad\u200b\ufeff\u0301\u0316\u0327각"),
    # parts of syllables, letters that are composed of or fall into others
    st.sampled_from("\u1112\u1161\u11ab\u0b47\u0b3e\u0958\u0344\u0f73\u2126"),
)
TEXTS = st.lists(AWKWARD, max_size=30).map("".join)


def normal(text: str) -> str:
    """The definition, without places: nothing invisible, single spaces, composed."""
    shown = re.sub(r"\s+", " ", "".join(letter for letter in text if letter not in INVISIBLE))
    return unicodedata.normalize("NFC", shown)


@given(TEXTS, st.data())
def test_a_view_is_the_normal_form_of_its_slice(text: str, data: st.DataObject) -> None:
    text = re.sub("[-‐]", "", text)  # joined words are told below
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    made = view(text, start, end)

    assert made.text == normal(text[start:end])
    assert list(made.places) == sorted(made.places)
    assert all(start <= place < end for place in made.places[:-1])
    assert made.end == end


@given(TEXTS)
def test_a_letter_that_is_printed_as_it_is_read_stands_at_its_place(text: str) -> None:
    made = view(text, 0, len(text))

    for letter, place in zip(made.text, made.places, strict=False):
        if letter.isascii() and letter != " ":
            assert normal(text[place]) == letter or normal(text[place:])[0] == letter


@given(TEXTS)
def test_what_is_read_as_it_is_printed_keeps_every_place(text: str) -> None:
    plain = normal(text).strip()

    assert view(plain, 0, len(plain)).places == range(len(plain) + 1)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("co\u00adop\u200berate", "cooperate"),
        ("10\u00a0000 \t people", "10 000 people"),
        ("hard \r\n  wrap", "hard wrap"),
        ("a well-\nknown lock", "a well-known lock"),
        ("from 1940-\n1945 and - \nso on", "from 1940- 1945 and - so on"),
        ("e\u0301t\u00ade\u0301", "été"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("👩\u200d🔧 mends", "👩\u200d🔧 mends"),
    ],
)
def test_what_is_printed_and_what_is_read(printed: str, read: str) -> None:
    assert view(printed, 0, len(printed)).text == read


def test_a_composed_letter_covers_all_that_it_is_printed_with() -> None:
    made = view("xe\u00ad\u0301y", 0, 5)

    assert made.text == "xéy"
    assert made.places == (0, 1, 4, 5)
    assert made.cut(1, 2).end == 4


def test_a_letter_under_a_hundred_thousand_marks_takes_no_time() -> None:
    tower = "a" + "\u0301\u0316" * 50_000

    made = view(tower, 0, len(tower))

    assert made.text == tower


def test_controls_never_reach_whoever_reads() -> None:
    text = "one\x1b[31m two\x07\n\tthree\x85four"

    made = view(text, 0, len(text))

    assert made.text == "one[31m two three four"
