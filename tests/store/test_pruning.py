from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from narration.errors import OutputError
from narration.store import SAFE, Store
from narration.store.leases import ABANDONED, Leases
from narration.store.pruning import HALF_WRITTEN
from narration.store.tally import FRESH

ROOT = Path(__file__).parents[2]


def key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def put(store, name, age, size=968):
    """A file of *size* and 32 bytes that was last used so long ago."""
    store.put("clips", key(name), bytes(size))
    os.utime(place(store, name), (time.time() - age,) * 2)


def place(store, name):
    return store.folder / "clips" / key(name)[:2] / key(name)


def there(store, names):
    return [name for name in names if place(store, name).exists()]


def counted_ago(store, seconds):
    """As if the store had been counted so long ago."""
    tally = store.folder / "tally"
    size, when = map(int, tally.read_bytes().split(b"\n")[0].split())
    tally.write_bytes(b"%d %d\n" % (size, when - seconds))


def test_what_was_not_used_for_longest_goes_until_the_rest_fits(tmp_path):
    store = Store(tmp_path, limit=3000)
    for name, age in [("old", 30), ("older", 40), ("oldest", 50), ("young", 20)]:
        put(store, name, SAFE + age)

    store.prune()

    assert there(store, ["young", "old", "older", "oldest"]) == ["young", "old"]


def test_it_is_brought_below_its_limit_so_that_the_next_build_has_room(tmp_path):
    store = Store(tmp_path, limit=10_000)
    for number in range(11):
        put(store, str(number), SAFE + 100 - number)

    assert store.prune().size == store.size() == 9000


def test_a_store_within_its_limit_loses_nothing(tmp_path):
    store = Store(tmp_path, limit=10_000)
    for number in range(10):
        put(store, str(number), SAFE + 100 - number)

    store.prune()

    assert store.size() == 10_000


def test_what_is_read_counts_as_used(tmp_path):
    store = Store(tmp_path, limit=1200)
    put(store, "a", SAFE + 50)
    put(store, "b", SAFE + 20)
    store.get("clips", key("a"))

    store.prune()

    assert there(store, "ab") == ["a"]


def test_what_was_used_just_now_stays_even_above_the_limit(tmp_path):
    store = Store(tmp_path, limit=0)
    put(store, "a", SAFE - 10)

    assert store.prune().wanted == 1000
    assert there(store, "a") == ["a"]


def test_to_a_size_asked_for(tmp_path):
    store = Store(tmp_path)
    for name, age in [("a", 50), ("b", 40), ("c", 30)]:
        put(store, name, SAFE + age)

    pruned = store.prune(to=2000)

    assert (pruned.size, pruned.removed, pruned.wanted) == (2000, 1000, 0)
    assert there(store, "abc") == ["b", "c"]


def test_files_are_not_counted_again_while_little_has_come_in(tmp_path):
    store = Store(tmp_path, limit=10_000)
    put(store, "a", 0)
    store.prune()
    # comes in by a way that nobody notes
    place(store, "b").parent.mkdir(parents=True, exist_ok=True)
    place(store, "b").write_bytes(bytes(20_000))
    os.utime(place(store, "b"), (1, 1))

    assert store.prune().size == 1000
    assert there(store, "b") == ["b"]

    put(store, "c", 0, size=9500)
    assert store.prune().removed == 20_000


def test_files_are_counted_again_after_a_day(tmp_path):
    store = Store(tmp_path, limit=10_000)
    put(store, "a", 0)
    store.prune()
    place(store, "a").unlink()

    counted_ago(store, FRESH - 60)
    assert store.prune().size == 1000
    counted_ago(store, FRESH)
    assert store.prune().size == 0


@pytest.mark.parametrize("content", [b"", b"\n", b"12", b"some words\n", b"1 2 3\n", b"\xff\n"])
def test_a_damaged_count_is_made_again(tmp_path, content):
    store = Store(tmp_path, limit=10_000)
    put(store, "a", 0)
    (store.folder / "tally").write_bytes(content)

    assert store.prune().size == 1000


