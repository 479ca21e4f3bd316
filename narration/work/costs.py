"""What tasks cost, as measured, and so how many of them are worth a journey."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

OVERHEAD = 0.001
"""Seconds that a scheduler needs for a group, whatever is in it."""

SPAN = 0.5
"""Seconds that a group takes at most in a small cluster: what is done again when a worker is lost."""

FLOOR = 0.1
"""Seconds that a group takes at least, if there are tasks enough: its journey costs a worker some 7 ms."""

SHARE = 0.25
"""Part of its time that a scheduler may be busy with us, before groups become longer for it."""

ROUNDS = 3
"""Groups for each worker of what still waits: shorter towards the end, so that all end together."""

_WEIGHT = 0.5
"""Of the last group in the mean: the first ones also start processes."""


@dataclass(slots=True)
class Costs:
    """Seconds that a task of each maker takes."""

    seconds: dict[str, float] = field(default_factory=dict)

    def learn(self, maker: str, tasks: int, seconds: float) -> None:
        """Remember that so many tasks have taken so long, one after the other."""
        cost = max(seconds / tasks, 1e-6)
        before = self.seconds.get(maker, cost)
        self.seconds[maker] = before + _WEIGHT * (cost - before)

    def expected(self, maker: str, tasks: int) -> float:
        """Return how many seconds so many tasks are likely to take; 0 if nothing is known."""
        return self.seconds.get(maker, 0.0) * tasks

    def group(self, maker: str, waiting: int, jobs: int) -> int:
        """Return how many of the *waiting* tasks should travel together, one at least."""
        if maker not in self.seconds:
            return 1
        cost = self.seconds[maker]
        most = max(int(max(SPAN, jobs * OVERHEAD / SHARE) / cost), 1)
        least = min(ceil(FLOOR / cost), most)
        return min(max(ceil(waiting / (ROUNDS * jobs)), least), most, waiting)
