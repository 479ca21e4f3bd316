from __future__ import annotations

from datetime import date

import pytest

from narration.publishing.dates import printed_date


@pytest.mark.parametrize(
    "printed",
    [
        "5 November 2031",
        "Wednesday 5 November 2031",
        "Wed 5 Nov 2031 09.30 GMT",
        "5th November, 2031",
        "November 5, 2031",
        "Nov. 5, 2031, 9:30 a.m.",
        "Published: 05 NOV 2031",
        "2031-11-05",
        "2031-11-05T09:30:00Z",
    ],
)
def test_a_printed_date_is_understood(printed: str) -> None:
    assert printed_date(printed) == date(2031, 11, 5)


@pytest.mark.parametrize(
    "printed", ["", "yesterday", "Wednesday", "5 November", "November 2031", "5/11/2031", "31 February 2031"]
)
def test_a_day_that_cannot_be_told_for_sure_is_left_out(printed: str) -> None:
    assert printed_date(printed) is None


def test_september_has_two_short_forms() -> None:
    assert printed_date("1 Sep 2031") == printed_date("1 Sept. 2031") == date(2031, 9, 1)
