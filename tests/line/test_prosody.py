"""What the keys of prosody change: the sound they are about, and no clip that they do not touch."""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from narration import pipeline
from narration.model import Job, Settings, Timbre, Token, Utterance
from narration.publishing.checking import check
from narration.publishing.finished import transcript
from narration.store import Store
from narration.studio import Studio
from narration.synthesis.engines.pyttsx3.engine import Pyttsx3
from narration.synthesis.trimming import trim
from narration.work import Pool
from tests.support.listening import decoded
from tests.support.projects import ARTICLE, TONE

if TYPE_CHECKING:
    from pathlib import Path

    from narration.model import Event
    from tests.support.projects import Project


def _build(project: Project, store: Store, sheet: str) -> tuple[Path, list[str]]:
    """Build, and return the MP3 and what had to be spoken, but for what nobody hears."""
    told: list[Event] = []
    job = Job(
        "ferry.txt",
        "ferry",
        project.folder / "out/ferry",
        path=project.write("ferry.txt", ARTICLE),
        voices=project.write("voices.toml", sheet),
    )
    with Pool() as pool:
        pipeline.build(job, Settings(), Studio(store, pool), told.append)
    spoken = [str(event.facts["text"]) for event in told if event.kind == "spoken"]
    return job.folder / "ferry.mp3", [text for text in spoken if "grey boats" not in text]


@pytest.mark.parametrize(
    ("keys", "again"),
    [
        ("earcons = true", []),
        ("heading_speed = 0.8", ["Ferry returns to Lake Orrin", "Section: A new timetable"]),
        ("closing = 'That was {title}.'", ["That was Ferry returns to Lake Orrin."]),
        (
            "fragments = 'marked'",
            ["The council called the plan a", "bold step", "and promised two sailings a day."],
        ),
        ("quotes = 'scare'", []),
    ],
)
def test_a_changed_key_speaks_only_what_it_touches(
    project: Project, tmp_path: Path, keys: str, again: list[str]
) -> None:
    store = Store(tmp_path / "clips")
    _build(project, store, TONE)

    mp3, spoken = _build(project, store, f"{TONE}[edition]\n{keys}\n")

    assert sorted(text.strip() for text in spoken) == sorted(again)
    assert check(mp3).faults == ()


@pytest.mark.parametrize("keys", ["fragments = 'speaker'", "quotes = 'all'\nearcons = true"])
def test_what_is_built_with_real_voices_passes_the_check(project: Project, tmp_path: Path, keys: str) -> None:
    mp3, _ = _build(project, Store(tmp_path / "clips"), f"[edition]\n{keys}\n")

    findings = check(mp3)

    assert findings.faults == ()
    assert "quote " not in mp3.with_suffix(".vtt").read_text("utf-8").lower()


def test_there_is_no_click_where_clips_are_joined(project: Project, tmp_path: Path) -> None:
    """Within 5 ms of either end of each cue no sample steps further than a tenth of the loudest."""
    mp3, _ = _build(
        project, Store(tmp_path / "clips"), "[pauses]\nsentence = 0\nturn_in = 0\nturn_back = 0\n"
    )

    samples = decoded(mp3.read_bytes())
    cues = transcript(mp3.with_suffix(".vtt"))
    loudest = max(samples)
    for ms in (edge for cue in cues for edge in (cue.start, cue.end)):
        near = samples[(ms - 5) * 441 // 10 : (ms + 5) * 441 // 10]
        assert max(abs(after - before) for before, after in pairwise(near)) < loudest / 10


def test_a_question_rises_at_its_end_and_an_exclamation_falls_from_higher() -> None:
    engine = Pyttsx3()

    def ending(text: str) -> list[float]:
        timbre = Timbre("pyttsx3", "en-us+edward")
        return _melody(trim(engine.say(Utterance((Token(text),), "en", timbre)).clip).pcm)[-7:]

    statement, question, exclamation = map(
        ending, ("They saw her long ago.", "They saw her long ago?", "They saw her long ago!")
    )
    assert statement[-1] == min(statement)
    assert question[-1] > 1.1 * min(question)
    assert exclamation[-1] == min(exclamation)
    assert max(exclamation) > 1.1 * max(statement)


def _melody(pcm: bytes) -> list[float]:
    """Return how high a voice is in each 40 ms, by the period at which it is most like itself, in Hz."""
    samples = array("h", pcm)
    step = 22_050 * 40 // 1000
    periods = range(22_050 // 250, 22_050 // 70)

    def likeness(start: int, lag: int) -> int:
        return sum(samples[at] * samples[at + lag] for at in range(start, start + step))

    return [
        22_050 / max(periods, key=lambda lag, start=start: likeness(start, lag))  # type: ignore[misc]
        for start in range(0, len(samples) - 2 * step, step)
    ]
