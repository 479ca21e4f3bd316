"""Asks pyttsx3 which voices a system has, in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyttsx3

from narration.synthesis.engines.system import Installed

if TYPE_CHECKING:
    from collections.abc import Callable

_GENDERS = ("female", "male")
"""In this order: one word has the other in it."""


def voices() -> Callable[[str], list[Installed]]:
    """Return what lists the voices of a driver."""
    return lambda driver: described(pyttsx3.init(driver).getProperty("voices"))


def described(voices: Any) -> list[Installed]:
    """Return what pyttsx3 tells of *voices*, in plain text: a system's own strings go to no other process."""
    return [
        Installed(str(one.id), str(one.name), _language(one.languages), _gender(one.gender)) for one in voices
    ]


def _language(languages: Any) -> str:
    return str(next(iter(languages or ()), "") or "").replace("_", "-")


def _gender(told: Any) -> str:
    return next((gender for gender in _GENDERS if gender in str(told or "").casefold()), "")
