"""The closing report of a build: facts first, plain lines."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from narration import articles, pipeline
from narration.casting.fragments import voiced
from narration.model import DOUBTFUL, Event, SegmentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from narration.errors import NarrateError, Problem
    from narration.model import Article, CastMember, Job, Pronunciation, Script, Segment, Voice
    from narration.pipeline import Outcome, Reading


LARGE = 100_000
"""Bytes from which on the size of a file is told."""


def lines(outcome: Outcome, events: Sequence[Event], seconds: float, *, verbose: bool) -> Iterator[str]:
    """Yield the report of one edition for people."""
    reading, job = outcome.reading, outcome.job
    manifest = _manifest(outcome)
    done = "nothing changed" if outcome.unchanged else "built"
    yield f"{job.label}: {done} in {seconds:.1f} s"
    yield f"voices: {job.voices or 'by rule (no voices.toml)'}"
    if job.people:
        yield f"people: {job.people}"
    if not outcome.unchanged:
        spoken, reused = _clips(events)
        yield f"clips: {spoken} spoken, {reused} from the store"
    yield _quotations(reading.script, reading.sheet.edition.fragments)
    yield from _kinds(reading.script.article, told=verbose)
    yield reading.coverage.summary()
    if verbose:
        yield from (f"  {line}" for line in reading.coverage.lines())
    if applied := reading.coverage.applied:
        yield f"lexicon: {', '.join(_entry(entry, times) for entry, times in applied.items())}"
    yield from _remarks(outcome, kinds=verbose)
    yield "cast:"
    yield from (f"  {_member(member)}" for member in _heard(reading))
    yield "chapters:"
    for chapter in manifest["chapters"]:
        yield f"  {clock(chapter['start'])} {chapter['title']}"
    yield f"length: {clock(manifest['duration'])}"
    yield f"files: {', '.join(_files(manifest['files']))}"


def _files(files: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield each file; those of a folder together."""
    for folder, group in groupby(files.items(), lambda item: item[0].rpartition("/")[0]):
        if not folder:
            yield from (_file(*item) for item in group)
            continue
        inside = [facts["size"] for _, facts in group]
        yield f"{folder}/ ({len(inside)} files, {sum(inside) / 1e6:.1f} MB)"


def _file(name: str, facts: Mapping[str, Any]) -> str:
    return f"{name} ({facts['size'] / 1e6:.1f} MB)" if facts["size"] >= LARGE else name


def explanation(event: Event) -> str:
    """Return why a clip is spoken, from a ``spoken`` event."""
    facts = event.facts
    return f"{event.article}: {facts['reason']}: {facts['voice']} says “{facts['text']}”"


def event_json(event: Event) -> str:
    """Return *event* as one line of JSON."""
    return json.dumps({"event": event.kind, "article": event.article, **event.facts})


def published(outcome: Outcome, events: Sequence[Event], seconds: float) -> Event:
    """Return the event that ends a build well."""
    spoken, reused = _clips(events)
    manifest = _manifest(outcome)
    facts = {
        "file": str(outcome.job.folder / next(iter(outcome.edition.files))),
        "voices": str(outcome.job.voices) if outcome.job.voices else None,
        "people": str(outcome.job.people) if outcome.job.people else None,
        "unchanged": outcome.unchanged,
        "spoken": spoken,
        "reused": reused,
        "quotations": _quotations(outcome.reading.script, outcome.reading.sheet.edition.fragments),
        "coverage": outcome.reading.coverage.summary(),
        "lexicon": [_entry_json(entry, n) for entry, n in outcome.reading.coverage.applied.items()],
        "doubts": [problem_json(problem) for problem in pipeline.doubts(outcome.reading)],
        "remarks": [problem_json(problem) for problem in outcome.reading.cast.remarks],
        "cast": {m.speaker: voice_name(m.voice) for m in outcome.reading.cast.speakers},
        "chapters": manifest["chapters"],
        "duration": manifest["duration"],
        "seconds": round(seconds, 3),
    }
    return Event("finished", outcome.job.slug, facts)


def failed(job: Job, error: NarrateError) -> Event:
    """Return the event that ends a build badly."""
    problems = [problem_json(problem) for problem in error.problems]
    return Event("failed", job.slug, {"exit": int(error.exit_code), "problems": problems})


def problem_json(problem: Problem) -> dict[str, object]:
    """Return *problem* as JSON types."""
    place = problem.location
    return {
        "message": problem.message,
        "file": place.name if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "hint": problem.hint,
    }


