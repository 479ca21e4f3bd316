from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from narration.errors import EngineError, OutputError, Problem
from narration.mixing import arrange, record
from narration.model import Edition, Event, Format, Programme, Said, Timbre
from narration.publishing import earlier, publish, unchanged
from tests.support.programmes import Here, Hums, Shelf, passage, programme, script

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from narration.mixing import Mix
    from narration.work import Done

INPUTS = {"article": "a" * 64, "voices": "b" * 64}
TALK = programme(
    passage("N", 300, text="Ada said:"), passage("A", 400, text="“We left.”", block=1), chapters=(0, 1)
)
OTHER = programme(passage("A", 500))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "ferry"


def _mix(talk: Programme) -> Mix:
    clips = Hums()
    return record(talk, arrange(talk, clips), clips, Shelf(), Here())


def _publish(folder: Path, talk: Programme = TALK, **options: object) -> Edition:
    mix = _mix(talk)
    settings = {
        "slug": "ferry",
        "folder": folder,
        "inputs": INPUTS,
        "store": Shelf(),
        "work": Here(),
        **options,
    }
    return publish(mix, mix.timeline, talk, script(), **settings)  # type: ignore[arg-type]


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


class Breaking(Here):
    """Cannot encode."""

    def do(self, maker: str, tasks: Sequence[Any], apart: str = "") -> Generator[Done, None, None]:
        for task in tasks:
            yield task, None, EngineError(Problem("the last clip is gone"))


def test_an_edition_is_four_files_and_their_hashes(folder: Path) -> None:
    edition = _publish(folder)

    contents = _contents(folder)
    assert list(contents) == ["ferry.json", "ferry.mp3", "ferry.vtt", "index.html"]
    assert {name: (facts.size, facts.sha256) for name, facts in edition.files.items()} == {
        name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in contents.items()
    }
    types = {"ferry.json": "application/json", "ferry.mp3": "audio/mpeg", "ferry.vtt": "text/vtt"}
    types["index.html"] = "text/html"
    assert {name: facts.type for name, facts in edition.files.items()} == types
    assert contents["ferry.mp3"].startswith(b"ID3\x03")
    assert contents["ferry.vtt"].startswith(b"WEBVTT\n")


def test_the_same_programme_gives_the_same_bytes(folder: Path) -> None:
    _publish(folder)
    first = _contents(folder)

    _publish(folder)

    assert _contents(folder) == first


def test_the_manifest_says_what_is_heard_when(folder: Path) -> None:
    _publish(folder)

    manifest = json.loads(_contents(folder)["ferry.json"])

    assert manifest["version"] == 2
    assert manifest["source"] == "ferry.txt"
    assert [(c["title"], c["start"]) for c in manifest["chapters"]] == [("Chapter 1", 0), ("Chapter 2", 940)]
    assert manifest["chapters"][-1]["end"] == manifest["duration"]
    first, second = manifest["passages"]
    assert (first["start"], first["end"], first["text"], first["speaker"]) == (500, 800, "Ada said:", None)
    assert first["source"] == {"start": 0, "end": 9, "line": 1}
    assert first["announcement"] is False
    assert second["speaker"] == "A"
    assert second["voice"] == {
        "engine": "hum 22050",
        "name": "A",
        "rate": 175,
        "pitch": 0.0,
        "volume": 0.0,
        "pan": 0.0,
    }
    assert [member["speaker"] for member in manifest["cast"]] == ["narrator"] * 4
    assert manifest["inputs"] == INPUTS
    assert sorted(manifest["files"]) == ["ferry.mp3", "ferry.vtt", "index.html"]


def test_words_of_ours_are_flagged(folder: Path) -> None:
    _publish(folder, programme(passage("N", block=None), passage("N", block=1)))

    first, second = json.loads(_contents(folder)["ferry.json"])["passages"]

    assert (first["announcement"], first["source"]) == (True, None)
    assert second["announcement"] is False


def test_an_edition_of_the_same_inputs_is_unchanged(folder: Path) -> None:
    edition = _publish(folder)

    assert unchanged(folder, "ferry", INPUTS) == edition
    assert unchanged(folder, "ferry", {**INPUTS, "voices": "c" * 64}) is None
    assert unchanged(folder, "other", INPUTS) is None


@pytest.mark.parametrize("name", ["ferry.mp3", "ferry.vtt", "ferry.json"])
@pytest.mark.parametrize("damage", ["removed", "cut", "turned"])
def test_an_edition_that_is_not_whole_is_made_again(folder: Path, name: str, damage: str) -> None:
    _publish(folder)
    path = folder / name
    data = path.read_bytes()
    if damage == "removed":
        path.unlink()
    else:
        path.write_bytes(data[:-10] if damage == "cut" else b"x" + data[1:])

    assert unchanged(folder, "ferry", INPUTS) is None


