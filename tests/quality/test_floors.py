"""The figures of attribution never fall below floors.json, which is pinned to the half point."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.quality import predicting, score

if TYPE_CHECKING:
    from collections.abc import Sequence

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


def check(name: str, golds: Sequence[score.Gold]) -> None:
    overall, _ = score.total(golds, predicting.quotes)
    reached = overall.figures()
    below = {k: (round(reached[k], 1), floor) for k, floor in FLOORS[name].items() if reached[k] < floor}
    assert not below, f"{name}: (reached, floor) {below}"


def fiction() -> list[score.Gold]:
    return [*score.fiction("seen"), *score.fiction("unseen")]


def test_the_projects_own_articles_are_read_as_well_as_ever():
    check("own", score.own())


def test_the_development_set_is_read_as_well_as_ever(request: pytest.FixtureRequest):
    folder = request.config.getoption("--gold") or os.environ.get("NARRATE_GOLD")
    if not folder:
        pytest.skip("no articles with gold labels: give them with --gold DIR or NARRATE_GOLD")
    golds = score.folder(Path(folder))
    assert golds, f"no <id>.json beside <id>.txt in {folder}"

    check("gold", golds)


def test_passages_of_novels_are_read_as_well_as_ever():
    check("fiction", fiction())


@pytest.mark.parametrize("name", ["own", "fiction"])
def test_the_floors_are_pinned_closely(name: str):
    """Whoever makes it better raises the floor: no figure is a whole point above it."""
    overall, _ = score.total(score.own() if name == "own" else fiction(), predicting.quotes)
    reached = overall.figures()

    for figure, floor in FLOORS[name].items():
        assert reached[figure] < floor + 1.0, f"{figure} is {reached[figure]:.1f}: raise its floor"


def test_confidence_tells_the_sure_from_the_doubtful():
    overall, _ = score.total(score.own(), predicting.quotes)

    doubtful = [right for confidence, right in overall.sure if confidence < 0.8]
    assert 100 * sum(doubtful) / len(doubtful) < overall.right_from(0.8) - 10
