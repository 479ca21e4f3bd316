"""Editions that all validators are run over: the sample, and an article of everything that is awkward."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from narration.app.group import run
from narration.model import Format
from tests.support import awkward
from tests.support.projects import TONE

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Built:
    """An edition in every format."""

    folder: Path
    slug: str

    def file(self, suffix: str) -> Path:
        """Return the path of one of its files."""
        return self.folder / f"{self.slug}.{suffix}"


@pytest.fixture(scope="session", params=["sample", "awkward"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build each once."""
    place = tmp_path_factory.mktemp(request.param)
    if request.param == "sample":
        (source,) = (ROOT / "seeds").glob("*.txt")
        (place / source.name).write_bytes(source.read_bytes())
        (place / "voices.toml").write_bytes((ROOT / "voices.toml").read_bytes())
        name = source.name
    else:
        name = "awkward.txt"
        (place / name).write_text(awkward.article(), "utf-8")
        (place / "awkward.script.toml").write_text(awkward.CORRECTIONS, "utf-8")
        (place / "voices.toml").write_text(TONE, "utf-8")
    here = Path.cwd()
    os.chdir(place)
    try:
        assert run(["build", name, "--to", ",".join(Format), "-q"]) == 0
    finally:
        os.chdir(here)
    slug = Path(name).stem
    return Built(place / "out" / slug, slug)
