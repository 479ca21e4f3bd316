"""The line: calls the stages in order."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING

from narration import (
    __version__,
    articles,
    attribution,
    casting,
    ffmpeg,
    locks,
    publishing,
    sheets,
    sounds,
    synthesis,
)
from narration.errors import ArticleError, NarrateError, Problem
from narration.files import saying
from narration.model import DOUBTFUL, Event, Format, SegmentKind, ignore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from narration.casting import Coverage
    from narration.casting.pronouncing import Door
    from narration.model import (
        Article,
        Cast,
        Edition,
        Job,
        LeadIns,
        Programme,
        Reach,
        Script,
        Settings,
        Tell,
    )
    from narration.sheets import VoicesSheet
    from narration.studio import Studio
    from narration.synthesis import EngineSpec, Option

MAKERS = ("imageio-ffmpeg", "jinja2", "lameenc", "mutagen", "pydub")
"""Packages on whose version the bytes of an edition depend, beside those of the engines."""


@dataclass(frozen=True)
class Reading:
    """Everything that is decided before anything is said."""

    script: Script
    sheet: VoicesSheet
    cast: Cast
    programme: Programme
    coverage: Coverage


@dataclass(frozen=True)
class Outcome:
    """What came of one build."""

    job: Job
    reading: Reading
    edition: Edition
    unchanged: bool
    """Whether the edition that was there already is the one asked for."""


def build(  # noqa: PLR0913 -- each argument but three has a default
    job: Job,
    settings: Settings,
    studio: Studio,
    tell: Tell = ignore,
    *,
    engines: dict[str, EngineSpec] | None = None,
    reading: Reading | None = None,
) -> Outcome:
    """Turn one article into its edition.  This is the whole program.

    Args:
        job: the article.
        settings: what holds for all articles.
        studio: where editions are made.
        tell: gets what happens.
        engines: as `configured` gives them, if that has been asked for already.
        reading: what `read` has found, if it has.

    Raises:
        NarrateError: whatever a person can put right; the earlier edition is
            untouched then.
    """
    engines = engines or configured(job.voices)
    if reading is None:
        _begin(engines)
        reading = read(job, settings, engines)
    if settings.strict and (open_points := doubts(reading)):
        raise ArticleError(*open_points)

    return make(job, settings, reading, engines, studio, tell)


def _begin(engines: Mapping[str, EngineSpec]) -> None:
    """Have the usual engine's fingerprint worked out while the article is read: it is likely to be used."""
    usual = engines.get(sheets.VoicesSheet().engine)
    if usual and isinstance(usual.fingerprint, synthesis.Once):
        usual.fingerprint.begin()


def make(  # noqa: PLR0913, PLR0917 -- all that is decided before
    job: Job,
    settings: Settings,
    reading: Reading,
    engines: dict[str, EngineSpec],
    studio: Studio,
    tell: Tell = ignore,
) -> Outcome:
    """Say, mix and publish what *reading* has decided, unless that edition is there already.

    Raises:
        NarrateError: it cannot be made; the earlier edition is untouched then.
    """

    def told(event: Event) -> None:
        tell(replace(event, article=job.slug))

    with alone(job, tell):
        inputs = inputs_of(job, settings, reading, engines)
        if edition := publishing.unchanged(job.folder, job.slug, inputs):
            tell(Event("unchanged", job.slug))
            return Outcome(job, reading, edition, unchanged=True)
        ffmpeg.version()  # found missing now, not after everything has been spoken
        with studio.store.used():
            return _make(job, reading, _formats(settings, reading), inputs, engines, studio, told)


def _make(  # noqa: PLR0913, PLR0917 -- all that is decided before
    job: Job,
    reading: Reading,
    formats: Sequence[Format],
    inputs: dict[str, str],
    engines: dict[str, EngineSpec],
    studio: Studio,
    told: Tell,
) -> Outcome:
    """Say, mix and publish what *reading* has decided."""
    led = lead_ins(reading, engines) if Format.FOLDER in formats else None
    sound = sounds.make(job, reading.programme, led, engines, studio, told)
    edition = publishing.publish(
        sound.recording,
        sound.recording.timeline,
        reading.programme,
        reading.script,
        formats=formats,
        slug=job.slug,
        folder=job.folder,
        inputs=inputs,
        store=studio.store,
        work=studio.work,
        said=sound.said,
        leads=sound.leads,
        tell=told,
    )
    return Outcome(job, reading, edition, unchanged=False)


def lead_ins(reading: Reading, engines: dict[str, EngineSpec], item: int = 0) -> LeadIns | None:
    """Return what is said before chapters that are files; *item* is the article's number among others."""
    return casting.lead_ins(reading.script, reading.programme, reading.sheet, doors(engines), item)


def doors(engines: Mapping[str, EngineSpec]) -> dict[str, Door | None]:
    """Return what each engine makes of pronunciations."""
    return {name: engine.phonemes for name, engine in engines.items()}


def _formats(settings: Settings, reading: Reading) -> tuple[Format, ...]:
    return settings.formats or reading.sheet.edition.formats


def read(job: Job, settings: Settings, engines: dict[str, EngineSpec]) -> Reading:
    """Decide everything that can be decided without a sound: who says what, in which voice, in which order.

    Raises:
        ArticleError: the article or its corrections cannot be read.
        VoicesError: voices.toml is wrong.
    """
    script = write_script(job, settings.encoding)
    sheet = voices(job.voices, engines, substitute=settings.substitute)
    if job.people is not None:
        known, reach = synthesis.Voices(engines), _reach(engines)
        house = sheets.read_people(job.people, known, sheet.engine, reach, substitute=settings.substitute)
        sheet = sheets.with_house(sheet, house)
    if settings.speed is not None:
        sheet = replace(sheet, edition=replace(sheet.edition, speed=settings.speed))
    traits = {name: engine.traits for name, engine in engines.items()}
    cast = casting.cast(script, sheet, traits, _reach(engines))
    programme = casting.arrange(script, cast, sheet, doors(engines))
    return Reading(script, sheet, cast, programme, casting.coverage(script, programme))


