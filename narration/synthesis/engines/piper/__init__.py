"""The engine ``piper``: neural voices from a folder, by the package piper-tts."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from narration.errors import EngineError, Problem
from narration.model import Gender, Reach
from narration.synthesis.engine import EngineSpec, Option
from narration.synthesis.engines.traits import unheard

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION = 1
"""Of what we do to the sound before it is trimmed; add one when a clip may come out differently."""

VARIABLE = "NARRATE_PIPER"

INSTALL = 'python -m pip install "narrate[piper]"'

_SAMPLES, _SAMPLE = 16, 65_536
"""How much of a model is read for its fingerprint: so many pieces, evenly spaced, of so many bytes."""


def usual() -> Path:
    """Return the folder of voices where nobody names one: beside the data of other programs of this user."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    places = {"win32": "~/AppData/Local", "darwin": "~/Library/Application Support"}
    return Path(os.environ.get("XDG_DATA_HOME") or places.get(sys.platform, "~/.local/share")) / "piper"


MARK = "#"
"""Between the name of a model and that of one of its speakers."""


@dataclass(frozen=True, slots=True)
class Model:
    """What speaks as one voice."""

    path: Path
    speaker: int | None = None
    """Which of its speakers; None if it has but one."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the voices are, and how lively they speak."""

    folder: str
    noise: float | None = None
    """0 to 1; None for what each voice says of itself."""

    @property
    def models(self) -> Mapping[str, Path]:
        """The models by name: every ``NAME.onnx`` beside its ``NAME.onnx.json``."""
        found = sorted(Path(self.folder).expanduser().rglob("*.onnx"))
        return MappingProxyType({path.stem: path for path in found if settings(path).is_file()})

    @property
    def voices(self) -> Mapping[str, Model]:
        """The voices by name: that of a model, or of a model with several speakers ``NAME#speaker`` each."""
        found: dict[str, Model] = {}
        for name, path in self.models.items():
            speakers = _speakers(path)
            found |= {f"{name}{MARK}{who}": Model(path, number) for who, number in speakers.items()}
            if not speakers:
                found[name] = Model(path)
        return MappingProxyType(found)


def settings(model: Path) -> Path:
    """Return the file that says how the voice of *model* is used."""
    return model.with_name(f"{model.name}.json")


def _speakers(model: Path) -> Mapping[str, int]:
    """Return the speakers of *model* by name; none if it has one only, or its settings cannot be read."""
    try:
        told = json.loads(settings(model).read_text("utf-8"))
        several = range(told["num_speakers"]) if told["num_speakers"] > 1 else ()
        named = {number: name for name, number in (told.get("speaker_id_map") or {}).items()}
        return {named.get(number, str(number)): number for number in several}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}  # whoever asks for the voice is told: only then it is read in earnest


def missing(shelf: Shelf) -> Problem | None:
    """Return what has to be installed first."""
    if find_spec("piper") is None:
        return Problem("the package piper-tts is not installed", hint=INSTALL)
    if not shelf.models:
        message = f"there is no voice (NAME.onnx beside NAME.onnx.json) in {Path(shelf.folder).expanduser()}"
        return Problem(message, hint=f"put one there, or name a folder in {VARIABLE} or voices.toml")
    return None


def voices(shelf: Shelf) -> Sequence[str]:
    """Return the names of the voices, sorted; none without the package."""
    return [] if missing(shelf) else sorted(shelf.voices)


def fingerprint(shelf: Shelf) -> str:
    """Return a hash of the packages, of what is set, and of each voice.

    Of a model, which may have 100 MB, a megabyte from all over it: training changes all of it.
    """
    from importlib.metadata import version  # noqa: PLC0415 - takes 20 ms, which workers can do without

    if problem := missing(shelf):
        raise EngineError(problem)
    packages = [f"{name} {version(name)}" for name in ("piper-tts", "onnxruntime")]
    digest = hashlib.sha256(f"piper {VERSION} {packages} {shelf.noise}".encode())
    for name, model in shelf.models.items():
        size = model.stat().st_size
        digest.update(f"\n{name} {size}\n".encode() + settings(model).read_bytes())
        with model.open("rb") as file:
            for piece in range(_SAMPLES):
                file.seek(max(0, size - _SAMPLE) * piece // (_SAMPLES - 1))
                digest.update(file.read(_SAMPLE))
    return digest.hexdigest()


def check(shelf: Shelf) -> str:
    """Return what is installed; raises `EngineError` if it is not whole."""
    from importlib.metadata import version  # noqa: PLC0415 - takes 20 ms, which workers can do without

    if problem := missing(shelf):
        raise EngineError(problem)
    folder = Path(shelf.folder).expanduser()
    return f"piper-tts {version('piper-tts')}, {len(shelf.voices)} voices in {folder}"


def about(shelf: Shelf, name: str) -> str:
    """Return where the model card of a voice is, with what it says of the licence."""
    models = shelf.models
    model = models.get(name) or models[name.partition(MARK)[0]]
    cards = [
        model.with_name(f"{model.stem}.MODEL_CARD"),
        model.with_name("MODEL_CARD"),
        model.with_name("README.md"),
    ]
    card = next((path for path in cards if path.is_file()), None)
    if card is None:
        return "no model card beside it: find out its licence before you publish"
    told = card.read_text("utf-8", errors="replace").splitlines()
    lines = [line.strip(" *#-") for line in told if "licen" in line.casefold()]
    return f"{lines[0] if lines else 'its model card names no licence'} ({card})"


def configure(values: Mapping[str, Any]) -> EngineSpec:
    """Return the engine with the voices of the folder that a person has named."""
    shelf = Shelf(values.get("folder") or str(usual()), values.get("noise"))
    genders = values.get("voices", {})
    names = voices(shelf)
    known = {name: gender for name, gender in genders.items() if name in names}
    others = dict.fromkeys((name for name in names if name not in known), Gender.UNKNOWN.value)
    return replace(
        SPEC,
        traits=unheard({**known, **others}),
        voices=partial(voices, shelf),
        fingerprint=partial(fingerprint, shelf),
        check=partial(check, shelf),
        missing=partial(missing, shelf),
        about=partial(about, shelf),
        probes=tuple(names[:1]),
        settings=shelf,
    )


_USUAL = Shelf(str(usual()))

SPEC = EngineSpec(
    name="piper",
    engine="narration.synthesis.engines.piper.engine:Piper",
    traits=(),
    voices=partial(voices, _USUAL),
    fingerprint=partial(fingerprint, _USUAL),
    check=partial(check, _USUAL),
    probes=(),
    limit=(30, 0.2),  # it may have 100 MB to load; to say a character takes some 10 ms
    reach=Reach(pitch=(0, 0)),
    missing=partial(missing, _USUAL),
    options={
        "folder": Option("words", "where the voices are", "`NARRATE_PIPER`, else `~/.local/share/piper`"),
        "voices": Option("genders", "whom each voice fits, the narrator's first", "all fit anybody"),
        "noise": Option("share", "how lively they speak; with 0 a build is faster", "as each voice says"),
    },
    configure=configure,
    settings=_USUAL,
)
"""The entry point."""
