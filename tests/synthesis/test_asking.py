from __future__ import annotations

import time
from threading import Event

import pytest

from narration.errors import EngineError, Problem
from narration.synthesis import Once


def test_who_asks_while_it_is_worked_out_waits_and_it_is_worked_out_once() -> None:
    begun, asked = Event(), []

    def ask() -> str:
        begun.set()
        asked.append(None)
        time.sleep(0.05)
        return "f1"

    once = Once(ask)
    once.begin()
    begun.wait()

    assert (once(), once()) == ("f1", "f1")
    assert len(asked) == 1


def test_what_is_wrong_is_told_to_whoever_asks() -> None:
    def ask() -> str:
        raise EngineError(Problem("espeak-ng cannot be read"))

    once = Once(ask)
    once.begin()

    for _ in range(2):
        with pytest.raises(EngineError, match="espeak-ng cannot be read"):
            once()
