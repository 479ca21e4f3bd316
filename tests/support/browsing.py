"""A real browser for tests: fixtures, to be named in the conftest of those who use it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.tools import package, program

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page


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
def browser() -> Iterator[Browser]:
    package("playwright")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (not everybody has it)

    arguments = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program("chromium"), args=arguments)
        yield launched
        launched.close()


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
