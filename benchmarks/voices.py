"""How the voices of an engine sound, who can be told from whom, and whether all that is said is heard.

    python benchmarks/voices.py                           the table of espeak-ng's voices
    python benchmarks/voices.py --measure                 measure it anew (5 minutes), and write it
    python benchmarks/voices.py --engine flite --measure  the same for another engine (30 seconds)
    python benchmarks/voices.py --article FILE ...        the casting matrix of articles, or folders of them
    python benchmarks/voices.py --article FILE ... --hear whether each of their clips is whole, too

Needs the libraries of the extra `bench`: pip install -e ".[bench]".
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from narration import synthesis  # noqa: E402 - the path goes first
from narration.mixing.levels import CALIBRATION, _lufs  # noqa: E402 - same
from narration.model import Timbre, Token, Utterance  # noqa: E402 - same
from narration.store import Store  # noqa: E402 - same
from narration.synthesis.engines import flite, pyttsx3  # noqa: E402 - same
from narration.synthesis.engines.pyttsx3.files import find  # noqa: E402 - same

if TYPE_CHECKING:
    from recogniser import Recogniser

    from narration.model import Clip

SENTENCES = (
    *(f"{sentence.strip(' .')}." for sentence in CALIBRATION.split(". ")),
    "The council said on Thursday that it would pay for the bridge, but not before the spring.",
    "Why did nobody ask the three teachers who had lived in that street for thirty years?",
    "She thought of her mother's garden, and of the long road down to the station.",
    "His lawyer called the decision a very serious mistake, and promised to fight it.",
)
CONFUSION = ROOT / "seeds" / "old-patience.txt"
"""An article whose words the recogniser may hear as well, so that a mushy voice is misheard."""

BASE = "en-us"
EFFECTS = (
    "AnxiousAndy Demonic RicishayMax RicishayMax2 RicishayMax3 Storm UniRobot anikaRobot announcer fast "
    "robosoft robosoft2 robosoft3 robosoft4 robosoft5 robosoft6 robosoft7 robosoft8 whisper whisperf"
)
"""Robots, whispers, long echoes, a voice that is merely fast: nobody is cast as one."""
KNOWN_UNCLEAR = (
    "Hugo Lee Marco Mike Tweaky boris gustave ian iven2 iven3 iven4 kaukovalta marcelo "
    "pablo quincy rob travis zac"
)
"""Men's voices of whose words fewer than half were understood in an earlier measuring; not measured again."""
ACCENTS = ("en-gb", "en-gb-x-rp", "en-gb-scotland", "en-029")
ACCENTED = ("edward", "f5", "f2", "benjamin", "m6")
"""Variants on which the accents are measured: an accent changes intelligibility, hardly the sound."""
AGES = {"old": "grandpa croak m1 f1 grandma", "child": "anika"}
"""By ear and by what their files say (an age of 70 or more)."""

FEMALE = 160
"""Hz from which a voice of espeak-ng is a woman's; it says “male” of nearly all."""
GENDERS = {"slt": "female", "rms": "male", "awb": "male", "kal16": "male", "kal": "male"}
"""Of whom the voices of flite were recorded."""

CLEAR = {"male": 0.65, "female": 0.45}
"""Share of its words that must be understood of a voice that anybody is given; the plain voices of accents
have 0.3 to 0.6.  There are men's enough; with the clear ones alone, eight women could not be told apart."""
CERTAIN = 0.97
"""Clarity beyond which a word more or less is chance; the less hoarse voice comes first then."""
LOUDEST = -1.0
"""Largest sample in dBFS that a voice of espeak-ng may have here: beyond, it clips on other texts."""
VOICED = 3.0
"""Harmonics to noise in dB under which there is no pitch to hear: a whisper."""


TELEPHONE = 8_000
"""Frame rate of a voice that sounds like a telephone's."""

