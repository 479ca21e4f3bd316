"""A real process that watches: what is saved is built again, whatever is wrong with it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.line.test_batch import note
from tests.support.projects import TONE
from tests.support.tools import package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.projects import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")


class Watcher:
    def __init__(self, project: Project, *arguments: str) -> None:
        package("watchfiles")
        self.log = project.folder.parent / "watch.log"
        with self.log.open("wb") as log:
            command = [sys.executable, "-m", "narration", "build", "--watch", *arguments]
            self.process = subprocess.Popen(
                command, cwd=project.folder, stdout=subprocess.DEVNULL, stderr=log
            )

    def said(self) -> str:
        return self.log.read_text()

    def until(self, happened: Callable[[], Any]) -> None:
        end = time.monotonic() + 60  # the machine may be busy
        while not happened():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.05)

    def until_said(self, words: str, times: int = 1) -> None:
        self.until(lambda: self.said().count(words) >= times)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=30)


@contextmanager
def watching(project: Project, *arguments: str) -> Iterator[Watcher]:
    watcher = Watcher(project, *arguments)
    try:
        yield watcher
    finally:
        watcher.process.kill()
        watcher.process.wait()


def titled(project: Project, place: str, title: str) -> Callable[[], bool]:
    """Return what tells whether an edition has a title."""
    path: Path = project.folder / "out" / place
    return lambda: path.is_file() and f'"title": "{title}"' in path.read_text()


def test_what_is_saved_is_built_again_and_nothing_else(project: Project) -> None:
    project.write("news/ferry.txt", note("ferry"))
    project.write("news/lake.txt", note("lake"))
    with watching(project, "news") as watcher:
        watcher.until_said("watching 2 articles;")
        untouched = project.edition("lake")

        project.write("news/ferry.txt", note("steamer"))
        watcher.until(titled(project, "ferry/ferry.json", "The steamer returns"))
        watcher.until_said("watching 2 articles;", 2)

        assert watcher.said().count("lake: ") == 1
        assert project.edition("lake") == untouched
        assert watcher.stop() == 0
    assert watcher.said().endswith("stopped watching\n")


def test_new_files_in_new_folders_are_built_and_lost_ones_are_said(project: Project) -> None:
    (project.folder / "news").mkdir(parents=True)
    with watching(project, "news") as watcher:
        time.sleep(0.5)  # there is nothing to say of an empty folder
        project.write("news/harbour/jetty.txt", note("jetty"))
        watcher.until(titled(project, "harbour/jetty/jetty.json", "The jetty returns"))
        watcher.until_said("watching 1 article;")

        (project.folder / "news/harbour/jetty.txt").unlink()
        watcher.until_said("news/harbour/jetty.txt is gone; its edition stays in out/harbour/jetty")
        assert watcher.stop() == 0


def test_a_broken_file_is_said_and_watching_goes_on(project: Project) -> None:
    project.write("ferry.txt", note("ferry"))
    with watching(project, "ferry.txt") as watcher:
        watcher.until_said("watching 1 article;")

        project.write("voices.toml", "[narrator\n")
        watcher.until_said("voices.toml:1:")
        watcher.until_said("watching 1 article;", 2)
        project.write("voices.toml", TONE.replace("[narrator]", "[narrator]\nrate = 200"))
        watcher.until_said("ferry: built", 2)

        project.write("ferry.txt", "")
        watcher.until_said("ferry.txt: ")
        project.write("ferry.txt", note("launch"))
        watcher.until(titled(project, "ferry/ferry.json", "The launch returns"))


def test_sheets_lexicons_and_corrections_are_watched_also_new_ones(project: Project) -> None:
    project.write("ferry.txt", note("ferry"))
    with watching(project, "ferry.txt") as watcher:
        watcher.until_said("watching 1 article;")

        project.write("words/names.toml", '[lexicon]\n"Cole" = "coal"\n')
        project.write("voices.toml", f'{TONE}\n[lexicon]\nfiles = ["words/names.toml"]\n')
        watcher.until_said("lexicon: Cole 1 (names.toml)")
        project.write("words/names.toml", '[lexicon]\n"Ada" = "aider"\n')
        watcher.until_said("lexicon: Ada 1 (names.toml)")

        project.write("people.toml", '[people."Ada Cole"]\nvoice = "a4"\n')
        watcher.until_said("people: people.toml")
        project.write("ferry.script.toml", "[[quote]]\n")
        watcher.until_said("ferry.script.toml:1:")


def test_an_interruption_in_the_middle_of_a_build_is_one(project: Project) -> None:
    for number in range(20):
        project.write(f"news/a{number}.txt", note(f"ferry number {number}") * 20)
    with watching(project, "news") as watcher:
        watcher.until_said(": built in")

        assert watcher.stop() == 130
    assert " of 20 articles are done; not made: " in watcher.said()


def test_standard_input_cannot_be_watched(project: Project) -> None:
    run = project.narrate("build", "-", "--watch")

    assert (run.code, run.err) == (
        2,
        "expected files or folders with --watch, got -\nhint: leave --watch out\n",
    )
