"""IPA to espeak-ng and back, through the library; words that would be phonemes, through the engine's door."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from narration.errors import Problem
from narration.model import Timbre, Token, TokenForm, Utterance
from narration.sheets import shipped
from narration.synthesis.engines.pyttsx3 import SPEC, library
from narration.synthesis.engines.pyttsx3.files import find
from narration.synthesis.engines.pyttsx3.pronouncing import _table
from narration.synthesis.engines.pyttsx3.spelling import spell
from narration.synthesis.engines.pyttsx3.voices import identifier

ENGLISH = ["en-us+f5", "en-gb", "en-gb-x-rp+f2"]


def say(said: str, form: TokenForm = TokenForm.IPA, voice: str = "en-us+f5") -> str:
    """Return the phonemes of *said*, or what is wrong with it."""
    assert SPEC.phonemes
    (answer,) = SPEC.phonemes([Token(said, form)], voice)
    if isinstance(answer, Problem):
        return answer.message
    assert answer.form is TokenForm.PHONEMES
    return answer.said


def heard(*texts: str, voice: str = "en-us") -> list[str]:
    return library.ipa(find(), identifier(voice), texts)


@pytest.mark.parametrize(
    ("ipa", "own"),
    [
        ("ˈliːk", "'li:k"),
        ("ˈliːk ˌɹɪdʒ", "'li:k]] [[,rIdZ"),
        ("/t͡ʃəˈluːm/", "tS@'lu:m"),
        ("'gɑ:dən", "'gA:d@n"),
        ("ˈʁoːza.muː", "'ro:zamu:"),
    ],
)
def test_ipa_becomes_signs_of_espeak_ng_however_it_is_written(ipa: str, own: str) -> None:
    assert say(ipa) == own


@pytest.mark.parametrize("voice", ENGLISH)
@pytest.mark.parametrize("sign", [s for s in _table().symbols if s not in set("yʏøœcq") | {"yː", "øː"}])
def test_every_sign_that_english_voices_have_comes_back_from_the_library(sign: str, voice: str) -> None:
    word = f"ˈna{sign}na" if sign[0] not in "aeiouyæɐɑɒɔəɚɛɜɝɨɪʊʌøœʏᵻ" else f"ˈn{sign}na"

    assert "espeak-ng" not in say(word, voice=voice)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("ʘa", "espeak-ng has no phoneme for 'ʘ' of 'ʘa'"),
        ("ˈløːwen", "en-us of espeak-ng says [l] for 'ˈløːwen'"),
        ("ˈ", "en-us of espeak-ng says [] for 'ˈ'"),
        ("a" * 201, "expected at most 200 characters of phonemes, got 201"),
        ("b]] [[x", "espeak-ng has no phoneme for ']' of 'b]] [[x'"),
    ],
)
def test_what_the_voice_cannot_say_is_an_error_that_shows_both(said: str, message: str) -> None:
    assert say(said) == message


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("l'i:k", "l'i:k"),
        ("w'O:t3", "w'O:t3"),  # heard as a flap, which is not broken off
        ("xyzQQ%%", "en-us of espeak-ng says [x] for 'xyzQQ%%'"),
        ("mym", "en-us of espeak-ng says [m] for 'mym'"),
        ("l]]i", "expected phonemes of espeak-ng in ASCII without brackets, got 'l]]i'"),
        ("l\x01k", "expected phonemes of espeak-ng in ASCII without brackets, got 'l\\x01k'"),
    ],
)
def test_its_own_notation_is_read_to_its_end_or_an_error(said: str, answer: str) -> None:
    assert say(said, TokenForm.PHONEMES) == answer


def test_an_accent_says_it_its_own_way() -> None:
    assert heard(f"[[{say('ˈlɒtəʊ')}]]", voice="en-us") == ["lˈɑːɾoʊ"]
    assert heard(f"[[{say('ˈlɒtəʊ', voice='en-gb')}]]", voice="en-gb") == ["lˈɒtəʊ"]


@given(st.lists(st.sampled_from([*_table().symbols, "ˈ", " "]), min_size=1, max_size=12).map("".join))
@settings(max_examples=40)
def test_what_is_promised_is_what_the_library_says(ipa: str) -> None:
    own = say(ipa)
    if "espeak-ng" not in own:
        assert [_table().folded(ipa)] == [_table().folded(answer) for answer in heard(f"[[{own}]]")]


MARKS = ("[[", "]]", "[", "]", "[[QQ", "[[[", "]]]", "<break time='9s'/>", "<", ">", "(en)")
CONTROLS = ("\x00", "\x01", "\x1b", "\x85", "\ud800")
WORDS = ("l'i:k", "_:", "||", "^_^", "leek", "ferry", "two", " ", "’")


@given(st.lists(st.sampled_from([*MARKS, *CONTROLS, *WORDS]), max_size=10).map("".join))
@example(". [[leek")  # a stop alone before spaces is said as “dot”, before a bracket it ends the clause
@settings(max_examples=60)
def test_words_never_turn_into_phonemes_or_markup(text: str) -> None:
    """They are read as they are where nothing can be phonemes, beside phonemes of ours, too."""
    timbre = Timbre("pyttsx3", "en-us")
    words = (Token(" leek "), Token(text))
    alone = spell(Utterance(words, "en", timbre)).text
    beside = spell(Utterance((Token("lul", TokenForm.PHONEMES), *words), "en", timbre)).text

    [(plain, _)] = library.traced(find(), identifier("en-us"), [alone])  # knows no phonemes
    read, both, without = (re.sub("[ˈˌ\\s]", "", answer) for answer in (*heard(alone, beside), plain))

    assert read == without
    assert both == f"lul{read}"
    assert not re.search(r"\[\[|[\x00-\x1f\x7f-\x9f\ud800-\udfff]", alone)
    assert beside.count("[[") == 1


@pytest.mark.parametrize("voice", ENGLISH)
def test_every_name_that_comes_with_narrate_is_said_as_written(voice: str) -> None:
    names = [entry for entry in shipped() if entry.ipa]
    assert SPEC.phonemes

    answers = SPEC.phonemes([Token(entry.ipa or "", TokenForm.IPA) for entry in names], voice)

    assert [answer.message for answer in answers if isinstance(answer, Problem)] == []


def test_every_name_that_comes_with_narrate_is_read_otherwise_without_it() -> None:
    assert SPEC.phonemes
    names = [entry for entry in shipped() if entry.ipa]
    answers = SPEC.phonemes([Token(entry.ipa or "", TokenForm.IPA) for entry in names], "en-us")
    own = [f"[[{answer.said}]]" for answer in answers if isinstance(answer, Token)]

    before, after = heard(*(entry.printed for entry in names)), heard(*own)

    assert [e.printed for e, was, now in zip(names, before, after, strict=True) if was == now] == []
