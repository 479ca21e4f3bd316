"""How time and memory grow with the length of a text."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import memory
import texts
from figures import Figure
from rows import ARTICLE, Bench
from timing import Cost, spread
from workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Sequence

MILLION = 1_000_000
LARGE = 50_000
"""Words from which a text is spoken as often as what takes minutes."""


def growth(bench: Bench) -> list[Figure]:
    """Time per word, from each size to the next."""
    sizes = [*bench.sizes, *([MILLION] if bench.million else [])]
    figures = []
    found = {size: _builds(bench, size) for size in sizes}
    for size, larger in pairwise(sizes):
        few, lots = found[size], found[larger]
        per_word = spread(cost.wall / larger / (one.wall / size) for cost, one in _pairs(lots, few))
        by_cpu = spread(cost.cpu / larger / (one.cpu / size) for cost, one in _pairs(lots, few))
        notes = [f"{size:,} words: {_told(few, size)}", f"{larger:,} words: {_told(lots, larger)}"]
        what = f"{larger:,} words: {size:,}, time per word"
        figures += [
            Figure("growth", f"wall: {what}", "x", per_word, 1.1, 1.0, notes),
            Figure("growth", f"user+sys: {what}", "x", by_cpu),
        ]
    return figures


def peak(bench: Bench) -> list[Figure]:
    """Memory at its most: a long text against the article."""
    what = f"peak of {bench.sizes[-1]:,} words above that of the article"
    if not memory.measurable():
        return [Figure("memory", what, "MB", None, 60, 20, ["only Linux tells shares of memory"])]
    place = bench.place("memory")
    article = [_watched(place, ARTICLE)[1] for _ in range(bench.repeat)]
    large = _builds(bench, bench.sizes[-1])
    above = spread((most - few) / 1e6 for (_, most), few in zip(large, article, strict=False))
    least, most = spread(one / 1e6 for one in article), spread(one / 1e6 for _, one in large)
    notes = [
        f"article {least.median:.0f} MB ({least.least:.0f} to {least.most:.0f}), {bench.sizes[-1]:,} words "
        f"{most.median:.0f} MB ({most.least:.0f} to {most.most:.0f}): summed shares (PSS) of all processes, "
        f"looked at every {1000 * memory.EVERY:.0f} ms",
    ]
    return [Figure("memory", what, "MB", above, 60, 20, notes)]


Build = tuple[Cost, int]
"""What a build took, and bytes of memory at its peak."""


@cache
def _cached(key: int, size: int) -> list[Build]:  # noqa: ARG001 - one list for each bench and size
    return []


def _builds(bench: Bench, size: int) -> list[Build]:
    """Build a text of so many words, from nothing; rows that need the same builds share them."""
    builds = _cached(id(bench), size)
    if not builds:
        place = Workplace(bench.folder / "sizes")
        name = place.put(f"words-{size}.txt", texts.article(size).encode())
        times = bench.long if size >= LARGE else bench.repeat
        for _ in range(1 if size >= MILLION else times):
            bench.noise.tick()
            builds.append(_watched(place, name))
        place.clear()
    return builds


def _watched(place: Workplace, name: str) -> Build:
    with memory.watching() as watch:
        cost = place.cold(name, started=watch.root)
    return cost, watch.peak.bytes


def _pairs(lots: Sequence[Build], few: Sequence[Build]) -> list[tuple[Cost, Cost]]:
    return [(one, other) for (one, _), (other, _) in zip(lots, few, strict=False)]


def _told(builds: Sequence[Build], size: int) -> str:
    costs = [cost for cost, _ in builds]
    wall, cpu = spread(cost.wall for cost in costs), spread(cost.cpu for cost in costs)
    return (
        f"wall {wall.median:.1f} s ({1e3 * wall.median / size:.2f} ms a word), user+sys {cpu.median:.1f} s "
        f"({1e3 * cpu.median / size:.2f} ms a word)"
    )
