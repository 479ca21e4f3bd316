"""``narrate cast``: show who has which voice, or write it into voices.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from narration import casting, pipeline
from narration.app import auditioning, console, options, places, report, studios
from narration.model import Settings

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("article", type=options.FILE)
@options.voices
@options.people
@options.encoding
@click.option("--write", is_flag=True, help="Pin these voices in voices.toml; what is pinned never moves.")
@click.option(
    "--listen",
    is_flag=True,
    help="Write a short MP3 in which each voice says whom it reads, and their first words.",
)
@options.out
@click.option(
    "--explain", is_flag=True, help="List the voices that each speaker likes better, and who has them."
)
def cast(  # noqa: PLR0913 (click hands over each option)
    article: Path,
    voices: Path | None,
    people: Path | None,
    encoding: str | None,
    out: Path,
    *,
    write: bool,
    listen: bool,
    explain: bool,
) -> None:
    """Show who has which voice in ARTICLE, and why.

    With --write, every speaker that voices.toml does not name is written into it;
    its comments and its order stay.  With --listen, out/NAME-voices/NAME-voices.mp3 has a
    chapter for each voice; its path is printed last.
    """
    known = None if write and voices and not voices.exists() else places.voices_file(voices, article)
    target = voices or known or article.parent / places.VOICES
    (job,) = places.jobs([article], out=out, voices=known, people=people, name=None)
    settings = Settings(encoding=encoding)
    reading = pipeline.read(job, settings, pipeline.configured(known))
    console.say(f"voices: {known or 'by rule (no voices.toml)'}")
    console.notes((*reading.cast.remarks, *reading.cast.near_misses))
    for member in filter(lambda member: member.heard, reading.cast.members):
        pinned = ", pinned" if member.pinned else ""
        click.echo(f"{member.speaker}: {report.voice_name(member.voice)} ({member.reason}{pinned})")
        for passed_over in member.passed_over if explain else ():
            click.echo(f"  passed over {passed_over}")
    if write:
        names = casting.pin(target, reading.cast)
        console.say(f"{target}: {', '.join(names)} pinned" if names else f"{target}: nothing to pin")
    if listen:
        with studios.opened() as studio:
            click.echo(str(auditioning.cast(job, settings, reading, studio)))
