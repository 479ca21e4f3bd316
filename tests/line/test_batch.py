"""Many articles in one run: folders, errors among them, the report, an interruption."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    from tests.support.projects import Project

NOTE = "The {name} returns\n\nAda Cole said: “We waited for the {name} all winter long.”\n"


def note(name: str) -> str:
    return NOTE.format(name=name)


@pytest.fixture
def desk(project: Project) -> Project:
    """A folder with articles on two levels, and with files that are none."""
    project.write("news/ferry.txt", note("ferry"))
    project.write("news/lake.md", note("lake"))
    project.write("news/harbour/ferry.txt", note("harbour ferry"))
    project.write("news/harbour/ferry.script.toml", "")
    project.write("news/harbour/jetty.jpg", "no picture")
    project.write("news/.hidden.txt", "no article")
    return project


def report(project: Project, name: str = "report.json") -> dict[str, Any]:
    loaded = json.loads((project.folder / name).read_bytes())
    assert isinstance(loaded, dict)
    return loaded


def test_the_editions_of_a_folder_lie_as_its_articles_do(desk: Project) -> None:
    run = desk.narrate("build", "news")

    assert (run.code, run.out) == (
        0,
        "out/ferry/ferry.mp3\nout/lake/lake.mp3\nout/harbour/ferry/ferry.mp3\n",
    )


def test_what_is_passed_over_in_a_folder_is_said(desk: Project) -> None:
    run = desk.narrate("build", "news", "-v")

    assert run.err.startswith(
        "passed over: 1 hidden, 1 .toml, 1 .jpg\n"
        "  news/.hidden.txt (hidden)\n"
        "  news/harbour/ferry.script.toml (.toml)\n"
        "  news/harbour/jetty.jpg (.jpg)\n"
    )


def test_reports_come_whole_and_in_order_and_then_a_table(desk: Project) -> None:
    run = desk.narrate("build", "news")

    heads = re.findall(r"^(\S+): built in", run.err, re.MULTILINE)
    assert heads == ["ferry", "lake", "harbour/ferry"]
    reports = re.split(r"^\S+: built in .*\n", run.err, flags=re.MULTILINE)[1:]
    assert [text.count("cast:") for text in reports] == [1, 1, 1]
    # which of two articles has a sentence spoken that both have depends on the processors
    counts = re.compile(r"  ( +\d+)  ( +\d+)  ( +\d+\.\d)(?= +\d+$)", re.MULTILINE)
    table = counts.sub("  SPOKEN  REUSED  SECONDS", reports[-1].partition("index.html\n")[2])
    assert re.sub(r"in \d+\.\d s \(.*\)", "in TIME", table) == (
        "article        state       length  spoken  reused  seconds  to look at\n"
        "ferry          built         0:13  SPOKEN  REUSED  SECONDS           0\n"
        "lake           built         0:13  SPOKEN  REUSED  SECONDS           0\n"
        "harbour/ferry  built         0:14  SPOKEN  REUSED  SECONDS           0\n"
        "3 articles: 3 built; 0:40 of sound, in TIME\n"
    )


def test_many_articles_give_the_same_bytes_as_each_alone(desk: Project) -> None:
    together = desk.narrate("build", "news", "--out", "a", "-q")
    alone = [
        desk.narrate("build", f"news/{name}", "--out", f"b/{below}", "-q", "--no-cache")
        for name, below in (("ferry.txt", "."), ("lake.md", "."), ("harbour/ferry.txt", "harbour"))
    ]

    assert [run.code for run in (together, *alone)] == [0] * 4
    left, right = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*.*") if path.suffix != ".lock"}
        for root in (desk.folder / "a", desk.folder / "b")
    )
    assert len(left) == 12
    assert left == right


def test_a_bad_article_among_many_is_said_and_the_others_are_made(desk: Project) -> None:
    desk.write("news/aaa.txt", "")

    run = desk.narrate("build", "news", "--report", "report.json")

    assert run.code == 3
    assert run.out.count(".mp3\n") == 3
    assert "news/aaa.txt: " in run.err.splitlines()[1]
    found = report(desk)
    assert [(row["article"], row["state"], row["exit"]) for row in found["articles"]] == [
        ("aaa", "failed", 3),
        ("ferry", "built", 0),
        ("lake", "built", 0),
        ("harbour/ferry", "built", 0),
    ]
    assert found["articles"][0]["problems"][0]["message"]
    assert {name: found["totals"][name] for name in ("articles", "built", "failed", "unchanged")} == {
        "articles": 4,
        "built": 3,
        "failed": 1,
        "unchanged": 0,
    }
    assert set(found["passed_over"].values()) == {"hidden", ".toml", ".jpg"}


def test_a_reason_that_many_articles_share_is_said_once(desk: Project) -> None:
    desk.write("voices.toml", "[narrator]\nvoise = 1\n")

    run = desk.narrate("build", "news")

    assert run.code == 4
    assert run.err.count("voices.toml:2:1: ") == 1
    assert "lake: failed for the same reason as ferry\n" in run.err


def test_a_bug_in_one_build_leaves_the_others_alone(desk: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from narration import pipeline  # noqa: PLC0415

    real = pipeline.build

    def broken(job, *arguments, **named):
        if job.slug == "lake":
            raise ZeroDivisionError("never")
        return real(job, *arguments, **named)

    monkeypatch.setattr(pipeline, "build", broken)

    run = desk.narrate("build", "news")

    assert run.code == 1
    assert run.out.count(".mp3\n") == 2
    assert "lake: a bug in narrate\nTraceback" in run.err


def test_json_names_the_article_of_each_event_and_ends_with_totals(desk: Project) -> None:
    run = desk.narrate("build", "news", "--json")

    finished = [event["article"] for event in run.events if event["event"] == "finished"]
    assert sorted(finished) == ["ferry", "harbour/ferry", "lake"]
    assert {event["article"] for event in run.events[:-1]} == set(finished)
    assert (run.events[-1]["event"], run.events[-1]["built"]) == ("total", 3)


def test_newer_leaves_editions_alone_that_are_not_older_than_their_articles(desk: Project) -> None:
    desk.narrate("build", "news", "-q")
    later = time.time() + 5
    os.utime(desk.folder / "news/lake.md", (later, later))

    run = desk.narrate("build", "news", "--newer")

    assert run.out == "out/lake/lake.mp3\n"
    assert "\n3 articles: 1 unchanged, 2 no newer than their editions; " in run.err

    os.utime(desk.folder / "voices.toml", (later, later))
    assert desk.narrate("build", "news", "--newer", "-q").out.count(".mp3\n") == 3


def test_a_report_that_cannot_be_written_is_said_before_anything_is_built(desk: Project) -> None:
    desk.write("report", "a file")

    run = desk.narrate("build", "news", "--report", "report/of/today.json")

    assert (run.code, run.out) == (6, "")
    assert re.fullmatch(r"expected a folder at .*report, got a file\n", run.err)
    assert not (desk.folder / "out").exists()


def test_newer_counts_corrections_and_has_nothing_to_do_otherwise(desk: Project) -> None:
    desk.narrate("build", "news", "-q")

    run = desk.narrate("build", "news", "--newer")
    assert (run.code, run.out) == (0, "")
    assert "3 articles: 3 no newer than their editions; " in run.err
    assert "state" not in run.err  # a table of nothing

    later = time.time() + 5
    os.utime(desk.folder / "news/harbour/ferry.script.toml", (later, later))
    assert desk.narrate("build", "news", "--newer", "-q").out == "out/harbour/ferry/ferry.mp3\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_an_interruption_leaves_what_is_finished_and_says_what_is_not(project: Project) -> None:
    for number in range(30):
        project.write(f"news/a{number:02}.txt", f"{ARTICLE}\nThat was number {number}.\n")
    child = subprocess.Popen(
        [sys.executable, "-m", "narration", "build", "news", "--report", "report.json"],
        cwd=project.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    first = child.stdout.readline()
    child.send_signal(signal.SIGINT)
    start = time.monotonic()
    out, err = child.communicate(timeout=60)
    took = time.monotonic() - start

    assert first == "out/a00/a00.mp3\n"
    assert child.returncode == 130
    assert took < 10  # the rest of the articles would take longer; how much less is the machine's
    built = (first + out).split()
    assert 1 <= len(built) < 30
    for path in built:
        folder = (project.folder / path).parent
        assert len(list(folder.glob(f"{folder.name}.*"))) == 3
    assert not list(project.folder.glob("out/*/.*.part"))
    assert f"{len(built)} of 30 articles are done; not made: a" in err
    assert err.endswith("interrupted; earlier editions are untouched\n")
    states = [row["state"] for row in report(project)["articles"]]
    assert (states.count("built"), states.count("not made")) == (len(built), 30 - len(built))
