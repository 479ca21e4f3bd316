from __future__ import annotations

import hashlib
import importlib
import pickle
import shutil
import sys

import pytest

from narration import homes
from narration.errors import OutputError
from narration.store import Store, shared
from tests.support.tools import package

KEYS = [hashlib.sha256(b"%d" % number).hexdigest() for number in range(70)]
A, B = KEYS[:2]


@pytest.fixture(params=["file", "memory"])
def url(request, tmp_path):
    """The address of a shared cache: that of a folder, that of objects."""
    shared.connect.cache_clear()
    shared.check.cache_clear()
    if request.param == "memory":
        package("fsspec")
        return f"memory://bucket/{tmp_path.name}"
    (tmp_path / "share").mkdir()
    return (tmp_path / "share").as_uri()


@pytest.fixture
def one(tmp_path, url):
    return Store(tmp_path / "one", shared=url)


@pytest.fixture
def two(tmp_path, url):
    return Store(tmp_path / "two", shared=url)


def alone(store):
    """The folder in front of a shared cache, without it."""
    return Store(store.folder)


def damage(url: str, kind: str, key: str) -> None:
    written = bytearray(shared.connect(url).read(kind, [key])[key])
    written[-1] ^= 1
    shared.connect(url).write(kind, key, bytes(written))


def test_what_one_machine_puts_in_another_gets_out(one, two):
    one.put("clips", A, b"sound")

    assert two.get("clips", A) == b"sound"
    assert two.get("clips", B) is None
    assert two.get("levels", A) is None


def test_what_was_got_once_is_in_the_folder(one, two):
    one.put("clips", A, b"sound")
    assert not list(two.files())

    two.get("clips", A)

    assert alone(one).get("clips", A) == alone(two).get("clips", A) == b"sound"


def test_many_are_brought_at_once(one, two):
    for key in KEYS:
        one.put("clips", key, key.encode())

    assert two.held("clips", [*KEYS, "0" * 64]) == set(KEYS)
    assert {key: alone(two).get("clips", key) for key in KEYS} == {key: key.encode() for key in KEYS}


def test_a_bit_flipped_in_the_shared_cache_is_noticed_and_the_thing_put_again(one, two, url):
    one.put("clips", A, b"sound")
    damage(url, "clips", A)

    assert two.get("clips", A) is None
    assert two.held("clips", [A]) == set()
    two.put("clips", A, b"sound")
    assert Store(two.folder.with_name("three"), shared=url).get("clips", A) == b"sound"


def test_a_bit_flipped_in_the_folder_is_fetched_again(one):
    one.put("clips", A, b"sound")
    [file] = one.files()
    file.path.write_bytes(b"")

    assert one.get("clips", A) == b"sound"
    assert alone(one).get("clips", A) == b"sound"


def test_the_limit_holds_for_the_folder_alone(one, two):
    for key in KEYS:
        one.put("clips", key, key.encode())
    for file in one.files():
        file.path.unlink()

    assert one.prune(to=0).size == 0
    assert two.held("clips", KEYS) == set(KEYS)


def test_it_is_sent_to_processes_in_a_few_bytes_also_when_it_was_used(one):
    one.put("clips", A, b"sound")

    assert len(pickle.dumps(one)) < 600
    assert pickle.loads(pickle.dumps(one)).get("clips", A) == b"sound"


def test_on_another_machine_its_folder_is_that_machine_s_own(tmp_path, url, monkeypatch):
    monkeypatch.setattr(homes, "cache", lambda: tmp_path / "here")
    travelling = pickle.dumps(Store(tmp_path / "here" / "shared" / "1", 10**6, url))
    monkeypatch.setattr(homes, "cache", lambda: tmp_path / "there")

    assert pickle.loads(travelling) == Store(tmp_path / "there" / "shared" / "1", 10**6, url)


@pytest.mark.parametrize("folder", ["here/common", "elsewhere"])
def test_a_folder_that_all_machines_see_is_the_same_everywhere(tmp_path, monkeypatch, folder):
    monkeypatch.setattr(homes, "cache", lambda: tmp_path / "here")
    travelling = pickle.dumps(Store(tmp_path / folder))
    monkeypatch.setattr(homes, "cache", lambda: tmp_path / "there")

    assert pickle.loads(travelling) == Store(tmp_path / folder)


def test_a_share_that_is_not_mounted_is_said_before_anything_is_made(tmp_path):
    shared.check.cache_clear()
    url = (tmp_path / "missing").as_uri()
    with pytest.raises(OutputError) as caught, Store(tmp_path / "one", shared=url).used():
        pytest.fail("the build has begun")

    message, hint = str(caught.value).splitlines()
    assert message == (
        f"cannot reach the shared cache {url}: expected a folder at {tmp_path / 'missing'}, got nothing there"
    )
    assert hint == (
        "hint: check the address, the network and who may write there; "
        "or build without it: unset NARRATE_CACHE"
    )
    assert not (tmp_path / "missing").exists()


def test_a_share_that_is_lost_on_the_way_is_said(tmp_path):
    (tmp_path / "share").mkdir()
    store = Store(tmp_path / "one", shared=(tmp_path / "share").as_uri())
    with store.used():
        store.put("clips", A, b"sound")
        shutil.rmtree(tmp_path / "share")

        with pytest.raises(OutputError, match="cannot reach the shared cache"):
            store.get("clips", B)
        with pytest.raises(OutputError, match="cannot reach the shared cache"):
            store.put("clips", B, b"sound")


def test_an_address_that_is_none_is_said(tmp_path):
    package("fsspec")
    with pytest.raises(OutputError) as caught:
        Store(tmp_path / "one", shared="nowhere://bucket").get("clips", A)

    expected = "cannot reach the shared cache nowhere://bucket: protocol not known: nowhere\n"
    assert str(caught.value).startswith(expected)


def test_a_service_whose_package_is_missing_is_said_with_what_to_install(tmp_path, monkeypatch):
    package("fsspec")
    importlib.import_module("fsspec")
    monkeypatch.setitem(sys.modules, "s3fs", None)
    sys.modules["fsspec.registry"]._registry.pop("s3", None)
    shared.connect.cache_clear()

    with pytest.raises(OutputError) as caught:
        Store(tmp_path / "one", shared="s3://bucket/prefix").get("clips", A)

    assert str(caught.value) == (
        "cannot use the shared cache s3://bucket/prefix: Install s3fs to access S3\n"
        "hint: install what it needs: pip install 'narrate[shared]' for s3://, gcsfs for gs://"
    )


def test_no_password_is_printed():
    assert shared.shown("sftp://me:secret@host/share") == "sftp://host/share"
    assert shared.shown("s3://bucket/pre@fix") == "s3://bucket/pre@fix"
