from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.errors import OutputError, VoicesError
from narration.sheets import pin

if TYPE_CHECKING:
    from collections.abc import Mapping

ADA = {"Ada Brook": {"engine": "pyttsx3", "voice": "en-us+ivy"}}

SHEETS = [
    "",
    "# mine\n",
    "# mine",
    "[narrator]\nrate = 180 # quick\n\n# the end\n",
    '[speakers."Ada Brook"]\nrate = 150 # slow\n\n# about Tom\n[speakers."Tom Reeve"]\nvoice = "v"\n',
    '[speakers."Ada Brook"]',
    '[speakers."Ada Brook"] # c\r\n\r\n[lexicon]\r\na = "b"\r\n',
    'speakers."Ada Brook".rate = 150\n\n[lexicon]\n',
    'speakers = { "Ada Brook" = { rate = 150 } }\n# end\n',
    "speakers = {}\n[lexicon]\n",
    '[speakers]\n"Ada Brook" = { rate = 150 }\n',
    "[speakers.X]\n[lexicon]\n[speakers.Y]\n",
    "\ufeff[narrator]\r\n",
]


def written(tmp_path: Path, text: str, voices: Mapping[str, Mapping[str, str | float]] = ADA) -> str:
    path = tmp_path / "voices.toml"
    path.write_bytes(text.encode())
    pin(path, voices)
    return path.read_bytes().decode()


@pytest.mark.parametrize("text", SHEETS)
def test_a_voice_is_added_and_everything_else_stays(tmp_path: Path, text: str) -> None:
    after = written(tmp_path, text)

    before_values = tomllib.loads(text.removeprefix("\ufeff"))
    values = tomllib.loads(after.removeprefix("\ufeff"))
    added = values["speakers"]["Ada Brook"]
    assert added.pop("engine") == "pyttsx3"
    assert added.pop("voice") == "en-us+ivy"
    if "Ada Brook" not in before_values.get("speakers", {}):
        assert values["speakers"].pop("Ada Brook") == {}
        if "speakers" not in before_values:
            assert values.pop("speakers") == {}
    assert values == before_values
    assert after.startswith("\ufeff") == text.startswith("\ufeff")


@pytest.mark.parametrize("text", [sheet for sheet in SHEETS if "{" not in sheet])
def test_every_line_that_was_there_is_there_in_its_order(tmp_path: Path, text: str) -> None:
    after = written(tmp_path, text).splitlines()

    at = 0
    for line in text.splitlines():
        at = after.index(line, at) + 1


def test_a_new_table_stands_at_the_end_after_a_blank_line(tmp_path: Path) -> None:
    assert written(tmp_path, "# mine") == (
        '# mine\n\n[speakers."Ada Brook"]\nengine = "pyttsx3"\nvoice = "en-us+ivy"\n'
    )


def test_what_an_entry_lacks_goes_right_under_its_header(tmp_path: Path) -> None:
    text = '[speakers."Ada Brook"] # the warden\r\nengine = "tone"\r\n\r\n# about Tom\r\n'

    assert written(tmp_path, text) == text.replace("warden\r\n", 'warden\r\nvoice = "en-us+ivy"\r\n')


@given(st.text(min_size=1, max_size=12), st.floats(-12, 12))
def test_any_name_is_read_back(tmp_path_factory: pytest.TempPathFactory, name: str, pitch: float) -> None:
    path = Path(tmp_path_factory.mktemp("pin")) / "voices.toml"

    pin(path, {name: {"voice": "en-us+ivy", "pitch": pitch}})

    assert tomllib.loads(path.read_text(encoding="utf-8"))["speakers"] == {
        name: {"voice": "en-us+ivy", "pitch": pitch}
    }


def test_a_sheet_that_is_not_toml_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(VoicesError, match="not TOML"):
        written(tmp_path, "[speakers\n")

    assert (tmp_path / "voices.toml").read_text() == "[speakers\n"


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OutputError, match="cannot write"):
        pin(tmp_path / "file" / "voices.toml", ADA)
