"""``narrate lexicon``: list what is said otherwise than printed, or write it as a PLS file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from narration import files, pipeline, sheets, synthesis
from narration.app import console, options, places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from narration.model import Pronunciation


@click.command()
@options.voices
@click.option("--language", default="en", show_default=True, metavar="LANG", help="Of the articles.")
@click.option(
    "--to", type=options.FILE, metavar="FILE.pls", help="Write them as a lexicon of the W3C (PLS 1.0)."
)
def lexicon(voices: Path | None, language: str, to: Path | None) -> None:
    """List the words that are said otherwise than printed, and how.

    One line a word, the one that counts first: yours in the order of voices.toml and its files,
    then narrate's own.  The file that --to writes can stand in the list of files of another voices.toml.
    """
    sheet = places.voices_file(voices, None)
    entries = sheets.holding(pipeline.voices(sheet, synthesis.installed()).lexicon, language)
    if to is None:
        for entry in entries:
            click.echo(f"{entry.printed}: {_said(entry)} ({'narrate' if entry.shipped else entry.origin})")
        return
    written = [entry for entry in entries if entry.ipa or entry.alias]
    with files.replacing(to) as file:
        file.write(sheets.write_pls(written, language).encode())
    left = _names(entry for entry in entries if entry not in written)
    console.say(
        f"{to}: {len(written)} words" + (f"; not {left}, which PLS has no notation for" if left else "")
    )


def _said(entry: Pronunciation) -> str:
    ways = (
        f"/{entry.ipa}/" if entry.ipa else None,
        entry.alias,
        f"[[{entry.phonemes}]]" if entry.phonemes else None,
    )
    return ", else ".join(way for way in ways if way)


def _names(entries: Iterable[Pronunciation]) -> str:
    return ", ".join(entry.printed for entry in entries)
