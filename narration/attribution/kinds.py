"""Tells what quotation marks are used for: speech, quoted words, a title, a term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.attribution.settings import TERMINAL
from narration.attribution.tokens import Kind
from narration.model import BlockKind, Use

if TYPE_CHECKING:
    from narration.attribution.language import Language
    from narration.attribution.settings import Setting

FEW = 4
"""Words up to which a quotation inside a sentence is no speech (QUOTES: 31 % of marked spans are such fragments)."""

_DASHES = frozenset({"—", "–", "-", "--"})
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SMALL = frozenset("a an and as at but by de for from in la le of on or the to vs with".split())


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a quotation is, and by which sign."""

    use: Use
    sign: str
    """The class of evidence, as in ``precision.json``."""
    reason: str


def judge(setting: Setting, language: Language, *, spoken_before: bool, signed: bool) -> Verdict:
    """Return what the quotation is.

    Args:
        spoken_before: whether the piece before it in its paragraph is speech.
        signed: whether a dash and a name follow.
    """
    if signed and setting.opens and setting.words > 1:
        return Verdict(Use.SPEECH, "signed", "")
    if sign := _speech(setting, language, spoken_before=spoken_before):
        return Verdict(Use.SPEECH, sign, "")
    return _other(setting, language)


def _speech(setting: Setting, language: Language, *, spoken_before: bool) -> str:
    """Return by which sign the quotation is speech; empty if it is not."""
    aside = setting.paragraph.kind in (BlockKind.HEADLINE, BlockKind.HEADING)
    if aside:
        return "headline" if _headline(setting) else ""
    if setting.span.continues:
        return "continued"
    whole = setting.capital and setting.ends in (*TERMINAL, "-", "—", "–")
    if setting.opens and setting.between_dashes:
        return "broken off"
    if setting.opens:
        if setting.after and (setting.words > 1 or setting.ends in ",?!.…"):
            return "before its cue"
        if setting.ended and (whole or setting.words > FEW or not setting.span.closed):
            return "a sentence of its own"
        following = setting.beside(1)
        goes_on = following is not None and following.text.islower()
        if (
            setting.ends in ",?!"
            and setting.words > 2
            and (setting.later or (goes_on and setting.ends == ","))
        ):
            return "before its cue"
        return "a sentence of its own" if not setting.span.closed else ""
    if setting.lead == ":":
        known = setting.earlier is not None and not setting.earlier.verb < setting.token - 12
        return "after a colon" if setting.words > FEW or (setting.capital and (known or whole)) else ""
    return _inside(setting, language, whole=whole, spoken_before=spoken_before)


def _inside(setting: Setting, language: Language, *, whole: bool, spoken_before: bool) -> str:
    lead = setting.beside(-1)
    cue = setting.before
    if spoken_before and setting.between_dashes:
        return "a further piece"
    split = spoken_before and cue is not None and _after_quotation(setting)
    if split and setting.lead not in language.words["conjunctions"]:
        return "a further piece"
    if setting.lead == "," and cue and cue.listed:
        phrase = cue.subject
        heads = (
            cue.verb == 0
            or phrase is None
            or setting.capital
            or setting.tokens[cue.verb].lower.endswith("ing")
        )
        return "after a comma" if heads and (setting.capital or setting.words > FEW) else ""
    if lead and lead.kind is Kind.MARK and lead.text in _DASHES:
        return "after a dash" if whole and setting.words > FEW else ""
    direct = cue is not None and cue.last == setting.token and setting.lead in language.cues["speech"]
    if (
        direct
        and setting.capital
        and (setting.words > FEW or setting.ends in "?!")
        and setting.ends in ".,?!…"
    ):
        return "after its verb"
    return ""


def _after_quotation(setting: Setting) -> bool:
    """Tell whether only the cue stands between this piece and the quotation before it."""
    cue = setting.before
    if cue is None:
        return False
    for place in range(min(cue.first, cue.verb) - 1, max(-1, cue.first - 5), -1):
        token = setting.tokens[place]
        if token.kind is Kind.QUOTE:
            return True
        if token.kind is Kind.WORD and token.lower in ("and", "but", "that", "because"):
            return False
    return False


def _headline(setting: Setting) -> bool:
    """Tell whether a headline quotes a whole sentence, not a few words of one."""
    if setting.words < 3 or not setting.capital:
        return False
    following = setting.beside(1)
    colon = setting.lead == ":" or (following is not None and following.text == ":")
    said = setting.after is not None or (setting.before is not None and setting.lead in (",", ":"))
    return setting.ends in ".!?…" or ((colon or said) and setting.words > FEW)


def _other(setting: Setting, language: Language) -> Verdict:
    words = language.words
    nearby = [t.lower for t in setting.tokens[max(0, setting.token - 4) : setting.token]]
    before, after = setting.beside(-1), setting.beside(1)
    if (
        before
        and after
        and before.capital
        and after.capital
        and setting.words <= 3
        and setting.capital
        and setting.ends.isalpha()
    ):
        return Verdict(Use.NICKNAME, "nickname", "between two parts of a name")
    if setting.lead in words["terms"] or (
        len(nearby) > 1 and nearby[-2] in words["terms"] and setting.lead in ("as", "a", "the", "an")
    ):
        if setting.before is None:
            return Verdict(Use.TERM, "term", f"‘{setting.lead}’ before it")
    if any(word in words["works"] or word in words["hearing"] for word in nearby) and _title_case(
        setting.inner
    ):
        return Verdict(Use.TITLE, "title", "the name of a work")
    if (
        setting.ends == "!"
        and setting.words <= FEW
        and not setting.before
        or any(word in words["slogans"] for word in nearby)
    ):
        return Verdict(Use.SLOGAN, "slogan", "a slogan")
    if _title_case(setting.inner) and setting.words > 1 and not setting.before and not setting.after:
        return Verdict(Use.TITLE, "title", "capitals as in the name of a work")
    if setting.before or setting.after or setting.earlier or setting.later:
        return Verdict(Use.FRAGMENT, "fragment", "words inside the narrator’s sentence")
    if (
        not setting.capital
        and setting.words <= 2
        and after is not None
        and after.text.islower()
        and before is not None
        and before.text.islower()
    ):
        return Verdict(Use.TERM, "term", "a term of two words before its noun")
    return Verdict(Use.SCARE, "scare", "nobody is said to have said it")


def _title_case(inner: str) -> bool:
    found = _WORD.findall(inner)
    long = [word for word in found if word.lower() not in _SMALL]
    return bool(long) and found[0][0].isupper() and all(word[0].isupper() for word in long)
