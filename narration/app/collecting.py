"""Makes the folder of a collection, when the editions of all its articles are there."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import click

from narration import casting, pipeline, publishing, sounds
from narration.app import console
from narration.app.report import event_json, problem_json
from narration.errors import ArticleError, ExitCode, NarrateError, Problem
from narration.model import FRAME_RATE, Event, Job, ignore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from narration.app.making import Style
    from narration.app.newspaper import Wanted
    from narration.model import Frames, Settings, Tell
    from narration.pipeline import Reading
    from narration.publishing import Collected
    from narration.studio import Studio
    from narration.synthesis import EngineSpec

VERSION = 1
"""Of what a collection says and how it is cut: add one whenever the same articles may give other files."""


def collect(order: Wanted, settings: Settings, studio: Studio, style: Style, failed: int) -> int:
    """Make the collection unless some articles *failed*; say what came of it; return its exit code."""
    try:
        if failed:
            message = (
                f"the collection {order.name} is not made: {failed} of {len(order.jobs)} articles failed"
            )
            raise ArticleError(Problem(message, hint="correct them, or leave them out, and build again"))
        made = _Collecting(order, settings, studio).made(_teller(style))
    except NarrateError as error:
        _say_failed(order, style, error)
        return error.exit_code
    _say(order, style, made)
    return ExitCode.DONE


class _Collecting:
    """One collection as it is made."""

    def __init__(self, order: Wanted, settings: Settings, studio: Studio) -> None:
        self._order, self._settings, self._studio = order, settings, studio
        self._engines: dict[Path | None, dict[str, EngineSpec]] = {}
        self._found: list[casting.Item] = []
        self._first: Reading | None = None

    def made(self, tell: Tell) -> Collected:
        """Return what came of it; nothing is done if the articles are those of the earlier collection."""
        order = self._order
        job = Job(order.name, order.slug, order.folder)
        with pipeline.alone(job, tell):
            facts = [publishing.made_of(job.folder, job.slug) for job in order.jobs]
            inputs = _inputs(order, [inputs for inputs, _ in facts])
            place = publishing.manifest_name(order.slug)
            if edition := publishing.unchanged(order.out, place, inputs):
                return publishing.Collected(edition, ())
            total = 1 + sum(chapters for _, chapters in facts)
            store, work = self._studio.store, self._studio.work
            with (
                store.used(),
                publishing.collection(order.name, order.slug, total, order.out) as collection,
            ):
                for number, (job, (known, _)) in enumerate(zip(order.jobs, facts, strict=True), start=1):
                    reading, item = self._item(number, job, known)
                    length = collection.add(item, store, work)
                    self._found.append(casting.Item(item.title, _minutes(length)))
                    self._first = self._first or reading
                words, contents = self._contents()
                return collection.end(words, contents, inputs, store, work)

    def _item(self, number: int, job: Job, known: Mapping[str, str]) -> tuple[Reading, publishing.Item]:
        """Return an article as its edition has it: all of it is in the store, but for what leads in."""
        engines = self._configured(job)
        reading = pipeline.read(job, self._settings, engines)
        if pipeline.inputs_of(job, self._settings, reading, engines) != known:
            raise ArticleError(Problem(f"{job.name} has changed while it was built", hint="build again"))
        article, programme = reading.script.article, reading.programme
        led = pipeline.lead_ins(reading, engines, number)
        sound = sounds.make(job, programme, led, engines, self._studio)
        title = " ".join(article.title.split()) or programme.chapters[0].title
        rate = publishing.kbit(programme, sound.recording)
        artist = publishing.artist(article)
        return reading, publishing.Item(title, artist, sound.recording, rate, sound.leads)

    def _contents(self) -> tuple[list[str], publishing.Item]:
        """Return what the contents say, and how to make their sound."""
        first, job = self._first, self._order.jobs[0]
        assert first
        engines = self._configured(job)
        programme = casting.contents(
            self._order.name,
            self._found,
            first.script,
            first.programme,
            first.sheet,
            pipeline.doors(engines),
        )
        recording = sounds.make(job, programme, None, engines, self._studio).recording
        rate = publishing.kbit(programme, recording)
        words = [passage.printed for passage in programme.passages]
        return words, publishing.Item(programme.chapters[0].title, publishing.SYNTHETIC, recording, rate)

    def _configured(self, job: Job) -> dict[str, EngineSpec]:
        if job.voices not in self._engines:
            self._engines[job.voices] = pipeline.configured(job.voices)
        return self._engines[job.voices]


def _inputs(order: Wanted, articles: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the SHA-256 of all that a collection is made from."""
    found = {"collection": _digest([VERSION, order.name])}
    for number, (job, inputs) in enumerate(zip(order.jobs, articles, strict=True), start=1):
        found[f"item {number:04}"] = _digest([job.label, sorted(inputs.items())])
    return found


def _digest(facts: object) -> str:
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _minutes(length: Frames) -> int:
    """Return the nearest number of whole minutes, 1 at least."""
    return max(1, (length + 30 * FRAME_RATE) // (60 * FRAME_RATE))


def _teller(style: Style) -> Tell:
    def tell(event: Event) -> None:
        if event.kind == "waiting":
            console.say(
                f"{event.article}: another build of this collection is running; waiting for it to end"
            )

    return ignore if style.quiet or style.as_json else tell


def _say_failed(order: Wanted, style: Style, error: NarrateError) -> None:
    if style.as_json:
        facts = {"exit": int(error.exit_code), "problems": [problem_json(one) for one in error.problems]}
        click.echo(event_json(Event("failed", order.slug, facts)))
    else:
        console.problems(error)


def _say(order: Wanted, style: Style, made: Collected) -> None:
    files = made.edition.files
    playlist = order.folder / f"{order.slug}.m3u"
    if style.as_json:
        facts = {"file": str(playlist), "files": list(files), "written": list(made.written)}
        click.echo(event_json(Event("collected", order.slug, facts)))
        return
    if not style.quiet:
        size = sum(facts.size for facts in files.values()) / 1e6
        items = f"{len(order.jobs)} item{'' if len(order.jobs) == 1 else 's'}"
        count = f"{items} in {len(files)} files ({size:.1f} MB)"
        done = f"{len(made.written)} written" if made.written else "nothing changed"
        console.say(f"collection {order.name}: {count}, {done}")
        for problem in made.left:
            console.show(problem, "note: ")
    click.echo(playlist)
