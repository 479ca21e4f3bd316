"""A cache that several machines share: a folder that all of them mount, or objects at a URL."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from narration.errors import NarrateError, OutputError, Problem
from narration.store.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARK = "narrate"
"""Name of a small file at the top: who can write and read it, can use the cache."""

CONTENT = b"Clips and encoded sound of narrate; may be deleted at any time, then it is made again.\n"

_HINT = "check the address, the network and who may write there; or build without it: unset NARRATE_CACHE"


class Shared(Protocol):
    """Files that are read by many machines, and removed by none of them."""

    def read(self, kind: str, keys: Sequence[str]) -> dict[str, bytes]:
        """Return the bytes of those *keys* that are there.

        Raises:
            OutputError: it cannot be reached.
        """
        ...

    def write(self, kind: str, key: str, written: bytes) -> None:
        """Put a file there.

        Raises:
            OutputError: it cannot be reached, or takes no more.
        """
        ...

    def check(self) -> None:
        """Write something and read it again.

        Raises:
            OutputError: it cannot be reached.
        """
        ...


@cache
def connect(url: str) -> Shared:
    """Return the cache at *url*, the same for every use in this process.

    Raises:
        OutputError: what it takes to get there is not installed.
    """
    with reaching(url):
        if url.startswith("file:"):
            # here, because it brings HTTP with it, which takes longer than all else of a store
            from urllib.request import url2pathname  # noqa: PLC0415

            return _Mounted(url, Path(url2pathname(urlsplit(url).path)))
        # here, because only a shared cache needs it
        from narration.store.objects import Objects  # noqa: PLC0415

        return Objects.at(url)


@cache
def check(url: str) -> None:
    """See, once in this process, whether the cache at *url* can be used.

    Raises:
        OutputError: it cannot.
    """
    connect(url).check()


def shown(url: str) -> str:
    """Return *url* as it may be printed: without a password."""
    return re.sub(r"://[^/@]*@", "://", url)


@contextmanager
def reaching(url: str) -> Iterator[None]:
    """Turn whatever goes wrong in the block into an `OutputError` that names *url* and what to do."""
    try:
        yield
    except NarrateError:
        raise
    except ImportError as error:
        message = f"cannot use the shared cache {shown(url)}: {error}"
        hint = "install what it needs: pip install 'narrate[shared]' for s3://, gcsfs for gs://"
        raise OutputError(Problem(message, hint=hint)) from error
    except Exception as error:  # the libraries of the services raise what they like
        reason = (getattr(error, "strerror", None) or str(error) or type(error).__name__).splitlines()[0]
        message = f"cannot reach the shared cache {shown(url)}: {reason[:1].lower()}{reason[1:]}"
        raise OutputError(Problem(message, hint=_HINT)) from error


@dataclass(frozen=True, slots=True)
class _Mounted:
    """A folder that several machines have mounted."""

    url: str
    folder: Path

    def read(self, kind: str, keys: Sequence[str]) -> dict[str, bytes]:
        found = {}
        with reaching(self.url):
            for key in keys:
                try:
                    found[key] = Folder(self.folder).path_of(kind, key).read_bytes()
                except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                    self._mounted()
        return found

    def write(self, kind: str, key: str, written: bytes) -> None:
        with reaching(self.url):
            self._mounted()
            Folder(self.folder).write(kind, key, written)

    def check(self) -> None:
        with reaching(self.url):
            self._mounted()
            mark = self.folder / MARK
            mark.write_bytes(CONTENT)
            mark.read_bytes()

    def _mounted(self) -> None:
        """Raise an error if the folder is gone: it is never made, for that would be on another disk."""
        if not self.folder.is_dir():
            raise NotADirectoryError(0, f"expected a folder at {self.folder}, got nothing there")
