"""Finds out whether espeak-ng is whole."""

from __future__ import annotations

import hashlib
import tempfile
from base64 import urlsafe_b64encode
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from narration.errors import EngineError, Problem
from narration.model import Timbre, Token, Utterance
from narration.store import Store
from narration.synthesis.engines.pyttsx3.files import HINT, find
from narration.synthesis.engines.pyttsx3.voices import TRAITS
from narration.synthesis.speaking import speak

if TYPE_CHECKING:
    from narration.synthesis.engines.pyttsx3.files import Files

PACKAGE = "espeakng-loader"


def check(engine: str = "pyttsx3") -> str:
    """Return what is installed, once each of its files has been compared and a word has been said by it.

    Raises:
        EngineError: a part of espeak-ng is missing or is not what was installed, or it does not speak.
    """
    files = find()
    if paths := _changed(files):
        raise EngineError(*(Problem(f"{path} is not as it was installed", hint=HINT) for path in paths))
    word = Utterance((Token("Yes."),), "en", Timbre(engine, TRAITS[0].name))
    with tempfile.TemporaryDirectory() as folder:
        speak([word], Store(Path(folder)))
    return f"espeak-ng at {files.library}"


def _changed(files: Files) -> list[Path]:
    """Return which *files* are not as the wheel of espeakng-loader brought them, in the order of their names.

    None if another installer has brought them, which has written down nothing.
    """
    folder = files.library.parent
    try:
        record = metadata.files(PACKAGE) or []
    except metadata.PackageNotFoundError:
        return []
    return sorted(
        path
        for part in record
        if part.hash
        and part.parts[0] == folder.name
        and part.parts[1] in {files.library.name, files.data.name}
        if (path := folder.joinpath(*part.parts[1:])).is_file() and _digest(path) != part.hash.value
    )


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file as wheels write it (PEP 376)."""
    return urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest()).rstrip(b"=").decode()
