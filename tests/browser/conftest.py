"""An edition that is built once, for all tests in a browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narration.app.group import run
from tests.support.projects import ARTICLE, TONE
from tests.support.web import served

if TYPE_CHECKING:
    from collections.abc import Iterator

AWKWARD = f"""\
{ARTICLE}
A & B <c>, who sells tickets, said: “<b>5 < 6</b> & ‘so’ on.”

“Who will pay?”

The sign says שלום לכולם to all who land, with an emoji 🙂 and a {"very" * 30} long word.

This article was amended on 3 March.
"""


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an edition in which everybody hums: ``ferry``, in all that has to do with pages."""
    folder = tmp_path_factory.mktemp("edition")
    (folder / "ferry.txt").write_text(AWKWARD, "utf-8")
    (folder / "voices.toml").write_text(TONE, "utf-8")
    here = Path.cwd()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NARRATE_CACHE", str(folder / "cache"))
        patch.setenv("HOME", str(folder / "home"))
        os.chdir(folder)
        try:
            assert run(["build", "ferry.txt", "--to", "mp3,vtt,html,print", "-q"]) == 0
        finally:
            os.chdir(here)
    return folder / "out" / "ferry"


@pytest.fixture(scope="session")
def address(edition: Path) -> Iterator[str]:
    """Where the edition is behind a web server."""
    with served(
        {path.name: path.read_bytes() for path in edition.iterdir() if path.suffix != ".json"}
    ) as url:
        yield url
