from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from mutagen.id3 import ID3

from narration import ffmpeg
from narration.errors import EditionError
from narration.mixing import arrange, record
from narration.model import Delivery, Role
from narration.publishing import publish
from narration.publishing.checking import check
from tests.support.programmes import Here, Hums, Shelf, passage, programme, script, voice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from narration.model import Programme


def _talk(*, first: int = 1800) -> Programme:
    return programme(
        passage("N", first, text="The ferry is back."),
        passage("A", 1400, text="“We left at noon.”"),
        passage("N", 1100, text="A new timetable", block=1),
        passage("B", 2300, text="“Two sailings & a half a day.”", block=2),
        passage("N", 900, text="End of article.", block=None),
        chapters=(0, 2),
    )


def _publish(folder: Path, talk: Programme) -> Path:
    clips = Hums()
    mix = record(talk, arrange(talk, clips), clips, Shelf(), Here())
    publish(
        mix, mix.timeline, talk, script(), slug="ferry", folder=folder, inputs={}, store=Shelf(), work=Here()
    )
    return folder / "ferry.mp3"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _publish(tmp_path_factory.mktemp("edition") / "ferry", _talk())


@pytest.fixture
def edition(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built.parent, tmp_path / "ferry") / "ferry.mp3"


def _faults(path: Path) -> list[str]:
    return [problem.message.removeprefix(f"{path}: ") for problem in check(path).faults]


def _again(path: Path, *arguments: str) -> None:
    """Encode the sound of *path* again, its tag kept."""
    damaged = path.with_name("damaged.mp3")
    command = [ffmpeg.executable(), "-v", "error", "-i", str(path), *arguments]
    subprocess.run([*command, "-b:a", "64k", "-id3v2_version", "3", str(damaged)], check=True)
    tag = ID3(path)
    damaged.replace(path)
    tag.save(path, v2_version=3)


def _cut(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) - 16_000])


def _halve(path: Path) -> None:
    _again(path, "-t", "4.5")


def _louder(path: Path) -> None:
    _again(path, "-af", "volume=4dB,alimiter=limit=-2dB:level=false")


def _clip(path: Path) -> None:
    _again(path, "-af", "volume=30dB")


def _silence(path: Path) -> None:
    _again(path, "-af", "asegment=timestamps=5[a][b];[b]adelay=4s[c];[a][c]concat=v=0:a=1")


def _move_chapter(path: Path) -> None:
    tag = ID3(path)
    tag.getall("CHAP")[1].start_time -= 900
    tag.save(path, v2_version=3)


def _chapter_past_the_end(path: Path) -> None:
    tag = ID3(path)
    max(tag.getall("CHAP"), key=lambda frame: frame.start_time).start_time = 60_000
    tag.save(path, v2_version=3)


def _shift_cue(path: Path) -> None:
    vtt = path.with_suffix(".vtt")
    vtt.write_text(re.sub(r"(\d\.)\d{3} --> ", r"\g<1>001 --> ", vtt.read_text("utf-8")), "utf-8")


def _other_transcript(path: Path) -> None:
    vtt = path.with_suffix(".vtt")
    vtt.write_text(vtt.read_text("utf-8").replace("left at noon", "came at dawn"), "utf-8")


def _strip(path: Path) -> None:
    ID3(path).delete(path)


def _resample(path: Path) -> None:
    _again(path, "-ar", "22050")


def _mute(path: Path) -> None:
    _again(path, "-af", "volume=0:enable='between(t,2.5,3.9)'")


def _hum(path: Path) -> None:
    """Hum softly, at -50 dBFS, behind the second half."""
    _again(path, "-af", "aeval='val(0)+gt(t,4)*0.003*sin(880*t)':c=same")


def _double(path: Path) -> None:
    """Put the sound into both channels."""
    _again(path, "-ac", "2")


DAMAGES: tuple[tuple[Callable[[Path], None], str], ...] = (
    (_cut, "cut off: it lasts"),
    (_halve, "cut off: it lasts"),
    (_louder, "expected -19 LUFS, got"),
    (_clip, "clipped: the wave is cut off"),
    (_silence, "silent for"),
    (_move_chapter, "begins in the middle of sound"),
    (_chapter_past_the_end, "begins past the end, at 1:00.0"),
    (_shift_cue, "cues have drifted: the cue at"),
    (_other_transcript, "the transcript is of another build: from cue 2 on"),
    (_strip, "its tag has no title and no chapters"),
    (_resample, "expected 44100 Hz, got 22050"),
    (_hum, "sound between the words: at 0:04.1, 100 % of the pause"),
    (_double, "expected mono, got stereo"),
    (_mute, "cues without speech: nothing is heard at"),
)


