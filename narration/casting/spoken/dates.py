"""Dates: 22/11/2024, Nov 22, 1990s, ’90s, in 1999, 2022-23."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.casting.spoken.numbers import ALONE, cardinal, ordinal, pair, plural, span, year
from narration.casting.spoken.rules import DIGITS, Rule, Variety, one_of
from narration.casting.spoken.words import listed, saying, table

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTHS = table("months")
_NAMES = tuple(dict.fromkeys(_MONTHS.values()))
_MONTH = rf"(?P<month>{one_of(_MONTHS)})\b(?:\.(?=,?\s[a-z\d]))?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[1-9]\d\d|20\d\d)"
_END = r"(?![\w/]|[-–]\d|[.,:]\d)"
_PIVOT = 50
"""Two figures from here on are a year of the last century."""
_FIGURES = re.compile(rf"{ALONE}(?P<a>\d\d?)(?P<by>[/.])(?P<b>\d\d?)(?P=by)(?P<year>{_YEAR}|\d\d){_END}")
_ISO = re.compile(rf"{ALONE}(?P<year>{_YEAR})-(?P<b>[01]\d)-(?P<a>[0-3]\d){_END}")
_MONTH_FIRST = re.compile(
    rf"\b{_MONTH}\s(?P<day>{_DAY})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<last>{_DAY})(?:st|nd|rd|th)?)?"
    rf"(?:,?\s(?P<year>{_YEAR}))?{_END}"
)
_DAY_FIRST = re.compile(
    rf"(?P<the>\b[Tt]he\s)?{ALONE}(?P<run>(?P<day>{_DAY})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<last>{_DAY})(?:st|nd|rd|th)?)?"
    rf"\s{_MONTH}(?:,?\s(?P<year>{_YEAR}))?){_END}"
)
_MONTH_YEAR = re.compile(rf"\b{_MONTH},?\s(?P<year>{_YEAR}){_END}")
_MONTH_ALONE = re.compile(
    rf"(?:\b(?P<cue>{one_of(listed('before a month'))})[\s-])?"
    rf"\b(?P<run>(?P<month>{one_of(m for m in _MONTHS if m not in _NAMES)})\b(?P<dot>\.(?=\s[a-z\d]))?)"
    rf"(?:(?=(?P<until>\s?(?:{one_of(listed('between months'))})\s?(?:{one_of(_MONTHS)})\b)))?"
)
_MONTHS_SPAN = re.compile(
    rf"\b(?P<low>{one_of(_MONTHS)})\.?\s?[-–]\s?(?P<high>{one_of(_MONTHS)})\b"
    rf"(?:\.(?=\s[a-z]))?(?!\s\d\d?\b)(?:\s(?P<year>{_YEAR})(?!\w))?"
)
_DECADE = re.compile(
    rf"{ALONE}(?P<run>(?P<mark>[’'‘])?(?P<century>1[1-9]|20)?(?P<ten>[1-9]0|(?<=[1-9]\d)00)[’']?s)\b"
)
_UNTIL = re.compile(rf"(?<=\d)(?P<run>\s?[-–]\s?)(?=(?:{one_of(_MONTHS)})\s\d)")
_WEEKDAY = re.compile(
    rf"\b(?P<run>(?P<day>{one_of(table('weekdays'))})\b\.?)(?=,?\s(?:\d{{1,2}}\b|(?:{one_of(_MONTHS)})\b))"
)
_SPAN = re.compile(
    rf"(?<![\w.,/$£€-])(?P<first>{_YEAR})\s?(?P<by>[-–/])\s?(?P<last>{_YEAR}|\d\d)(?![\w/]|[-–.,]\d)"
)
_ALONE = re.compile(
    rf"(?:(?P<cue>[^\W\d_]{{1,12}})\.?[\s,(]{{1,2}})?(?<![\w.,:/$£€#-])(?P<run>{_YEAR})(?![\w%/]|[.,:]\d|[-–]\d)"
    r"(?:[\s-](?P<next>[^\W\d_]{1,20}))?"
)
_ERA = re.compile(rf"{ALONE}(?P<run>\d{{3,4}})(?=\s?(?:BCE?|AD|CE)\b)")
_CIRCA = re.compile(r"\bca?\.(?P<year>\d{3,4})(?![\w]|[.,]\d)")
_SHORT = re.compile(r"(?<!\w)(?P<run>[’'‘](?P<year>\d\d))(?![\w.,]\d|\w|[’'”\"])")


def _say_figures(match: re.Match[str], variety: Variety) -> str | None:
    a, b, last = int(match["a"]), int(match["b"]), match["year"]
    if match["by"] == "." and len(last) == 2:
        return None  # a version, a section
    day, month = (b, a) if b > 12 or (variety is Variety.AMERICAN and a <= 12) else (a, b)
    century = 1900 if int(last) >= _PIVOT else 2000
    return _date(day, month, int(last) if len(last) == 4 else century + int(last), variety)


def _say_iso(match: re.Match[str], variety: Variety) -> str | None:
    return _date(int(match["a"]), int(match["b"]), int(match["year"]), variety)


def _date(day: int, month: int, in_year: int, variety: Variety) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return saying(f"date {variety}", ordinal(day), _NAMES[month - 1], year(in_year))


def _say_month_first(match: re.Match[str], variety: Variety) -> str:
    del variety
    said = f"{_MONTHS[match['month']]} {_days(match)}"
    return f"{said}, {year(int(match['year']))}" if match["year"] else said


def _say_day_first(match: re.Match[str], variety: Variety) -> str:
    del variety
    days = _days(match) if match["the"] else saying("day", _days(match))
    said = saying("day and month", days, _MONTHS[match["month"]])
    return f"{said}, {year(int(match['year']))}" if match["year"] else said


def _days(match: re.Match[str]) -> str:
    day = ordinal(int(match["day"]))
    return span(day, ordinal(int(match["last"]))) if match["last"] else day


def _say_month_year(match: re.Match[str], variety: Variety) -> str:
    del variety
    return f"{_MONTHS[match['month']]} {year(int(match['year']))}"


def _say_month(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    if match["month"] in listed("months that are names") and not (
        match["cue"] or match["dot"] or match["until"]
    ):
        return None
    return str(_MONTHS[match["month"]])


def _say_months(match: re.Match[str], variety: Variety) -> str:
    del variety
    said = span(_MONTHS[match["low"]], _MONTHS[match["high"]])
    return f"{said} {year(int(match['year']))}" if match["year"] else said


def _say_decade(match: re.Match[str], variety: Variety) -> str:
    del variety
    century, ten = match["century"], match["ten"]
    if ten == "00":
        return plural(cardinal("2000") if century == "20" else saying("hundred", cardinal(century)))
    said = plural(cardinal(ten))
    return f"{cardinal(century)} {said}" if century else said


def _say_span(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    first, last = match["first"], match["last"]
    if match["by"] == "/" and len(last) == 4:
        return span(year(int(first)), year(int(last)))
    if len(last) == 2 and int(last) <= int(first[2:]):
        return None
    end = year(int(last)) if len(last) == 4 else pair(last)
    return span(year(int(first)), end)


def _say_year(match: re.Match[str], variety: Variety) -> str | None:
    """A number is a year if the words before it say so; one of our time if those after do not deny it."""
    del variety
    number, cue = int(match["run"]), (match["cue"] or "").lower()
    if (match["next"] or "").lower() in listed("counted"):
        return None
    if cue not in listed("before a year") and not 1900 <= number <= 2099:
        return None
    return year(number)


def _say_short(match: re.Match[str], variety: Variety) -> str:
    del variety
    return pair(match["year"])


def _say_until(match: re.Match[str], variety: Variety) -> str:
    del match, variety
    return saying("to")


def _say_weekday(match: re.Match[str], variety: Variety) -> str:
    del variety
    return str(table("weekdays")[match["day"]])


def _say_era(match: re.Match[str], variety: Variety) -> str:
    del variety
    return year(int(match["run"]))


def _say_circa(match: re.Match[str], variety: Variety) -> str:
    del variety
    return saying("about", year(int(match["year"])))


_SAYERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Variety], str | None]], ...] = (
    (_FIGURES, _say_figures),
    (_ISO, _say_iso),
    (_MONTH_FIRST, _say_month_first),
    (_DAY_FIRST, _say_day_first),
    (_MONTH_YEAR, _say_month_year),
    (_DECADE, _say_decade),
    (_SPAN, _say_span),
    (_ALONE, _say_year),
    (_SHORT, _say_short),
    (_ERA, _say_era),
    (_CIRCA, _say_circa),
    (_UNTIL, _say_until),
)
RULES = (
    *(Rule("date", pattern, say, DIGITS) for pattern, say in _SAYERS),
    Rule("date", _MONTH_ALONE, _say_month),
    Rule("date", _MONTHS_SPAN, _say_months, "-–"),
    Rule("date", _WEEKDAY, _say_weekday),
)
