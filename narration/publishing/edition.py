"""Writes all files of an edition, or none."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from narration.errors import OutputError, Problem
from narration.files import replacing, saying
from narration.model import Edition, Event, ignore
from narration.publishing import encoding, manifest, mp3, vtt
from narration.publishing.words import untold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narration.model import Programme, Recording, Said, Script, Tell, Timeline
    from narration.store import Store
    from narration.work import Executor

SUFFIXES = ("mp3", "vtt", "json")
"""In the order in which the files take their names: with the manifest the edition is there."""


def publish(  # noqa: PLR0913 -- it writes down what all stages before it have made
    recording: Recording,
    timeline: Timeline,
    programme: Programme,
    script: Script,
    *,
    slug: str,
    folder: Path,
    inputs: Mapping[str, str],
    store: Store,
    work: Executor,
    said: Sequence[Said] = (),
    tell: Tell = ignore,
) -> Edition:
    """Write ``<slug>.mp3``, ``<slug>.vtt`` and ``<slug>.json`` into *folder*, made if it is not there.

    All files are written beside the earlier ones and take their places at the
    end, one right after the other.  Whatever fails before leaves the earlier
    edition whole; a kill between two of them leaves files that the manifest does
    not fit, so that the next build makes the edition again.

    *inputs* are the SHA-256 of all that the edition is made from; *said* is every clip of it, so that the
    next build can tell why it speaks one again.  The *store* keeps what is encoded, *work* has the processes
    that do it.  *tell* gets ``mixed`` whenever more stretches are encoded (facts: done, total); ``warning``
    for what is left out; ``published`` at the end.

    Raises:
        OutputError: a file cannot be written; another program has it open.
        EngineError: ffmpeg is missing or failed.
    """
    tag = _tag(script, programme, timeline, slug, tell)
    before = manifest.files_of(folder, slug)
    _remove_remains(folder, slug)

    def mixed(number: int) -> None:
        tell(Event("mixed", slug, {"done": number, "total": len(timeline.stretches)}))

    channels = recording.channels
    kbit = programme.delivery.kbit or mp3.KBIT[channels]
    encoded = encoding.encoded(recording, store, work, kbit, mixed)
    with _places(folder, slug) as out:
        mp3.write(out["mp3"], tag, encoded, timeline.frames, channels, kbit)
        out["vtt"].write(vtt.render(programme, timeline).encode())
        files = {f"{slug}.{suffix}": _digest(out[suffix]) for suffix in ("mp3", "vtt")}
        rendered = manifest.render(script, programme, timeline, said=said, inputs=inputs, files=files)
        out["json"].writelines(rendered)
        files[f"{slug}.json"] = _digest(out["json"])
    _remove(folder, before - files.keys())
    tell(Event("published", slug, {"folder": str(folder), "files": sorted(files)}))
    return Edition(slug, str(folder), files, dict(inputs))


def _tag(script: Script, programme: Programme, timeline: Timeline, slug: str, tell: Tell) -> bytes:
    """Return the ID3 tag, and tell what had to be left out of it and of the transcript."""
    # here, because mutagen takes longer to import than ``narrate --help`` may last
    from narration.publishing import id3, tagging  # noqa: PLC0415

    tag, problems = tagging.tag(script.article, programme, timeline)
    for problem in (*problems, *untold(programme, timeline)):
        tell(Event("warning", slug, {"message": problem.message, "hint": problem.hint}))
    return id3.render(tag)


@contextmanager
def _places(folder: Path, slug: str) -> Iterator[Mapping[str, IO[bytes]]]:
    """Yield a file for each of `SUFFIXES`; all of them get their names when they have been written."""
    paths = {suffix: folder / f"{slug}.{suffix}" for suffix in SUFFIXES}
    with _no_empty(folder), ExitStack() as stack:
        # what is opened last takes its place first
        yield {suffix: stack.enter_context(replacing(paths[suffix])) for suffix in reversed(SUFFIXES)}
        for path in paths.values():
            _check_free(path)


def _remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files of the earlier edition that this one does not have."""
    for name in names:
        with saying(folder / name):
            (folder / name).unlink(missing_ok=True)


@contextmanager
def _no_empty(folder: Path) -> Iterator[None]:
    """Remove *folder* again if nothing has come into it."""
    was_there = folder.exists()
    try:
        yield
    finally:
        if not was_there:
            with suppress(OSError):  # it holds the edition
                folder.rmdir()


def _digest(file: IO[bytes]) -> str:
    """Return the SHA-256 of what was written into *file*, which is on the disk then."""
    file.flush()
    os.fsync(file.fileno())
    return manifest.sha256(Path(file.name))


def _check_free(path: Path) -> None:
    """Raise an error now, when nothing has changed yet, if *path* could not be replaced."""
    if path.is_dir():
        raise OutputError(Problem(f"cannot write {path}: a folder of that name is in the way"))
    if path.exists():
        with saying(path), path.open("r+b"):
            pass


def _remove_remains(folder: Path, slug: str) -> None:
    """Remove what builds that were killed have left half written."""
    for suffix in SUFFIXES:
        for path in folder.glob(f".{slug}.{suffix}.*.part"):
            with saying(path):
                path.unlink(missing_ok=True)
