"""What each of LAME's levels of effort costs, and how much noise it leaves: the figures behind ADR 55.

    python benchmarks/encoder.py --article FILE            all levels that differ
    python benchmarks/encoder.py --levels 5,7 --repeat 5

The article is mixed once.  Its stretches are encoded as a build encodes them, joined, decoded by ffmpeg,
and compared with the mix sample by sample: signal to noise in bands, after the gain that LAME puts on all
(it scales by 0.95).  Needs numpy, which the extra `bench` brings.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import numpy as np  # noqa: E402 - the path goes first
from material import by_ffmpeg, made  # noqa: E402 - same
from timing import spread  # noqa: E402 - same
from workplace import Workplace  # noqa: E402 - same

from narration import ffmpeg  # noqa: E402 - same
from narration.model import FRAME_RATE  # noqa: E402 - same
from narration.publishing import encoding, mp3  # noqa: E402 - same
from narration.publishing.edition import KBIT  # noqa: E402 - same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEVELS = (0, 2, 3, 5, 7, 9)
BANDS = (80, 300, 1_000, 2_000, 4_000, 6_000, 8_000, 11_000)
"""Hz; speech of espeak-ng has nothing above."""
WINDOW = 2_048


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="narrate-bench-") as folder:
        place = Workplace(Path(folder) / "encoder")
        place.put("article.txt", options.article.read_bytes())
        place.cold("article.txt")
        mix = made(place, "article.txt").mix
        stretches = list(mix.part(range(len(mix.timeline.stretches))).stretches())
        names = [f"-{band / 1000:g}" for band in BANDS[1:]]
        print(f"{mix.timeline.frames / FRAME_RATE:.0f} s of sound; signal to noise in dB")
        print(
            "level  user+sys s (min to max)  " + " ".join(f"{name:>6}" for name in ["all", *names]) + "  kHz"
        )
        for level in options.levels:
            print(_line(place, stretches, mix.channels, level, options.repeat), flush=True)
        if options.ffmpeg:
            sound = place.folder / "all.pcm"
            sound.write_bytes(b"".join(stretches))
            for level in options.levels:
                taken = spread(by_ffmpeg(sound, mix.channels, level).cpu for _ in range(options.repeat))
                span = f"({taken.least:.2f} to {taken.most:.2f})"
                print(f"{level:5}  {taken.median:.2f} {span}  ffmpeg, in one piece")


def _line(place: Workplace, stretches: Sequence[bytes], channels: int, level: int, repeat: int) -> str:
    encoding.LEVEL = level  # nothing else can be told of it: a build knows one
    kbit = KBIT[channels]
    taken = []
    for _ in range(repeat):
        start = time.process_time()
        frames = [encoding.encode(sound, channels, kbit) for sound in stretches]
        taken.append(time.process_time() - start)
    frames.append(encoding.encode(bytes(2 * channels * encoding.SAMPLES), channels, kbit))
    path = place.folder / "level.mp3"
    total = sum(map(len, stretches)) // (2 * channels)
    with path.open("w+b") as file:
        mp3.join(file, b"", frames, total, channels, kbit)
    decoded = b"".join(ffmpeg.pipe(["-i", str(path), "-f", "s16le", "pipe:1"], ()))
    ratios = _ratios(_samples(b"".join(stretches)), _samples(decoded))
    cost = spread(taken)
    time_ = f"{cost.median:.2f} ({cost.least:.2f} to {cost.most:.2f})"
    return f"{level:5}  {time_:23}  " + " ".join(f"{one:6.1f}" for one in ratios)


def _samples(pcm: bytes) -> Any:
    return np.frombuffer(pcm, "<i2").astype(np.float64)


def _ratios(sound: Any, heard: Any) -> Iterator[float]:
    """Yield the signal to noise of what is *heard*, in all and in each of `BANDS`."""
    assert len(sound) == len(heard), (len(sound), len(heard))
    gain = float(sound @ heard / (sound @ sound))
    noise = heard - gain * sound
    signal = gain * sound
    yield 10 * float(np.log10((signal @ signal) / (noise @ noise)))
    of_sound, of_noise = _power(signal), _power(noise)
    hertz = np.fft.rfftfreq(WINDOW, 1 / FRAME_RATE)
    for low, high in pairwise(BANDS):
        band = (hertz >= low) & (hertz < high)
        yield 10 * float(np.log10(of_sound[band].sum() / of_noise[band].sum()))


def _power(sound: Any) -> Any:
    """Return the mean power of each frequency."""
    whole = len(sound) // WINDOW * WINDOW
    windows = sound[:whole].reshape(-1, WINDOW) * np.hanning(WINDOW)
    return (np.abs(np.fft.rfft(windows, axis=1)) ** 2).mean(axis=0)


def _levels(text: str) -> list[int]:
    return [int(level) for level in text.split(",")]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--article", type=Path, default=ROOT / "seeds" / "old-patience.txt", metavar="FILE")
    parser.add_argument("--levels", type=_levels, default=list(LEVELS), metavar="N,…")
    parser.add_argument("--repeat", type=int, default=3, metavar="N")
    parser.add_argument("--ffmpeg", action="store_true", help="what ffmpeg's libmp3lame takes, too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
