"""Writes a talking newspaper's folder of many articles, or nothing of it.

Its files lie in a folder that holds nothing else; its manifest lies beside that, hidden: ``.NAME.json``.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from narration.model import Edition, Frames
from narration.publishing import manifest
from narration.publishing.clock import milliseconds
from narration.publishing.encoding import Encoded
from narration.publishing.folder import tracks, write_playlist, write_track
from narration.publishing.staging import Staging
from narration.publishing.tagging import TrackTag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from narration.errors import Problem
    from narration.model import Recording
    from narration.publishing.material import Leads
    from narration.store import Store
    from narration.work import Executor


@dataclass(frozen=True)
class Item:
    """An article among others, or the contents."""

    title: str
    """Of its first file."""
    artist: str
    recording: Recording
    kbit: int
    leads: Leads | None = None


@dataclass(frozen=True)
class Collected:
    """What came of a collection."""

    edition: Edition
    written: Sequence[str]
    """Files whose content has changed."""
    left: Sequence[Problem] = ()
    """Earlier files that could not be removed."""


class Collection:
    """A collection as it is made: first its items, then the contents that tell how long they are."""

    def __init__(self, name: str, slug: str, total: int, staging: Staging) -> None:
        """Make a collection called *name* of *total* files, the contents among them, in *staging*."""
        self._name, self._slug, self._total, self._staging = name, slug, total, staging
        self._names: list[str] = []
        self._items: list[dict[str, object]] = []

    def add(self, item: Item, store: Store, work: Executor) -> Frames:
        """Write the files of the next *item*; return how long they are together.

        Raises:
            OutputError: one cannot be written.
            EngineError: its sound cannot be made.
        """
        first = len(self._names) + 2
        length = self._write(item, first, store, work)
        self._items.append({"title": item.title, "first": first, "duration": milliseconds(length)})
        return length

    def end(
        self, words: Sequence[str], contents: Item, inputs: Mapping[str, str], store: Store, work: Executor
    ) -> Collected:
        """Write the *contents*, which say *words*, and the playlist; have all files take their places.

        Raises:
            OutputError: one cannot be written.
            EngineError: the sound of the contents cannot be made.
        """
        self._write(contents, 1, store, work)
        names = sorted(self._names)
        assert len(names) == self._total
        write_playlist(self._staging, self._slug, self._slug, names)
        place = manifest_name(self._slug)
        files = {name: self._staging.files[name] for name in sorted(self._staging.files)}
        with self._staging.file(f"{place}.json", "application/json") as file:
            content = {
                "version": manifest.VERSION,
                "name": self._name,
                "contents": words,
                "items": self._items,
                "inputs": dict(sorted(inputs.items())),
                "files": {name: asdict(facts) for name, facts in files.items()},
            }
            file.write(json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")
        written, left = self._staging.commit(f"{place}.json")
        edition = Edition(self._slug, "", files, dict(inputs))
        return Collected(edition, sorted(name for name in written if name in files), left)

    def _write(self, item: Item, first: int, store: Store, work: Executor) -> Frames:
        encoded = Encoded(item.recording, store, item.kbit)
        encoded.make(work)
        timeline = item.recording.timeline
        made = tracks(timeline, encoded, item.leads)
        titles = [item.title, *(mark.title for mark in timeline.marks[1:])]
        for number, (title, track) in enumerate(zip(titles, made, strict=True), start=first):
            tag = TrackTag(title, item.artist, self._name, number, self._total)
            self._names.append(write_track(self._staging, self._slug, track, tag))
        return Frames(sum(track.samples for track in made))


@contextmanager
def collection(name: str, slug: str, total: int, out: Path) -> Iterator[Collection]:
    """Have a collection called *name*, of *total* files in *out*/*slug*, as long as the block lasts.

    Raises:
        OutputError: *out* cannot be written.
    """
    before = manifest.before(out, slug, manifest_name(slug))
    with Staging(out, slug, before).opened() as staging:
        yield Collection(name, slug, total, staging)


def manifest_name(slug: str) -> str:
    """Return what the manifest of a collection is called, without its suffix."""
    return f".{slug}"
