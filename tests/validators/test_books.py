"""Books are what the standards and accessibility want; each validator notices when they are not."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from narration.app.group import run
from tests.support import awkward, validators
from tests.support.projects import TONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.validators.conftest import Built


def test_the_book_is_clean(built: Built) -> None:
    assert validators.epubcheck(built.file("epub")) == []


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of everything awkward in a few chapters, for each of which Ace takes most of a second."""
    place = tmp_path_factory.mktemp("short")
    head = "---\nimage: picture.png\ndate: 3 May 2024\nsource: The <Lake> & Post\n---\n\n"
    (place / "awkward.txt").write_text(head + awkward.article(3), "utf-8")
    (place / "awkward.script.toml").write_text(awkward.CORRECTIONS, "utf-8")
    (place / "voices.toml").write_text(TONE + '[lexicon]\n"Monday" = "Munday & <co>"\n', "utf-8")
    (place / "picture.png").write_bytes(PICTURE)
    here = Path.cwd()
    os.chdir(place)
    try:
        assert run(["build", "awkward.txt", "--to", "epub", "-q"]) == 0
    finally:
        os.chdir(here)
    return place / "out" / "awkward" / "awkward.epub"


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
"""A PNG of one pixel."""


@pytest.mark.parametrize("validator", [validators.epubcheck, validators.ace], ids=lambda one: one.__name__)
def test_a_book_of_everything_is_clean(short: Path, validator: Callable[[Path], list[str]]) -> None:
    assert validator(short) == []


@pytest.mark.parametrize(
    ("validator", "change", "found"),
    [
        (validators.epubcheck, (b'clipBegin="0:00:00.000"', b'clipBegin="9:00:00.000"'), "MED-008"),
        (validators.ace, (b'lang="en" xml:lang="en"', b""), "html-has-lang"),
    ],
    ids=["epubcheck", "ace"],
)
def test_each_notices_a_broken_copy(
    short: Path,
    tmp_path: Path,
    validator: Callable[[Path], list[str]],
    change: tuple[bytes, bytes],
    found: str,
) -> None:
    copy = tmp_path / "broken.epub"
    with ZipFile(short) as whole, ZipFile(copy, "w") as broken:
        for one in whole.infolist():
            content = whole.read(one)
            if one.filename.startswith("EPUB/chapter-001."):
                content = content.replace(*change)
            broken.writestr(one, content)

    assert any(found in one for one in validator(copy))
