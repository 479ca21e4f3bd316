"""Tells what quotation marks are used for: speech, quoted words, a title, a term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration.attribution.settings import ASIDE, DASHES, TERMINAL
from narration.attribution.tokens import Kind
from narration.model import BlockKind, Use

if TYPE_CHECKING:
    from collections.abc import Callable

    from narration.attribution.cues import Cue
    from narration.attribution.language import Language
    from narration.attribution.settings import Setting

FEW = 4
"""Words up to which a quotation inside a sentence is no speech; a third of all marked spans are such."""

NEAR = 12
"""Tokens between a verb of speech and the colon that leads in to a quotation."""

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a quotation is."""

    use: Use
    reason: str


def judge(setting: Setting, language: Language, *, spoken_before: bool, signed: bool) -> Verdict:
    """Return what the quotation is: speech, or the first of `OTHERS` that has a reason.

    *spoken_before* tells whether the piece before it in its paragraph is speech,
    *signed* whether a dash and a name follow.
    """
    if setting.span.plain:
        return Verdict(Use.SPEECH, f"speech without marks: {setting.span.plain}")
    said = (signed and setting.opens and setting.words > 1) or _speech(setting, language, spoken_before)
    if said and not any(rule(setting, language) for rule in NEVER):
        return Verdict(Use.SPEECH, "nobody is said to have said it")
    found = ((use, rule(setting, language)) for use, rule in OTHERS)
    return next(Verdict(use, reason) for use, reason in found if reason)


def _speech(setting: Setting, language: Language, spoken_before: bool) -> bool:  # noqa: FBT001 - private
    if setting.paragraph.kind in (BlockKind.HEADLINE, BlockKind.HEADING):
        return _headline(setting)
    if setting.span.continues or (setting.between_dashes and (setting.opens or spoken_before)):
        return True
    if setting.opens:
        return _sentence(setting, language) or _owned(setting, language)
    if (spoken_before and _resumes(setting)) or _worded(setting, language):
        return True
    if setting.lead == ":" or setting.lead in DASHES:
        near = setting.earlier is not None and setting.token - setting.earlier.verb <= NEAR
        near = near or (setting.paragraph.kind is BlockKind.CAPTION and setting.words > 1)
        long = setting.words > FEW
        colon = setting.lead == ":"
        return (long or (setting.capital and (near or setting.whole))) if colon else (long and setting.whole)
    further = (
        spoken_before
        and setting.lead not in language.words["conjunctions"]
        and (_after_quotation(setting.before, setting, language) or _continued(setting, language))
    )
    return further or _led_in(setting, language)


def _sentence(setting: Setting, language: Language) -> bool:
    """Tell whether a quotation at the start of a sentence is speech."""
    if setting.after is not None and (setting.words > 1 or setting.ends in ",?!.…"):
        return True
    if setting.ended and setting.capital and setting.words > 1 and "outside" in language.grammar["stops"]:
        return True
    if setting.ended or not setting.span.closed:
        broken_off = setting.capital and setting.ends == "," and setting.token + 1 == len(setting.tokens)
        return setting.whole or broken_off or setting.words > FEW or not setting.span.closed
    following = setting.beside(1)
    goes_on = setting.ends == "," and following is not None and following.text.islower()
    return setting.ends in ",?!" and setting.words > 2 and (setting.later is not None or goes_on)


def _led_in(setting: Setting, language: Language) -> bool:
    """Tell whether a quotation after “she said,” or “she said” is speech, not a few words of the sentence."""
    cue = setting.before
    if cue is None:
        return False
    if setting.lead == ",":
        heads = (
            cue.verb == 0
            or cue.subject is None
            or setting.tokens[cue.verb].lower.endswith(language.endings["running"])
        )
        return cue.listed and (setting.capital or (heads and setting.words > FEW))
    if setting.lead in language.words["slogans"] and setting.words <= FEW:
        return False
    direct = cue.last == setting.token and setting.lead in language.cues["speech"]
    long = setting.words > FEW or setting.ends in "?!"
    return direct and setting.capital and long and setting.ends in ".,?!…"


def _continued(setting: Setting, language: Language) -> bool:
    """Tell whether speech goes on after more than its cue: “No,” said Ada with a sigh; “no”."""
    led = setting.lead in (",", ";", ":") and setting.ended and setting.ends in TERMINAL and setting.words > 1
    cue = setting.earlier
    return led and cue is not None and cue.speech and _after_quotation(cue, setting, language)


def _after_quotation(cue: Cue | None, setting: Setting, language: Language) -> bool:
    """Tell whether only the *cue* stands between this piece and the quotation before it."""
    if cue is None:
        return False
    for place in range(min(cue.first, cue.verb) - 1, max(-1, cue.first - 5), -1):
        token = setting.tokens[place]
        if token.kind is Kind.QUOTE:
            return True
        if token.kind is Kind.WORD and token.lower in language.words["bridges"]:
            return False
    return False


