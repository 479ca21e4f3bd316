"""Measures how loud the voices are that are cast by rule, and writes them down: no build need do so.

    python benchmarks/levels.py

The table holds for the build of espeak-ng that was measured (the keys are made of its fingerprint); with any
other, each voice is measured when it is first heard.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path

from narration import ffmpeg, mixing, synthesis
from narration.casting.cast import HEADING_SPEED
from narration.casting.voices import SHIFTS
from narration.mixing import levels
from narration.model import Timbre, Token, Utterance
from narration.store import Store
from narration.work import Pool

TABLE = Path(mixing.__file__).with_name("levels.json")


def timbres() -> list[Timbre]:
    """Return every voice as it is cast by rule: moved as the rules do, and as slow as headings are read."""
    spec = synthesis.installed()["pyttsx3"]
    usual = Timbre("pyttsx3", "").rate
    slow = round(usual * HEADING_SPEED)
    every = [Timbre(spec.name, voice.name, usual, shift) for voice in spec.traits for shift in SHIFTS]
    return [*every, *(Timbre(spec.name, voice.name, slow, 0.0) for voice in spec.traits)]


def main() -> None:
    spoken = [Utterance((Token(levels.CALIBRATION),), "en", timbre) for timbre in timbres()]
    with tempfile.TemporaryDirectory(prefix="narrate-levels-") as name, Pool(os.cpu_count() or 1) as pool:
        clips = synthesis.speak(spoken, Store(Path(name)), work=pool)
        tasks = [levels.Measuring(one, clips.only([one])) for one in spoken]
        figures = {
            levels.key(task.spoken, clips): level.figures for task, level, _ in pool.do(levels.METER, tasks)
        }
    table = {
        "about": "how loud voices are by themselves: see narration/mixing/levels.py",
        "measured": dt.datetime.now(dt.UTC).date().isoformat(),
        "with": f"espeakng-loader {version('espeakng-loader')}, ffmpeg {ffmpeg.version()}",
        "on": f"{platform.system()} {platform.machine()}",
        "levels": dict(sorted(figures.items())),
    }
    TABLE.write_text(json.dumps(table, indent=0).replace(",\n", ", ").replace("], ", "],\n") + "\n")
    print(f"{len(figures)} voices: {TABLE.name}, {TABLE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
