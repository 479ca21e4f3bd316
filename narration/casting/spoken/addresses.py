"""Addresses: of a URL or an e-mail address, the domain alone is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.rules import Rule, one_of
from narration.casting.spoken.words import saying, table

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Variety

_ENDINGS = table("domains")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = rf"(?P<domain>{_LABEL}(?:\.{_LABEL}){{1,5}})"
_REST = r"(?::\d{1,5})?(?:[/?#][^\s<>“”\"]{0,2000}(?<![.,;:!?)\]’'»]))?"
URL = re.compile(
    rf"(?:(?<![\w@])(?:https?|ftp)://(?:www\.)?|(?<![\w@.])www\.){_DOMAIN}{_REST}", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?<![\w@.-])(?P<domain>(?:{_LABEL}\.){{1,4}}(?:{one_of(_ENDINGS)}))(?![\w@]|\.\w|-\w)"
    r"(?:/(?:[^\s<>“”\"]{0,2000}(?<![.,;:!?)\]’'»]))?)?"
)
_MAIL = re.compile(rf"(?<![\w.+@-])(?:mailto:)?[\w.+-]{{1,64}}@{_DOMAIN}(?![\w@])")


def said(domain: str) -> str:
    """Return a domain in words: “example dot co dot U.K”."""
    return saying("dot").join(_ENDINGS.get(label.lower(), label) for label in domain.split("."))


def _say(match: re.Match[str], variety: Variety) -> str:
    del variety
    return said(match["domain"].removeprefix("www."))


def _say_plain(match: re.Match[str], variety: Variety) -> str:
    """Return the domain as printed: the dots have a name in every language."""
    del variety
    return match["domain"]


RULES = (
    Rule("address", URL, _say, ":wW"),
    Rule("address", _MAIL, _say, "@"),
    Rule("address", _BARE, _say, "."),
)
LANGUAGE_FREE = (Rule("address", URL, _say_plain, ":wW"), Rule("address", _MAIL, _say_plain, "@"))
"""What is done whatever the language is."""
