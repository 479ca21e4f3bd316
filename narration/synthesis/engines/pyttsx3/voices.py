"""The voices of espeak-ng: what they are called, what is known of their sound."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.errors import EngineError, Problem
from narration.synthesis.engines import traits
from narration.synthesis.engines.pyttsx3.files import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TABLE = Path(__file__).with_name("measured.json")
"""How the voices sound, and which of them are cast by rule: written by ``benchmarks/voices.py --measure``,
the clearest first; it says what it was measured with."""


TRAITS, OTHERS = traits.measured(TABLE)
"""The clear ones of the 106 variants, the clearest first; the rest of those that were measured."""

CURVE = (
    (0, -7.1),
    (10, -5.9),
    (20, -4.7),
    (30, -3.2),
    (40, -1.6),
    (50, 0.0),
    (60, 1.7),
    (70, 3.5),
    (80, 5.3),
    (90, 7.2),
    (99, 8.9),
)
"""espeak-ng's pitch and the semitones it makes: median of 25 voices, ±0.3 within an octave's half, ±1.7 at
the ends, by autocorrelation over nine seconds of speech."""

REACH = (CURVE[0][1], CURVE[-1][1])
"""Semitones by which a voice can be moved."""


def names() -> Sequence[str]:
    """Return every voice there is, sorted: a language (``en-gb``), or one with a variant (``en-gb+f5``).

    Raises:
        EngineError: a part of espeak-ng is missing.
    """
    data = find().data
    variants = _variants(data)
    return sorted(name for code in _languages(data) for name in (code, *(f"{code}+{v}" for v in variants)))


def look() -> None:
    """Find out which languages and variants there are: it is remembered, and takes 10 ms."""
    data = find().data
    _languages(data)
    _variants(data)


def identifier(name: str) -> str:
    """Return what the library calls the voice *name*: ``gmw/en+f5`` for ``en-gb+f5``.

    The library itself knows few languages by their codes, and takes an unknown
    variant for none.

    Raises:
        EngineError: there is no such voice.
    """
    data = find().data
    code, plus, variant = name.partition("+")
    language = _languages(data).get(code)
    if language is None or (plus and variant not in _variants(data)):
        hint = "narrate voices lists those that are installed; capital letters matter after the plus"
        raise EngineError(Problem(f"espeak-ng has no voice {name!r}", hint=hint))
    return f"{language}{plus}{variant}"


def pitch(semitones: float) -> int:
    """Return espeak-ng's pitch, 0 to 99, that moves a voice by *semitones*.

    Raises:
        EngineError: that is further than its voices can be moved.
    """
    low, high = REACH
    if not low <= semitones <= high:
        message = f"expected a pitch from {low:g} to {high:g} semitones for espeak-ng, got {semitones:g}"
        raise EngineError(Problem(message, hint="change the pitch of that voice in voices.toml"))
    right = next(i for i, (_, at) in enumerate(CURVE) if i and at >= semitones)
    (p, at), (q, beyond) = CURVE[right - 1], CURVE[right]
    return round(p + (q - p) * (semitones - at) / (beyond - at))


@lru_cache(maxsize=1)
def _languages(data: Path) -> Mapping[str, str]:
    """Return the library's name of each language by its code; of two, the one that says it comes first."""
    found: dict[str, tuple[int, str]] = {}
    for path in sorted((data / "lang").glob("*/*")):
        place = path.relative_to(data / "lang").as_posix()
        for line in path.read_text(encoding="latin-1").splitlines():
            match line.split():
                case ["language", code, *rest]:
                    # a low number is a good fit; 5 where there is none, as espeak-ng has it
                    order = int(rest[0]) if rest and rest[0].isdecimal() else 5
                    found[code.lower()] = min(found.get(code.lower(), (order, place)), (order, place))
    return MappingProxyType({code: place for code, (_, place) in found.items()})


@lru_cache(maxsize=1)
def _variants(data: Path) -> Sequence[str]:
    return sorted(path.name for path in (data / "voices" / "!v").iterdir())
