"""``narrate voices``: list the voices that are installed, or say a sample."""

from __future__ import annotations

import tempfile
import wave
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from narration import files, pipeline, synthesis
from narration.app import console, options, places
from narration.errors import EngineError, Problem, UsageError, VoicesError
from narration.model import Timbre, Token, Utterance, ignore
from narration.sheets import nearest
from narration.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.synthesis import EngineSpec


@click.command()
@click.option("--engine", default="pyttsx3", show_default=True, metavar="NAME", help="Whose voices.")
@click.option("--all", "everything", is_flag=True, help="List every voice, not only those cast by rule.")
@click.option("--say", "text", metavar="TEXT", help="Write a sample of VOICE saying TEXT.")
@click.option(
    "--to",
    type=options.FILE,
    default=Path("sample.wav"),
    show_default=True,
    metavar="FILE",
    help="Where the sample goes, a WAV file.",
)
@click.option("--rate", type=click.IntRange(80, 525), default=175, show_default=True, help="Words a minute.")
@click.option("--pitch", type=options.Number(-12, 12), default=0.0, show_default=True, help="Semitones.")
@click.argument("voice", required=False)
def voices(  # noqa: PLR0913, PLR0917 (click hands over each option)
    voice: str | None, engine: str, text: str | None, to: Path, rate: int, pitch: float, *, everything: bool
) -> None:
    """List the voices that are installed; with --say, write a sample of VOICE.

    One line a voice: its name, and for those that are cast by rule what is known of its sound.
    """
    engines = pipeline.configured(places.voices_file(None, None))
    if engine not in engines:
        raise UsageError(Problem(f"unknown engine {engine}", hint=f"choose one of {', '.join(engines)}"))
    spec = engines[engine]
    if problem := spec.missing():
        raise EngineError(replace(problem, message=f"the engine {engine} is missing: {problem.message}"))
    if text is None:
        traits = {trait.name: trait for trait in spec.traits}
        for name in spec.voices() if everything else traits:
            known = traits.get(name)
            click.echo(
                f"{name}: {known.gender}, {known.pitch:.0f} Hz, clarity {known.clarity:.2f}"
                if known
                else name
            )
        return
    name = voice or spec.traits[0].name
    if name not in spec.voices():
        near = nearest(name, spec.voices())
        hint = f"did you mean {near}?" if near else "see: narrate voices --all"
        raise VoicesError(Problem(f"unknown voice {name}", hint=hint))
    sample(text, Timbre(engine, name, rate, pitch), to, engines)
    console.say(f"{name}: {to}")


def sample(
    text: str, timbre: Timbre, path: Path, engines: Mapping[str, EngineSpec] = MappingProxyType({})
) -> None:
    """Write *text* in the voice *timbre* to a WAV file at *path*.

    Raises:
        EngineError: it cannot be spoken.
        OutputError: it cannot be written.
    """
    utterance = Utterance((Token(text),), "en", timbre)
    with tempfile.TemporaryDirectory(prefix="narrate-") as folder:
        store = Store(Path(folder))
        clip = synthesis.speak([utterance], store, tell=ignore, engines=engines).clip(utterance)
    with files.replacing(path) as file, wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(clip.frame_rate)
        sound.writeframes(clip.pcm)
