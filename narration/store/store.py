"""The store that every stage which makes sound puts its results into."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration import homes
from narration.errors import OutputError, Problem
from narration.store import shared
from narration.store.folder import Folder, Kept
from narration.store.leases import Leases
from narration.store.pruning import DOWN_TO, LIMIT, Pruned, prune
from narration.store.sealing import seal, unseal
from narration.store.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_AT_ONCE = 32
"""Files that are asked of a shared cache at one time, and held in memory: a clip takes 200 kB."""


@dataclass(frozen=True, slots=True)
class Store:
    """Contents by kind and key, used by any number of processes at once.

    Whatever is not as it was put in counts as absent, and is made again.
    """

    folder: Path
    limit: int = LIMIT
    """Bytes; `prune` removes what was not used for longest until the rest fits."""
    shared: str = ""
    """URL of a cache that other machines use as well: the folder stands in front of it, and holds nothing
    that did not come from there or go there.  It is never pruned."""

    @contextmanager
    def used(self) -> Iterator[None]:
        """Keep everything that is used within the block until it ends well, then `prune`.

        Raises:
            OutputError: the folder cannot be written, or the shared cache cannot be reached.
        """
        if self.shared:
            shared.check(self.shared)
        with ExitStack() as stack:
            try:
                stack.enter_context(self._leases.taken())
            except OSError as error:
                raise self._unwritable("cannot write to the store", error) from error
            yield
        self.prune()

    def get(self, kind: str, key: str) -> bytes | None:
        """Return what was put under *kind* and *key*, or None; mark it as used now.

        Raises:
            OutputError: the shared cache cannot be reached.
        """
        written = self._local.read(kind, key)
        content = None if written is None else unseal(kind, key, written)
        if written is not None and content is None:
            self._local.remove(kind, key)
        return content if content is not None or not self.shared else self._fetch(kind, [key]).get(key)

    def held(self, kind: str, keys: Sequence[str]) -> set[str]:
        """Return those *keys* under which something is there; whether it is whole, `get` tells.

        All of it is brought into the folder, from a shared cache many at a time.

        Raises:
            OutputError: the shared cache cannot be reached.
        """
        here = {key for key in keys if self._local.touch(kind, key)}
        missing = [key for key in dict.fromkeys(keys) if key not in here]
        if self.shared:
            for first in range(0, len(missing), _AT_ONCE):
                here.update(self._fetch(kind, missing[first : first + _AT_ONCE]))
        return here

    def holds(self, kind: str, key: str) -> bool:
        """Say whether something is there under *kind* and *key*; whether it is whole, `get` tells."""
        return bool(self.held(kind, [key]))

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep *content* under *kind* and *key* (64 hexadecimal digits).

        Raises:
            OutputError: the folder cannot be written, the disk is full, or the shared
                cache cannot be reached.
        """
        written = seal(kind, key, content)
        if self.shared:  # first, so that the folder holds nothing that others have not
            shared.connect(self.shared).write(kind, key, written)
        self._keep(kind, key, written)

    def __str__(self) -> str:
        """Return what its user calls it."""
        return shared.shown(self.shared) if self.shared else str(self.folder)

    def __reduce__(self) -> tuple[Callable[[Path, int, str], Store], tuple[Path, int, str]]:
        """Travel to another machine: the folder in front of a shared cache is each machine's own."""
        if self.shared and self.folder.is_relative_to(homes.cache()):
            return _there, (self.folder.relative_to(homes.cache()), self.limit, self.shared)
        return Store, (self.folder, self.limit, self.shared)

    def size(self) -> int:
        """Return how many bytes the files take."""
        return sum(file.size for file in self.files())

    def files(self) -> Iterator[Kept]:
        """Yield every file of the folder; also those that are being written."""
        return self._local.files()

    def prune(self, to: int | None = None) -> Pruned:
        """Remove what was not used for longest, until the rest takes *to* bytes.

        Without *to*, only if there is more than the limit; that is known without
        looking at every file, and usually nothing is done then.
        """
        if to is not None:
            return prune(self._local, self._leases, self._tally, above=to, to=to)
        total = self._tally.total()
        if total is not None and total <= self.limit:
            return Pruned(total, 0, 0)
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

    def _fetch(self, kind: str, keys: Sequence[str]) -> dict[str, bytes]:
        """Return what is whole of *keys* in the shared cache, and keep it in the folder."""
        found = {}
        for key, written in shared.connect(self.shared).read(kind, keys).items():
            content = unseal(kind, key, written)
            if content is not None:
                self._keep(kind, key, written)
                found[key] = content
        return found

    def _keep(self, kind: str, key: str, written: bytes) -> None:
        try:
            self._local.write(kind, key, written)
        except OSError as error:
            raise self._unwritable(f"cannot keep {kind} in", error) from error
        self._tally.add(len(written))

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


def _there(folder: Path, limit: int, url: str) -> Store:
    """Return a store whose *folder* is among the caches of whoever unpickles it."""
    return Store(homes.cache() / folder, limit, url)
