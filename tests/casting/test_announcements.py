from __future__ import annotations

import pytest

from narration.casting.announcements import filled
from narration.model import Article
from narration.source import Source


def _article(**facts: str) -> Article:
    facts = {"title": "", "language": "en", **facts}
    return Article(Source("ferry.txt", ""), "0" * 64, (), **facts)  # type: ignore[arg-type]


FERRY = _article(
    title="The ferry returns", byline="By Ada Cole", date="3 May 2031", publisher="The Orrin Echo"
)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("End.", "End."),
        ("  ", ""),
        ("This was {title}. {byline}.", "This was The ferry returns. By Ada Cole."),
        ("From {publisher}, {date}. Read by machines.", "From The Orrin Echo, 3 May 2031. Read by machines."),
    ],
)
def test_places_are_filled_with_what_is_printed(template: str, said: str) -> None:
    assert filled(template, FERRY) == said


def test_a_sentence_about_what_the_article_does_not_have_is_left_out() -> None:
    template = "From {publisher}, {date}. This was {title}. Read by machines."

    assert filled(template, _article(title="The mill")) == "This was The mill. Read by machines."
    assert filled("{byline}", _article()) == ""


def test_what_stands_in_a_title_is_no_place() -> None:
    assert (
        filled("This was {title}.", _article(title="The {date} and {title}"))
        == "This was The {date} and {title}."
    )
