from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.projects import Project

HELP = """\
Usage: narrate [OPTIONS] COMMAND [ARGS]...

  Turn articles into audio editions in which you hear who is speaking.

  Nothing leaves this machine.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
  build   Make the audio edition of each article.
  script  Show who says what in an article, and why.
  cast    Show who has which voice, or write it into voices.toml.
  voices  List the voices that are installed, or say a sample.
  doctor  Check that everything works on this machine.
"""


def test_the_help_names_every_command(project: Project) -> None:
    run = project.narrate("--help")

    assert (run.code, run.out, run.err) == (0, HELP, "")


def test_the_help_loads_no_stage_and_no_foreign_library_so_that_it_is_quick() -> None:
    check = (
        "import sys, narration.app.group as m; m.run(['--help']);"
        "print(sorted({n.split('.')[0] for n in sys.modules} & {'rich', 'pydub', 'mutagen', 'tomlkit'}"
        " | {n for n in sys.modules if n.startswith('narration.pipeline')}), file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=False)

    assert done.stderr == "[]\n"


def test_an_unknown_command_is_a_wrong_command_line(project: Project) -> None:
    run = project.narrate("bild")

    assert run.code == 2
    assert "No such command 'bild'" in run.err


def test_the_package_can_be_run_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "narration", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("narrate, version ")
