from __future__ import annotations

from array import array
from dataclasses import replace
from itertools import pairwise

from narration.mixing import Mix, arrange, record
from narration.mixing.earcon import GAP, LENGTH, NOTES, earcon
from narration.mixing.timeline import HEAD
from narration.model import FRAME_RATE, Programme, Role
from tests.support.listening import heard, level, power
from tests.support.programmes import NOTES as HUMS
from tests.support.programmes import Here, Hums, Shelf, passage, programme, voice

TALK = programme(
    passage("N", 1000, role=Role.HEADLINE),
    passage("A", 2000, block=1),
    passage("N", 900, block=2, role=Role.HEADING),
    passage("B", 2000, block=3),
    chapters=(0, 2),
)


def _mix(talk: Programme) -> Mix:
    clips = Hums()
    return record(talk, arrange(talk, clips), clips, Shelf(), Here())


def test_a_tone_comes_before_a_crosshead_and_nowhere_else() -> None:
    notes = {**HUMS, "1": NOTES[0], "2": NOTES[1]}

    without, with_tones = (
        "".join(heard(array("h", stretch), notes) for stretch in _mix(talk).stretches())
        for talk in (TALK, replace(TALK, earcons=True))
    )

    assert "1" not in without
    assert with_tones.count("1") == 1
    assert with_tones.index("1") > with_tones.index("A")
    assert with_tones.index("1") < with_tones.rindex("N")


def test_it_leaves_silence_before_the_words_and_moves_no_earlier_word() -> None:
    plain, toned = (arrange(talk, Hums()) for talk in (TALK, replace(TALK, earcons=True)))

    (at,) = toned.earcons.values()
    mark = toned.marks[1].start
    assert (plain.earcons, list(toned.earcons)) == ({}, [2])
    assert at == mark + HEAD
    assert toned.cues[2].start - (at + LENGTH) >= GAP
    assert toned.cues[:2] == plain.cues[:2]


def test_a_short_pause_is_made_long_enough_for_it() -> None:
    pauses = replace(TALK.pauses, before_heading=0)
    toned = arrange(replace(TALK, earcons=True, pauses=pauses), Hums())

    assert toned.cues[2].start - toned.marks[1].start == HEAD + LENGTH + GAP


def test_it_has_no_click_at_either_end() -> None:
    samples = array("h", earcon())

    assert len(samples) == LENGTH
    assert max(map(abs, samples[:20])) <= 1
    assert max(map(abs, samples[-20:])) <= 1
    assert max(abs(b - a) for a, b in pairwise(samples)) < 70
    assert power(samples[: len(samples) // 2], NOTES[0]) > 5 * power(samples[: len(samples) // 2], NOTES[1])


def test_it_stays_softer_than_the_voices() -> None:
    mix = _mix(replace(TALK, earcons=True))
    samples = array("h", b"".join(mix.stretches()))
    (at,) = mix.timeline.earcons.values()

    tone = level(samples[at : at + LENGTH])
    words = level(samples[mix.timeline.cues[2].start : mix.timeline.cues[2].end])

    assert words - 9 < tone < words - 3


def test_in_stereo_it_comes_from_the_middle() -> None:
    left = passage("A", 2000, sound=voice("A", pan=-1.0))
    mix = _mix(replace(TALK, passages=(*TALK.passages[:3], replace(left, block=3)), earcons=True))
    samples = array("h", b"".join(mix.stretches()))
    (at,) = mix.timeline.earcons.values()
    part = samples[2 * at : 2 * at + FRAME_RATE // 2]

    assert part[::2] == part[1::2]
    assert max(part) > 100
