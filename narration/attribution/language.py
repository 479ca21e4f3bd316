"""What a language's newspapers say around their quotations, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from narration.model import Gender

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from narration.attribution.tokens import Token

DEFAULT = "en"

STEM = 3
"""Letters that are left of a name without the ending of its case, at least."""

LISTS: Mapping[str, Callable[[list[str]], Any]] = {"endings": tuple}
"""Tables whose lists have an order; all others are sets."""


@dataclass(frozen=True, slots=True)
class Language:
    """Word lists of one language; the tables of ``languages/<code>.toml``, lower case."""

    grammar: Mapping[str, frozenset[str]]
    """What the language does and English does not, or the other way round: one word each."""
    endings: Mapping[str, tuple[str, ...]]
    """Endings by which verbs, adverbs, plurals, titles and cases are told."""
    spelling: Mapping[str, frozenset[str]]
    """Abbreviations, and words that are written together with others."""
    names: Mapping[str, frozenset[str]]
    """First names: ``male`` and ``female``."""
    cues: Mapping[str, frozenset[str]]
    """``speech``: verbs before and after quotations; ``about``: verbs around quoted words; ``passive``."""
    words: Mapping[str, frozenset[str]]
    """Pronouns, determiners, prepositions, nouns by what they mean for quotations."""
    titles: Mapping[str, frozenset[str]]
    """Words before and in names; ``he`` and ``she`` tell the gender."""
    bodies: Mapping[str, frozenset[str]]
    """Words by which the name of a body or a place is told from a person's."""

    def verb(self, word: str) -> bool:
        """Tell whether *word* is a form of a verb that reports words."""
        return word in self.cues["speech"] or word in self.cues["about"]

    def human(self, noun: str) -> bool:
        """Tell whether *noun*, in lower case, means a person."""
        words = self.words
        if any(noun in words[group] for group in ("persons", "offices", "men", "women", "demonyms")):
            return True
        return not self.thing(noun) and noun.endswith(tuple(words["endings"]))

    def thing(self, noun: str) -> bool:
        """Tell whether *noun*, in lower case, means a paper, a body or a thing."""
        return any(noun in self.words[group] for group in ("things", "documents", "letters", "companies"))

    def paper(self, noun: str) -> bool:
        """Tell whether *noun*, in lower case, means a paper that may be quoted."""
        return noun in self.words["documents"] or noun in self.words["letters"]

    def speaks(self, noun: str) -> bool:
        """Tell whether *noun*, in lower case, means somebody or a paper that may be quoted."""
        plural = next((noun.removesuffix(e) for e in self.endings["plural"] if noun.endswith(e)), noun)
        papers = ("groups", "documents", "letters", "companies")
        return any(
            self.human(word) or any(word in self.words[group] for group in papers)
            for word in (noun, noun.rsplit("-", 1)[-1], plural)
        )

    def title(self, word: str) -> bool:
        """Tell whether *word* stands before names as a title, in lower case and without its full stop."""
        listed = any(word in self.titles[group] for group in ("any", "he", "she"))
        return listed or word.endswith(
            tuple(e for group in ("title", "title_he", "title_she") for e in self.endings[group])
        )

    def titled(self, word: str) -> Gender:
        """Return the gender that *word*, a title in lower case, tells of."""
        for gender, group in ((Gender.FEMALE, "she"), (Gender.MALE, "he")):
            if word in self.titles[group] or word.endswith(self.endings[f"title_{group}"]):
                return gender
        return Gender.UNKNOWN

    def adverb(self, token: Token) -> bool:
        """Tell whether *token* looks like an adverb: “warily”, not “Sally”, nor “ally”, “family”."""
        return (
            token.text.islower()
            and token.lower.endswith(self.endings["adverb"])
            and not self._noun(token.lower)
        )

    def _noun(self, word: str) -> bool:
        return any(
            word in self.words[group] for group in ("persons", "groups", "companies", "documents", "things")
        )

    def fullness(self, form: str) -> tuple[int, ...]:
        """Return how well *form* of a name serves as its label: long, but without the ending of a case."""
        if not self.endings["cases"]:
            return (len(form),)
        words = form.lower().split()
        known = any(words[:1] == [name] for names in self.names.values() for name in names)
        return len(words), known, -len(form)

    def stem(self, word: str) -> str:
        """Return *word* of a name, in lower case, without the ending of its case."""
        for ending in self.endings["cases"]:
            if word.endswith(ending) and len(word) - len(ending) >= STEM:
                return word[: -len(ending)]
        return word


@cache
def language(code: str) -> Language:
    """Return the words of the language with the BCP 47 *code*, English where we know no better."""
    folder = files("narration.attribution") / "languages"
    primary = code.split("-", maxsplit=1)[0].lower()
    path = folder / f"{primary}.toml"
    table = tomllib.loads(
        (path if path.is_file() else folder / f"{DEFAULT}.toml").read_text(encoding="utf-8")
    )
    return Language(
        **{
            section: {name: LISTS.get(section, frozenset)(words.split()) for name, words in lists.items()}
            for section, lists in table.items()
        }
    )


@cache
def first_names() -> dict[str, str]:
    """Return the first names that newspapers use for one gender nearly always: ``male`` or ``female``."""
    path = files("narration.attribution") / "languages" / "first_names.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: gender for gender, names in table.items() for name in names.split()}


@cache
def given(code: str) -> Mapping[str, str]:
    """Return the first names above with those of a language, which go first, by the stem of the name."""
    words = language(code)
    own = {gender: {words.stem(name) for name in names} for gender, names in words.names.items()}
    both = frozenset.intersection(*map(frozenset, own.values()))
    stems = {words.stem(name): gender for name, gender in first_names().items()}
    stems |= {name: gender for gender, names in own.items() for name in names}
    return {name: gender for name, gender in stems.items() if name not in both}
