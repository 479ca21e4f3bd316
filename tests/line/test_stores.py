"""Whole builds on a store that is damaged, full, shared or used twice at once."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narration.mixing.levels import CALIBRATION
from narration.store import Store
from tests.support.object_store import URL, ObjectStore
from tests.support.projects import ARTICLE
from tests.support.tools import package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.support.projects import Project

ROOT = Path(__file__).parents[2]


def _flip(path: Path, dice: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    path.write_bytes(content)


def _truncate(path: Path, dice: random.Random) -> None:
    os.truncate(path, dice.choice([0, dice.randrange(path.stat().st_size)]))


def _make_folder(path: Path, dice: random.Random) -> None:
    path.unlink()
    (path / "within").mkdir(parents=True)


def _make_unreadable(path: Path, dice: random.Random) -> None:
    """A link to itself, which not even root can read."""
    path.unlink()
    path.symlink_to(path)


DAMAGES: list[Callable[[Path, random.Random], None]] = [_flip, _truncate, _make_folder, _make_unreadable]


@pytest.fixture
def undisturbed(project: Project) -> dict[str, bytes]:
    """The edition as it is made when all is well; it is not there any more, what it was made from is."""
    project.write("ferry.txt", ARTICLE)
    assert project.narrate("build", "ferry.txt").code == 0
    edition = project.edition()
    shutil.rmtree(project.folder / "out")
    return edition


@pytest.fixture
def cache(project: Project) -> Path:
    return project.folder.parent / "cache"


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_damaged_is_made_again(
    project: Project, cache: Path, undisturbed: dict[str, bytes], seed: int
) -> None:
    dice = random.Random(seed)
    files = sorted(file.path for file in Store(cache).files())
    damaged = dice.sample(files, len(files) // 2)
    for path in damaged:
        dice.choice(DAMAGES)(path, dice)

    run = project.narrate("build", "ferry.txt")

    assert run.code == 0
    assert project.edition() == undisturbed


@pytest.mark.parametrize("kind", ["clips", "levels", "encoded"])
def test_a_kind_that_is_damaged_as_a_whole_is_made_again(
    project: Project, cache: Path, undisturbed: dict[str, bytes], kind: str
) -> None:
    for file in Store(cache).files():
        if file.kind == kind:
            _flip(file.path, random.Random(1))

    assert project.narrate("build", "ferry.txt").code == 0
    assert project.edition() == undisturbed
    clips = json.loads(undisturbed["ferry.json"])["clips"]
    unheard = {clip["key"] for clip in clips if clip["text"] == CALIBRATION}  # their levels are known
    assert {file.key for file in Store(cache).verify()} <= unheard


def test_two_builds_at_once_share_a_store_that_was_empty(
    project: Project, cache: Path, undisturbed: dict[str, bytes]
) -> None:
    shutil.rmtree(cache)
    builds = [_build(project, "--out", name) for name in ("one", "two")]

    assert [(build.communicate()[1], build.returncode)[1] for build in builds] == [0, 0]
    for name in ("one", "two"):
        assert _edition(project.folder / name / "ferry") == undisturbed
    assert all(file.whole for file in Store(cache).files())
    assert not list(Store(cache).verify())


def test_a_limit_smaller_than_the_article_changes_no_byte(
    project: Project, cache: Path, undisturbed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NARRATE_CACHE_LIMIT", "10 kB")
    for file in Store(cache).files():
        os.utime(file.path, (1, 1))

    assert project.narrate("build", "ferry.txt").code == 0
    assert project.edition() == undisturbed


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux mounts a small disk in memory")
def test_a_full_disk_is_said_and_all_is_well_when_there_is_space_again(
    project: Project, cache: Path, undisturbed: dict[str, bytes]
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    shutil.rmtree(cache)
    cache.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", cache], check=False)
    if mount.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        run = project.narrate("build", "ferry.txt")

        assert run.code == 6
        assert "no space left on device" in run.err
        assert "hint: free some space there, name another folder in NARRATE_CACHE" in run.err
        assert not (project.folder / "out" / "ferry").exists()
        assert all(file.whole for file in Store(cache).files())

        subprocess.run(["mount", "-o", "remount,size=100m", cache], check=True)
        assert project.narrate("build", "ferry.txt").code == 0
        assert project.edition() == undisturbed
    finally:
        subprocess.run(["umount", cache], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="only Unix limits the size of files")
def test_so_is_a_file_that_may_not_grow(project: Project, cache: Path, undisturbed: dict[str, bytes]) -> None:
    shutil.rmtree(cache)

    def limited() -> None:
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    build = _build(project, preexec_fn=limited)
    _, complaint = build.communicate()

    assert build.returncode == 6, complaint
    assert b"file too large" in complaint
    assert not list(project.folder.glob("out/ferry/*"))
    assert project.narrate("build", "ferry.txt").code == 0
    assert project.edition() == undisturbed


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectStore]:
    package("s3fs")
    package("moto")
    server = ObjectStore.started()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    yield server
    server.stop()


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Go on as on another machine, with a cache folder of its own."""
    return lambda name: monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / name))


@pytest.mark.parametrize("where", ["file", "s3"])
def test_machines_share_what_one_of_them_has_spoken(  # noqa: PLR0917 (what it takes)
    project: Project,
    undisturbed: dict[str, bytes],
    elsewhere: Callable[[str], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    where: str,
) -> None:
    if where == "s3":
        request.getfixturevalue("server")
    else:
        (tmp_path / "share").mkdir()
        monkeypatch.setenv("NARRATE_CACHE", (tmp_path / "share").as_uri())
    counts = []
    for name in ("one", "two"):
        elsewhere(name)
        build = _build(project, "--json", "--out", name)
        out, complaint = build.communicate()
        assert build.returncode == 0, complaint
        assert not complaint
        events = [json.loads(line) for line in out.splitlines()]
        counts += [event["spoken"] for event in events if event["event"] == "planned"]
        assert _edition(project.folder / name / "ferry") == undisturbed
    assert counts[0] > 0
    assert counts[1] == 0


def test_a_shared_cache_that_is_lost_in_the_middle_is_said(
    project: Project, undisturbed: dict[str, bytes], server: ObjectStore, elsewhere: Callable[[str], None]
) -> None:
    elsewhere("one")
    build = _build(project, "--json", "--jobs", "1")
    assert build.stdout
    assert build.stderr
    with build:
        for line in build.stdout:
            if json.loads(line)["event"] == "spoken":
                server.stop()
                break
        events = [json.loads(line) for line in build.stdout]
        complaint = build.stderr.read()

    assert build.returncode == 6
    assert complaint.decode().startswith(f"cannot reach the shared cache {URL}: ")
    assert events[-1]["event"] == "failed"
    assert not list(project.folder.glob("out/ferry/*"))


def test_a_shared_cache_that_cannot_be_reached_is_said_before_anything_is_spoken(
    project: Project, undisturbed: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NARRATE_CACHE", (tmp_path / "missing").as_uri())

    run = project.narrate("build", "ferry.txt", "--json")

    assert run.code == 6
    assert [event["event"] for event in run.events] == ["failed"]
    assert "cannot reach the shared cache file://" in run.err


def _build(project: Project, *options: str, **settings: object) -> subprocess.Popen[bytes]:
    """Start a build in a process of its own."""
    command = [sys.executable, "-m", "narration", "build", "ferry.txt", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=project.folder, env=environment, **pipes, **settings)  # type: ignore[call-overload, no-any-return]


def _edition(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
