"""Checkers that are none of ours find nothing wrong with the pages, and do find what is wrong."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.tools import node_package, program

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.browser.conftest import Seen

PAGES = ("index.html", "ferry.print.html")

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RULES = {
    "extends": ["html-validate:recommended"],
    "rules": {"long-title": "off"},  # the title is the article's headline, and a page does not shorten it
}

_HTML_VALIDATE = """
import { HtmlValidate, StaticConfigLoader } from 'MODULE';
import { readFileSync } from 'node:fs';
const checker = new HtmlValidate(new StaticConfigLoader(RULES));
const report = await checker.validateString(readFileSync(process.argv[1], 'utf-8'));
console.log(JSON.stringify(report.results.flatMap(one => one.messages).map(one => one.ruleId)));
"""


def _axe(page: Seen) -> list[str]:
    """Return the rules that a page breaks as it is now."""
    page.evaluate((node_package("axe-core") / "axe.min.js").read_text("utf-8"))
    told = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    assert len(told["passes"]) > 10
    return [f"{one['id']}: {node['html'][:90]}" for one in told["violations"] for node in one["nodes"][:3]]


def _vnu(path: Path) -> list[str]:
    jar = node_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = [program("java"), "-jar", str(jar), "--format", "json", "--exit-zero-always", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return [one["message"] for one in json.loads(done.stderr)["messages"] if one["type"] == "error"]


def _html_validate(path: Path) -> list[str]:
    module = node_package("html-validate") / "dist" / "esm" / "index.js"
    code = _HTML_VALIDATE.replace("MODULE", module.as_uri()).replace("RULES", json.dumps(RULES))
    command = [program("node"), "--input-type=module", "-e", code, str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert isinstance(found, list)
    return found


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

    assert _axe(page) == []


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

    found = {rule.partition(":")[0] for rule in _axe(page)}
    assert found >= {"html-has-lang", "select-name"}


@pytest.mark.parametrize("name", PAGES)
def test_the_nu_checker_finds_nothing(edition: Path, name: str) -> None:
    assert _vnu(edition / name) == []


@pytest.mark.parametrize("name", PAGES)
def test_html_validate_finds_nothing(edition: Path, name: str) -> None:
    assert _html_validate(edition / name) == []


def test_both_find_what_is_wrong(edition: Path, tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    broken = (
        (edition / "index.html").read_text("utf-8").replace("</h1>", "").replace('for="sought"', 'for="none"')
    )
    path.write_text(broken, "utf-8")

    assert _vnu(path)
    assert "close-order" in _html_validate(path)
