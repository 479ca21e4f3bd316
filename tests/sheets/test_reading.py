from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from narration.errors import ArticleError, ExitCode, VoicesError
from narration.model import BlockKind, Delivery, Gender, Ms, Pauses, Pronunciation, Use
from narration.sheets import (
    Corrections,
    EditionEntry,
    VoiceEntry,
    VoicesSheet,
    read_corrections,
    read_voices,
    rules,
)
from narration.sheets.presets import PRESETS

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = {"pyttsx3": ["en-us+f5"], "tone": ["a2"]}


def read(tmp_path: Path, text: str) -> VoicesSheet:
    path = tmp_path / "voices.toml"
    path.write_text(text, encoding="utf-8")
    return read_voices(path, KNOWN)


def test_an_empty_sheet_says_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, "") == VoicesSheet()


def test_a_full_sheet(tmp_path: Path) -> None:
    sheet = read(
        tmp_path,
        """
        [narrator]
        engine = "tone"
        voice = "a2"
        rate = 200
        [speakers."Ada Brook"]
        engine = "pyttsx3"
        voice = "en-us+f5"
        pitch = 1.5
        volume = -3
        pan = 0.2
        aliases = ["Ada", "the warden"]
        gender = "female"
        [pauses]
        turn = 900
        [lexicon]
        wren = "renn"
        "Wren Lane" = { phonemes = "ren leIn" }
        [edition]
        captions = "skip"
        heading_label = ""
        speed = 1.25
        """,
    )

    (ada,) = sheet.speakers
    assert sheet.engine == "tone"
    assert sheet.narrator == VoiceEntry("tone", "a2", 200)
    assert (ada.name, ada.aliases, ada.gender) == ("Ada Brook", ("Ada", "the warden"), Gender.FEMALE)
    assert (ada.location.line, ada.location.column) == (6, 9)
    assert ada.voice == VoiceEntry("pyttsx3", "en-us+f5", None, 1.5, -3, 0.2)
    assert sheet.pauses == Pauses(turn=Ms(900))
    assert sheet.lexicon == (
        Pronunciation("wren", "renn", origin="voices.toml"),
        Pronunciation("Wren Lane", phonemes="ren leIn", origin="voices.toml"),
    )
    assert sheet.edition == EditionEntry(captions="skip", heading_label="", speed=1.25)


def test_a_preset_gives_the_loudness_that_no_key_gives(tmp_path: Path) -> None:
    usual = read(tmp_path, '[edition]\npreset = "acx"\n').edition
    louder = read(tmp_path, '[edition]\npreset = "acx"\nloudness = -18.5\n').edition

    assert (usual.loudness, louder.loudness) == (-20.5, -18.5)
    assert usual.delivery == louder.delivery == PRESETS["acx"].delivery
    assert EditionEntry().delivery == Delivery()


def test_corrections(tmp_path: Path) -> None:
    path = tmp_path / "lake.script.toml"
    path.write_text(
        '[[quote]]\ntext = "We left"\nspeaker = ""\n\n[[paragraph]]\ntext = "A fair"\nkind = "heading"\n'
        '\n[[quote]]\ntext = "zone"\nuse = "scare"\n',
        encoding="utf-8",
    )

    corrections = read_corrections(path)

    first, second = corrections.quotes
    assert (first.text, first.speaker, first.use, first.location.line) == ("We left", "", None, 1)
    assert (second.text, second.speaker, second.use, second.location.line) == ("zone", None, Use.SCARE, 9)
    assert [(p.text, p.kind, p.location.line) for p in corrections.paragraphs] == [
        ("A fair", BlockKind.HEADING, 5)
    ]


def test_no_corrections(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("# none yet\n")

    assert read_corrections(tmp_path / "a.toml") == Corrections()


def test_a_missing_sheet_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(VoicesError, match=r"cannot read .*voices\.toml: no such file") as caught:
        read_voices(tmp_path / "voices.toml", KNOWN)

    assert caught.value.exit_code == ExitCode.VOICES


def test_a_folder_is_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="cannot read"):
        read_corrections(tmp_path)


def test_a_sheet_in_another_encoding_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "voices.toml"
    path.write_bytes(b'[lexicon]\n"caf\xe9" = "x"\n')

    with pytest.raises(VoicesError, match="expected UTF-8, got the byte 0xe9 in line 2") as caught:
        read_voices(path, KNOWN)

    assert caught.value.problems[0].hint == "save the file as UTF-8"


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "9" * 5000])
def test_what_no_parser_can_hold_is_an_error_too(tmp_path: Path, text: str) -> None:
    with pytest.raises(VoicesError):
        read(tmp_path, text)


def test_every_pause_can_be_set() -> None:
    assert list(rules.PAUSES) == [field.name for field in fields(Pauses)]


def test_every_setting_of_a_voice_and_an_edition_has_a_rule() -> None:
    assert list(rules.VOICE) == [field.name for field in fields(VoiceEntry)]
    assert list(rules.EDITION) == [field.name for field in fields(EditionEntry)]
