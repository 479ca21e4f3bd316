"""``narrate check``: tell what is wrong with a file before anybody listens to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from narration.app import findings, options
from narration.errors import EditionError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=options.FILE)
@click.option(
    "--json", "as_json", is_flag=True, help="Print what was measured as JSON, a line for each file."
)
def check(files: Sequence[Path], *, as_json: bool) -> None:
    """Measure a finished MP3: loudness, silences, chapters, cues.

    What its edition was built for stands in the manifest beside it, what is said when in
    the transcript (.vtt) beside it.  A limit that is broken is named, and leaves with exit code 7.
    """
    if other := next((path for path in files if path.suffix.lower() != ".mp3"), None):
        raise UsageError(Problem(f"{other}: expected a finished .mp3"))
    faults = [fault for path in files for fault in findings.finished(path, as_json=as_json)]
    if faults:
        raise EditionError(*faults)
