"""Who wrote it, and when, as the heads of newspapers print it: ``heads.txt``.

There, blank lines part the heads; behind ``>`` stands what is read of each, ``?`` for what is doubtful.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from narration.articles import parse
from narration.source import Source

HEADLINE = "Ferry to the skerries will stop on Friday"

STANDFIRST = "The boat is older than its owner, and nobody wants to pay for another."

BODY = """
The ferry stopped on Friday, its owners said, after eighty years on the sound.

“We have no choice,” said Wren Hollis, who runs it.
"""

HEADS = {
    head.rstrip(): [line.removeprefix("> ") for line in read.splitlines()]
    for case in Path(__file__).with_name("heads.txt").read_text("utf-8").split("\n\n")
    for head, mark, rest in [case.partition("> ")]
    for read in [mark + rest.strip()]
}

ABOVE = {
    "News": [],
    "Local news": [],
    "Home > News > Coast": [],
    "Exclusive": ["standfirst Exclusive"],
    "The long read": ["standfirst The long read"],
}
"""What stands above a headline, and what is read of it."""


@pytest.mark.parametrize("head", HEADS)
def test_the_lines_under_a_headline_are_told_apart(head: str) -> None:
    assert _read(f"{HEADLINE}\n\n{head}\n{BODY}") == [f"headline {HEADLINE}", *HEADS[head]]


@pytest.mark.parametrize("head", HEADS)
def test_a_standfirst_above_them_is_one_whatever_it_ends_in(head: str) -> None:
    signed = bool(HEADS[head]) and HEADS[head][0].startswith(("byline", "dateline"))

    read = _read(f"{HEADLINE}\n\n{STANDFIRST}\n\n{head}\n{BODY}")

    assert (f"standfirst {STANDFIRST}" in read) == signed


@pytest.mark.parametrize("label", ABOVE)
def test_a_label_above_the_headline_is_not_the_headline(label: str) -> None:
    read = _read(f"{label}\n\n{HEADLINE}\n\nBy Jo Orr\n{BODY}")

    assert read == [*ABOVE[label], f"headline {HEADLINE}", "byline By Jo Orr"]


def test_a_section_under_the_headline_is_no_crosshead() -> None:
    read = _read(f"{HEADLINE}\n\nTRANSPORT\n\nBy Jo Orr\n{BODY}")

    assert read == [f"headline {HEADLINE}", "byline By Jo Orr"]


def _read(text: str) -> list[str]:
    """What is read above the first paragraph of the body."""
    article = parse(Source("case", text), "")
    body = text.index("The ferry stopped")
    return [
        f"{block.kind}{'?' * block.doubtful} {block.view.text}"
        for block in article.blocks
        if block.view.start < body
    ]
