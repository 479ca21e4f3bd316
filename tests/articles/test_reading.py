"""The laws of reading: nothing printed is lost, nothing takes for ever."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from narration.articles import amend, parse
from narration.articles.reading import INVISIBLE, LONGEST_BLOCK
from narration.articles.views import INVISIBLE as INVISIBLE_LETTERS
from narration.errors import ArticleError
from narration.model import Article, BlockKind, ParagraphCorrection
from narration.source import Source

SNIPPETS = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            " ",
            "\t",
            "\u00a0",
            "\u00ad",
            "\u200b",
            "\u0301",
            "\ufeff",
            "\u2029",
            "\x0c",
        ),
        *(
            "---\n",
            "---",
            "title: ",
            "date: 1 May",
            "source: x",
            '"',
            "“",
            "”",
            "‘",
            "’",
            "—",
            "– ",
            ". ",
            ": ",
        ),
        *("[caption id=1]", "[/caption]", "[caption", "<p>", "</p>", "<img src=x>", "<!-- x -->", "##", "**"),
        *(
            "AP",
            "APThe mill turns",
            "Jo OrrThe mill turns",
            "Jo Orr",
            "(Photo: Jo Orr)",
            "Picture: Jo Orr/PA",
        ),
        *(
            "Getty Images",
            "Image caption, The mill",
            "Image source, Getty Images",
            "Read more",
            "Advertisement",
        ),
        *(
            "By Jo Orr",
            "12 May 2024",
            "Sign up to our newsletter",
            "This article was amended on 1 May",
            "© Jo",
        ),
        *("the wheel turned all night long in the tide", "“the wheel turned all night long in the tide”"),
        *(
            "A crosshead",
            "It turned.",
            "she said",
            "각",
            "\u1112\u1161\u11ab",
            "well-\nknown",
            "___",
            "* * *",
        ),
    ]
)
TEXTS = st.lists(st.one_of(SNIPPETS, st.text(max_size=5)), max_size=25).map("".join)


def spans(article: Article) -> list[tuple[int, int]]:
    blocks = [(block.view.start, block.view.end) for block in article.blocks]
    return sorted([*blocks, *((dropped.start, dropped.end) for dropped in article.dropped)])


def assert_nothing_is_lost(article: Article) -> None:
    text = article.source.text
    place = 0
    for start, end in spans(article):
        assert text[place:start].strip() == ""
        assert place <= start < end
        place = end
    assert text[place:].strip() == ""


@settings(max_examples=300)
@given(TEXTS)
@example("Jo OrrThe mill[/caption]\n\nJo Orr The mill[/caption]x[caption]")
@example("\u00ad\u0301A\u00ad[/caption]\u00ad")
def test_every_printed_character_lies_in_one_block_or_one_dropped_span(text: str) -> None:
    with suppress(ArticleError):
        article = parse(Source("mill.txt", text), "")
        assert_nothing_is_lost(article)


@settings(max_examples=300)
@given(TEXTS)
def test_what_is_said_of_blocks_and_dropped_spans_is_true(text: str) -> None:
    with suppress(ArticleError):
        article = parse(Source("mill.txt", text), "")
        assert [b.view.start for b in article.blocks] == sorted(b.view.start for b in article.blocks)
        for block in article.blocks:
            assert block.view.text == block.view.text.strip() != ""
            assert block.kind not in {BlockKind.CREDIT, BlockKind.BOILERPLATE}
            assert block.line == article.source.line(block.view.start)
            assert block.reason
        for dropped in article.dropped:
            assert dropped.text == text[dropped.start : dropped.end]
            assert dropped.line == article.source.line(dropped.start)
            assert dropped.reason != INVISIBLE or set(dropped.text) <= INVISIBLE_LETTERS


@given(TEXTS, st.sampled_from(list(BlockKind)))
def test_a_correction_of_any_block_loses_nothing(text: str, kind: BlockKind) -> None:
    with suppress(ArticleError):
        article = parse(Source("mill.txt", text), "")
        place = article.source.location(0)
        for block in article.blocks:
            amended = amend(article, [ParagraphCorrection(block.view.text, kind, place)])
            assert_nothing_is_lost(amended)
            assert amended.source == article.source


NUMBER = 60_000
"""Characters of each awkward text; a second is a hundred times what they take."""

AWKWARD = {
    "markup that never closes": "[caption " * (NUMBER // 9),
    "tags": "<a>" * (NUMBER // 3) + "x",
    "closing marks": "x[/caption]" * (NUMBER // 11),
    "photographs": "Photo: " * (NUMBER // 7),
    "names": ("Jo Orr/Jo Orr " * 7 + "x\n") * (NUMBER // 100),
    "hyphenated names": ("By " + "A-" * 50 + "!\n\n") * (NUMBER // 105),
    "dashes": ("- " * 55 + "x\n") * (NUMBER // 112),
    "dates": ("1.1." * 25 + "x\n\n") * (NUMBER // 103),
    "one word": "a " * (NUMBER // 2),
    "quotation marks": "“" * NUMBER,
    "the same pull quote": "“one two three four five six seven eight”\n\n" * (NUMBER // 43),
    "many pull quotes of one speech": "“"
    + "".join(f"one{n} two{n} three{n} four. " for n in range(NUMBER // 60))
    + "”\n\n"
    + "".join(f"“one{n} two{n} three{n}”\n\n" for n in range(NUMBER // 60)),
    "marks": "a" + "\u0301\u0316" * (NUMBER // 2),
    "short lines": "Aa\n" * (NUMBER // 30),
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_no_text_takes_longer_than_its_length(text: str) -> None:
    start = time.process_time()

    parse(Source("mill.txt", text), "")

    assert time.process_time() - start < 2


def test_a_block_that_is_no_paragraph_is_refused() -> None:
    with pytest.raises(
        ArticleError, match="expected paragraphs of at most 100,000 characters, got one of 100,001"
    ):
        parse(Source("mill.txt", "Headline\n\n" + "x" * (LONGEST_BLOCK + 1)), "")


def test_a_sentence_that_names_a_place_and_a_day_stays_where_it_is() -> None:
    last = "The next stop is Kettleby Cross, on 14 March, at 9.15am."
    article = parse(Source("a.txt", f"A long walk\n\nShe walked on.\n\nShe rested.\n\n{last}\n"), "")

    assert (article.blocks[-1].kind, article.date) == (BlockKind.PARAGRAPH, "")