def test_an_edition_as_built_has_no_fault(built: Path) -> None:
    findings = check(built)

    assert (findings.faults, findings.remarks) == ((), ())
    assert [row.name for row in findings.rows] == [
        "format",
        "length",
        "tags",
        "loudness",
        "true peak",
        "clipping",
        "longest silence",
        "pauses",
        "chapters",
        "transcript",
        "cue drift",
        "speech",
    ]


@pytest.mark.parametrize(("damage", "fault"), DAMAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_damage_is_named(edition: Path, damage: Callable[[Path], None], fault: str) -> None:
    damage(edition)

    assert any(fault in found for found in _faults(edition)), _faults(edition)


def test_the_transcript_of_a_build_with_other_pauses_is_found_by_its_drift(
    edition: Path, tmp_path: Path
) -> None:
    other = _publish(tmp_path / "other", _talk(first=2500))
    shutil.copy(other.with_suffix(".vtt"), edition.with_suffix(".vtt"))

    assert any("cues have drifted" in fault for fault in _faults(edition))


def test_a_file_alone_is_measured_by_the_usual_limits(edition: Path) -> None:
    edition.with_suffix(".vtt").unlink()
    assert any("its transcript is gone" in fault for fault in _faults(edition))

    edition.with_suffix(".json").unlink()
    findings = check(edition)

    assert findings.faults == ()
    assert len(findings.remarks) == 2


def test_limits_are_those_of_the_manifest(edition: Path) -> None:
    path = edition.with_suffix(".json")
    manifest = json.loads(path.read_bytes())
    manifest["loudness"] = -23.0
    manifest["delivery"] |= {"kbit": 192, "noise": -90, "rms": None, "peak": -20.0, "closing": [2, 3]}
    path.write_text(json.dumps(manifest))

    faults = " ".join(_faults(edition))

    assert "expected -23 LUFS, got -19" in faults
    assert "expected 192 kbit/s, got 64" in faults
    assert "expected a true peak of at most -20 dBTP" in faults
    assert "expected 2 to 3 s of silence for the closing, got 1.5" in faults


@pytest.mark.parametrize("content", [b"", b"RIFF" + bytes(4000), b"ID3\x03\0\0\0\0\0\0" + b"words " * 900])
def test_what_is_no_mp3_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ferry.mp3"
    path.write_bytes(content)

    with pytest.raises(EditionError, match="expected an MP3"):
        check(path)


def test_a_delivery_is_read_back_from_the_manifest(tmp_path: Path) -> None:
    asked = Delivery(peak=-3.0, rms=(-60, -3), noise=-60.0, opening=(0.2, 1), longest=7)

    path = _publish(tmp_path, replace(_talk(), delivery=asked))

    limits = {(row.name, row.limit) for row in check(path).rows}
    assert limits >= {
        ("loudness", "-60 to -3 dB RMS"),
        ("true peak", "at most -3 dBTP"),
        ("noise floor", "at most -60 dB"),
        ("opening", "0.2 to 1 s"),
        ("one file", "at most 0:07.0"),
    }
    assert any("longer than one file may be" in fault for fault in _faults(path))


def test_a_tone_before_a_crosshead_is_no_fault_where_the_manifest_has_it(tmp_path: Path) -> None:
    talk = replace(
        programme(
            passage("N", 1800),
            passage("N", 900, block=1, role=Role.HEADING),
            passage("A", 1400, block=2),
            chapters=(0, 1),
        ),
        earcons=True,
    )
    path = _publish(tmp_path / "ferry", talk)
    assert not _faults(path)

    beside = path.with_suffix(".json")
    manifest = json.loads(beside.read_bytes())
    beside.write_text(json.dumps({**manifest, "earcons": []}))

    (fault,) = _faults(path)
    assert fault.startswith("sound between the words: at 0:02.4, ")


def test_a_voice_with_a_place_of_its_own_makes_stereo_expected(tmp_path: Path) -> None:
    left = passage("A", 1400, sound=voice("A", pan=-1.0))

    path = _publish(tmp_path / "ferry", programme(passage("N", 1800), left))

    assert not [fault for fault in _faults(path) if "channel" in fault or "stereo" in fault]
    _again(path, "-ac", "1")
    assert any("expected stereo, got mono" in fault for fault in _faults(path))


def test_what_was_encoded_again_and_comes_a_little_later_has_no_fault(edition: Path) -> None:
    """Programs that leave the encoder's delay in make a file 50 ms late."""
    _again(edition, "-af", "adelay=50,volume=0.45dB")  # LAME takes 0.44 dB each time

    assert not _faults(edition)
