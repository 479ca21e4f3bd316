from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.support.browsing import browser, opened
from tests.support.golden import Case, rewrite
from tests.support.projects import TONE, Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["browser", "opened"]  # fixtures

# what a test itself imports reports to nobody, and draws no noise in a thread (docs/adr/0071)
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

settings.register_profile(
    "narrate",
    deadline=None,  # the machines that run these are shared: a slow example is not a failure
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),  # the gate judges the change, not the day's examples
)
settings.load_profile("narrate")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write what the program says now; read the diff!"
    )
    parser.addoption("--gold", metavar="DIR", help="articles with gold labels (else NARRATE_GOLD)")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Case, str, str], None]:
    """Compare text with a section of a golden case, or rewrite the section with --update-golden."""
    update = request.config.getoption("--update-golden")

    def check(case: Case, section: str, text: str) -> None:
        text = text.rstrip("\n") + "\n"
        if update:
            rewrite(case, section, text)
        else:
            assert text == case.sections.get(section, "")

    return check


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Project:
    """An empty folder in which everybody hums, with a store of its own and no settings of this user."""
    for name in (
        "NARRATE_VOICES",
        "NARRATE_PEOPLE",
        "NARRATE_PLAIN",
        "NARRATE_CACHE_LIMIT",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NARRATE_CACHE", str(tmp_path / "cache"))
    made = Project(tmp_path / "project", capsys)
    made.write("voices.toml", TONE)
    return made
