"""How fast narrate is, against what bounds it: prints a table of ratios, each measured in one run.

    python benchmarks/run.py                              the whole table; some 20 minutes on two processors
    python benchmarks/run.py --rows cold,limit,unchanged  a part of it
    python benchmarks/run.py --json now.json --against before.json
    python benchmarks/run.py --profile                    where the time of a build goes

What is compared is done in turn (A B A B …); the figure is the median of the ratios, with the least and the
most of them.  A fixed loop is timed in between: its spread is the noise of the machine.  On a machine that
others use as well, wall times say little; user+sys stands beside them.  It never fails: it measures.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
import traceback
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import profiling  # noqa: E402 - the path goes first
import rows  # noqa: E402 - same
import sizes  # noqa: E402 - same
import texts  # noqa: E402 - same
from figures import Figure, compared, lines, shown  # noqa: E402 - same
from timing import Noise  # noqa: E402 - same
from workplace import processors  # noqa: E402 - same

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROWS: dict[str, Callable[[rows.Bench], list[Figure]]] = {
    "commands": rows.commands,
    "unchanged": rows.unchanged,
    "cold": rows.cold,
    "limit": rows.limit,
    "change": rows.change,
    "many": rows.many,
    "growth": sizes.growth,
    "memory": sizes.peak,
}
"""What is measured, the shortest first."""

MANY = 100
WORDS = 450
"""Of each article that is made up where there are not enough."""


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    noise = Noise()
    with ExitStack() as stack:
        folder = options.work or Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="narrate-bench-"))
        )
        bench = rows.Bench(
            folder.absolute(),
            options.article.read_bytes(),
            _many(options.articles, options.many),
            options.repeat,
            options.long_repeat or options.repeat,
            noise,
            options.long,
            tuple(options.sizes),
        )
        if options.profile:
            place = bench.place("profile")
            for line in profiling.show(place, [rows.ARTICLE]):
                print(line)
            return
        figures = _measured(bench, options.rows)
    print()
    for line in (*lines(figures), *_machine(noise)):
        print(line)
    if options.against:
        print(f"\nagainst {options.against}:")
        for line in compared(figures, json.loads(options.against.read_text("utf-8"))):
            print(f"  {line}")
    if options.json:
        options.json.write_text(json.dumps(_as_json(figures, noise, options), indent=1) + "\n", "utf-8")


def _measured(bench: rows.Bench, wanted: Sequence[str]) -> list[Figure]:
    """Measure row after row; what goes wrong in one is said, and does not stop the others."""
    figures: list[Figure] = []
    for name in wanted:
        start = time.monotonic()
        print(f"{name} …", end=" ", file=sys.stderr, flush=True)
        try:
            found = ROWS[name](bench)
        except Exception as error:  # noqa: BLE001 - the table is worth having without this row
            traceback.print_exc()
            found = [Figure(name, "it could not be measured", "", None, notes=[str(error)])]
        print(f"{time.monotonic() - start:.0f} s", file=sys.stderr)
        for figure in found:
            print(f"  {figure.what}: {shown(figure.value, figure.unit)}", file=sys.stderr, flush=True)
        figures += found
    return figures


def _machine(noise: Noise) -> list[str]:
    loop, busy = noise.wall, noise.crowd
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    return [
        "",
        f"noise: a fixed loop, {len(loop.values)} times: wall {1000 * loop.median:.1f} ms "
        f"({1000 * loop.least:.1f} to {1000 * loop.most:.1f}), user+sys {1000 * noise.cpu.median:.1f} ms "
        f"({1000 * noise.cpu.least:.1f} to {1000 * noise.cpu.most:.1f}); "
        f"wall by user+sys {busy.median:.2f} ({busy.least:.2f} to {busy.most:.2f}; 1 if nobody else works)",
        f"machine: {processors()} processors, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}; load at the end {load}",
    ]


def _as_json(figures: Sequence[Figure], noise: Noise, options: argparse.Namespace) -> dict[str, Any]:
    packages = ("narrate", "espeakng-loader", "imageio-ffmpeg", "lameenc", "pydub", "pyttsx3")
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "article": options.article.name,
        "repeat": options.repeat,
        "machine": {
            "processors": processors(),
            "machine": platform.machine(),
            "system": platform.platform(),
            "python": platform.python_version(),
        },
        "packages": {name: version(name) for name in packages},
        "noise": {"wall": list(noise.wall.values), "cpu": list(noise.cpu.values)},
        "figures": [figure.as_json() for figure in figures],
    }


def _many(folder: Path | None, number: int) -> list[bytes]:
    """Return so many articles: those of the folder, or the annotated ones of the tests, then made-up ones."""
    if folder is None:
        from tests.quality import corpus  # noqa: PLC0415 - it is not installed with narrate

        found = [article.text.encode() for article in corpus.load()]
    else:
        found = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    found = found[:number]
    return [*found, *(texts.article(WORDS, seed).encode() for seed in range(len(found), number))]


def _rows(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := [name for name in names if name not in ROWS]:
        raise argparse.ArgumentTypeError(f"expected some of {', '.join(ROWS)}, got {', '.join(unknown)}")
    return names


def _sizes(text: str) -> list[int]:
    return sorted(int(size) for size in text.split(","))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--rows", type=_rows, default=list(ROWS), metavar="NAMES", help=", ".join(ROWS))
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="how often (default: 5)")
    parser.add_argument(
        "--long-repeat", type=int, metavar="N", help="how often what takes minutes (default: as --repeat)"
    )
    parser.add_argument(
        "--article",
        type=Path,
        default=ROOT / "seeds" / "old-patience.txt",
        metavar="FILE",
        help="what is built",
    )
    parser.add_argument("--articles", type=Path, metavar="FOLDER", help="*.txt for the row many")
    parser.add_argument("--many", type=int, default=MANY, metavar="N", help=f"of them (default: {MANY})")
    parser.add_argument("--sizes", type=_sizes, default=list(rows.SIZES), metavar="WORDS,…")
    parser.add_argument("--long", action="store_true", help="a text of a million words, too: an hour")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--against", type=Path, metavar="FILE", help="compare with figures written before")
    parser.add_argument("--profile", action="store_true", help="show where the time of a build goes instead")
    parser.add_argument(
        "--work", type=Path, metavar="FOLDER", help="where to work; stays (default: temporary)"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
