"""The recipes of docs/how-to/use-any-program.md, as they stand there."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
import tomllib
import wave
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from textwrap import dedent
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from narration.synthesis import find, speak
from tests.support.systems.humming import FRAME_RATE, hum
from tests.support.tools import package, program
from tests.synthesis.utterances import utterance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from narration.store import Store

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "use-any-program.md"
TEXT = "The ferry sailed again yesterday, after two years of repairs."

_RECIPE = re.compile(r"(?:```\w+\n# (?P<name>\S+)\n(?P<script>[^`]*)```\n\n)?```toml\n(?P<sheet>[^`]*)```")
"""A script, if there is one, and what goes into voices.toml."""


def recipe(words: str) -> re.Match[str]:
    """Return the recipe that has *words*."""
    page = PAGE.read_text("utf-8").partition("## Recipes")[2]
    return next(found for found in _RECIPE.finditer(page) if words in found[0])


@pytest.fixture
def said(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """Say something by a recipe in a folder of its own; return how many ms it takes at 175 and 350 words."""

    def said(
        words: str, *, change: tuple[str, str] = ("", ""), rates: tuple[int, ...] = (175, 350)
    ) -> list[int]:
        found = recipe(words)
        monkeypatch.chdir(tmp_path)
        if found["name"]:
            Path(found["name"]).write_text(found["script"], "utf-8")
        table = tomllib.loads(found["sheet"].replace(*change))["engines"]["command"]
        spec = find("command").configure(table)
        voice = next(iter(table["voices"]))
        asked = [utterance(TEXT, voice, engine="command", rate=rate) for rate in rates]
        clips = speak(asked, store, engines={"command": spec})
        return [1000 * clips.facts(one).frames // clips.facts(one).frame_rate for one in asked]

    return said


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Put a program of ours on PATH."""

    def stand_in(name: str, body: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(f"#!{sys.executable}\n{dedent(body)}", "utf-8")
        (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    return stand_in


def test_a_script_around_flite(said) -> None:
    program("flite")

    assert 3000 < said("flite -voice", rates=(175,))[0] < 5500


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="there is no program espeak-ng")
def test_espeak_ng_itself(said) -> None:
    plain, fast = said('["espeak-ng"')

    assert plain / fast == pytest.approx(2, rel=0.15)


def test_say_of_macos_by_a_stand_in_that_writes_to_a_file_only(said, stand_in) -> None:
    stand_in(
        "say",
        """\
        import sys, wave
        v, voice, r, rate, o, path, *rest = sys.argv[1:]
        assert (v, voice, r, o) == ("-v", "Daniel", "-r", "-o"), sys.argv
        assert rest == ["--file-format=WAVE", "--data-format=LEI16@22050", "-f", "-"], rest
        with wave.open(path, "wb") as file:
            file.setparams((1, 2, 22050, 0, "NONE", ""))
            seconds = len(sys.stdin.read()) * 0.07 * 175 / float(rate)
            file.writeframes(b"\\0\\x20\\0\\xe0" * round(seconds * 22050 / 2))
        """,
    )
    plain, fast = said("say -v")

    assert plain / fast == pytest.approx(2, rel=0.05)


def test_kokoro_by_a_stand_in_that_prints_what_the_real_one_prints(said, tmp_path) -> None:
    package("numpy")
    (tmp_path / "kokoro.py").write_text(
        dedent("""\
            import os
            import numpy
            class Audio(list):
                def numpy(self):
                    return numpy.array(self, "f4")
            class KPipeline:
                def __init__(self, lang_code):
                    assert lang_code == "b"
                    print("WARNING: Defaulting to a model", flush=True)
                    os.system("echo downloading")
                def __call__(self, text, voice, speed):
                    assert voice == "bf_emma"
                    for _ in range(2):
                        yield text, "fonimz", Audio([2, -2] * round(len(text) * 24000 * 0.07 / speed / 4))
        """),
        "utf-8",
    )
    plain, fast = said("from kokoro", change=('"python"', repr(sys.executable)))

    assert plain / fast == pytest.approx(2, rel=0.05)


@pytest.fixture
def service() -> Iterator[str]:
    """A service on this machine that speaks."""
    program("curl")

    class Speech(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"]))
            voice, speed = re.fullmatch(r"/say\?voice=(\w+)&speed=([\d.]+)", self.path).groups()
            assert voice == "one"
            sound = io.BytesIO()
            with wave.open(sound, "wb") as file:
                file.setparams((1, 2, FRAME_RATE, 0, "NONE", ""))
                file.writeframes(hum(text.decode(), 100, 175 * float(speed)).tobytes())
            self.send_response(200)
            self.end_headers()
            self.wfile.write(sound.getvalue())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Speech) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_service_by_curl(said, service) -> None:
    plain, fast = said('["curl"', change=("https://speech.example", service))

    assert plain / fast == pytest.approx(2, rel=0.05)


def test_a_script_fails_if_its_program_does(said, stand_in) -> None:
    stand_in("flite", "import sys; sys.exit('no such voice')")

    with pytest.raises(Exception, match="ended with code 1: no such voice"):
        said("flite -voice")
