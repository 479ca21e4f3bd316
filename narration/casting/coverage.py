"""Accounts for every printed word: spoken, dropped, moved, added or said otherwise."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.casting.lexicon import plain
from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from narration.model import Programme, Pronunciation, Script

_WORDLESS = ("markup", "front matter")
"""Reasons of dropped spans that were never words of the article: tags, short codes, keys."""
_FRAME = frozenset({BlockKind.HEADLINE, BlockKind.PARAGRAPH, BlockKind.HEADING})
"""Kinds that are always heard in the order in which they stand."""
_UNCOUNTED = ("boilerplate",)
"""Reasons that have no plural."""


@dataclass(frozen=True, slots=True)
class Unspoken:
    """A run of the source that is not heard."""

    line: int
    reason: str
    text: str

    @property
    def words(self) -> int:
        """How many words are lost; markup has none."""
        return 0 if self.reason in _WORDLESS else words(self.text)


@dataclass(frozen=True, slots=True)
class Added:
    """Words of ours that are heard."""

    text: str
    before: int | None
    """Line of the words they stand before; None at the end."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Words that are said otherwise than printed."""

    line: int
    printed: str
    said: str
    """Empty for what is not said."""
    reason: str = "lexicon"
    """What says it otherwise: ``lexicon``, or the class of token."""
    entry: Pronunciation | None = None
    """The lexicon's that says so."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A block that is heard elsewhere than it stands."""

    line: int
    kind: str
    text: str


@dataclass(frozen=True)
class Coverage:
    """The account of one edition: nothing is lost, added or changed that does not stand here."""

    spoken: int
    """Printed words that are heard."""
    unspoken: tuple[Unspoken, ...]
    added: tuple[Added, ...]
    changed: tuple[Changed, ...]
    moved: tuple[Moved, ...]

    @property
    def total(self) -> int:
        """All words of the file."""
        return self.spoken + self.dropped

    @property
    def dropped(self) -> int:
        """Words of the file that are not heard."""
        return sum(run.words for run in self.unspoken)

    @property
    def applied(self) -> Mapping[Pronunciation, int]:
        """How often each entry of the lexicon applies, in the order of the article."""
        return Counter(change.entry for change in self.changed if change.entry)

    def summary(self) -> str:
        """Return the account in a line."""
        parts = [f"{self.spoken:,} of {self.total:,} words spoken"]
        if self.dropped:
            reasons = Counter(run.reason for run in self.unspoken if run.words)
            told = ", ".join(_counted(number, reason) for reason, number in reasons.items())
            parts.append(f"{self.dropped:,} dropped: {told}")
        if self.added:
            parts.append(f"{sum(words(run.text) for run in self.added):,} added")
        if self.changed:
            reasons = Counter(change.reason for change in self.changed)
            told = ", ".join(f"{number} {reason}" for reason, number in reasons.items())
            parts.append(f"{len(self.changed):,} said otherwise ({told})")
        if self.moved:
            kinds = Counter(block.kind for block in self.moved)
            told = ", ".join(_counted(number, kind) for kind, number in kinds.items())
            parts.append(f"{told} moved")
        return "; ".join(parts)

    def lines(self) -> Iterator[str]:
        """Yield each run that is dropped, moved, added or said otherwise."""
        for run in self.unspoken:
            yield f"line {run.line}: dropped “{_short(run.text)}” ({run.reason})"
        for block in self.moved:
            yield f"line {block.line}: moved “{_short(block.text)}” ({block.kind})"
        for added in self.added:
            place = f"before line {added.before}" if added.before else "at the end"
            yield f"{place}: added “{added.text.strip()}”"
        for change in self.changed:
            yield f"line {change.line}: “{change.printed.strip()}” {_said(change)} ({change.reason})"


def coverage(script: Script, programme: Programme) -> Coverage:
    """Return the account of what *programme* says of the article of *script*."""
    spoken = 0
    added: list[Added] = []
    changed: list[Changed] = []
    following: int | None = None
    line = script.article.source.line
    for passage in reversed(programme.passages):
        following = passage.line or following
        printed = [wording.printed.text for wording in passage.wordings if wording.printed]
        spoken += words("".join(printed))
        if not printed:
            added.append(Added(passage.printed, following))
            continue
        for wording in reversed(passage.wordings):
            if wording.printed is None:
                added.append(Added(wording.token.said, following))
            elif wording.reason and wording.token.said != plain(wording.printed.text):
                at = line(wording.printed.start)
                changes = (wording.token.said, wording.reason, wording.entry)
                changed.append(Changed(at, wording.printed.text, *changes))
    unspoken, moved = _unspoken(script, programme), _moved(script, programme)
    return Coverage(spoken, unspoken, tuple(added[::-1]), tuple(changed[::-1]), moved)


def words(text: str) -> int:
    """Return how many words *text* has: runs between white space, as ``wc -w`` counts them."""
    return len(text.split())


def _unspoken(script: Script, programme: Programme) -> tuple[Unspoken, ...]:
    """Return all that is not heard: what the reading dropped, and the blocks that no passage holds."""
    article = script.article
    found = [(run.start, Unspoken(run.line, run.reason, run.text)) for run in article.dropped]
    heard = {passage.block for passage in programme.passages}
    for index, block in enumerate(article.blocks):
        if index not in heard and block.view.text.strip():
            reason = f"picture {block.kind}" if block.kind is BlockKind.CAPTION else str(block.kind)
            wordless = not any(map(str.isalnum, block.view.text))
            reason = f"wordless {block.kind}" if wordless else reason
            found.append((block.view.start, Unspoken(block.line, reason, block.view.text)))
    return tuple(run for _, run in sorted(found, key=lambda pair: pair[0]))


def _moved(script: Script, programme: Programme) -> tuple[Moved, ...]:
    """Return the blocks that are heard elsewhere than they stand among headline, paragraphs, crossheads."""
    blocks = script.article.blocks
    order = list(dict.fromkeys(p.block for p in programme.passages if p.block is not None))
    following = len(blocks)
    ends: list[int] = []  # for each block the next of the frame, which it must stand before
    for block in reversed(order):
        ends.append(following)
        following = block if blocks[block].kind in _FRAME else following
    last = -1
    moved = []
    for block, end in zip(order, reversed(ends), strict=True):
        if blocks[block].kind in _FRAME or last < block < end:
            last = block
        else:
            moved.append(block)
    return tuple(
        Moved(blocks[block].line, str(blocks[block].kind), blocks[block].view.text) for block in sorted(moved)
    )


def _said(change: Changed) -> str:
    """Return what is said for a word, in IPA where that is what its entry has."""
    entry = change.entry
    if entry and entry.ipa and change.said != entry.alias:
        return f"said /{entry.ipa}/"
    return f"said “{change.said.strip()}”" if change.said.strip() else "not said"


def _counted(number: int, reason: str) -> str:
    many = number > 1 and reason not in _UNCOUNTED
    return f"{number} {reason}{'s' if many else ''}"


def _short(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= 60 else joined[:59] + "…"
