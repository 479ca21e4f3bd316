"""Bytes become text, or an error that says where and what to do."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.articles import read, read_bytes
from narration.articles.decoding import decode
from narration.errors import ArticleError, Problem
from narration.source import LARGEST

if TYPE_CHECKING:
    from pathlib import Path

PROSE = "The mill café\r\n\r\n“Déjà vu,” said Ada.\r\n"


def problem(data: bytes, encoding: str | None = None) -> Problem:
    with pytest.raises(ArticleError) as caught:
        read_bytes(data, "mill.txt", encoding=encoding)
    (found,) = caught.value.problems
    return found


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_an_article_is_the_same_text_in_every_encoding_that_says_what_it_is(codec: str) -> None:
    assert decode(PROSE.encode(codec), "mill.txt") == PROSE


@pytest.mark.parametrize("codec", ["windows-1252", "utf-16-le", "utf-16-be", "utf-8", "utf-16"])
def test_an_encoding_that_is_named_is_used(codec: str) -> None:
    assert decode(PROSE.encode(codec), "mill.txt", codec) == PROSE


@given(st.text().filter(lambda text: text.strip() and "\0" not in text and text[0] != "\ufeff"))
def test_newlines_are_not_translated_and_a_mark_is_not_counted(text: str) -> None:
    assert decode(text.encode("utf-8-sig"), "mill.txt") == text


def test_a_wrong_byte_is_named_with_its_place_and_the_way_out() -> None:
    said = problem("The mill\nwas a café.\n".encode("windows-1252"))

    assert list(said.lines()) == [
        "mill.txt:2:10: expected utf-8, got the byte 0xe9 at byte 18 of the file (line 2)",
        "    was a caf\ufffd",
        "             ^",
        "hint: save the file as UTF-8, or name its encoding: --encoding windows-1252",
    ]


@pytest.mark.parametrize(
    ("data", "encoding", "message", "hint"),
    [
        (b"", None, "mill.txt: expected an article, got an empty file", None),
        (b"\xef\xbb\xbf", None, "mill.txt: expected an article, got an empty file", None),
        (b" \r\n\t\n", None, "mill.txt: expected an article, got nothing but white space", None),
        (b"***\n\n---\n", None, "mill.txt: expected an article, got nothing to read but separator", None),
        (b"ab\0c", None, "mill.txt: expected plain text, got a binary file (NUL at byte 2)", "save it as"),
        (b"%PDF-1.7 x", None, "mill.txt: expected plain text, got a binary file (PDF)", "save it as"),
        (b"\x89PNG\r\n", None, "mill.txt: expected plain text, got a binary file (a picture)", "save it as"),
        ("Ada".encode("utf-16-le"), None, "mill.txt: expected plain text, got a binary", "utf-16-le"),
        ("Ada".encode("utf-16-be"), None, "mill.txt: expected plain text, got a binary", "utf-16-be"),
        (b"Ada", "klingon", "mill.txt: unknown encoding 'klingon'", "windows-1252"),
        (b"Ada", "rot13", "mill.txt: unknown encoding 'rot13'", "windows-1252"),
        (
            b"Ad\xff",
            "utf-8",
            "expected utf-8, got the byte 0xff at byte 2 of the file (line 1)",
            "windows-1252",
        ),
        (b"Ada", "utf-16", "expected utf-16, got the byte 0x61 at byte 2", "utf-8"),
    ],
)
def test_what_is_no_text_is_said(data: bytes, encoding: str | None, message: str, hint: str | None) -> None:
    said = problem(data, encoding)

    assert said.message.startswith(message)
    assert (hint is None and said.hint is None) or (hint and said.hint and hint in said.hint)


@given(
    st.binary(max_size=60), st.sampled_from([None, "utf-8", "utf-16", "cp1252", "punycode", "idna", "utf-7"])
)
def test_no_bytes_at_all_end_in_anything_but_an_article_or_an_error(
    data: bytes, encoding: str | None
) -> None:
    with suppress(ArticleError):
        assert read_bytes(data, "mill.txt", encoding=encoding).blocks


def test_a_missing_file_a_folder_and_a_locked_file_are_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text("Ada")
    locked.chmod(0)
    cases = {tmp_path / "no.txt": "no such file", tmp_path: "expected a file, got a folder"}
    if os.geteuid() != 0:  # who may read everything cannot be kept out
        cases[locked] = "permission denied"
    for path, reason in cases.items():
        with pytest.raises(ArticleError) as caught:
            read(path)
        assert caught.value.problems[0].message == f"cannot read {path}: {reason}"
        assert caught.value.problems[0].hint


def test_a_file_that_is_too_large_for_an_article_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    start = time.monotonic()
    with pytest.raises(ArticleError, match="expected an article of at most 4 MB, got 50 MB"):
        read(path)
    assert time.monotonic() - start < 1
    with pytest.raises(ArticleError, match="split it into files"):
        read_bytes(b"x" * (LARGEST + 1), "<stdin>")


def test_the_hash_is_of_the_bytes_of_the_file() -> None:
    plain, marked = read_bytes(b"Ada", "a"), read_bytes(b"\xef\xbb\xbfAda", "a")

    assert plain.sha256 != marked.sha256
    assert len(plain.sha256) == 64
    assert plain.source.text == marked.source.text
