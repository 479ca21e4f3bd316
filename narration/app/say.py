"""``narrate say``: say a word or a line in somebody's voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from narration.app import auditioning, options, places, studios
from narration.model import Job

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("words")
@click.argument("article", type=options.FILE, required=False)
@click.option("--as", "who", default="narrator", show_default=True, metavar="SPEAKER", help="Who says it.")
@options.voices
@options.people
@options.out
def say(  # noqa: PLR0913, PLR0917 (click hands over each option)
    words: str, article: Path | None, who: str, voices: Path | None, people: Path | None, out: Path
) -> None:
    """Say WORDS in the voice that SPEAKER has in ARTICLE, or in voices.toml or people.toml.

    As they would be said there, the lexicon applied.  SPEAKER may also be narrator or
    unattributed, or without ARTICLE a voice.  The path of the MP3, out/say/say.mp3, is printed.
    """
    jobs = [article] if article else []
    job = places.jobs(jobs, out=out, voices=voices, people=people, name=None)[0] if jobs else None
    sheet = job.voices if job else places.voices_file(voices, None)
    known = job.people if job else places.people_file(people, None)
    target = Job("say", "say", out / "say", voices=sheet, people=known)
    with studios.opened() as studio:
        click.echo(str(auditioning.line(words, who, job, target, studio)))
