"""What is read as what: one case a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narration.articles import parse
from narration.source import Source
from tests.support.golden import Case, cases

if TYPE_CHECKING:
    from collections.abc import Callable

    from narration.model import Article


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
