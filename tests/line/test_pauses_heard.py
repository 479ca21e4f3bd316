"""What is heard of the rules of prosody: pauses, pace and pitch, measured in decoded sound."""

from __future__ import annotations

import json
import math
import statistics
from array import array
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from narration.casting.shaping import shaped
from narration.model import Timbre, Token, Utterance
from narration.synthesis.engines.pyttsx3.engine import Pyttsx3
from narration.synthesis.trimming import trim
from tests.support.listening import decoded

if TYPE_CHECKING:
    from narration.model import Clip
    from tests.support.projects import Project

VOICES = '[narrator]\nvoice = "en-us+edward"\n[speakers."Ada Cole"]\nvoice = "en-us+benjamin"\n'
"""Without breath: the others fade away, and breathe in their pauses."""

ARTICLE = """\
Ferry returns to Lake Orrin

The ferry is back.

A new timetable

Ada Cole, who keeps the jetty, said: “We never saw her again.” She smiled. “It is a fine boat,” she said.

Ada Cole said: “We are off.”

The council called it a “bold step” yesterday.
"""

LONG = (
    "The council, which had met in the old hall since noon and had listened to fishermen, farmers, "
    "two teachers and a retired pilot who knew the lake, decided that the ferry would sail again in "
    "spring if money was found; that the jetty would be mended before the winter storms, and that "
    "nobody would pay more."
)


def _built(project: Project, sheet: str, article: str = ARTICLE) -> tuple[array[int], list[dict[str, Any]]]:
    """Return the sound and the passages of an edition."""
    project.write("ferry.txt", article)
    project.write("voices.toml", sheet)
    run = project.narrate("build", "ferry.txt")
    assert run.code == 0, run.err
    edition = project.edition()
    return decoded(edition["ferry.mp3"]), json.loads(edition["ferry.json"])["passages"]


def _silences(samples: array[int]) -> list[tuple[int, int]]:
    """Return (start, end) in ms of each silence of 60 ms or more."""
    soft = max(samples) / 100
    found, quiet = [], 0
    for hop in range(len(samples) // 441):
        if max(map(abs, samples[hop * 441 : (hop + 1) * 441])) <= soft:
            quiet += 1
            continue
        if quiet >= 6:
            found.append((10 * (hop - quiet), 10 * hop))
        quiet = 0
    return found


def _between(samples: array[int], before: dict[str, Any], after: dict[str, Any]) -> int:
    """Return how long it is silent between two passages, in ms."""
    at = (before["end"] + after["start"]) // 2
    return next(end - start for start, end in _silences(samples) if start < at < end)


PAUSES = (
    ("said:", "We never saw", 350),
    ("saw her again", "She smiled", 450),
    ("She smiled", "It is a fine", 350),
    ("a fine boat", "she said.", 450),
    ("said:", "We are off", 350),
    ("The ferry is back", "A new timetable", 1200),
    ("A new timetable", "who keeps the jetty", 800),
)


def test_the_silence_between_passages_is_ours_not_the_engines(project: Project) -> None:
    samples, passages = _built(project, VOICES)

    for first, second, ms in PAUSES:
        before, after = next(
            (a, b) for a, b in pairwise(passages) if first in a["text"] and second in b["text"]
        )
        # clips begin and end softly, and between paragraphs a pause is up to 26 ms longer than set
        assert ms - 10 <= _between(samples, before, after) <= ms + 60, (first, second)


@pytest.mark.parametrize(
    "text",
    ["The ferry (an old one) is back.", "The ferry—an old one—is back.", "The ferry - an old one - is back."],
)
def test_brackets_and_dashes_are_heard_as_pauses(text: str) -> None:
    pauses = _inside(shaped(text))

    assert len(pauses) == 2
    assert min(pauses) > 120
    assert not _inside("The ferry an old one is back.")
    assert max(_inside(text), default=0) < 250


def test_a_long_sentence_is_breathed_in_at_a_clause(project: Project) -> None:
    samples, passages = _built(project, VOICES, f"The plan\n\n{LONG}\n")

    before, after = next((a, b) for a, b in pairwise(passages) if b["text"].startswith("that the jetty"))
    assert before["text"].endswith("was found;")
    assert 340 <= _between(samples, before, after) <= 400


def test_a_heading_is_slower_than_the_same_words_in_a_paragraph(project: Project) -> None:
    _, passages = _built(
        project, f"{VOICES}[edition]\nheading_label = ''\n", f"{ARTICLE}\nA new timetable.\n"
    )

    heading, paragraph = [p for p in passages if p["text"].startswith("A new")]
    assert heading["role"] == "heading"
    assert _lasts(heading) / _lasts(paragraph) == pytest.approx(1 / 0.92, abs=0.05)


def test_a_marked_fragment_is_a_little_higher(project: Project) -> None:
    samples, passages = _built(project, f"{VOICES}[edition]\nfragments = 'marked'\n")

    marked = next(p for p in passages if p["text"] == "“bold step”")
    plain = Utterance((Token("bold step"),), "en", Timbre("pyttsx3", "en-us+edward"))
    higher = _pitch(_cut(samples, marked)) / _pitch(_at_44100(trim(Pyttsx3().say(plain).clip)))
    assert 12 * math.log2(higher) == pytest.approx(1.5, abs=0.5)


@pytest.mark.parametrize("speed", [0.5, 3])
def test_speed_is_the_engines_own_and_leaves_the_pitch(project: Project, speed: float) -> None:
    usual, passages = _built(project, VOICES)
    other, changed = _built(project, f"{VOICES}[edition]\nspeed = {speed}\n")

    assert [p["text"] for p in changed] == [p["text"] for p in passages]
    ratio = sum(map(_lasts, passages)) / sum(map(_lasts, changed))
    assert ratio == pytest.approx(speed, rel=0.15)
    first, second = (
        next(_pitch(_cut(sound, p)) for p in one if p["text"].startswith("Ada Cole, who"))
        for sound, one in ((usual, passages), (other, changed))
    )
    assert abs(12 * math.log2(first / second)) < 1.5


def _lasts(passage: dict[str, Any]) -> int:
    return int(passage["end"] - passage["start"])


def _cut(samples: array[int], passage: dict[str, Any]) -> array[int]:
    return samples[passage["start"] * 441 // 10 : passage["end"] * 441 // 10]


def _inside(text: str) -> list[int]:
    """Return how long it is silent inside *text* as espeak-ng says it, in ms."""
    said = Utterance((Token(text),), "en", Timbre("pyttsx3", "en-us+edward"))
    return [end - start for start, end in _silences(_at_44100(trim(Pyttsx3().say(said).clip)))]


def _at_44100(clip: Clip) -> array[int]:
    """Return the samples of a clip of 22,050 Hz, each twice."""
    return array("h", [sample for sample in array("h", clip.pcm) for _ in range(2)])


def _pitch(samples: array[int]) -> float:
    """Return the median F0 in Hz of what has a voice, by the period at which it is most like itself."""
    half = samples[::2]
    step = 22_050 * 40 // 1000
    loudest = max(map(abs, half))
    found = []
    for start in range(0, len(half) - 2 * step, step):
        part = half[start : start + 2 * step]
        if max(map(abs, part)) < loudest / 4:
            continue
        likeness = {
            lag: sum(part[at] * part[at + lag] for at in range(0, step, 2))
            for lag in range(22_050 // 300, 22_050 // 60)
        }
        period = max(likeness, key=likeness.__getitem__)
        if likeness[period] > sum(part[at] ** 2 for at in range(0, step, 2)) / 2:  # else there is no voice
            found.append(22_050 / period)
    return statistics.median(found)
