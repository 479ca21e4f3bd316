"""Pronunciations in espeak-ng's notation, each of them read back by espeak-ng itself.

espeak-ng drops whatever it does not know in ``[[…]]``, and all that follows, without a word.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from narration.errors import Problem
from narration.model import Token, TokenForm
from narration.synthesis.engines.pyttsx3 import library
from narration.synthesis.engines.pyttsx3.files import find
from narration.synthesis.engines.pyttsx3.voices import identifier

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_STRESS = "ˈˌ"
_PRINTABLE = re.compile(r"[!-Z\\^-~]+(?: [!-Z\\^-~]+)*")
"""ASCII without brackets: all that espeak-ng's own notation is made of."""
_MORE = "|m"
"""Another phoneme: what answers the same with it and without has been broken off before it."""
_LIMIT = 200
"""Longest pronunciation in characters; the longest words of news take some 30."""


def phonemes(tokens: Sequence[Token], voice: str) -> Sequence[Token | Problem]:
    """Return for each token, in IPA or in espeak-ng's notation, its phonemes, or why *voice* cannot say it.

    Raises:
        EngineError: espeak-ng is not whole, or has no such voice.
    """
    base = voice.partition("+")[0]  # a variant changes the sound of the phonemes, not which there are
    return _checked(tuple(tokens), base)


@dataclass(frozen=True, slots=True)
class _Table:
    """The signs, as phonemes.toml has them."""

    symbols: Mapping[str, Sequence[str]]
    """What espeak-ng may write for each sign of IPA, the likeliest first."""
    written: Mapping[int, str]
    """Other ways to write a sign, for `str.translate`."""
    heard: Mapping[str, str]
    """What counts as the same sound."""
    alike: Mapping[int, str]
    """Consonants that do, for `str.translate`."""

    def signs(self, ipa: str) -> list[str]:
        """Return *ipa* cut into signs, stresses and spaces; one that nobody knows is by itself."""
        plain = " ".join(unicodedata.normalize("NFC", ipa).translate(self.written).split())
        return _longest(frozenset(self.symbols)).findall(plain)

    def folded(self, ipa: str) -> str:
        """Return *ipa* without what differs between accents, each stress right before its vowel."""
        text = unicodedata.normalize("NFC", ipa).translate(self.written).translate(self.alike)
        text = text.replace("ɹɹ", "ɹ")  # before a vowel, American voices say the r of ɑːɹ and another
        text = re.sub(rf"([{_STRESS}])([^aeiouyæɐɑɒɔɛɪɨᵻʊʌəɚɜɝøœʏ{_STRESS} ]*)", r"\2\1", text)
        pieces = _longest(frozenset({*self.symbols, *self.heard})).findall(text)
        heard = "".join(self.heard.get(piece, piece) for piece in pieces)
        return re.sub("[ˌ ːʲ]", "", heard)


@lru_cache(maxsize=1)
def _table() -> _Table:
    read = tomllib.loads(Path(__file__).with_name("phonemes.toml").read_text("utf-8"))
    return _Table(
        read["symbols"], str.maketrans(read["written"]), read["heard"], str.maketrans(read["alike"])
    )


@lru_cache(maxsize=4)
def _longest(signs: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of one of *signs*, the longest first, or of any one character."""
    return re.compile("|".join([*map(re.escape, sorted(signs, key=lambda s: (-len(s), s))), "."]), re.DOTALL)


@lru_cache(maxsize=64)
def _checked(tokens: tuple[Token, ...], base: str) -> tuple[Token | Problem, ...]:
    known = _known(tokens, base)
    written = [_written(token, known) for token in tokens]
    sound = [made for made in written if isinstance(made, str)]
    asked = [f"[[{text}]]" for made in sound for text in (made, made + _MORE)]
    answers = iter(library.ipa(find(), identifier(base), asked))
    return tuple(
        made if isinstance(made, Problem) else _agreed(token, made, (next(answers), next(answers)), base)
        for token, made in zip(tokens, written, strict=True)
    )


def _known(tokens: Sequence[Token], base: str) -> Mapping[str, str]:
    """Return what espeak-ng writes for each sign of *tokens*: the first that the voice says as asked."""
    table = _table()
    signs = sorted({s for t in tokens if t.form is TokenForm.IPA for s in table.signs(t.said)})
    tried = [(sign, own) for sign in signs for own in table.symbols.get(sign, ())]
    heard = library.ipa(find(), identifier(base), [f"[[{own}]]" for _, own in tried])
    known = {sign: table.symbols[sign][0] for sign in signs if sign in table.symbols}
    for (sign, own), answer in reversed(list(zip(tried, heard, strict=True))):
        if answer and table.folded(answer) == table.folded(sign):
            known[sign] = own
    return {"ˈ": "'", "ˌ": ",", "ː": "", " ": "]] [[", **known}


def _written(token: Token, known: Mapping[str, str]) -> str | Problem:
    """Return *token* in espeak-ng's notation, or what cannot be written in it."""
    if len(token.said) > _LIMIT:
        return Problem(f"expected at most {_LIMIT} characters of phonemes, got {len(token.said)}")
    if token.form is not TokenForm.IPA:
        if _PRINTABLE.fullmatch(token.said):
            return token.said
        return Problem(f"expected phonemes of espeak-ng in ASCII without brackets, got {token.said!r}")
    signs = _table().signs(token.said)
    if strange := next((sign for sign in signs if sign not in known), None):
        return Problem(f"espeak-ng has no phoneme for {strange!r} of {token.said!r}")
    return "".join(known[sign] for sign in signs)


def _agreed(token: Token, own: str, answers: tuple[str, str], base: str) -> Token | Problem:
    """Return the phonemes *own* if what espeak-ng answers to them, and to more, is what *token* asks for."""
    answer, more = answers
    table = _table()
    asks = table.folded(token.said) if token.form is TokenForm.IPA else table.folded(answer)
    if asks and table.folded(answer) == asks and answer != more:
        return Token(own, TokenForm.PHONEMES)
    return Problem(f"{base} of espeak-ng says [{answer}] for {token.said!r}")
