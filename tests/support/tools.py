"""Programs that only some tests need: skipped with a reason where they are missing, a failure in the gate."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

NODE_MODULES = Path(__file__).parents[2] / ".ci" / "validators" / "node_modules"


def program(name: str) -> str:
    """Return the path of the program *name*."""
    return shutil.which(name) or _missing(name)


def node_package(name: str) -> Path:
    """Return the folder of the npm package *name*, installed by ``.ci/run``."""
    folder = NODE_MODULES / name
    return folder if folder.is_dir() else Path(_missing(f"npm package {name}"))


def package(name: str) -> None:
    """Check that the Python package *name* can be imported."""
    if find_spec(name) is None:
        _missing(f"Python package {name}")


def _missing(what: str) -> str:
    reason = f"{what} is not installed; .ci/run installs it"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
