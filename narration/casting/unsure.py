"""Words of a programme that an engine may well read wrongly: names, foreign letters, capitals."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from narration.casting.spoken.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from narration.model import Programme, Script, Timbre, Wording

_WORD = re.compile(r"[^\W\d_]{2,}(?:[’'-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’'][sS]\Z")
_BEGINS = re.compile(r"(?:\A|[.!?…:]|[“‘\"'(–—])[\s“‘\"'(]*\Z")
"""What stands before a word that has its capital from the sentence."""
_CAPITALS = 4
"""Letters from which on a word in capitals alone is a word; fewer are an acronym."""
_VOWELS = frozenset("AEIOUY")
_ENDINGS = (
    ("", ("s", "es", "ed", "ing", "ly", "er", "ers")),
    ("e", ("ed", "ing", "er", "ers")),
    ("y", ("ies", "ied")),
)
"""How common words are inflected, by the letter that an ending takes the place of."""
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
    small letters and that are not common, and words with letters that English does
    not have.  What the lexicon says is sure, and so are the letters of an acronym.
    A name in capitals alone counts as the same name elsewhere.
    """
    called = (name for speaker in script.speakers for name in (speaker.name, *speaker.aliases))
    names = {word.casefold() for name in called for word in _WORD.findall(name)}
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
                if word.isupper() and word.isascii() and _VOWELS.isdisjoint(word):
                    continue  # said as letters
                entry = seen.setdefault(
                    word, _Seen(said, line, passage.utterance.timbre, wording.reason in _GUESSED)
                )
                entry.count += 1
                entry.capital |= own or word.casefold() in names
    known = common(script.article.language) | small
    kept = (
        Unsure(word, entry.said, entry.count, entry.line, entry.timbre, entry.respelled)
        for word, entry in _joined(seen).items()
        if not word.isascii() or entry.respelled or (entry.capital and not _common(word, known))
    )
    return tuple(sorted(kept, key=lambda word: (-word.count, word.line, word.printed)))


@lru_cache(maxsize=8)
def common(language: str) -> frozenset[str]:
    """Return the common words of a language, in small letters; of an article that says none the English."""
    text = files(__package__).joinpath("common.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text).get(language.partition("-")[0].lower() or "en", "").split())


def _joined(seen: dict[str, _Seen]) -> dict[str, _Seen]:
    """Return *seen* with what is printed in capitals alone under the same word as it stands elsewhere."""
    others = {word.casefold(): word for word in seen if not word.isupper()}
    kept = {
        word: entry for word, entry in seen.items() if not word.isupper() or word.casefold() not in others
    }
    for word, entry in seen.items():
        if word not in kept:
            same = kept[others[word.casefold()]]
            same.count += entry.count
            same.line = min(same.line, entry.line)
            same.capital |= entry.capital
    return kept


def _common(word: str, known: Set[str]) -> bool:
    """Return whether each part of *word* is a word of the article in small letters, or well known."""
    return all(
        len(part) == 1 or part.capitalize() in listed("read right") or _is_word(part.lower(), known)
        for part in re.split("[-’']", word)
    )


def _is_word(word: str, known: Set[str]) -> bool:
    """Return whether *word* is one of *known*, or a form of one."""
    return word in known or any(
        word.endswith(ending) and word.removesuffix(ending) + letter in known
        for letter, endings in _ENDINGS
        for ending in endings
    )


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
            shouted = word.isupper() and len(word) >= _CAPITALS
            yield word, word, shouted or not _BEGINS.search(before)
