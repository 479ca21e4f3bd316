from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import ID3

from narration.mixing import TAIL, arrange, record, record_beside
from narration.model import Format, Pauses, Programme, Role
from narration.publishing import Leads, publish
from narration.publishing.finished import frames
from tests.support.listening import decoded, heard, loudness
from tests.support.programmes import NOTES, Here, Hums, Shelf, passage, programme, script
from tests.support.tools import program

if TYPE_CHECKING:
    from pathlib import Path

TALK = programme(
    passage("N", 900, role=Role.HEADLINE),
    passage("A", 900, block=1),
    passage("N", 1500, block=2),
    passage("A", 100, block=3),
    chapters=(0, 2, 3),
)
LEADS = programme(passage("B", 600, role=Role.HEADING), pauses=Pauses(before_heading=631))  # type: ignore[arg-type]


def _publish(folder: Path, talk: Programme = TALK, led: tuple[int, ...] = (1,), **options: object) -> Shelf:
    clips, shelf = Hums(), Shelf()
    mix = record(talk, arrange(talk, clips), clips, shelf, Here())
    beside = record_beside(mix, LEADS, arrange(LEADS, clips, closing=TAIL), shelf, Here())
    settings: dict[str, object] = {"formats": [Format.MP3, Format.FOLDER], "inputs": {}, **options}
    publish(
        mix,
        mix.timeline,
        talk,
        script(),
        slug="ferry",
        folder=folder,
        store=shelf,
        work=Here(),
        leads=Leads(beside, led),
        **settings,  # type: ignore[arg-type]
    )
    return shelf


@pytest.fixture
def files(tmp_path: Path) -> dict[str, bytes]:
    _publish(tmp_path)
    return {path.name: path.read_bytes() for path in sorted((tmp_path / "folder").iterdir())}


def test_a_folder_is_a_file_for_each_chapter_and_a_playlist_and_nothing_else(files: dict[str, bytes]) -> None:
    assert list(files) == ["01_Chapter_1.mp3", "02_Chapter_2.mp3", "03_Chapter_3.mp3", "ferry.m3u"]
    assert files["ferry.m3u"] == b"01_Chapter_1.mp3\r\n02_Chapter_2.mp3\r\n03_Chapter_3.mp3\r\n"


def test_one_hears_what_leads_in_and_then_the_chapter(files: dict[str, bytes]) -> None:
    pictures = [heard(decoded(data), NOTES) for name, data in files.items() if name.endswith(".mp3")]

    assert [picture.rstrip(".") for picture in pictures] == [
        ".....NNNNNNNNN..........AAAAAAAAA",
        ".....BBBBBB........NNNNNNNNNNNNNNN",
        ".......A",
    ]


@pytest.mark.parametrize("ms", [50, 1000, 1200, 1300, 1400, 2000])
def test_a_file_lasts_two_seconds_at_least(tmp_path: Path, ms: int) -> None:
    _publish(
        tmp_path, programme(*(passage("A", ms, block=n) for n in range(3)), chapters=(0, 1, 2)), led=(2,)
    )

    lengths = [len(decoded(path.read_bytes())) / 44_100 for path in (tmp_path / "folder").glob("*.mp3")]

    assert all(length >= 2 for length in lengths)
    assert ms > 1200 or 2 <= min(lengths) < 2.03


def test_a_file_is_as_long_as_its_head_says(files: dict[str, bytes], tmp_path: Path) -> None:
    for name in list(files)[:3]:
        said = frames(tmp_path / "folder" / name).milliseconds
        assert said == round(len(decoded(files[name])) / 44.1)


def test_the_words_that_lead_in_are_as_loud_as_the_others(tmp_path: Path) -> None:
    whole = programme(*(passage("N", 2500, block=block) for block in range(3)), chapters=(0, 1, 2))
    _publish(tmp_path, whole)

    first, second = ((tmp_path / "folder" / f"0{n}_Chapter_{n}.mp3").read_bytes() for n in (1, 2))

    assert loudness(second)[0] == pytest.approx(loudness(first)[0], abs=1)


def test_the_tag_is_light(files: dict[str, bytes]) -> None:
    tag = ID3(io.BytesIO(files["02_Chapter_2.mp3"]), translate=False)

    assert tag.version == (2, 3, 0)
    assert {name: str(frame) for name, frame in tag.items()} == {
        "TIT2": "Chapter 2",
        "TPE1": "Synthetic voices",
        "TALB": "The ferry returns",
        "TRCK": "2/3",
    }


def test_mp3val_has_no_complaint(files: dict[str, bytes], tmp_path: Path) -> None:
    for name in list(files)[:3]:
        found = subprocess.run(
            [program("mp3val"), tmp_path / "folder" / name], capture_output=True, text=True, check=True
        )
        assert "WARNING" not in found.stdout
        assert "ERROR" not in found.stdout


def test_nothing_is_encoded_twice_and_the_recording_is_what_it_is_without(tmp_path: Path) -> None:
    kept = _publish(tmp_path / "both").contents
    alone = _publish(tmp_path / "alone", formats=[Format.MP3]).contents

    more = [kind for kind, key in kept.keys() - alone.keys() if kind == "encoded"]
    assert len(more) == len(LEADS.passages)
    assert (tmp_path / "both" / "ferry.mp3").read_bytes() == (tmp_path / "alone" / "ferry.mp3").read_bytes()


def test_a_chapter_that_changes_changes_its_own_file_alone(tmp_path: Path) -> None:
    _publish(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "folder").iterdir()}
    other = replace(TALK, passages=(*TALK.passages[:3], passage("A", 300, block=3)))

    _publish(tmp_path, other)

    after = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "folder").iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"03_Chapter_3.mp3"}


def test_chapters_that_are_no_more_have_no_files_any_more(tmp_path: Path) -> None:
    _publish(tmp_path)
    (tmp_path / "folder" / "notes.txt").write_text("mine")

    _publish(tmp_path, replace(TALK, chapters=TALK.chapters[:2]))

    names = sorted(path.name for path in (tmp_path / "folder").iterdir())
    assert names == ["01_Chapter_1.mp3", "02_Chapter_2.mp3", "ferry.m3u", "notes.txt"]
