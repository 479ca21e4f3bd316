"""``narrate build``: make the audio edition of each article."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from narration.app import console, gathering, newspaper, options, places, progress, studios
from narration.errors import Problem, UsageError
from narration.model import USUAL, Format, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from narration.app.gathering import Gathered
    from narration.model import Job


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...", type=options.FILE)
@options.out
@options.voices
@options.people
@click.option("--name", metavar="NAME", help="Name of the edition, if not that of the article's file.")
@options.encoding
@click.option(
    "--jobs",
    "workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="How many processes work at once; if not given, as many as there are processors.",
)
@click.option(
    "--cluster",
    callback=options.cluster_address,
    metavar="ADDRESS",
    default="",
    help="Speak and encode on a cluster of Dask: the address of its scheduler (tcp://HOST:8786), the JSON "
    "file it has written, or local:N for N workers on this machine.",
)
@click.option(
    "--speed",
    type=options.Number(0.5, 3),
    metavar="X",
    help="Times the usual rate, 0.5 to 3; the voices speak faster, nothing is stretched.",
)
@click.option(
    "--to",
    "formats",
    callback=options.formats,
    metavar="FORMATS",
    help=f"What is made, with commas: {', '.join(Format)}.  Else [edition] formats in voices.toml, else "
    f"{','.join(USUAL)}.",
)
@click.option(
    "--collection",
    metavar="NAME",
    help="All articles also as one folder of numbered files, with spoken contents: a talking newspaper.",
)
@click.option(
    "--stick",
    type=options.FILE,
    metavar="FOLDER",
    help="Copy the collection, or the folder of one article (--to folder), onto a stick, in order.",
)
@click.option("--strict", is_flag=True, help="Fail (exit 3) where a speaker is unknown or unsure.")
@click.option("--substitute", is_flag=True, help="Take another voice for one that is not on this machine.")
@click.option("--explain", is_flag=True, help="Say why each clip is spoken.")
@click.option("--no-cache", is_flag=True, help="Take no clips from the store, and keep none there.")
@click.option(
    "--newer", is_flag=True, help="Leave alone what is no newer than its edition, by the time of files."
)
@click.option("--report", type=options.FILE, metavar="FILE", help="Write what came of each article, as JSON.")
@click.option("--watch", is_flag=True, help="Build again whatever is saved, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print events as JSON, one a line.")
@click.option("--plain", is_flag=True, help="Draw no progress bar.  Also NARRATE_PLAIN=1.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="List all dropped, added and changed words.")
def build(  # noqa: PLR0913, PLR0917 (click hands over each option)
    articles: tuple[Path, ...],
    out: Path,
    voices: Path | None,
    people: Path | None,
    name: str | None,
    encoding: str | None,
    workers: int | None,
    cluster: str,
    speed: float | None,
    formats: tuple[Format, ...],
    collection: str | None,
    stick: Path | None,
    *,
    strict: bool,
    substitute: bool,
    explain: bool,
    no_cache: bool,
    newer: bool,
    report: Path | None,
    watch: bool,
    as_json: bool,
    plain: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Make the audio edition of each ARTICLE: a file, a folder with all that is in it, a pattern.

    Without ARTICLE, of every *.txt in seeds/; - reads standard input.  The editions of a folder lie in
    folders as its articles do.  The path of each MP3 is printed on standard output, all else on
    standard error.
    """
    if report is not None:
        _check(report)
    if watch:
        _watchable(articles)
    settings = Settings(speed, strict, encoding, substitute, formats)

    def look() -> tuple[list[Job], Gathered]:
        found = gathering.gather(articles, out, empty=watch)
        if articles and not found.below:
            return [], found
        made = places.jobs(found.below, out=out, voices=voices, people=people, name=name, below=found.below)
        return made, found

    jobs, found = look()
    every = len(jobs)
    together, onto = _newspaper(collection, stick, out, jobs, formats, watch=watch, newer=newer)
    if newer:
        jobs = list(filter(studios.outdated, jobs))
    if not quiet and not as_json:
        _passed_over(found, verbose=verbose)
    bar = partial(progress.shown, plainly=progress.plain(plain) or explain, silent=quiet or as_json)
    sheets = [job.voices for job in jobs]
    with studios.opened(workers, temporary=no_cache, cluster=cluster, sheets=sheets) as studio:
        if any(map(studios.outdated, jobs)):
            needed = (*studios.NEEDED, *(studios.READING if len(jobs) > 1 else ()))
            studio.work.warm(*needed, number=studios.worth(jobs))
        # now, while the processes start on another processor: it takes as long as they do
        from narration.app import building, making  # noqa: PLC0415

        order = building.Order(
            jobs=jobs,
            settings=settings,
            style=making.Style(explain=explain, as_json=as_json, quiet=quiet, verbose=verbose),
            report=report,
            up_to_date=every - len(jobs),
            passed={str(passed.path): passed.reason for passed in found.passed},
            collection=together,
            stick=onto,
        )
        if not watch:
            return building.run(order, studio, bar)
        from narration.app import watching  # noqa: PLC0415 - what it needs is an extra

        def now() -> tuple[building.Order, Sequence[Path]]:
            jobs, found = look()
            return replace(order, jobs=jobs, up_to_date=0), found.folders

        return watching.watch(now, studio, bar, newer=newer)


def _newspaper(  # noqa: PLR0913 -- all that bears on it
    collection: str | None,
    stick: Path | None,
    out: Path,
    jobs: Sequence[Job],
    formats: Sequence[Format],
    *,
    watch: bool,
    newer: bool,
) -> tuple[newspaper.Wanted | None, newspaper.Stick | None]:
    """Return the collection that is asked for, and the stick."""
    together = onto = None
    if collection is not None:
        together = newspaper.wanted(collection, out, jobs, watch=watch, newer=newer)
    if stick is not None:
        onto = newspaper.stick(stick, out, jobs, together, formats, watch=watch, newer=newer)
    return together, onto


def _watchable(articles: Sequence[Path]) -> None:
    if "-" in map(str, articles):
        raise UsageError(Problem("expected files or folders with --watch, got -", hint="leave --watch out"))


def _check(report: Path) -> None:
    """Raise an error now, and not after a night of work, if *report* cannot be written."""
    if report.is_dir():
        raise UsageError(Problem(f"expected a file for --report, got the folder {report}"))
    places.writable(report.parent)


def _passed_over(found: Gathered, *, verbose: bool) -> None:
    if summary := found.summary():
        console.say(f"passed over: {summary}")
    if verbose:
        for passed in found.passed:
            console.say(f"  {passed.path} ({passed.reason})")
