from __future__ import annotations

from dataclasses import replace

import pytest

from narration.model import Clip
from narration.synthesis import StoredClips, plan
from narration.synthesis.keeping import KIND, encode
from tests.synthesis.utterances import utterance


@pytest.fixture
def clips(store):
    return StoredClips(store)


def reasons(utterances, clips, before=()):
    return {one.utterance.text: one.reason for one in plan(utterances, clips, before).needed}


def keep(clips, *utterances):
    for one in utterances:
        clips._store.put(KIND, clips.key(one), encode(Clip(b"\x01\x00", 22_050)))


def test_what_is_in_the_store_is_not_spoken(clips):
    keep(clips, utterance("One"))

    todo = plan([utterance("One"), utterance("Two"), utterance("One")], clips)

    assert [one.utterance for one in todo.needed] == [utterance("Two")]
    assert todo.reused == 1


def test_each_utterance_is_spoken_once_however_often_it_is_heard(clips):
    assert len(plan([utterance("One")] * 3, clips).needed) == 1


def test_the_longest_is_spoken_first(clips):
    todo = plan([utterance("Two"), utterance("Thirteen"), utterance("Seven")], clips)

    assert [one.utterance.text for one in todo.needed] == ["Thirteen", "Seven", "Two"]


def test_words_that_were_never_said_are_new(clips):
    assert reasons([utterance("One")], clips) == {"One": "new words"}


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        (utterance("One", "b2"), "voice changed from a2 to b2"),
        (utterance("One", rate=200), "rate changed from 175 to 200"),
        (utterance("One", pitch=-2), "pitch changed from 0 to -2"),
        (
            utterance("One", "en-us", engine="pyttsx3"),
            "engine changed from tone to pyttsx3, voice changed from a2 to en-us",
        ),
        (utterance("One", language="de"), "language changed from en to de"),
    ],
)
def test_a_changed_voice_is_told_from_what_to_what(now, reason, clips):
    before = [clips.said(utterance("One"))]

    assert reasons([now], clips, before) == {"One": reason}


def test_of_two_who_say_the_same_the_one_who_is_new_is_said_to_have_changed(clips):
    before = [clips.said(utterance("Yes.", "a2")), clips.said(utterance("Yes.", "b2"))]

    assert reasons([utterance("Yes.", "a2"), utterance("Yes.", "g3")], clips, before)["Yes."] == (
        "voice changed from b2 to g3"
    )


def test_a_changed_engine_is_told(clips):
    before = [replace(clips.said(utterance("One")), fingerprint="an older one", key="0" * 64)]

    assert reasons([utterance("One")], clips, before) == {"One": "the engine tone is not what it was"}


def test_changed_trimming_is_told(clips):
    before = [replace(clips.said(utterance("One")), trimming=0, key="0" * 64)]

    assert reasons([utterance("One")], clips, before) == {"One": "silence is cut off differently"}


def test_an_emptied_store_is_told(clips):
    before = [clips.said(utterance("One"))]

    assert reasons([utterance("One")], clips, before) == {"One": "its clip is not in the store any more"}


def test_reasons_are_counted_the_most_frequent_first(clips):
    before = [clips.said(utterance("One"))]

    todo = plan([utterance("One"), utterance("Two"), utterance("Three")], clips, before)

    assert list(todo.reasons.items()) == [("new words", 2), ("its clip is not in the store any more", 1)]


def test_what_a_voice_said_before_in_the_same_words_is_what_has_changed(clips):
    before = [clips.said(utterance("Yes.", "b2")), clips.said(utterance("Yes.", "a2"))]

    assert reasons([utterance("Yes.", "a2", rate=200)], clips, before) == {
        "Yes.": "rate changed from 175 to 200"
    }


def test_a_calibration_is_told_for_what_it_is(clips):
    before = [clips.said(utterance("Boats.", "b2"))]
    keep(clips, utterance("Boats.", "b2"))

    todo = plan(
        [utterance("One")], clips, before, calibrations=[utterance("Boats.", "b2"), utterance("Boats.", "a2")]
    )

    assert [(one.utterance.text, one.reason, one.calibration) for one in todo.needed] == [
        ("Boats.", "to measure how loud the voice is", True),
        ("One", "new words", False),
    ]
    assert todo.reused == 1


def test_a_lost_calibration_is_told(clips):
    before = [clips.said(utterance("Boats."))]

    (lost,) = plan([], clips, before, calibrations=[utterance("Boats.")]).needed

    assert (lost.reason, lost.calibration) == ("its clip is not in the store any more", True)
