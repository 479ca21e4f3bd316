"""The casting matrix of articles: who answers whom, how far apart, whether each clip is whole."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from narration import pipeline, synthesis
from narration.casting.distances import CLEARLY, compared
from narration.casting.voices import sound
from narration.model import Job, SegmentKind, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hearing import Heard

    from narration.casting.distances import Sound
    from narration.pipeline import Reading


def show(places: Sequence[Path], *, hear: bool) -> int:
    """Print the matrix of each article, with *hear* what was heard; return 1 if anything falls short."""
    short = 0
    heard: list[Heard] = []
    articles = [file for place in places for file in (_articles(place) if place.is_dir() else [place])]
    for article in articles:
        print(f"\n{article.name}")
        reading = _reading(article)
        short += _matrix(reading)
        if hear:
            from hearing import listen  # noqa: PLC0415 - the matrix alone needs none of its libraries

            heard.append(listen(reading))
            print(heard[-1], flush=True)
    if len(heard) > 1:
        print(f"\n{len(articles)} articles: {sum(heard[1:], heard[0])}")
    return min(short + sum(one.bad for one in heard), 1)


def _articles(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".md"})


def _reading(article: Path) -> Reading:
    sheet = article.with_name("voices.toml")
    sheet = sheet if sheet.exists() else Path("voices.toml") if article.parent == Path("seeds") else sheet
    job = Job(str(article), "bench", Path("out"), path=article, voices=sheet if sheet.exists() else None)
    return pipeline.read(job, Settings(), synthesis.installed())


def sounds(reading: Reading) -> dict[str, Sound]:
    """Return how everybody who is heard sounds."""
    catalogues = {name: spec.traits for name, spec in synthesis.installed().items()}
    cast = reading.cast
    members = [cast.narrator, cast.unattributed, *(member for member in cast.speakers if member.heard)]
    made = {}
    for member in members:
        timbre = member.voice.timbre
        catalogue = catalogues[timbre.engine]
        made[member.speaker] = sound(timbre.engine, timbre.name, timbre.pitch, catalogue)
    return made


def neighbours(reading: Reading) -> Counter[frozenset[str]]:
    """Return who is heard next to whom, and how often: narrated words between two speakers part nobody."""
    segments = [s for s in reading.script.segments if s.kind is not SegmentKind.FRAGMENT]
    quoted = [s.speaker or "unattributed" for s in segments if s.kind is SegmentKind.QUOTE]
    pairs = Counter(frozenset(pair) for pair in pairwise(quoted) if len(set(pair)) == 2)
    return pairs + Counter(frozenset(("narrator", who)) for who in quoted)


def _matrix(reading: Reading) -> int:
    voices = sounds(reading)
    for who, voice in voices.items():
        print(f"{who}: {voice.label}, {voice.hertz:.0f} Hz, {voice.gender}, F1-F3 {voice.formants}")
    print(f"\npairs of neighbours (at least {CLEARLY:g} semitones, another gender, or 15 % in a formant)")
    short = 0
    for pair, times in sorted(neighbours(reading).items(), key=lambda item: -item[1]):
        one, other = sorted(pair)
        a, b = voices[one], voices[other]
        met = a.clear_of(b)
        short += not met
        gender = "" if a.gender is b.gender else ", another gender"
        print(f"  {'met' if met else 'NOT MET'}  {one} | {other}: {compared(a, b)}{gender} ({times} times)")
    print(f"{short} of {len(neighbours(reading))} pairs fall short")
    for remark in reading.cast.remarks:
        print(f"note: {remark.message}")
    return short
