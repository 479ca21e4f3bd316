"""Options that several commands share."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import click

from narration.model import Format

# whether a file can be read is found out where it is read: with our own message, and one file at a time
FILE = click.Path(path_type=Path, readable=False)

encoding = click.option("--encoding", metavar="NAME", help="Encoding of the article, if not UTF-8 or UTF-16.")
voices = click.option(
    "--voices",
    type=FILE,
    metavar="FILE",
    help="Who has which voice.  Else NARRATE_VOICES, or the voices.toml beside the article, in this "
    "folder, or in your configuration folder, whichever is there first.",
)
people = click.option(
    "--people",
    type=FILE,
    metavar="FILE",
    help="Whom the house knows.  Else NARRATE_PEOPLE, or a people.toml in the same places.",
)
out = click.option(
    "--out",
    type=FILE,
    default=Path("out"),
    show_default=True,
    metavar="FOLDER",
    help="Where editions go, each in a folder of its own.",
)


class Number(click.FloatRange):
    """A number in a range, which NaN is not."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return *value* as a number in the range, or fail."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value} is not a number", param, ctx)
        return number


def cluster_address(ctx: click.Context, param: click.Parameter, value: str) -> str:
    """Return *value*, or fail if it can be no address of a cluster."""
    if value and not re.fullmatch(r"local:[1-9][0-9]{0,2}|[a-z]+://[^/]+|.+\.json", value):
        message = f"expected tcp://HOST:PORT, tls://HOST:PORT, FILE.json or local:N, got {value!r}"
        raise click.BadParameter(message, ctx, param)
    return value


def formats(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[Format, ...]:
    """Return the formats that *value* names with commas between them, or fail."""
    found = []
    for word in filter(None, re.split(r"[,\s]+", value or "")):
        try:
            found.append(Format(word.lower()))
        except ValueError as error:
            from narration.sheets.nearest import nearest  # noqa: PLC0415 - it takes longer than ``--help`` may

            near = nearest(word, Format)
            hint = f"did you mean {near}?" if near else f"expected some of {', '.join(Format)}"
            raise click.BadParameter(f"unknown format {word!r}: {hint}", ctx, param) from error
    if value is not None and not found:
        raise click.BadParameter(f"expected some of {', '.join(Format)}, got none", ctx, param)
    return tuple(found)
