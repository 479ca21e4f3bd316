from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narration.app.editing import edit
from narration.errors import UsageError
from narration.model import Job
from tests.support.attribution import attributed
from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    from tests.support.projects import Project

WRITTEN = """\
# Who says what.  Change a speaker ("" for nobody known) or a use, or leave an entry out: what stays as it is
# changes nothing.  Delete doubtful = true once you have looked.  Entries hold by their words, not by lines.

# line 7, #: ‘said:’ + name before
[[quote]]
text = "We never thought we would see her again"
before = "repairs. Ada Cole, who keeps the jetty, said:"
after = "“Then the boiler was lit, and the whole"
speaker = "Ada Cole"

# line 13, #: ‘said’ + pronoun after; ‘he’: Ivo Brandt
[[quote]]
text = "It is a fine boat"
before = "timetable Her neighbour Ivo Brandt was less sure."
after = "he said, “but it is slow.” The council"
speaker = "Ivo Brandt"

# line 15, #: ‘called’ earlier in the sentence
[[quote]]
text = "bold step"
before = "is slow.” The council called the plan a"
after = "and promised two sailings a day. The ferry"
speaker = "The council"
use = "fragment"
"""

MINE = """\
# the keeper told me herself
[[quote]]
text = "It is a fine boat"   # 'quoted' from the tape
speaker = "Ada Cole"
"""


@pytest.fixture
def ferry(project: Project) -> Project:
    project.write("ferry.txt", ARTICLE)
    return project


def sheet(project: Project) -> str:
    return (project.folder / "ferry.script.toml").read_bytes().decode()


def test_an_entry_is_written_for_each_utterance(ferry: Project) -> None:
    run = ferry.narrate("script", "ferry.txt", "--edit")

    assert (run.code, run.out, run.err) == (0, "", "ferry.script.toml: 3 quotations added\n")
    assert re.sub(r", \d\.\d\d:", ", #:", sheet(ferry)) == WRITTEN


def test_what_is_written_changes_nothing_when_it_is_read(ferry: Project) -> None:
    before = [ferry.narrate("script", "ferry.txt", *how) for how in ((), ("--json",))]
    ferry.narrate("script", "ferry.txt", "--edit")

    assert [ferry.narrate("script", "ferry.txt", *how) for how in ((), ("--json",))] == before


def test_marks_without_words_have_no_entry(project: Project) -> None:
    project.write("ferry.txt", "Town news\n\n“…” said Ada Cole.\n")

    assert project.narrate("script", "ferry.txt", "--edit").err == "ferry.script.toml: nothing to add\n"


def test_writing_again_adds_nothing(ferry: Project) -> None:
    ferry.narrate("script", "ferry.txt", "--edit")
    before = sheet(ferry)

    run = ferry.narrate("script", "ferry.txt", "--edit")

    assert run.err == "ferry.script.toml: nothing to add\n"
    assert sheet(ferry) == before


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_a_person_wrote_stays_byte_for_byte(ferry: Project, end: str) -> None:
    mine = MINE.replace("\n", end)
    ferry.write("ferry.script.toml", mine)

    run = ferry.narrate("script", "ferry.txt", "--edit")

    assert run.err.endswith("ferry.script.toml: 2 quotations added\n")
    assert sheet(ferry).startswith(mine + end + "# line 7")
    assert sheet(ferry).count("\n") == sheet(ferry).count(end)
    assert sheet(ferry).count("It is a fine boat") == 1


def test_quotations_in_brackets_of_a_list_cannot_be_added_to(ferry: Project) -> None:
    mine = 'quote = [{ text = "It is a fine boat", speaker = "Ada Cole" }]\n'
    ferry.write("ferry.script.toml", mine)

    run = ferry.narrate("script", "ferry.txt", "--edit")

    assert run.code == 3
    assert run.err.endswith(
        "ferry.script.toml: nothing can be added to quote = […]\nhint: write each in its own [[quote]]\n"
    )
    assert sheet(ferry) == mine


