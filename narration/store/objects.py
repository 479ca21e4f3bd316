"""Contents as objects at a URL (``s3://bucket/prefix``): the only module that knows fsspec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fsspec.core import url_to_fs

from narration.store.shared import CONTENT, MARK, reaching

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPTIONS: dict[str, dict[str, Any]] = {
    "s3": {
        "config_kwargs": {"connect_timeout": 5, "read_timeout": 20, "retries": {"max_attempts": 2}},
    }
}
"""By service: a task may take a minute, and whoever waits wants to know before."""

_FLAT = frozenset({"abfs", "az", "gcs", "gs", "memory", "s3", "s3a"})
"""Services without folders: none need be made for an object, and asking for one might make a bucket."""


@dataclass(frozen=True, slots=True)
class Objects:
    """A `narration.store.shared.Shared`."""

    url: str
    service: Any
    """The `fsspec.AbstractFileSystem`; it connects when something is asked of it."""
    root: str

    @classmethod
    def at(cls, url: str) -> Objects:
        """Return the objects below *url*.

        Raises:
            ImportError: the package for this kind of URL is not installed.
        """
        scheme = url.partition("://")[0]
        service, root = url_to_fs(url, use_listings_cache=False, **_OPTIONS.get(scheme, {}))
        return cls(url, service, root.rstrip("/"))

    def read(self, kind: str, keys: Sequence[str]) -> dict[str, bytes]:
        """Return the bytes of those *keys* that are there."""
        paths = {self._path(kind, key): key for key in keys}
        found = {}
        with reaching(self.url):
            for path, content in self.service.cat(list(paths), on_error="return").items():
                if isinstance(content, bytes):
                    found[paths[path]] = content
                elif not isinstance(content, FileNotFoundError):
                    raise content
        return found

    def write(self, kind: str, key: str, written: bytes) -> None:
        """Put an object there: whole, as these services have it, or else its checksum tells."""
        self._put(self._path(kind, key), written)

    def check(self) -> None:
        """Write something and read it again."""
        mark = f"{self.root}/{MARK}"
        self._put(mark, CONTENT)
        with reaching(self.url):
            self.service.cat_file(mark)

    def _put(self, path: str, written: bytes) -> None:
        with reaching(self.url):
            if self.url.partition("://")[0] not in _FLAT:
                self.service.makedirs(path.rpartition("/")[0], exist_ok=True)
            self.service.pipe_file(path, written)

    def _path(self, kind: str, key: str) -> str:
        return f"{self.root}/{kind}/{key[:2]}/{key}"
