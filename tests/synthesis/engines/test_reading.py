from __future__ import annotations

import sys

import pytest

from narration.errors import EngineError
from narration.synthesis.engines import espeak, pyttsx3


def test_it_tells_how_words_are_read_and_which_of_them_the_dictionary_has() -> None:
    assert pyttsx3.SPEC.readings
    listed, by_rule, spelled = pyttsx3.SPEC.readings(["Edinburgh", "Vuhledar", "Hlib"], "en-us+f5")

    assert (listed.ipa, by_rule.ipa, spelled.ipa) == ("ˈɛdɪnbʌɹə", "vˈuːlɪdˌɑːɹ", "ˈeɪtʃlˈɪb")
    if sys.platform != "win32":
        assert (listed.listed, by_rule.listed, spelled.listed) == (True, False, False)


def test_no_words_no_readings() -> None:
    assert pyttsx3.SPEC.readings
    assert list(pyttsx3.SPEC.readings([], "en-gb")) == []


def test_a_voice_that_there_is_not_is_an_error() -> None:
    assert pyttsx3.SPEC.readings
    with pytest.raises(EngineError, match="has no voice"):
        pyttsx3.SPEC.readings(["word"], "xx-nowhere")


def test_both_engines_that_are_espeak_ng_tell_the_same() -> None:
    assert espeak.SPEC.readings is pyttsx3.SPEC.readings


@pytest.mark.parametrize(
    ("said", "ipa"),
    [
        ("P.O.W’s", "pˌiːˈoʊ dˈʌbəljˌuːz"),
        ("W.H.O Director", "dˌʌbəljˌuːˌeɪtʃˈoʊ dᵻɹˈɛktɚ"),
        ("Serhee", "sˈɜːhiː"),
        ("Luh-veev", "lˈʌvˈiːv"),
        ("Kostyan-teenivka", "kˈɑːstɪəntˈiːnɪvkə"),
        ("F sixteens", "ˈɛf sˈɪkstiːnz"),
        ("A-three oh three", "ˈeɪθɹˈiː ˈoʊ θɹˈiː"),
    ],
)
def test_what_is_said_by_rule_is_read_as_it_is_meant(said: str, ipa: str) -> None:
    assert pyttsx3.SPEC.readings
    assert [reading.ipa for reading in pyttsx3.SPEC.readings([said], "en-us")] == [ipa]
