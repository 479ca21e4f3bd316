"""Newspapers of other languages: who says what in them, and which language an article is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.attribution.detecting import _common, codes, detect
from narration.attribution.language import DEFAULT, language
from tests.support.attribution import attributed, script
from tests.support.golden import FOLDER, Case, cases

if TYPE_CHECKING:
    from collections.abc import Callable

OTHERS = [code for code in codes() if code != DEFAULT]
CASES = [
    pytest.param(case, id=f"{code}-{case.id}")
    for code in OTHERS
    for case in cases(f"attribution-languages/{code}")
]
FEWEST = 10


@pytest.mark.parametrize("case", CASES)
def test_golden(case: Case, golden: Callable[[Case, str, str], None]) -> None:
    golden(case, "script", script(attributed(case["article"])))


@pytest.mark.parametrize("code", OTHERS)
def test_every_language_has_its_cases(code: str):
    assert len(cases(f"attribution-languages/{code}")) >= FEWEST


@pytest.mark.parametrize("code", OTHERS)
def test_every_table_has_the_lists_of_the_english_one(code: str):
    ours, english = language(code), language(DEFAULT)

    for section in ("grammar", "endings", "spelling", "names"):
        assert getattr(ours, section).keys() == getattr(english, section).keys()


@pytest.mark.parametrize("code", codes())
def test_a_language_is_told_by_its_frequent_words(code: str):
    assert detect([" ".join(word for word, codes in _common().items() if code in codes)]) == code


def test_the_cases_of_a_language_together_are_told_as_that_language():
    for code in OTHERS:
        articles = (
            path.read_text(encoding="utf-8") for path in (FOLDER / "attribution-languages" / code).iterdir()
        )
        bodies = [text.split("---\n\n", 1)[1].split("--- script")[0] for text in articles]
        assert detect(bodies) == code


@pytest.mark.parametrize("text", ["", "Town news", "La la la", "§ 1 — 2", "Ada said: “Der Untergang” is on."])
def test_what_is_too_short_to_tell_is_english(text: str):
    assert detect([text]) == DEFAULT
    assert detect([text] * 3) == DEFAULT


def test_an_article_that_names_no_language_is_read_in_its_own():
    found = attributed(
        "Neues aus der Stadt\n\n"
        "Die Brücke ist seit dem Morgen nicht mehr für den Verkehr offen, "
        "und auch der Bus fährt nicht über den Fluss. "
        "„Wir haben das Wasser unter der Straße zu spät gesehen“, sagte Bürgermeisterin Anna Berg."
    )

    assert found.article.language == "de"
    assert [speaker.name for speaker in found.speakers] == ["Anna Berg"]


def test_an_article_that_names_english_is_read_in_english_whatever_its_words():
    body = (
        "Die Brücke ist seit dem Morgen nicht mehr für den Verkehr offen, und auch der Bus fährt nicht. " * 3
    )

    assert attributed(f"Neues\n\n{body}").article.language == "de"
    assert attributed(f"---\nlanguage: en\n---\n\nNeues\n\n{body}").article.language == "en"


PIECES = (
    *("– ", " – ", "— ", "« ", " »", "«", "»", "„", "“", "”", ", ", ". ", "! ", "\n\n"),
    *(
        "Ja",
        "dit Ada",
        "säger Ada",
        "mówi Jan",
        "a-t-il dit",
        "сказала Олена",
        "l’élu",
        "am 3. Mai",
        "Anna Berg",
    ),
)


@given(st.sampled_from(OTHERS), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_the_segments_of_an_article_join_to_it_in_every_language(code: str, text: str):
    found = attributed(f"---\nlanguage: {code}\n---\n\nNews\n\n{text}\n")

    for index, block in enumerate(found.article.blocks):
        assert "".join(s.view.text for s in found.segments if s.block == index) == block.view.text
