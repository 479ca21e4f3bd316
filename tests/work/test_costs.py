from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narration.work.costs import SPAN, Costs


def test_what_a_task_costs_is_not_known_before_one_was_done():
    assert Costs().group("maker", 1000, 2) == 1


def test_a_group_takes_no_longer_than_what_one_would_do_again():
    costs = Costs()
    costs.learn("maker", 10, 0.05)

    assert costs.group("maker", 100_000, 2) == SPAN / 0.005


def test_groups_become_shorter_towards_the_end():
    costs = Costs()
    costs.learn("maker", 1, 0.02)

    assert [costs.group("maker", waiting, 2) for waiting in (100, 60, 12, 1)] == [17, 10, 5, 1]


def test_a_thousand_workers_get_longer_groups_lest_the_scheduler_is_overrun():
    costs = Costs()
    costs.learn("maker", 1, 0.01)

    assert costs.group("maker", 10**7, 1000) == 400


@given(st.floats(0, 1000), st.integers(1, 10**6), st.integers(1, 10**4))
def test_a_group_is_never_empty_and_never_more_than_there_is(seconds, waiting, jobs):
    costs = Costs()
    costs.learn("maker", 1, seconds)

    assert 1 <= costs.group("maker", waiting, jobs) <= waiting
