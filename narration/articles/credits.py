"""Finds picture credits: names of agencies, photographers at either end of a caption."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

AGENCIES = frozenset(
    re.findall(
        r"\w+",
        """
        AFP Alamy Anadolu ANP AP BNPS Bloomberg Caters Corbis DPA EPA Getty iStock LNP Magnum NurPhoto PA
        Reuters Rex Shutterstock SOPA Solent Splash SWNS TASS UPI WENN Xinhua Zuma
        """,
    )
)
"""Picture agencies, wire services as they sign, one word each."""

_STARTERS = frozenset(
    re.findall(
        r"\w+",
        """
        A After All An Another As At Before Both Children Dozens During Each Every For Four From He Her Here
        His Hundreds In Inside It Its Last Many Members Men More Most Mr Mrs Ms Near New Now On One Our
        Outside People Police Residents She Six Some Still That The Their There These They This Those
        Thousands Three Two Visitors When Where While With Women Workers Young
        """,
    )
)
"""Words that begin captions and end no name."""

_WHOLE_WORDS = frozenset({"LinkedIn"})
"""Words with a capital inside whose last part is one of `_STARTERS`."""

_PREFIXES = (
    "Mc",
    "Mac",
    "De",
    "Di",
    "Du",
    "Da",
    "Fitz",
    "La",
    "Le",
    "Van",
    "Von",
    "O'",
    "O’",
    "St",
    "El",
    "Al",
)
"""What stands before a capital inside a name: McAdam, DeWitt."""

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_NAME_WORD = rf"(?:{_CAPITAL}[\w.'’-]*|©)"
_LINK = r"(?:and|for|of|the|via|by|de|del|van|von|der|den|la|le|el|al|bin|di|da|du|y|&|/|\||,|-|–)"
_NAMES = rf"{_NAME_WORD}(?:\s?[/|,&]\s?{_NAME_WORD}|\s(?:{_LINK}\s){{0,2}}{_NAME_WORD}){{0,9}}"
_LABEL = (
    r"(?:(?:(?:Main|Top|File|Stock|Archive|Cover|Header|Lead)\s)?"
    r"(?:Photo|Photos|Photograph|Photographs|Photography|Photographer|Picture|Pictures|Pic|Pics|Image|Images|"
    r"Illustration|Illustrations|Foto|Fotos|Bild|Bilder|Crédit|Credit|Credits|PHOTO|PICTURE|PICTURES|IMAGE|CREDIT|PIC)"
    r"(?:\s(?:[Cc]redits?|[Ss]ource|[Cc]ourtesy))?)"
)
_COLON = rf"(?:{_LABEL}\s?[:|]\s?|©\s?|\(c\)\s)"
_SIGNED = rf"(?:{_COLON}|{_LABEL}\s(?:by|via|courtesy of)\s|Courtesy of\s)"
_AGENCY = rf"(?:{'|'.join(sorted(AGENCIES))})(?:\s(?:Images|Photo|Photos|Pictures|Wire|Media|News|Press))?"
_AGENCY_LINE = rf"(?:{_NAMES}(?:\s?/\s?|\svia\s))?{_AGENCY}(?:(?:\s?/\s?|\svia\s){_NAMES})?"
_CREDIT = rf"(?:{_SIGNED}{_NAMES}|{_AGENCY_LINE})"

_WHOLE = re.compile(rf"[(\[|–—-]?\s?{_CREDIT}\s?[)\]]?\.?")
_BRACKETED = re.compile(rf"[(\[]\s?{_CREDIT}\s?[)\]]\.?")
_SIGNED_END = re.compile(rf"(?:(?<!\w){_COLON}|(?<=[.!?|”’] ){_SIGNED}){_NAMES}\.?")
_AGENCY_END = re.compile(rf"(?:(?<=[.!?”’\"'])\s?|\s[–—-]\s?|[|/]\s?){_AGENCY_LINE}")
_NAME = rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{1,2}}"
_NAME_END = re.compile(rf"(?:(?<=[.!?|”’])\s?|[|–—]\s?)({_NAME})")
_KNOWN_END = re.compile(rf"(?<=[.!?|] )({_NAME})(?:(?:\s?[/|,]\s?|\svia\s){_NAMES})?\.?")
_LABELLED = re.compile(rf"[(\[]?\s?{_SIGNED}")
_BETWEEN = re.compile(r"\s?[/|,&]\s?|\s(?:via|for|and)\s")
_ONE_NAME = re.compile(_NAME)

TAIL = 100
"""Characters: no credit is longer."""

LONGEST_NAME = 5
"""Words of a credit that is looked for without a label."""


@dataclass(frozen=True, slots=True)
class Glue:
    """A name without a space before the word that follows."""

    name: str
    sure: bool
    """Whether it can be nothing but a credit, wherever it stands."""


def glued(text: str) -> Glue | None:
    """Return the name glued to the front: ``AP`` of ``APThe mill``, ``Jo Orr`` of ``Jo OrrThe mill``."""
    words = text[:TAIL].split(" ")[:5]
    for number, word in enumerate(words):
        if not word[:1].isupper():
            return None
        if (cut := _seam(word)) is not None:
            name = " ".join([*words[:number], word[:cut]])
            after = word[cut:].rstrip(",;:.")
            agency = name in AGENCIES and (after in _STARTERS or (name.isupper() and len(after) > 3))
            return Glue(name, sure=agency or (number > 0 and after in _STARTERS))
    return None


def _seam(word: str) -> int | None:
    """Return where a second word begins inside *word*, if one does."""
    for cut in range(2, 0 if word in _WHOLE_WORDS else len(word)):
        left, right = word[:cut], word[cut:]
        if not right[0].isupper() or right[1:2].isupper():
            continue
        initials = left.rpartition("/")[2]
        if (
            len(initials) > 1
            and initials.isupper()
            and (right[1:2].islower() or (initials in AGENCIES and right == "A"))
        ):
            return cut
        if left[-1].islower() and not left.endswith(_PREFIXES):
            return cut
    return None


def glued_names(texts: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """Return the names that are credits in this article.

    Args:
        texts: the beginning of each block, and whether markup says that it is a
            caption.  A name is known if it can be nothing else, or if two
            captions begin with it.
    """
    sure: set[str] = set()
    seen: Counter[str] = Counter()
    for text, marked in texts:
        if glue := glued(text):
            seen[glue.name] += marked
            if glue.sure:
                sure.add(glue.name)
    return frozenset(sure | {name for name, times in seen.items() if times > 1})


def signed_names(texts: Iterable[str]) -> frozenset[str]:
    """Return the names in labelled credits: ``Jo Orr`` of ``Photo: Jo Orr/PA``."""
    found: set[str] = set()
    for text in texts:
        credit = text if is_credit(text, ()) else text[trailing(text, (), marked=False) :]
        if label := _LABELLED.match(credit):
            found.update(_BETWEEN.split(credit[label.end() :].rstrip(")]. ")))
    return frozenset(
        name for name in found if _ONE_NAME.fullmatch(name) and AGENCIES.isdisjoint(name.split())
    )


def leading(text: str, names: Collection[str], *, marked: bool) -> Glue | None:
    """Return the credit at the front of *text*, None if there is none.

    Args:
        text: of a block.
        names: credits known in this article.
        marked: whether it is known to be a caption.
    """
    if glue := glued(text):
        signed = glue.name in AGENCIES or "/" in glue.name or glue.name.isupper()
        if glue.name in names or glue.sure or (marked and signed):
            return Glue(glue.name, sure=True)
        return glue if marked and " " in glue.name else None
    words = text[:TAIL].split(" ")
    for number in range(1, min(LONGEST_NAME, len(words) - 1) + 1) if marked else ():
        name = " ".join(words[:number])
        if name in names and words[number][:1].isupper():
            return Glue(name, sure=True)
    first, second, *_ = [*words, ""]
    return Glue(first, sure=True) if marked and first in AGENCIES and second in _STARTERS else None


def trailing(text: str, names: Collection[str], *, marked: bool) -> int:
    """Return where the credit at the end of *text* begins, ``len(text)`` if there is none.

    Args:
        text: of a block.
        names: credits known in this article; behind a full stop they are one without any label.
        marked: whether it is known to be a caption.
    """
    start = max(0, len(text) - TAIL)
    patterns = (_BRACKETED, _SIGNED_END, _AGENCY_END, *([_NAME_END] if marked else []))
    found = [match for pattern in patterns for match in _at_the_end(pattern, text, start)]
    found += [match for match in _at_the_end(_KNOWN_END, text, start) if match[1] in names]
    if found:
        return found[0].start()
    words = text[start:].split(" ")
    for number in range(min(LONGEST_NAME, len(words) - 1), 0, -1) if marked else ():
        name = " ".join(words[-number:])
        if name in names:
            return len(text) - len(name)
    return len(text)


def _at_the_end(pattern: re.Pattern[str], text: str, place: int) -> Iterator[re.Match[str]]:
    """Yield the matches of *pattern* from *place* on that reach to the end of *text*."""
    while found := pattern.search(text, place):
        if found.end() == len(text):
            yield found
        place = found.start() + 1


def is_credit(text: str, names: Collection[str]) -> bool:
    """Whether *text* is a picture credit as a whole."""
    return len(text) <= TAIL and (text in names or _WHOLE.fullmatch(text) is not None)
