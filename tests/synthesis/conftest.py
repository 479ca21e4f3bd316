from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narration.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SPEC = """
from narration.model import Gender, VoiceTraits
from narration.synthesis import EngineSpec

SPEC = EngineSpec(
    name="plugin",
    engine="plugin_engine:Plugin",
    traits=(VoiceTraits("one", Gender.UNKNOWN, 100, 1.0, "one"),),
    voices=lambda: ["one"],
    fingerprint=lambda: "1",
    check=lambda: "here",
    probes=("one",),
)
"""

ENTRY = "[narration.engines.v1]\nplugin = plugin_spec:SPEC\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


@pytest.fixture
def install(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Install the engine ``plugin``, whose class has the given body, as a package of somebody else's."""

    def install(body: str = "", *, spec: str = SPEC, entry: str = ENTRY) -> None:
        folder = tmp_path_factory.mktemp("site-packages")
        information = folder / "plugin-1.0.dist-info"
        information.mkdir()
        (information / "METADATA").write_text("Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n")
        (information / "entry_points.txt").write_text(entry)
        (folder / "plugin_spec.py").write_text(spec)
        (folder / "plugin_engine.py").write_text(ENGINE + body)
        monkeypatch.syspath_prepend(folder)
        monkeypatch.delitem(__import__("sys").modules, "plugin_spec", raising=False)

    return install


ENGINE = """
import os, time
from array import array
from pathlib import Path
from narration.errors import EngineError, Problem
from narration.model import Clip
from narration.synthesis import Take
SECOND = array("h", [0, 9000, 0, -9000] * 5512).tobytes()

class Plugin:
    def say(self, utterance):
"""
