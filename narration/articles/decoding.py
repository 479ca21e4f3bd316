"""Turns the bytes of a file into text."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from narration.errors import ArticleError, Problem
from narration.source import LARGEST, Source

if TYPE_CHECKING:
    from pathlib import Path

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_FORMATS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "Word, EPUB or zip"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "rich text"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"ID3", "MP3"),
)


def load(path: Path) -> bytes:
    """Return the bytes of the file at *path*.

    Raises:
        ArticleError: it is missing, a folder, not readable, or larger than `LARGEST`.
    """
    try:
        if (size := path.stat().st_size) > LARGEST and path.is_file():
            raise ArticleError(_too_large(str(path), size))
        with path.open("rb") as file:  # a device or a pipe has no size, and may have no end
            return file.read(LARGEST + 1)
    except FileNotFoundError as error:
        hint = "check the spelling of the name, and the folder you are in"
        raise ArticleError(Problem(f"cannot read {path}: no such file", hint=hint)) from error
    except IsADirectoryError as error:
        raise ArticleError(_folder(path)) from error
    except OSError as error:
        if path.is_dir():  # Windows calls it a lack of permission
            raise ArticleError(_folder(path)) from error
        reason = (error.strerror or str(error)).lower()
        mend = "check the file's permissions" if isinstance(error, PermissionError) else None
        raise ArticleError(Problem(f"cannot read {path}: {reason}", hint=mend)) from error


def decode(data: bytes, name: str, encoding: str | None = None) -> str:
    """Return the text of *data*: newlines as they are, the byte order mark left out.

    Args:
        data: the whole file.
        name: of the file, for messages.
        encoding: any that Python knows; None for what the byte order mark says,
            and UTF-8 where there is none.

    Raises:
        ArticleError: the bytes are not in that encoding, are no text, or say nothing.
    """
    if len(data) > LARGEST:
        raise ArticleError(_too_large(name, len(data)))
    marked = next((by for mark, by in _MARKS if data.startswith(mark)), None)
    if not encoding and not marked:
        _check_format(data, name)
    codec = _codec(encoding, name) if encoding else marked or "utf-8"
    try:
        text = data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ArticleError(_undecodable(data, error.start, name, codec)) from error
    except UnicodeError as error:
        raise ArticleError(Problem(f"{name}: cannot be read as {codec}: {error}")) from error
    if "\0" in text:
        raise ArticleError(_binary(data, name))
    if not text.strip():
        said = "nothing but white space" if text else "an empty file"
        raise ArticleError(Problem(f"{name}: expected an article, got {said}"))
    return text


def _codec(encoding: str, name: str) -> str:
    try:
        b"a".decode(encoding)  # not only looked up: "rot13" is a codec, but none of bytes
    except UnicodeError:
        pass  # half a letter
    except (LookupError, ValueError) as error:
        hint = "name one that Python knows, such as utf-8, utf-16, windows-1252 or mac-roman"
        raise ArticleError(Problem(f"{name}: unknown encoding {encoding!r}", hint=hint)) from error
    return encoding


def _check_format(data: bytes, name: str) -> None:
    for beginning, what in _FORMATS:
        if data.startswith(beginning):
            hint = "save it as plain text (UTF-8) and narrate that"
            raise ArticleError(Problem(f"{name}: expected plain text, got a binary file ({what})", hint=hint))
    if b"\0" in data:
        raise ArticleError(_binary(data, name))


def _binary(data: bytes, name: str) -> Problem:
    place = data.find(0)
    hint = "save it as plain text (UTF-8) and narrate that"
    if any(data[odd : 2000 + odd : 2].count(0) > min(len(data), 2000) // 4 for odd in (0, 1)):
        # every second byte is NUL: Latin letters in UTF-16
        hint = f"this looks like UTF-16: try --encoding utf-16-{'be' if data[0] == 0 else 'le'}"
    return Problem(f"{name}: expected plain text, got a binary file (NUL at byte {place})", hint=hint)


def _undecodable(data: bytes, offset: int, name: str, codec: str) -> Problem:
    """Return where the first bad byte stands: its offset in the file counts from 0, lines from 1."""
    try:
        before = data[:offset].decode(codec).removeprefix("\ufeff")
    except UnicodeError:  # idna, punycode
        before = ""
    offset = min(offset, len(data) - 1)  # some codecs point past the end
    place = Source(name, before + "\ufffd").location(len(before))
    guess = "windows-1252" if codecs.lookup(codec).name == "utf-8" else "utf-8"
    byte = f"0x{data[offset]:02x}"
    return Problem(
        f"expected {codec}, got the byte {byte} at byte {offset} of the file (line {place.line})",
        place,
        hint=f"save the file as UTF-8, or name its encoding: --encoding {guess}",
    )


def _too_large(name: str, size: int) -> Problem:
    return Problem(
        f"{name}: expected an article of at most {LARGEST // 10**6} MB, got {size / 10**6:.0f} MB",
        hint="split it into files of one article each",
    )


def _folder(path: Path) -> Problem:
    return Problem(f"cannot read {path}: expected a file, got a folder", hint=f"name the files: {path}/*.txt")
