from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narration.app import places, sizes
from narration.store import LIMIT, Store
from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    from tests.support.projects import Project

A, B, C = ("a" * 64, "b" * 64, "c" * 64)
DAY = datetime(2031, 5, 6, 7, 8).timestamp()


@pytest.fixture
def store(project: Project) -> Store:
    """Three files; the one that was not used for longest is from 2001."""
    store = places.store()
    for kind, key, used in [("clips", A, DAY - 10**9), ("clips", B, DAY), ("encoded", C, DAY)]:
        store.put(kind, key, bytes(1968))
        os.utime(store.folder / kind / key[:2] / key, (used, used))
    return store


def test_info_tells_where_it_is_how_large_and_what_is_in_it(project: Project, store: Store) -> None:
    run = project.narrate("cache", "info")

    since = f"{datetime.fromtimestamp(DAY - 10**9):%Y-%m-%d %H:%M}"
    assert run.code == 0
    assert run.out == (
        f"folder: {store.folder}\n"
        "size: 6.0 kB of at most 2.0 GB\n"
        "clips: 2, 4.0 kB\n"
        "encoded: 1, 2.0 kB\n"
        f"not used for longest: since {since}\n"
    )


def test_info_of_a_cache_that_is_not_there_yet(project: Project) -> None:
    folder = places.store().folder

    assert project.narrate("cache", "info").out == f"folder: {folder}\nsize: 0 bytes of at most 2.0 GB\n"
    assert not folder.exists()


def test_info_names_what_is_shared_without_its_password(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NARRATE_CACHE", "sftp://me:secret@host/share")

    run = project.narrate("cache", "info")

    assert run.out.splitlines()[0] == "shared: sftp://host/share"
    assert "secret" not in run.out


def test_prune_removes_what_was_not_used_for_longest(project: Project, store: Store) -> None:
    os.utime(store.folder / "clips" / "bb" / B, (DAY - 10**9 + 1,) * 2)

    assert project.narrate("cache", "prune").out == "removed 0 bytes, left 6.0 kB\n"
    assert project.narrate("cache", "prune", "--to", "4 kB").out == "removed 2.0 kB, left 4.0 kB\n"
    assert [file.key for file in store.files()] == [B, C]


def test_prune_says_what_had_to_stay(project: Project, store: Store) -> None:
    assert project.narrate("cache", "prune", "--to", "0").out == (
        "removed 2.0 kB, left 4.0 kB\n4.0 kB more had to stay: they were used just now\n"
    )


def test_prune_to_what_is_no_size_is_a_wrong_command_line(project: Project, store: Store) -> None:
    run = project.narrate("cache", "prune", "--to", "much")

    assert run.code == 2
    assert "expected a size as 500 MB, 2 GB or 1.5 TB, got 'much'" in run.err


def test_verify_lists_and_removes_what_is_damaged(project: Project, store: Store) -> None:
    damaged = store.folder / "clips" / "aa" / A
    damaged.write_bytes(damaged.read_bytes()[:-1])

    assert project.narrate("cache", "verify").out == f"removed: {damaged}\n1 damaged\n"
    assert not damaged.exists()
    assert project.narrate("cache", "verify").out == "everything is as it was put in\n"


def test_path_prints_the_folder_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert project.narrate("cache", "path").out == f"{os.environ['NARRATE_CACHE']}\n"

    monkeypatch.delenv("NARRATE_CACHE")
    assert project.narrate("cache", "path").out == f"{Path(os.environ['HOME']) / '.cache' / 'narrate'}\n"


def test_each_shared_cache_has_a_folder_of_its_own_in_front_of_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {}
    for url in ("s3://bucket/one", "s3://bucket/two"):
        monkeypatch.setenv("NARRATE_CACHE", url)
        folders[url] = places.store().folder
        assert places.store().shared == url

    assert len(set(folders.values())) == 2


def test_the_limit_is_what_is_asked_for(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.store().limit == LIMIT

    monkeypatch.setenv("NARRATE_CACHE_LIMIT", "500 MB")
    assert places.store().limit == 500_000_000


def test_a_limit_that_is_no_size_is_said_before_anything_is_spoken(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("ferry.txt", ARTICLE)
    monkeypatch.setenv("NARRATE_CACHE_LIMIT", "2 G B")

    run = project.narrate("build", "ferry.txt")

    assert (run.code, run.err) == (
        2,
        "expected a size in NARRATE_CACHE_LIMIT, got '2 G B'\nhint: write it as 500 MB, 2 GB or 1.5 TB\n",
    )


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        ("1234", 1234),
        ("2GB", 2 * 10**9),
        ("1.5 gb", 15 * 10**8),
        ("500m", 5 * 10**8),
        ("1KiB", 1024),
        (" 3 TB ", 3 * 10**12),
        ("-1", None),
        ("GB", None),
        ("1 GBB", None),
        ("", None),
        ("nan", None),
    ],
)
def test_sizes_are_read_as_people_write_them(text: str, size: int | None) -> None:
    assert sizes.read(text) == size


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (999_949, "999.9 kB"), (999_950, "1.0 MB"), (10**16, "10000.0 TB")],
)
def test_sizes_are_shown_as_people_read_them(size: int, text: str) -> None:
    assert sizes.show(size) == text
