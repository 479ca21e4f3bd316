"""Tells whether a finished file is what its edition says: loudness, length, chapters, transcript."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from narration.errors import Problem
from narration.model import FRAME_RATE, Delivery
from narration.publishing import finished
from narration.publishing.measuring import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from narration.publishing.finished import Chapter, Frames, Manifest, Spoken
    from narration.publishing.measuring import Sound

LOUDNESS = -19.0
"""LUFS where no manifest says what was asked for."""
OFF = 0.75
"""LUFS by which a file may miss its loudness: half a LU of ours, and what meters differ by."""
SHORT = 60
"""Milliseconds by which two lengths of the same sound may differ: an MP3 frame at either end."""
LONGEST = 5_000
"""Milliseconds of silence that are too long where no manifest says when words are due."""
SLACK = 400
"""Milliseconds that a silence may be longer than the words leave: the soft beginnings and ends of clips."""
DRIFT = 120
"""Milliseconds between a cue and its words that nobody notices."""
REACH = 1_500
"""Milliseconds around the beginning of a cue in which its words are looked for."""
LED = 40
"""Milliseconds of silence before a sound that make it a beginning."""
SPOKEN = 0.3
"""Least share of a cue that sounds: words have gaps, between letters that are spelled the longest ones."""
LEAD = 3_000
"""Most milliseconds from the mark of a chapter to its first words."""
NEAR = 20
"""Milliseconds around a chapter's mark that are to be silent."""
LISTED = 3
"""Places that a fault names; the rest is a number."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured."""

    name: str
    measured: str
    limit: str
    fault: str = ""
    """What is wrong, in one line; empty if nothing is."""


@dataclass(frozen=True)
class Findings:
    """What was measured of a finished file."""

    path: Path
    rows: tuple[Row, ...]
    remarks: tuple[str, ...] = ()
    """What could not be checked, and why."""

    @property
    def faults(self) -> tuple[Problem, ...]:
        """What breaks a limit; none if the file may go out."""
        return tuple(Problem(f"{self.path}: {row.fault}") for row in self.rows if row.fault)


@dataclass(frozen=True)
class _File:
    """A finished file and what lies beside it."""

    path: Path
    frames: Frames
    sound: Sound
    title: str
    chapters: tuple[Chapter, ...]
    manifest: Manifest | None
    transcript: tuple[Spoken, ...] | None

    @property
    def delivery(self) -> Delivery:
        return self.manifest.delivery if self.manifest else Delivery()

    @property
    def cues(self) -> tuple[Spoken, ...]:
        """What is said when: what the transcript says, for that is what people see."""
        return self.transcript or (self.manifest.passages if self.manifest else ())


def check(path: Path) -> Findings:
    """Measure the MP3 at *path* against the manifest and the transcript beside it, where they are.

    Raises:
        EditionError: it is no MP3.
        EngineError: ffmpeg is missing, or finds no sound in it.
    """
    # here, because mutagen takes longer to import than ``narrate --help`` may last
    from narration.publishing import id3  # noqa: PLC0415

    frames = finished.frames(path)
    title, chapters = id3.contents(path)
    beside = path.with_suffix(".vtt")
    file = _File(
        path=path,
        frames=frames,
        sound=measure(path, frames.channels),
        title=title,
        chapters=tuple(finished.Chapter(c.title, c.start, c.end) for c in chapters),
        manifest=finished.manifest(path.with_suffix(".json")),
        transcript=finished.transcript(beside) if beside.is_file() else None,
    )
    return Findings(path, tuple(row for rule in _RULES for row in rule(file)), tuple(_remarks(file)))


def _remarks(file: _File) -> Iterator[str]:
    if file.manifest is None:
        yield f"there is no manifest {file.path.with_suffix('.json').name} beside it: usual limits"
    if file.transcript is None:
        yield f"there is no transcript {file.path.with_suffix('.vtt').name} beside it"


def _format(file: _File) -> Iterator[Row]:
    frames = file.frames
    wanted = [f"{FRAME_RATE} Hz"]
    faults = [] if frames.frame_rate == FRAME_RATE else [f"expected {FRAME_RATE} Hz, got {frames.frame_rate}"]
    if kbit := file.delivery.kbit:
        wanted.append(f"{kbit} kbit/s")
        faults += [] if frames.kbit == kbit else [f"expected {kbit} kbit/s, got {frames.kbit}"]
    if file.delivery.stereo:
        wanted.append("stereo")
        faults += [] if frames.channels == 2 else ["expected stereo, got mono"]
    told = f"{frames.frame_rate} Hz, {'mono' if frames.channels == 1 else 'stereo'}, {frames.kbit} kbit/s"
    yield Row("format", told, ", ".join(wanted), "; ".join(faults))


