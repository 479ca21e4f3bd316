"""Finds the articles that a command line means: files, folders, patterns."""

from __future__ import annotations

import glob
import os
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from narration.errors import Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SUFFIXES = frozenset({".markdown", ".md", ".text", ".txt"})
"""Of the files in a folder that are articles; a file that is named is one whatever it is called."""

_WANTED = f"in a folder, files that end in {', '.join(sorted(SUFFIXES))} are articles"


@dataclass(frozen=True, slots=True)
class Passed:
    """Something in a folder that is not built."""

    path: Path
    reason: str
    """In words; the suffix of a file that is no article."""


@dataclass
class Gathered:
    """What a command line means."""

    below: dict[Path, Path] = field(default_factory=dict)
    """Each article once, in the order of the command line, and the folder that it stands in, as seen
    from the one that was given; ``.`` for a file that was named."""
    passed: list[Passed] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    """Every folder that was looked into."""

    def summary(self) -> str:
        """Return what was passed over, in a line; empty if there was nothing."""
        counts = Counter(passed.reason for passed in self.passed)
        return ", ".join(f"{number} {reason}" for reason, number in counts.most_common())


def gather(paths: Sequence[Path], out: Path, *, empty: bool = False) -> Gathered:
    """Return the articles that *paths* mean: files as they are, folders with all below them, patterns.

    A path with ``*``, ``?`` or ``[`` that is no file is a pattern: Windows leaves it to programs to
    expand them.

    Args:
        paths: what stands on the command line.
        out: where editions go; is not looked into.
        empty: whether a folder or a pattern may mean nothing, for now.

    Raises:
        UsageError: a pattern or a folder means no article.
    """
    found, problems = Gathered(), []
    once: set[str] = set()
    for path in paths:
        before = len(once)
        if os.path.isdir(path):  # noqa: PTH112 (does not raise for names that cannot be)
            _walk(path, Path(), _whole(out), found, once)
            got = f"an article in the folder {path}"
        elif (names := _matches(path)) is not None:
            _expand(names, found, once)
            got = f"files like {path}"
        else:
            _add(path, Path(), found, once)
            continue
        if len(once) == before and not empty and not _taken(path, found):
            problems.append(Problem(f"expected {got}, got none", hint=_WANTED))
    if problems:
        raise UsageError(*problems)
    return found


def _taken(path: Path, found: Gathered) -> bool:
    """Whether all that *path* means was there already."""
    names = _matches(path) or []
    return any(path in article.parents or str(article) in names for article in found.below)


def _add(path: Path, below: Path, found: Gathered, once: set[str]) -> None:
    whole = str(path) if str(path) == "-" else _whole(path)
    if whole not in once:
        once.add(whole)
        found.below[path] = below


def _whole(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 (asks the disk for nothing, for tens of thousands of paths)


def _matches(path: Path) -> list[str] | None:
    """Return what fits the pattern *path*, sorted; None if it is none."""
    name = str(path)
    if not glob.has_magic(name) or os.path.lexists(name):
        return None
    return sorted(glob.glob(name, recursive=True))  # noqa: PTH207 (Path.glob takes no absolute pattern)


def _expand(names: Iterable[str], found: Gathered, once: set[str]) -> None:
    for name in names:
        path = Path(name)
        if reason := _unfit(path, directory=path.is_dir()):
            found.passed.append(Passed(path, reason))
        else:
            _add(path, Path(), found, once)


def _walk(folder: Path, below: Path, out: str, found: Gathered, once: set[str]) -> None:
    """Take the articles in *folder*, by name, and then those in the folders in it."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        found.passed.append(Passed(folder, f"that cannot be read ({(error.strerror or str(error)).lower()})"))
        return
    found.folders.append(folder)
    inner = []
    for entry in entries:
        path = folder / entry.name
        directory = entry.is_dir()
        if directory and _whole(path) == out:
            continue
        if directory and not entry.name.startswith(".") and not entry.is_symlink():
            inner.append(path)
        elif reason := _unfit(path, directory=directory):
            found.passed.append(Passed(path, reason))
        else:
            _add(path, below, found, once)
    for path in inner:
        _walk(path, below / path.name, out, found, once)


def _unfit(path: Path, *, directory: bool) -> str:
    """Return why *path*, which nobody has named, is no article; empty if it is one."""
    if path.name.startswith("."):
        return "hidden"
    if directory:
        return "linked folders" if path.is_symlink() else "folders"
    if path.suffix.lower() in SUFFIXES:
        return ""
    return path.suffix.lower() or "without a suffix"
