"""``narrate check``: tell what is wrong with a file before anybody listens to it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from narration import articles, pipeline
from narration.app import console, doubtful, findings, options, places
from narration.errors import EditionError, Problem, UsageError
from narration.model import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

_SOUND = frozenset({".aac", ".aiff", ".flac", ".m4a", ".m4b", ".ogg", ".opus", ".wav"})
"""Files that are no articles, and that we cannot measure."""


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=options.FILE)
@options.voices
@options.people
@options.encoding
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON, a line for each file.")
def check(
    files: Sequence[Path], voices: Path | None, people: Path | None, encoding: str | None, *, as_json: bool
) -> None:
    """List the words of an article that may be said wrongly, or measure a finished MP3.

    Of an article: blocks that may be something else than they are read as; names and foreign words that
    the speech engine's dictionary does not have, the most frequent first, with what will be said in IPA.

    Of an MP3: loudness, silences, chapters, cues.  What its edition was built for stands in the
    manifest beside it, what is said when in the transcript (.vtt) beside it.  A limit that is broken is
    named, and leaves with exit code 7.
    """
    if other := next((path for path in files if path.suffix.lower() in _SOUND), None):
        raise UsageError(Problem(f"{other}: expected an article or a finished .mp3"))
    faults: list[Problem] = []
    for path in files:
        if path.suffix.lower() == ".mp3":
            faults += findings.finished(path, as_json=as_json)
        else:
            _words(path, voices, people, encoding, as_json=as_json)
    if faults:
        raise EditionError(*faults)


def _words(
    path: Path, voices: Path | None, people: Path | None, encoding: str | None, *, as_json: bool
) -> None:
    """Print the words of the article at *path* that may be said wrongly, and its blocks of doubtful kind."""
    (job,) = places.jobs([path], out=Path("out"), voices=voices, people=people, name=None)
    engines = pipeline.configured(job.voices)
    reading = pipeline.read(job, Settings(encoding=encoding), engines)
    article = reading.script.article
    if not as_json:
        console.notes(articles.doubts(article.source, article.blocks))
    doubtful.words(job.name, reading, engines, as_json=as_json)
