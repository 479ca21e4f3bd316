"""Readers that are none of ours find the same chapters, in order, without a warning."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import ID3

from tests.support.projects import ARTICLE
from tests.support.tools import node_package, program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.projects import Project

_MUSIC_METADATA = """
import { parseFile } from 'MODULE';
const m = await parseFile(process.argv[1], { includeChapters: true, duration: true });
console.log(JSON.stringify({
  chapters: m.format.chapters.map(c => [c.title, c.start]), warnings: m.quality.warnings }));
"""


@pytest.fixture
def mp3(project: Project) -> Path:
    project.write("ferry.txt", ARTICLE.replace("Lake Orrin", "Lake Žerín", 1))
    assert project.narrate("build", "ferry.txt").code == 0
    return project.folder / "out/ferry/ferry.mp3"


@pytest.fixture
def expected(mp3: Path) -> list[tuple[str, int]]:
    """Title and start in milliseconds of each chapter, from the manifest."""
    chapters = json.loads(mp3.with_suffix(".json").read_bytes())["chapters"]
    assert [chapter["title"] for chapter in chapters] == [
        "Ferry returns to Lake Žerín",
        "A new timetable",
        "Picture captions",
    ]
    return [(chapter["title"], chapter["start"]) for chapter in chapters]


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode()


def test_ffprobe_reads_the_chapters(mp3: Path, expected: list[tuple[str, int]]) -> None:
    out = _run(program("ffprobe"), "-v", "warning", "-show_chapters", "-of", "json", str(mp3))

    chapters = json.loads(out)["chapters"]
    assert [(c["tags"]["title"], round(float(c["start_time"]) * 1000)) for c in chapters] == expected


def test_mutagen_reads_the_chapters_in_the_order_of_the_file(
    mp3: Path, expected: list[tuple[str, int]]
) -> None:
    tags = ID3(mp3, translate=False)
    (contents,) = tags.getall("CTOC")

    chapters = [tags[f"CHAP:{name}"] for name in contents.child_element_ids]
    assert [(str(c.sub_frames["TIT2"]), c.start_time) for c in chapters] == expected
    assert tags.getall("CHAP") == chapters


def test_exiftool_has_no_warning(mp3: Path) -> None:
    out = _run(program("exiftool"), "-json", "-a", "-Warning", "-Error", "-Title", str(mp3))

    (tags,) = json.loads(out)
    assert (tags.get("Warning"), tags.get("Error")) == (None, None)
    assert tags["Title"] == "Ferry returns to Lake Žerín"


def test_music_metadata_reads_the_chapters_without_a_warning(
    mp3: Path, expected: list[tuple[str, int]]
) -> None:
    module = (node_package("music-metadata") / "lib" / "index.js").as_uri()
    script = _MUSIC_METADATA.replace("MODULE", module)
    read = json.loads(_run(program("node"), "--input-type=module", "-e", script, str(mp3)))

    assert read["warnings"] == []
    assert [(title, round(start * 1000)) for title, start in read["chapters"]] == expected


def test_mp3val_finds_nothing_wrong(mp3: Path) -> None:
    out = _run(program("mp3val"), str(mp3))

    assert "WARNING" not in out
    assert "ERROR" not in out
