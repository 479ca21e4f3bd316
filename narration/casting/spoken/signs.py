"""Signs between words, hashtags, handles: & % # @ + / ×."""

from __future__ import annotations

import re

from narration.casting.spoken.numbers import ALONE, NUMBER, cardinal, digits, negative
from narration.casting.spoken.ranges import percent
from narration.casting.spoken.rules import DIGITS, Rule, Variety, one_of
from narration.casting.spoken.words import saying, table

_PHRASES = table("phrases")
_PHRASE = re.compile(rf"(?<![\w/.,])(?<!\d-)(?:{one_of(_PHRASES)})(?![\w/-]|[.,]\d)")
_PERCENT = re.compile(rf"{ALONE}(?P<run>(?P<minus>(?<!\w)[-−+])?(?P<number>{NUMBER})\s?%)")
_AND = re.compile(r"(?<=[\w’'.)])(?P<run>\s?&\s?)(?=[\w‘“('])")
_RANKED = re.compile(rf"(?<![\w#&])#(?P<number>{NUMBER})\b")
_HASHTAG = re.compile(r"(?<![\w#&])#(?P<tag>[^\W\d]\w{0,80})")
_HANDLE = re.compile(r"(?<![\w@./])@(?P<tag>\w{1,80})(?![\w@]|\.\w)")
_AT = re.compile(r"(?<=\s)@(?=\s)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|_")
_MORE = re.compile(rf"{ALONE}(?P<number>{NUMBER})\+(?!\w)")
_ABOUT = re.compile(rf"(?<!\w)(?P<sign>[~≈<>≤≥])\s?(?P<number>{NUMBER})(?![\w,.]\d)")
_BY = re.compile(rf"{ALONE}(?P<a>{NUMBER})\s?[x×]\s?(?P<b>{NUMBER})(?!\w)")
_TIMES = re.compile(rf"{ALONE}(?P<number>{NUMBER})[x×](?!\w)")
_ALTERNATIVE = re.compile(r"(?<![\w/.])(?P<a>[A-Za-z]{2,20})(?P<run>/)(?P<b>[A-Za-z]{2,20})(?![\w/.])")
_RATE = re.compile(rf"(?<=[\w€])(?P<run>/(?P<per>{one_of(table('rates'))}))(?![\w/])")
_AMOUNT = re.compile(r"\d\s?[A-Za-z€]{0,12}\Z")
_STARS = re.compile(rf"{ALONE}(?P<number>[1-7])\*(?=\s[a-z])")
_POINT = re.compile(r"(?<![\w.,…])\.(?P<digits>\d{2,3})(?![\w.])")
_MINUS = re.compile(rf"(?:(?<=\s)|\A)(?P<run>[−-](?P<number>{NUMBER}))(?![\w/-]|[.,]\d)")
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=[\w“‘\"'(])|(?<=[\w.,:!?”’\"')])\*{1,3}(?![\w*])")
_SIGNS = table("signs")
_SIGN = re.compile(f"[{''.join(map(re.escape, _SIGNS))}]")


def humps(tag: str) -> str:
    """Return the words of a hashtag or a handle: “#NoMoreNight_shifts”."""
    return " ".join(_HUMP.sub(" ", tag).split())


def _say_phrase(match: re.Match[str], variety: Variety) -> str:
    del variety
    return str(_PHRASES[match[0]])


def _say_percent(match: re.Match[str], variety: Variety) -> str:
    return negative(f"{cardinal(match['number'])} {percent(variety)}", match["minus"])


def _say_and(match: re.Match[str], variety: Variety) -> str:
    del variety, match
    return saying("&")


def _say_ranked(match: re.Match[str], variety: Variety) -> str:
    del variety
    return saying("ranked", cardinal(match["number"]))


def _say_hashtag(match: re.Match[str], variety: Variety) -> str:
    del variety
    return saying("hashtag", humps(match["tag"]))


def _say_handle(match: re.Match[str], variety: Variety) -> str:
    del variety
    return saying("handle", humps(match["tag"]))


def _say_at(match: re.Match[str], variety: Variety) -> str:
    del variety, match
    return saying("@")


def _say_more(match: re.Match[str], variety: Variety) -> str:
    del variety
    return saying("more", cardinal(match["number"]))


def _say_about(match: re.Match[str], variety: Variety) -> str:
    del variety
    return f"{table('comparisons')[match['sign']]} {cardinal(match['number'])}"


def _say_by(match: re.Match[str], variety: Variety) -> str:
    del variety
    return saying("by", cardinal(match["a"]), cardinal(match["b"]))


def _say_times(match: re.Match[str], variety: Variety) -> str:
    del variety
    return saying("times", cardinal(match["number"]))


def _say_alternative(match: re.Match[str], variety: Variety) -> str:
    """A stroke between two words: “or” between two small ones, else a breath."""
    del variety
    return saying("or") if match["b"].islower() and (match["a"].islower() or match["a"].istitle()) else ", "


def _say_rate(match: re.Match[str], variety: Variety) -> str | None:
    del variety
    before = match.string[max(0, match.start() - 14) : match.start()]
    return f" {table('rates')[match['per']]}" if _AMOUNT.search(before) else None


def _say_stars(match: re.Match[str], variety: Variety) -> str:
    del variety
    return saying("stars", cardinal(match["number"]))


def _say_point(match: re.Match[str], variety: Variety) -> str:
    del variety
    return saying("point", digits(match["digits"]))


def _say_minus(match: re.Match[str], variety: Variety) -> str:
    del variety
    return negative(cardinal(match["number"]))


def _say_emphasis(match: re.Match[str], variety: Variety) -> str:
    del match, variety
    return ""


def _say_sign(match: re.Match[str], variety: Variety) -> str:
    del variety
    return f" {_SIGNS[match[0]]} " if _SIGNS[match[0]] else " "


RULES = (
    Rule("phrase", _PHRASE, _say_phrase, DIGITS + "/&"),
    Rule("percentage", _PERCENT, _say_percent, "%"),
    Rule("sign", _AND, _say_and, "&"),
    Rule("sign", _RANKED, _say_ranked, "#"),
    Rule("hashtag", _HASHTAG, _say_hashtag, "#"),
    Rule("handle", _HANDLE, _say_handle, "@"),
    Rule("sign", _AT, _say_at, "@"),
    Rule("sign", _MORE, _say_more, "+"),
    Rule("sign", _ABOUT, _say_about, "~≈<>≤≥"),
    Rule("sign", _BY, _say_by, "x×"),
    Rule("sign", _TIMES, _say_times, "x×"),
    Rule("sign", _RATE, _say_rate, "/"),
    Rule("sign", _STARS, _say_stars, "*"),
    Rule("sign", _POINT, _say_point, "."),
    Rule("sign", _ALTERNATIVE, _say_alternative, "/"),
    Rule("sign", _MINUS, _say_minus, "-−"),
    Rule("emphasis", _EMPHASIS, _say_emphasis, "*"),
    Rule("sign", _SIGN, _say_sign, "".join(_SIGNS)),
)
