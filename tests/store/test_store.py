from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.errors import OutputError
from narration.store import Store

ROOT = Path(__file__).parents[2]


def key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cache")


def only_file(store):
    [file] = store.files()
    return file.path


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


def test_a_file_under_anothers_name_is_not_taken_for_it(store):
    store.put("clips", key("a"), b"sound")
    path = only_file(store)
    other = path.parent.parent / key("b")[:2] / key("b")
    other.parent.mkdir(exist_ok=True)
    path.rename(other)

    assert store.get("clips", key("b")) is None


IN_THE_WAY = {
    "a folder": lambda path: path.unlink() or (path / "within").mkdir(parents=True),
    "a link to itself": lambda path: path.unlink() or path.symlink_to(path),
    "a file for its folder": lambda path: shutil.rmtree(path.parent) or path.parent.write_bytes(b""),
    "a file for its kind": lambda path: (
        shutil.rmtree(path.parent.parent) or path.parent.parent.write_bytes(b"")
    ),
    "nothing at all": lambda path: shutil.rmtree(path.parent.parent.parent),
}


@pytest.mark.parametrize("what", IN_THE_WAY)
def test_whatever_is_in_the_place_of_a_file_counts_as_nothing_and_makes_way(store, what):
    store.put("clips", key("a"), b"sound")
    IN_THE_WAY[what](only_file(store))

    assert store.get("clips", key("a")) is None
    store.put("clips", key("a"), b"again")
    assert store.get("clips", key("a")) == b"again"


def test_the_damaged_are_listed_and_removed_the_whole_are_not_marked_as_used(store):
    for name in "abc":
        store.put("clips", key(name), b"sound")
    damaged, unreadable, whole = (store.folder / "clips" / key(name)[:2] / key(name) for name in "abc")
    damaged.write_bytes(b"")
    unreadable.unlink()
    unreadable.symlink_to(unreadable)
    os.utime(whole, (1, 1))

    assert {file.path for file in store.verify()} == {damaged, unreadable}
    assert [(file.path, file.used) for file in store.files()] == [(whole, 1)]


def test_the_size_is_that_of_all_files(store):
    assert store.size() == 0

    store.put("clips", key("a"), bytes(1000))
    store.put("levels", key("a"), bytes(500))

    assert store.size() == 1500 + 2 * 32


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
    assert not list(store.files())


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


LARGE_WRITER = WRITER.replace("* 5000", "* 20_000_000").replace("range(40)", "range(1)")


def test_a_writer_killed_in_the_middle_of_a_file_leaves_a_part_of_it_that_is_removed_later(store):
    process = subprocess.Popen([sys.executable, "-c", LARGE_WRITER, str(store.folder)])
    while not (parts := [file for file in store.files() if not file.whole and file.size]):
        assert process.poll() is None, "it has written all of them"
    process.kill()
    process.wait()

    assert parts[0].path.exists()
    for name in "0123":
        assert store.get("clips", name * 64) in (None, name.encode() * 20_000_000)
    os.utime(parts[0].path, (1, 1))
    store.prune()
    assert not parts[0].path.exists()
