from __future__ import annotations

import pytest

from narration.casting.announcements import announcements, bylines, filled, spoken_in
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


LANGUAGES = ["de", "en", "es", "fr", "it", "nl", "pl", "pt", "sv", "uk"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_quotations_has_words_of_ours(language: str) -> None:
    ours = announcements(f"{language}-XX")

    assert spoken_in(language)
    assert ours.reads.count("{who}") == 1
    assert all(getattr(ours, name) for name in ours.__slots__ if name != "bylines")
    assert language == "en" or ours.notice != announcements("en").notice


def test_a_language_without_words_of_ours_gets_english_ones() -> None:
    assert not spoken_in("cs")
    assert announcements("cs") == announcements("en")


def test_bylines_are_known_in_all_languages() -> None:
    assert {"By", "Von", "Par", "Por", "Di", "Da", "Door", "Av", "Autor"} <= set(bylines())
