from __future__ import annotations

import subprocess
import sys

import pytest

from narration.errors import EngineError
from narration.synthesis import find, installed


def test_our_own_engines_come_through_the_door_for_everybody():
    assert {"espeak", "pyttsx3", "tone"} <= set(installed())
    assert all(spec.name == name for name, spec in installed().items())


def test_an_engine_of_somebody_elses_is_found(install):
    install()

    assert installed()["plugin"].voices() == ["one"]


def test_an_engine_that_is_not_installed_is_an_error_that_names_those_that_are():
    with pytest.raises(
        EngineError, match=r"expected an installed speech engine, got 'harp' \(installed: .*tone"
    ):
        find("harp")


def test_a_broken_engine_is_an_error_that_names_it(install):
    install(entry="[narration.engines.v1]\nplugin = plugin_spec:NOTHING\n")

    with pytest.raises(EngineError, match=r"the speech engine plugin cannot be loaded: .*NOTHING"):
        installed()


def test_an_engine_that_is_something_else_is_an_error(install):
    install(entry="[narration.engines.v1]\nplugin = plugin_spec:Gender\n")

    with pytest.raises(EngineError, match="the speech engine plugin: expected an EngineSpec"):
        installed()


@pytest.mark.parametrize("name", ["command", "espeak", "flite", "piper", "pyttsx3", "tone"])
def test_a_spec_is_imported_without_its_library_so_that_it_is_quick(name):
    program = (
        f"import sys, narration.synthesis.engines.{name}\n"
        "heavy = {'pyttsx3', 'espeakng_loader', 'ctypes', 'pydub', 'piper', 'onnxruntime', 'numpy'}\n"
        "print(*(heavy & set(sys.modules)))"
    )

    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert loaded.stdout == "\n"
