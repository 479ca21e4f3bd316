"""A browser for all tests, and an edition that is built once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from narration.app.group import run
from tests.support.projects import ARTICLE, TONE
from tests.support.tools import package, program
from tests.support.web import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

AWKWARD = f"""\
{ARTICLE}
A & B <c>, who sells tickets, said: “<b>5 < 6</b> & ‘so’ on.”

“Who will pay?”

The sign says שלום לכולם to all who land, with an emoji 🙂 and a {"very" * 30} long word.

This article was amended on 3 March.
"""


@dataclass
class Seen:
    """A page that is open, and what it did."""

    page: Page
    asked: list[str] = field(default_factory=list)
    """The address of each request."""
    said: list[str] = field(default_factory=list)
    """Whatever stood on the console, and each error."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)


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
def browser() -> Iterator[Browser]:
    package("playwright")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (not everybody has it)

    arguments = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program("chromium"), args=arguments)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(edition: Path) -> Iterator[str]:
    """Where the edition is behind a web server."""
    with served(
        {path.name: path.read_bytes() for path in edition.iterdir() if path.suffix != ".json"}
    ) as url:
        yield url


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Seen]]:
    """Open an address in a browser with a memory of its own."""
    contexts = []

    def opening(url: str, **options: Any) -> Seen:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        return visit(context.new_page(), url)

    yield opening
    for context in contexts:
        context.close()


def visit(page: Page, url: str) -> Seen:
    """Go to *url*, and note what the page does."""
    seen = Seen(page)
    page.on("request", lambda request: seen.asked.append(request.url))
    page.on("console", lambda message: seen.said.append(message.text))
    page.on("pageerror", lambda error: seen.said.append(str(error)))
    page.goto(url)
    page.evaluate(
        """() => new Promise(done => {
          const audio = document.querySelector("audio");
          if (!audio || audio.readyState) done();
          else audio.addEventListener("loadedmetadata", done, {once: true});
        })"""
    )
    return seen
