"""The rows of the table: figures with their targets, as text and as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from timing import Spread


@dataclass(frozen=True)
class Figure:
    """One figure of the table."""

    row: str
    """Of `run.ROWS`."""
    what: str
    """What was measured, against what."""
    unit: str
    """``x`` of what it is measured against; ``s``, ``MB`` …"""
    value: Spread | None
    """None if it could not be measured; `notes` say why then."""
    least: float | None = None
    """What it must not exceed; None where it only goes beside others."""
    aim: float | None = None
    notes: Sequence[str] = field(default=())

    @property
    def met(self) -> bool | None:
        """Whether the median is within what it must not exceed."""
        if self.value is None or self.least is None:
            return None
        return self.value.median <= self.least

    def as_json(self) -> dict[str, Any]:
        value = self.value
        return {
            "row": self.row,
            "what": self.what,
            "unit": self.unit,
            "median": value and value.median,
            "min": value and value.least,
            "max": value and value.most,
            "values": value and list(value.values),
            "at least": self.least,
            "aim": self.aim,
            "met": self.met,
            "notes": list(self.notes),
        }


HEAD = ("row", "what, against what", "median (min to max)", "at least", "aim", "met")


def lines(figures: Sequence[Figure]) -> Iterator[str]:
    """Yield the table, and below it what there is to say of each row."""
    rows = [HEAD, *map(_cells, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        yield "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        if not number:
            yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    for figure in figures:
        for note in figure.notes:
            yield f"  {figure.row}: {note}"


def _cells(figure: Figure) -> tuple[str, ...]:
    met = {True: "yes", False: "NO", None: "-"}[figure.met]
    return (
        figure.row,
        figure.what,
        shown(figure.value, figure.unit),
        _limit(figure.least, figure.unit),
        _limit(figure.aim, figure.unit),
        met,
    )


def shown(value: Spread | None, unit: str) -> str:
    """Return a figure as people read it."""
    if value is None:
        return "not measured"
    if len(value.values) == 1:
        return f"{_number(value.median)} {unit} (once)"
    number = f"{_number(value.median)} {unit}"
    return f"{number} ({_number(value.least)} to {_number(value.most)}; n={len(value.values)})"


def _limit(value: float | None, unit: str) -> str:
    return "" if value is None else f"<= {value:g} {unit}"


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 1000:
        return f"{value:.0f}"
    return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"


def compared(figures: Sequence[Figure], saved: Mapping[str, Any]) -> Iterator[str]:
    """Yield each figure beside that of a saved run."""
    before = {(one["row"], one["what"]): one for one in saved["figures"]}
    for figure in figures:
        was = before.get((figure.row, figure.what))
        if was is None or was["median"] is None or figure.value is None:
            yield f"{figure.row}: {figure.what}: nothing to compare with"
            continue
        old, new = was["median"], figure.value.median
        change = f"{new / old:.2f} times that" if old else "which was nothing"
        overlap = figure.value.least <= was["max"] and was["min"] <= figure.value.most
        verdict = "within the spread" if overlap else "outside the spread"
        values = f"{_number(old)} -> {_number(new)} {figure.unit}"
        yield f"{figure.row}: {figure.what}: {values}, {change} ({verdict})"
