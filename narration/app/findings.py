"""Shows what was measured of a finished file."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from narration.app import console
from narration.publishing import checking

if TYPE_CHECKING:
    from pathlib import Path

    from narration.errors import Problem
    from narration.publishing.checking import Findings


def finished(path: Path, *, as_json: bool) -> tuple[Problem, ...]:
    """Measure the MP3 at *path*, print the table, and return what breaks a limit.

    Raises:
        EditionError: it is no MP3.
        EngineError: ffmpeg is missing, or finds no sound in it.
    """
    findings = checking.check(path)
    click.echo(_json(findings) if as_json else "\n".join(_lines(findings)))
    for remark in findings.remarks:
        console.say(f"{path}: {remark}")
    return findings.faults


def _lines(findings: Findings) -> list[str]:
    """Return the table; a row that breaks its limit begins with an exclamation mark."""
    rows = [("", "", "measured", "limit")]
    rows += [("!" if row.fault else "", row.name, row.measured, row.limit) for row in findings.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows)
    return [str(findings.path), *(line.rstrip() for line in lines)]


def _json(findings: Findings) -> str:
    content = {"file": str(findings.path), "rows": [asdict(row) for row in findings.rows]}
    return json.dumps({**content, "remarks": findings.remarks}, ensure_ascii=False)
