"""Tells the language of an article by its most frequent words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from narration.attribution.language import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WORDS = 400
"""Words that are looked at: the first ones tell enough."""

FEWEST = 12
"""Words that must be among the most frequent ones of the language."""

ENOUGH = 0.12
"""The same as a share of all."""

AHEAD = 1.5
"""How many times as many words as of any other language there must be."""

_WORD = re.compile(r"[^\W\d_]+")


def detect(texts: Iterable[str]) -> str:
    """Return the code of the language of *texts*: English unless another is clearly ahead."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        for word in _WORD.findall(text.lower()):
            counts.update(_common().get(word, ()))
            total += 1
        if total > WORDS:
            break
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < max(FEWEST, ENOUGH * total):
        return DEFAULT
    second = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked[0][1] >= AHEAD * second else DEFAULT


@cache
def codes() -> tuple[str, ...]:
    """Return the codes of the languages that have a file."""
    folder = files("narration.attribution") / "languages"
    return tuple(sorted(f.name[:2] for f in folder.iterdir() if len(f.name) == len("en.toml")))


@cache
def _common() -> Mapping[str, tuple[str, ...]]:
    """Return, for each frequent word, the languages that have it."""
    path = files("narration.attribution") / "languages" / "common.toml"
    found: dict[str, tuple[str, ...]] = {}
    for code, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
        for word in words.split():
            found[word] = (*found.get(word, ()), code)
    return found
