"""A person's word on what a block is."""

from __future__ import annotations

import pytest

from narration.articles import amend, parse
from narration.errors import ArticleError
from narration.model import Article, BlockKind, ParagraphCorrection
from narration.source import Location, Source

TEXT = """The mill returns

The wheel at Skerrow turns again after ninety years

“We never thought it would,” said Ada Stone.

“We never thought so,” said Bo Lind.

Advertisement

Read more: the mill in pictures
"""

PLACE = Location("mill.script.toml", 3, 1)


def article() -> Article:
    return parse(Source("mill.txt", TEXT), "")


def corrected(**kinds: str) -> Article:
    corrections = [
        ParagraphCorrection(text.replace("_", " "), BlockKind(kind), PLACE) for text, kind in kinds.items()
    ]
    return amend(article(), corrections)


def test_without_corrections_an_article_stays_what_it_is() -> None:
    assert corrected() == article()


def test_a_block_is_found_by_its_first_words_whatever_the_marks_between() -> None:
    block = corrected(THE_WHEEL__at_skerrow="caption").blocks[1]

    assert (block.kind, block.reason, block.doubtful) == ("caption", "by correction", False)


def test_a_corrected_headline_and_byline_are_those_of_the_article() -> None:
    amended = corrected(the_mill="standfirst", the_wheel="headline", we_never_thought_so="byline")

    assert amended.title == "The wheel at Skerrow turns again after ninety years"
    assert amended.byline == "“We never thought so,” said Bo Lind."


@pytest.mark.parametrize("kind", ["boilerplate", "credit"])
def test_what_is_no_part_of_the_article_is_dropped(kind: str) -> None:
    amended = corrected(the_wheel=kind)

    assert [block.kind for block in amended.blocks] == ["headline", "paragraph", "paragraph"]
    assert (amended.dropped[0].line, amended.dropped[0].reason) == (3, "by correction")


def test_what_was_dropped_by_mistake_is_read_again() -> None:
    amended = corrected(advertisement="heading")

    assert amended.blocks[-1].kind == "heading"
    assert [dropped.line for dropped in amended.dropped] == [11]


def test_a_doubt_is_settled_and_the_correction_reported() -> None:
    doubtful = parse(Source("mill.txt", TEXT + "\nnobody knows what this is\n"), "")
    assert any("not sure" in remark.message for remark in doubtful.remarks)

    amended = amend(doubtful, [ParagraphCorrection("Nobody knows", BlockKind.NOTE, PLACE)])

    assert [remark.message for remark in amended.remarks] == ["read as note by correction"]


def test_what_fits_nothing_or_more_than_one_block_is_an_error_with_the_nearest() -> None:
    with pytest.raises(ArticleError) as caught:
        corrected(
            We_never_thougt_it="note", we_never_thought="note", the_mill="note", quite_other_words="note"
        )

    assert [(problem.message, problem.hint) for problem in caught.value.problems] == [
        (
            "no block begins with 'We never thougt it'",
            "the nearest begins “we never thought it would said ada stone”",
        ),
        (
            "expected the first words of one block, got 'we never thought', which begins those of lines 5, 7",
            "give more of its words",
        ),
        ("no block begins with 'quite other words'", "copy its first words from the article"),
    ]
    assert all(problem.location == PLACE for problem in caught.value.problems)


def test_all_words_of_a_block_fit_it_even_if_another_begins_with_them() -> None:
    twice = parse(Source("mill.txt", "The mill\n\nThe mill turns.\n\nIt turned."), "")

    assert amend(twice, [ParagraphCorrection("The mill", BlockKind.NOTE, PLACE)]).blocks[0].kind == "note"
