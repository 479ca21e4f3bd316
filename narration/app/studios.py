"""Opens the studio in which editions are made: the store of this user, and processes to work."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from narration.app import places
from narration.errors import ClusterError, Problem
from narration.store import Store
from narration.studio import Studio
from narration.work import Pool

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from narration.model import Job
    from narration.work.cluster import Cluster

NEEDED = (
    "narration.synthesis.saying",
    "narration.synthesis.engines.pyttsx3.engine",
    "narration.synthesis.engines.pyttsx3.voices:look",
    "narration.mixing.part",
    "narration.mixing.stitching",
    "narration.publishing.encoding",
    "lameenc",
)
"""What a process imports for the usual build."""

READING = ("narration.app.reading",)
"""What it imports to read articles, too."""


@contextmanager
def opened(
    jobs: int | None = None, *, temporary: bool = False, cluster: str = "", sheets: Iterable[Path | None] = ()
) -> Iterator[Studio]:
    """Yield a studio; leaving it ends its processes.

    Args:
        jobs: how many processes work at once; as many as there are processors if not given.
        temporary: whether its store is an empty one that is removed at the end.
        cluster: address of the cluster that speaks and encodes instead; see `narration.work.cluster`.
        sheets: each voices.toml whose engines the cluster must have as they are here.

    Raises:
        ClusterError: the cluster cannot be used.
    """
    with ExitStack() as stack:
        if temporary:
            store = Store(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="narrate-"))))
        else:
            store = places.store()
            if cluster:
                store = replace(store, folder=store.folder.absolute())
        pool = stack.enter_context(Pool(jobs or processors()))
        yield Studio(store, stack.enter_context(_joined(cluster, sheets, store, pool)) if cluster else pool)


def _joined(address: str, sheets: Iterable[Path | None], store: Store, pool: Pool) -> Cluster:
    """Return the cluster at *address*, which leaves it to *pool* to read the files of this machine."""
    # here, because it takes longer to import than ``narrate --help`` may last, and is an extra
    try:
        from narration.work.cluster import Cluster  # noqa: PLC0415
    except ImportError as missing:
        hint = 'python -m pip install "narrate[cluster]"'
        raise ClusterError(Problem(f"a cluster needs a package: {missing}", hint=hint)) from missing
    from narration.app import alike, console, reading  # noqa: PLC0415
    from narration.work.roster import Alike  # noqa: PLC0415

    tables = alike.tables(sheets)
    same = Alike(alike.PATH, tables, alike.facts(tables), store)
    return Cluster(
        address,
        same,
        home={reading.READER: pool},
        tell=lambda problem: console.problems(ClusterError(problem)),
    )


def worth(jobs: Sequence[Job]) -> int | None:
    """Return how many processes are worth starting before it is known what is to be done; None for all.

    Where the only article has an edition, most of it is likely to be as it was: what is new of it is done in
    less time than a process takes to start.
    """
    return 1 if len(jobs) == 1 and (jobs[0].folder / f"{jobs[0].slug}.json").exists() else None


def outdated(job: Job) -> bool:
    """Say whether an edition is older than a file that it is made from, or is not there.

    A guess by time alone; whether anything has changed is found out from contents.
    """
    try:
        made = (job.folder / f"{job.slug}.json").stat().st_mtime
        if job.path is None or job.path.stat().st_mtime > made:
            return True
    except OSError:
        return True
    for sheet in (job.corrections, job.voices, job.people):
        with suppress(OSError):  # most articles have no corrections
            if sheet and sheet.stat().st_mtime > made:
                return True
    return False


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
