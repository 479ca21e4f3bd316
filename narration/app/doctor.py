"""``narrate doctor``: check that everything works on this machine."""

from __future__ import annotations

import platform
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from narration import __version__, ffmpeg, pipeline, synthesis
from narration.app import options, places, sizes
from narration.app.voices import sample
from narration.errors import ExitCode, NarrateError
from narration.model import Timbre
from narration.store import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from narration.synthesis import EngineSpec

SENTENCE = "Every voice in this recording is a synthetic one."


@click.command()
@options.out
def doctor(out: Path) -> int:
    """Check that everything narrate needs works on this machine.

    One line for each speech engine that is not installed, or is untried and does not work, and for
    each check; exits with the code of the first that fails.
    """
    worst: int = ExitCode.DONE
    engines = pipeline.configured(places.voices_file(None, None))
    absent = {name: problem for name, spec in engines.items() if (problem := spec.missing())}
    for name, problem in absent.items():
        click.echo(f"not installed: engine {name}: {problem.message} ({problem.hint})")
    here = _usable({name: spec for name, spec in engines.items() if name not in absent})
    for name, check in _checks(out, here):
        try:
            click.echo(f"ok: {name}: {check()}")
        except NarrateError as error:
            for problem in error.problems:
                click.echo("\n".join([f"FAILED: {name}", *problem.lines()]))
            worst = worst or error.exit_code
    return worst


def _usable(engines: Mapping[str, EngineSpec]) -> Mapping[str, EngineSpec]:
    """Return *engines* without those that nobody has tried and that do not work here, which is no fault."""
    usable = dict(engines)
    for name, spec in engines.items():
        try:
            _ = spec.caution and spec.check()
        except NarrateError as error:
            why = "; ".join(problem.message for problem in error.problems)
            click.echo(f"not usable: engine {name}: {why}")
            del usable[name]
    return usable


def _checks(out: Path, engines: Mapping[str, EngineSpec]) -> Iterator[tuple[str, Callable[[], str]]]:
    yield "narrate", lambda: f"{__version__}, Python {platform.python_version()} on {platform.platform()}"
    for name, spec in engines.items():
        yield f"engine {name}", spec.check
    yield "voices", lambda: _voices(engines)
    yield "ffmpeg", lambda: f"{ffmpeg.version()} at {ffmpeg.executable()}"
    yield "packages", _packages
    yield "store", _store
    yield "output", lambda: _writable(out)
    yield "speech", _speech
    yield "network", _network


def _voices(engines: Mapping[str, EngineSpec]) -> str:
    counts = (f"{len(spec.voices())} of {name}" for name, spec in engines.items())
    return ", ".join(counts)


def _packages() -> str:
    names = ("pyttsx3", "espeakng-loader", "imageio-ffmpeg", "pydub", "mutagen")
    return ", ".join(f"{name} {version(name)}" for name in names)


def _store() -> str:
    store = places.store()
    places.writable(store.folder)
    return f"{store.folder}, {sizes.show(store.size())} of at most {sizes.show(store.limit)}"


def _network() -> str:
    store = places.store()
    if not store.shared:
        return "not used: narrate opens no connection, nothing leaves this machine"
    with store.used():
        return f"used for the shared cache alone, which can be written: {shown(store.shared)}"


def _writable(out: Path) -> str:
    places.writable(out)
    return f"{out.absolute()} can be written"


def _speech() -> str:
    spec = synthesis.installed()["pyttsx3"]
    path = Path(tempfile.gettempdir()) / "narrate-doctor.wav"
    sample(SENTENCE, Timbre(spec.name, spec.traits[0].name), path)
    return f"{spec.traits[0].name} says “{SENTENCE}” in {path}, {path.stat().st_size} bytes"
