"""Checkers that are none of ours find nothing wrong with the pages, and do find what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.validators import axe, html_validate, vnu

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.browsing import Seen

PAGES = ("index.html", "ferry.print.html")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "options",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"contrast": "more"},
        {"contrast": "more", "color_scheme": "dark"},
        {"viewport": {"width": 320, "height": 256}},
    ],
    ids=["light", "dark", "white", "black", "narrow"],
)
def test_axe_finds_nothing(
    opened: Callable[..., Seen], edition: Path, name: str, options: dict[str, Any]
) -> None:
    page = opened((edition / name).as_uri(), **options)
    if name == "index.html":  # as it is while it is heard and searched
        if page.is_visible("summary"):
            page.click("summary")
        page.fill("#sought", "ferry")
        page.press("#sought", "Enter")
        page.click(".go >> nth=4")
        page.wait_for_timeout(400)
        page.evaluate("audio.pause()")

    assert axe(page) == []


def test_axe_finds_what_is_wrong(opened: Callable[..., Seen], edition: Path, tmp_path: Path) -> None:
    broken = (edition / "index.html").read_text("utf-8")
    for right, wrong in (
        ('<html lang="en">', "<html>"),
        ("<label><span>Speed</span>", "<label>"),
        ("<p>“", "<p aria-hidden=true tabindex=0>“"),
    ):
        broken = broken.replace(right, wrong)
    (tmp_path / "index.html").write_text(broken, "utf-8")
    (tmp_path / "ferry.mp3").write_bytes((edition / "ferry.mp3").read_bytes())
    page = opened((tmp_path / "index.html").as_uri())

    found = {rule.partition(":")[0] for rule in axe(page)}
    assert found >= {"html-has-lang", "select-name"}


@pytest.mark.parametrize("name", PAGES)
def test_the_nu_checker_finds_nothing(edition: Path, name: str) -> None:
    assert vnu(edition / name) == []


@pytest.mark.parametrize("name", PAGES)
def test_html_validate_finds_nothing(edition: Path, name: str) -> None:
    assert html_validate(edition / name) == []


def test_both_find_what_is_wrong(edition: Path, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    broken = (
        (edition / "index.html").read_text("utf-8").replace("</h1>", "").replace('for="sought"', 'for="none"')
    )
    path.write_text(broken, "utf-8")

    assert vnu(path)
    assert "close-order" in html_validate(path)
