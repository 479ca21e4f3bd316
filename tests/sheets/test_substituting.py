from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narration.errors import VoicesError
from narration.sheets import instead, read_people, read_voices, with_house
from narration.synthesis import Option

if TYPE_CHECKING:
    from pathlib import Path

    from narration.sheets import VoicesSheet

KNOWN = {
    "pyttsx3": ["en-us", "en-us+edward", "en-us+f5", "sl"],
    "piper": ["de_DE-karl-low", "en_GB-ada-low", "en_GB-alan-low"],
    "flite": [],
}


def read(folder: Path, text: str, *, substitute: bool = True) -> VoicesSheet:
    path = folder / "voices.toml"
    path.write_text(text, encoding="utf-8")
    return read_voices(path, KNOWN, substitute=substitute)


def told(sheet: VoicesSheet) -> list[tuple[str, int]]:
    return [(remark.message, remark.location.line) for remark in sheet.remarks if remark.location]


def test_another_size_of_the_same_voice_is_the_nearest(tmp_path):
    sheet = read(tmp_path, '[narrator]\nengine = "piper"\nvoice = "en_GB-alan-medium"\nrate = 200\n')

    assert (sheet.narrator.voice, sheet.narrator.rate) == ("en_GB-alan-low", 200)
    assert told(sheet) == [
        ("piper's voice en_GB-alan-medium is not on this machine; en_GB-alan-low instead", 3)
    ]


def test_where_nothing_is_near_a_voice_is_cast_by_rule(tmp_path):
    sheet = read(tmp_path, '[narrator]\nengine = "piper"\nvoice = "fr_FR-luc-low"\npitch = 2\n')

    assert (sheet.narrator.engine, sheet.narrator.voice, sheet.narrator.pitch) == ("piper", None, None)
    assert told(sheet)[0][0].endswith("a voice by rule instead")


def test_with_an_engine_go_all_voices_that_it_was_to_give_and_none_comes_from_another_by_chance(tmp_path):
    text = (
        '[narrator]\nengine = "flite"\n[captions]\nvoice = "slt"\n[speakers."Ada Cole"]\ngender = "female"\n'
    )
    sheet = read(tmp_path, text)

    assert sheet.engine == "pyttsx3"
    assert sheet.captions.voice is None
    assert told(sheet) == [
        ("the engine flite is not on this machine; a voice by rule instead", 2),
        ("flite's voice slt is not on this machine; a voice by rule instead", 4),
    ]


def test_what_is_there_stays(tmp_path):
    assert not read(tmp_path, '[narrator]\nvoice = "en-us+f5"\npitch = 2\n').remarks


def test_an_engine_without_voices_is_an_error_at_its_place(tmp_path):
    with pytest.raises(VoicesError, match=r"voices\.toml:2:1: the engine flite has no voice on this machine"):
        read(tmp_path, '[narrator]\nengine = "flite"\n', substitute=False)


def test_a_voice_that_is_not_there_is_an_error_with_another_size_of_it(tmp_path):
    with pytest.raises(VoicesError, match=r"did you mean en_GB-alan-low\?"):
        read(tmp_path, '[narrator]\nengine = "piper"\nvoice = "en_GB-alan-medium"\n', substitute=False)


ASKED = {"piper": {"voices": Option("genders", "whom each fits")}}


def test_a_voice_that_is_described_and_not_there_is_an_error_or_a_remark(tmp_path):
    path = tmp_path / "voices.toml"
    path.write_text('[engines.piper]\nvoices = { en_GB-adda-low = "female" }\n', encoding="utf-8")

    with pytest.raises(
        VoicesError, match=r"2:1: unknown voice 'en_GB-adda-low'(?s:.*)did you mean en_GB-ada-low\?"
    ):
        read_voices(path, KNOWN, {}, ASKED)
    sheet = read_voices(path, KNOWN, {}, ASKED, substitute=True)
    assert told(sheet) == [("piper's voice en_GB-adda-low is not on this machine, and not cast by rule", 2)]
    assert read_voices(path, {**KNOWN, "piper": []}, {}, ASKED)


@pytest.mark.parametrize(
    ("engine", "voice", "hint"),
    [
        ("piper", "fr_FR-luc-low", "installed: de_DE-karl-low, en_GB-ada-low, en_GB-alan-low"),
        ("flite", "slt", "the engine flite has no voice on this machine: see narrate doctor"),
        ("many", "low", "see: narrate voices --engine many --all"),
    ],
)
def test_where_no_voice_is_near_it_is_said_which_there_are(engine, voice, hint):
    assert instead(voice, engine, {**KNOWN, "many": [f"voice {n}" for n in range(9)]}[engine]) == hint


def test_the_house_s_voices_are_replaced_as_well(tmp_path):
    path = tmp_path / "people.toml"
    path.write_text('[people."Ada Cole"]\nvoice = "en-us+f55"\n', encoding="utf-8")
    house = read_people(path, KNOWN, substitute=True)

    sheet = with_house(read(tmp_path, ""), house)

    assert sheet.speakers[0].voice.voice == "en-us+f5"
    assert told(sheet) == [("pyttsx3's voice en-us+f55 is not on this machine; en-us+f5 instead", 2)]
