from __future__ import annotations

import pytest

from narration.errors import ArticleError
from narration.model import QuoteCorrection, SegmentKind, Use
from narration.source import Location
from tests.support.attribution import attributed, script

TEXT = """Town news

“It leaks,” said Bram Otter. “It always did.”

“We open at five,” she said.

“We open at five on Sundays too.”

The sign says “Bread first”.
"""


def correction(
    text: str, speaker: str | None = None, use: Use | None = None, line: int = 1
) -> QuoteCorrection:
    return QuoteCorrection(text, speaker, use, Location("town.script.toml", line, 1))


def speaker_of(text: str, *corrections: QuoteCorrection) -> str | None:
    found = attributed(TEXT, corrections)
    return next(s.speaker for s in found.segments if s.quotation and s.view.text.startswith(text))


def test_a_person_puts_the_speaker_right():
    assert speaker_of("“We open at five on", correction("We open at five on", "Ada Quill")) == "Ada Quill"


def test_what_a_person_says_is_certain_and_told():
    found = attributed(TEXT, [correction("We open at five on", "Ada Quill", line=7)])

    segment = next(s for s in found.segments if s.speaker == "Ada Quill")
    assert segment.confidence == 1.0
    assert segment.reason == "corrected in town.script.toml:7"
    assert [remark.message for remark in found.remarks] == [
        "corrected: line 7: “We open at five on Sundays too”: Bram Otter → Ada Quill"
    ]


def test_marks_spaces_and_case_of_the_anchor_do_not_matter():
    assert speaker_of("“It leaks", correction("  “IT   leaks", "Ada Quill")) == "Ada Quill"


def test_all_pieces_of_an_utterance_change_together():
    found = attributed(TEXT, [correction("It leaks", "Ada Quill")])

    assert [s.speaker for s in found.segments if s.quotation][:2] == ["Ada Quill", "Ada Quill"]


def test_a_correction_of_a_later_piece_makes_it_an_utterance_of_its_own():
    found = attributed(TEXT, [correction("It always", "Ada Quill")])

    first, second, *_ = (s for s in found.segments if s.quotation)
    assert (first.speaker, second.speaker) == ("Bram Otter", "Ada Quill")
    assert first.quotation.id != second.quotation.id


def test_an_alias_means_the_person_it_belongs_to():
    assert speaker_of("“We open at five on", correction("We open at five on", "Otter")) == "Bram Otter"


def test_an_empty_speaker_is_nobody_known():
    assert speaker_of("“It leaks", correction("It leaks", "")) is None


def test_the_use_can_be_corrected():
    found = attributed(TEXT, [correction("Bread first", use=Use.SLOGAN)])

    assert "fragment slogan  “Bread first”" in script(found)


def test_an_anchor_that_matches_nothing_is_an_error_with_the_nearest_words():
    with pytest.raises(ArticleError) as error:
        attributed(TEXT, [correction("It leeks", "Ada Quill", line=3)])

    assert str(error.value).splitlines() == [
        "town.script.toml:3:1: no quotation begins “It leeks”",
        "hint: did you mean “It leaks”?",
    ]


def test_an_anchor_that_matches_twice_is_an_error_that_names_both_lines():
    with pytest.raises(ArticleError) as error:
        attributed(TEXT, [correction("We open", "Ada Quill")])

    assert str(error.value).splitlines() == [
        "town.script.toml:1:1: “We open” begins 2 quotations: lines 5 and 7",
        'hint: give more of its words, or the words before it: before = "…", '
        "or which of them: occurrence = 1 … 2",
    ]


def test_two_entries_that_say_different_things_of_one_quotation_are_refused():
    with pytest.raises(ArticleError) as error:
        attributed(TEXT, [correction("It leaks", "Ada Quill"), correction("It leaks.", "Bram Otter", line=6)])

    assert str(error.value).splitlines() == [
        "town.script.toml:6:1: “It leaks.” was told to be something else in line 1",
        "hint: delete one of the two entries",
    ]


def test_two_entries_may_say_the_speaker_and_the_use_of_one_quotation():
    found = attributed(TEXT, [correction("It leaks", "Ada Quill"), correction("It leaks", use=Use.SCARE)])

    first = next(s for s in found.segments if s.quotation)
    assert (first.speaker, first.quotation.use) == ("Ada Quill", Use.SCARE)


def test_all_wrong_anchors_are_told_at_once():
    with pytest.raises(ArticleError) as error:
        attributed(TEXT, [correction("Nothing", "Ada Quill"), correction("Never", "Ada Quill")])

    assert len(error.value.problems) == 2


def test_the_whole_of_two_equal_beginnings_tells_them_apart():
    assert speaker_of("“We open at five,”", correction("We open at five,”", "Ada Quill")) == "Ada Quill"


UNMARKED = """Town news

Ada Quill met Bram Otter.

QUILL: Did you lock it?

OTTER: I thought you did.

And I had no key. I said “later”.

QUILL: I did not.
"""


def test_speech_without_marks_is_put_right_with_all_its_paragraphs():
    found = attributed(UNMARKED, [correction("I thought you did", "Cleo Vane")])

    assert [s.view.text for s in found.segments if s.speaker == "Cleo Vane"] == [
        "I thought you did.",
        "And I had no key. I said “later”.",
    ]


def test_what_a_person_says_is_no_speech_goes_to_the_narrator():
    found = attributed(UNMARKED, [correction("Did you lock it", use=Use.FRAGMENT)])

    segment = next(s for s in found.segments if s.view.text == "Did you lock it?")
    assert segment.kind is SegmentKind.FRAGMENT
