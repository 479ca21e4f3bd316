"""The sample with the real voices: what a new user hears first."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from narration import pipeline
from narration.casting.voices import sound
from narration.model import Job, SegmentKind, Settings
from narration.store import Store
from narration.studio import Studio
from narration.synthesis.engines.pyttsx3.voices import TRAITS
from narration.work import Pool
from tests.support.listening import decoded, level, loudness

if TYPE_CHECKING:
    from array import array

    from narration.casting.distances import Sound
    from narration.model import CastMember
    from narration.pipeline import Outcome

ROOT = Path(__file__).parents[2]
(SAMPLE,) = (ROOT / "seeds").glob("*.txt")


def made(folder: Path, *, workers: int) -> Outcome:
    """Build the sample with the project's own voices.toml, and a store of its own."""
    job = Job(SAMPLE.name, "sample", folder / "out/sample", path=SAMPLE, voices=ROOT / "voices.toml")
    with Pool(workers) as pool:
        return pipeline.build(job, Settings(), Studio(Store(folder / "cache"), pool))


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return made(tmp_path_factory.mktemp("sample"), workers=2)


@pytest.fixture(scope="module")
def mp3(outcome: Outcome) -> bytes:
    return (outcome.job.folder / "sample.mp3").read_bytes()


@pytest.fixture(scope="module")
def samples(mp3: bytes) -> array[int]:
    return decoded(mp3)


@pytest.fixture(scope="module")
def manifest(outcome: Outcome) -> dict[str, Any]:
    loaded = json.loads((outcome.job.folder / "sample.json").read_bytes())
    assert isinstance(loaded, dict)
    return loaded


def at(milliseconds: int) -> int:
    """Return the frame at a time of the manifest."""
    return 44_100 * milliseconds // 1000


def test_it_is_as_loud_as_it_should_be(mp3: bytes) -> None:
    lufs, peak = loudness(mp3)

    assert lufs == pytest.approx(-19, abs=0.5)
    assert peak <= -1


def test_the_sound_is_as_long_as_the_manifest_says(samples: array[int], manifest: dict[str, Any]) -> None:
    assert len(samples) == pytest.approx(at(manifest["duration"]), abs=45)  # a millisecond


def test_every_chapter_begins_in_silence(samples: array[int], manifest: dict[str, Any]) -> None:
    assert len(manifest["chapters"]) > 3
    for chapter in manifest["chapters"]:
        first = next(p for p in manifest["passages"] if p["start"] >= chapter["start"])
        # the codec smears a few milliseconds of a word to either side
        assert level(samples[at(chapter["start"]) : at(first["start"] - 15)]) < -60, chapter["title"]


def test_every_cue_begins_with_its_words(samples: array[int], manifest: dict[str, Any]) -> None:
    for passage in manifest["passages"]:
        start = at(passage["start"])
        assert level(samples[start - at(60) : start - at(20)]) < -50, passage["text"]
        assert level(samples[start : start + at(20)]) > -50, passage["text"]


def test_every_speaker_has_a_voice_of_their_own(outcome: Outcome) -> None:
    cast = outcome.reading.cast
    timbres = [member.voice.timbre for member in (cast.narrator, *cast.speakers) if member.heard]

    assert len(timbres) >= 7
    assert len(set(timbres)) == len(timbres)


def test_nobody_sounds_like_anybody_else(outcome: Outcome) -> None:
    said = [remark.message for remark in outcome.reading.cast.remarks]
    assert not [message for message in said if "cannot be told" in message and " instead of " not in message]


def test_whoever_answers_in_it_is_told_from_who_spoke_before(outcome: Outcome) -> None:
    cast = outcome.reading.cast
    sounds = {member.speaker: heard(member) for member in cast.members}
    quoted = [s for s in outcome.reading.script.segments if s.kind is SegmentKind.QUOTE]
    speakers = [segment.speaker or "unattributed" for segment in quoted]

    pairs = {*pairwise(speakers), *(("narrator", speaker) for speaker in speakers)}
    alike = [(a, b) for a, b in pairs if a != b and not sounds[a].clear_of(sounds[b])]
    assert not alike


def heard(member: CastMember) -> Sound:
    timbre = member.voice.timbre
    return sound(timbre.engine, timbre.name, timbre.pitch, TRAITS)


def test_one_quotation_in_it_is_not_sure_and_that_is_said(outcome: Outcome) -> None:
    (doubt,) = pipeline.doubts(outcome.reading)

    assert doubt.message.startswith("A notice in Mrs Tregarrick’s hand, which is not sure (0.")
    assert "the paper named before the colon" in doubt.message


def test_one_process_makes_the_same_bytes_as_two(
    outcome: Outcome, tmp_path_factory: pytest.TempPathFactory
) -> None:
    alone = made(tmp_path_factory.mktemp("alone"), workers=1)

    assert alone.edition.files == outcome.edition.files
    assert alone.job.folder != outcome.job.folder
