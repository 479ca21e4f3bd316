"""A folder in which narrate is run as a user runs it, with a store of its own and nobody's settings."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timing import Cost, run

from narration.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).parents[1]
TRACING = Path(__file__).parent / "tracing"


def narrate() -> list[str]:
    """Return the command ``narrate`` of the Python that runs this."""
    script = Path(sys.executable).with_name("narrate.exe" if os.name == "nt" else "narrate")
    return [str(script)] if script.is_file() else [sys.executable, "-m", "narration"]


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Workplace:
    """Articles, a store and editions in one folder."""

    folder: Path

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def out(self) -> Path:
        return self.folder / "out"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NARRATE_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)  # what pip installs has been compiled
        home = self.folder / "home"
        kept |= {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PYTHONPATH": str(ROOT)}
        kept["PYTHONPYCACHEPREFIX"] = str(self.folder.parent / "compiled")
        return {**kept, "NARRATE_CACHE": str(self.cache)}

    def put(self, name: str, content: bytes) -> str:
        """Write an article or a sheet; return its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(content)
        return name

    def clear(self) -> None:
        """Remove store and editions: what comes next is built cold."""
        for folder in (self.cache, self.out):
            shutil.rmtree(folder, ignore_errors=True)

    def build(self, *articles: str, started: Callable[[int], None] = lambda _: None) -> Cost:
        """Build some articles in one run."""
        return self.run("build", "--quiet", *articles, started=started)

    def cold(self, *articles: str, started: Callable[[int], None] = lambda _: None) -> Cost:
        """Build some articles in one run, with nothing kept of any earlier one."""
        self.clear()
        return self.build(*articles, started=started)

    def run(self, *arguments: str, started: Callable[[int], None] = lambda _: None) -> Cost:
        """Run ``narrate`` with *arguments* in the folder."""
        return run([*narrate(), *arguments], self.folder, self.environment, started)

    def traced(self, trace: Path, arguments: Sequence[str], python: Sequence[str] = ()) -> Cost:
        """Run ``narrate``; each process of it writes what it did into *trace* (`tracing/sitecustomize.py`).

        Args:
            trace: a file that is added to.
            arguments: of narrate.
            python: what comes between the interpreter and ``-m narration``.
        """
        trace.unlink(missing_ok=True)
        env: Mapping[str, str] = self.environment
        path = os.pathsep.join([str(TRACING), env["PYTHONPATH"]])
        command = [sys.executable, *python, "-m", "narration", *arguments]
        return run(
            command, self.folder, {**env, "PYTHONPATH": path, "NARRATE_BENCH_TRACE": str(trace.absolute())}
        )

    def save(self) -> None:
        """Keep store and editions as they are now, for `restore`."""
        shutil.rmtree(self.folder / "saved", ignore_errors=True)
        for kept in (self.cache, self.out):
            shutil.copytree(kept, self.folder / "saved" / kept.name)

    def restore(self) -> None:
        """Bring store and editions back to where `save` found them."""
        self.clear()
        for kept in (self.cache, self.out):
            shutil.copytree(self.folder / "saved" / kept.name, kept)

    def edition(self, article: str) -> Path:
        """Return the MP3 of an article."""
        name = slug(Path(article).stem)
        return self.out / name / f"{name}.mp3"
