"""A talking newspaper that is copied onto a stick, by one command."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.projects import Project

RAIN = "Rain at last\n\nIt rained in Orrin on Sunday.\n"


@pytest.fixture
def desk(project: Project) -> Project:
    project.write("news/ferry.txt", ARTICLE)
    project.write("news/rain.txt", RAIN)
    (project.folder / "stick").mkdir()
    return project


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _build(desk: Project, *more: str):
    return desk.narrate("build", "news", "--collection", "Week 23", "--stick", "stick", *more)


def _told(err: str) -> list[str]:
    """The last lines; which order the folder of this disk has is not ours."""
    return [line for line in err.splitlines() if "order" not in line][-2:]


def test_a_collection_is_copied_and_nothing_that_no_player_plays(desk: Project) -> None:
    run = _build(desk)

    assert run.code == 0
    assert _told(run.err)[-1] == "stick stick: 6 files copied and compared"
    assert _names(desk.folder / "stick") == _names(desk.folder / "out" / "week-23")
    assert {name.rpartition(".")[2] for name in _names(desk.folder / "stick")} == {"mp3", "m3u"}
    for name in _names(desk.folder / "stick"):
        assert (desk.folder / "stick" / name).read_bytes() == (
            desk.folder / "out/week-23" / name
        ).read_bytes()


def test_the_same_again_is_compared_alone(desk: Project) -> None:
    _build(desk)

    assert _told(_build(desk).err)[-1] == "stick stick: 6 files there already, and whole"


def test_the_next_week_takes_the_place_of_this_one(desk: Project) -> None:
    _build(desk)
    desk.write("stick/letter.txt", "mine")
    (desk.folder / "news" / "ferry.txt").unlink()

    desk.narrate("build", "news", "--collection", "Week 24", "--stick", "stick", "-q")

    assert _names(desk.folder / "stick") == [
        "01_Contents.mp3",
        "02_Rain_at_last.mp3",
        "letter.txt",
        "week-24.m3u",
    ]


def test_one_article_is_copied_from_its_folder(desk: Project) -> None:
    run = desk.narrate("build", "news/ferry.txt", "--to", "mp3,folder", "--stick", "stick", "--json")

    assert run.code == 0
    assert _names(desk.folder / "stick") == _names(desk.folder / "out" / "ferry" / "folder")
    event = run.events[-1]
    assert (event["event"], event["folder"], event["files"], event["written"]) == ("copied", "stick", 4, 4)


def test_nothing_is_copied_if_an_article_fails(desk: Project) -> None:
    desk.write("news/rain.txt", "")

    run = _build(desk)

    assert run.code == 3
    assert _names(desk.folder / "stick") == []


def test_a_stick_that_is_too_small_is_an_error_and_the_collection_is_there(desk: Project) -> None:
    mount, stick = shutil.which("mount"), desk.folder / "stick"
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(stick)]
    if not mount or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root on Linux can mount the small disk that this needs")
    try:
        run = _build(desk)

        assert run.code == 6
        assert re.search(
            r"\nexpected \d\.\d MB of room on stick, got 0\.1 MB: nothing is copied\n"
            r"hint: take a larger stick, or remove what nobody needs\n$",
            run.err,
        )
        assert _names(stick) == []
        assert (desk.folder / "out" / "week-23" / "week-23.m3u").exists()
    finally:
        subprocess.run(["umount", str(stick)], check=True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--stick", "stick"], "expected --collection, or one article and --to folder, with --stick"),
        (["--to", "folder", "--stick", "stick"], "expected --collection, or one article and --to folder"),
        (
            ["--collection", "x", "--stick", "gone"],
            "expected a folder at gone for --stick, got none\nhint: put",
        ),
        (["--collection", "x", "--stick", "stick", "--watch"], "expected --collection without --watch"),
    ],
)
def test_what_cannot_be_copied_is_said_first(desk: Project, arguments: list[str], words: str) -> None:
    run = desk.narrate("build", "news", *arguments)

    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(words)
    assert not (desk.folder / "out").exists()
