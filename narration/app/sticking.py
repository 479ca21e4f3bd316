"""Copies a talking newspaper onto a stick, and says what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from narration import publishing
from narration.app import console
from narration.app.report import event_json, problem_json
from narration.errors import ExitCode, NarrateError
from narration.model import Event

if TYPE_CHECKING:
    from narration.app.making import Style
    from narration.app.newspaper import Stick

RECORD = ".stick.json"
"""What is known of copies, in the folder of all editions."""


def copy(stick: Stick, style: Style) -> int:
    """Copy the files; say what came of it; return its exit code."""
    listed = publishing.files_of(stick.place, stick.manifest)
    prefix = f"{stick.folder}/"
    # the playlist last: its name is that of no number
    names = sorted(
        (name for name in listed if name.startswith(prefix)), key=lambda n: (n.endswith(".m3u"), n)
    )
    files = {name.removeprefix(prefix): listed[name] for name in names}
    copies = publishing.Copies(stick.out / RECORD)
    try:
        made = publishing.copy(files, stick.place / stick.folder, stick.target, copies)
    except NarrateError as error:
        if style.as_json:
            facts = {"exit": int(error.exit_code), "problems": [problem_json(one) for one in error.problems]}
            click.echo(event_json(Event("failed", "", facts)))
        else:
            console.problems(error)
        return error.exit_code
    if style.as_json:
        facts = {"folder": str(stick.target), "files": made.files, "written": made.written}
        facts["remarks"] = [problem_json(one) for one in made.remarks]
        click.echo(event_json(Event("copied", "", facts)))
    else:
        for remark in made.remarks:
            console.show(remark, "note: ")
        if not style.quiet:
            done = "copied and compared" if made.written else "there already, and whole"
            console.say(f"stick {stick.target}: {made.files} files {done}")
    return ExitCode.DONE
