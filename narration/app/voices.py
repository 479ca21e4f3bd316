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
from narration.app import auditioning, console, options, places, studios
from narration.errors import EngineError, Problem, UsageError, VoicesError
from narration.model import Timbre, Token, Utterance, ignore
from narration.sheets import instead
from narration.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.model import VoiceTraits
    from narration.synthesis import EngineSpec

TEN = 10
"""Voices that are heard if none is named."""


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
@click.option(
    "--listen", is_flag=True, help="Write an MP3 with a chapter for each VOICE, in which it speaks."
)
@options.out
@click.argument("voice", nargs=-1)
def voices(  # noqa: PLR0913, PLR0917 (click hands over each option)
    voice: tuple[str, ...],
    engine: str,
    text: str | None,
    to: Path,
    rate: int,
    pitch: float,
    out: Path,
    *,
    everything: bool,
    listen: bool,
) -> None:
    """List the voices that are installed; with --say, write a sample of VOICE.

    One line a voice: its name, what was measured of its sound, the licence where a model card tells it.
    With --listen, out/voices/voices.mp3 has a chapter for each VOICE, or for the ten clearest.
    """
    engines = pipeline.configured(places.voices_file(None, None))
    if engine not in engines:
        raise UsageError(Problem(f"unknown engine {engine}", hint=f"choose one of {', '.join(engines)}"))
    spec = engines[engine]
    if problem := spec.missing():
        raise EngineError(replace(problem, message=f"the engine {engine} is missing: {problem.message}"))
    if spec.caution:
        console.say(f"note: the engine {engine}: {spec.caution}")
    everything = everything or not spec.traits
    for name in voice:
        _check(name, spec)
    if listen:
        names = voice or tuple(trait.name for trait in spec.traits[:TEN]) or tuple(spec.voices()[:TEN])
        with studios.opened() as studio:
            click.echo(str(auditioning.voices(names, engines, engine, out, studio)))
        return
    if text is None:
        cast = [trait.name for trait in spec.traits]
        traits = {trait.name: trait for trait in (*spec.traits, *spec.others)}
        for name in spec.voices() if everything else cast:
            click.echo(": ".join(filter(None, (name, _known(traits.get(name)), spec.about(name)))))
        return
    if len(voice) > 1:
        raise UsageError(Problem("expected one voice with --say, got several", hint="use --listen"))
    if not (voice or spec.traits):
        raise UsageError(Problem("expected a voice with --say, got none", hint="see: narrate voices"))
    name = voice[0] if voice else spec.traits[0].name
    sample(text, Timbre(engine, name, rate, pitch), to, engines)
    console.say(f"{name}: {to}")


def _check(name: str, spec: EngineSpec) -> None:
    """Raise an error if *spec* has no voice *name*."""
    if name not in spec.voices():
        raise VoicesError(Problem(f"unknown voice {name}", hint=instead(name, spec.name, spec.voices())))


def _known(traits: VoiceTraits | None) -> str:
    """Return what is known of a voice's sound."""
    if traits is None:
        return "not measured"
    if not traits.measured:
        return f"{traits.gender}, not measured"
    return f"{traits.gender}, {traits.pitch:.0f} Hz, clarity {traits.clarity:.2f}"


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
