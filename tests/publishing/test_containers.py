from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from narration.mixing import arrange, record
from narration.model import Event, Format, Programme, Script
from narration.publishing import publish
from tests.support.listening import decoded, heard
from tests.support.programmes import NOTES, Here, Hums, Shelf, passage, programme, script, voice
from tests.support.timeline_picture import draw
from tests.support.tools import program

if TYPE_CHECKING:
    from narration.model import Timeline

TALK = programme(
    passage("N", 900, text="Ada said:"),
    passage("A", 1500, block=1, text="“We left; a = b # c\\d.”"),
    passage("B", 1200, block=2),
    chapters=(0, 2),
)
KINDS = [Format.M4B, Format.OPUS]


def _publish(
    folder: Path, talk: Programme = TALK, article: Script | None = None, *formats: Format
) -> tuple[Timeline, list[Event]]:
    clips, events = Hums(), list[Event]()
    timeline = arrange(talk, clips)
    mix = record(talk, timeline, clips, Shelf(), Here())
    publish(
        mix,
        timeline,
        talk,
        article or script(),
        slug="ferry",
        folder=folder,
        inputs={},
        store=Shelf(),
        work=Here(),
        formats=formats or KINDS,
        tell=events.append,
    )
    return timeline, events


def _probe(path: Path) -> dict[str, Any]:
    arguments = ["-v", "error", "-show_chapters", "-show_format", "-show_streams", "-of", "json"]
    run = subprocess.run([program("ffprobe"), *arguments, str(path)], capture_output=True, check=True)
    assert run.stderr == b""
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_one_hears_who_the_timeline_says(tmp_path: Path, kind: Format) -> None:
    timeline, _ = _publish(tmp_path)

    samples = decoded((tmp_path / f"ferry.{kind}").read_bytes())

    assert heard(samples, NOTES)[: len(draw(timeline, TALK))] == draw(timeline, TALK)


@pytest.mark.parametrize("kind", KINDS)
def test_chapters_begin_where_their_marks_do(tmp_path: Path, kind: Format) -> None:
    timeline, events = _publish(tmp_path, TALK, script(title="Tom = Jo; #1"))

    found = _probe(tmp_path / f"ferry.{kind}")

    assert [c["tags"]["title"] for c in found["chapters"]] == ["Chapter 1", "Chapter 2"]
    for chapter, mark in zip(found["chapters"], timeline.marks, strict=True):
        assert float(chapter["start_time"]) == pytest.approx(mark.start / 44_100, abs=0.001)
    tags = found["format"].get("tags") or found["streams"][0]["tags"]
    assert {name.lower(): value for name, value in tags.items()}["title"] == "Tom = Jo; #1"
    assert not [event for event in events if event.kind == "warning"]


def test_an_audiobook_has_both_kinds_of_chapters_and_its_text(tmp_path: Path) -> None:
    _publish(tmp_path)

    book = MP4(tmp_path / "ferry.m4b")

    assert [(c.title, round(c.start, 2)) for c in book.chapters] == [("Chapter 1", 0), ("Chapter 2", 3.87)]
    assert {stream["codec_type"] for stream in _probe(tmp_path / "ferry.m4b")["streams"]} == {"audio", "data"}
    assert book["stik"] == [2]
    assert "“We left; a = b # c\\d.”" in book["\xa9lyr"][0]


def test_both_carry_the_picture(tmp_path: Path) -> None:
    subprocess.run(
        [
            *(program("ffmpeg"), "-v", "error", "-f", "lavfi", "-i", "color=red:s=64x64"),
            *("-frames:v", "1", "-f", "mjpeg", str(tmp_path / "red.jpg")),
        ],
        check=True,
    )
    told = script(name=str(tmp_path / "ferry.txt"), image="red.jpg")
    _publish(tmp_path / "out", TALK, told)

    picture = (tmp_path / "red.jpg").read_bytes()
    assert bytes(MP4(tmp_path / "out" / "ferry.m4b")["covr"][0]) == picture
    [block] = OggOpus(tmp_path / "out" / "ferry.opus")["metadata_block_picture"]
    import base64  # noqa: PLC0415

    from mutagen.flac import Picture  # noqa: PLC0415

    assert Picture(base64.b64decode(block)).data == picture


@pytest.mark.parametrize("pan", [0.0, 0.5])
def test_the_same_programme_gives_the_same_bytes(tmp_path: Path, pan: float) -> None:
    talk = programme(passage("N", 700, sound=voice("N", pan=pan)))
    _publish(tmp_path / "one", talk)
    _publish(tmp_path / "two", talk)

    for kind in KINDS:
        name = f"ferry.{kind}"
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_what_was_made_from_the_same_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from narration import ffmpeg  # noqa: PLC0415

    _publish(tmp_path)
    asked: list[str] = []
    fed = ffmpeg.fed
    monkeypatch.setattr(
        ffmpeg, "fed", lambda arguments, chunks: (asked.append(arguments[-1]), fed(arguments, chunks))
    )

    _publish(tmp_path)
    assert asked == []

    (tmp_path / "ferry.opus").write_bytes(b"damaged")
    _publish(tmp_path)
    assert [Path(one).suffix for one in asked] == [".opus"]

    _publish(tmp_path, replace(TALK, loudness=-23.0))
    assert [Path(one).suffix for one in asked[1:]] == [".m4b", ".opus"]


def test_what_readers_do_not_take_is_left_out_and_said(tmp_path: Path) -> None:
    talk = programme(*(passage("N", 100, block=n) for n in range(120)), chapters=tuple(range(120)))
    long = replace(talk.chapters[0], title="Ünder " * 40)
    talk = replace(talk, chapters=(long, *talk.chapters[1:]))

    _, events = _publish(tmp_path, talk)

    opus, book = _probe(tmp_path / "ferry.opus")["chapters"], MP4(tmp_path / "ferry.m4b").chapters
    assert (len(opus), len(book)) == (100, 120)
    assert len(book[0].title.encode()) <= 127
    assert book[0].title.endswith(" Ünder…")
    messages = [str(event.facts["message"]) for event in events if event.kind == "warning"]
    assert messages == [
        "1 chapter title is cut in the M4B: its readers take 127 bytes",
        "20 short chapters have no mark in the Opus: its readers take 100",
    ]
