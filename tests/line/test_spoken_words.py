"""What is said otherwise, over the whole line: the edition shows the words as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mutagen.id3 import ID3

from tests.support.projects import ARTICLE, TONE

if TYPE_CHECKING:
    from tests.support.projects import Project

PRINTED = (
    "The POWs cost £3.5m in the 1990s.",
    "We met Matvii at 7.30pm on 22/11/2024, see www.example.com 🔥",
)
FIGURES = f"""\
Ferry costs more

{PRINTED[0]}

Ada Cole said: “{PRINTED[1]}”
"""


def test_the_transcript_and_the_tags_show_what_is_printed(project: Project) -> None:
    project.write("ferry.txt", FIGURES)
    project.write("voices.toml", TONE)

    run = project.narrate("build", "ferry.txt", "-v")

    assert run.code == 0
    folder = project.folder / "out" / "ferry"
    shown = folder.joinpath("ferry.vtt").read_text("utf-8").replace("&amp;", "&")
    lyrics = str(ID3(folder / "ferry.mp3").getall("USLT")[0])
    for sentence in PRINTED:
        assert sentence in shown
        assert sentence in lyrics
    assert "million" not in shown + lyrics
    assert "  line 3: “£3.5m” said “three point five million pounds” (money)" in run.err
    assert "  line 5: “Matvii” said “Matvee” (name)" in run.err
    assert "said otherwise (1 acronym, 1 money, 2 date, 1 name, 1 time, 1 address, 1 emoji)" in run.err


def test_an_article_without_such_words_says_nothing_otherwise(project: Project) -> None:
    project.write("ferry.txt", ARTICLE)
    project.write("voices.toml", TONE)

    assert "otherwise" not in project.narrate("build", "ferry.txt", "-v").err
