"""``narrate script``: show who says what in an article, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from narration import attribution, pipeline
from narration.app import console, differing, editing, options, places
from narration.errors import Problem, UsageError
from narration.model import SegmentKind
from narration.publishing.script_writer import script_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.model import Job, Script, Segment


@click.command()
@click.argument("article", type=options.FILE, required=False)
@options.people
@options.encoding
@click.option("--all", "everything", is_flag=True, help="Show every segment, and what is dropped.")
@click.option("--doubtful", is_flag=True, help="Show only the quotations somebody should look at.")
@click.option("--json", "as_json", is_flag=True, help="Print the script as JSON.")
@click.option("--edit", is_flag=True, help="Write it beside ARTICLE, for you to put right.")
@click.option(
    "--diff", "pair", nargs=2, type=options.FILE, metavar="OLD NEW", help="Show what differs between two."
)
@click.option(
    "--explain",
    "line",
    type=click.IntRange(min=1),
    metavar="LINE",
    help="Show all evidence for the quotations of a line.",
)
def script(  # noqa: PLR0913 (click hands over each option)
    article: Path | None,
    people: Path | None,
    encoding: str | None,
    pair: tuple[Path, Path] | None,
    *,
    everything: bool,
    doubtful: bool,
    as_json: bool,
    edit: bool,
    line: int | None,
) -> None:
    """Show who says what in ARTICLE, and why.

    One line a quotation: its line in the file, the speaker, how sure, the words, the reason.
    With --edit, an entry for each is written into ARTICLE.script.toml; what is there already stays.
    """
    ways = (everything, as_json, edit, pair is not None, line is not None)
    if (pair is None) == (article is None) or sum(ways) > 1:
        hint = "give ARTICLE with --all, --json, --edit or --explain; or --diff OLD NEW alone"
        raise UsageError(Problem("expected one thing to show", hint=hint))
    if doubtful and sum(ways) > edit:
        raise UsageError(Problem("--doubtful goes with --edit, or stands alone"))
    if pair:
        _show_differences(*(_read(path, people, encoding)[1] for path in pair))
        return
    assert article is not None
    job, found = _read(article, people, encoding)
    if as_json:
        click.echo(json.dumps(script_json(found), indent=1))
        return
    if line is not None:
        click.echo("\n".join(_explained(found, line)) or f"no quotation on line {line}")
        return
    console.notes((*found.article.remarks, *found.remarks, *found.near_misses))
    if edit:
        path, added = editing.edit(job, found, doubtful=doubtful)
        said = f"{added} quotation{'' if added == 1 else 's'} added" if added else "nothing to add"
        console.say(f"{path}: {said}")
        return
    for shown in _everything(found) if everything else _quotations(found, doubtful=doubtful):
        click.echo(shown)


def _read(article: Path, people: Path | None, encoding: str | None) -> tuple[Job, Script]:
    (job,) = places.jobs([article], out=Path("out"), voices=None, people=people, name=None)
    return job, pipeline.write_script(job, encoding)


def _show_differences(old: Script, new: Script) -> None:
    lines = list(differing.differences(old, new))
    for line in lines or ["nobody says anything else"]:
        click.echo(line)


def _quotations(found: Script, *, doubtful: bool) -> Iterator[str]:
    for segment in found.segments:
        if segment.kind is SegmentKind.NARRATION:
            continue
        if segment.doubtful or not doubtful:
            yield _line(segment)


def _explained(found: Script, line: int) -> Iterator[str]:
    """Yield, for each quotation on *line*, the evidence, strongest first, and who comes second."""
    for explanation in attribution.explain(found, line):
        yield _line(explanation.segment)
        for clue in explanation.clues:
            yield f"  {clue.weight:.1f}  {clue.speaker or 'nobody'}  {clue.name}: {clue.reason}"
        yield f"  runner-up: {explanation.runner_up or 'none'}"


def _everything(found: Script) -> Iterator[str]:
    dropped = [
        (span.start, f"{span.line}: dropped, {span.reason}: {_one_line(span.text)}")
        for span in found.article.dropped
    ]
    spoken = [(segment.view.start, _line(segment)) for segment in found.segments]
    yield from (line for _, line in sorted(dropped + spoken))


def _line(segment: Segment) -> str:
    who = segment.speaker or ("narrator" if segment.kind is not SegmentKind.QUOTE else "unknown speaker")
    if segment.kind is SegmentKind.FRAGMENT and segment.quotation:
        whose = f" of {segment.speaker}" if segment.speaker else ""
        who = f"narrator, {segment.quotation.use}{whose}"
    words = _one_line(segment.view.text)
    if segment.kind is SegmentKind.NARRATION:
        return f"{segment.line}: {who}: {words}"
    return f"{segment.line}: {who} ({segment.confidence:.2f}): {words} [{segment.reason}]"


def _one_line(text: str) -> str:
    return " ".join(text.split())
