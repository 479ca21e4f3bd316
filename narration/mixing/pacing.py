"""How long it is silent between two passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from narration.model import FRAME_RATE, Frames, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from narration.model import Passage, Programme

EVEN = 2
"""Frames of which every pause is a multiple: so clips of 22,050 frames a second, half of ours, stand on whole
frames of their own rate."""

_CLOSERS = "\"'”’»“)]"
"""What may stand after the full stop of a sentence."""


class Joint(StrEnum):
    """Where two passages meet."""

    BLOCKS = "blocks"
    """Between two paragraphs, headings, captions …"""
    SENTENCES = "sentences"
    """Between two sentences of one paragraph."""
    SENTENCE = "sentence"
    """Inside a sentence."""


@dataclass(frozen=True, slots=True)
class Pause:
    """The silence between a passage and the next."""

    name: str
    """Which of `Pauses` it is."""
    frames: Frames
    joint: Joint


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Two passages, one after the other, as the rules see them."""

    before: Passage
    after: Passage
    heads: tuple[bool, bool]
    """Which of the two is a heading: the article's, or a notice that opens a chapter (“Picture captions”)."""

    @property
    def joint(self) -> Joint:
        if self.before.block is None or self.before.block != self.after.block:
            return Joint.BLOCKS
        ends = self.before.printed.rstrip().rstrip(_CLOSERS).endswith((".", "!", "?", "…"))
        goes_on = self.after.printed.lstrip()[:1].islower()
        return Joint.SENTENCES if ends and not goes_on else Joint.SENTENCE

    @property
    def same_voice(self) -> bool:
        return _who(self.before) == _who(self.after)

    @property
    def quoted(self) -> bool:
        return self.after.quotation is not None

    @property
    def roles(self) -> tuple[Role, Role]:
        return self.before.role, self.after.role


_Rule = tuple[tuple[str, ...], "Callable[[_Meeting], bool]"]

_RULES: dict[Joint, tuple[_Rule, ...]] = {
    Joint.BLOCKS: (
        (("before_heading",), lambda meeting: meeting.heads[1]),
        (("after_heading",), lambda meeting: meeting.heads[0]),
        (("headline",), lambda meeting: meeting.roles[0] is Role.HEADLINE),
        (("caption",), lambda meeting: Role.CAPTION in meeting.roles),
        (("turn",), lambda meeting: not meeting.same_voice),
        (("same_speaker",), lambda meeting: meeting.quoted),
        (("paragraph",), lambda _: True),
    ),
    # a turn between sentences is no shorter than a breath between them
    Joint.SENTENCES: (
        (("sentence",), lambda meeting: meeting.same_voice),
        (("turn_in", "sentence"), lambda meeting: meeting.quoted),
        (("turn_back", "sentence"), lambda _: True),
    ),
    Joint.SENTENCE: (
        (("fragment",), lambda meeting: meeting.before.fragment or meeting.after.fragment),
        (("sentence",), lambda meeting: meeting.same_voice),
        (("turn_in",), lambda meeting: meeting.quoted),
        (("turn_back",), lambda _: True),
    ),
}
"""The first rule that holds names the pause; of two names the longer pause counts."""


def pauses(programme: Programme) -> tuple[Pause, ...]:
    """Return the silence after each passage of *programme* but the last."""
    opening = {chapter.first for chapter in programme.chapters[1:]}
    passages = programme.passages
    heads = [
        passage.role is Role.HEADING or (passage.role is Role.NOTICE and index in opening)
        for index, passage in enumerate(passages)
    ]
    meetings = map(_Meeting, passages, passages[1:], pairwise(heads))
    return tuple(_pause(meeting, programme) for meeting in meetings)


def _pause(meeting: _Meeting, programme: Programme) -> Pause:
    joint = meeting.joint
    names = next(names for names, holds in _RULES[joint] if holds(meeting))
    length, name = max((getattr(programme.pauses, name), name) for name in names)
    frames = length * FRAME_RATE // 1000
    return Pause(name, Frames(frames + frames % EVEN), joint)


def _who(passage: Passage) -> str | int | None:
    """Return who speaks; every quotation of an unknown speaker is a speaker of its own."""
    return passage.speaker or passage.quotation
