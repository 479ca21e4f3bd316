"""Each preset with the real voices: its targets hold on the decoded file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narration import pipeline
from narration.model import Job, Settings
from narration.publishing.checking import check
from narration.sheets.presets import PRESETS
from narration.store import Store
from narration.studio import Studio
from narration.work import Pool
from tests.support.listening import loudness
from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    from pathlib import Path

    from narration.model import Event
    from tests.support.projects import Project


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Shared by all: a preset changes what is mixed, not what is said."""
    return Store(tmp_path_factory.mktemp("cache"))


def _build(project: Project, store: Store, sheet: str) -> Path:
    job = Job(
        "ferry.txt",
        "ferry",
        project.folder / "out/ferry",
        path=project.write("ferry.txt", ARTICLE),
        voices=project.write("voices.toml", sheet),
    )
    with Pool() as pool:
        pipeline.build(job, Settings(), Studio(store, pool))
    return job.folder / "ferry.mp3"


@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_built_passes_its_own_limits(project: Project, store: Store, preset: str) -> None:
    path = _build(project, store, f'[edition]\npreset = "{preset}"\n')

    findings = check(path)

    assert findings.faults == ()
    lufs, peak = loudness(path.read_bytes())
    assert lufs == pytest.approx(PRESETS[preset].loudness, abs=0.5)
    assert peak <= PRESETS[preset].delivery.peak


@pytest.mark.parametrize("keys", ["speed = 0.5", "speed = 3", "stereo = true\nearcons = true"])
def test_so_does_what_is_slow_fast_or_in_stereo(project: Project, store: Store, keys: str) -> None:
    path = _build(project, store, f"[edition]\n{keys}\n")

    assert check(path).faults == ()
    lufs, peak = loudness(path.read_bytes())
    assert lufs == pytest.approx(-19, abs=0.5)
    assert peak <= -1


def test_what_has_another_form_breaks_the_limits_of_acx(project: Project, store: Store) -> None:
    usual = _build(project, store, "").read_bytes()
    acx = _build(project, store, '[edition]\npreset = "acx"\n')
    acx.write_bytes(usual)

    faults = " ".join(problem.message for problem in check(acx).faults)

    assert "expected 192 kbit/s, got 64" in faults
    assert "expected a true peak of at most -3 dBTP" in faults
    assert "cues have drifted" in faults


def test_a_preset_speaks_nothing_again(project: Project, store: Store) -> None:
    told: list[Event] = []
    _build(project, store, "")
    job = Job(
        "ferry.txt",
        "ferry",
        project.folder / "out/ferry",
        path=project.folder / "ferry.txt",
        voices=project.write("voices.toml", '[edition]\npreset = "broadcast"\n'),
    )

    with Pool() as pool:
        pipeline.build(job, Settings(), Studio(store, pool), told.append)

    assert {event.kind for event in told} >= {"planned", "published"}
    assert not [event for event in told if event.kind == "spoken"]
