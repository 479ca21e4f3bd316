"""What must be the same on two machines for the same words to make the same sound."""

from __future__ import annotations

import hashlib
import platform
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import narration
from narration import ffmpeg, pipeline, sheets, synthesis
from narration.errors import NarrateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Tables: TypeAlias = "list[Mapping[str, Mapping[str, Any]]]"
"""``[engines]`` of each voices.toml, values by name of the engine."""

PATH = f"{__name__}:facts"
"""Import path of `facts`."""


def tables(paths: Iterable[Path | None]) -> Tables:
    """Return how the engines are set: as installed, and in each of the voices.toml at *paths*.

    One that is wrong is left out; whoever builds with it will say so.
    """
    options = {name: engine.options for name, engine in synthesis.installed().items()}
    found: Tables = [{}]
    for path in dict.fromkeys(paths):
        if path is not None:
            with suppress(NarrateError):
                found.append(sheets.read_engines(path, options))
    return found


def facts(settings: Tables) -> dict[str, str]:
    """Return the facts of this machine, in words or as a digest; of each engine that is there, as it is set.

    Raises:
        EngineError: ffmpeg is missing.
    """
    found = {"narrate": f"{narration.__version__} {_source()}", "processor": platform.machine()}
    found["ffmpeg"] = ffmpeg.version()
    for package in pipeline.MAKERS:
        with suppress(PackageNotFoundError):
            found[package] = version(package)
    for number, table in enumerate(settings):
        for name, engine in synthesis.configured(synthesis.installed(), table).items():
            if engine.missing() is None and (number == 0 or name in table):
                what = f"engine {name}" if number == 0 else f"engine {name} as in voices.toml {number}"
                found[what] = _short(engine.fingerprint().encode())
    return found


def _source() -> str:
    """Return a digest of our own code and tables: two that are being worked on may have one version."""
    here = Path(narration.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(here.rglob("*")):
        if path.suffix in {".py", ".toml", ".json", ".txt"}:
            digest.update(path.relative_to(here).as_posix().encode() + b"\n" + path.read_bytes())
    return digest.hexdigest()[:12]


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
