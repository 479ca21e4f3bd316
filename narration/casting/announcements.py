"""Words of ours around the article's, in its language: one file of ``languages`` each."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from narration.casting.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from narration.model import Article

_PLACE = re.compile(r"\{(?:title|byline|date|publisher)\}")


@dataclass(frozen=True, slots=True)
class Announcements:
    """What is said that is not printed (after UKAAF MS01: title, author, source, who reads, end)."""

    by: str
    """Before the author's name."""
    notice: str
    heading: str
    """Before the words of a crosshead."""
    caption: str
    """Before a picture caption in its place."""
    captions: str
    """Before all picture captions at the end; also the title of that chapter."""
    closing: str
    quote: str
    """For a quotation mark that opens, where marks are said."""
    unquote: str
    opening: str
    """Title of the first chapter where no headline gives it one; spoken only where each chapter is a file."""
    bylines: str
    """Other words that begin bylines."""
    reads: str
    """What a voice says in an audition, ``{who}`` is whom it reads."""
    narrator: str
    """Whom the narrator reads."""
    unattributed: str
    """Whom the voice of those without a name reads."""
    contents: str
    """Title of what comes first in a collection."""
    items: str
    """How many items a collection has, ``{count}``."""
    item: str
    """Before an item, ``{number}``."""
    minutes: tuple[str, ...]
    """A length of one minute, and of ``{count}``; see `length`."""

    def length(self, minutes: int) -> str:
        """Return so many *minutes* in words: by the plural rules of CLDR, with a form of its own for 1.

        Two forms: one, more.  Three: one, 2 to 4 and the like, all others (Polish).  Four: the last is
        for 21, 31 … (Ukrainian).
        """
        one, *others = self.minutes
        last, teen = minutes % 10, minutes // 10 % 10 == 1
        if minutes == 1:
            return one
        if len(others) == 3 and last == 1 and not teen:
            form = others[2]
        elif len(others) > 1 and (teen or not 2 <= last <= 4):
            form = others[1]
        else:
            form = others[0]
        return form.replace("{count}", str(minutes))


_FOLDER = "languages"
_FALLBACK = "en"


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, Announcements]:
    """Return the words of each language that has a file."""
    found = files(__package__).joinpath(_FOLDER).iterdir()
    texts = {entry.name: entry.read_text("utf-8") for entry in found if entry.name.endswith(".toml")}
    return MappingProxyType(
        {name.removesuffix(".toml"): _words(tomllib.loads(text)) for name, text in texts.items()}
    )


def _words(content: dict[str, Any]) -> Announcements:
    return Announcements(**{**content, "minutes": tuple(content["minutes"])})


def bylines() -> tuple[str, ...]:
    """Return “by”, and what else bylines begin with, in every language that has words of ours."""
    words = {word for ours in _languages().values() for word in (ours.by, *ours.bylines.split())}
    return tuple(sorted(word.rstrip(":") for word in words))


def filled(template: str, article: Article) -> str:
    """Return the words of *template* with what the article says in the places of ``{title}`` and the like.

    A sentence with a place for something that the article does not have is left out.
    """
    places = {"title": article.title, "byline": article.byline, "date": article.date}
    places["publisher"] = article.publisher
    known = {f"{{{name}}}": " ".join(value.split()).rstrip(".") for name, value in places.items()}
    empty = {place for place, value in known.items() if not value}
    kept = [template[start:end] for start, end in sentences(template)]
    text = "".join(sentence for sentence in kept if not any(place in sentence for place in empty))
    return _PLACE.sub(lambda place: known[place[0]], text).strip()


def announcements(language: str) -> Announcements:
    """Return the words for a language (BCP 47); the English ones where `spoken_in` says no."""
    return _languages().get(_code(language)) or _languages()[_FALLBACK]


def spoken_in(language: str) -> bool:
    """Return whether there are words of ours in a language; an article that says none is English."""
    return not language or _code(language) in _languages()


def _code(language: str) -> str:
    return language.partition("-")[0].lower()