def write_script(job: Job, encoding: str | None = None) -> Script:
    """Read an article and the corrections beside it, and find who says what.

    Raises:
        ArticleError: either cannot be read, or a correction fits nothing.
        VoicesError: people.toml is wrong.
    """
    article = _article(job, encoding)
    house = sheets.read_people(job.people) if job.people else sheets.House()
    path = job.corrections
    corrections = sheets.read_corrections(path) if path and path.exists() else sheets.Corrections()
    article = articles.amend(article, corrections.paragraphs)
    return attribution.attribute(article, corrections.quotes, house.people, corrections.speakers)


def configured(path: Path | None) -> dict[str, EngineSpec]:
    """Return the installed engines as the voices.toml at *path* has them; as they are without one.

    Raises:
        EngineError: one of them cannot be imported.
        VoicesError: the file cannot be read.
    """
    engines = synthesis.installed()
    tables = sheets.read_engines(path, _options(engines)) if path else {}
    specs = synthesis.configured(engines, tables)
    # asked for by several stages: 25 ms each time, for an engine is known by all of its files
    return {name: replace(spec, fingerprint=synthesis.Once(spec.fingerprint)) for name, spec in specs.items()}


def voices(path: Path | None, engines: dict[str, EngineSpec], *, substitute: bool = False) -> VoicesSheet:
    """Read the voices.toml at *path*, or return the defaults.

    Raises:
        VoicesError: it is wrong, or asks for a voice that is not installed.
    """
    sheet = sheets.VoicesSheet()
    if path is not None:
        known, reach, options = synthesis.Voices(engines), _reach(engines), _options(engines)
        sheet = sheets.read_voices(path, known, reach, options, substitute=substitute)
    return replace(sheet, lexicon=(*sheet.lexicon, *sheets.shipped())) if sheet.shipped else sheet


def _options(engines: Mapping[str, EngineSpec]) -> dict[str, Mapping[str, Option]]:
    return {name: engine.options for name, engine in engines.items()}


def _reach(engines: dict[str, EngineSpec]) -> dict[str, Reach]:
    return {name: engine.reach for name, engine in engines.items()}


def doubts(reading: Reading) -> list[Problem]:
    """Return what a person should look at before this edition goes out, in the order of the file."""
    article = reading.script.article
    found: list[tuple[int, Problem]] = []
    for block in article.blocks:
        if block.doubtful:
            message = f"read as {block.kind}, which is not sure: {block.reason}"
            found.append((block.view.start, Problem(message, article.source.location(block.view.start))))
    for segment in reading.script.segments:
        if segment.kind is not SegmentKind.QUOTE:
            continue
        place = article.source.location(segment.view.start)
        if segment.speaker is None:
            found.append((segment.view.start, Problem(f"unknown speaker: {segment.reason}", place)))
        elif segment.confidence < DOUBTFUL:
            message = f"{segment.speaker}, which is not sure ({segment.confidence:.2f}): {segment.reason}"
            found.append((segment.view.start, Problem(message, place)))
    ordered = [problem for _, problem in sorted(found, key=lambda pair: pair[0])]
    return [*ordered, *reading.script.near_misses, *reading.cast.near_misses]


@contextmanager
def alone(job: Job, tell: Tell) -> Iterator[None]:
    """Hold the lock of what *job* makes: a second build of the same waits, and says so."""
    with ExitStack() as stack:
        with saying(job.folder):
            job.folder.parent.mkdir(parents=True, exist_ok=True)
            lock = job.folder.parent / f".{job.slug}.lock"
            stack.enter_context(locks.held(lock, waiting=lambda: tell(Event("waiting", job.slug))))
        yield


def _article(job: Job, encoding: str | None) -> Article:
    if job.path is None:
        return articles.read_bytes(job.data or b"", job.name, encoding=encoding)
    return articles.read(job.path, encoding=encoding)


def inputs_of(
    job: Job, settings: Settings, reading: Reading, engines: dict[str, EngineSpec]
) -> dict[str, str]:
    """Return the SHA-256 of everything the edition is made from."""
    article = reading.script.article
    files = {"voices": job.voices, "people": job.people, "corrections": job.corrections}
    if article.image and job.path:
        files["image"] = job.path.parent / article.image
    inputs = {"article": article.sha256}
    inputs |= {name: _sha256(path) for name, path in files.items() if path and path.is_file()}
    used = sorted({passage.utterance.timbre.engine for passage in reading.programme.passages})
    inputs |= {f"engine {name}": engines[name].fingerprint() for name in used}
    versions = [f"{package} {version(package)}" for package in MAKERS]
    versions += [f"ffmpeg {ffmpeg.version()}"] if ffmpeg.named() else []
    inputs["program"] = _digest(f"narrate {__version__}", *versions)
    entries = (replace(entry, location=None) for entry in reading.sheet.lexicon)
    inputs["lexicon"] = _digest(*map(repr, entries))
    chosen = [f"speed {settings.speed}", f"encoding {settings.encoding}"]
    chosen += [f"formats {' '.join(_formats(settings, reading))}"]
    inputs["settings"] = _digest(*chosen, *(p.message for p in reading.sheet.remarks))
    return inputs


def _digest(*facts: str) -> str:
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise NarrateError(Problem(f"cannot read {path}: {(error.strerror or '').lower()}")) from error
