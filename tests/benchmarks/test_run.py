from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.projects import ARTICLE
from tests.support.tools import package

PROGRAM = Path(__file__).parents[2] / "benchmarks" / "run.py"
UNIX = pytest.mark.skipif(
    os.name == "nt", reason="Windows tells no processor time of processes that have ended"
)


def bench(folder: Path, *arguments: str) -> tuple[str, dict[str, Any]]:
    (folder / "article.txt").write_text(ARTICLE, "utf-8")
    written = folder / "figures.json"
    command = [
        sys.executable,
        str(PROGRAM),
        "--article",
        "article.txt",
        "--repeat",
        "1",
        "--json",
        str(written),
    ]
    done = subprocess.run([*command, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout, json.loads(written.read_bytes()) if written.exists() else {}


def median(figures: dict[str, Any], row: str, words: str) -> float:
    found = next(one for one in figures["figures"] if one["row"] == row and words in one["what"])
    assert found["median"] is not None, found["notes"]
    return float(found["median"])


@UNIX
def test_every_row_is_measured_and_compared_with_a_saved_run(tmp_path: Path) -> None:
    rows = "commands,unchanged,limit,change,many,growth"
    small = ("--many", "2", "--sizes", "40,80")
    _, saved = bench(tmp_path, "--rows", rows, *small)
    assert {one["row"] for one in saved["figures"]} == set(rows.split(","))
    assert not [one["notes"] for one in saved["figures"] if one["median"] is None]
    assert median(saved, "limit", "wall: (bare speech + bare MP3) / ") > 0
    assert median(saved, "many", "wall") > 0
    assert median(saved, "unchanged", "processes") == 0
    notes = [note for one in saved["figures"] for note in one["notes"]]
    assert any(note.endswith("one of 2 speakers: en-us+f5") for note in notes)
    assert any(note.startswith("1 new clips, ") for note in notes)  # of the word that is corrected
    (tmp_path / "before.json").write_text(json.dumps(saved), "utf-8")

    table, _ = bench(tmp_path, "--rows", "commands", "--against", "before.json")
    assert "commands: narrate --help, wall: " in table
    assert "the spread)" in table


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells shares of memory")
def test_the_memory_of_all_processes_is_seen(tmp_path: Path) -> None:
    _, figures = bench(tmp_path, "--rows", "memory", "--sizes", "40")
    (found,) = figures["figures"]
    assert abs(found["median"]) < 60
    article = float(found["notes"][0].split()[1])
    assert article > 30  # Python alone, in the main process and the others


@UNIX
def test_a_profile_names_stages_and_tasks(tmp_path: Path) -> None:
    table, _ = bench(tmp_path, "--profile")
    for name in ("pipeline.read", "publishing.publish", "Sayer", "Encoder", "cProfile"):
        assert name in table


@UNIX
def test_each_level_of_the_encoder_is_compared_with_the_mix(tmp_path: Path) -> None:
    package("numpy")
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    command = [sys.executable, str(PROGRAM.with_name("encoder.py")), "--levels", "5,7", "--repeat", "1"]
    done = subprocess.run(
        [*command, "--article", str(tmp_path / "article.txt")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    rows = {int(line.split()[0]): line.partition(")")[2].split() for line in done.stdout.splitlines()[2:]}
    # aligned to the sample and at the same level: else there is nothing but noise
    assert float(rows[5][0]) > 15
    assert float(rows[7][0]) > float(rows[5][0])


def test_a_row_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(PROGRAM), "--rows", "colds"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "expected some of commands, " in done.stderr
