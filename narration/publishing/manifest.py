"""What an edition holds, as JSON: also how one knows that nothing has changed.

Documented in ``docs/reference/edition-json.md``.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import islice, starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from narration.model import Edition, EditionFile, Frames, Said, Timbre
from narration.publishing.clock import milliseconds
from narration.publishing.staging import inside, place, sha256

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from narration.model import CastMember, Cue, Passage, Programme, Script, Timeline, Voice

VERSION = 2
"""Of the format: changes when a reader of an older version would misread a newer file."""


def render(  # noqa: PLR0913 -- each of them is written down
    script: Script,
    programme: Programme,
    timeline: Timeline,
    *,
    said: Sequence[Said],
    inputs: Mapping[str, str],
    files: Mapping[str, EditionFile],
) -> Iterator[bytes]:
    """Yield the manifest, piece by piece; all times are milliseconds from the start of the MP3."""
    article = script.article
    cast = programme.cast
    members = (cast.narrator, cast.unattributed, cast.headings, cast.captions, *cast.speakers)
    content = {
        "version": VERSION,
        "source": _readable(Path(article.source.name).name),
        "title": article.title,
        "byline": article.byline,
        "date": article.date,
        "publisher": article.publisher,
        "language": article.language,
        "duration": milliseconds(timeline.frames),
        "loudness": programme.loudness,
        "delivery": asdict(programme.delivery),
        "chapters": [{"title": mark.title, **_span(mark.start, mark.end)} for mark in timeline.marks],
        "earcons": [_span(start, Frames(start + timeline.earcon)) for start in timeline.earcons.values()],
        "cast": [_member(member) for member in members],
        "passages": _Rows(zip(programme.passages, timeline.cues, strict=True), _passage),
        "clips": _Rows(((clip,) for clip in dict.fromkeys(said)), asdict) if said else [],
        "inputs": dict(sorted(inputs.items())),
        "files": {name: asdict(facts) for name, facts in files.items()},
    }
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(content)
    while piece := "".join(islice(pieces, 1000)):
        yield piece.encode()
    yield b"\n"


class _Rows(list[Any]):
    """Objects that are made one by one, as they are written: those of a long article are many."""

    def __init__(self, rows: Iterable[tuple[Any, ...]], made: Callable[..., dict[str, Any]]) -> None:
        self._rows, self._made = rows, made

    def __bool__(self) -> bool:
        """Return True: there is always one."""
        return True

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return starmap(self._made, self._rows)


def _span(start: Frames, end: Frames) -> dict[str, int]:
    return {"start": milliseconds(start), "end": milliseconds(end)}


def _readable(name: str) -> str:
    """Return a file's name as Unicode: bytes that are none come as surrogates, which no JSON may hold."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def unchanged(folder: Path, slug: str, inputs: Mapping[str, str]) -> Edition | None:
    """Return the edition in *folder* if it was made from these *inputs* and every file of it is whole."""
    content = _read(folder, slug)
    if content.get("version") != VERSION or content.get("inputs") != dict(inputs):
        return None
    files = files_of(folder, slug)
    for name, facts in files.items():
        path = folder / name
        if not path.is_file() or sha256(path) != facts.sha256:
            return None
    return Edition(slug, str(folder), {**files, **itself(folder, slug)}, dict(inputs))


def earlier(folder: Path, slug: str) -> list[Said]:
    """Return every clip of the edition in *folder*; none if there is no edition."""
    clips = _read(folder, slug).get("clips", [])
    assert isinstance(clips, list)
    return [Said(**{**clip, "timbre": Timbre(**clip["timbre"])}) for clip in clips]


def made_of(folder: Path, slug: str) -> tuple[dict[str, str], int]:
    """Return the inputs of the edition in *folder*, and how many chapters it has; {} and 0 without one."""
    content = _read(folder, slug)
    inputs, chapters = content.get("inputs", {}), content.get("chapters", [])
    assert isinstance(inputs, dict)
    assert isinstance(chapters, list)
    return inputs, len(chapters)


def files_of(folder: Path, slug: str) -> dict[str, EditionFile]:
    """Return the files that belong to the edition in *folder*, besides its manifest, by name."""
    files = _read(folder, slug).get("files", {})
    assert isinstance(files, dict)
    # whoever changes a manifest by hand shall not have other files removed
    return {name: EditionFile(**facts) for name, facts in files.items() if inside(name)}


def before(folder: Path, slug: str, name: str) -> dict[str, EditionFile]:
    """Return the files that may be there of earlier states of an edition.

    Those that its manifest, called *name*, lists, and those of a build that was killed while its files took
    their places.
    """
    return {**files_of(place(folder, slug), name), **files_of(folder, name)}


def itself(folder: Path, slug: str) -> dict[str, EditionFile]:
    """Return the manifest as a file of its edition."""
    name = f"{slug}.json"
    path = folder / name
    return {name: EditionFile(path.stat().st_size, sha256(path), "application/json")}


def _read(folder: Path, slug: str) -> dict[str, object]:
    """Return the manifest in *folder*; empty if there is none that can be read: then there is no edition."""
    try:
        content = json.loads((folder / f"{slug}.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) and content.get("version") == VERSION else {}


def _passage(passage: Passage, cue: Cue) -> dict[str, object]:
    printed = [wording.printed for wording in passage.wordings if wording.printed]
    source = {"start": printed[0].start, "end": printed[-1].end, "line": passage.line} if printed else None
    return {
        **_span(cue.start, cue.end),
        "text": passage.printed,
        "said": passage.utterance.text,
        "role": passage.role.value,
        "speaker": passage.speaker,
        "quotation": passage.quotation,
        "announcement": not printed,
        "source": source,
        "voice": _voice(passage.voice),
    }


def _member(member: CastMember) -> dict[str, object]:
    return {
        "speaker": member.speaker,
        "voice": _voice(member.voice),
        "reason": member.reason,
        "pinned": member.pinned,
    }


def _voice(voice: Voice) -> dict[str, object]:
    return {**asdict(voice.timbre), "volume": voice.volume, "pan": voice.pan}
