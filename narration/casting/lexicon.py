"""Printed words into spoken ones: by the lexicon, whole words, longest first, else by rule."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from narration.model import Token, Wording
from narration.source import Source, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from narration.casting.spoken import Run
    from narration.model import Pronunciation

_SILENT = Token("")
_TOKEN = re.compile(r"\w+|[^\w\s]")
"""Entries are looked up by their first: a long list takes no longer than a short one."""
_SHOUTED = 4
"""Letters from which on a word with a capital is the same word in capitals alone."""
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")


class Lexicon:
    """Finds the words that are said otherwise than printed, for one voice.

    An entry in small letters stands for the word in any case (``nlaw``: nlaw, Nlaw,
    NLAW); one with a capital for exactly what it is (``WHO`` is not “who”), and if it
    is a word of four letters at least, for the word in capitals alone, as in a headline.
    """

    def __init__(self, entries: Iterable[tuple[str, Pronunciation, Token]]) -> None:
        """Make the lexicon of *entries*: words as printed, whose entry they are, what is said.

        The longest that begins at a place counts; those that came with narrate after the user's.
        """
        given = sorted(entries, key=lambda found: (found[1].shipped, -len(found[0])))
        self._exact = frozenset(printed for printed, _, _ in given)
        self._found: dict[str, list[tuple[str, Pronunciation, Token]]] = {}
        for found in given:
            if first := _TOKEN.search(found[0]):
                self._found.setdefault(_folded(first[0]), []).append(found)

    def matches(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Pronunciation, Token]]:
        """Yield (start, end, entry, token) of each entry in ``text[start:end]``, left to right."""
        at = start
        for first in _TOKEN.finditer(text, start, end):
            if first.start() < at:
                continue  # inside the one before
            for printed, entry, token in self._found.get(_folded(first[0]), ()):
                pattern = _pattern(printed, shouted=printed.upper() not in self._exact)
                if match := pattern.match(text, first.start(), end):
                    at = match.end()
                    yield match.start(), at, entry, token
                    break


def wordings(
    view: View,
    silent: Sequence[tuple[int, int]],
    lexicon: Lexicon,
    speech: Callable[[str], Sequence[Run]] = lambda _: (),
) -> tuple[Wording, ...]:
    """Return what is said for each run of *view*; together they print all of it.

    The lexicon goes before *speech*, and what is silent before both.

    Args:
        view: the words of one passage.
        silent: runs that are printed only, as indexes into the view, sorted, not overlapping.
        lexicon: what is said otherwise.
        speech: returns the runs of a text that are said otherwise by rule, sorted, not overlapping.
    """
    found: list[Wording] = []
    runs = speech(view.text)
    at = 0
    for start, end in (*silent, (len(view.text), len(view.text))):
        for first, last, entry, token in lexicon.matches(view.text, at, start):
            _add(found, view, at, first, runs)
            found.append(Wording(token, view.cut(first, last), "lexicon", entry=entry))
            at = last
        _add(found, view, at, start, runs)
        if start < end:
            found.append(Wording(_SILENT, view.cut(start, end)))
        at = end
    return tuple(found)


def ours(
    text: str, lexicon: Lexicon, speech: Callable[[str], Sequence[Run]] = lambda _: ()
) -> tuple[Wording, ...]:
    """Return what is said for words of ours, names and numbers in them as in the article."""
    view = View.exact(Source("", text), 0, len(text))
    return tuple(
        replace(wording, printed=None, written=wording.printed.text if wording.reason else "")
        for wording in wordings(view, (), lexicon, speech)
        if wording.printed
    )


def tokens(spoken: Sequence[Wording]) -> tuple[Token, ...]:
    """Return what an engine gets for *spoken*: neighbouring text in one token, nothing empty."""
    joined: list[Token] = []
    for token in (wording.token for wording in spoken if wording.token.said):
        if joined and joined[-1].form == token.form == "text":
            joined[-1] = Token(joined[-1].said + token.said)
        else:
            joined.append(token)
    return tuple(joined)


def plain(text: str) -> str:
    """Return *text* with a space for each control character, as engines get it: NUL would end it."""
    return _BLANK.sub(" ", text)


def _add(found: list[Wording], view: View, start: int, end: int, runs: Sequence[Run]) -> None:
    """Add the words from *start* to *end* as printed, but for the *runs* that lie between."""
    for run in runs[bisect_left(runs, start, key=lambda run: run.start) :]:
        if run.start >= end:
            break
        if run.end <= end:
            _add_printed(found, view, start, run.start)
            found.append(Wording(Token(plain(run.said)), view.cut(run.start, run.end), run.kind))
            start = run.end
    _add_printed(found, view, start, end)


def _add_printed(found: list[Wording], view: View, start: int, end: int) -> None:
    """Add the words from *start* to *end* as printed, if there are any."""
    if start < end:
        run = view.cut(start, end)
        found.append(Wording(Token(plain(run.text)), run))


def _folded(token: str) -> str:
    return token.casefold().replace("’", "'")


@lru_cache(maxsize=4096)
def _pattern(key: str, *, shouted: bool) -> re.Pattern[str]:
    """Return the pattern of one entry at the borders of words, any apostrophe for any other.

    Args:
        key: the words of the entry.
        shouted: whether capitals alone are the same word: there is no entry for them.
    """
    left = r"(?<!\w)" if key[0].isalnum() else ""
    right = r"(?!\w)" if key[-1].isalnum() else ""
    shouts = shouted and key[0].isupper() and not key.isupper() and len(key) >= _SHOUTED
    words = f"(?:{_literal(key)}|{_literal(key.upper())})" if shouts else _literal(key)
    return re.compile(f"{left}{words}{right}", re.IGNORECASE if key == key.lower() else 0)


def _literal(key: str) -> str:
    return "".join("[’']" if c in "’'" else r"\s+" if c.isspace() else re.escape(c) for c in key)