def _length(file: _File) -> Iterator[Row]:
    lasts = file.sound.milliseconds
    sources = {"its own first frame": file.frames.milliseconds}
    sources["its manifest"] = file.manifest.duration if file.manifest else None
    fault = ""
    for whose, wanted in sources.items():
        if wanted is not None and not fault and abs(lasts - wanted) > SHORT:
            what = "cut off" if lasts < wanted else "too long"
            fault = f"{what}: it lasts {_clock(lasts)}, by {whose} {_clock(wanted)}"
    told = [_clock(wanted) for wanted in sources.values() if wanted is not None]
    yield Row("length", _clock(lasts), told[-1] if told else "–", fault)
    if (most := file.delivery.longest) is not None:
        over = lasts > 1000 * most
        limit = f"at most {_clock(round(1000 * most))}"
        yield Row("one file", _clock(lasts), limit, f"longer than one file may be ({limit})" if over else "")


def _tags(file: _File) -> Iterator[Row]:
    missing = [] if file.title else ["title"]
    missing += [] if file.chapters else ["chapters"]
    have = (
        f"title, {_many(len(file.chapters), 'chapter')}" if not missing else f"no {' and no '.join(missing)}"
    )
    yield Row(
        "tags", have, "title, chapters", f"its tag has no {' and no '.join(missing)}" if missing else ""
    )


def _loudness(file: _File) -> Iterator[Row]:
    sound, delivery = file.sound, file.delivery
    wanted = file.manifest.loudness if file.manifest else LOUDNESS
    if delivery.rms is None:
        fault = f"expected {wanted:g} LUFS, got {sound.loudness:.1f}"
        limit = f"{wanted:g} ± {OFF:g} LUFS"
        fault = fault if abs(sound.loudness - wanted) > OFF else ""
        yield Row("loudness", f"{sound.loudness:.1f} LUFS", limit, fault)
    else:
        low, high = delivery.rms
        fault = (
            "" if low <= sound.rms <= high else f"expected {low:g} to {high:g} dB RMS, got {sound.rms:.1f}"
        )
        yield Row("loudness", f"{sound.rms:.1f} dB RMS", f"{low:g} to {high:g} dB RMS", fault)
    fault = f"expected a true peak of at most {delivery.peak:g} dBTP, got {sound.peak:.1f}"
    fault = fault if sound.peak > delivery.peak else ""
    yield Row("true peak", f"{sound.peak:.1f} dBTP", f"at most {delivery.peak:g} dBTP", fault)
    fault = f"clipped: the wave is cut off {_many(sound.clipped, 'time')}" if sound.clipped else ""
    yield Row("clipping", _many(sound.clipped, "time"), "never", fault)
    if (floor := delivery.noise) is not None:
        loud = sound.noise > floor
        fault = f"expected noise of at most {floor:g} dB RMS, got {sound.noise:.1f}" if loud else ""
        yield Row("noise floor", f"{sound.noise:.1f} dB", f"at most {floor:g} dB", fault)


def _silence(file: _File) -> Iterator[Row]:
    silences = file.sound.silences
    start, end = max(silences, key=lambda span: span[1] - span[0], default=(0, 0))
    allowed = LONGEST
    if file.manifest and file.manifest.passages:
        edges = [0, *(ms for one in file.manifest.passages for ms in (one.start, one.end))]
        edges.append(file.manifest.duration)
        allowed = max(after - before for before, after in list(pairwise(edges))[::2]) + SLACK
    too_long = end - start > allowed
    fault = f"silent for {(end - start) / 1000:.1f} s at {_clock(start)}" if too_long else ""
    limit = f"at most {allowed / 1000:.1f} s"
    yield Row("longest silence", f"{(end - start) / 1000:.1f} s at {_clock(start)}", limit, fault)
    first = silences[0][1] if silences and not silences[0][0] else 0
    last = file.sound.milliseconds - silences[-1][0] if silences else 0
    for name, span, ms in (
        ("opening", file.delivery.opening, first),
        ("closing", file.delivery.closing, last),
    ):
        if span:
            low, high = span
            limit = f"{low:g} to {high:g} s"
            fault = f"expected {limit} of silence for the {name}, got {ms / 1000:.1f}"
            yield Row(name, f"{ms / 1000:.1f} s", limit, "" if 1000 * low <= ms <= 1000 * high else fault)


