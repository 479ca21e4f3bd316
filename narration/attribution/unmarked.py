"""Finds speech without quotation marks, where print marks it otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narration.attribution import interviews, posts, transcripts
from narration.attribution.marks import Span
from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.attribution.language import Language
    from narration.model import Block


def add(
    blocks: Sequence[Block], story: Sequence[int], spans: Mapping[int, tuple[Span, ...]], language: Language
) -> dict[int, tuple[Span, ...]]:
    """Return *spans*, the quotations of each block, with unmarked speech around those inside it.

    *story* are the numbers of the paragraphs of the running story.
    """
    found = dict(spans)
    for number, start, end, how, continues in _turns(blocks, story, language):
        inside = tuple(span for span in spans[number] if span.start >= start and span.end <= end)
        crossing = any(span.start < end and span.end > start for span in spans[number] if span not in inside)
        if crossing or any(span.continues for span in spans[number]):
            continue
        nested = tuple(pair for span in inside for pair in ((span.start, span.end), *span.nested))
        plain = Span(
            start, end, "", opened=False, closed=False, continues=continues, nested=nested, plain=how
        )
        beside = (span for span in spans[number] if span not in inside)
        found[number] = tuple(sorted((*beside, plain), key=lambda span: span.start))
    return _joined(found, story)


def _turns(
    blocks: Sequence[Block], story: Sequence[int], language: Language
) -> Iterator[tuple[int, int, int, str, bool]]:
    """Yield block, start, end, how it is told and whether it goes on, one for each block at most."""
    texts = [blocks[index].view.text for index in story]
    found = {story[number]: turn for number, turn in transcripts.find(texts, language).items()}
    asking = {BlockKind.HEADING, *(blocks[index].kind for index in story)}
    numbers = [index for index, block in enumerate(blocks) if block.kind in asking]
    set_off = [(blocks[n].view.text, blocks[n].kind is BlockKind.HEADING) for n in numbers]
    found |= {numbers[n]: turn for n, turn in interviews.find(set_off, language).items()}
    for number, start, continues in posts.blocks(texts, language):
        found.setdefault(story[number], transcripts.Turn(start, "block", continues))
    for index, text in zip(story, texts, strict=True):
        if index in found:
            turn = found[index]
            yield index, turn.start, len(text.rstrip()), turn.how, turn.continues
        elif place := posts.post(text):
            yield index, *place, "post", False


def _joined(found: dict[int, tuple[Span, ...]], story: Sequence[int]) -> dict[int, tuple[Span, ...]]:
    """Have nothing go on behind a paragraph without speech."""
    open_ = False
    for index in story:
        first, *rest = found[index] or (None,)
        if first is not None and first.plain and first.continues and not open_:
            found[index] = (replace(first, continues=False), *rest)
        last = rest[-1] if rest else first
        open_ = last is not None and bool(last.plain)
    return found
