"""Writes the reference pages that come from the code: commands, exit codes, the map of modules.

python docs/generate.py            write them
python docs/generate.py --check    fail if one of them is not what the code says
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import click

from narration import errors
from narration.app.group import COMMANDS, narrate
from narration.errors import ExitCode, NarrateError

DOCS = Path(__file__).parent
PACKAGE = DOCS.parent / "narration"
NOTICE = "<!-- written by docs/generate.py: change the code, not this page -->\n"


def commands() -> str:
    """Return the page of commands, from their own help."""
    parts = ["# Commands\n", NOTICE, "Also as `python -m narration`.\n"]
    context = click.Context(narrate, info_name="narrate")
    for name in COMMANDS:
        command = narrate.get_command(context, name)
        assert command
        parts.append(_help(command, name))
        if isinstance(command, click.Group):
            parts += (_help(part, f"{name} {word}") for word, part in command.commands.items())
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    text = command.get_help(click.Context(command, info_name=f"narrate {name}", max_content_width=100))
    return f"## narrate {name}\n\n```text\n{text}\n```\n"


def exit_codes() -> str:
    """Return the page of exit codes, from the classes of errors."""
    meaning = {ExitCode.DONE: "done", ExitCode.BUG: "a bug in narrate", ExitCode.INTERRUPTED: "interrupted"}
    classes = (
        item for item in vars(errors).values() if isinstance(item, type) and issubclass(item, NarrateError)
    )
    meaning |= {c.exit_code: (c.__doc__ or "").splitlines()[0] for c in classes if c is not NarrateError}
    rows = "\n".join(f"| {int(code)} | {meaning[code]} |" for code in ExitCode)
    head = "With several articles, the highest.\n\n| code | meaning |\n|---|---|"
    return f"# Exit codes\n\n{NOTICE}\n{head}\n{rows}\n"


def modules() -> str:
    """Return the map of modules, from the first line of each docstring."""
    rows = []
    for path in sorted(PACKAGE.rglob("*.py"), key=lambda path: (path.parent, path.name)):
        summary = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").splitlines()[0]
        rows.append(f"| `{path.relative_to(PACKAGE.parent).as_posix()}` | {summary} |")
    return f"# Modules\n\n{NOTICE}\n| module | what it does |\n|---|---|\n" + "\n".join(rows) + "\n"


PAGES = {"commands": commands, "exit-codes": exit_codes, "modules": modules}


def main() -> int:
    """Write the pages, or with ``--check`` compare them."""
    stale = []
    for name, page in PAGES.items():
        path, text = DOCS / "reference" / f"{name}.md", page()
        if "--check" not in sys.argv[1:]:
            path.write_text(text, "utf-8", newline="\n")
        elif not path.is_file() or path.read_text("utf-8") != text:
            stale.append(
                f"{path.relative_to(DOCS.parent)} is not what the code says: python docs/generate.py"
            )
    print(*(stale or ["docs are what the code says"]), sep="\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
