"""Styles and scripts that stand in a page itself, and what a browser is told of them."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

_NOTES = re.compile(r"^\s*(?://[^\n]*|/\*.*?\*/)\n|^\s+", re.MULTILINE | re.DOTALL)
"""Comments on lines of their own, and what lines are set in by."""

_SPACES = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")
"""White space that a style sheet is the same without; `{` and `;` in quoted words have none around them."""


@cache
def sheet(name: str) -> str:
    """Return a style sheet or a script of this package without its comments, as it stands in a page."""
    content = _NOTES.sub("", files(__package__).joinpath(name).read_text("utf-8"))
    return _SPACES.sub(r"\1", content) if name.endswith(".css") else content


def policy(style: str, script: str = "", media: str = "") -> str:
    """Return a Content Security Policy: this style and this script are all that may work in a page.

    Args:
        style: the content of its ``<style>``.
        script: the content of its ``<script>``; empty if there is none.
        media: where sound may come from; empty if there is none.
    """
    allowed = {
        "default-src": "'none'",
        "style-src": _digest(style),
        "script-src": _digest(script) if script else "",
        "media-src": media,
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{what} {whence}" for what, whence in allowed.items() if whence)


def _digest(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
