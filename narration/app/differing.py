"""Tells what differs in who says what between two articles."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from narration.attribution import fold
from narration.model import Use

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from narration.model import Script

SHOWN = 8
"""Words of a quotation that a line shows."""

ALIKE = 0.5
"""Share of words two quotations at the same place have in common that are one, reworded."""


@dataclass(frozen=True)
class _Said:
    """One utterance."""

    line: int
    words: tuple[str, ...]
    """Folded."""
    text: str
    who: str
    use: Use

    @property
    def shown(self) -> str:
        printed = self.text.split()
        return f"“{' '.join(printed[:SHOWN])}{' …' if len(printed) > SHOWN else ''}”"

    @property
    def role(self) -> str:
        return self.who if self.use is Use.SPEECH else f"{self.who}, {self.use}"


def differences(old: Script, new: Script) -> Iterator[str]:
    """Yield a line for each quotation that was added, removed, reworded, or given to somebody else."""
    before, after = _said(old), _said(new)
    matcher = SequenceMatcher(
        None, [one.words for one in before], [one.words for one in after], autojunk=False
    )
    for _, i, j, k, m in matcher.get_opcodes():
        yield from _block(before[i:j], after[k:m])


def _block(before: Sequence[_Said], after: Sequence[_Said]) -> Iterator[str]:
    """Yield what differs in a stretch: each of the new is paired with the next of the old that is like it."""
    place = 0
    for one in after:
        match = next((n for n in range(place, len(before)) if _alike(before[n], one)), None)
        if match is None:
            yield f"{one.line}: added: {one.role}: {one.shown}"
            continue
        yield from map(_removed, before[place:match])
        place = match + 1
        yield from _pair(before[match], one)
    yield from map(_removed, before[place:])


def _pair(old: _Said, new: _Said) -> Iterator[str]:
    if old.words != new.words:
        yield f"{new.line}: words: {new.who}: {old.text} → {new.text}"
    if old.who != new.who:
        yield f"{new.line}: speaker: {new.shown}: {old.who} → {new.who}"
    if old.use != new.use:
        yield f"{new.line}: use: {new.shown}: {old.use} → {new.use}"


def _removed(one: _Said) -> str:
    return f"{one.line} of the old: removed: {one.role}: {one.shown}"


def _alike(old: _Said, new: _Said) -> bool:
    return old.words == new.words or (
        SequenceMatcher(None, old.words, new.words, autojunk=False).ratio() >= ALIKE
    )


def _said(script: Script) -> list[_Said]:
    found: dict[int, _Said] = {}
    for segment in script.segments:
        if not (quotation := segment.quotation):
            continue
        text = " ".join(segment.view.text.split()).strip("“”„‘’\"'«»‹›`")
        if earlier := found.get(quotation.id):
            text = f"{earlier.text} {text}"
        line = earlier.line if earlier else segment.line
        who = earlier.who if earlier else segment.speaker or "nobody known"
        use = earlier.use if earlier else quotation.use
        found[quotation.id] = _Said(line, tuple(fold(text)), text, who, use)
    return list(found.values())
