"""Punctuation into pauses that every engine keeps."""

from __future__ import annotations

import re

_RULES = (
    # espeak-ng stops half as long at a dash between two letters as at a comma; between spaces, longer
    (re.compile(r"(?<=[^\s\d-])\s*(?:[—―]|-{2,3}(?!-))\s*(?=[\w“‘\"'«„(])"), " – "),
    (re.compile(r"(?<=[^\s\d-]) - (?=[^\s\d])"), " – "),
    # it hardly stops at a bracket: the comma that one hears is said
    (re.compile(r"(?<=[\w%”’\"'»]) ([(\[][^()\[\]]{1,400}[)\]])(?= [\w“‘\"'«„])"), r", \1,"),
    (re.compile(r"(?<=[\w%”’\"'»]) (?=[(\[][^()\[\]]{1,400}[)\]](?! ))"), ", "),
)


def shaped(text: str) -> str:
    """Return *text* as engines get it, so that dashes and brackets are heard.

    Only what is said is changed, never what is printed.
    """
    for pattern, pause in _RULES:
        text = pattern.sub(pause, text)
    return text
