"""One block into passages: a sentence's stretch in one voice each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from narration.casting import unsaid
from narration.casting.announcements import announcements
from narration.casting.fragments import apart, marked, voiced
from narration.casting.lexicon import ours, tokens, wordings
from narration.casting.marks import aloud, marks, openings_and_closings
from narration.casting.sentences import breaths, sentences
from narration.casting.shaping import shaped
from narration.casting.spoken import runs, variety
from narration.model import Passage, Role, SegmentKind, Token, TokenForm, Use, Utterance, Wording
from narration.source import gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from narration.casting.lexicon import Lexicon
    from narration.model import Block, Cast, Script, Segment, Voice

_INTONED = re.compile(r"[.,;:?!…]{1,3}")
"""Punctuation that stands after a quotation and tells its voice how to end."""
_ORNAMENT = re.compile(r"[•◦●▪■□·‣⁃*#>|–—-]+\s+")
"""A bullet or a dash at the beginning: some engines say its name."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What one voice says in one go: a run of a block's view."""

    start: int
    end: int
    segment: Segment | None = None
    """The quotation it belongs to; None for the narrator."""
    silent: tuple[tuple[int, int], ...] = ()
    """Runs without a word that are not said."""


class Reader:
    """Makes the passages of one programme."""

    def __init__(
        self,
        script: Script,
        cast: Cast,
        lexicons: Callable[[Voice], Lexicon],
        fragments: str = "narrator",
        quotes: str = "none",
    ) -> None:
        """Read *script* in the voices of *cast*, as ``[edition] fragments`` and ``quotes`` say.

        Args:
            script: what is read.
            cast: who reads it.
            lexicons: returns what a voice says otherwise than printed.
            fragments: who reads them.
            quotes: which quotation marks are said.
        """
        self._mode = fragments
        self._quotes = quotes
        self._article = script.article
        self._lexicons = lexicons
        texts = (block.view.text for block in script.article.blocks)
        english = variety(texts, script.article.language)
        self._speech = partial(runs, language=script.article.language, variety=english)
        self._voices = {member.speaker: member.voice for member in cast.speakers}
        self._unattributed = cast.unattributed.voice
        self._labels = unsaid.letters(block.view.text for block in script.article.blocks)
        self._segments: dict[int, list[Segment]] = {}
        for segment in script.segments:
            self._segments.setdefault(segment.block, []).append(segment)

    def block(self, index: int, role: Role, voice: Voice, label: str = "") -> list[Passage]:
        """Return the passages of one block, none if it has no words.

        Args:
            index: of the block in the article.
            role: what it is to the listener.
            voice: that of all that is no quotation.
            label: words of ours before the first.
        """
        block = self._article.blocks[index]
        segments = self._segments.get(index, [])
        letter = unsaid.label(block.view.text, self._labels)
        cut = pieces(block, segments, self._mode, letter[1])
        silent = _union(
            [letter, *marks(block, segments), *chain.from_iterable(piece.silent for piece in cut)]
        )
        made: list[Passage] = []
        for piece in cut:
            before = (Wording(Token(label), None),) if label and not made else ()
            view = block.view.cut(piece.start, piece.end)
            lexicon = self._lexicons(self._voice(piece.segment, voice))
            said = before + wordings(view, _within(silent, piece), lexicon, self._speech)
            made.append(self._passage(tuple(map(_accounted, said)), role, index, piece.segment, voice))
        return made

    def announcement(self, text: str, role: Role, voice: Voice) -> Passage:
        """Return a passage that is all ours."""
        spoken = ours(text, self._lexicons(voice), self._speech)
        return Passage(spoken, role, None, None, None, self._utterance(spoken, voice), voice, None)

    def _passage(
        self,
        spoken: tuple[Wording, ...],
        role: Role,
        index: int,
        segment: Segment | None,
        narrator: Voice,
    ) -> Passage:
        spoken = aloud(self._article.blocks[index], spoken, *self._marks(index))
        view = next(wording.printed for wording in spoken if wording.printed)
        voice = self._voice(segment, narrator)
        fragment = segment is not None and segment.kind is SegmentKind.FRAGMENT
        own = segment if segment and voiced(segment, self._mode) else None
        speaker = own.speaker if own else None
        quotation = own.quotation.id if own and own.quotation else None
        return Passage(
            wordings=spoken,
            role=role,
            block=index,
            speaker=speaker,
            quotation=quotation,
            utterance=self._utterance(spoken, voice),
            voice=voice,
            line=self._article.source.line(view.start),
            fragment=fragment,
        )

    def _marks(self, index: int) -> tuple[Sequence[int], Sequence[int], tuple[str, str]]:
        """Return where the quotation marks that are said open and close in a block, and their names."""
        said = self._segments.get(index, []) if self._quotes != "none" else ()
        wanted = [s for s in said if s.quotation and (self._quotes == "all" or s.quotation.use is Use.SCARE)]
        words = announcements(self._article.language)
        return *openings_and_closings(self._article.blocks[index], wanted), (words.quote, words.unquote)

    def _voice(self, segment: Segment | None, narrator: Voice) -> Voice:
        """Return the voice of a quotation or a fragment, or of all that is none."""
        if segment is None:
            return narrator
        if not voiced(segment, self._mode):
            return marked(narrator)
        return self._unattributed if segment.speaker is None else self._voices[segment.speaker]

    def _utterance(self, spoken: Sequence[Wording], voice: Voice) -> Utterance:
        said = (
            replace(token, said=shaped(token.said)) if token.form is TokenForm.TEXT else token
            for token in tokens(spoken)
        )
        return Utterance(tuple(said), self._article.language, voice.timbre)


