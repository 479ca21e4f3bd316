"""What a build costs after a small change, against the bare cost of what is new.

Bare is a program that says the new clips and encodes the new stretches with nothing around it
(`bare`): its processor time by all processors, its own start left out or counted in.  A clip that only
shows how loud a new voice is belongs to narrate, and is not in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import tomlkit
from figures import Figure
from material import Material, made, read
from timing import Cost, paired, spread
from workplace import Workplace, processors

from narration.synthesis.engines.pyttsx3.voices import TRAITS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from material import Bare, Made
    from timing import Noise

    from narration.pipeline import Reading

VOICES = "voices.toml"
MIDDLE = 0.4
"""Part of the article after which a word is corrected."""


@dataclass(frozen=True)
class Change:
    """Another content of the article, or of voices.toml."""

    what: str
    told: str
    file: str
    before: bytes
    after: bytes


def measured(place: Workplace, article: str, repeat: int, noise: Noise) -> list[Figure]:
    """Return the figures of both changes."""
    place.run("cast", "--write", article)
    if not (place.folder / VOICES).is_file():
        place.put(VOICES, b"")
    place.cold(article)
    place.build(article)
    place.save()
    base = made(place, article, VOICES)
    found = [_voice(place, base), _word(place, article, base)]
    return [
        figure
        for change in found
        for figure in (
            _measured(place, article, base, change, noise, repeat)
            if isinstance(change, Change)
            else [Figure("change", change, "x", None, 3.0, 1.5, ["the article is not such that it could be"])]
        )
    ]


def _measured(  # noqa: PLR0913, PLR0917 -- what is changed, where, and how it is measured
    place: Workplace, article: str, base: Made, change: Change, noise: Noise, repeat: int
) -> list[Figure]:
    place.put(change.file, change.after)
    place.build(article)
    after = made(place, article, VOICES)
    sound = after.write(place.folder / "new.pcm", base.digests)
    material = Material(after.clips(but=base.utterances), (sound,))
    place.put(change.file, change.before)
    bare: list[Bare] = []

    def nothing() -> Cost:
        # as it was before: also when each file was changed
        place.restore()
        place.put(change.file, change.before)
        place.build(article)
        return place.build(article)

    def changed() -> Cost:
        place.put(change.file, change.after)
        return place.build(article)

    def alone() -> Cost:
        bare.append(material.bare(place))
        return bare[-1].whole

    rounds = paired(noise, repeat, nothing, changed, alone)
    place.put(change.file, change.before)
    still, new, _ = zip(*rounds, strict=True)
    extra = [one.wall - other.wall for one, other in zip(new, still, strict=True)]
    cores = processors()
    without = spread(more / (one.cpu / cores) for more, one in zip(extra, bare, strict=True))
    started = spread(more / (one.whole.cpu / cores) for more, one in zip(extra, bare, strict=True))
    taken, more_cpu = spread(extra), spread(a.cpu - b.cpu for a, b in zip(new, still, strict=True))
    notes = [
        change.told,
        f"{len(material.clips)} new clips, {bare[0].sound:.0f} s of new sound",
        f"above the build when nothing changed: wall {taken.median:.3f} s ({taken.least:.3f} to "
        f"{taken.most:.3f}), user+sys {more_cpu.median:.3f} s",
        f"bare: user+sys {spread(one.cpu for one in bare).median:.3f} s, "
        f"with the start of the program {spread(one.whole.cpu for one in bare).median:.3f} s",
    ]
    against = f"{change.what}, wall above nothing changed: bare"
    return [
        Figure("change", f"{against}, its start counted in", "x", started, 3.0, 1.5, notes),
        Figure("change", f"{against}, its start left out", "x", without, 3.0, 1.5),
    ]


def _voice(place: Workplace, base: Made) -> Change | str:
    """Give another voice to the speaker who says a middling number of words."""
    what = "another voice for one speaker"
    said: dict[str, int] = {}
    for passage in base.reading.programme.passages:
        if passage.speaker:
            said[passage.speaker] = said.get(passage.speaker, 0) + len(passage.utterance.text.split())
    before = (place.folder / VOICES).read_bytes()
    sheet = tomlkit.parse(before.decode())
    pinned = [name for name in sorted(said, key=lambda name: said[name]) if name in sheet.get("speakers", {})]
    if not pinned:
        return what
    name = pinned[len(pinned) // 2]
    heard = {passage.utterance.timbre.name for passage in base.reading.programme.passages}
    voice = next(trait.name for trait in TRAITS if trait.name not in heard)
    sheet["speakers"][name]["voice"] = voice  # type: ignore[index]
    told = f"{name}, {said[name]} words, one of {len(said)} speakers: {voice}"
    return Change(what, told, VOICES, before, tomlkit.dumps(sheet).encode())


def _word(place: Workplace, article: str, base: Made) -> Change | str:
    """Correct one word of one sentence."""
    what = "one word corrected"
    before = (place.folder / article).read_bytes()
    text = before.decode()
    for old, new in _corrections(text):
        after = text[:old] + "bright" + text[new:]
        place.put("corrected.txt", after.encode())
        reading = read(place, "corrected.txt", VOICES)
        if len(_new(reading, base)) == 1:
            return Change(what, f"{text[old:new]!r}: bright", article, before, after.encode())
    return what


def _new(reading: Reading, base: Made) -> set[object]:
    return {passage.utterance for passage in reading.programme.passages} - set(base.utterances)


def _corrections(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a word might be another: long enough, in small letters, from the middle on."""
    for match in re.finditer(r"(?<= )[a-z]{6,}(?= )", text[int(len(text) * MIDDLE) :]):
        yield tuple(int(len(text) * MIDDLE) + at for at in match.span())  # type: ignore[misc]
