"""Makes the short editions by which voices are chosen: of a cast, of some voices, of one line."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from narration import casting, pipeline, sheets, synthesis
from narration.app import console
from narration.casting.auditions import NARRATOR, UNATTRIBUTED
from narration.errors import Problem, UsageError
from narration.model import Format, Job, Settings
from narration.pipeline import Reading
from narration.sheets import SpeakerEntry, VoiceEntry, nearest
from narration.source import Location

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from narration.casting.pronouncing import Door
    from narration.model import Cast, CastMember, Script
    from narration.sheets import VoicesSheet
    from narration.studio import Studio
    from narration.synthesis import EngineSpec

FORMATS = (Format.MP3, Format.VTT)
"""Whatever is made of articles."""

SENTENCE = "Seven grey boats came home before noon, and nobody on the harbour wall could say why."


def cast(job: Job, settings: Settings, reading: Reading, studio: Studio) -> Path:
    """Write an MP3 in which every voice of an article says whom it reads; return its path."""
    slug = f"{job.slug}-voices"
    engines = pipeline.configured(job.voices)
    article = replace(reading.script.article, title=f"Voices: {reading.script.article.title or job.slug}")
    heard = replace(
        reading,
        script=replace(reading.script, article=article),
        programme=casting.audition(reading.script, reading.programme, reading.sheet, _doors(engines)),
    )
    job = replace(job, slug=slug, folder=job.folder.with_name(slug))
    return _made(job, settings, heard, engines, studio)


def voices(
    names: Sequence[str],
    engines: dict[str, EngineSpec],
    engine: str,
    folder: Path,
    studio: Studio,
) -> Path:
    """Write an MP3 in which each of the voices *names* says its name and a sentence; return its path."""
    entries = [SpeakerEntry(n, Location("voices", 1, 1), VoiceEntry(engine=engine, voice=n)) for n in names]
    sheet = _bare(pipeline.voices(None, engines))
    # of an engine from which nobody is cast by rule, the first voice has the roles, too
    role = VoiceEntry(engine=engine, voice=None if engines[engine].traits else names[0])
    sheet = replace(sheet, narrator=role, unattributed=role, speakers=tuple(entries))
    script = casting.lines([(name, SENTENCE) for name in names])
    reading = _reading(script, sheet, engines)
    heard = casting.audition(script, reading.programme, sheet, _doors(engines))
    reading = replace(reading, programme=heard)
    job = Job("voices", "voices", folder / "voices")
    return _made(job, Settings(), reading, engines, studio)


def line(words: str, who: str, job: Job | None, places: Job, studio: Studio) -> Path:
    """Write an MP3 of *words* in the voice of *who*; return its path.

    Args:
        words: what is said, the lexicon applied.
        who: a speaker of the article, a name of voices.toml or people.toml, a role, or a voice.
        job: the article whose cast counts, if there is one.
        places: where the edition goes, and which sheets count.
        studio: keeps the clip.

    Raises:
        UsageError: the article has no such speaker, or there are no words.
    """
    if not any(map(str.isalnum, words)):
        raise UsageError(Problem(f"expected a word to say, got {words!r}"))
    settings = Settings()
    engines = pipeline.configured(places.voices)
    if job is not None:
        whole = pipeline.read(job, settings, engines)
        member = _member(whole, who)
        script = casting.lines([(member.speaker, words)], whole.script.article.language or "en")
        made = replace(whole.cast, speakers=tuple(m for m in whole.cast.speakers if m is member))
        reading = _reading(script, _bare(whole.sheet), engines, made)
    else:
        sheet = _bare(_sheet(places, engines))
        entry = _entry(sheet, who)
        if entry is None and who in engines[sheet.engine].voices():
            entry = SpeakerEntry(who, Location("voices", 1, 1), VoiceEntry(voice=who))
            sheet = replace(sheet, speakers=(*sheet.speakers, entry))
        script = casting.lines([(entry.name if entry else who, words)])
        if entry and entry.gender:
            known = tuple(replace(speaker, gender=entry.gender) for speaker in script.speakers)
            script = replace(script, speakers=known)
        reading = _reading(script, sheet, engines)
        if not any(member.pinned for member in reading.cast.speakers) and who not in {NARRATOR, UNATTRIBUTED}:
            files = " or ".join(str(path) for path in (places.voices, places.people) if path)
            console.say(f"note: {who} has no voice in {files or 'a voices.toml'}: one by rule")
    reading = _told(reading)
    return _made(places, settings, reading, engines, studio)


def _sheet(places: Job, engines: dict[str, EngineSpec]) -> VoicesSheet:
    """Return the voices of voices.toml and of people.toml, as for an article."""
    sheet = pipeline.voices(places.voices, engines)
    if places.people is None:
        return sheet
    reach = {name: engine.reach for name, engine in engines.items()}
    house = sheets.read_people(places.people, synthesis.Voices(engines), sheet.engine, reach)
    return sheets.with_house(sheet, house)


def _entry(sheet: VoicesSheet, who: str) -> SpeakerEntry | None:
    """Return who is called *who* in the sheets, by any of their names."""
    wanted = who.casefold()
    return next(
        (e for e in sheet.speakers if wanted in {name.casefold() for name in (e.name, *e.aliases)}), None
    )


def _bare(sheet: VoicesSheet) -> VoicesSheet:
    """Return *sheet* without words of ours around the others."""
    return replace(sheet, edition=replace(sheet.edition, opening="", closing=""))


def _reading(
    script: Script, sheet: VoicesSheet, engines: dict[str, EngineSpec], made: Cast | None = None
) -> Reading:
    if made is None:
        traits = {name: engine.traits for name, engine in engines.items()}
        reach = {name: engine.reach for name, engine in engines.items()}
        made = casting.cast(script, sheet, traits, reach)
    programme = casting.arrange(script, made, sheet, _doors(engines))
    return Reading(script, sheet, made, programme, casting.coverage(script, programme))


def _doors(engines: dict[str, EngineSpec]) -> dict[str, Door | None]:
    return {name: engine.phonemes for name, engine in engines.items()}


def _told(reading: Reading) -> Reading:
    """Return *reading* with a digest of who says what how: another voice makes another edition."""
    spoken = repr([passage.utterance for passage in reading.programme.passages])
    article = replace(reading.script.article, sha256=hashlib.sha256(spoken.encode()).hexdigest())
    return replace(reading, script=replace(reading.script, article=article))


def _member(reading: Reading, who: str) -> CastMember:
    """Return who is called *who* in an article, by any of their names."""
    by_name = {name.casefold(): s.name for s in reading.script.speakers for name in (*s.aliases, s.name)}
    wanted = by_name.get(who.casefold(), who)
    members = (reading.cast.narrator, reading.cast.unattributed, *reading.cast.speakers)
    for member in members:
        if wanted in {member.speaker, member.entry}:
            return member
    near = nearest(who, [member.speaker for member in members])
    hint = f"did you mean {near}?" if near else f"one of: {', '.join(member.speaker for member in members)}"
    raise UsageError(Problem(f"{who} does not speak in {reading.script.article.source.name}", hint=hint))


def _made(
    job: Job, settings: Settings, reading: Reading, engines: dict[str, EngineSpec], studio: Studio
) -> Path:
    pipeline.make(job, replace(settings, formats=FORMATS), reading, engines, studio)
    return job.folder / f"{job.slug}.mp3"
