"""Where blocks of doubtful kind are told, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.projects import Project

DOUBTFUL = """\
Ferry returns to Lake Orrin

The ferry sailed again.

The long way back to the quay

It was late.

Nobody was there to see it off

It left.
"""

WHY = "read as heading, which is not sure: without a verb or full stop, but long for a crosshead"


@pytest.fixture
def ferry(project: Project) -> Project:
    project.write("ferry.txt", DOUBTFUL)
    return project


@pytest.mark.parametrize("command", ["script", "check"])
def test_each_is_told_with_its_line_where_a_person_looks_for_it(ferry: Project, command: str) -> None:
    run = ferry.narrate(command, "ferry.txt")

    assert f"note: ferry.txt:5:1: {WHY}\n    The long way back to the quay\n" in run.err
    assert "note: ferry.txt:9:1: " in run.err
    assert run.err.count("hint: say what it is in the .script.toml") == 1


def test_a_build_counts_them_in_a_line(ferry: Project) -> None:
    run = ferry.narrate("build", "ferry.txt")

    assert "blocks: 2 of doubtful kind (lines 5, 9); narrate script says why\n" in run.err
    assert "not sure" not in run.err


def test_a_build_that_lists_everything_lists_them(ferry: Project) -> None:
    run = ferry.narrate("build", "ferry.txt", "-v")

    assert f"note: ferry.txt:5:1: {WHY}\n" in run.err
    assert "narrate script says why" not in run.err


def test_a_strict_build_fails_for_each(ferry: Project) -> None:
    run = ferry.narrate("build", "ferry.txt", "--strict")

    assert run.code == 3
    assert run.err.count("which is not sure") == 2


def test_the_cast_does_not_tell_them(ferry: Project) -> None:
    assert "not sure" not in ferry.narrate("cast", "ferry.txt").err