def voice_name(voice: Voice) -> str:
    """Return *voice* as people name it: ``en-us+f5``, with what is not usual about it."""
    timbre = voice.timbre
    parts = [timbre.name if timbre.engine == "pyttsx3" else f"{timbre.engine}/{timbre.name}"]
    if timbre.pitch:
        parts.append(f"{timbre.pitch:+g} semitones")
    if voice.volume:
        parts.append(f"{voice.volume:+g} dB")
    if voice.pan:
        parts.append(f"{'left' if voice.pan < 0 else 'right'} {abs(voice.pan):g}")
    return ", ".join([*parts, f"{timbre.rate} words/min"])


def clock(milliseconds: int) -> str:
    """Return a time as h:mm:ss, or m:ss under an hour."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _heard(reading: Reading) -> Iterator[CastMember]:
    """Yield whoever can be told apart in this edition: nobody twice, nobody who is not heard."""
    cast = reading.cast
    said = {passage.voice for passage in reading.programme.passages}
    yield cast.narrator
    yield from (
        member
        for member in (cast.unattributed, cast.headings, cast.captions)
        if member.voice in said and member.voice != cast.narrator.voice
    )
    yield from (member for member in cast.speakers if member.heard)


def _member(member: CastMember) -> str:
    return f"{member.speaker}: {voice_name(member.voice)} ({member.reason})"


def _entry(entry: Pronunciation, times: int) -> str:
    return f"{entry.printed} {times} ({'narrate' if entry.shipped else entry.origin})"


def _entry_json(entry: Pronunciation, times: int) -> dict[str, object]:
    return {
        "printed": entry.printed,
        "ipa": entry.ipa,
        "alias": entry.alias,
        "phonemes": entry.phonemes,
        "from": entry.origin,
        "shipped": entry.shipped,
        "times": times,
    }


def _quotations(script: Script, mode: str) -> str:
    quotes = [s for s in script.segments if voiced(s, mode)]
    fragments = sum(s.kind is SegmentKind.FRAGMENT and not voiced(s, mode) for s in script.segments)
    unknown = [s for s in quotes if s.speaker is None]
    unsure = [s for s in quotes if s.speaker is not None and s.confidence < DOUBTFUL]
    parts = [
        f"{len(_begun(quotes))} spoken",
        f"{fragments} fragment{'' if fragments == 1 else 's'} left to the narrator",
        _listed("unattributed", _begun(unknown)),
        _listed("doubtful", _begun(unsure)),
    ]
    return "quotations: " + ", ".join(parts)


def _begun(pieces: Iterable[Segment]) -> list[int]:
    """Return the line of the first of *pieces* of each utterance."""
    first: dict[int, int] = {}
    for piece in pieces:
        if piece.quotation:
            first.setdefault(piece.quotation.id, piece.line)
    return list(first.values())


def _listed(what: str, at: Sequence[int]) -> str:
    if not at:
        return f"none {what}"
    return f"{len(at)} {what} (line{'s' if len(at) > 1 else ''} {', '.join(map(str, at))})"


def _kinds(article: Article, *, told: bool) -> Iterator[str]:
    """Yield how many blocks may be something else than they are read as, unless each of them is *told*."""
    at = [block.line for block in article.blocks if block.doubtful]
    if at and not told:
        yield f"blocks: {_listed('of doubtful kind', at)}; narrate script says why"


def _remarks(outcome: Outcome, *, kinds: bool) -> Iterator[str]:
    """Yield what a person should know of one edition, with the blocks of doubtful *kinds* or without."""
    reading = outcome.reading
    article = reading.script.article
    doubts = () if kinds else tuple(articles.doubts(article.source, article.blocks))
    remarks = (
        *(remark for remark in article.remarks if remark not in doubts),
        *reading.script.remarks,
        *reading.script.near_misses,
        *reading.cast.remarks,
        *reading.cast.near_misses,
        *reading.programme.remarks,
    )
    for problem in remarks:
        first, *rest = problem.lines()
        yield f"note: {first}"
        yield from rest


def _clips(events: Sequence[Event]) -> tuple[int, int]:
    """Return how many clips were spoken and how many came from the store."""
    for event in events:
        if event.kind == "planned":
            spoken, reused = event.facts["spoken"], event.facts["reused"]
            assert isinstance(spoken, int)
            assert isinstance(reused, int)
            return spoken, reused
    return 0, 0


def _manifest(outcome: Outcome) -> dict[str, Any]:
    path = outcome.job.folder / f"{outcome.job.slug}.json"
    manifest = json.loads(path.read_bytes())
    assert isinstance(manifest, dict)
    return manifest
