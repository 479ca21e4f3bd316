"""Fills in templates of markup: the only module that knows Jinja."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 200
"""Pieces that are put together before they are given out: a template yields a piece for each value."""


def filled(folder: str, name: str, /, **values: object) -> Iterator[bytes]:
    """Yield a template with *values* in it, as UTF-8, piece by piece.

    Every value is escaped, for XML as for HTML; a name that is not given is an error.

    Args:
        folder: of the template, below this package.
        name: of its file.
        values: strings, numbers, or what has them as attributes.
    """
    stream = _environment(folder).get_template(name).stream(values)
    stream.enable_buffering(SIZE)
    return (piece.encode() for piece in stream)


@cache
def _environment(folder: str) -> Environment:
    return Environment(
        loader=PackageLoader("narration.publishing", folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
