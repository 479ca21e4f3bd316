"""What a build says and encodes: the work that is left when all of narrate is away."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import timing
from timing import Cost

from narration import ffmpeg, mixing, pipeline, synthesis
from narration.model import FRAME_RATE, Job, Settings
from narration.publishing import encoding
from narration.publishing.edition import KBIT
from narration.slugs import slug
from narration.store import Store
from narration.synthesis.engines.pyttsx3.files import VOLUME, find
from narration.synthesis.engines.pyttsx3.spelling import has_phonemes, spell
from narration.synthesis.engines.pyttsx3.voices import identifier, pitch
from narration.work import Pool

if TYPE_CHECKING:
    from collections.abc import Collection

    from workplace import Workplace

    from narration.mixing.recording import Mix
    from narration.model import Utterance
    from narration.pipeline import Reading

Clip = tuple[str, int, int, int, bool, str]
"""Voice, rate, pitch, volume, whether there are phonemes in it, text; in espeak-ng's terms."""

BARE = Path(__file__).with_name("bare.py")


@dataclass(frozen=True)
class Bare:
    """What some work takes without anything around it."""

    synthesis: Cost
    encoding: Cost
    whole: Cost
    """With the start of the program, and its end."""
    speech: float
    """Seconds of sound that were said."""
    sound: float
    """Seconds of sound that were encoded."""

    @property
    def cpu(self) -> float:
        return self.synthesis.cpu + self.encoding.cpu


@dataclass(frozen=True)
class Material:
    """The clips and the sound of a build, or of what is new in one."""

    clips: tuple[Clip, ...]
    sounds: tuple[tuple[Path, int], ...]
    """Files of 16 bit PCM at `FRAME_RATE`, and their channels."""

    def bare(self, place: Workplace) -> Bare:
        """Say the clips and encode the sound with nothing around it."""
        task = {
            "library": str(find().library),
            "clips": self.clips,
            "sounds": [(str(path), channels) for path, channels in self.sounds],
            "kbit": KBIT[1],
            "frame_rate": FRAME_RATE,
            "level": encoding.LEVEL,
        }
        file = place.folder / "task.json"
        file.write_text(json.dumps(task), "utf-8")
        whole, printed = timing.told([sys.executable, str(BARE), str(file)], place.folder, place.environment)
        told = json.loads(printed)
        said, encoded = told["synthesis"], told["encoding"]
        return Bare(
            Cost(said["wall"], said["cpu"]),
            Cost(encoded["wall"], encoded["cpu"]),
            whole,
            said["amount"],
            encoded["amount"],
        )


@dataclass(frozen=True)
class Made:
    """What a build is made of, out of a store that holds all of it."""

    reading: Reading
    utterances: tuple[Utterance, ...]
    """Each once, without what only shows how loud voices are: nobody hears that."""
    mix: Mix
    digests: tuple[str, ...]
    """A name of each stretch's sound."""

    def clips(self, but: Collection[Utterance] = ()) -> tuple[Clip, ...]:
        """Return what is said, but for some of it."""
        return tuple(_clip(utterance) for utterance in self.utterances if utterance not in but)

    def write(self, path: Path, but: Collection[str] = ()) -> tuple[Path, int]:
        """Write the sound of all stretches into a file, but for some of them by their names."""
        wanted = [index for index, digest in enumerate(self.digests) if digest not in but]
        with path.open("wb") as file:
            if wanted:
                for sound in self.mix.part(wanted).stretches():
                    file.write(sound)
        return path, self.mix.channels


def made(place: Workplace, article: str, voices: str | None = None) -> Made:
    """Return what the build of *article* is made of; it has been built at *place*."""
    reading = read(place, article, voices)
    programme = reading.programme
    engines = pipeline.configured(None)
    store = Store(place.cache)
    utterances = tuple(dict.fromkeys(passage.utterance for passage in programme.passages))
    with Pool(1) as work:
        spoken = synthesis.speak(
            utterances, store, work=work, calibrations=mixing.calibrations(programme), engines=engines
        )
        timeline = mixing.arrange(programme, spoken)
        mix = mixing.record(programme, timeline, spoken, store, work)
    return Made(reading, utterances, mix, tuple(mix.digests()))


def read(place: Workplace, article: str, voices: str | None = None) -> Reading:
    """Return what is decided of *article* before a sound is made."""
    path = place.folder / article
    name = slug(path.stem)
    sheet = place.folder / voices if voices else None
    job = Job(article, name, place.out / name, path=path, voices=sheet)
    return pipeline.read(job, Settings(), pipeline.configured(sheet))


def by_ffmpeg(sound: Path, channels: int, level: int | None) -> Cost:
    """Encode a file of sound by ffmpeg's libmp3lame; return what that takes."""
    effort = () if level is None else ("-compression_level", str(level))
    arguments = [
        *("-loglevel", "error", "-f", "s16le", "-ar", str(FRAME_RATE), "-ac", str(channels)),
        *("-i", str(sound), "-b:a", f"{KBIT[channels]}k", *effort, "-f", "mp3", "-y", "bare.mp3"),
    ]
    return timing.run([ffmpeg.executable(), *arguments], sound.parent)


def _clip(utterance: Utterance) -> Clip:
    timbre = utterance.timbre
    if timbre.engine != "pyttsx3":
        raise ValueError(f"expected voices of pyttsx3 alone, got one of {timbre.engine}")
    text, phonemes = spell(utterance).text, has_phonemes(utterance)
    return identifier(timbre.name), timbre.rate, pitch(timbre.pitch), VOLUME, phonemes, text
