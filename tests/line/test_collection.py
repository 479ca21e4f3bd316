"""Many articles as one talking newspaper: contents, numbers across items, what is written again."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import ID3

from tests.support.listening import decoded
from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    from tests.support.projects import Project

RAIN = "Rain at last\n\nIt rained in Orrin on Sunday.\n"

NAMES = [
    "01_Contents.mp3",
    "02_Ferry_returns_to_Lake.mp3",
    "03_A_new_timetable.mp3",
    "04_Picture_captions.mp3",
    "05_Rain_at_last.mp3",
]


@pytest.fixture
def desk(project: Project) -> Project:
    project.write("news/ferry.txt", ARTICLE)
    project.write("news/rain.txt", RAIN)
    return project


def build(desk: Project, *more: str):
    return desk.narrate("build", "news", "--collection", "Orrin Talking News", "-q", *more)


def files(desk: Project) -> dict[str, bytes]:
    folder = desk.folder / "out" / "orrin-talking-news"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def times(desk: Project) -> dict[str, int]:
    folder = desk.folder / "out" / "orrin-talking-news"
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def manifest(desk: Project):
    return json.loads((desk.folder / "out" / ".orrin-talking-news.json").read_bytes())


def test_a_collection_is_contents_and_numbered_files_and_a_playlist(desk: Project) -> None:
    run = desk.narrate("build", "news", "--collection", "Orrin Talking News")

    assert run.code == 0
    assert (
        run.out == "out/ferry/ferry.mp3\nout/rain/rain.mp3\nout/orrin-talking-news/orrin-talking-news.m3u\n"
    )
    assert run.err.splitlines()[-1].startswith("collection Orrin Talking News: 2 items in 6 files (")
    assert run.err.splitlines()[-1].endswith(" MB), 6 written")
    assert list(files(desk)) == [*NAMES, "orrin-talking-news.m3u"]
    assert files(desk)["orrin-talking-news.m3u"].decode().split("\r\n") == [*NAMES, ""]
    assert list(desk.edition("ferry")) == ["ferry.json", "ferry.mp3", "ferry.vtt", "index.html"]


def test_tags_number_the_files_of_all_items(desk: Project) -> None:
    build(desk)

    tags = [ID3(io.BytesIO(data)) for name, data in files(desk).items() if name.endswith(".mp3")]

    assert [str(tag["TRCK"]) for tag in tags] == ["1/5", "2/5", "3/5", "4/5", "5/5"]
    assert {str(tag["TALB"]) for tag in tags} == {"Orrin Talking News"}
    assert [str(tag["TPE1"]) for tag in tags][:2] == ["Synthetic voices", "Tamsin Vale"]


def test_each_item_is_announced_and_the_contents_tell_how_long_it_is(desk: Project) -> None:
    desk.write("news/rain.txt", RAIN + "\nIt rained, and rained, and nobody went out.\n" * 30)
    run = build(desk, "--json", "--no-cache")

    lengths = {
        name: len(decoded(data)) / 44_100 for name, data in files(desk).items() if name.endswith(".mp3")
    }
    items = [sum(list(lengths.values())[1:4]), lengths["05_Rain_at_last.mp3"]]
    assert run.code == 0
    assert [item["duration"] / 1000 for item in manifest(desk)["items"]] == pytest.approx(items, abs=0.01)
    assert [(item["title"], item["first"]) for item in manifest(desk)["items"]] == [
        ("Ferry returns to Lake Orrin", 2),
        ("Rain at last", 5),
    ]
    assert manifest(desk)["contents"] == [
        "Orrin Talking News.",
        "Number of items: 2.",
        "Item 1. Ferry returns to Lake Orrin. One minute.",
        f"Item 2. Rain at last. {round(items[1] / 60)} minutes.",
    ]
    assert round(items[1] / 60) >= 2


def test_an_item_is_its_number_and_then_the_sound_of_its_edition(desk: Project) -> None:
    build(desk, "--to", "mp3,folder")

    [own] = (desk.folder / "out" / "rain" / "folder").glob("*.mp3")
    alone, item = decoded(own.read_bytes()), decoded(files(desk)["05_Rain_at_last.mp3"])

    before = len(item) - len(alone)
    assert 44_100 < before < 3 * 44_100
    assert max(map(abs, item[:before])) > 1000, "“Item 2.” is heard"
    assert max(abs(a - b) for a, b in zip(alone, item[before:], strict=True)) <= 2


def test_a_collection_of_one_article_is_one(desk: Project) -> None:
    run = desk.narrate("build", "news/rain.txt", "--collection", "Week 23", "-q")

    assert run.out == "out/rain/rain.mp3\nout/week-23/week-23.m3u\n"
    assert len(list((desk.folder / "out" / "week-23").iterdir())) == 3


def test_a_collection_that_is_there_already_is_left_alone(desk: Project) -> None:
    build(desk)
    before = times(desk)

    run = desk.narrate("build", "news", "--collection", "Orrin Talking News")

    assert run.err.splitlines()[-1].endswith(", nothing changed")
    assert run.out.endswith("orrin-talking-news.m3u\n")
    assert times(desk) == before


def test_only_what_changes_is_written(desk: Project) -> None:
    build(desk)
    before = times(desk)
    desk.write("news/rain.txt", RAIN.replace("Sunday", "Monday evening"))

    run = build(desk)

    after = times(desk)
    assert run.code == 0
    assert {name for name in after if after[name] != before.get(name)} == {"05_Rain_at_last.mp3"}


def test_what_belonged_to_the_collection_before_is_removed_and_nothing_else(desk: Project) -> None:
    build(desk)
    desk.write("out/orrin-talking-news/mine.txt", "mine")
    (desk.folder / "news" / "rain.txt").unlink()

    build(desk)

    assert [name for name in files(desk) if name.endswith(".mp3")] == NAMES[:4]
    assert "mine.txt" in files(desk)
    assert (desk.folder / "out" / "rain" / "rain.mp3").exists()


def test_items_are_in_the_order_of_the_command_line(desk: Project) -> None:
    desk.narrate("build", "news/rain.txt", "news/ferry.txt", "--collection", "Orrin Talking News")

    assert [name[3:7] for name in files(desk)][:3] == ["Cont", "Rain", "Ferr"]


def test_a_collection_gives_the_same_bytes_again(desk: Project) -> None:
    build(desk, "--no-cache")
    first = files(desk)
    (desk.folder / "out" / ".orrin-talking-news.json").unlink()

    build(desk, "--jobs", "1")

    assert files(desk) == first


def test_an_article_that_fails_leaves_the_others_and_the_earlier_collection(desk: Project) -> None:
    build(desk)
    before = files(desk)
    desk.write("news/rain.txt", "")

    run = desk.narrate("build", "news", "--collection", "Orrin Talking News")

    assert run.code == 3
    assert run.out == "out/ferry/ferry.mp3\n"
    assert run.err.endswith(
        "the collection Orrin Talking News is not made: 1 of 2 articles failed\n"
        "hint: correct them, or leave them out, and build again\n"
    )
    assert files(desk) == before


def test_json_ends_with_the_collection(desk: Project) -> None:
    run = build(desk, "--json")

    event = run.events[-1]
    assert (event["event"], event["article"]) == ("collected", "orrin-talking-news")
    assert event["file"] == "out/orrin-talking-news/orrin-talking-news.m3u"
    assert (
        event["files"]
        == event["written"]
        == [f"orrin-talking-news/{name}" for name in [*NAMES, "orrin-talking-news.m3u"]]
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--collection", " "], "expected a name for --collection, got none"),
        (["--collection", "Ferry"], "news/ferry.txt and the collection would both be written to out/ferry"),
        (["--collection", "x", "--watch"], "expected --collection without --watch"),
        (["--collection", "x", "--newer"], "expected --collection without --newer"),
    ],
)
def test_what_cannot_be_a_collection_is_said_first(desk: Project, arguments: list[str], words: str) -> None:
    run = desk.narrate("build", "news", *arguments)

    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(words + "\nhint: " if "name" not in words else words)
    assert not (desk.folder / "out").exists()
