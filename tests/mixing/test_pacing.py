from __future__ import annotations

from dataclasses import replace

import pytest

from narration.mixing.pacing import Joint, pauses
from narration.model import FRAME_RATE, Ms, Passage, Pauses, Role
from tests.support.programmes import passage, programme

HEADLINE = passage("N", role=Role.HEADLINE, block=0)
HEADING = passage("N", role=Role.HEADING, block=4)
CAPTION = passage("N", role=Role.CAPTION, block=8)
NOTICE = passage("N", role=Role.NOTICE, block=None)

MEETINGS: dict[str, tuple[Passage, Passage, str, int]] = {
    "two sentences": (passage("N"), passage("N"), "sentence", 350),
    "two sentences of one speaker": (passage("A"), passage("A"), "sentence", 350),
    "two paragraphs": (passage("N"), passage("N", block=1), "paragraph", 650),
    "a speaker goes on in the next paragraph": (passage("A"), passage("A", block=1), "same_speaker", 500),
    "a speaker's words inside a sentence": (passage("N", text="Ada said:"), passage("A"), "turn_in", 350),
    "back to the narrator inside a sentence": (
        passage("A", text="“We left,”"),
        passage("N", text="said Ada."),
        "turn_back",
        450,
    ),
    "a question inside a sentence": (
        passage("A", text="“Who left?”"),
        passage("N", text="asked Ada."),
        "turn_back",
        450,
    ),
    "words that lead to the next paragraph": (
        passage("N", text="Ada said:"),
        passage("A", block=1),
        "turn",
        800,
    ),
    "another speaker in the next paragraph": (passage("A"), passage("B", block=1), "turn", 800),
    "the narrator after a quotation": (passage("A"), passage("N", block=1), "turn", 800),
    "unknown speakers are not one": (
        passage("?", quotation=1),
        passage("?", quotation=2, block=1),
        "turn",
        800,
    ),
    "an unknown speaker goes on": (
        passage("?", quotation=1),
        passage("?", quotation=1, block=1),
        "same_speaker",
        500,
    ),
    "a heading": (passage("N", block=3), HEADING, "before_heading", 1200),
    "a heading inside a quotation": (passage("A", block=3), HEADING, "before_heading", 1200),
    "after a heading": (HEADING, passage("A", block=5), "after_heading", 800),
    "after the headline": (HEADLINE, passage("N", role=Role.BYLINE, block=1), "headline", 1000),
    "after the headline without a byline": (HEADLINE, NOTICE, "headline", 1000),
    "after a notice of ours": (NOTICE, passage("N", block=3), "paragraph", 650),
    "the closing": (passage("N", block=3), NOTICE, "paragraph", 650),
    "two captions": (CAPTION, replace(CAPTION, block=9), "caption", 700),
    "two sentences of one caption": (CAPTION, CAPTION, "sentence", 350),
    "a caption between paragraphs": (passage("N", block=7), CAPTION, "caption", 700),
}


@pytest.mark.parametrize(("before", "after", "name", "ms"), MEETINGS.values(), ids=MEETINGS)
def test_the_pause_between(before: Passage, after: Passage, name: str, ms: int) -> None:
    (pause,) = pauses(programme(before, after))

    assert (pause.name, pause.frames) == (name, -(-(ms * FRAME_RATE // 1000) // 2) * 2)


def test_a_notice_that_opens_a_chapter_is_a_heading() -> None:
    before, after = pauses(programme(passage("N"), NOTICE, CAPTION, chapters=(0, 1)))

    assert (before.name, after.name) == ("before_heading", "after_heading")


def test_pauses_can_be_set() -> None:
    (pause,) = pauses(programme(passage("N"), passage("N"), pauses=Pauses(sentence=Ms(90))))

    assert pause.frames == 3970  # 3969 would be half a frame of a clip's own


def test_a_turn_between_sentences_is_no_shorter_than_a_breath() -> None:
    slow = Pauses(sentence=Ms(600))
    turns = programme(
        passage("N", text="He smiled."), passage("A"), passage("N", text="She left."), pauses=slow
    )

    assert [pause.frames for pause in pauses(turns)] == [26_460, 26_460]


@pytest.mark.parametrize(
    ("first", "second", "joint"),
    [
        ("“We left,”", "said Ada.", Joint.SENTENCE),
        ("Ada said:", "“We left.”", Joint.SENTENCE),
        ("“We left!”", "said Ada.", Joint.SENTENCE),
        ("“We left.”", "Ada smiled.", Joint.SENTENCES),
        ("She left (at noon.)", "“Never!”", Joint.SENTENCES),
    ],
)
def test_where_a_sentence_ends(first: str, second: str, joint: Joint) -> None:
    (pause,) = pauses(programme(passage("N", text=first), passage("A", text=second)))

    assert pause.joint is joint
