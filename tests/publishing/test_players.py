"""What players show of an edition, by their own rules."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from narration.mixing import arrange
from narration.model import Chapter, Ms, Programme
from narration.publishing import podcast, tagging, vtt
from narration.publishing.id3 import render
from narration.publishing.tagging import ChapterTag, Tag
from tests.support import players
from tests.support.programmes import Hums, passage, programme, script

if TYPE_CHECKING:
    from tests.support.players import Line

_TITLE = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=300
)


@given(st.lists(_TITLE.filter(str.strip), min_size=1, max_size=30))
def test_every_player_shows_every_chapter_whole_and_in_order(titles: list[str]) -> None:
    chapters = tuple(ChapterTag(title, Ms(1000 * n), Ms(1000 * n + 900)) for n, title in enumerate(titles))
    tag = render(Tag("Ferry", "Jo Orr", "News", "eng", "", Ms(1000 * len(titles)), chapters))

    expected = [players.Shown(chapter.title, chapter.start) for chapter in chapters]
    assert players.antennapod(tag) == expected
    assert players.pocket_casts_ios(tag) == expected
    assert players.apple(tag) == expected


def test_they_show_as_many_as_a_table_of_contents_can_list() -> None:
    talk = programme(*(passage("N", 100, block=n) for n in range(255)), chapters=tuple(range(255)))
    made, _ = tagging.tag(script().article, talk, arrange(talk, Hums()))

    assert len(players.pocket_casts_ios(render(made))) == 255


def _talk() -> Programme:
    odd = replace(passage("A", 900, text="“Tea & <cake>: always.”", block=1), speaker="A & B <c>")
    return programme(
        passage("N", 700, text="Ada said: nothing."), odd, passage("N", 20, text="Then: rain.", block=2)
    )


def _words(lines: list[Line]) -> list[tuple[str, str]]:
    return [(line.speaker, html.unescape(line.text)) for line in lines]


def test_players_know_the_speaker_of_every_line_of_webvtt() -> None:
    talk = _talk()

    lines = players.antennapod_vtt("".join(vtt.render(talk, arrange(talk, Hums()))))

    assert _words(lines) == [
        ("Narrator", "Ada said: nothing."),
        ("A and B (c)", "“Tea & <cake>: always.”"),
        ("Narrator", "Then: rain."),
    ]


def test_json_says_the_same_with_names_as_printed() -> None:
    talk = _talk()

    lines = players.podcast_json("".join(podcast.render(talk, arrange(talk, Hums()))))

    assert _words(lines)[1] == ("A & B <c>", "“Tea & <cake>: always.”")
    assert all(line.start < line.end for line in lines)


def test_the_tag_has_the_words_with_their_times() -> None:
    talk = _talk()
    made, _ = tagging.tag(
        script().article, replace(talk, chapters=(Chapter("One", 0),)), arrange(talk, Hums())
    )

    (synced,) = (content for name, content in players.frames(render(made)) if name == "SYLT")

    assert synced[:6] == b"\x01eng\x02\x02"  # UTF-16, English, milliseconds, a transcription
    assert "A & B <c>: “Tea & <cake>: always.”".encode("utf-16-le") in synced
