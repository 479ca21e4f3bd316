"""A book's container: a ZIP file as EPUB 3.3 wants it, the same bytes wherever it is made."""

from __future__ import annotations

import hashlib
from typing import IO, TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

MEDIA_TYPE = "application/epub+zip"

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first that ZIP can hold."""

_UNIX, _MODE = 3, 0o644 << 16
"""As if made on this system, readable by all: Python else writes down on which one it runs."""

_PIECE = 65_536
"""Bytes that are copied at a time."""


class Container:
    """Takes a book's files one after the other.

    Nothing is compressed: sound cannot be, the words are a hundredth of it, and
    what deflate makes of them differs from one zlib to the next.
    """

    def __init__(self, file: IO[bytes]) -> None:
        """Begin a container in *file*, which must be able to go back, with what it is."""
        self._zip = ZipFile(file, "w")
        self._digest = hashlib.sha256()
        self.add("mimetype", [MEDIA_TYPE.encode()])

    def __enter__(self) -> Container:
        """Have it open as long as a block lasts."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the list of all files, unless the block failed."""
        if kind is None:
            self._zip.close()
        else:
            self._zip.fp = None  # or else it writes its list when it is collected, into a file that is closed

    @property
    def digest(self) -> str:
        """The SHA-256 of all that has been added, names and contents."""
        return self._digest.hexdigest()

    def add(self, name: str, pieces: Iterable[bytes], size: int = 0) -> None:
        """Add a file, piece by piece; *size* must be told of one that may be larger than 1 GB."""
        self._digest.update(f"\0{name}\0".encode())
        info = ZipInfo(name, _DATE)
        info.create_system, info.external_attr = _UNIX, _MODE
        info.file_size = size  # decides how wide the sizes are written before the content
        with self._zip.open(info, "w") as entry:
            for piece in pieces:
                self._digest.update(piece)
                entry.write(piece)

    def copy(self, name: str, file: IO[bytes]) -> None:
        """Add what stands in *file*, of any size."""
        size = file.seek(0, 2)
        file.seek(0)
        self.add(name, iter(lambda: file.read(_PIECE), b""), size)
