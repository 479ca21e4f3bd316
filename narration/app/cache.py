"""``narrate cache``: look after the clips and the encoded sound that builds have kept."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import click

from narration.app import places, sizes
from narration.store import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from narration.store import Store


def _size(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """Return *value* as bytes, or fail."""
    size = None if value is None else sizes.read(value)
    if value is not None and size is None:
        raise click.BadParameter(f"expected a size as {sizes.EXAMPLES}, got {value!r}", context, parameter)
    return size


@click.group()
def cache() -> None:
    """Look after the clips and the encoded sound that builds have kept.

    They are in NARRATE_CACHE, a folder or the URL of a shared cache, or else in your cache folder.
    All of it may be deleted at any time: what is missing is made again.
    """


@cache.command()
def info() -> None:
    """Print where the cache is, how large it is and may be, and what is in it."""
    click.echo("\n".join(_info(places.store())))


def _info(store: Store) -> Iterator[str]:
    files = [file for file in store.files() if file.whole]
    if store.shared:
        yield f"shared: {shown(store.shared)}"
    yield f"folder: {store.folder}"
    yield f"size: {sizes.show(sum(file.size for file in files))} of at most {sizes.show(store.limit)}"
    numbers, bytes_of = Counter(file.kind for file in files), Counter[str]()
    for file in files:
        bytes_of[file.kind] += file.size
    for kind in sorted(numbers):
        yield f"{kind}: {numbers[kind]}, {sizes.show(bytes_of[kind])}"
    if files:
        oldest = datetime.fromtimestamp(min(file.used for file in files))
        yield f"not used for longest: since {oldest:%Y-%m-%d %H:%M}"


@cache.command()
@click.option("--to", callback=_size, metavar="SIZE", help="As little as that; if not given, the limit.")
def prune(to: int | None) -> None:
    """Remove what was not used for longest, until the rest is within the limit.

    What a running build uses stays, and what was used within the last minute.  A shared cache is
    not touched, only the folder in front of it.
    """
    store = places.store()
    pruned = store.prune(to=store.limit if to is None else to)
    click.echo(f"removed {sizes.show(pruned.removed)}, left {sizes.show(pruned.size)}")
    if pruned.wanted:
        click.echo(f"{sizes.show(pruned.wanted)} more had to stay: they were used just now")


@cache.command()
def verify() -> None:
    """Read everything, list what is damaged, and remove it: it is made again when it is needed."""
    number = 0
    for number, file in enumerate(places.store().verify(), start=1):  # noqa: B007 (the last of them is wanted)
        click.echo(f"removed: {file.path}")
    click.echo(f"{number} damaged" if number else "everything is as it was put in")


@cache.command()
def path() -> None:
    """Print the folder alone."""
    click.echo(str(places.store().folder))
