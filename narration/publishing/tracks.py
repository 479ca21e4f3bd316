"""Names of numbered files that any player and any stick takes: ``01_Title.mp3``."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 31
"""Characters of a name with its suffix (ISO 9660 level 2, which CD and car players hold to)."""

SUFFIX = ".mp3"

_LATIN = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "ħ": "h", "Ħ": "H",
}  # fmt: skip
"""Letters that Unicode does not take apart into a Latin one and a mark."""

_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёъыэ",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch - iu ia io - y e".split(),  # noqa: SIM905
        strict=True,
    )
)
"""Ukrainian as its passports write it (resolution 55 of 2010 of the government), and Russian."""

_LETTERS = str.maketrans(
    _LATIN
    | {letter: latin.strip("-") for letter, latin in _CYRILLIC.items()}
    | {letter.upper(): latin.strip("-").capitalize() for letter, latin in _CYRILLIC.items()}
)
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ](?=\w)")


def file_name(number: int, total: int, title: str) -> str:
    """Return the name of file *number* of *total*: ASCII, at most 31 characters, in any file system.

    Names of one folder are in the order of hearing when they are sorted: as many digits as the last has,
    two at least.  Letters that have no Latin form are left out; where none is left the number is the name.
    A *title* that is too long ends with its last word that fits.
    """
    digits = f"{number:0{max(2, len(str(total)))}}"
    room = LONGEST - len(SUFFIX) - len(digits) - 1
    words = "_".join(_words(title))
    if len(words) > room:
        words = words[: room + 1].rpartition("_")[0] or words[:room]
    return f"{digits}_{words}{SUFFIX}" if words else f"{digits}{SUFFIX}"


def _words(title: str) -> list[str]:
    letters = unicodedata.normalize("NFC", _APOSTROPHES.sub("", title)).translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Za-z0-9]+", decomposed)
