from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.support.projects import ARTICLE, TONE

if TYPE_CHECKING:
    from tests.support.projects import Project

MP3 = "out/ferry/ferry.mp3"


@pytest.fixture
def ferry(project: Project) -> Project:
    project.write("ferry.txt", ARTICLE)
    assert project.narrate("build", "ferry.txt").code == 0
    return project


def test_an_edition_as_built_is_a_table_without_a_fault(ferry: Project) -> None:
    run = ferry.narrate("check", MP3)

    lines = run.out.splitlines()
    assert (run.code, run.err) == (0, "")
    assert lines[0] == MP3
    assert lines[1].split() == ["measured", "limit"]
    assert any(line.split()[:1] == ["loudness"] and "LUFS" in line for line in lines)


def test_a_fault_is_marked_named_and_told_by_the_exit_code(ferry: Project) -> None:
    path = ferry.folder / MP3
    path.write_bytes(path.read_bytes()[:-40_000])

    run = ferry.narrate("check", MP3)

    assert run.code == 7
    assert f"{MP3}: cut off: it lasts 0:" in run.err
    assert any(line.startswith("!  length") for line in run.out.splitlines())


def test_it_is_read_by_machines_too(ferry: Project) -> None:
    (ferry.folder / MP3).with_suffix(".vtt").unlink()

    run = ferry.narrate("check", MP3, "--json")

    told = json.loads(run.out)
    assert run.code == 7
    assert told["file"] == MP3
    assert [row["fault"] for row in told["rows"] if row["name"] == "transcript"] == ["its transcript is gone"]
    assert told["remarks"] == ["there is no transcript ferry.vtt beside it"]


def test_what_cannot_be_measured_is_said(ferry: Project) -> None:
    ferry.write("words.mp3", "words " * 900)

    assert ferry.narrate("check", "words.mp3").code == 7
    assert "cannot read gone.mp3: no such file" in ferry.narrate("check", "gone.mp3").err


NAMES = """\
Ferry returns to Trzcianka

Matvii Wren, who keeps the jetty at Trzcianka, said: “We saw Lake Zolwin from here. The lake is Zolwin’s.”

The boat went to London, and to the isle of Mörk.
"""


ESPEAK = '[narrator]\nvoice = "en-us+edward"\n[unattributed]\nvoice = "en-us+f5"\n'


def test_it_lists_the_words_that_may_be_said_wrongly_most_frequent_first(project: Project) -> None:
    project.write("ferry.txt", NAMES)
    project.write("voices.toml", ESPEAK)

    run = project.narrate("check", "ferry.txt")

    assert run.code == 0
    lines = run.out.splitlines()
    assert [re.split(r"[:,(]", line)[0].strip() for line in lines] == [
        "2 × Trzcianka",
        "2 × Zolwin",
        "Matvii",
        "Wren",
        "Mörk",
    ]
    assert "Matvii, said “Matvee”: mˈætviː (line 3)" in lines
    assert run.err.splitlines()[-2:] == [
        "ferry.txt: 5 words to listen to",
        'hint: to have one said otherwise, write it in voices.toml under [lexicon]: "as printed" = "as said"',
    ]


def test_what_the_lexicon_says_is_sure(project: Project) -> None:
    project.write("ferry.txt", NAMES)
    project.write("voices.toml", '[lexicon]\nTrzcianka = "Chanka"\nZolwin = "Zolveen"\n')

    run = project.narrate("check", "ferry.txt")

    assert "Trzcianka" not in run.out
    assert "Zolwin" not in run.out


def test_an_engine_that_does_not_tell_gets_the_words_without_their_sound(project: Project) -> None:
    project.write("ferry.txt", NAMES)
    project.write("voices.toml", TONE)

    run = project.narrate("check", "ferry.txt")

    assert run.code == 0
    assert "2 × Trzcianka (line 1)" in run.out.splitlines()
    assert "note: the engine tone does not tell how it reads words" in run.err


def test_words_are_read_by_machines_too(project: Project) -> None:
    project.write("ferry.txt", NAMES)
    project.write("voices.toml", ESPEAK)

    told = json.loads(project.narrate("check", "ferry.txt", "--json").out)

    assert told["file"] == "ferry.txt"
    assert told["words"][2] == {
        "printed": "Matvii",
        "said": "Matvee",
        "ipa": "mˈætviː",
        "count": 1,
        "line": 3,
    }


@pytest.mark.parametrize("name", ["book.m4b", "talk.WAV"])
def test_other_sound_is_no_article(project: Project, name: str) -> None:
    run = project.narrate("check", name)

    assert (run.code, run.err) == (2, f"{name}: expected an article or a finished .mp3\n")


def test_an_article_that_is_not_there_is_an_error(project: Project) -> None:
    assert project.narrate("check", "nowhere.txt").code == 3
