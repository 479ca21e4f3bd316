from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.errors import VoicesError
from narration.model import Pronunciation
from narration.sheets import pls
from narration.sheets.pls import read

if TYPE_CHECKING:
    from pathlib import Path

HEAD = (
    '<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" '
    'alphabet="ipa" xml:lang="en">'
)


def entries(folder: Path, text: str) -> list[Pronunciation]:
    path = folder / "house.pls"
    path.write_text(text, encoding="utf-8")
    return read(path)


def messages(folder: Path, text: str) -> list[str]:
    with pytest.raises(VoicesError) as caught:
        entries(folder, text)
    return [
        f"{p.location.line}:{p.location.column}: {p.message}" for p in caught.value.problems if p.location
    ]


def test_graphemes_share_what_is_said_and_the_preferred_phoneme_counts(tmp_path: Path) -> None:
    found = entries(
        tmp_path,
        f"""\ufeff{HEAD}
        <meta name="maker" content="a house"/>
        <metadata><lexeme xmlns="urn:x">none of ours</lexeme></metadata>
        <lexeme role="noun">
          <grapheme>Orrin</grapheme><grapheme> Lake
             Orrin </grapheme>
          <phoneme>oʊɹɪn</phoneme><phoneme prefer="true">ˈɒɹɪn</phoneme>
          <alias>Orr &amp; in</alias>
          <example>On Lake Orrin.</example>
        </lexeme></lexicon>""",
    )

    assert found == [
        Pronunciation("Orrin", "Orr & in", "ˈɒɹɪn", language="en", origin="house.pls"),
        Pronunciation("Lake Orrin", "Orr & in", "ˈɒɹɪn", language="en", origin="house.pls"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("wren = 3", ["1:1: not XML: syntax error"]),
        (f"{HEAD}\n<lexeme>", ["2:9: not XML: no element found"]),
        (
            "<lexicon/>",
            [f"1:1: expected a lexicon with xmlns={pls.NAMESPACE!r}, got lexicon with no namespace"],
        ),
        (
            HEAD.replace('alphabet="ipa"', 'alphabet="x-sampa"').replace("1.0", "2.0") + "</lexicon>",
            [
                "1:1: lexicon: expected alphabet=\"ipa\", got 'x-sampa'",
                '1:1: lexicon: expected version="1.0", got 2.0',
            ],
        ),
        (
            HEAD.replace(' xml:lang="en"', "") + "</lexicon>",
            ['1:1: lexicon: expected xml:lang, as "en" or "en-GB", got none'],
        ),
        (
            f"{HEAD}\n<lexeme><phoneme>a</phoneme></lexeme>\n<lexeme><grapheme>wren</grapheme></lexeme></lexicon>",
            [
                "2:1: lexeme: expected at least one grapheme, got none",
                "3:1: lexeme: expected at least one phoneme or alias, got none",
            ],
        ),
        (
            f"{HEAD}\n<lexeme><grapheme>é</grapheme><phonem>a</phonem><alias/></lexeme></lexicon>",
            [
                "2:31: expected grapheme or phoneme or alias or example, got <phonem>",
                "2:57: alias: expected text, got nothing",
                "2:1: lexeme: expected at least one phoneme or alias, got none",
            ],
        ),
        (
            f"{HEAD}\n<lexeme><grapheme>a</grapheme><alias>b</alias></lexeme>\n"
            "<lexeme><grapheme>a</grapheme><grapheme>…</grapheme><alias>c</alias></lexeme></lexicon>",
            [
                "3:9: a: given twice, first in line 2",
                "3:31: expected a word or words to say otherwise, got '…'",
            ],
        ),
        (
            f"{HEAD}<lexeme><grapheme>a<b/></grapheme><alias>c</alias></lexeme></lexicon>",
            ["1:128: expected text in grapheme, got <b>"],
        ),
    ],
)
def test_mistakes_are_told_with_their_places(tmp_path: Path, text: str, told: list[str]) -> None:
    assert messages(tmp_path, text)[: len(told)] == told


@pytest.mark.parametrize("entity", ['<!ENTITY b "&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/hostname">', ""])
def test_a_document_type_is_refused_before_anything_of_it_is_read(tmp_path: Path, entity: str) -> None:
    lexeme = "<lexeme><grapheme>&b;</grapheme></lexeme>"
    text = f"<!DOCTYPE lexicon [<!ENTITY a 'x'>{entity}]>\n{HEAD}{lexeme}</lexicon>"

    assert messages(tmp_path, text) == ["1:1: expected a lexicon without a document type"]


def test_a_lexicon_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "house.pls").write_bytes(HEAD.encode("utf-16"))

    with pytest.raises(VoicesError, match="expected UTF-8"):
        read(tmp_path / "house.pls")


words = (
    st.text(min_size=1, max_size=12)
    .map(lambda s: " ".join(s.split()))
    .filter(lambda s: any(map(str.isalnum, s)) and s.isprintable())
)


@given(st.lists(st.builds(Pronunciation, words, words | st.none(), words), unique_by=lambda e: e.printed))
def test_what_is_written_reads_back(
    tmp_path_factory: pytest.TempPathFactory, made: list[Pronunciation]
) -> None:
    found = entries(tmp_path_factory.mktemp("pls"), pls.write(made, "de-AT"))

    assert [(e.printed, e.alias, e.ipa, e.language) for e in found] == [
        (e.printed, e.alias, e.ipa, "de-AT") for e in made
    ]
