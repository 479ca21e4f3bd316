"""Scripts that no person would write."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from narration.model import (
    Article,
    Block,
    BlockKind,
    Dropped,
    Gender,
    Quotation,
    Script,
    Segment,
    SegmentKind,
    Speaker,
    Use,
)
from narration.source import Source, View

NAMES = ("Ada Brook", "Tom Reeve", "A forester")
KINDS = [kind for kind in BlockKind if kind not in (BlockKind.CREDIT, BlockKind.BOILERPLATE)]

words = st.sampled_from(["The mill", "turns", "Dr. ", "No. 3", "U.S. ", "WHO", "wren", "水。", "e\u0301"])
others = st.sampled_from("“”‘’'\"«.!…—_*🙂\n\0") | st.sampled_from([" ", "  ", " »", ". ", " — ", ", ", ": "])
pieces = words | others
texts = st.lists(pieces, min_size=1, max_size=20).map("".join) | st.text(min_size=1, max_size=40)


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    """Blocks of any text, cut anywhere into segments of any kind; some spans dropped between them."""
    text, blocks, dropped, segments = "", [], [], []
    cuts = []
    for kind in draw(st.lists(st.sampled_from([*KINDS, None]), min_size=1, max_size=8)):
        start = len(text)
        text += draw(texts)
        if kind is None:
            dropped.append((start, len(text)))
        else:
            inner = draw(st.lists(st.integers(start, len(text)), max_size=4))
            cuts.append((len(blocks), sorted({start, *inner, len(text)})))
            blocks.append((kind, start, len(text)))
        text += "\n\n"
    source = Source("any.txt", text)
    for block, edges in cuts:
        for start, end in pairwise(edges):
            segments.append(draw(_segment(source, block, start, end)))
    article = Article(
        source,
        "0" * 64,
        tuple(Block(kind, View.exact(source, a, b), source.line(a), "") for kind, a, b in blocks),
        tuple(Dropped(a, b, source.line(a), "picture credit", text[a:b]) for a, b in dropped),
        language="en",
    )
    used = dict.fromkeys(s.speaker for s in segments if s.speaker)
    speakers = tuple(Speaker(n, (n,), draw(st.sampled_from(Gender)), "", "", 1) for n in used)
    return Script(article, tuple(segments), speakers)


@st.composite
def _segment(draw: st.DrawFn, source: Source, block: int, start: int, end: int) -> Segment:
    kind = draw(st.sampled_from(SegmentKind))
    view, line = View.exact(source, start, end), source.line(start)
    if kind is SegmentKind.NARRATION:
        return Segment(view, line, block, kind, None, "", 1.0)
    speaker = draw(st.sampled_from([*NAMES, None]))
    nested = draw(st.lists(st.tuples(st.integers(start, end), st.integers(start, end)), max_size=2))
    spans = tuple((min(span), max(span)) for span in nested)
    quotation = Quotation(draw(st.integers(1, 4)), draw(st.sampled_from(Use)), spans)
    return Segment(view, line, block, kind, speaker, "", 1.0, quotation)
