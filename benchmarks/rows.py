"""What is measured: one function for each row of the table that builds ordinary articles."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import changes
import timing
from figures import Figure
from material import Material, by_ffmpeg, made
from profiling import processes
from timing import Noise, paired, spread
from workplace import Workplace, processors

from narration import ffmpeg
from narration.publishing.encoding import LEVEL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from material import Bare
    from timing import Cost, Spread

ARTICLE = "article.txt"
SIZES = (1_000, 10_000, 100_000)


@dataclass(frozen=True)
class Bench:
    """What all rows need."""

    folder: Path
    """Empty at first; each row has a folder of its own in it."""
    article: bytes
    articles: Sequence[bytes]
    """Many, for one run."""
    repeat: int
    long: int
    """How often what takes minutes is done."""
    noise: Noise
    million: bool = False
    """Whether a text of a million words is spoken, too."""
    sizes: tuple[int, ...] = SIZES

    def place(self, name: str) -> Workplace:
        """Return a folder to build in, which has the article."""
        place = Workplace(self.folder / name)
        place.put(ARTICLE, self.article)
        return place


def cpu(costs: Sequence[Cost]) -> str:
    """Return the processor time of several runs as people read it."""
    taken = spread(cost.cpu for cost in costs)
    return f"{taken.median:.2f} s ({taken.least:.2f} to {taken.most:.2f})"


def wall(costs: Sequence[Cost]) -> str:
    """Return the wall time of several runs as people read it."""
    taken = spread(cost.wall for cost in costs)
    return f"{taken.median:.2f} s ({taken.least:.2f} to {taken.most:.2f})"


def cold(bench: Bench) -> list[Figure]:
    """A build from nothing against espeak-ng and ffmpeg in one line."""
    place = bench.place("cold")
    whats = ("wall: the one-liner, ffmpeg's own effort", f"wall: the one-liner, -compression_level {LEVEL}")
    espeak = shutil.which("espeak-ng")
    if espeak is None:
        why = ["espeak-ng is not installed (the program; its library comes with narrate)"]
        return [Figure("cold", what, "x", None, 0.8, 0.45, why) for what in whats]

    def line(*effort: str) -> Cost:
        said = timing.run([espeak, "-f", ARTICLE, "-w", "a.wav"], place.folder)
        arguments = ["-loglevel", "error", "-y", "-i", "a.wav", "-b:a", "64k", "-ar", "44100", *effort]
        encoded = timing.run([ffmpeg.executable(), *arguments, "a.mp3"], place.folder)
        return timing.Cost(said.wall + encoded.wall, said.cpu + encoded.cpu)

    place.cold(ARTICLE)  # so that nothing is compiled or read from the disk for the first time
    rounds = paired(
        bench.noise,
        bench.repeat,
        lambda: place.cold(ARTICLE),
        line,
        lambda: line("-compression_level", str(LEVEL)),
    )
    ours, usual, same = zip(*rounds, strict=True)
    notes = [
        f"narrate, LAME's level {LEVEL}: wall {wall(ours)}, user+sys {cpu(ours)}",
        f"one-liner, ffmpeg's own effort (level 5): wall {wall(usual)}, user+sys {cpu(usual)}",
        f"one-liner, level {LEVEL}: wall {wall(same)}, user+sys {cpu(same)}",
    ]
    return [
        Figure("cold", whats[0], "x", _ratio(ours, usual), 0.8, 0.45, notes),
        Figure("cold", whats[1], "x", _ratio(ours, same), 0.8, 0.45),
        Figure("cold", "user+sys: the one-liner, ffmpeg's own effort", "x", _cpu_ratio(ours, usual)),
    ]


def _ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> Spread:
    return spread(one.wall / other.wall for one, other in zip(ours, theirs, strict=True))


def _cpu_ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> Spread:
    return spread(one.cpu / max(other.cpu, 1e-9) for one, other in zip(ours, theirs, strict=True))


def limit(bench: Bench) -> list[Figure]:
    """A build from nothing against what speech and MP3 cost by themselves, on all processors."""
    place = bench.place("limit")
    place.cold(ARTICLE)
    whole = made(place, ARTICLE)
    sound = whole.write(place.folder / "all.pcm")
    material = Material(whole.clips(), (sound,))
    bare: list[Bare] = []

    def alone() -> Cost:
        bare.append(material.bare(place))
        return bare[-1].whole

    rounds = paired(
        bench.noise, bench.repeat, lambda: place.cold(ARTICLE), alone, lambda: by_ffmpeg(*sound, LEVEL)
    )
    ours, _, theirs = zip(*rounds, strict=True)
    cores = processors()
    by_lame = [one.cpu / cores for one in bare]
    by_program = [(one.synthesis.cpu + other.cpu) / cores for one, other in zip(bare, theirs, strict=True)]
    notes = [
        f"{len(material.clips)} clips, {bare[0].speech:.0f} s of speech, {bare[0].sound:.0f} s of sound",
        f"narrate: wall {wall(ours)}, user+sys {cpu(ours)}",
        f"bare: speech {cpu([one.synthesis for one in bare])}, MP3 by lameenc "
        f"{cpu([one.encoding for one in bare])}, by ffmpeg {cpu(theirs)}",
    ]
    what = f"wall: (bare speech + bare MP3) / {cores} processors, MP3 by"
    return [
        Figure("limit", f"{what} lameenc", "x", _against(ours, by_lame), 2.0, 1.3, notes),
        Figure("limit", f"{what} ffmpeg, level {LEVEL}", "x", _against(ours, by_program), 2.0, 1.3),
        Figure("limit", "user+sys: bare speech + bare MP3 by lameenc", "x", _work(ours, bare)),
    ]


def _against(ours: Sequence[Cost], limits: Sequence[float]) -> Spread:
    return spread(one.wall / bound for one, bound in zip(ours, limits, strict=True))


def _work(ours: Sequence[Cost], bare: Sequence[Bare]) -> Spread:
    return spread(one.cpu / alone.cpu for one, alone in zip(ours, bare, strict=True))


def unchanged(bench: Bench) -> list[Figure]:
    """A build when nothing has changed: its time, and which processes it starts."""
    place = bench.place("unchanged")
    first = place.cold(ARTICLE)
    place.build(ARTICLE)
    ours = [one for (one,) in paired(bench.noise, bench.repeat, lambda: place.build(ARTICLE))]
    trace = place.folder / "trace"
    place.traced(trace, ["build", "--quiet", ARTICLE])
    started = processes(trace)
    notes = [f"user+sys {cpu(ours)}; the first build took {first.wall:.2f} s"]
    seen = [f"started: {', '.join(started)}"] if started else ["no process was started: no worker, no ffmpeg"]
    return [
        Figure("unchanged", "wall", "s", spread(one.wall for one in ours), 0.5, 0.25, notes),
        Figure("unchanged", "processes it starts", "of them", spread([float(len(started))]), 0, 0, seen),
    ]


def change(bench: Bench) -> list[Figure]:
    """One speaker gets another voice, one word is corrected: each against the cost of just that."""
    return changes.measured(bench.place("change"), ARTICLE, bench.repeat, bench.noise)


def many(bench: Bench) -> list[Figure]:
    """Many articles in one run against what their speech and MP3 cost by themselves."""
    place = bench.place("many")
    names = [place.put(f"many-{number:03}.txt", text) for number, text in enumerate(bench.articles)]
    place.cold(*names)
    everything = [made(place, name) for name in names]
    clips = tuple(dict.fromkeys(clip for one in everything for clip in one.clips()))
    sounds = tuple(
        one.write(place.folder / f"{name}.pcm") for name, one in zip(names, everything, strict=True)
    )
    material = Material(clips, sounds)
    bare: list[Bare] = []

    def alone() -> Cost:
        bare.append(material.bare(place))
        return bare[-1].whole

    ours, _ = zip(*paired(bench.noise, bench.long, lambda: place.cold(*names), alone), strict=True)
    cores = processors()
    notes = [
        f"{len(names)} articles, {len(clips)} different clips, {bare[0].sound / 60:.0f} minutes of sound",
        f"narrate: wall {wall(ours)}, user+sys {cpu(ours)}",
        f"bare: speech {cpu([one.synthesis for one in bare])}, lameenc {cpu([one.encoding for one in bare])}",
    ]
    value = _against(ours, [one.cpu / cores for one in bare])
    for path, _ in sounds:
        path.unlink()
    what = f"wall: (bare speech + bare MP3 of all) / {cores} processors"
    return [
        Figure("many", what, "x", value, 1.3, 1.1, notes),
        Figure("many", "user+sys: bare speech + bare MP3 of all", "x", _work(ours, bare)),
    ]


def commands(bench: Bench) -> list[Figure]:
    """What only shows something."""
    place = bench.place("commands")
    place.run("script", ARTICLE)
    rounds = paired(
        bench.noise,
        bench.repeat,
        lambda: place.run("--help"),
        lambda: place.run("script", ARTICLE),
        lambda: timing.run([sys.executable, "-c", "pass"], place.folder, place.environment),
    )
    shown, script, nothing = zip(*rounds, strict=True)
    notes = [
        f"user+sys: help {cpu(shown)}, script {cpu(script)}; Python that does nothing: wall {wall(nothing)}"
    ]
    return [
        Figure("commands", "narrate --help, wall", "s", spread(one.wall for one in shown), 0.2, None, notes),
        Figure("commands", "narrate script, wall", "s", spread(one.wall for one in script), 0.5),
    ]