def pieces(block: Block, segments: Sequence[Segment], mode: str = "narrator", label: int = 0) -> list[Piece]:
    """Return the pieces of a block in order; together they hold all its characters but white space.

    A quotation is in its speaker's voice, everything else in one other voice:
    fragments stay in their sentence, unless *mode* cuts them out.  None if the block has no words.
    What stands before *label* counts as none.
    """
    text = block.view.text
    cut = [
        piece
        for start, end, segment in _runs(block, segments, mode)
        for first, last in _sentences(block, segments, start, end)
        if (piece := _stripped(text, Piece(first, last, segment)))
    ]
    return _with_words(" " * label + text[label:], cut)


def _accounted(wording: Wording) -> Wording:
    """Return *wording*; the letter of a question or an answer, which is not said, with that reason."""
    printed = wording.printed.text if wording.printed and not wording.token.said else ""
    letter = not wording.reason and any(map(str.isalnum, printed))
    return replace(wording, reason="label") if letter else wording


def _runs(block: Block, segments: Sequence[Segment], mode: str) -> Iterator[tuple[int, int, Segment | None]]:
    """Yield (start, end, quotation) of each run that is read apart, as indexes into the view."""
    length = len(block.view.text)
    quotes = [
        (block.view.index(s.view.start), block.view.index(s.view.end), s) for s in segments if apart(s, mode)
    ]
    others = [(*span, None) for span in gaps([(start, end) for start, end, _ in quotes], length)]
    yield from sorted([*quotes, *others], key=lambda run: run[0])


def _sentences(block: Block, segments: Sequence[Segment], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence or breath of a run; none ends inside a fragment.

    Punctuation right after another run's end is yielded by itself, for it is that run's.
    """
    if start and (intoned := _INTONED.match(block.view.text, start, end)):
        yield intoned.span()
        start = intoned.end()
    text = block.view.text[start:end]
    fragments = [
        (block.view.index(s.view.start) - start, block.view.index(s.view.end) - start)
        for s in segments
        if s.kind is SegmentKind.FRAGMENT
    ]
    ends = [last for _, last in sentences(text) if not _inside(fragments, last)]
    for first, last in pairwise([0, *ends]):
        for left, right in breaths(text[first:last]):
            yield start + first + left, start + first + right


def _inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Return whether *at* lies inside one of the sorted *spans*, not at its edge."""
    before = bisect_left(spans, at, key=lambda span: span[0])
    return before > 0 and at < spans[before - 1][1]


def _stripped(text: str, piece: Piece) -> Piece | None:
    """Return *piece* without white space at its ends, its ornament silent; None if nothing is left."""
    run = text[piece.start : piece.end]
    start = piece.start + len(run) - len(run.lstrip())
    end = piece.start + len(run.rstrip())
    ornament = _ORNAMENT.match(text, start, end)
    return Piece(start, end, piece.segment, (ornament.span(),) if ornament else ()) if start < end else None


def _with_words(text: str, cut: Sequence[Piece]) -> list[Piece]:
    """Join pieces that hold no word (a dash, a full stop) to the piece before, the first ones to the next."""
    joined: list[Piece] = []
    waiting: int | None = None
    for piece in cut:
        if any(map(str.isalnum, text[piece.start : piece.end])):
            start = piece.start if waiting is None else waiting
            joined.append(Piece(start, piece.end, piece.segment, ((start, piece.start), *piece.silent)))
            waiting = None
        elif joined:
            last = joined.pop()
            mute = not _INTONED.fullmatch(text, piece.start, piece.end)
            silent = (*last.silent, (last.end, piece.end)) if mute else last.silent
            joined.append(Piece(last.start, piece.end, last.segment, silent))
        elif waiting is None:
            waiting = piece.start
    return joined


def _union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return *spans* sorted, those that touch or overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _within(spans: Sequence[tuple[int, int]], piece: Piece) -> list[tuple[int, int]]:
    """Return those parts of the sorted *spans* that lie in *piece*, counted from its start."""
    first = bisect_right(spans, piece.start, key=lambda span: span[1])
    last = bisect_left(spans, piece.end, key=lambda span: span[0])
    return [
        (max(start, piece.start) - piece.start, min(end, piece.end) - piece.start)
        for start, end in spans[first:last]
    ]
