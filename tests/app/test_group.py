from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.projects import ARTICLE

if TYPE_CHECKING:
    from tests.support.projects import Project

ROOT = Path(__file__).parents[2]

HELP = """\
Usage: narrate [OPTIONS] COMMAND [ARGS]...

  Turn articles into audio editions in which you hear who is speaking.

  Nothing leaves this machine, unless you share a cache.

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
  build    Make the audio edition of each article.
  script   Show who says what in an article, and why.
  cast     Show who has which voice, or write it into voices.toml.
  voices   List the voices that are installed, or let them be heard.
  say      Say a word or a line in somebody's voice.
  lexicon  List what is said otherwise than printed, or write it as PLS.
  check    List words that may be said wrongly, or measure a finished MP3.
  cache    Look after what builds have kept: its size, its limit, damage.
  doctor   Check that everything works on this machine.
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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments", [["--help"], ["script", "ferry.txt"], ["script", "--json", "ferry.txt"]]
)
def test_words_that_cannot_be_written_are_an_error_of_one_line(
    project: Project, arguments: list[str]
) -> None:
    project.write("ferry.txt", ARTICLE)

    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "narration", *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            cwd=project.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    assert (done.returncode, done.stderr) == (
        6,
        "cannot write to standard output: no space left on device\n",
    )


def test_an_interruption_while_the_program_is_loaded_is_said_in_a_line() -> None:
    interrupted = (
        "import sys, narration.app\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'narration.app.group': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "narration.app.main()\n"
    )

    done = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (130, "interrupted; earlier editions are untouched\n")
