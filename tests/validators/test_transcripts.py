"""Transcripts are well formed; the validator notices when they are not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support import players, validators

if TYPE_CHECKING:
    from pathlib import Path

    from tests.validators.conftest import Built


def test_the_transcript_is_clean(built: Built) -> None:
    assert validators.webvtt(built.file("vtt")) == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("WEBVTT\n\n", "WEBVTT\nLanguage: en\n\n"),
        ("00:00:00.500 -->", "00:00:00.5 -->"),
        (" --> 00:", " --> 00:00:00.000\n00:"),
    ],
)
def test_broken_transcripts_are_noticed(built: Built, tmp_path: Path, good: str, bad: str) -> None:
    text = built.file("vtt").read_text("utf-8")
    assert good in text
    (tmp_path / "broken.vtt").write_text(text.replace(good, bad, 1), "utf-8")

    assert validators.webvtt(tmp_path / "broken.vtt")


def test_players_read_the_same_words_from_every_transcript(built: Built) -> None:
    lines = players.antennapod_vtt(built.file("vtt").read_text("utf-8"))
    segments = players.podcast_json(built.file("transcript.json").read_text("utf-8"))
    passages = json.loads(built.file("json").read_bytes())["passages"]

    assert len(lines) == len(segments)
    assert [(line.start, line.end) for line in lines] == [(line.start, line.end) for line in segments]
    spoken = "".join(segment.text for segment in segments).replace(" ", "")
    assert spoken == "".join("".join(passage["text"].split()) for passage in passages)


def test_players_show_the_chapters(built: Built) -> None:
    tag = built.file("mp3").read_bytes()
    expected = [players.Shown(title, start) for title, start in validators.chapters(built.file("mp3"))]

    assert players.antennapod(tag) == expected
    assert players.pocket_casts_ios(tag) == expected
    assert players.apple(tag) == expected