TABLES = {
    "pyttsx3": Path(pyttsx3.__file__).with_name("measured.json"),
    "flite": Path(flite.__file__).with_name("measured.json"),
}
"""What is known of the voices of each engine that has been measured."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=TABLES, default="pyttsx3", help="whose voices (default: pyttsx3)")
    parser.add_argument("--measure", action="store_true", help="measure them, and write their measured.json")
    parser.add_argument(
        "--article", type=Path, nargs="+", help="files or folders: show who can be told from whom"
    )
    parser.add_argument("--hear", action="store_true", help="have a recogniser hear its clips")
    options = parser.parse_args()
    if options.measure:
        measure(options.engine)
    elif options.article:
        from matrix import show  # noqa: PLC0415 - one of three jobs

        sys.exit(show(options.article, hear=options.hear))
    for row in json.loads(TABLES[options.engine].read_text("utf-8"))["voices"]:
        print(*(f"{key}={value}" for key, value in row.items()))


def names(engine: str) -> list[str]:
    """Return the voices that are measured."""
    if engine == "flite":
        return list(flite.voices())
    left_out = set(f"{EFFECTS} {KNOWN_UNCLEAR}".split())
    variants = sorted(path.name for path in (find().data / "voices" / "!v").iterdir())
    found = [f"{BASE}+{variant}" for variant in variants if variant not in left_out and " " not in variant]
    return [*found, BASE, *ACCENTS, *(f"{accent}+{variant}" for accent in ACCENTS for variant in ACCENTED)]


def measure(engine: str) -> None:
    from recogniser import Recogniser  # noqa: PLC0415 - the other jobs need none of its libraries

    texts = [*SENTENCES, *CONFUSION.read_text("utf-8").splitlines()]
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="narrate-voices-") as name:
        recogniser = Recogniser(texts, Path(name))
        for voice in names(engine):
            spoken = [Utterance((Token(text),), "en", Timbre(engine, voice)) for text in SENTENCES]
            clips = synthesis.speak(spoken, Store(Path(name) / "clips"))
            row = measured(voice, [clips.clip(utterance) for utterance in spoken], recogniser)
            rows.append(row)
            print(*row.values(), flush=True)
    rows.sort(key=lambda row: (-min(CERTAIN, float(str(row["clarity"]))), -float(str(row["hnr"]))))
    write(engine, rows)


def measured(name: str, clips: list[Clip], recogniser: Recogniser) -> dict[str, object]:
    """One row: median and 10–90 % of F0 in Hz, medians of F1–F3 in Hz, harmonics to noise in dB, …"""
    import numpy as np  # noqa: PLC0415 - as above
    import parselmouth  # noqa: PLC0415 - as above

    pcm = b"".join(clip.pcm for clip in clips)
    wave = np.frombuffer(pcm, dtype="<i2") / 32768
    sound = parselmouth.Sound(wave, clips[0].frame_rate)
    pitch = sound.to_pitch_ac(time_step=0.01, pitch_floor=55, pitch_ceiling=450)
    hertz = pitch.selected_array["frequency"]
    low, median, high = np.percentile(hertz[hertz > 0], (10, 50, 90))
    gender = GENDERS.get(name) or ("female" if median >= FEMALE else "male")
    tracks = sound.to_formant_burg(time_step=0.02, maximum_formant=5500 if gender == "female" else 5000)
    times = [pitch.get_time_from_frame_number(i + 1) for i in np.flatnonzero(hertz > 0)[::2]]
    formants = [np.nanmedian([tracks.get_value_at_time(n, at) for at in times]) for n in (1, 2, 3)]
    harmonicity = sound.to_harmonicity_cc(time_step=0.02, minimum_pitch=55).values
    heard = [recogniser.hear(clip, text) for clip, text in zip(clips, SENTENCES, strict=True)]
    counts = [len(text.split()) for text in SENTENCES]
    errors = sum(h.errors * n for h, n in zip(heard, counts, strict=True)) / sum(counts)
    return {
        "name": name,
        "gender": gender,
        "age": next((age for age, names in AGES.items() if name.partition("+")[2] in names.split()), "adult"),
        "f0": round(float(median), 1),
        "f0_low": round(float(low)),
        "f0_high": round(float(high)),
        "formants": [round(float(f)) for f in formants],
        "hnr": round(float(np.median(harmonicity[harmonicity > -200])), 1),
        "frame_rate": clips[0].frame_rate,
        "lufs": round(_lufs(pcm, clips[0].frame_rate, [-20.0])[0] + 20, 1),
        "peak": round(float(20 * np.log10(abs(wave).max())), 1),
        "words_per_minute": round(60 * sum(counts) / (len(wave) / clips[0].frame_rate)),
        "clarity": round(max(0.0, 1 - errors), 2),
    }


def write(engine: str, rows: list[dict[str, object]]) -> None:
    """Write the table, a voice a line, and which of them may be cast."""
    for row in rows:
        row["cast"] = castable(engine, row)
    system = f"{platform.system()}, Python {platform.python_version()}"
    about = {
        "made_by": f"benchmarks/voices.py --engine {engine} --measure",
        "on": f"{datetime.now(UTC):%Y-%m-%d}, {_processor()}, {system}",
        "with": _versions(engine),
        "text": " ".join(SENTENCES),
        "units": "f0 (median, 10 %, 90 %), formants (medians), frame_rate: Hz; hnr: dB; lufs; peak: dBFS; "
        "clarity: 1 - word error rate",
    }
    lines = ",\n".join(f"  {json.dumps(row)}" for row in rows)
    content = f'{{"about": {json.dumps(about)},\n "voices": [\n{lines}\n]}}\n'
    TABLES[engine].write_text(content, encoding="utf-8")


def castable(engine: str, row: dict[str, object]) -> bool:
    """Return whether anybody is given that voice by rule."""
    clear, peak, hnr = (float(str(row[key])) for key in ("clarity", "peak", "hnr"))
    if engine == "flite":
        return clear >= CLEAR[str(row["gender"])] and int(str(row["frame_rate"])) > TELEPHONE
    usable = clear >= CLEAR[str(row["gender"])] and peak <= LOUDEST and hnr >= VOICED
    return usable and str(row["name"]).startswith(f"{BASE}+")


def _versions(engine: str) -> dict[str, str]:
    libraries = {name: version(name) for name in ("praat-parselmouth", "pocketsphinx")}
    if engine == "flite":
        told = subprocess.run(["flite", "--version"], capture_output=True, text=True, check=False).stdout
        return {"flite": told.partition("version:")[2].partition("(")[0].strip(), **libraries}
    return {"espeakng-loader": version("espeakng-loader"), **libraries}


def _processor() -> str:
    """Return what the system calls the processor."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    return model or platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