def _resumes(setting: Setting) -> bool:
    """Tell whether speech that left off at a comma goes on: “It was,” she said – wincing – “cold”."""
    if setting.lead not in (",", *DASHES):
        return False
    for away in range(2, ASIDE):
        token = setting.beside(-away)
        if token is None or token.kind is Kind.QUOTE:
            return token is not None and token.text == ","
    return False


def _worded(setting: Setting, language: Language) -> bool:
    """Tell whether a whole sentence follows a noun for words: with the words “I have two cards”."""
    noun = setting.lead in language.words["terms"] and not setting.lead.endswith(language.endings["finite"])
    return noun and setting.whole and setting.ended and setting.words > FEW


def _owned(setting: Setting, language: Language) -> bool:
    """Tell whether it is called somebody's words: “Remarkable,” was her verdict."""
    verb, owner = setting.beside(1), setting.beside(2)
    if verb is None or owner is None or setting.ends not in ",?!" or not setting.capital:
        return False
    behind = (setting.beside(step) for step in (3, 4))
    owned = owner.capital and any(token is not None and token.kind is Kind.POSSESSIVE for token in behind)
    return verb.lower in language.words["being"] and (owned or owner.lower in language.words["possessive"])


def _headline(setting: Setting) -> bool:
    """Tell whether a headline quotes a whole sentence, not a few words of one."""
    if setting.after is not None and setting.capital and setting.ends in ",?!":
        return True
    if setting.words < 3 or not setting.capital:
        return False
    following = setting.beside(1)
    colon = setting.lead == ":" or (following is not None and following.text == ":")
    said = setting.after is not None or (setting.before is not None and setting.lead in (",", ":"))
    return setting.ends in TERMINAL or ((colon or said) and setting.words > FEW)


def _nickname(setting: Setting, _: Language) -> str:
    before, after = setting.beside(-1), setting.beside(1)
    between = before is not None and after is not None and before.capital and after.capital
    short = setting.words <= 3 and setting.capital and setting.ends.isalpha()
    return "between two parts of a name" if between and short else ""


def _term(setting: Setting, language: Language) -> str:
    terms, lead = language.words["terms"], setting.lead
    called = lead in terms or (
        lead in language.words["as"] | language.words["articles"]
        and setting.nearby[-2:-1]
        and setting.nearby[-2] in terms
    )
    return f"‘{lead}’ before it" if called and setting.before is None and setting.ends != "!" else ""


def _work(setting: Setting, language: Language) -> str:
    near = any(
        word in language.words["works"] or word in language.words["hearing"] for word in setting.nearby
    )
    return "the name of a work" if near and _title_case(setting.inner, language) else ""


def _title(setting: Setting, language: Language) -> str:
    free = setting.words > 1 and setting.before is None and setting.after is None
    shouted = setting.inner.isupper() and setting.paragraph.kind in (BlockKind.HEADLINE, BlockKind.CAPTION)
    title = free and setting.ends != "!" and not shouted and _title_case(setting.inner, language)
    return "capitals as in the name of a work" if title else ""


def _apposition(setting: Setting, _: Language) -> str:
    """Return a reason for a name between commas: The first single, “Gull”, was a hit."""
    behind = setting.beside(1)
    free = setting.before is None or not setting.before.speech
    between = free and setting.lead == "," and behind is not None and behind.text == ","
    name = between and setting.capital and setting.words <= FEW and setting.ends.isalnum()
    return "a name between commas" if name and setting.after is None else ""


def _inscription(setting: Setting, language: Language) -> str:
    """Return a reason for what a banner or a T-shirt says."""
    subjects = [cue.subject for cue in (setting.before, setting.after) if cue is not None]
    bears = any(subject is not None and subject.head in language.words["slogans"] for subject in subjects)
    return "what is written on a thing" if bears else ""


def _slogan(setting: Setting, language: Language) -> str:
    cried = setting.ends == "!" and setting.words <= FEW and setting.before is None
    named = any(word in language.words["slogans"] for word in setting.nearby)
    return "a slogan" if cried or named else ""


def _fragment(setting: Setting, _: Language) -> str:
    cues = (setting.before, setting.after, setting.earlier, setting.later)
    return "words inside the narrator’s sentence" if any(cue is not None for cue in cues) else ""


def _scare(_: Setting, __: Language) -> str:
    return "nobody is said to have said it"


def _title_case(inner: str, language: Language) -> bool:
    found = _WORD.findall(inner)
    long = [word for word in found if word.lower() not in language.words["small"]]
    return bool(long) and found[0][0].isupper() and all(word[0].isupper() for word in long)


OTHERS: tuple[tuple[Use, Callable[[Setting, Language], str]], ...] = (
    (Use.NICKNAME, _nickname),
    (Use.SLOGAN, _inscription),
    (Use.TERM, _term),
    (Use.TITLE, _work),
    (Use.SLOGAN, _slogan),
    (Use.TITLE, _title),
    (Use.TITLE, _apposition),
    (Use.FRAGMENT, _fragment),
    (Use.SCARE, _scare),
)
"""What is no speech, and the rule that gives its reason; the last one always does."""

NEVER = (_nickname, _apposition, _inscription)
"""Those that hold against all signs of speech."""
