from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narration.errors import VoicesError
from narration.model import Pronunciation
from narration.sheets import VoicesSheet, read_voices, shipped

if TYPE_CHECKING:
    from pathlib import Path

PLS = """\
<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa"
 xml:lang="en-GB">
  <lexeme><grapheme>wren</grapheme><phoneme>ɹɛn</phoneme></lexeme>
</lexicon>
"""


def read(folder: Path, voices: str, **files: str) -> VoicesSheet:
    for name, text in {"voices.toml": voices, **files}.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return read_voices(folder / "voices.toml", {"pyttsx3": []})


def screen(folder: Path, voices: str, **files: str) -> str:
    with pytest.raises(VoicesError) as caught:
        read(folder, voices, **files)
    return str(caught.value).replace(f"{folder}/", "")


@pytest.mark.parametrize(
    "voices", ['lexicon = ["house.pls", "names.toml"]', '[lexicon]\nfiles = ["house.pls", "names.toml"]']
)
def test_files_are_read_in_order_with_their_names_and_languages(tmp_path: Path, voices: str) -> None:
    names = """
language = "de"
[lexicon]
wren = { ipa = "vʁɛn", alias = "Wränn" }
"Orrin" = { alias = "Orin", language = "en" }
"""

    sheet = read(tmp_path, voices, house_pls=PLS, names_toml=names)

    assert sheet.lexicon == (
        Pronunciation("wren", ipa="ɹɛn", language="en-GB", origin="house.pls"),
        Pronunciation("wren", "Wränn", "vʁɛn", language="de", origin="names.toml"),
        Pronunciation("Orrin", "Orin", language="en", origin="names.toml"),
    )
    assert [entry.location.line for entry in sheet.lexicon if entry.location] == [4, 4, 5]


def test_words_of_the_sheet_itself_come_first(tmp_path: Path) -> None:
    sheet = read(tmp_path, '[lexicon]\nfiles = ["house.pls"]\nwren = "renn"\nshipped = false', house_pls=PLS)

    assert [entry.origin for entry in sheet.lexicon] == ["voices.toml", "house.pls"]
    assert not sheet.shipped


def test_files_and_shipped_may_be_words_too(tmp_path: Path) -> None:
    sheet = read(tmp_path, '[lexicon]\nfiles = "fylez"\nshipped = "shipt"')

    assert [(entry.printed, entry.alias) for entry in sheet.lexicon] == [
        ("files", "fylez"),
        ("shipped", "shipt"),
    ]
    assert sheet.shipped


def test_a_missing_file_is_told_where_it_is_named(tmp_path: Path) -> None:
    assert screen(tmp_path, 'lexicon = [\n  "house.pls",\n]') == (
        "voices.toml:2:3: cannot read house.pls: no such file or directory\n"
        '      "house.pls",\n'
        "      ^\n"
        "hint: check the path"
    )


def test_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    house = PLS.replace("<phoneme>ɹɛn</phoneme>", "")
    names = 'langauge = "de"\n[lexicon]\nwren = { ipa = 3, language = "German" }\n'

    assert screen(tmp_path, 'lexicon = ["house.pls", "names.toml"]', house_pls=house, names_toml=names) == (
        "house.pls:4:3: lexeme: expected at least one phoneme or alias, got none\n"
        "      <lexeme><grapheme>wren</grapheme></lexeme>\n"
        "      ^\n"
        "names.toml:1:1: unknown key langauge\n"
        '    langauge = "de"\n'
        "    ^\n"
        "hint: did you mean language?\n"
        "names.toml:3:10: ipa: expected words, got 3\n"
        '    wren = { ipa = 3, language = "German" }\n'
        "             ^\n"
        'names.toml:3:19: language: expected a language, as "en" or "en-GB", got \'German\'\n'
        '    wren = { ipa = 3, language = "German" }\n'
        "                      ^"
    )


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("language = 3\n", "language: expected a language"),
        ("lexicon = 3\n", "lexicon: expected a table, got 3"),
        ('[lexicon]\nfiles = ["a.pls"]\n', "files: expected words"),
        ('[lexicon]\n"a\\u0001" = "b"\n', "expected a word or words to say otherwise"),
        (
            '[lexicon]\nwren = { language = "de" }\n',
            "wren: expected ipa, alias or phonemes, got only language",
        ),
    ],
)
def test_what_a_file_of_words_may_not_hold(tmp_path: Path, names: str, message: str) -> None:
    assert message in screen(tmp_path, 'lexicon = ["names.toml"]', names_toml=names)


def test_our_own_entries_are_single_words_so_that_a_user_s_entry_always_wins() -> None:
    own = shipped()

    assert own
    assert all(entry.shipped and entry.language and len(entry.printed.split()) == 1 for entry in own)
    assert len({(entry.printed, entry.language) for entry in own}) == len(own)
