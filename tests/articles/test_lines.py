"""Where one block ends and the next begins."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.articles.lines import stretches

PARAGRAPHS = (
    "The tide comes in twice a day at Skerrow, whatever the council decides, and for two hundred years it "
    "turned a wheel there that ground the corn of nine parishes and kept eleven people in work.",
    "Then the wheel stopped. Nobody wrote down the day, since nobody thought that it would matter, and by "
    "the time that somebody asked, all of those who might have known were in the churchyard up the hill.",
    "“We have the key,” said the sexton.",
)


def blocks(text: str) -> list[str]:
    return [text[start:end] for start, end in stretches(text).spans]


def test_blank_lines_part_blocks() -> None:
    assert blocks("one.\n\n  \n two.\t\n\n\nthree.") == ["one.", "two.", "three."]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_without_blank_lines_each_line_is_a_block(end: str) -> None:
    assert blocks(f"one.{end}Two.{end}Three.") == ["one.", "Two.", "Three."]


def test_lines_that_end_like_sentences_are_blocks_even_among_blank_lines() -> None:
    lines = [paragraph + "\n" for paragraph in PARAGRAPHS]

    assert blocks("Headline\nDeck\n\n" + "".join(lines)) == ["Headline", "Deck", *PARAGRAPHS]


def test_lists_of_short_lines_are_not_joined() -> None:
    assert blocks("you need\n\nflour\nwater\nyeast and salt\n") == [
        "you need",
        "flour",
        "water",
        "yeast and salt",
    ]


def test_one_line_that_goes_on_in_lower_case_makes_no_hard_wrapped_text() -> None:
    lines = [
        "The bell rang at four, as it does.",
        "Nobody came, they say, nobody at all",
        "e-mails went unread.",
        "It rang.",
    ]

    assert blocks("\n".join(lines)) == lines


@given(st.integers(50, 100))
def test_hard_wrapped_paragraphs_are_joined_whatever_the_width(width: int) -> None:
    wrapped = [textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS]

    found = stretches("Headline\nBy Jo Orr\n\n" + "\n\n".join(wrapped))

    text = "Headline\nBy Jo Orr\n\n" + "\n\n".join(wrapped)
    assert [text[start:end] for start, end in found.spans] == ["Headline", "By Jo Orr", *wrapped]
    assert found.joined == sum(paragraph.count("\n") for paragraph in wrapped)


def test_hard_wrapped_text_without_blank_lines_parts_where_a_line_is_short() -> None:
    wrapped = [textwrap.fill(paragraph, 60) for paragraph in PARAGRAPHS]

    assert blocks("\n".join(wrapped)) == wrapped
