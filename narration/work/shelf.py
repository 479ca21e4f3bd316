"""What waits to be done, in the order in which it is to be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import count
from threading import Condition
from typing import TYPE_CHECKING, Any

from narration.work.executor import WorkError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from queue import SimpleQueue

    from narration.work.executor import Done


@dataclass(frozen=True, slots=True)
class Order:
    """A task that waits for a process, and where its result goes."""

    maker: str
    task: Any
    apart: str
    results: SimpleQueue[Done]

    def refuse(self) -> None:
        """Tell whoever waits that it will not be done."""
        self.results.put((self.task, None, WorkError("stopped")))


@dataclass(slots=True)
class Shelf:
    """What waits, for all threads; whoever calls its methods holds `changed`."""

    changed: Condition = field(default_factory=Condition)
    _waiting: dict[str, list[tuple[int, int, Order]]] = field(default_factory=dict)
    """A heap for each name of what is to be apart; the numbers are the rank, and which came first."""
    _numbers: Iterator[int] = field(default_factory=count)

    def __len__(self) -> int:
        """Return how many orders wait."""
        return sum(map(len, self._waiting.values()))

    def put(self, orders: Iterable[Order], rank: int) -> None:
        """Take *orders*, to be done after those of a lower rank."""
        for order in orders:
            heappush(self._waiting.setdefault(order.apart, []), (rank, next(self._numbers), order))

    def take(self, apart: str) -> Order:
        """Return what is to be done next by a process that has done tasks of *apart*; there is something.

        What such a process may not do comes last: to replace it takes longer than most tasks.
        """
        heaps = [heap for heap in self._waiting.values() if heap]
        ours = [heap for heap in heaps if not apart or heap[0][2].apart in {"", apart}]
        return heappop(min(ours or heaps, key=lambda heap: heap[0]))[2]

    def drop(self, results: SimpleQueue[Done]) -> None:
        """Forget all orders whose results would go to *results*."""
        for apart, heap in list(self._waiting.items()):
            kept = [entry for entry in heap if entry[2].results is not results]
            heapify(kept)
            self._waiting[apart] = kept
        self._waiting = {apart: heap for apart, heap in self._waiting.items() if heap}

    def clear(self) -> None:
        """Refuse everything."""
        waiting, self._waiting = self._waiting, {}
        for heap in waiting.values():
            for _, _, order in heap:
                order.refuse()
