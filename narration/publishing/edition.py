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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

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
    """Write ``<slug>.mp3``, ``<slug>.vtt`` and ``<slug>.json`` into *folder*.

    All files are written beside the earlier ones and take their places at the
    end, one right after the other.  Whatever fails before leaves the earlier
    edition whole; a kill between two of them leaves files that the manifest does
    not fit, so that the next build makes the edition again.

    Args:
        recording: read once.
        timeline: of the recording.
        programme: what is heard.
        script: what it was made from.
        slug: name of the edition.
        folder: its own; made if it is not there.
        inputs: SHA-256 of everything the edition is made from.
        store: keeps what is encoded, for the next build.
        work: has the processes that encode.
        said: every clip of it, so that the next build can tell why it speaks one again.
        tell: gets ``mixed`` whenever more stretches are encoded (facts: done, total); ``warning`` for what
            had to be left out; ``published`` at the end.

    Raises:
        OutputError: a file cannot be written; another program has it open.
        EngineError: ffmpeg is missing or failed.
    """
    tag = _tag(script, programme, timeline, slug, tell)

    def mixed(number: int) -> None:
        tell(Event("mixed", slug, {"done": number, "total": len(timeline.stretches)}))

    def written(out: Mapping[str, IO[bytes]]) -> dict[str, str]:
        channels = recording.channels
        kbit = programme.delivery.kbit or mp3.KBIT[channels]
        encoded = encoding.encoded(recording, store, work, kbit, mixed)
        mp3.write(out["mp3"], tag, encoded, timeline.frames, channels, kbit)
        out["vtt"].write(vtt.render(programme, timeline).encode())
        files = {f"{slug}.{suffix}": _digest(out[suffix]) for suffix in ("mp3", "vtt")}
        out["json"].write(manifest.render(script, programme, timeline, said=said, inputs=inputs, files=files))
        return files | {f"{slug}.json": _digest(out["json"])}

    before = manifest.files_of(folder, slug)
    _remove_remains(folder, slug)
    files = _replace(folder, slug, written)
    _remove(folder, before - files.keys())
    tell(Event("published", slug, {"folder": str(folder), "files": sorted(files)}))
    return Edition(slug, str(folder), files, dict(inputs))


def _tag(script: Script, programme: Programme, timeline: Timeline, slug: str, tell: Tell) -> bytes:
    """Return the ID3 tag, and tell what had to be left out of it."""
    # here, because mutagen takes longer to import than ``narrate --help`` may last
    from narration.publishing import id3, tagging  # noqa: PLC0415

    tag, problems = tagging.tag(script.article, programme, timeline)
    for problem in problems:
        tell(Event("warning", slug, {"message": problem.message, "hint": problem.hint}))
    return id3.render(tag)


def _replace(
    folder: Path, slug: str, written: Callable[[Mapping[str, IO[bytes]]], dict[str, str]]
) -> dict[str, str]:
    """Let all files of an edition be *written*, then give them their names; return what that returns."""
    paths = {suffix: folder / f"{slug}.{suffix}" for suffix in SUFFIXES}
    with _no_empty(folder), ExitStack() as stack:
        # what is opened last takes its place first
        out = {suffix: stack.enter_context(replacing(paths[suffix])) for suffix in reversed(SUFFIXES)}
        files = written(out)
        for path in paths.values():
            _check_free(path)
    return files


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
