from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narration.sheets import read_voices, rules
from narration.synthesis import installed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.sheets.rules import Key

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "voices-toml.md"


def table(keys: Mapping[str, Key]) -> str:
    """The rows of the reference for *keys*."""
    return "".join(
        f"| `{name}` | {key.meaning} | {key.expected} | {key.default} |\n" for name, key in keys.items()
    )


@pytest.mark.parametrize(
    "keys",
    [
        rules.VOICE,
        {name: key for name, key in rules.SPEAKER.items() if name not in rules.VOICE},
        rules.PAUSES,
        rules.EDITION,
        rules.PRONUNCIATION,
        rules.LEXICON,
    ],
    ids=["voice", "speakers", "pauses", "edition", "words", "lexicon"],
)
def test_the_reference_says_what_the_rules_say(keys: Mapping[str, Key]) -> None:
    assert table(keys) in PAGE.read_text(encoding="utf-8")


def test_the_reference_says_what_may_be_corrected() -> None:
    rows = "".join(
        f"| `[[{name}]]` | `{key}` | {rule.meaning} | {rule.expected} |\n"
        for name, keys in (("quote", rules.QUOTE), ("speaker", rules.MERGED), ("paragraph", rules.PARAGRAPH))
        for key, rule in keys.items()
    )

    assert rows in (PAGE.parent / "corrections.md").read_text(encoding="utf-8")


def test_the_reference_says_what_may_be_known_of_people() -> None:
    assert table(rules.PERSON) in (PAGE.parent / "people-toml.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name, spec in installed().items() if spec.options])
def test_the_reference_says_what_can_be_set_of_an_engine(name: str) -> None:
    options = installed()[name].options
    keys = {key: rules.Key(rules.KINDS[o.kind], o.meaning, o.default) for key, o in options.items()}

    assert table(keys) in PAGE.read_text(encoding="utf-8")


def test_the_reference_names_every_table() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert all(f"[{name}" in page for name in rules.SHEET)


def test_the_project_s_own_sheet_is_right() -> None:
    voices = {"pyttsx3": ["en-gb+edward", "en-gb+f2", "en-gb+f5", "en-gb+grandpa"]}

    sheet = read_voices(ROOT / "voices.toml", voices)

    assert {entry.name for entry in sheet.speakers} == {
        "Maud Tregarrick",
        "Ilse Vandermeulen",
        "Szczepan Wróblewicz",
        "Robin Askew",
    }
