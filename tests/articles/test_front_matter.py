"""What stands between two lines of dashes at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narration.articles import parse
from narration.errors import ArticleError
from narration.source import Source

if TYPE_CHECKING:
    from narration.model import Article

FULL = """---
title: "Salt and Patience"
byline: Nora Quill
date: 12 May 2024

# a remark of the desk
source: The Skerrow Gazette
Language: en-GB
image: 'quay.jpg'
---

The wheel turns.
"""


OPEN = "end the front matter with a line of --- before the article begins"


def article(text: str) -> Article:
    return parse(Source("mill.txt", text), "")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_key_is_read(end: str) -> None:
    read = article(FULL.replace("\n", end))

    assert (read.title, read.byline, read.date) == ("Salt and Patience", "Nora Quill", "12 May 2024")
    assert (read.publisher, read.language, read.image) == ("The Skerrow Gazette", "en-GB", "quay.jpg")
    assert [(block.kind, block.view.text) for block in read.blocks] == [
        ("headline", "Salt and Patience"),
        ("byline", "Nora Quill"),
        ("dateline", "12 May 2024"),
        ("dateline", "The Skerrow Gazette"),
        ("paragraph", "The wheel turns."),
    ]
    assert {dropped.reason for dropped in read.dropped} == {"front matter"}


def test_a_value_that_is_an_address_is_not_read_aloud() -> None:
    read = article("---\nsource: https://gazette.example/mill\n---\nThe mill\n\nIt turns.\n")

    assert read.publisher == "https://gazette.example/mill"
    assert [block.kind for block in read.blocks] == ["headline", "paragraph"]


def test_without_a_title_the_first_block_is_the_headline() -> None:
    assert article("---\nbyline: Jo Orr\ntitle:\n---\nThe mill\n\nIt turns.").title == "The mill"


def test_a_headline_that_stands_in_the_text_as_well_is_dropped_there() -> None:
    read = article("---\ntitle: The mill’s return\n---\n\nThe Mill's Return\n\nIt turns.\n")

    assert [block.kind for block in read.blocks] == ["headline", "paragraph"]
    assert read.dropped[-1].reason == "duplicate headline"


def test_dashes_further_down_are_no_front_matter() -> None:
    assert article("The mill\n\n---\n\nIt turns.").dropped[0].reason == "separator"


def test_front_matter_left_open_is_said() -> None:
    with pytest.raises(ArticleError) as caught:
        article("---\ntitle: The mill\n\nIt turns.\n")

    assert str(caught.value) == (
        "mill.txt:1:1: front matter is left open\n    ---\n    ^\n"
        "hint: end it with a line of ---, or take away the first line"
    )


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(ArticleError) as caught:
        article(
            "---\ntitel: Mill\ndate: 1 May\n date: 2 May\nlanguage: the Queen’s\nno pair\n---\nIt turns.\n"
        )

    found = [(p.location, p.message, p.hint) for p in caught.value.problems]
    assert [(place.line, place.column, *said) for place, *said in found if place] == [
        (2, 1, "unknown key titel in the front matter", "did you mean title?"),
        (4, 2, "date stands twice in the front matter", None),
        (5, 11, "expected a language, got 'the Queen’s'", "write a language tag such as en or en-GB"),
        (6, 1, "expected 'key: value', got 'no pair'", OPEN),
    ]
