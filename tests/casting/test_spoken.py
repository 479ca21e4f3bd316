"""What is said for what is printed, class by class, and its laws."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.casting.spoken import Variety, runs, variety

CASES = Path(__file__).with_name("spoken_cases.txt")
KNOWN_FAILURES = frozenset(
    {
        "He took 5-34 in the match.",
        "Australia are 245-6.",
        "The flag 🇺🇦 flew",
        "The town of Вугледар fell.",
        "The city of 北京",
    }
)
"""Cases that are not met, as printed."""
_HARD = "0123456789£$€%&#@+-–’'“”./:, \t\nIVXLCstndrhmkbp°CNoSJrGA½🔥🇺🇦👍🏽жіАθسłŁğii"


def said(text: str, language: str = "en", english: Variety = Variety.BRITISH) -> str:
    spoken, at = "", 0
    for run in runs(text, language, english):
        spoken += text[at : run.start] + run.said
        at = run.end
    return spoken + text[at:]


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" → ") for line in lines if " → " in line and not line.startswith("#")]
    return [(printed, spoken) for printed, spoken in pairs]


def marked(printed: str) -> object:
    failing = printed in KNOWN_FAILURES
    return pytest.mark.xfail(reason=f"{printed} is said wrongly") if failing else ()


@pytest.mark.parametrize(
    ("printed", "expected"), [pytest.param(*case, marks=marked(case[0]), id=case[0]) for case in cases()]
)
def test_is_said(printed: str, expected: str) -> None:
    american = printed.startswith("US: ")
    english = Variety.AMERICAN if american else Variety.BRITISH
    assert " ".join(said(printed.removeprefix("US: "), english=english).split()) == expected


def test_there_are_many_cases_and_few_that_fail() -> None:
    assert len(cases()) >= 400
    assert len(KNOWN_FAILURES) <= 0.02 * len(cases())


@given(st.text(st.sampled_from(_HARD) | st.characters(), max_size=120), st.sampled_from(list(Variety)))
def test_runs_are_in_order_and_none_lies_over_another(text: str, english: Variety) -> None:
    found = runs(text, "en", english)
    edges = [edge for run in found for edge in (run.start, run.end)]
    assert edges == sorted(edges)
    assert all(0 <= run.start < run.end <= len(text) for run in found)
    assert all(run.said != text[run.start : run.end] for run in found)


@given(st.text(st.sampled_from(_HARD) | st.characters(), max_size=120))
def test_no_word_is_left_unsaid(text: str) -> None:
    for run in runs(text, "en"):
        if any(map(str.isalnum, text[run.start : run.end])):
            assert any(map(str.isalnum, run.said))


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz’", min_size=1, max_size=12), max_size=20))
def test_plain_words_stay_as_they_are(words: list[str]) -> None:
    plain = " ".join(word.strip("’") for word in words)
    assert all(run.kind == "abbreviation" for run in runs(plain, "en"))  # “dept”, “etc”


@pytest.mark.parametrize("spoken", [pair[1] for pair in cases() if "@" not in pair[1]])
def test_what_is_said_in_words_is_said_as_it_stands(spoken: str) -> None:
    words = " ".join(word for word in spoken.split() if word.isalpha() and word.islower())
    assert said(words) == words


@pytest.mark.parametrize("language", ["de", "fr", "uk", "pl", "es"])
def test_other_languages_are_left_alone_but_for_addresses(language: str) -> None:
    assert (
        said("3,5 Mio. £5m 20:30 St. No 10 Андрій 🔥", language) == "3,5 Mio. £5m 20:30 St. No 10 Андрій 🔥"
    )
    assert said("https://www.example.com/a?b", language) == "example.com"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Anything", "en-US", Variety.AMERICAN),
        ("Anything", "en-GB", Variety.BRITISH),
        ("Anything", "en", Variety.BRITISH),
        ("The Senate in Washington", "en", Variety.AMERICAN),
        ("Yorkshire, £5m", "en", Variety.BRITISH),
        ("on 11/22/2024 in London", "en", Variety.AMERICAN),
        ("on 22/11/2024 in Texas", "en", Variety.BRITISH),
    ],
)
def test_british_and_american_are_told_by_language_places_and_dates(
    text: str, language: str, expected: Variety
) -> None:
    assert variety([text], language) is expected


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,000,",
        "a.b",
        "@a",
        "£",
        "1-",
        "St ",
        "🔥",
        "’90",
        "WW",
        "http://a.",
        "٣",
        "а’",
        "1/",
        "+1 2",
        "(",
        "#a_",
    ],
)
def test_a_megabyte_takes_time_that_grows_with_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.perf_counter()
        runs(text, "en")
        return time.perf_counter() - start

    small, large = seconds(50_000), seconds(200_000)
    assert large < 10 * small + 0.5
