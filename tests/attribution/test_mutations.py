"""Articles of our own, broken as people and programs break them: marks and line ends lost, doubled, moved."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from narration.attribution import style
from narration.attribution.apostrophes import innocent
from narration.model import Script, SegmentKind
from tests.quality import corpus
from tests.support.attribution import attributed

TEXTS = [article.text for article in corpus.load()]
PLACES = re.compile(rf"{style.MARK.pattern}|[\n:—–>?.,]")
ENOUGH = 1500
"""Characters of an article: more shows no more, and takes longer."""


@st.composite
def broken(draw: st.DrawFn) -> str:
    """An article of which some marks, stops and line ends are dropped, doubled, swapped or cut at."""
    text = draw(st.sampled_from(TEXTS))
    begin = draw(st.integers(0, max(0, len(text) - ENOUGH)))
    text = text[begin : begin + ENOUGH]
    for _ in range(draw(st.integers(1, 8))):
        places = [found.span() for found in PLACES.finditer(text)]
        if len(places) < 2:
            break
        one, other = sorted(draw(st.lists(st.sampled_from(places), min_size=2, max_size=2)))
        how = draw(st.sampled_from(["drop", "double", "swap", "cut", "straight"]))
        text = _break(text, one, other, how)
    return "Town news\n\n" + text


def _break(text: str, one: tuple[int, int], other: tuple[int, int], how: str) -> str:
    (a, b), (c, d) = one, other
    if how == "swap" and b <= c:
        return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
    if how == "cut":
        return text[:a] + text[d:]
    between = {"double": text[a:b] * 2, "straight": '"'}.get(how, "")
    return text[:a] + between + text[b:]


@settings(max_examples=150, deadline=None)
@given(broken())
def test_the_segments_of_a_broken_article_join_to_it_and_only_quotations_have_a_speaker(text: str) -> None:
    found = attributed(text)

    for number, block in enumerate(found.article.blocks):
        own = [segment for segment in found.segments if segment.block == number]
        assert "".join(segment.view.text for segment in own) == block.view.text
        for segment in own:
            assert (segment.quotation is None) == (segment.kind is SegmentKind.NARRATION)
            assert segment.speaker is None or segment.quotation is not None


@settings(max_examples=100, deadline=None)
@given(broken())
def test_every_mark_of_a_broken_article_is_inside_a_quotation_an_apostrophe_or_told(text: str) -> None:
    found = attributed(text)

    strays = sum(
        _strays(found, segment.block, segment) for segment in found.segments if not segment.quotation
    )
    assert len([remark for remark in found.remarks if "partner" in remark.message]) == min(strays, 21)


def _strays(found: Script, number: int, segment: object) -> int:
    view = found.article.blocks[number].view
    places = segment.view.places  # type: ignore[attr-defined]
    marks = style.MARK.finditer(segment.view.text)  # type: ignore[attr-defined]
    return sum(not innocent(view.text, view.index(places[mark.start()])) for mark in marks)


@settings(max_examples=60, deadline=None)
@given(broken())
def test_a_broken_article_is_read_the_same_with_other_line_ends(text: str) -> None:
    plain = [(s.kind, s.speaker, s.view.text) for s in attributed(text).segments]

    assert [
        (s.kind, s.speaker, s.view.text) for s in attributed(text.replace("\n", "\r\n")).segments
    ] == plain
