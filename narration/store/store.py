"""The store that every stage which makes sound puts its results into."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.errors import OutputError, Problem
from narration.store.folder import Folder, Kept
from narration.store.leases import Leases
from narration.store.pruning import DOWN_TO, LIMIT, Pruned, prune
from narration.store.sealing import seal, unseal
from narration.store.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Store:
    """Contents by kind and key, used by any number of processes at once.

    Whatever is not as it was put in counts as absent, and is made again.
    """

    folder: Path
    limit: int = LIMIT
    """Bytes; `prune` removes what was not used for longest until the rest fits."""

    @contextmanager
    def used(self) -> Iterator[None]:
        """Keep everything that is used within the block until it ends well, then `prune`.

        Raises:
            OutputError: the folder cannot be written.
        """
        with ExitStack() as stack:
            try:
                stack.enter_context(self._leases.taken())
            except OSError as error:
                raise self._unwritable("cannot write to the store", error) from error
            yield
        self.prune()

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what was put under *kind* and *key*, or None; mark it as used now."""
        written = self._local.read(kind, key)
        if written is None:
            return None
        content = unseal(kind, key, written)
        if content is None:
            self._local.remove(kind, key)
        return content

    def holds(self, kind: str, key: str) -> bool:
        """Say whether something is there under *kind* and *key*; whether it is whole, `get` tells."""
        return self._local.touch(kind, key)

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep *content* under *kind* and *key* (64 hexadecimal digits).

        Raises:
            OutputError: the folder cannot be written, or the disk is full.
        """
        written = seal(kind, key, content)
        try:
            self._local.write(kind, key, written)
        except OSError as error:
            raise self._unwritable(f"cannot keep {kind} in", error) from error
        self._tally.add(len(written))

    def size(self) -> int:
        """Return how many bytes the files take."""
        return sum(file.size for file in self.files())

    def files(self) -> Iterator[Kept]:
        """Yield every file of the folder; also those that are being written."""
        return self._local.files()

    def prune(self, to: int | None = None) -> Pruned | None:
        """Remove what was not used for longest, until the rest takes *to* bytes.

        Without *to*, only if there is more than the limit; that is known without
        looking at every file, and usually nothing is done then.
        """
        if to is not None:
            return prune(self._local, self._leases, self._tally, above=to, to=to)
        total = self._tally.total()
        if total is not None and total <= self.limit:
            return None
        to = int(self.limit * DOWN_TO)
        return prune(self._local, self._leases, self._tally, above=self.limit, to=to)

    def verify(self) -> Iterator[Kept]:
        """Yield every damaged file, when it has been removed."""
        for file in self.files():
            if file.whole:
                written = self._local.peek(file)
                if written is None or unseal(file.kind, file.key, written) is None:
                    self._local.remove(file.kind, file.key)
                    yield file

    def _unwritable(self, what: str, error: OSError) -> OutputError:
        message = f"{what} {self.folder}: {(error.strerror or str(error)).lower()}"
        hint = "free some space there, name another folder in NARRATE_CACHE, or build with --no-cache"
        return OutputError(Problem(message, hint=hint))

    @property
    def _local(self) -> Folder:
        return Folder(self.folder)

    @property
    def _leases(self) -> Leases:
        return Leases(self.folder / "leases")

    @property
    def _tally(self) -> Tally:
        return Tally(self.folder / "tally")
