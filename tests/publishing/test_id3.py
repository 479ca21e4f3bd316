from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3, CTOCFlags

from narration.model import Ms
from narration.publishing.id3 import render
from narration.publishing.tagging import ChapterTag, Picture, Tag

TAG = Tag(
    title="The ferry returns",
    artist="Tamsin Vale",
    album="The Orrin Post",
    language="eng",
    comment="Read by synthetic voices.",
    length=Ms(90_000),
    chapters=(
        ChapterTag("The ferry returns", Ms(0), Ms(30_000)),
        ChapterTag("Žofie, Ivo", Ms(30_000), Ms(60_000)),
        ChapterTag("A", Ms(60_000), Ms(90_000)),
    ),
)


def _read(data: bytes) -> ID3:
    return ID3(io.BytesIO(data), translate=False)


def _frames(data: bytes) -> list[tuple[str, bytes]]:
    """Name and content of each frame, read without mutagen."""
    frames, at = [], 10
    while at < len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "big")
        frames.append((data[at : at + 4].decode(), data[at + 10 : at + 10 + size]))
        at += 10 + size
    return frames


def test_the_tag_is_version_2_3_without_padding() -> None:
    data = render(TAG)

    size = sum(byte << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
    assert data[:6] == b"ID3\x03\x00\x00"
    assert size == len(data) - 10
    assert sum(10 + len(content) for _, content in _frames(data)) == size


def test_every_field_is_read_back() -> None:
    tag = replace(TAG, date=date(2031, 11, 5), url="https://orrin.example/ferry", lyrics="A: “We left.”")

    read = _read(render(tag))

    assert {name: str(frame) for name, frame in read.items() if name[0] == "T"} == {
        "TIT2": "The ferry returns",
        "TPE1": "Tamsin Vale",
        "TALB": "The Orrin Post",
        "TCON": "Speech",
        "TLAN": "eng",
        "TLEN": "90000",
        "TYER": "2031",
        "TDAT": "0511",
    }
    assert read["WOAS"].url == tag.url
    assert read["COMM::eng"].text == [tag.comment]
    assert read["USLT::eng"].text == tag.lyrics


def test_the_comment_is_english_whatever_the_text_is() -> None:
    read = _read(render(replace(TAG, language="ger", lyrics="A: „Wir gingen.“")))

    assert read["COMM::eng"].text == [TAG.comment]
    assert read["USLT::ger"]
    assert str(read["TLAN"]) == "ger"


def test_what_is_not_known_is_not_there() -> None:
    names = {name for name, _ in _frames(render(TAG))}

    assert names.isdisjoint({"TYER", "TDAT", "TDRC", "WOAS", "USLT", "APIC"})


def test_chapters_stand_in_order_of_time_under_one_table_of_contents() -> None:
    data = render(TAG)

    read = _read(data)
    chapters = [read[f"CHAP:{name}"] for name in read["CTOC:toc"].child_element_ids]
    starts = [content[7:11] for name, content in _frames(data) if name == "CHAP"]

    assert [str(chapter.sub_frames["TIT2"]) for chapter in chapters] == [
        "The ferry returns",
        "Žofie, Ivo",
        "A",
    ]
    assert [(c.start_time, c.end_time) for c in chapters] == [(0, 30_000), (30_000, 60_000), (60_000, 90_000)]
    assert starts == sorted(starts)
    assert read["CTOC:toc"].flags == CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    assert str(read["CTOC:toc"].sub_frames["TIT2"]) == "Contents"
    assert len(read.getall("CTOC")) == 1


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), min_size=1, max_size=255
    )
)
def test_any_titles_are_read_back_in_order(titles: list[str]) -> None:
    chapters = tuple(ChapterTag(title, Ms(n * 999), Ms(n * 999 + 999)) for n, title in enumerate(titles))

    data = render(replace(TAG, chapters=chapters))

    assert [str(c.sub_frames["TIT2"]) for c in _read(data).getall("CHAP")] == titles
    assert [int.from_bytes(c[7:11], "big") for name, c in _frames(data) if name == "CHAP"] == [
        chapter.start for chapter in chapters
    ]


def test_text_is_latin_1_where_that_will_do() -> None:
    contents = dict(_frames(render(replace(TAG, artist="Žofie"))))

    assert contents["TIT2"] == b"\0The ferry returns\0"
    assert contents["TPE1"] == b"\1" + "\ufeffŽofie\0".encode("utf-16-le")


@pytest.mark.parametrize("mime", ["image/jpeg", "image/png"])
def test_a_picture_is_the_cover(mime: str) -> None:
    picture = _read(render(replace(TAG, picture=Picture(mime, b"\xff\xd8picture")))).getall("APIC")[0]

    assert (picture.mime, picture.type, picture.data) == (mime, 3, b"\xff\xd8picture")
