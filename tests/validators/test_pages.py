"""Pages of the sample and of everything awkward are clean; tests/browser shows that faults are noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import validators

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.browsing import Seen
    from tests.validators.conftest import Built


def _pages(built: Built) -> tuple[Path, Path]:
    return built.folder / "index.html", built.file("print.html")


@pytest.mark.parametrize(
    "checker", [validators.vnu, validators.html_validate], ids=lambda checker: checker.__name__
)
def test_the_pages_are_valid(built: Built, checker: Callable[[Path], list[str]]) -> None:
    assert [checker(page) for page in _pages(built)] == [[], []]


def test_the_pages_are_accessible(built: Built, opened: Callable[..., Seen]) -> None:
    assert [validators.axe(opened(page.as_uri())) for page in _pages(built)] == [[], []]
