"""Shows the words of an article that may be said wrongly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from narration import casting
from narration.app import console

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from narration.casting import Unsure
    from narration.pipeline import Reading
    from narration.synthesis import EngineSpec
    from narration.synthesis import Reading as Heard

_HINT = 'to have one said otherwise, write it in voices.toml under [lexicon]: "as printed" = "as said"'


def words(name: str, reading: Reading, engines: Mapping[str, EngineSpec], *, as_json: bool) -> None:
    """Print the words of the article called *name* that its engine's dictionary does not have.

    Raises:
        EngineError: the engine is not whole.
    """
    unsure = casting.unsure(reading.script, reading.programme)
    heard = dict(_heard(unsure, engines))
    doubtful = [word for word in unsure if word.respelled or word not in heard or not heard[word].listed]
    if as_json:
        told = [_facts(word, heard.get(word)) for word in doubtful]
        click.echo(json.dumps({"file": name, "words": told}, ensure_ascii=False))
        return
    for word in doubtful:
        click.echo(_line(word, heard.get(word)))
    count = f"{len(doubtful)} word{'' if len(doubtful) == 1 else 's'}" if doubtful else "no word"
    console.say(f"{name}: {count} to listen to")
    if doubtful:
        console.say(f"hint: {_HINT}")


def _line(word: Unsure, heard: Heard | None) -> str:
    times = f"{word.count} × " if word.count > 1 else ""
    said = f", said “{word.said}”" if word.said != word.printed else ""
    sound = f": {heard.ipa}" if heard else ""
    return f"{times}{word.printed}{said}{sound} (line {word.line})"


def _facts(word: Unsure, heard: Heard | None) -> dict[str, object]:
    ipa = heard.ipa if heard else None
    return {"printed": word.printed, "said": word.said, "ipa": ipa, "count": word.count, "line": word.line}


def _heard(words: Sequence[Unsure], engines: Mapping[str, EngineSpec]) -> Iterator[tuple[Unsure, Heard]]:
    """Yield how each of *words* is read by the voice that says it, where its engine tells."""
    mute = set()
    for engine, voice in dict.fromkeys((word.timbre.engine, word.timbre.name) for word in words):
        theirs = [word for word in words if (word.timbre.engine, word.timbre.name) == (engine, voice)]
        if tell := engines[engine].readings:
            yield from zip(theirs, tell([word.said for word in theirs], voice), strict=True)
        else:
            mute.add(engine)
    for engine in sorted(mute):
        console.say(f"note: the engine {engine} does not tell how it reads words")
