"""Where the package espeakng-loader keeps espeak-ng's library and voices, and what they are."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from narration.errors import EngineError, Problem

VOLUME = 60
"""How loud espeak-ng speaks, 0 to 100: at 60 no voice of `voices.TRAITS` clips (loudest peak -1.1 dBFS
over its calibration); at 70 and 100 the Klatt voices do."""

SEED = 1
"""Of espeak-ng's noise; without it, voices with breath sound different every second."""

DRIVER = 1
"""Version of what we do to the sound before it is trimmed; add one when a clip may come out differently."""

HINT = "install it again: python -m pip install --force-reinstall espeakng-loader"

_LIBRARY = {"win32": "espeak-ng.dll", "darwin": "libespeak-ng.dylib"}.get(sys.platform, "libespeak-ng.so")
_ESSENTIAL = ("phontab", "phonindex", "phondata", "intonations", "lang", "voices")


@dataclass(frozen=True, slots=True)
class Files:
    """What espeak-ng needs to speak."""

    library: Path
    data: Path
    """A folder called ``espeak-ng-data``, which is the name the library looks for."""


def find() -> Files:
    """Return where the library and its data are.

    Raises:
        EngineError: the package is not installed, or a part of it is missing.
    """
    folder = _folder(tuple(sys.path))
    if folder is None:
        raise EngineError(
            Problem("the package espeakng-loader, which brings espeak-ng, is missing", hint=HINT)
        )
    files = Files(folder / _LIBRARY, folder / "espeak-ng-data")
    needed = [files.library, *(files.data / name for name in _ESSENTIAL)]
    if missing := [path for path in needed if not path.exists()]:
        raise EngineError(
            *(Problem(f"a part of espeak-ng is missing: {path}", hint=HINT) for path in missing)
        )
    return files


@lru_cache(maxsize=1)
def _folder(path: tuple[str, ...]) -> Path | None:  # noqa: ARG001 - where it is looked for
    """Return where the package is: to look through ``sys.path`` twice for each clip takes 0.5 ms."""
    package = find_spec("espeakng_loader")
    return Path(package.origin).parent if package and package.origin else None


def fingerprint() -> str:
    """Return a hash of the library, every file of its data, and our own settings.

    It reads all 18 MB, which takes some 25 ms: what would be cheaper (a version,
    sizes) would miss a voice that somebody edits.

    Raises:
        EngineError: a part of espeak-ng is missing or cannot be read.
    """
    files = find()
    digest = hashlib.sha256(f"driver {DRIVER} seed {SEED} volume {VOLUME}".encode())
    data = sorted((path.relative_to(files.data).as_posix(), path) for path in files.data.rglob("*"))
    try:
        for name, path in [("", files.library), *data]:
            if path.is_file():
                content = path.read_bytes()
                digest.update(f"\n{name} {len(content)}\n".encode())
                digest.update(content)
    except OSError as error:
        raise EngineError(Problem(f"espeak-ng cannot be read: {error}", hint=HINT)) from error
    return digest.hexdigest()
