"""Words of ours around the article's, in its language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

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
    """Title of the first chapter where no headline gives it one; never spoken."""


ENGLISH = Announcements(
    by="By",
    notice="Read by synthetic voices, not by the people quoted.",
    heading="Section",
    caption="Picture caption",
    captions="Picture captions",
    closing="End of article.",
    quote="quote",
    unquote="end quote",
    opening="Opening",
)

_LANGUAGES: Mapping[str, Announcements] = MappingProxyType(
    {
        "en": ENGLISH,
        "de": Announcements(
            by="Von",
            notice="Gelesen von künstlichen Stimmen, nicht von den Zitierten.",
            heading="Abschnitt",
            caption="Bildunterschrift",
            captions="Bildunterschriften",
            closing="Ende des Artikels.",
            quote="Zitat",
            unquote="Zitat Ende",
            opening="Anfang",
        ),
        "fr": Announcements(
            by="Par",
            notice="Lu par des voix de synthèse, et non par les personnes citées.",
            heading="Section",
            caption="Légende",
            captions="Légendes des photos",
            closing="Fin de l’article.",
            quote="ouvrez les guillemets",
            unquote="fermez les guillemets",
            opening="Début",
        ),
    }
)

BY = tuple({ours.by for ours in _LANGUAGES.values()} | {"Por", "Di", "Da", "Door", "Av", "Autor"})
"""“By” in every language in which bylines are told, whether or not we have words in it."""


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
    """Return the words for a language (BCP 47); English where we have none."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), ENGLISH)
