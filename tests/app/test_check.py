from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.projects import ARTICLE

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
