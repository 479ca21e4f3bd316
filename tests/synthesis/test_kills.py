from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from narration.store import Store
from narration.synthesis import speak
from tests.synthesis.utterances import spoken, utterance

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("NARRATE_KILLS", "3"))
"""The gate asks for more."""

TEXTS = [f"Sentence {n} of an article that will be interrupted." for n in range(60)]

PROGRAM = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from narration.store import Store
from narration.synthesis import speak
from narration.work import Pool
from tests.synthesis.test_kills import UTTERANCES
with Pool(2) as pool:
    speak(UTTERANCES[sys.argv[2]], Store(Path(sys.argv[1])), work=pool)
"""

UTTERANCES = {
    "tone": [utterance(text) for text in TEXTS],
    "pyttsx3": [spoken(text, voice="en-us+f5") for text in TEXTS],
}


def _alive(marker: str) -> list[str]:
    """Return the command lines of the processes whose environment has *marker*."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if marker.encode() in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_text())
        except OSError:
            continue  # it ended while we looked, or is not ours
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="workers are found in /proc, which only Linux has")
@pytest.mark.parametrize("engine", UTTERANCES)
def test_whenever_speaking_is_killed_no_worker_is_left_and_the_next_time_gives_the_same_clips(
    engine, tmp_path
):
    utterances = UTTERANCES[engine]
    undisturbed = speak(utterances, Store(tmp_path / "undisturbed"))
    dice = random.Random(engine)
    folder = tmp_path / "killed"
    marker = f"NARRATE_TEST={tmp_path}"

    for _ in range(KILLS):
        for path in folder.rglob("*"):  # about half of it is spoken again
            if path.is_file() and dice.random() < 0.5:
                path.unlink()
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(folder), engine],
            env={**os.environ, "NARRATE_TEST": str(tmp_path)},
        )
        time.sleep(dice.uniform(0.05, 0.5))
        process.kill()
        process.wait()
        end = time.monotonic() + 5
        while left := _alive(marker):
            assert time.monotonic() < end, left
            time.sleep(0.01)

    again = speak(utterances, Store(folder))
    assert [again.clip(u) for u in utterances] == [undisturbed.clip(u) for u in utterances]
