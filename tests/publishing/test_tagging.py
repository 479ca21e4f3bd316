from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narration.mixing import arrange
from narration.publishing.tagging import NOTICE, Picture, Tag, tag
from tests.support.programmes import Hums, passage, programme, script

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\npicture"


def _tag(text: str = "Words.", **fields: str) -> tuple[Tag, list[str]]:
    talk = programme(passage("N", text=text), passage("A", block=1), chapters=(0, 1))
    made, problems = tag(script(**fields).article, talk, arrange(talk, Hums()))
    return made, [problem.message for problem in problems]


def test_a_tag_says_what_is_printed() -> None:
    made, problems = _tag(byline="By Tamsin Vale", date="5 November 2031", publisher="The Orrin Post")

    assert (made.title, made.artist, made.album) == ("The ferry returns", "Tamsin Vale", "The Orrin Post")
    assert made.comment == f"{NOTICE} Source: The Orrin Post, 5 November 2031"
    assert str(made.date) == "2031-11-05"
    assert [chapter.title for chapter in made.chapters] == ["Chapter 1", "Chapter 2"]
    assert made.lyrics == "Narrator: Words.\n\nA: Words.\n"
    assert problems == []


def test_missing_parts_do_not_leave_a_gap() -> None:
    made, _ = _tag()

    assert (made.artist, made.album) == ("Synthetic voices", "Narrated articles")
    assert (made.comment, made.date, made.url) == (NOTICE, None, "")


def test_a_source_that_is_an_address_is_a_link() -> None:
    made, _ = _tag(publisher="https://orrin.example/ferry?x=1")

    assert (made.album, made.url) == ("orrin.example", "https://orrin.example/ferry?x=1")


@pytest.mark.parametrize(
    ("language", "code"), [("en", "eng"), ("en-GB", "eng"), ("UK", "ukr"), ("de-CH", "ger"), ("tlh", "und")]
)
def test_a_language_has_its_three_letters(language: str, code: str) -> None:
    assert _tag(language=language)[0].language == code


def test_a_very_long_text_is_left_out_and_that_is_said() -> None:
    made, problems = _tag(text="é" * 600_000)

    assert made.lyrics == ""
    assert problems == [
        "the text is left out of the MP3's tag: expected at most 1,000,000 bytes, got 1,200,046"
    ]


def test_a_picture_stands_beside_the_article(tmp_path: Path) -> None:
    (tmp_path / "ferry.png").write_bytes(PNG)

    made, problems = _tag(name=str(tmp_path / "ferry.txt"), image="ferry.png")

    assert (made.picture, problems) == (Picture("image/png", PNG), [])


def test_a_picture_that_is_not_there_is_said(tmp_path: Path) -> None:
    made, problems = _tag(name=str(tmp_path / "ferry.txt"), image="ferry.png")

    assert made.picture is None
    assert problems == [
        f"the MP3 has no picture: cannot read {tmp_path / 'ferry.png'}: no such file or directory"
    ]


def test_a_picture_of_another_kind_is_said(tmp_path: Path) -> None:
    (tmp_path / "ferry.svg").write_bytes(b"<svg/>")

    made, problems = _tag(name=str(tmp_path / "ferry.txt"), image="ferry.svg")

    assert made.picture is None
    assert problems == [f"the MP3 has no picture: expected a JPEG or PNG file, got {tmp_path / 'ferry.svg'}"]


def test_a_picture_on_the_web_is_not_fetched_and_that_is_said() -> None:
    made, problems = _tag(image="https://orrin.example/ferry.jpg")

    assert made.picture is None
    assert problems == [
        "the MP3 has no picture: https://orrin.example/ferry.jpg is an address, and nothing is fetched"
    ]
