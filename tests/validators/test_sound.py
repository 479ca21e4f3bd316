"""Readers of sound find what the manifest says and nothing to warn of; each of them notices damage."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import CTOC, ID3, TDRC
from mutagen.mp4 import MP4

from tests.support import validators

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.validators.conftest import Built

READERS = [
    validators.ffprobe,
    validators.mutagen,
    validators.exiftool,
    validators.music_metadata,
    validators.mp3val,
]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_the_mp3_is_clean(built: Built, reader: Callable[[Path], list[str]]) -> None:
    assert reader(built.file("mp3")) == []


def test_the_audiobook_is_clean(built: Built) -> None:
    assert validators.exiftool(built.file("m4b")) == []
    # its text track of chapters is none that ffprobe decodes, which it warns of
    other = validators.ffprobe(built.file("m4b"), "error")
    assert all("…" in one for one in other), "titles of more than 127 bytes are cut"
    starts = [round(1000 * chapter.start) for chapter in MP4(built.file("m4b")).chapters]
    assert starts == [start for _, start in validators.chapters(built.file("mp3"))]


def test_the_opus_file_is_clean(built: Built) -> None:
    found = validators.ffprobe(built.file("opus"))

    more = len(validators.chapters(built.file("mp3"))) > 100
    assert found == (
        [f"expected {len(validators.chapters(built.file('mp3')))} chapters, got 100"] if more else []
    )


def _no_table(path: Path) -> None:
    tags = ID3(path)
    tags.delall("CHAP")
    tags.save(path, v2_version=3)


def _other_table(path: Path) -> None:
    tags = ID3(path)
    (contents,) = tags.getall("CTOC")
    names = ["nobody", *contents.child_element_ids[1:]]
    tags.setall("CTOC", [CTOC(element_id="toc", flags=contents.flags, child_element_ids=names)])
    tags.save(path, v2_version=3)


def _wrong_version(path: Path) -> None:
    tags = ID3(path)
    tags.add(TDRC(encoding=0, text="2024"))
    tags.save(path, v2_version=3)


def _padded(path: Path) -> None:
    ID3(path).save(path, v2_version=3, padding=lambda _: 3000)


def _cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:-20_000] + data[-19_900:])


@pytest.mark.parametrize(
    ("reader", "damage"),
    list(zip(READERS, [_no_table, _other_table, _wrong_version, _padded, _cut], strict=True)),
    ids=lambda one: one.__name__.strip("_"),
)
def test_each_notices_a_broken_copy(
    built: Built, tmp_path: Path, reader: Callable[[Path], list[str]], damage: Callable[[Path], None]
) -> None:
    copy = tmp_path / f"{built.slug}.mp3"
    shutil.copy(built.file("mp3"), copy)
    shutil.copy(built.file("json"), tmp_path)
    damage(copy)

    assert reader(copy)
