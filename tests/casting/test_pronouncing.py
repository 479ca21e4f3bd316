"""Which entries hold for an article, and what the engine of each voice gets for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narration.casting import arrange, cast, coverage
from narration.errors import Problem, VoicesError
from narration.model import Pronunciation, Token, TokenForm
from narration.sheets import SpeakerEntry, VoiceEntry, VoicesSheet
from narration.source import Location
from tests.casting.scripts import CATALOGUE, script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.casting import Coverage


def door(tokens: Sequence[Token], voice: str) -> Sequence[Token | Problem]:
    """Say IPA in capitals; a voice with a u in its name knows no u."""
    return [
        Problem(f"{voice} has no u")
        if "u" in token.said and "u" in voice
        else Token(token.said.upper(), TokenForm.PHONEMES)
        for token in tokens
    ]


def said(written: str, *entries: Pronunciation, language: str = "en", engine: str = "tone") -> list[str]:
    """Return what the narrator's engine gets for a paragraph; phonemes in brackets."""
    sheet = VoicesSheet(narrator=VoiceEntry(engine=engine), lexicon=entries)
    read = script(written, language=language)
    programme = arrange(read, cast(read, sheet, CATALOGUE), sheet, {"tone": door, "pyttsx3": None})
    passages = [passage for passage in programme.passages if passage.role == "paragraph"]
    return [
        "".join(t.said if t.form is TokenForm.TEXT else f"[{t.said}]" for t in passage.utterance.tokens)
        for passage in passages
    ]


def account(written: str, *entries: Pronunciation) -> Coverage:
    sheet = VoicesSheet(narrator=VoiceEntry(engine="tone"), lexicon=entries)
    read = script(written)
    return coverage(read, arrange(read, cast(read, sheet, CATALOGUE), sheet, {"tone": door}))


def test_ipa_is_said_in_the_notation_of_the_engine() -> None:
    assert said("To Orrin, Orrins.", Pronunciation("Orrin", ipa="ɒrɪn")) == ["To [ⱰRꞮN], Orrins."]


def test_an_s_behind_an_apostrophe_is_said_with_the_word() -> None:
    entries = [
        Pronunciation("Orrin", ipa="in"),
        Pronunciation("Vex", ipa="weks"),
        Pronunciation("Bot", ipa="bot"),
    ]

    assert said("Orrin’s Vex's Bot’s", *entries) == ["[INZ] [WEKSꞮZ] [BOTS]"]
    assert said("Orrin’s", *entries, language="de") == ["[IN]’s"]


@pytest.mark.parametrize(
    ("wanted", "language", "holds"),
    [
        ("", "fr", True),
        ("de", "en", False),
        ("de", "de-AT", True),
        ("en-GB", "en", True),
        ("en-GB", "en-US", False),
        ("EN-gb", "en-GB", True),
    ],
)
def test_an_entry_holds_in_articles_of_its_language(wanted: str, language: str, holds: bool) -> None:
    entry = Pronunciation("wren", "renn", language=wanted)

    assert said("A wren.", entry, language=language) == ["A renn." if holds else "A wren."]


def test_the_first_entry_counts_and_ours_come_after_all_of_the_user_s() -> None:
    mine = Pronunciation("orrin", "mine")
    later = Pronunciation("orrin", "later")
    shipped = Pronunciation("Orrin", "ours", shipped=True)

    assert said("Orrin.", mine, later, shipped) == ["mine."]
    assert said("Orrin.", shipped) == ["ours."]


def test_an_engine_without_phonemes_says_the_alias() -> None:
    entry = Pronunciation("Orrin", "Orr in", ipa="in")

    assert said("Orrin.", entry, engine="pyttsx3") == ["Orr in."]
    assert said("Orrin.", entry) == ["[IN]."]


def test_without_an_alias_that_is_an_error_at_the_entry() -> None:
    place = Location("voices.toml", 2, 1)
    entry = Pronunciation("Orrin", ipa="in", location=place)

    with pytest.raises(VoicesError) as caught:
        said("Nothing of it.", entry, engine="pyttsx3")

    assert caught.value.problems == (
        Problem(
            "Orrin: the engine pyttsx3 takes no IPA",
            place,
            "give an alias beside it: words to say instead",
        ),
    )


def test_what_a_voice_of_the_cast_cannot_say_is_an_error_even_if_nobody_hears_it_here() -> None:
    sheet = VoicesSheet(
        narrator=VoiceEntry(engine="tone"),
        speakers=(SpeakerEntry("Ada Brook", Location("voices.toml", 1, 1), VoiceEntry(voice="u2")),),
        lexicon=(Pronunciation("Orrin", ipa="uri"), Pronunciation("wren", ipa="ren")),
    )
    read = script("[Ada Brook: “No birds.”]")

    with pytest.raises(VoicesError, match="Orrin: u2 has no u") as caught:
        arrange(read, cast(read, sheet, CATALOGUE), sheet, {"tone": door})

    assert len(caught.value.problems) == 1


def test_of_ours_what_a_voice_cannot_say_has_its_alias_or_is_left_as_it_is() -> None:
    ours = [
        Pronunciation("Orrin", ipa="i", shipped=True),
        Pronunciation("Vex", "wecks", ipa="e", shipped=True),
    ]

    assert said("Orrin, Vex", *ours, engine="pyttsx3") == ["Orrin, wecks"]


def test_the_account_says_which_entries_applied_and_how_often() -> None:
    orrin = Pronunciation("Orrin", ipa="in", origin="house.pls")
    wren = Pronunciation("wren", "renn", origin="voices.toml")

    made = account("Wren at Orrin.\n\nOrrin’s wren, Orrin.", orrin, wren, Pronunciation("leek", "lick"))

    assert dict(made.applied) == {wren: 2, orrin: 3}
    assert list(made.lines())[-3:] == [
        "line 3: “Orrin’s” said /in/ (lexicon)",
        "line 3: “wren” said “renn” (lexicon)",
        "line 3: “Orrin” said /in/ (lexicon)",
    ]
