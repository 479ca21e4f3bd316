"""A text as printed into runs that are said otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from narration.casting.spoken import (
    abbreviations,
    acronyms,
    addresses,
    dates,
    emoji,
    magnitudes,
    money,
    names,
    numerals,
    ordinals,
    phones,
    ranges,
    scripts,
    signs,
    times,
    units,
)
from narration.casting.spoken.rules import Run, Variety, chosen

if TYPE_CHECKING:
    from narration.casting.spoken.rules import Rule

_MODULES = (
    addresses,
    phones,
    money,
    signs,
    magnitudes,
    ordinals,
    units,
    times,
    dates,
    ranges,
    numerals,
    abbreviations,
    acronyms,
    emoji,
    scripts,
    names,
)
"""In this order where two find runs of the same length."""
_RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in module.RULES)


def runs(text: str, language: str, variety: Variety = Variety.BRITISH) -> tuple[Run, ...]:
    """Return the runs of *text* that are said otherwise than printed, in order, none over another.

    The longest counts where two overlap.  All classes of token are English; of
    other languages only what has no language is said otherwise.

    Args:
        text: as printed; it stays as it is.
        language: of the text, BCP 47.
        variety: whose English it is.
    """
    english = language.partition("-")[0].lower() in {"", "en"}
    rules = _RULES if english else addresses.LANGUAGE_FREE
    there = set(text)
    found = (
        run
        for rule in rules
        if not rule.trigger or not there.isdisjoint(rule.trigger)
        for run in rule.runs(text, variety)
    )
    return chosen((run for run in found if _counts(run, text[run.start : run.end])), len(text))


def _counts(run: Run, printed: str) -> bool:
    """Return whether *run* says anything new, and leaves no word unsaid."""
    wordless = not any(map(str.isalnum, run.said)) and any(map(str.isalnum, printed))
    return run.said != printed and not wordless
