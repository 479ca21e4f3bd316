from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from narration.attribution import Quotations
from narration.errors import ArticleError
from narration.model import QuoteCorrection
from narration.source import Location
from tests.support.attribution import attributed

TEXT = """Town news

Bram Otter opened the mill at dawn, and the street was wet. “It leaks,” he said of the roof.

“We open at five,” said Ada Quill, who bakes the bread.

The café was full by then. “It leaks,” said a neighbour, looking at the ceiling of the café.

“We’ll never close again, whatever the river does to us this winter,” said Bram Otter.
"""
HERE = Location("town.script.toml", 1, 1)


def anchored(number: int, speaker: str = "Ivo Brandt") -> QuoteCorrection:
    """A correction of a quotation of TEXT, as --edit would tie it."""
    quotations = Quotations.of(attributed(TEXT))
    before, after = quotations.around(number)
    return QuoteCorrection(quotations.beginning(number, 8), speaker, None, HERE, before, after)


def corrected(text: str, *corrections: QuoteCorrection) -> list[str]:
    found = attributed(text, corrections)
    return [s.view.text for s in found.segments if s.speaker == "Ivo Brandt"]


EDITS = {
    "nothing": lambda text: text,
    "a paragraph added before": lambda text: text.replace(
        "Bram", "“It leaks,” said Wim Tull of his boat.\n\nBram", 1
    ),
    "a paragraph removed before": lambda text: text.replace(
        "“We open at five,” said Ada Quill, who bakes the bread.\n\n", ""
    ),
    "a word changed nearby": lambda text: text.replace("the ceiling", "a ceiling"),
    "straight marks": lambda text: text.replace("“", '"').replace("”", '"').replace("’", "'"),
    "single marks": lambda text: text.replace("“", "‘").replace("”", "’"),
    "angled marks": lambda text: text.replace("“", "«").replace("”", "»"),
    "lines rewrapped": lambda text: text.replace(" of the", "\nof the").replace(", who", ",\nwho"),
    "letters decomposed": lambda text: unicodedata.normalize("NFD", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize(
    ("number", "begins", "where"),
    [(0, "It leaks", "dawn"), (2, "It leaks", "neighbour"), (3, "We", "winter")],
)
def test_a_correction_survives_an_edit_elsewhere(edit: str, number: int, begins: str, where: str) -> None:
    text = EDITS[edit](TEXT)

    found = attributed(text, [anchored(number)])

    ours = [s for s in found.segments if s.speaker == "Ivo Brandt"]
    assert len(ours) == 1
    block = found.article.blocks[ours[0].block].view.text
    assert ours[0].view.text[1:].startswith(begins)
    assert where in block


def test_two_equal_quotations_are_asked_about() -> None:
    with pytest.raises(ArticleError) as error:
        attributed(TEXT, [QuoteCorrection("It leaks", "Ivo Brandt", None, HERE)])

    assert str(error.value) == (
        "town.script.toml:1:1: “It leaks” begins 2 quotations: lines 3 and 7\n"
        'hint: give more of its words, or the words before it: before = "…", '
        "or which of them: occurrence = 1 … 2"
    )


def test_the_words_before_tell_two_equal_quotations_apart() -> None:
    correction = QuoteCorrection("It leaks", "Ivo Brandt", None, HERE, before="full by then")

    assert [s.line for s in attributed(TEXT, [correction]).segments if s.speaker == "Ivo Brandt"] == [7]


def test_the_occurrence_tells_two_equal_quotations_apart() -> None:
    correction = QuoteCorrection("It leaks", "Ivo Brandt", None, HERE, occurrence=2)

    assert [s.line for s in attributed(TEXT, [correction]).segments if s.speaker == "Ivo Brandt"] == [7]


def test_an_occurrence_that_there_is_not_is_an_error() -> None:
    with pytest.raises(ArticleError):
        attributed(TEXT, [QuoteCorrection("It leaks", "Ivo Brandt", None, HERE, occurrence=3)])


def test_few_words_with_nothing_left_around_them_are_somebody_else_s() -> None:
    text = "Town news\n\nSpring came late. “It leaks,” Wim Tull told everybody who asked.\n"

    with pytest.raises(ArticleError):
        attributed(text, [anchored(0)])


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        ("We’ll never close", "We’ll hardly close", "We’ll hardly close again, whatever the river does"),
        (
            "We’ll never close again, whatever the river does to us this winter",
            "Not for rain",
            "Not for rain",
        ),
    ],
)
def test_quoted_words_that_changed_are_told_with_the_nearest_whole_words(
    old: str, new: str, near: str
) -> None:
    correction = anchored(3)

    with pytest.raises(ArticleError) as error:
        attributed(TEXT.replace(old, new), [correction])

    assert str(error.value).splitlines() == [
        "town.script.toml:1:1: no quotation begins “We’ll never close again, whatever the river does”",
        f"hint: did you mean “{near}”?",
    ]


def test_a_correction_tells_the_old_and_the_new() -> None:
    found = attributed(TEXT, [anchored(3)])

    assert [remark.message for remark in found.remarks] == [
        "corrected: line 9: “We’ll never close again, whatever the river does”: Bram Otter → Ivo Brandt"
    ]


def test_a_correction_that_says_what_the_rules_say_changes_nothing() -> None:
    plain = attributed(TEXT)

    assert attributed(TEXT, [anchored(3, "Bram Otter")]) == plain


def test_a_doubtful_speaker_that_is_confirmed_is_certain_unless_nobody_has_looked() -> None:
    plain = attributed(TEXT)
    doubtful = [s for s in plain.segments if s.quotation and s.confidence < 0.8]
    for number, segment in enumerate(s for s in plain.segments if s.quotation):
        if segment not in doubtful:
            continue
        correction = anchored(number, segment.speaker or "")
        sure = attributed(TEXT, [correction])
        assert next(s for s in sure.segments if s.view == segment.view).confidence == 1.0
        assert attributed(TEXT, [replace(correction, doubtful=True)]) == plain


def test_a_name_misspelt_is_obeyed_and_told_with_what_may_be_meant() -> None:
    found = attributed(TEXT, [anchored(3, "Bram Oter")])

    assert [s.speaker for s in found.segments if s.quotation][-1] == "Bram Oter"
    assert [str(problem.message) for problem in found.near_misses] == [
        "Bram Oter is not in the article, but Bram Otter is"
    ]
    assert (
        found.near_misses[0].hint == "did you mean Bram Otter?  If they are two people, nothing needs doing"
    )


def test_an_anchor_has_eight_words_on_each_side_those_of_other_paragraphs_too():
    before, after = Quotations.of(attributed(TEXT)).around(1)

    assert before == "wet. “It leaks,” he said of the roof."
    assert after == "said Ada Quill, who bakes the bread. The"


def test_words_of_another_keyboard_are_the_same_words():
    text = TEXT.replace("It leaks", "The café leaks")
    quote = QuoteCorrection(unicodedata.normalize("NFD", "The café"), "Ivo Brandt", None, HERE, "wet", "")

    assert corrected(text, quote) == ["“The café leaks,”"]
