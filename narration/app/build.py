"""``narrate build``: make the audio edition of each article."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from narration import pipeline
from narration.app import console, options, places, report, studios
from narration.errors import ExitCode, NarrateError
from narration.pipeline import Job, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from narration.model import Event, Tell
    from narration.pipeline import Studio


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
    "--speed",
    type=options.Number(0.5, 3),
    metavar="X",
    help="Times the usual rate, 0.5 to 3; the voices speak faster, nothing is stretched.",
)
@click.option("--strict", is_flag=True, help="Fail (exit 3) where a speaker is unknown or unsure.")
@click.option("--substitute", is_flag=True, help="Take another voice for one that is not on this machine.")
@click.option("--explain", is_flag=True, help="Say why each clip is spoken.")
@click.option("--no-cache", is_flag=True, help="Take no clips from the store, and keep none there.")
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
    speed: float | None,
    *,
    strict: bool,
    substitute: bool,
    explain: bool,
    no_cache: bool,
    as_json: bool,
    plain: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Make the audio edition of each ARTICLE.

    Without ARTICLE, of every *.txt in seeds/; - reads standard input.  The paths
    of the MP3 files are printed on standard output, all else on standard error.
    """
    jobs = places.jobs(articles, out=out, voices=voices, people=people, name=name)
    settings = Settings(speed, strict, encoding, substitute)
    worst: int = ExitCode.DONE
    bar = console.progress(plainly=console.plain(plain) or explain, silent=quiet or as_json)
    with studios.opened(workers, temporary=no_cache) as studio, bar as draw:
        telling = Telling(draw, explain=explain, as_json=as_json, quiet=quiet, verbose=verbose)
        for job in jobs:
            worst = max(worst, _one(job, settings, studio, telling))
    return worst


@dataclass
class Telling:
    """What is said of the builds of one run, and how."""

    draw: Tell
    explain: bool = False
    as_json: bool = False
    quiet: bool = False
    verbose: bool = False
    events: list[Event] = field(default_factory=list)

    def __call__(self, event: Event) -> None:
        """Take one event of a build."""
        self.events.append(event)
        if self.as_json:
            click.echo(report.event_json(event))
            return
        self.draw(event)
        if self.quiet:
            return
        if event.kind == "waiting":
            console.say(f"{event.article}: another build of this article is running; waiting for it to end")
        elif event.kind == "warning":
            console.say(f"{event.article}: {event.facts['message']}")
        elif event.kind == "spoken" and self.explain:
            console.say(report.explanation(event))

    def finished(self, outcome: pipeline.Outcome, seconds: float) -> None:
        """Report one edition."""
        path = outcome.job.folder / f"{outcome.job.slug}.mp3"
        if self.as_json:
            click.echo(report.event_json(report.published(outcome, self.events, seconds)))
            return
        if not self.quiet:
            for line in report.lines(outcome, self.events, seconds, verbose=self.verbose):
                console.say(line)
        click.echo(str(path))

    def failed(self, job: Job, error: NarrateError) -> None:
        """Report one article that could not be made."""
        if self.as_json:
            click.echo(report.event_json(report.failed(job, error)))
        console.problems(error)


def _one(job: Job, settings: Settings, studio: Studio, telling: Telling) -> int:
    """Build one article; another's failure does not stop it."""
    start = time.monotonic()
    telling.events.clear()
    try:
        outcome = pipeline.build(job, settings, studio, telling)
    except NarrateError as error:
        telling.failed(job, error)
        return error.exit_code
    telling.finished(outcome, time.monotonic() - start)
    return ExitCode.DONE