def _chapters(file: _File) -> Iterator[Row]:
    planned = file.manifest.chapters if file.manifest else ()
    faults = [f"{chapter.title!r} {why}" for chapter in file.chapters if (why := _misplaced(chapter, file))]
    if planned and file.chapters and len(planned) != len(file.chapters):
        faults.append(f"expected {len(planned)}, got {len(file.chapters)}")
    for chapter, wanted in zip(file.chapters, planned, strict=False):
        if abs(chapter.start - wanted.start) > 1:
            faults.append(f"{chapter.title!r} is at {_clock(chapter.start)}, expected {_clock(wanted.start)}")
    measured = f"{len(file.chapters) - len(faults)} of {len(file.chapters)}" if faults else str(len(planned))
    measured = measured if faults or planned else str(len(file.chapters))
    yield Row("chapters", f"{measured} in place", "in silence, words follow", _listed("chapters", faults))


def _misplaced(chapter: Chapter, file: _File) -> str:
    """Return why *chapter* cannot begin where it does; nothing if it can."""
    if chapter.start >= file.sound.milliseconds:
        return f"begins past the end, at {_clock(chapter.start)}"
    if file.sound.share(max(0, chapter.start - NEAR), chapter.start + NEAR):
        return f"begins in the middle of sound, at {_clock(chapter.start)}"
    words = next((start for start, _, sounds in file.sound.runs if sounds and start >= chapter.start), None)
    if words is None or words - chapter.start > LEAD:
        return f"begins in silence, at {_clock(chapter.start)}"
    return ""


def _transcript(file: _File) -> Iterator[Row]:
    if file.transcript is None:
        lost = file.manifest is not None and file.path.with_suffix(".vtt").name in file.manifest.files
        yield Row("transcript", "none", "as built", "its transcript is gone" if lost else "")
        return
    fault = ""
    if file.manifest:
        pairs = zip(file.transcript, file.manifest.passages, strict=False)
        other = next((n for n, (cue, passage) in enumerate(pairs, 1) if cue.text != passage.text), None)
        expected, got = len(file.manifest.passages), len(file.transcript)
        if other is None and expected != got:
            other = min(expected, got) + 1
        if other is not None:
            fault = (
                f"the transcript is of another build: from cue {other} on it is not what the manifest says"
            )
    limit = "as the manifest" if file.manifest else "–"
    yield Row("transcript", _many(len(file.transcript), "cue"), limit, fault)


def _cues(file: _File) -> Iterator[Row]:
    sound = file.sound
    drifts = list(_drifts(file.cues, sound))
    most = max(drifts, key=lambda drift: abs(drift[1]), default=None)
    late = [(start, by) for start, by in drifts if abs(by) > DRIFT]
    faults = [
        f"the cue at {_clock(start)} is {abs(by)} ms {'early' if by > 0 else 'late'}" for start, by in late
    ]
    measured = f"{most[1]:+} ms at {_clock(most[0])}" if most else "–"
    yield Row("cue drift", measured, f"within {DRIFT} ms", _listed("cues have drifted", faults))
    mute = [cue for cue in file.cues if sound.share(cue.start, cue.end) < SPOKEN]
    faults = [f"nothing is heard at {_clock(cue.start)} of “{_short(cue.text)}”" for cue in mute]
    measured = f"in {len(file.cues) - len(mute)} of {len(file.cues)} cues" if file.cues else "–"
    yield Row("speech", measured, "in every cue", _listed("cues without speech", faults))


def _drifts(cues: Sequence[Spoken], sound: Sound) -> Iterator[tuple[int, int]]:
    """Yield (start, ms from it to the nearest beginning of sound) of each cue; later sound counts up.

    Only what follows a silence begins; cues that follow one another without one tell nothing.
    """
    begins = [after[0] for before, after in pairwise(sound.runs) if after[2] and before[1] - before[0] >= LED]
    for before, cue in pairwise([None, *cues]):
        assert cue is not None
        if before is not None and cue.start - before.end < 2 * LED:
            continue
        at = bisect_left(begins, cue.start)
        nearest = min(begins[max(0, at - 1) : at + 1], key=lambda ms: abs(ms - cue.start), default=None)
        if nearest is not None and abs(nearest - cue.start) <= REACH:
            yield cue.start, nearest - cue.start


def _listed(what: str, faults: Sequence[str]) -> str:
    more = len(faults) - LISTED
    told = [*faults[:LISTED], *([f"{more} more"] if more > 0 else [])]
    return f"{what}: {', '.join(told)}" if faults else ""


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _clock(ms: int) -> str:
    return f"{ms // 60_000}:{ms // 1000 % 60:02}.{ms % 1000 // 100}"


_RULES: tuple[Callable[[_File], Iterator[Row]], ...] = (
    _format,
    _length,
    _tags,
    _loudness,
    _silence,
    _chapters,
    _transcript,
    _cues,
)
"""Each measures something, in the order of the table."""
