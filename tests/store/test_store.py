from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.errors import OutputError
from narration.store import SAFE, Store

ROOT = Path(__file__).parents[2]


def key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cache")


def only_file(store):
    [path] = (path for path in store.folder.rglob("*") if path.is_file())
    return path


def aged(store, kind, name, seconds):
    path = store._path(kind, key(name))
    os.utime(path, (time.time() - seconds,) * 2)


@given(contents=st.dictionaries(st.tuples(st.sampled_from(["clips", "levels"]), st.text()), st.binary()))
def test_what_is_put_in_comes_out_again(tmp_path_factory, contents):
    store = Store(tmp_path_factory.mktemp("store"))
    for (kind, name), content in contents.items():
        store.put(kind, key(name), content)

    assert {(kind, name): store.get(kind, key(name)) for kind, name in contents} == contents


def test_what_was_never_put_in_is_not_there(store):
    assert store.get("clips", key("a")) is None


def test_kinds_do_not_mix(store):
    store.put("clips", key("a"), b"sound")

    assert store.get("levels", key("a")) is None


def test_a_second_content_takes_the_place_of_the_first(store):
    store.put("clips", key("a"), b"one")
    store.put("clips", key("a"), b"two")

    assert store.get("clips", key("a")) == b"two"


@pytest.mark.parametrize("place", [0, 20, 32, 40, -1])
def test_a_flipped_bit_is_noticed_and_the_file_removed(store, place):
    store.put("clips", key("a"), b"twelve bytes")
    path = only_file(store)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)

    assert store.get("clips", key("a")) is None
    assert not path.exists()


@pytest.mark.parametrize("length", [0, 10, 32, 43])
def test_a_truncated_file_is_noticed_and_removed(store, length):
    store.put("clips", key("a"), b"twelve bytes")
    path = only_file(store)
    path.write_bytes(path.read_bytes()[:length])

    assert store.get("clips", key("a")) is None
    assert not path.exists()


def test_the_size_is_that_of_all_files(store):
    assert store.size() == 0

    store.put("clips", key("a"), bytes(1000))
    store.put("levels", key("a"), bytes(500))

    assert store.size() == 1500 + 2 * 32


def test_pruning_removes_what_was_not_used_for_longest_until_the_rest_fits(tmp_path):
    store = Store(tmp_path, limit=2 * 1032)
    for name, age in [("old", 30), ("older", 40), ("oldest", 50), ("young", 20)]:
        store.put("clips", key(name), bytes(1000))
        aged(store, "clips", name, SAFE + age)

    store.prune()

    assert [name for name in ("young", "old", "older", "oldest") if store.get("clips", key(name))] == [
        "young",
        "old",
    ]


def test_what_is_read_counts_as_used(tmp_path):
    store = Store(tmp_path, limit=1032)
    for name, age in [("a", 50), ("b", 20)]:
        store.put("clips", key(name), bytes(1000))
        aged(store, "clips", name, SAFE + age)
    store.get("clips", key("a"))

    store.prune()

    assert store.get("clips", key("a"))
    assert not store.get("clips", key("b"))


def test_what_was_used_within_the_hour_stays_even_above_the_limit(tmp_path):
    store = Store(tmp_path, limit=0)
    store.put("clips", key("a"), b"a build may still need it")

    store.prune()

    assert store.get("clips", key("a"))


def test_pruning_removes_half_written_files_of_builds_that_were_killed(store):
    store.put("clips", key("a"), b"whole")
    half = only_file(store).with_suffix(".0f0f0f0f.part")
    half.write_bytes(b"hal")
    os.utime(half, (time.time() - SAFE - 1,) * 2)

    store.prune()

    assert not half.exists()
    assert store.get("clips", key("a")) == b"whole"


def test_a_full_disk_is_an_error_that_says_what_to_do(store, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)

    with pytest.raises(OutputError) as caught:
        store.put("clips", key("a"), b"sound")

    assert str(caught.value) == (
        f"cannot keep clips in {store.folder}: no space left on device\n"
        "hint: free some space there, name another folder in NARRATE_CACHE, or build with --no-cache"
    )
    monkeypatch.undo()
    assert not [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_file_where_the_folder_should_be_is_an_error(tmp_path):
    (tmp_path / "cache").write_text("not a folder")
    store = Store(tmp_path / "cache")

    assert store.get("clips", key("a")) is None
    with pytest.raises(OutputError, match="cannot keep clips in"):
        store.put("clips", key("a"), b"sound")


WRITER = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from narration.store import Store
store = Store(Path(sys.argv[1]))
for turn in range(40):
    for name in "0123":
        content = name.encode() * 5000
        found = store.get("clips", name * 64)
        assert found in (None, content), (name, found and found[:5])
        store.put("clips", name * 64, content)
"""


def test_many_processes_use_it_at_once(store):
    processes = [subprocess.Popen([sys.executable, "-c", WRITER, str(store.folder)]) for _ in range(4)]

    assert [process.wait() for process in processes] == [0, 0, 0, 0]
    assert store.size() == 4 * 5032


def test_a_writer_killed_at_any_moment_leaves_no_wrong_content(store):
    for delay in (0.06, 0.09, 0.12):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(store.folder)])
        time.sleep(delay)
        process.kill()
        process.wait()

        for name in "0123":
            assert store.get("clips", name * 64) in (None, name.encode() * 5000)