def test_an_older_manifest_is_no_manifest(folder: Path) -> None:
    _publish(folder)
    path = folder / "ferry.json"
    path.write_bytes(path.read_bytes().replace(b'"version": 2,', b'"version": 0,'))

    assert unchanged(folder, "ferry", INPUTS) is None
    assert earlier(folder, "ferry") == []


def test_what_was_said_is_read_back(folder: Path) -> None:
    said = [
        Said("Ada said:", "en", Timbre("tone", "a2", 180, 1.5), "1" * 64, "tone 1", 1),
        Said("“We left.”", "en", Timbre("tone", "c3"), "2" * 64, "tone 1", 1),
    ]
    assert earlier(folder, "ferry") == []

    _publish(folder, said=[*said, said[0]])

    assert earlier(folder, "ferry") == said


def test_a_failure_leaves_the_earlier_edition_as_it_was(folder: Path) -> None:
    _publish(folder)
    before = _contents(folder)
    mix = _mix(OTHER)

    with pytest.raises(EngineError, match="the last clip is gone"):
        publish(
            mix,
            mix.timeline,
            OTHER,
            script(),
            slug="ferry",
            folder=folder,
            inputs={},
            store=Shelf(),
            work=Breaking(),
        )

    assert _contents(folder) == before


def test_a_file_that_cannot_be_replaced_leaves_the_earlier_edition_as_it_was(folder: Path) -> None:
    _publish(folder)
    (folder / "ferry.vtt").unlink()
    (folder / "ferry.vtt").mkdir()
    before = (folder / "ferry.mp3").read_bytes()

    with pytest.raises(OutputError, match=r"ferry\.vtt: a folder of that name is in the way"):
        _publish(folder, OTHER)

    assert (folder / "ferry.mp3").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == [
        "ferry.json",
        "ferry.mp3",
        "ferry.vtt",
        "index.html",
    ]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere, Windows has no modes"
)
def test_a_file_that_may_not_be_written_leaves_the_earlier_edition_as_it_was(folder: Path) -> None:
    _publish(folder)
    (folder / "ferry.mp3").chmod(0o400)
    before = _contents(folder)

    with pytest.raises(OutputError, match=r"cannot write .*ferry\.mp3: permission denied"):
        _publish(folder, OTHER)

    assert _contents(folder) == before