def test_the_doubtful_alone_come_the_least_certain_first(project: Project) -> None:
    project.write(
        "ferry.txt",
        "Town news\n\n“Who goes there?” somebody shouted.\n",
    )
    listed = project.narrate("script", "ferry.txt", "--doubtful").out

    run = project.narrate("script", "ferry.txt", "--edit", "--doubtful")

    written = re.findall(r"^# line \d+, (\d\.\d\d)", sheet(project), re.MULTILINE)
    assert run.code == 0
    assert len(written) == len(listed.splitlines()) > 0
    assert sheet(project).count("doubtful = true") == len(written) + 1  # the head says it, too
    assert project.narrate("script", "ferry.txt", "--doubtful").out == listed


def test_two_quotations_alike_in_all_are_told_apart_by_their_occurrence(project: Project) -> None:
    line = "“Row, row, row,” said Ada Cole and rowed on through the night and the fog.\n\n"
    project.write("ferry.txt", "Town news\n\n" + line * 4)

    project.narrate("script", "ferry.txt", "--edit")

    assert re.findall(r"occurrence = (\d)", sheet(project)) == ["1", "2", "3"]
    assert project.narrate("script", "ferry.txt").code == 0
    assert project.narrate("script", "ferry.txt", "--edit").err == "ferry.script.toml: nothing to add\n"


def test_a_script_that_comes_in_by_itself_cannot_be_edited() -> None:
    with pytest.raises(UsageError) as error:
        edit(Job("<stdin>", "stdin", Path("out")), attributed(ARTICLE), doubtful=False)

    assert str(error.value).startswith("expected an article in a file with --edit, got standard input\n")


def test_one_thing_is_shown_at_a_time(ferry: Project) -> None:
    run = ferry.narrate("script", "ferry.txt", "--edit", "--json")

    assert run.code == 2
    assert run.err.startswith("expected one thing to show\nhint: give ARTICLE with --all")


def test_a_correction_and_a_merge_are_told_with_the_old_and_the_new(ferry: Project) -> None:
    ferry.write(
        "ferry.script.toml",
        '[[quote]]\ntext = "It is a fine boat"\nspeaker = "Ada Coale"\n\n'
        '[[speaker]]\nname = "The council"\nsame_as = "Lake Orrin Council"\n',
    )

    run = ferry.narrate("script", "ferry.txt")

    assert run.code == 0
    assert run.err == (
        "note: ferry.script.toml:5:1: corrected: The council → Lake Orrin Council\n"
        "    [[speaker]]\n"
        "    ^\n"
        "note: ferry.script.toml:1:1: corrected: line 13: “It is a fine boat”: Ivo Brandt → Ada Coale\n"
        "    [[quote]]\n"
        "    ^\n"
        "note: ferry.script.toml:1:1: Ada Coale is not in the article, but Ada Cole is\n"
        "    [[quote]]\n"
        "    ^\n"
        "hint: did you mean Ada Cole?  If they are two people, nothing needs doing\n"
    )
    assert "fragment of Lake Orrin Council" in run.out


def test_a_name_misspelt_fails_a_strict_build(ferry: Project) -> None:
    ferry.write("ferry.script.toml", '[[quote]]\ntext = "It is a fine boat"\nspeaker = "Ada Coale"\n')

    run = ferry.narrate("build", "ferry.txt", "--strict")

    assert (run.code, run.out) == (3, "")
    assert "Ada Coale is not in the article, but Ada Cole is" in run.err


def test_a_merge_of_somebody_who_is_not_there_is_an_error(ferry: Project) -> None:
    ferry.write("ferry.script.toml", '[[speaker]]\nname = "Ada Cole"\naliases = ["the baker"]\n')

    run = ferry.narrate("script", "ferry.txt")

    assert (run.code, run.out) == (3, "")
    assert run.err.startswith("ferry.script.toml:1:1: nobody is called the baker in the article\n")
