"""The casting matrix of an article: who answers whom, how far apart, whether each clip is whole."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from narration import pipeline, synthesis
from narration.casting.distances import CLEARLY, compared
from narration.casting.voices import sound
from narration.model import Job, SegmentKind, Settings
from narration.store import Store
from narration.work import Pool

if TYPE_CHECKING:
    from narration.casting.distances import Sound
    from narration.model import Clip, Utterance
    from narration.pipeline import Reading

MISHEARD = 0.4
"""Word error rate above which a clip is suspected, if its text cannot be aligned with it either."""
SHORT = 0.8
"""Part of what the clearest voice takes for a text at which a suspected clip is said to be cut."""
UNCLEAR = "not understood, as others in this voice"
DAMAGED = 4
"""Every which clip is heard again cut in half, to see whether that is found."""
FEW = 4
"""Words under which a clip says too little to be judged by its words; its length is judged all the same."""


def show(article: Path, *, hear: bool) -> int:
    """Print the matrix, and with *hear* what the recogniser heard; return 1 if anything falls short."""
    engines = synthesis.installed()
    sheet = article.with_name("voices.toml")
    sheet = sheet if sheet.exists() else Path("voices.toml") if article.parent == Path("seeds") else sheet
    job = Job(str(article), "bench", Path("out"), path=article, voices=sheet if sheet.exists() else None)
    reading = pipeline.read(job, Settings(), engines)
    short = _matrix(reading)
    if hear:
        short += _hear(reading)
    return min(short, 1)


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


def _hear(reading: Reading) -> int:  # noqa: C901 (one pass over all clips)
    from recogniser import Recogniser, words  # noqa: PLC0415 - the matrix alone needs none of its libraries

    utterances = list(dict.fromkeys(passage.utterance for passage in reading.programme.passages))
    narrator = reading.cast.narrator.voice.timbre
    plain = {utterance: replace(utterance, timbre=narrator) for utterance in utterances}
    clarity = {variant(t.name): t.clarity for spec in synthesis.installed().values() for t in spec.traits}
    judged: list[tuple[Utterance, float, str]] = []
    halves: list[str] = []
    with tempfile.TemporaryDirectory(prefix="narrate-hear-") as name:
        with Pool(2) as pool:
            clips = synthesis.speak([*utterances, *plain.values()], Store(Path(name) / "clips"), work=pool)
        recogniser = Recogniser([utterance.text for utterance in utterances], Path(name))

        def judge(clip: Clip, utterance: Utterance) -> tuple[float, str]:
            """Return the word error rate, and what is wrong with the clip."""
            if not clip.frames:
                return 1.0, "empty"
            if len(words(utterance.text)) < FEW:
                return 0.0, ""
            errors = recogniser.hear(clip, utterance.text).errors
            if errors <= MISHEARD or recogniser.whole(clip, utterance.text):
                return errors, ""
            if clip.frames < SHORT * clips.clip(plain[utterance]).frames:
                return errors, "cut"
            usual = 1 - clarity.get(variant(utterance.timbre.name), 1)
            return errors, "garbled" if errors > MISHEARD + 2 * usual else UNCLEAR

        for number, utterance in enumerate(utterances):
            clip = clips.clip(utterance)
            judged.append((utterance, *judge(clip, utterance)))
            if number % DAMAGED == 0 and len(words(utterance.text)) >= FEW:
                halves.append(judge(replace(clip, pcm=clip.pcm[: clip.frames // 2 * 2]), utterance)[1])
    print("\nword error rate by voice")
    for voice in sorted({utterance.timbre.name for utterance in utterances}):
        rate = [e for u, e, _ in judged if u.timbre.name == voice and len(words(u.text)) >= FEW]
        print(f"  {voice}: {sum(rate) / max(1, len(rate)):.2f} of {len(rate)} clips")
    for utterance, errors, fault in judged:
        if fault:
            print(f"{fault} ({errors:.2f} in {utterance.timbre.name}): {utterance.text}")
    faults = [fault for _, _, fault in judged if fault not in {"", UNCLEAR}]
    print(f"{len(faults)} of {len(utterances)} clips are empty, cut or garbled")
    print(
        f"of {len(halves)} clips that were cut in half, {len([h for h in halves if h == 'cut'])} were found"
    )
    return len(faults)


def variant(name: str) -> str:
    """Return what of a voice is the same in every accent."""
    return name.rpartition("+")[2]
