from __future__ import annotations

import math
from array import array

import pytest

from narration import ffmpeg
from narration.errors import EngineError
from narration.mixing.levels import (
    REFERENCE,
    RUNGS,
    Level,
    _loss,
    _windows,
    calibration,
    calibrations,
    limiter,
    measure,
)
from narration.model import Clip, Utterance
from tests.support.programmes import Here, Hums, Shelf, passage, programme, voice


def test_each_voice_is_calibrated_once_whatever_it_says() -> None:
    talk = programme(passage("N"), passage("A"), passage("N"), passage("A", sound=voice("A", volume=3)))

    spoken = calibrations(talk)

    assert [utterance.timbre.name for utterance in spoken] == ["N", "A"]
    assert len({utterance.text for utterance in spoken}) == 1


def test_a_level_is_measured_once_and_kept() -> None:
    talk, clips, shelf = programme(passage("N")), Hums(), Shelf()

    first = measure(talk, clips, shelf, Here())
    second = measure(talk, clips, shelf, Here())

    assert first == second
    assert len(clips.asked) == 1
    assert [kind for kind, _ in shelf.contents] == ["levels"]


def test_a_level_is_what_ffmpeg_measures() -> None:
    talk = programme(passage("A"))

    (level,) = measure(talk, Hums(), Shelf(), Here()).values()

    # BS.1770: a sine of 997 Hz at -3.01 dBFS is -6.03 LUFS or so; at 440 Hz the weighting takes 0.3 dB more
    assert level.lufs == pytest.approx(level.rms - 0.7, abs=0.3)
    assert level.gain == REFERENCE - level.lufs


def test_what_the_limiter_takes_of_a_voice_is_measured() -> None:
    """A sine's peaks are 3 dB above its root mean square: it meets the ceiling of -2 dBFS at -5."""
    (level,) = measure(programme(passage("A")), Hums(), Shelf(), Here()).values()

    *whole, loud = level.limited

    assert whole == pytest.approx([0.0] * len(whole), abs=0.1)
    assert loud == pytest.approx(RUNGS[-1] + 5, abs=0.1)


def test_between_the_rungs_what_the_limiter_takes_is_interpolated() -> None:
    level = Level(-24.0, -24.0, (0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 4.0, 6.0))

    losses = [level.loss(rms) for rms in (-60.0, -30.0, -14.5, -13.0, -8.5, -4.0, -1.0)]

    assert losses == [0.0, 0.0, 0.5, 1.0, 3.0, 6.0, 8.0]


def test_a_silent_voice_is_an_error() -> None:
    class Mute(Hums):
        def clip(self, utterance: Utterance) -> Clip:
            return Clip(bytes(44_100), 22_050)

    with pytest.raises(EngineError, match="the voice 'A' of hum 22050 is silent"):
        measure(programme(passage("A")), Mute(), Shelf(), Here())


def test_a_voice_is_calibrated_in_the_language_it_speaks() -> None:
    said = passage("N").utterance

    assert calibration(said).language == said.language
    assert calibration(said).timbre == said.timbre


def test_what_the_limiter_takes_is_what_ffmpeg_takes() -> None:
    """Of a hum that swells and fades, as speech does, with the limiter of ours at work."""
    rate, seconds = 22_050, 6
    swelling = array(
        "h",
        (
            round(9000 * abs(math.sin(math.pi * n / rate)) ** 3 * math.sin(2 * math.pi * 200 * n / rate))
            for n in range(rate * seconds)
        ),
    ).tobytes()
    clip = Clip(swelling, rate)
    windows = list(_windows(clip))
    bare = loudness_of(swelling, rate, f"volume={RUNGS[0]}dB")

    for gain in (4.0, 10.0, 16.0):
        limited = loudness_of(swelling, rate, f"volume={gain}dB:precision=double,{limiter()}")
        taken = bare + gain - RUNGS[0] - limited
        assert _loss(windows, 10 ** (gain / 20)) == pytest.approx(taken, abs=0.3)
        assert taken > 0.1 or gain < 10


def loudness_of(pcm: bytes, rate: int, filters: str) -> float:
    measured = "ebur128=metadata=1:framelog=quiet,ametadata=print:key=lavfi.r128.I:file=-"
    arguments = [
        *("-f", "s16le", "-ar", str(rate), "-ac", "1", "-i", "pipe:0"),
        *("-af", f"aformat=dblp,{filters},{measured}", "-f", "null", "-"),
    ]
    report = b"".join(ffmpeg.pipe(arguments, [pcm])).split(b"=")
    return float(report[-1])
