"""What is read as what: one case a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narration.articles import parse
from narration.articles.amending import CORRECTED
from narration.source import Source
from tests.support.golden import Case, cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from narration.model import Article

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "article-format.md"


@pytest.mark.parametrize("case", cases("articles"), ids=lambda case: case.id)
def test_golden(case: Case, golden: Callable[[Case, str, str], None]) -> None:
    golden(case, "expected", show(parse(Source("case", case["article"]), "")))


def show(article: Article) -> str:
    """A line for each block, ``-`` for what is dropped, ``?`` for what is doubtful; then the remarks."""
    rows = [
        (block.view.start, f"{block.kind}{'?' * block.doubtful}", block.line, block.reason, block.view.text)
        for block in article.blocks
    ]
    rows += [(drop.start, "-", drop.line, drop.reason, drop.text) for drop in article.dropped]
    lines = [f"{kind} {line} [{reason}] {text}\n" for _, kind, line, reason, text in sorted(rows)]
    return "".join(lines) + "".join(f"! {remark.message}\n" for remark in article.remarks)


def test_every_reason_for_leaving_something_out_is_documented() -> None:
    shown = "".join(case["expected"] for case in cases("articles"))
    reference = REFERENCE.read_text("utf-8").partition("## What is not read")[2]

    dropped = re.findall(r"^- \d+ \[([\w ]+)\]", shown, re.MULTILINE)
    documented = re.findall(r"^\| `([\w ]+)` \|", reference, re.MULTILINE)
    assert {*dropped, CORRECTED} == set(documented)
