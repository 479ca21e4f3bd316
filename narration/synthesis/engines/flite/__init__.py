"""The engine ``flite``: the free voices of Carnegie Mellon, by the program of that name (Debian main)."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.errors import EngineError, Problem
from narration.model import Reach
from narration.synthesis.engine import EngineSpec
from narration.synthesis.engines import traits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION = 2
"""Of what we do to the sound before it is trimmed; add one when a clip may come out differently."""

HINT = "install flite: apt install flite on Debian and Ubuntu"

STRETCH: Mapping[str, float] = MappingProxyType(
    {"slt": 0.99, "rms": 0.92, "awb": 0.98, "kal16": 1.15, "kal": 1.12}
)
"""The voices, each with the duration_stretch at which it takes as long as espeak-ng at 175 words a minute:
measured with 20 seconds of speech.  awb_time, which says nothing but times of day, is left out."""


TRAITS, OTHERS = traits.measured(Path(__file__).with_name("measured.json"))
"""How the voices sound, the clearest first; kal, which has half the frame rate of kal16, is not cast."""


def program() -> Path | None:
    """Return where flite is."""
    found = shutil.which("flite")
    return Path(found) if found else None


def missing() -> Problem | None:
    """Return what has to be installed first."""
    return None if program() else Problem("there is no program flite", hint=HINT)


def voices() -> Sequence[str]:
    """Return the voices that this flite was built with, sorted."""
    path = program()
    return sorted(set(_listed(path)) & set(STRETCH)) if path else []


def fingerprint() -> str:
    """Return a hash of the program and of its libraries, which hold the voices."""
    path = program()
    if path is None:
        raise EngineError(Problem("there is no program flite", hint=HINT))
    libraries = path.resolve().parent.parent / "lib"
    files = {found.resolve() for place in ("", "*/") for found in libraries.glob(f"{place}libflite*")}
    digest = hashlib.sha256(f"flite {VERSION} {dict(STRETCH)}".encode())
    for file in (path, *sorted(files)):
        with file.open("rb") as content:
            digest.update(hashlib.file_digest(content, "sha256").digest())
    return digest.hexdigest()


def check() -> str:
    """Return what is installed; raises `EngineError` if it has no voice."""
    if not voices():
        raise EngineError(Problem(f"flite has no voice that is known here: {program()}", hint=HINT))
    return f"{', '.join(voices())} by {program()}"


@lru_cache(maxsize=1)
def _listed(path: Path) -> tuple[str, ...]:
    try:
        told = subprocess.run([path, "-lv"], capture_output=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(told.decode(errors="replace").partition(":")[2].split())


SPEC = EngineSpec(
    name="flite",
    engine="narration.synthesis.engines.flite.engine:Flite",
    traits=TRAITS,
    others=OTHERS,
    voices=voices,
    fingerprint=fingerprint,
    check=check,
    probes=(),
    reach=Reach(pitch=(0, 0)),
    missing=missing,
)
"""The entry point.  Each utterance has a process of its own: there is nothing to probe."""
