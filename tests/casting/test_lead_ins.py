from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narration.casting import Item, arrange, cast, contents, lead_ins
from narration.casting.announcements import announcements
from narration.model import LeadIns, Role
from narration.sheets import VoicesSheet
from tests.casting.scripts import CATALOGUE, script

if TYPE_CHECKING:
    from narration.model import Programme, Script

FERRY = """headline: The ferry returns

The boat sailed.

heading: A timetable

It sails at noon.

caption: The ferry leaves.
"""


def _arranged(read: Script) -> Programme:
    return arrange(read, cast(read, VoicesSheet(), CATALOGUE), VoicesSheet())


def _led(read: Script, item: int = 0) -> LeadIns | None:
    return lead_ins(read, _arranged(read), VoicesSheet(), item=item)


def _said(made: LeadIns | None) -> dict[int, str]:
    assert made
    return dict(zip(made.chapters, (p.utterance.text for p in made.programme.passages), strict=True))


def test_headline_crosshead_and_captions_say_their_titles_themselves() -> None:
    read = script(FERRY, language="en")

    assert len(_arranged(read).chapters) == 3
    assert _led(read) is None


def test_an_article_among_others_begins_with_its_number() -> None:
    assert _said(_led(script(FERRY, language="en"), 3)) == {0: "Item 3."}
    assert _said(_led(script(FERRY, language="pl"), 3)) == {0: "Artykuł 3."}


def test_a_chapter_that_is_cut_where_somebody_takes_over_is_announced() -> None:
    long = "The harbour is quiet and the boats are in. " * 30
    talk = f"Ada Brook, a baker, said: [Ada Brook: “{long}”]"
    read = script(f"headline: Bread\n\n{long}\n\n{talk}\n\n{long}", language="en")

    made = _led(read, 1)

    assert _said(made) == {0: "Item 1.", 1: "Ada Brook."}
    assert made
    assert {passage.role for passage in made.programme.passages} == {Role.HEADING}
    assert {passage.voice for passage in made.programme.passages} == {_arranged(read).cast.headings.voice}
    assert [chapter.first for chapter in made.programme.chapters] == [0, 1]


def test_an_article_without_a_headline_is_announced_by_the_title_of_its_first_chapter() -> None:
    assert _said(_led(script("The boat sailed.", language="en"))) == {0: "Opening."}
    assert _said(_led(script("The boat sailed.", language="en"), 2)) == {0: "Item 2. Opening."}


def test_contents_are_a_name_a_number_and_each_item_with_its_length() -> None:
    read = script(FERRY, language="en")
    items = [Item("The ferry  returns", 3), Item("Who baked this?", 1), Item("Rain.", 12)]

    made = contents("Orrin Talking News", items, read, _arranged(read), VoicesSheet())

    assert [passage.printed for passage in made.passages] == [
        "Orrin Talking News.",
        "Number of items: 3.",
        "Item 1. The ferry returns. 3 minutes.",
        "Item 2. Who baked this? One minute.",
        "Item 3. Rain. 12 minutes.",
    ]
    assert [chapter.title for chapter in made.chapters] == ["Contents"]


@pytest.mark.parametrize(
    ("language", "lengths"),
    [
        ("en", {1: "one minute", 2: "2 minutes", 21: "21 minutes"}),
        ("de", {1: "eine Minute", 2: "2 Minuten"}),
        (
            "pl",
            {1: "jedna minuta", 3: "3 minuty", 5: "5 minut", 12: "12 minut", 21: "21 minut", 22: "22 minuty"},
        ),
        (
            "uk",
            {
                1: "одна хвилина",
                4: "4 хвилини",
                11: "11 хвилин",
                14: "14 хвилин",
                21: "21 хвилина",
                25: "25 хвилин",
            },
        ),
    ],
)
def test_minutes_are_counted_as_the_language_counts(language: str, lengths: dict[int, str]) -> None:
    assert {n: announcements(language).length(n) for n in lengths} == lengths
