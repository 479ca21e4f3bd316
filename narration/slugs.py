"""Makes file names out of names."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 60
"""Characters of a slug: with the folder and a suffix, short enough for every file system."""

_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ẞ": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ł": "l",
        "ı": "i",
        "ħ": "h",
    }
)
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ](?=\w)")

# names of devices in every folder of Windows
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}
)


def slug(name: str) -> str:
    """Return the name of an article's folder and files.

    Args:
        name: the stem of the article's file, or what the user calls it.

    Returns:
        1 to 60 characters of ``a-z 0-9 -``, never a device name of Windows.
        Letters that have no Latin form are left out; where none is left it is
        ``article-`` and eight digits of the SHA-256 of *name*.
    """
    letters = _APOSTROPHES.sub("", name.lower()).translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", letters).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    whole = "-".join(words)
    short = whole[: LONGEST + 1].rpartition("-")[0] if len(whole) > LONGEST else whole
    made = short or whole[:LONGEST]
    if not made:
        return "article-" + hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{made}-article" if made in _RESERVED else made
