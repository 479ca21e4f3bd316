"""What a language's newspapers say around their quotations, as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """Word lists of one language; the tables of ``languages/<code>.toml``, lower case."""

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
        if any(noun in words[group] for group in ("persons", "offices", "men", "women")):
            return True
        return not self.thing(noun) and noun.endswith(tuple(words["endings"]))

    def thing(self, noun: str) -> bool:
        """Tell whether *noun*, in lower case, means a paper, a body or a thing."""
        return any(noun in self.words[group] for group in ("things", "documents", "letters", "companies"))

    def title(self, word: str) -> bool:
        """Tell whether *word* stands before names as a title, in lower case and without its full stop."""
        return any(word in self.titles[group] for group in ("any", "he", "she"))


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
            section: {name: frozenset(words.split()) for name, words in lists.items()}
            for section, lists in table.items()
        }
    )


@cache
def first_names() -> Mapping[str, str]:
    """Return the first names that newspapers use for one gender nearly always: ``male`` or ``female``."""
    path = files("narration.attribution") / "languages" / "first_names.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: gender for gender, names in table.items() for name in names.split()}