@pytest.mark.parametrize("failing", ["ferry.mp3", "ferry.vtt", "ferry.json"])
def test_a_kill_between_two_files_is_mended_by_the_next_build(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    """Nothing is mocked but the moment of death."""
    from pathlib import Path as RealPath  # noqa: PLC0415

    _publish(folder)
    rename = RealPath.replace

    def die(self: Path, target: Path) -> Path:
        if target.name == failing:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(RealPath, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        _publish(folder, OTHER, inputs={"article": "d" * 64})
    monkeypatch.undo()

    kept = unchanged(folder, "ferry", INPUTS) is not None
    assert kept is (failing == "ferry.mp3")
    assert unchanged(folder, "ferry", {"article": "d" * 64}) is None
    edition = _publish(folder, OTHER, inputs={"article": "d" * 64})
    assert unchanged(folder, "ferry", {"article": "d" * 64}) == edition


def test_a_file_that_came_before_a_kill_goes_if_the_next_build_does_not_have_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pathlib import Path as RealPath  # noqa: PLC0415

    _publish(folder)
    rename = RealPath.replace

    def die(self: Path, target: Path) -> Path:
        if target.name == "ferry.json":
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(RealPath, "replace", die)
    with pytest.raises(KeyboardInterrupt):
        _publish(folder, inputs={"article": "d" * 64}, formats=[Format.MP3, Format.VTT, Format.SRT])
    monkeypatch.undo()
    assert (folder / "ferry.srt").exists()

    _publish(folder, inputs={"article": "e" * 64}, formats=[Format.MP3, Format.VTT])

    assert list(_contents(folder)) == ["ferry.json", "ferry.mp3", "ferry.vtt"]


def test_what_a_killed_build_left_is_removed(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / ".ferry.part").mkdir()
    (folder / ".ferry.part" / "ferry.mp3").write_bytes(b"half")
    (folder / "notes.txt").write_bytes(b"mine")

    _publish(folder)

    assert sorted(_contents(folder)) == ["ferry.json", "ferry.mp3", "ferry.vtt", "index.html", "notes.txt"]


def _claim(folder: Path, **files: bytes | str) -> None:
    """Have the manifest list more files: as they are, or with a digest that they do not have."""
    path = folder / "ferry.json"
    manifest = json.loads(path.read_bytes())
    for name, content in files.items():
        digest = content if isinstance(content, str) else hashlib.sha256(content).hexdigest()
        size = len(content) if isinstance(content, bytes) else 3
        manifest["files"][name] = {"size": size, "sha256": digest, "type": "text/plain", "made_from": ""}
    path.write_text(json.dumps(manifest))


def test_files_that_an_edition_no_longer_has_are_removed(folder: Path) -> None:
    _publish(folder)
    (folder / "parts" / "inner").mkdir(parents=True)
    for name in ("ferry.srt", "parts/inner/01.mp3", "parts/notes.txt", "../notes.txt"):
        (folder / name).write_bytes(b"old")
    _claim(folder, **{"ferry.srt": b"old", "parts/inner/01.mp3": b"old", "../notes.txt": b"old"})

    _publish(folder)

    assert not (folder / "ferry.srt").exists()
    assert not (folder / "parts" / "inner").exists()
    assert (folder / "parts" / "notes.txt").exists()
    assert (folder.parent / "notes.txt").exists()


def test_an_old_file_that_somebody_has_changed_is_left_and_said(folder: Path) -> None:
    _publish(folder)
    (folder / "ferry.srt").write_bytes(b"old")
    _claim(folder, **{"ferry.srt": "0" * 64})
    events: list[Event] = []

    _publish(folder, tell=events.append)

    assert (folder / "ferry.srt").exists()
    [warning] = [event for event in events if event.kind == "warning"]
    assert "ferry.srt is left" in str(warning.facts["message"])


def test_only_files_whose_content_changes_are_written(folder: Path) -> None:
    _publish(folder)
    times = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    events: list[Event] = []

    _publish(folder, inputs={"article": "e" * 64}, tell=events.append)

    after = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert {name for name in after if after[name] != times[name]} == {"ferry.json"}
    assert events[-1].facts["written"] == ["ferry.json"]


def test_only_the_formats_that_are_asked_for_are_made(folder: Path) -> None:
    _publish(folder)
    _publish(folder, formats=[Format.VTT])
    assert list(_contents(folder)) == ["ferry.json", "ferry.vtt"]

    work = Here()
    _publish(folder, formats=[Format.VTT], work=work)
    assert work.done == [], "a transcript needs no frames"


def test_a_link_to_another_place_stays_a_link(folder: Path, tmp_path: Path) -> None:
    folder.mkdir(parents=True)
    (tmp_path / "elsewhere.mp3").write_bytes(b"")
    (folder / "ferry.mp3").symlink_to(tmp_path / "elsewhere.mp3")

    _publish(folder)

    assert (folder / "ferry.mp3").is_symlink()
    assert (tmp_path / "elsewhere.mp3").read_bytes().startswith(b"ID3")


def test_it_tells_how_far_it_is_and_what_is_left_out(folder: Path) -> None:
    events: list[Event] = []
    mix = _mix(TALK)
    told = replace(script(), article=replace(script().article, image="gone.png"))

    publish(
        mix,
        mix.timeline,
        TALK,
        told,
        slug="ferry",
        folder=folder,
        inputs={},
        store=Shelf(),
        work=Here(),
        tell=events.append,
    )

    assert [event.kind for event in events] == ["warning", "mixed", "published"]
    assert events[1].facts == {"done": 2, "total": 2}
    assert "gone.png" in str(events[0].facts["message"])
    assert {event.article for event in events} == {"ferry"}


def test_a_first_edition_that_fails_leaves_no_empty_folder(folder: Path) -> None:
    mix = _mix(TALK)

    with pytest.raises(EngineError):
        publish(
            mix,
            mix.timeline,
            TALK,
            script(),
            slug="ferry",
            folder=folder,
            inputs=INPUTS,
            store=Shelf(),
            work=Breaking(),
        )

    assert not folder.exists()


def test_a_folder_of_the_users_stays_even_if_it_is_empty(folder: Path) -> None:
    folder.mkdir(parents=True)
    mix = _mix(TALK)

    with pytest.raises(EngineError):
        publish(
            mix,
            mix.timeline,
            TALK,
            script(),
            slug="ferry",
            folder=folder,
            inputs=INPUTS,
            store=Shelf(),
            work=Breaking(),
        )

    assert folder.exists()
