"""Where things are on this machine: articles, voices.toml, the store."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration import homes
from narration.app import sizes
from narration.errors import OutputError, Problem, UsageError
from narration.model import Job
from narration.slugs import slug
from narration.source import LARGEST
from narration.store import LIMIT, Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VOICES = "voices.toml"
PEOPLE = "people.toml"
SEEDS = Path("seeds")


def store() -> Store:
    """Return the store of this user: ``NARRATE_CACHE``, as large as ``NARRATE_CACHE_LIMIT``.

    ``NARRATE_CACHE`` is a folder, or the URL of a shared cache, which has a folder of its own in front of it.

    Raises:
        UsageError: the limit is no size.
    """
    chosen, limit = os.environ.get("NARRATE_CACHE") or "", _limit()
    home = homes.cache()
    if "://" in chosen:
        name = hashlib.sha256(chosen.encode()).hexdigest()[:16]
        return Store(home / "shared" / name, limit, chosen)
    return Store(Path(chosen) if chosen else home, limit)


def _limit() -> int:
    given = os.environ.get("NARRATE_CACHE_LIMIT")
    if not given:
        return LIMIT
    size = sizes.read(given)
    if size is None:
        message = f"expected a size in NARRATE_CACHE_LIMIT, got {given!r}"
        raise UsageError(Problem(message, hint=f"write it as {sizes.EXAMPLES}"))
    return size


def voices_file(chosen: Path | None, article: Path | None) -> Path | None:
    """Return the voices.toml that counts for *article*, or None if there is none.

    The first that there is of: the one *chosen* on the command line,
    ``NARRATE_VOICES``, beside the article, in the current folder, in the user's
    configuration folder.  One that was asked for must be there.

    Raises:
        UsageError: the file asked for does not exist.
    """
    return _sheet(VOICES, chosen, article)


def people_file(chosen: Path | None, article: Path | None) -> Path | None:
    """Return the people.toml that counts for *article*, or None: looked for as voices.toml is.

    Raises:
        UsageError: the file asked for does not exist.
    """
    return _sheet(PEOPLE, chosen, article)


def _sheet(name: str, chosen: Path | None, article: Path | None) -> Path | None:
    what = name.removesuffix(".toml")
    variable = f"NARRATE_{what.upper()}"
    asked = chosen or (Path(named) if (named := os.environ.get(variable)) else None)
    if asked:
        if not asked.is_file():
            how = f"--{what}" if chosen else variable
            raise UsageError(
                Problem(f"expected a {what} file at {asked}, got nothing there", hint=f"correct {how}")
            )
        return asked
    beside = [article.parent / name] if article else []
    home = homes.settings()
    return next((path for path in [*beside, Path(name), home / name] if path.is_file()), None)


def jobs(  # noqa: PLR0913 -- what the command line says of all of them
    paths: Iterable[Path],
    *,
    out: Path,
    voices: Path | None,
    name: str | None,
    people: Path | None = None,
    below: Mapping[Path, Path] = MappingProxyType({}),
) -> list[Job]:
    """Return what to build: the named articles, or every ``*.txt`` in ``seeds/``.

    Args:
        paths: the articles; ``-`` is standard input.
        out: where editions go.
        voices: the voices.toml that was asked for.
        name: what the edition is to be called, if not by the name of the file.
        people: the people.toml that was asked for.
        below: the folder in *out* in which the edition of an article goes.

    Raises:
        UsageError: there is nothing to build, two articles would have the same
            folder, or ``--name`` does not fit.
    """
    chosen = list(paths) or _seeds()
    if name is not None and len(chosen) != 1:
        raise UsageError(Problem("expected one article with --name, got several", hint="leave --name out"))
    sheets: dict[Path | None, tuple[Path | None, Path | None]] = {}
    made = []
    for path in chosen:
        article = None if str(path) == "-" else path
        beside = article.parent if article else None
        if beside not in sheets:
            sheets[beside] = voices_file(voices, article), people_file(people, article)
        made.append(_job(path, out, name, below.get(path, Path()), *sheets[beside]))
    taken: dict[Path, Job] = {}
    clashes = []
    for job in made:
        other = taken.setdefault(job.folder, job)
        if other is not job:
            clashes.append(Problem(f"{other.name} and {job.name} would both be written to {job.folder}"))
    if clashes:
        hint = "give the folder that all of them are in; or build them one at a time, with --name"
        raise UsageError(*clashes[:-1], replace(clashes[-1], hint=hint))
    return made


def _seeds() -> list[Path]:
    found = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
    if not found:
        missing = "a *.txt file in seeds/" if SEEDS.is_dir() else "an article, or a folder seeds/ here"
        hint = "name the article: narrate build ARTICLE.txt"
        raise UsageError(Problem(f"expected {missing}, got nothing to build", hint=hint))
    return found


def _job(  # noqa: PLR0913, PLR0917 -- all that a job is made of
    path: Path, out: Path, name: str | None, below: Path, voices: Path | None, people: Path | None
) -> Job:
    stdin = str(path) == "-"
    short = slug(name or ("stdin" if stdin else path.stem))
    return Job(
        name="<stdin>" if stdin else str(path),
        path=None if stdin else path,
        data=_stdin() if stdin else None,
        slug=short,
        folder=out / below / short,
        voices=voices,
        people=people,
        below="" if below == Path() else below.as_posix(),
    )


def writable(folder: Path) -> None:
    """Check that *folder* can be made and written to, without making it.

    Raises:
        OutputError: it cannot.
    """
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        raise OutputError(Problem(f"expected a folder at {there}, got a file"))
    if not os.access(there, os.W_OK):
        raise OutputError(Problem(f"cannot write to {there}: permission denied"))


def _stdin() -> bytes:
    """Return what comes in, up to a byte more than an article may have: endless input is too large."""
    return sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
