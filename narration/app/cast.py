"""``narrate cast``: show who has which voice, or write it into voices.toml."""

from __future__ import annotations

from pathlib import Path

import click

from narration import casting, pipeline, synthesis
from narration.app import console, places, report
from narration.pipeline import Settings


@click.command()
@click.argument("article", type=click.Path(path_type=Path))
@click.option("--voices", type=click.Path(path_type=Path), metavar="FILE", help="Who has which voice.")
@click.option("--encoding", metavar="NAME", help="Encoding of the article, if not UTF-8 or UTF-16.")
@click.option("--write", is_flag=True, help="Pin these voices in voices.toml; what is pinned never moves.")
def cast(article: Path, voices: Path | None, encoding: str | None, *, write: bool) -> None:
    """Show who has which voice in ARTICLE, and why.

    With --write, every speaker that voices.toml does not name is written into it;
    its comments and its order stay.
    """
    target = voices or places.voices_file(None, article) or article.parent / places.VOICES
    known = target if target.is_file() else None
    (job,) = places.jobs([article], out=Path("out"), voices=known, name=None)
    reading = pipeline.read(job, Settings(encoding=encoding), synthesis.installed())
    console.say(f"voices: {known or 'by rule (no voices.toml)'}")
    for remark in (*reading.cast.remarks, *reading.cast.near_misses):
        console.show(remark, "note: ")
    for member in reading.cast.members:
        pinned = ", pinned" if member.pinned else ""
        click.echo(f"{member.speaker}: {report.voice_name(member.voice)} ({member.reason}{pinned})")
    if write:
        names = casting.pin(target, reading.cast)
        console.say(f"{target}: {', '.join(names)} pinned" if names else f"{target}: nothing to pin")
