"""The shared cache on a real server that speaks S3."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from narration.errors import OutputError
from narration.store import Store, shared
from tests.support.object_store import URL, ObjectStore
from tests.support.tools import package

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = [hashlib.sha256(b"%d" % number).hexdigest() for number in range(70)]
A, B = KEYS[:2]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectStore]:
    package("s3fs")
    package("moto")
    server = ObjectStore.started()
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    shared.connect.cache_clear()
    shared.check.cache_clear()
    import s3fs  # noqa: PLC0415 - only where it is installed

    s3fs.S3FileSystem.clear_instance_cache()
    yield server
    server.stop()
    shared.connect.cache_clear()
    shared.check.cache_clear()


def test_what_one_machine_puts_in_another_gets_out(server, tmp_path):
    one, two = (Store(tmp_path / name, shared=URL) for name in ("one", "two"))
    with one.used():
        for key in KEYS:
            one.put("clips", key, key.encode() * 3000)

    assert two.get("clips", A) == A.encode() * 3000
    assert two.get("levels", A) is None
    assert two.held("clips", [*KEYS, "0" * 64]) == set(KEYS)


def test_a_flipped_bit_is_noticed(server, tmp_path):
    one, two = (Store(tmp_path / name, shared=URL) for name in ("one", "two"))
    one.put("clips", A, b"sound")
    written = shared.connect(URL).read("clips", [A])[A]
    shared.connect(URL).write("clips", A, written[:-1] + b"?")

    assert two.get("clips", A) is None
    assert two.held("clips", [A]) == set()


@pytest.mark.parametrize("url", ["s3://nobodys/narrate", URL])
def test_what_cannot_be_used_is_said_before_anything_is_made(server, tmp_path, url):
    if url == URL:
        server.stop()
    with pytest.raises(OutputError) as caught, Store(tmp_path, shared=url).used():
        pytest.fail("the build has begun")

    message, hint = str(caught.value).splitlines()
    assert message.startswith(f"cannot reach the shared cache {url}: ")
    assert hint.startswith("hint: check the address, the network and who may write there")


def test_a_server_that_is_lost_on_the_way_is_said(server, tmp_path):
    store = Store(tmp_path, shared=URL)
    with store.used():
        store.put("clips", A, b"sound")
        server.stop()

        with pytest.raises(OutputError, match="cannot reach the shared cache"):
            store.put("clips", B, b"sound")
        with pytest.raises(OutputError, match="cannot reach the shared cache"):
            store.held("clips", [B])
        assert store.get("clips", A) == b"sound"
