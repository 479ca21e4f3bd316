"""macOS and Windows by stand-ins beneath pyttsx3's own drivers; on those systems nobody has run this."""

from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING

import pytest

from narration.errors import EngineError
from narration.model import Gender
from narration.synthesis import find, speak
from narration.synthesis.engines import system
from narration.synthesis.engines.system import Installed, engine, named
from tests.support import systems
from tests.synthesis.engines.contract import EngineContract
from tests.synthesis.utterances import utterance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from narration.store import Store
    from narration.synthesis import EngineSpec

VOICES = {
    "nsss": {"Bob": "male", "Ada": "female"},
    "sapi5": {"Acme Ada - English (Great Britain)": "female", "Acme Bob - English (United States)": "male"},
}
PLACES = {"nsss": ("darwin", systems.MACOS), "sapi5": ("win32", systems.WINDOWS)}


@pytest.fixture(scope="class")
def spec(request: pytest.FixtureRequest) -> Iterator[EngineSpec]:
    yield from on_its_system(request.cls.name)


@pytest.fixture
def macos() -> Iterator[EngineSpec]:
    yield from on_its_system("nsss")


@pytest.fixture
def windows() -> Iterator[EngineSpec]:
    yield from on_its_system("sapi5")


def on_its_system(name: str) -> Iterator[EngineSpec]:
    platform, folder = PLACES[name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(system, "PLATFORM", platform)
        patch.setattr(sys, "path", [str(folder), *sys.path])
        system.installed.cache_clear()
        yield find(name).configure({"voices": VOICES[name]})
    system.installed.cache_clear()


@pytest.fixture
def altered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the stand-in of macOS do something else."""

    def alter(change: str) -> None:
        original = (systems.MACOS / "AppKit.py").read_text("utf-8")
        (tmp_path / "AppKit.py").write_text(f"{original}\n\n{change}\n", "utf-8")
        monkeypatch.syspath_prepend(tmp_path)

    return alter


class TestNsss(EngineContract):
    name = "nsss"
    tells_words = False


class TestSapi5(EngineContract):
    name = "sapi5"
    tells_words = False


def test_voices_are_called_what_the_system_calls_them_and_told_apart_by_language(macos) -> None:
    assert macos.voices() == ["Ada", "Bob", "Kim (de-DE)", "Kim (fr-FR)"]
    assert macos.about("Ada") == "female, en-GB"
    assert macos.about("Kim (fr-FR)") == "fr-FR"


def test_voices_of_windows_have_the_name_of_their_maker(windows) -> None:
    assert windows.voices() == sorted(VOICES["sapi5"])
    assert windows.about("Acme Bob - English (United States)") == "male, en-US"


def test_voices_of_one_name_and_one_language_are_told_apart_by_what_the_system_calls_them() -> None:
    pair = [Installed(identifier, "Kim", "de-DE", "") for identifier in ("small", "large")]

    assert list(named(pair)) == ["Kim (small)", "Kim (large)"]


def test_casting_gives_away_what_a_person_says_it_may(macos) -> None:
    assert [(one.name, one.gender) for one in macos.traits] == [("Bob", Gender.MALE), ("Ada", Gender.FEMALE)]
    assert not find("nsss").traits


def test_another_release_and_another_voice_are_another_sound(macos, monkeypatch) -> None:
    before = macos.fingerprint()
    monkeypatch.setattr(system.platform, "platform", lambda: "macOS-99")
    after = macos.fingerprint()
    monkeypatch.setattr(system, "installed", lambda _: {"Ada": Installed("other", "Ada", "en-GB", "")})

    assert len({before, after, macos.fingerprint()}) == 3


def test_doctor_says_that_nobody_has_tried_it(macos) -> None:
    assert "4 voices of " in macos.check()
    assert "nobody has tried it" in macos.check()
    assert "nobody has tried it" in macos.caution


@pytest.mark.parametrize(("name", "where"), [("nsss", "macOS"), ("sapi5", "Windows")])
def test_elsewhere_it_is_missing_and_has_no_voices(name, where, monkeypatch) -> None:
    monkeypatch.setattr(system, "PLATFORM", "plan9")
    spec = find(name).configure({})

    assert f"its voices are those of {where}" in spec.missing().message
    assert not spec.voices()
    with pytest.raises(EngineError, match="its voices are those of"):
        spec.check()


def test_a_system_that_pyttsx3_cannot_reach_is_an_error_that_says_why(macos, monkeypatch, tmp_path) -> None:
    (tmp_path / "objc.py").write_text("raise ImportError('no bridge')")
    monkeypatch.syspath_prepend(tmp_path)
    system.installed.cache_clear()

    with pytest.raises(EngineError, match="cannot reach the voices of macOS: ImportError: no bridge"):
        macos.voices()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            "NSSpeechSynthesizer.startSpeakingString_toURL_ = lambda self, text, path: 1 / 0",
            "division by zero",
        ),
        ("NSSpeechSynthesizer.setRate_ = lambda self, rate: None", "has the rate 180.0, not 175"),
        ("NSSpeechSynthesizer.setVoice_ = lambda self, name: False", "has the voice .*Ada.*, not .*Bob"),
    ],
)
def test_what_the_system_does_not_do_is_an_error(
    change: str, expected: str, macos: EngineSpec, store: Store, altered: Callable[[str], None]
) -> None:
    altered(change)

    with pytest.raises(EngineError, match=expected):
        speak([utterance("One.", "Bob", engine="nsss")], store, engines={"nsss": macos})


def test_each_utterance_has_a_process_of_its_own(macos, store, altered, tmp_path) -> None:
    file = tmp_path / "processes"
    altered(
        "_start = NSSpeechSynthesizer.startSpeakingString_toURL_\n"
        "def _noted(self, text, path):\n"
        "    import os\n"
        f"    print(os.getpid(), file=open({str(file)!r}, 'a'))\n"
        "    return _start(self, text, path)\n"
        "NSSpeechSynthesizer.startSpeakingString_toURL_ = _noted\n"
    )
    said = [utterance(text, "Bob", engine="nsss") for text in ("One.", "Two.", "Three.")]

    speak(said, store, engines={"nsss": macos})

    assert len(set(file.read_text().split())) == len(file.read_text().split()) == 3


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "wrote no file"),
        (b"caff", "wrote 4 bytes"),
        (b"FORM\0\0\0\x99AIFF", "wrote 12 bytes"),
        (b"FORM\0\0\0\x14AIFFSSND" + struct.pack(">III", 8, 0, 0), "wrote 28 bytes"),
        (b"FORM\0\0\0\x15AIFFSSND" + struct.pack(">III", 9, 0, 0), "wrote 28 bytes"),
    ],
)
def test_a_file_that_never_gets_whole_is_an_error(content, expected, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    path = tmp_path / "clip.aiff"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(EngineError, match=expected):
        engine.read(path)


def test_a_voice_that_is_not_there_is_an_error_with_the_nearest(macos, store) -> None:
    with pytest.raises(EngineError, match=r"(?s)macOS has no voice 'Bobb'.*did you mean Bob\?"):
        speak([utterance("One.", "Bobb", engine="nsss")], store, engines={"nsss": macos})
