from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from narration.casting import arrange, cast
from narration.sheets import EditionEntry, VoicesSheet
from tests.casting.scripts import CATALOGUE, script
from tests.casting.strategies import scripts

if TYPE_CHECKING:
    from narration.model import Chapter, Script


def chapters(read: Script, mode: str = "auto", captions: str = "end") -> list[str]:
    """Title and first words of each chapter."""
    sheet = VoicesSheet(edition=EditionEntry(chapters=mode, captions=captions))
    programme = arrange(read, cast(read, sheet, CATALOGUE), sheet)
    return [
        f"{chapter.title} | {programme.passages[chapter.first].utterance.text}"
        for chapter in programme.chapters
    ]


def filler(words: int) -> str:
    return "word " * (words - 1) + "word."


LONG = f"""
headline: The long walk

{filler(200)}

Ada Brook, a warden, said: [Ada Brook: “{filler(150)}”]

{filler(150)}

Tom Reeve walked behind her.

He said: [Tom Reeve: “{filler(100)}”]

{filler(220)}
"""


def test_a_long_stretch_is_divided_before_the_paragraph_that_introduces_a_speaker() -> None:
    assert chapters(script(LONG)) == [
        "The long walk | The long walk",
        "Ada Brook | Ada Brook, a warden, said:",
        "Tom Reeve | Tom Reeve walked behind her.",
    ]


def test_a_stretch_that_is_not_long_stays_whole() -> None:
    text = LONG.replace(filler(220), filler(20)).replace(filler(200), filler(70))
    read = script(text.replace(filler(150), filler(70)))

    assert chapters(read) == ["The long walk | The long walk"]


def test_only_crossheads_make_chapters_if_so_set() -> None:
    read = script(LONG + "\nheading: Home\n\nThey slept.")

    assert chapters(read, "headings") == ["The long walk | The long walk", "Home | Section: Home"]
    assert chapters(read, "none") == ["The long walk | The long walk"]


def test_a_crosshead_inside_a_quotation_begins_a_chapter() -> None:
    read = script(
        "headline: The tower\n\nTom Reeve said: [Tom Reeve: “I climb.]\n\n"
        "heading: Up\n\n[+Tom Reeve: “I rest.”]"
    )

    assert chapters(read) == ["The tower | The tower", "Up | Section: Up"]


def test_no_chapter_begins_between_a_colon_and_the_words() -> None:
    read = script(
        f"headline: The tower\n\n{filler(300)}\n\nThe warden, asked again, had this to say:\n\n"
        f"[Tom Reeve: “{filler(300)}”]"
    )

    assert chapters(read)[1:] == ["Tom Reeve | The warden, asked again, had this to say:"]


def test_no_chapter_begins_inside_a_quotation_that_is_open() -> None:
    read = script(
        f"headline: The tower\n\n{filler(210)}\n\nAda Brook said: [Ada Brook: “{filler(200)}]\n\n"
        f"[+Ada Brook: “More,”] as Tom Reeve, a neighbour, heard: [Tom Reeve: “{filler(400)}”]"
    )

    assert chapters(read)[1:] == ["Ada Brook, Tom Reeve | Ada Brook said:"]


def test_the_title_has_three_names_at_most_and_no_unnamed_source() -> None:
    voices = "\n\n".join(
        f"{name} said: [{name}: “Aye.”]"
        for name in ("A neighbour", "Ada Brook", "Tom Reeve", "Wim Tall", "Eva Moss")
    )
    read = script(f"headline: The vote\n\n{filler(450)}\n\n{voices}\n\n{filler(250)}")

    assert chapters(read)[1:] == ["Ada Brook, Tom Reeve, Wim Tall | Ada Brook said:"]


def in_turn(people: int, words: int, each: int = 58) -> str:
    """An article in which *people* are quoted one after the other, again and again."""
    names = [f"Ada Brook{'abcdefgh'[n]}" for n in range(people)]
    turns = (names[n % people] for n in range(words // each))
    return "\n\n".join(f"{name} said: [{name}: “{filler(each - 3)}”]" for name in turns)


def lengths(read: Script) -> list[int]:
    """Words of the body in each chapter."""
    sheet = VoicesSheet(edition=EditionEntry(opening="", closing=""))
    programme = arrange(read, cast(read, sheet, CATALOGUE), sheet)
    firsts = [chapter.first for chapter in programme.chapters] + [len(programme.passages)]
    return [
        sum(len(passage.printed.split()) for passage in programme.passages[first:end])
        for first, end in pairwise(firsts)
    ]


def test_a_long_stretch_without_a_new_speaker_is_divided_evenly_where_another_takes_over() -> None:
    opening, *rest = lengths(script("headline: The vote\n\n" + in_turn(5, 2900)))

    assert 200 < opening < 500
    assert all(500 <= words <= 800 for words in rest)


def test_a_stretch_in_which_nobody_takes_over_stays_whole() -> None:
    assert len(lengths(script("headline: The vote\n\n" + in_turn(1, 2900)))) == 1
    assert len(lengths(script("headline: The vote\n\n" + filler(2900)))) == 1


def test_a_chapter_is_never_shorter_than_a_minute_but_for_its_crosshead() -> None:
    for people in range(2, 9):
        for words in range(400, 1600, 150):
            assert min(lengths(script("headline: The vote\n\n" + in_turn(people, words)))) >= 200


def test_a_speaker_after_a_crosshead_divides_the_stretch_under_it_only() -> None:
    read = script(
        f"headline: The vote\n\nAda Brook said: [Ada Brook: “Aye.”]\n\nheading: Later\n\n{filler(300)}\n\n"
        f"Tom Reeve said: [Tom Reeve: “No.”]\n\n{filler(300)}"
    )

    assert [title.split(" |")[0] for title in chapters(read)] == ["The vote", "Later", "Tom Reeve"]


def test_there_are_never_more_than_255() -> None:
    crossheads = "\n\n".join(f"heading: Part {n}\n\n{filler(3 + n % 5)}" for n in range(400))
    read = script(f"headline: The list\n\n{crossheads}\n\ncaption: The end")

    found = chapters(read)

    assert len(found) == 255
    assert found[0].startswith("The list")
    assert found[-1].startswith("Picture captions")
    # the shortest joined the ones before them
    assert not any(title.startswith("Part 5 ") for title in found)
    (remark,) = arrange(read, cast(read, VoicesSheet(), CATALOGUE), VoicesSheet()).remarks
    assert remark.message == "147 crossheads have no chapter: an MP3 has 255 at most"
    assert remark.location is not None
    assert remark.location.line == next(
        block.line for block in read.article.blocks if block.view.text == "Part 0"
    )


@settings(max_examples=30)
@given(scripts(), st.sampled_from(["tone", "pyttsx3"]))
def test_chapters_depend_on_the_words_alone(read: Script, engine: str) -> None:
    def titles(sheet: VoicesSheet) -> list[Chapter]:
        return list(arrange(read, cast(read, sheet, CATALOGUE), sheet).chapters)

    sheet = VoicesSheet()
    other = replace(sheet, narrator=replace(sheet.narrator, engine=engine, rate=300))

    assert titles(sheet) == titles(other)


def test_crossheads_in_a_row_are_one_chapter_without_a_word_about_it() -> None:
    read = script(f"headline: News\n\n{filler(9)}\n\nheading: One\n\nheading: Two\n\n{filler(9)}")

    assert "Two" not in chapters(read)
    assert arrange(read, cast(read, VoicesSheet(), CATALOGUE), VoicesSheet()).remarks == ()
