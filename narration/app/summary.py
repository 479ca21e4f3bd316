"""What came of a run: a table for people, JSON for machines.

The JSON is documented in ``docs/reference/build-report.md``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from narration import __version__
from narration.app import console
from narration.app.report import clock
from narration.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

VERSION = 1
"""Of the format: changes when a reader of an older version would misread a newer file."""

NAME = 40
"""Characters of an article's name that the table shows."""


class State(StrEnum):
    """What became of an article."""

    BUILT = "built"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    NOT_MADE = "not made"
    """The run was interrupted before."""


@dataclass(frozen=True, slots=True)
class Row:
    """What came of one article."""

    article: str
    """What tells it from the others: the folder of its edition below that of all."""
    source: str
    """As the user wrote it, or as it was found."""
    state: State
    exit: int | None = None
    """The exit code that it alone would have given; None if it was not made."""
    file: str | None = None
    """Path of the first of its files: the MP3, unless it was not asked for."""
    duration: int | None = None
    """Milliseconds of sound."""
    spoken: int = 0
    """Clips."""
    reused: int = 0
    seconds: float = 0.0
    """From when it was begun; others were made meanwhile."""
    doubts: int = 0
    """Places where a person should look."""
    problems: Sequence[Mapping[str, object]] = ()
    """Why it failed."""


@dataclass
class Run:
    """What came of all articles of a command."""

    rows: list[Row]
    seconds: float
    up_to_date: int = 0
    """Articles that were left alone because they are not newer than their editions."""
    passed: Mapping[str, str] = field(default_factory=dict)
    """What was passed over in folders, and why."""

    def totals(self) -> dict[str, object]:
        """Return what all articles come to."""
        states = {state: [row for row in self.rows if row.state is state] for state in State}
        built = sum(row.duration or 0 for row in states[State.BUILT])
        return {
            "articles": len(self.rows),
            **{state.replace(" ", "_"): len(rows) for state, rows in states.items()},
            "up_to_date": self.up_to_date,
            "duration": sum(row.duration or 0 for row in self.rows),
            "duration_built": built,
            "spoken": sum(row.spoken for row in self.rows),
            "reused": sum(row.reused for row in self.rows),
            "seconds": round(self.seconds, 3),
            "times_real_time": round(built / 1000 / self.seconds, 1) if self.seconds else 0.0,
        }

    def write(self, path: Path) -> None:
        """Write the report to *path*, whole or not at all.

        Raises:
            OutputError: it cannot be written.
        """
        content = {
            "version": VERSION,
            "narrate": __version__,
            "totals": self.totals(),
            "articles": [asdict(row) for row in self.rows],
            "passed_over": dict(self.passed),
        }
        with replacing(path) as file:
            file.write(json.dumps(content, indent=1).encode() + b"\n")

    def lines(self) -> Iterator[str]:
        """Yield a line for each article, if there are any, and one for all."""
        if self.rows:
            yield from _table(self.rows)
        yield self.line()

    def line(self) -> str:
        """Return what all articles come to, in words."""
        totals = self.totals()
        parts = [f"{totals[state.replace(' ', '_')]} {state}" for state in State]
        shown = [part for part in parts if not part.startswith("0 ")]
        if self.up_to_date:
            shown.append(f"{self.up_to_date} no newer than their editions")
        total, built = totals["duration"], totals["duration_built"]
        assert isinstance(total, int)
        speed = f" ({totals['times_real_time']:g} times real time)" if built else ""
        return (
            f"{console.number(len(self.rows) + self.up_to_date)}: {', '.join(shown) or 'nothing to do'}; "
            f"{clock(total)} of sound, in {self.seconds:.1f} s{speed}"
        )


def _table(rows: Sequence[Row]) -> Iterator[str]:
    width = max([len("article"), *(len(_short(row.article)) for row in rows)])
    head = ("article", "state", "length", "spoken", "reused", "seconds", "to look at")
    yield _line(width, *head)
    for row in rows:
        if row.state in {State.BUILT, State.UNCHANGED}:
            cells = (clock(row.duration or 0), str(row.spoken), str(row.reused))
        else:
            cells = ("-", "-", "-")
        looked = row.doubts + len(row.problems)
        yield _line(width, _short(row.article), row.state, *cells, f"{row.seconds:.1f}", str(looked))


def _line(width: int, article: str, state: str, *cells: str) -> str:
    return f"{article:<{width}}  {state:<9}" + "".join(
        f"  {cell:>{size}}" for cell, size in zip(cells, (7, 6, 6, 7, 10), strict=True)
    )


def _short(name: str) -> str:
    return name if len(name) <= NAME else f"…{name[1 - NAME :]}"