def test_what_a_running_build_uses_stays_however_long_it_takes(tmp_path):
    store = Store(tmp_path, limit=0)
    build = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert build.stdout.readline() == b"at work\n"
    hour = age_lease(store, 3600)
    put(store, "used by it", 3000)
    put(store, "used before", 4000)

    store.prune()
    assert there(store, ["used by it", "used before"]) == ["used by it"]

    build.kill()
    build.communicate()
    store.prune(to=0)
    assert not list(store.files())
    assert not hour.exists()


BUILD = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from narration.store import Store
with Store(Path(sys.argv[1])).used():
    print("at work", flush=True)
    sys.stdin.read()
"""


def age_lease(store, seconds):
    """As if the one build at work had begun so long ago."""
    [lease] = (store.folder / "leases").iterdir()
    began, rest = lease.name.split(".", 1)
    return lease.rename(lease.with_name(f"{int(began) - seconds * 10**9}.{rest}"))


def test_a_lease_that_is_a_day_old_keeps_nothing(tmp_path):
    store = Store(tmp_path, limit=0)
    with store.used():
        age_lease(store, int(ABANDONED) + 1)
        put(store, "a", ABANDONED)
        store.prune()

    assert not list(store.files())


def test_a_build_that_ends_leaves_no_lease_and_prunes(tmp_path):
    store = Store(tmp_path, limit=0)
    with store.used():
        put(store, "a", 2 * SAFE)
        store.prune()

    assert not list((tmp_path / "leases").iterdir())
    assert not list(store.files())


def test_a_build_that_fails_leaves_no_lease_either(tmp_path):
    with pytest.raises(ZeroDivisionError), Store(tmp_path).used():
        _ = 1 / 0

    assert Leases(tmp_path / "leases").oldest() > time.time()
    assert not list((tmp_path / "leases").iterdir())


def test_a_store_that_cannot_be_written_is_said_before_anything_is_made(tmp_path):
    (tmp_path / "cache").write_text("not a folder")

    with pytest.raises(OutputError) as caught, Store(tmp_path / "cache").used():
        pytest.fail("the build has begun")

    assert str(caught.value) == (
        f"cannot write to the store {tmp_path / 'cache'}: not a directory\n"
        "hint: free some space there, name another folder in NARRATE_CACHE, or build with --no-cache"
    )


def test_half_written_files_of_builds_that_were_killed_go_those_of_running_ones_stay(tmp_path):
    store = Store(tmp_path)
    put(store, "a", 0)
    left, running = (place(store, "a").with_suffix(f".{n}.part") for n in ("0f0f", "1f1f"))
    for path, age in [(left, HALF_WRITTEN + 1), (running, HALF_WRITTEN - 60)]:
        path.write_bytes(b"hal")
        os.utime(path, (time.time() - age,) * 2)

    store.prune()

    assert not left.exists()
    assert running.exists()
    assert there(store, "a") == ["a"]


def test_what_is_used_while_it_is_about_to_be_removed_stays(tmp_path):
    store = Store(tmp_path)
    put(store, "a", 1000)
    [file] = store.files()
    store.holds("clips", key("a"))

    assert not store._local.evict(file, since=time.time() - SAFE)
    assert store.get("clips", key("a"))


USER = f"""
import sys, random; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from narration.store import Store
store = Store(Path(sys.argv[1]), limit=30_000)
dice = random.Random(sys.argv[2])
for turn in range(30):
    with store.used():
        mine = [f"{{dice.randrange(40):064x}}" for _ in range(5)]
        for name in mine:
            if not store.holds("clips", name):
                store.put("clips", name, name.encode() * 20)
        for name in mine:
            assert store.get("clips", name) == name.encode() * 20, name
"""


def test_many_builds_that_prune_at_once_lose_nothing_that_they_use(tmp_path):
    for number in range(40):
        name = f"{number:064x}"
        Store(tmp_path).put("clips", name, name.encode() * 20)
        os.utime(tmp_path / "clips" / "00" / name, (1, 1))

    processes = [subprocess.Popen([sys.executable, "-c", USER, str(tmp_path), str(n)]) for n in range(4)]

    assert [process.wait() for process in processes] == [0, 0, 0, 0]
