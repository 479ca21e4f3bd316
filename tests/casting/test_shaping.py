from __future__ import annotations

import time

import pytest

from narration.casting.shaping import shaped


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("The ferry—the old one—is back.", "The ferry – the old one – is back."),
        ("The ferry — the old one — is back.", "The ferry – the old one – is back."),
        ("The ferry -- the old one -- is back.", "The ferry – the old one – is back."),
        ("The ferry - the old one - is back.", "The ferry – the old one – is back."),
        ("The ferry (the old one) is back.", "The ferry, (the old one), is back."),
        ("They left (at noon).", "They left, (at noon)."),
        ("The trust (LOT), which", "The trust, (LOT), which"),
        ("the “new” [ferry] sails", "the “new”, [ferry], sails"),
    ],
)
def test_dashes_and_brackets_get_a_pause(printed: str, said: str) -> None:
    assert shaped(printed) == said


@pytest.mark.parametrize(
    "text",
    [
        "a well-known ferry-man",
        "the word(s) and f(x)",
        "(Reuters) The ferry is back.",
        "But I—",
        "It won 5 - 1, from 10—15 on",
        "Did anybody see us? Never!",
    ],
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert shaped(text) == text


def test_it_takes_time_in_proportion_to_the_text() -> None:
    started = time.perf_counter()

    for odd in (
        " " * 200_000,
        "a " * 100_000,
        " (" * 100_000,
        " (a" * 60_000,
        "- " * 100_000,
        "a" + "-" * 200_000,
    ):
        shaped(odd)

    assert time.perf_counter() - started < 3
