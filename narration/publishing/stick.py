"""Copies numbered files onto a stick in order, for players that know only the order of its directory.

In FAT a new name takes the first free places of its directory that are enough for it.  So files are made
under their own names, in order – one that is renamed would move – and gaps that others have left are closed
before.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from narration.errors import OutputError, Problem
from narration.publishing.staging import sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from narration.model import EditionFile
    from narration.publishing.copies import Copies

AUDIO = frozenset({".aac", ".flac", ".m4a", ".m4b", ".mp3", ".ogg", ".opus", ".wav", ".wma"})
"""What players play, whoever has put it there."""

BLOCK = 32 * 1024
"""Bytes in which a stick gives out its space, where the system does not tell: the usual most of FAT32."""

GAPS = 512
"""Gaps that are closed at most: places of a FAT16 root directory."""

_FILLER = re.compile(r"NARR\d{4}\.TMP")
"""Files of no bytes that close gaps: a name of 8 and 3 capital letters takes one place in a directory."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True)
class Stuck:
    """What came of a copy."""

    files: int
    """That are there now."""
    written: int
    """That were copied: all of them, or none if they were there already."""
    remarks: Sequence[Problem] = ()


def copy(
    files: Mapping[str, EditionFile],
    source: Path,
    target: Path,
    copies: Copies,
    *,
    tell: Callable[[int], None] = lambda _: None,
) -> Stuck:
    """Copy *files* from *source* into the folder *target*, in their order; what was copied there before goes.

    Each is read back and compared.  Nobody else's file is ever removed or replaced.

    Args:
        files: by name; in the order of hearing.
        source: the folder in which they are.
        target: a folder on the stick.
        copies: what has been copied from here before.
        tell: is told how many are there.

    Raises:
        OutputError: something is in the way, there is no room, or the stick fails; then what is there is
            whole, but for a half file on a stick that was pulled.
    """
    done = 0
    with _saying(target, lambda: done, len(files)):
        old, others = _sorted(target, copies)
        _check(files, target, old, others)
        remarks = list(_foreign(target, others))
        if {path.name: path.stat().st_size for path in old} == {n: f.size for n, f in files.items()} and all(
            sha256(target / name) == facts.sha256 for name, facts in files.items()
        ):
            return Stuck(len(files), 0, (*remarks, *_order(files, target)))
        for path in old:
            path.unlink()
        with _closed_gaps(target):
            for name, facts in files.items():
                copies.begin(target / name, facts)
                _copy(source / name, target / name, facts.sha256)
                done += 1
                tell(done)
        _settle(target)
    copies.end()
    return Stuck(done, done, (*remarks, *_order(files, target)))


def _sorted(target: Path, copies: Copies) -> tuple[list[Path], list[Path]]:
    """Return the files in *target* that were copied from here, and all else."""
    old: list[Path] = []
    others: list[Path] = []
    for name in _listed(target):
        path = target / name
        ours = path.is_file() and not path.is_symlink()
        if ours and _FILLER.fullmatch(name) and not path.stat().st_size:
            path.unlink()
        elif ours and copies.made(path):
            old.append(path)
        else:
            others.append(path)
    return old, others


def _check(
    files: Mapping[str, EditionFile], target: Path, old: Sequence[Path], others: Sequence[Path]
) -> None:
    """Raise an error while nothing has changed yet, if something is in the way, or there is no room."""
    names = {name.casefold() for name in files}
    if clashes := [path.name for path in others if path.name.casefold() in names]:
        more = f" and {len(clashes) - 1} more" if len(clashes) > 1 else ""
        message = f"{target} has a file {clashes[0]}{more} that was not copied there from here"
        raise OutputError(Problem(message, hint="look at it; remove it, or choose an empty folder"))
    block = getattr(os.statvfs(target), "f_frsize", BLOCK) if hasattr(os, "statvfs") else BLOCK
    needed = sum(-(-facts.size // block) * block for facts in files.values())
    usage = shutil.disk_usage(target)
    room = usage.free + sum(path.stat().st_size for path in old)
    if needed > room and usage.total:  # there are file systems that do not tell
        message = f"expected {_mb(needed)} of room on {target}, got {_mb(room)}: nothing is copied"
        raise OutputError(Problem(message, hint="take a larger stick, or remove what nobody needs"))


def _foreign(target: Path, others: Sequence[Path]) -> Iterator[Problem]:
    """Yield a remark on other sound in the folder."""
    found = [path.name for path in others if path.suffix.lower() in AUDIO and not path.name.startswith(".")]
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        message = f"{target} also has {found[0]}{more}, which players will play, too"
        yield Problem(message, hint="remove it if it is not to be heard")


def _order(files: Mapping[str, EditionFile], target: Path) -> Iterator[Problem]:
    """Yield a remark if the directory has the files in another order: some players play that."""
    if [name for name in _listed(target) if name in files] != list(files):
        message = f"{target} lists the files in another order than that of hearing"
        hint = "some players play that order: remove the files there, and run the same command again"
        yield Problem(message, hint=hint)


def _copy(source: Path, path: Path, digest: str) -> None:
    """Copy a file, and read it back; leave none if that fails."""
    with source.open("rb") as content, path.open("xb") as file, _whole(path):
        shutil.copyfileobj(content, file, 1 << 20)
        file.flush()
        os.fsync(file.fileno())
        _forget(file)
    with _whole(path):
        if sha256(path) != digest:
            raise OSError(errno.EIO, "what was written reads back otherwise")


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):  # the stick is not there any more
            path.unlink(missing_ok=True)
        raise


def _forget(file: IO[bytes]) -> None:
    """Have the system forget what it has in memory of *file*, so that it is read from the stick."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def _closed_gaps(target: Path) -> Iterator[None]:
    """Close every gap in the directory for as long as the block lasts: new names come after all others."""
    fillers: list[Path] = []
    try:
        with suppress(OSError):  # a directory that is full
            while len(fillers) < GAPS and _listed(target)[-1:] != [path.name for path in fillers[-1:]]:
                path = target / f"NARR{len(fillers):04}.TMP"
                path.open("xb").close()
                fillers.append(path)
        yield
    finally:
        for path in fillers:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Have the names in *folder* on the stick, too, where the system can be told so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _listed(folder: Path) -> list[str]:
    """Return all names in *folder*, in the order of its directory."""
    with os.scandir(folder) as listing:
        return [entry.name for entry in listing]


@contextmanager
def _saying(target: Path, done: Callable[[], int], total: int) -> Iterator[None]:
    """Turn an `OSError` of the block into an `OutputError` that says how far it came."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "put the stick in again, and run the same command again: what is half there is removed then"
        if error.errno in _FULL:
            hint = "take a larger stick, or remove what nobody needs, and run the same command again"
        message = f"only {done()} of {total} files are on {target}: {reason}"
        raise OutputError(Problem(message, hint=hint)) from error


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
