"""Words of a programme that an engine may well read wrongly: names, foreign letters, capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.casting.spoken.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from narration.model import Programme, Script, Timbre, Wording

_WORD = re.compile(r"[^\W\d_]{2,}(?:[’'-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’'][sS]\Z")
_BEGINS = re.compile(r"(?:\A|[.!?…:]|[“‘\"'(–—])[\s“‘\"'(]*\Z")
"""What stands before a word that has its capital from the sentence."""
_GUESSED = frozenset({"name", "script"})
"""Classes of what is said by rule that are guesses."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A word, wherever it stands in the article."""

    printed: str
    said: str
    """What the engine gets for it."""
    count: int
    line: int
    """Of its first place, from 1."""
    timbre: Timbre
    """Whose voice says it first."""
    respelled: bool
    """Whether a rule of ours has guessed how it is said."""


@dataclass(slots=True)
class _Seen:
    """A word while the programme is read."""

    said: str
    line: int
    timbre: Timbre
    respelled: bool
    count: int = 0
    capital: bool = False
    """Whether it has a capital of its own somewhere: not only where a sentence begins."""


def unsure(script: Script, programme: Programme) -> tuple[Unsure, ...]:
    """Return the words to listen to, most frequent first.

    Those are names and other words with a capital that the article never has in
    small letters, and words with letters that English does not have.  What the
    lexicon says is sure, and so are the letters of an acronym.
    """
    called = (name for speaker in script.speakers for name in (speaker.name, *speaker.aliases))
    names = {word for name in called for word in _WORD.findall(name)}
    seen: dict[str, _Seen] = {}
    small: set[str] = set()
    for passage in programme.passages:
        for wording in passage.wordings:
            if wording.printed is None or wording.reason == "lexicon":
                continue
            line = script.article.source.line(wording.printed.start)
            for word, said, own in _found(wording):
                if word.islower() and word.isascii():
                    small.update(re.split("[-’']", word))
                    continue
                entry = seen.setdefault(
                    word, _Seen(said, line, passage.utterance.timbre, wording.reason in _GUESSED)
                )
                entry.count += 1
                entry.capital |= own or word in names
    kept = (
        Unsure(word, entry.said, entry.count, entry.line, entry.timbre, entry.respelled)
        for word, entry in seen.items()
        if not word.isascii() or entry.respelled or (entry.capital and not _common(word, small))
    )
    return tuple(sorted(kept, key=lambda word: (-word.count, word.line, word.printed)))


def _common(word: str, small: Set[str]) -> bool:
    """Return whether each part of *word* stands in the article in small letters, too, or is well known."""
    parts = re.split("[-’']", word)
    return all(len(part) == 1 or part.lower() in small or part in listed("read right") for part in parts)


def _found(wording: Wording) -> Iterator[tuple[str, str, bool]]:
    """Yield (printed, said, whether a capital is its own) of each word of *wording*."""
    assert wording.printed is not None
    text = wording.printed.text
    if wording.reason in _GUESSED:
        yield text, wording.token.said, True
    elif not wording.reason and wording.token.said:
        for match in _WORD.finditer(text):
            word = _POSSESSIVE.sub("", match[0])
            before = text[max(0, match.start() - 4) : match.start()]
            yield word, word, not _BEGINS.search(before)
