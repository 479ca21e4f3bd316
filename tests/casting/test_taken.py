"""What is said of a voice that is near one that is taken."""

from __future__ import annotations

from narration.casting.distances import Sound
from narration.casting.taken import Taken
from tests.casting.scripts import script


def test_voices_that_cannot_be_told_apart_are_called_otherwise_than_those_not_told_at_once() -> None:
    taken = Taken(script("headline: Two voices"))
    taken.take("Ada Brook", Sound("pyttsx3", "elm", "elm", 100, formants=(500, 1500, 2500)))
    same = Sound("pyttsx3", "oak", "oak", 105, formants=(510, 1500, 2500))
    near = Sound("pyttsx3", "oak", "oak", 120, 2, formants=(510, 1500, 2500))

    said = [taken.remark("Tom Reeve", "Ada Brook", sound) for sound in (same, near)]

    assert said == [
        "Tom Reeve, which cannot be told from Ada Brook's elm",
        "Tom Reeve, which is not told at once from Ada Brook's elm",
    ]
