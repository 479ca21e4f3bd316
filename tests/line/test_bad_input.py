"""What cannot be built is said clearly, and leaves the earlier edition as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.projects import Project


@pytest.fixture
def ferry(project: Project) -> Project:
    """A project with an edition in out/."""
    project.write("ferry.txt", ARTICLE)
    assert project.narrate("build", "ferry.txt").code == 0
    return project


ARTICLES = {
    "an empty file": (b"", 3, "empty"),
    "only white space": (b" \n\t\n ", 3, "white space"),
    "a binary file": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", 3, "binary"),
    "a wrong encoding": ("Café\n\nHe said so.\n".encode("latin-1"), 3, "--encoding"),
    "front matter left open": (b"---\ntitle: Ferry\n\nThe ferry sails.\n", 3, "---"),
}


@pytest.mark.parametrize(("content", "code", "words"), ARTICLES.values(), ids=ARTICLES)
def test_a_bad_article_is_an_error_that_names_the_file(
    ferry: Project, content: bytes, code: int, words: str
) -> None:
    before = ferry.edition()
    (ferry.folder / "ferry.txt").write_bytes(content)

    run = ferry.narrate("build", "ferry.txt")

    assert run.code == code, run.err
    assert run.err.startswith(("ferry.txt", "cannot read ferry.txt")), run.err
    assert words in run.err
    assert run.out == ""
    assert ferry.edition() == before


def test_a_missing_article_is_named(ferry: Project) -> None:
    run = ferry.narrate("build", "fery.txt")

    assert run.code == 3
    assert "fery.txt" in run.err


def test_a_folder_is_not_an_article(ferry: Project) -> None:
    run = ferry.narrate("script", ".")

    assert run.code == 3
    assert "folder" in run.err


def test_a_huge_file_without_a_line_break_is_refused_at_once(ferry: Project) -> None:
    (ferry.folder / "huge.txt").write_bytes(b"word " * 10_000_000)
    start = time.monotonic()

    run = ferry.narrate("build", "huge.txt")

    assert run.code == 3
    assert "huge.txt" in run.err
    assert time.monotonic() - start < 20  # half an hour if it were read as one paragraph


VOICES = {
    "broken TOML": ("[narrator\n", "voices.toml:1:"),
    "an unknown voice": ('[narrator]\nengine = "tone"\nvoice = "nobody"\n', "nobody"),
    "an unknown key": ('[narrator]\nengin = "tone"\n', "did you mean engine?"),
    "a wrong type": ('[narrator]\nengine = "tone"\nrate = "fast"\n', "voices.toml:3:"),
}


@pytest.mark.parametrize(("sheet", "words"), VOICES.values(), ids=VOICES)
def test_a_bad_voices_file_is_an_error_with_its_place(ferry: Project, sheet: str, words: str) -> None:
    before = ferry.edition()
    ferry.write("voices.toml", sheet)

    run = ferry.narrate("build", "ferry.txt")

    assert run.code == 4
    assert words in run.err
    assert ferry.edition() == before


def test_voices_that_were_asked_for_must_be_there(ferry: Project) -> None:
    run = ferry.narrate("build", "ferry.txt", "--voices", "house.toml")

    assert run.code == 2
    assert run.err == "expected a voices file at house.toml, got nothing there\nhint: correct --voices\n"


def test_a_correction_that_fits_nothing_is_an_error_with_the_nearest_match(ferry: Project) -> None:
    before = ferry.edition()
    ferry.write("ferry.script.toml", '[[quote]]\ntext = "We ever thought"\nspeaker = "Ivo Brandt"\n')

    run = ferry.narrate("build", "ferry.txt")

    assert run.code == 3
    assert "ferry.script.toml:" in run.err
    assert "hint: did you mean “We never thought”?\n" in run.err
    assert ferry.edition() == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere, Windows has no modes"
)
def test_a_folder_that_cannot_be_written_is_an_error(project: Project) -> None:
    project.write("ferry.txt", ARTICLE)
    out = project.folder / "out"
    out.mkdir(mode=0o500)

    run = project.narrate("build", "ferry.txt")

    assert run.code == 6
    assert "permission denied" in run.err


def test_an_output_folder_that_is_a_file_is_an_error(project: Project) -> None:
    project.write("ferry.txt", ARTICLE)
    project.write("out", "in the way")

    run = project.narrate("build", "ferry.txt")

    assert run.code == 6
    assert "out" in run.err


def test_no_ffmpeg_is_an_error_that_says_how_to_get_one(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("ferry.txt", ARTICLE)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(project.folder / "no-such-ffmpeg"))

    run = project.narrate("build", "ferry.txt")

    assert run.code == 5
    assert "ffmpeg" in run.err
    assert "hint: " in run.err
    assert not list((project.folder / "out").glob("*/*"))


_HOLDER = """
import sys, time, filelock
with filelock.FileLock(sys.argv[1]):
    print("held", flush=True)
    time.sleep(0.5)
"""


def test_a_second_build_of_the_same_article_waits_and_says_so(ferry: Project) -> None:
    command = [sys.executable, "-c", _HOLDER, str(ferry.folder / "out" / ".ferry.lock")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()

        run = ferry.narrate("build", "ferry.txt")

    assert run.code == 0
    assert "ferry: another build of this article is running; waiting for it to end\n" in run.err


def _mounted(folder: Path, size: str) -> bool:
    """Mount a small file system, where this user may."""
    folder.mkdir(parents=True)
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    return bool(mount) and subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("full", "to"), [("out", "mp3"), ("cache", "mp3"), ("out", "m4b"), ("out", "opus"), ("out", "epub")]
)
def test_a_full_disk_is_an_error_and_leaves_no_half_file(
    project: Project, monkeypatch: pytest.MonkeyPatch, full: str, to: str
) -> None:
    project.write("ferry.txt", ARTICLE)
    small = project.folder / full
    if not _mounted(small, "64k"):
        pytest.skip("only root on Linux can mount the small disk that this needs")
    try:
        monkeypatch.setenv("NARRATE_CACHE", str(project.folder / "cache"))

        run = project.narrate("build", "ferry.txt", "--to", to)

        assert run.code == 6
        assert "no space left on device" in run.err
        assert "hint: free some space" in run.err
        assert not list(project.folder.glob("out/ferry/*"))
    finally:
        subprocess.run(["umount", str(small)], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to a process")
def test_interrupting_a_build_leaves_the_earlier_edition_and_ends_at_once(ferry: Project) -> None:
    import signal  # noqa: PLC0415

    before = ferry.edition()
    ferry.write("ferry.txt", ARTICLE + "\n\nThe boat sails on. " * 3000)
    child = subprocess.Popen(
        [sys.executable, "-m", "narration", "build", "ferry.txt"],
        cwd=ferry.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(1.5)

    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)

    assert (child.returncode, out) == (130, "")
    assert err.endswith("interrupted; earlier editions are untouched\n")
    assert ferry.edition() == before
