"""Knows what pages print above headlines: the section, the kind of article, the way to the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.articles.marks import fold, is_final, words
from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.articles.parts import Part

HEADLINE = range(4, 31)
"""Words of a headline under a label."""

_KINDS = re.compile(
    r"analysis|breaking( news)?|column|comment|editorial|exclusive|explainer|feature|first person|leader"
    r"|live|obituary|opinion|profile|q a|review|((the|our) )?(\w+ )?(interview|long read|essay)"
    r"|(press|news|media) (release|statement)"
)
"""What says what the article is."""

_SECTIONS = frozenset(
    re.findall(
        r"\w+",
        """
        and arts asia books business climate community council courts crime culture economy education
        entertainment environment europe family farming film food football health home international life
        lifestyle local media money motoring music national news politics property regional rugby science
        society sport sports style technology tech transport travel uk us weather world
        """,
    )
)
"""Words of what says where the article was filed."""

_MENU = re.compile(
    r"(my )?account|about( us)?|all|audio|cookies|e ?paper|games|help|home|jobs|latest|live|menu|more"
    r"|newsletters?|notices|podcasts?|puzzles|radio|search|shop|sounds|tv|videos?|your (account|area)"
)
"""What stands in the menu of a page."""

_STEP = r"[\w&'’, -]{1,40}"
_TRAIL = re.compile(
    rf"(?:Home|Start|News)(?:\s?[>›»/]\s?{_STEP}){{1,6}}[>›»/]?|{_STEP}(?:\s[>›»]\s{_STEP}){{2,6}}"
)


def above(part: Part, following: Part) -> Part | None:
    """Return *part* as the label above the headline *following*, None if it is none."""
    if len(words(following.text)) not in HEADLINE or following.kind is not None or is_final(following.text):
        return None
    if _KINDS.fullmatch(fold(part.text)):
        return part.as_(BlockKind.STANDFIRST, "a label above the headline")
    return part.dropped("section label") if is_section(part.text) else None


def menu(texts: Sequence[str]) -> int:
    """Return how many of *texts*, the first lines of a page, are its menu: two at least, and not all."""
    lines = (
        number
        for number, text in enumerate(texts)
        if not (is_section(text) or _MENU.fullmatch(fold(text[:40])))
    )
    first = next(lines, 0)
    return first if first > 1 else 0


def is_section(text: str) -> bool:
    """Whether *text* says where the article was filed: “Local news”."""
    found = fold(text[:40]).split()
    return 0 < len(found) <= 3 and _SECTIONS.issuperset(found)


def is_trail(text: str) -> bool:
    """Whether *text* is the way to a page: “Home > News > Transport”."""
    return _TRAIL.fullmatch(text) is not None
