from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import pytest

from narration.casting import cast
from narration.casting.ages import age
from narration.casting.distances import APART, CLEARLY, Sound, compared
from narration.casting.voices import CLEAR, sound
from narration.model import Cast, CastMember, Gender, Reach
from narration.sheets import VoicesSheet
from narration.synthesis.engines.pyttsx3.voices import REACH, TRAITS
from tests.casting.scripts import script
from tests.casting.test_cast import among, person

MALE = Sound("pyttsx3", "en-us+oak", "oak", 100, 0, Gender.MALE, (400, 1500, 2500))


def heard(member: CastMember) -> Sound:
    timbre = member.voice.timbre
    return sound(timbre.engine, timbre.name, timbre.pitch, TRAITS)


def espeak(gender: Gender, number: int, first: str = "Fiona") -> Cast:
    """The cast of a conversation of *number* people, each of whom is answered by the next."""
    people = [person(f"{first} Test{n}", gender, quotes=number - n) for n in range(number)]
    return cast(among(*people), VoicesSheet(), {"pyttsx3": TRAITS}, {"pyttsx3": Reach(REACH)})


@pytest.mark.parametrize(
    ("hertz", "gender", "formants", "clear", "apart"),
    [
        (100, Gender.MALE, (400, 1500, 2500), False, False),
        (100, Gender.FEMALE, (400, 1500, 2500), True, True),
        (100 * 2 ** (CLEARLY / 12), Gender.MALE, (400, 1500, 2500), True, True),
        (100 * 2 ** (APART / 12) + 0.1, Gender.MALE, (400, 1500, 2500), False, True),
        (100, Gender.MALE, (460.1, 1500, 2500), True, True),
        (100, Gender.MALE, (340, 1500, 2500), True, True),
        (100, Gender.MALE, (440, 1650, 2750), False, False),
        (100, Gender.UNKNOWN, (400, 1500, 2500), False, False),
    ],
)
def test_gender_four_semitones_or_a_formant_part_two_voices_at_once(
    hertz: float, gender: Gender, formants: tuple[float, ...], clear: bool, apart: bool
) -> None:
    other = Sound("pyttsx3", "en-us+ash", "ash", hertz, 0, gender, formants)

    assert (MALE.clear_of(other), other.clear_of(MALE)) == (clear, clear)
    assert (MALE.differs(other), other.differs(MALE)) == (apart, apart)


def test_voices_of_unknown_formants_are_parted_by_their_families() -> None:
    one = Sound("tone", "a2", "a2", 110)

    assert one.clear_of(Sound("tone", "a3", "a3", 110))
    assert not one.clear_of(Sound("tone", "b2", "a2", 112))


def test_a_distance_is_told_in_words() -> None:
    other = Sound("pyttsx3", "en-us+ash", "ash", 200, 0, Gender.MALE, (480, 1500, 2500))

    assert compared(MALE, other) == "12.0 semitones, 20% in formants"


@pytest.mark.parametrize("gender", list(Gender))
def test_eight_speakers_and_the_narrator_are_unmistakable(gender: Gender) -> None:
    made = espeak(gender, 8)

    members = (made.narrator, made.unattributed, *made.speakers)
    assert not [pair for pair in combinations(map(heard, members), 2) if not pair[0].clear_of(pair[1])]


@pytest.mark.parametrize("gender", [Gender.MALE, Gender.FEMALE])
@pytest.mark.parametrize("number", [8, 10, 12])
def test_whoever_answers_is_unmistakable_and_all_others_are_told_apart(gender: Gender, number: int) -> None:
    made = espeak(gender, number)

    voices = [heard(member) for member in made.speakers]
    assert all(one.clear_of(other) for one, other in pairwise(voices))
    assert all(heard(made.narrator).clear_of(voice) for voice in voices)
    assert all(one.differs(other) for one, other in combinations(voices, 2))
    assert not [remark for remark in made.remarks if "no voice is left" in remark.message]


def test_forty_men_share_voices_and_neighbours_still_do_not() -> None:
    made = espeak(Gender.MALE, 40)

    voices = [heard(member) for member in made.speakers]
    shared = [remark for remark in made.remarks if "no voice is left" in remark.message]
    assert shared
    assert all(one.clear_of(other) for one, other in pairwise(voices))
    assert max(Counter((voice.name, voice.shift) for voice in voices).values()) <= 3


@pytest.mark.parametrize(("gender", "number"), [(Gender.MALE, 9), (Gender.FEMALE, 5), (Gender.UNKNOWN, 8)])
def test_while_a_clear_voice_of_the_age_is_left_nobody_has_another(gender: Gender, number: int) -> None:
    known = {traits.name: traits for traits in TRAITS}

    casts = [espeak(gender, number, first) for first in ("Fiona", "Maud", "Robin", "Amos", "Ilse")]
    voices = [known[member.voice.timbre.name] for made in casts for member in made.speakers]

    assert all(voice.clarity >= CLEAR and voice.age == "adult" for voice in voices)


def test_the_narrator_is_the_clearest() -> None:
    clearest = max(traits.clarity for traits in TRAITS)

    assert espeak(Gender.MALE, 1).narrator.voice.timbre.name == TRAITS[0].name
    assert TRAITS[0].clarity == clearest


def test_whoever_passes_over_a_voice_knows_why() -> None:
    made = espeak(Gender.MALE, 8)

    yielding = [member for member in made.speakers if member.passed_over]
    assert yielding
    assert all("'s" in reason for member in yielding for reason in member.passed_over)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Brook, 74, keeps the key.", "old"),
        ("Mrs Brook (81) keeps the key.", "old"),
        ("Brook, aged 9, found the key.", "child"),
        ("Ada Brook, 40, keeps the key.", "adult"),
        ("Ada Brook keeps 74 keys.", "adult"),
        ("Ada Brook, 1998, on the island", "adult"),
    ],
)
def test_an_age_behind_a_name_is_heard(text: str, expected: str) -> None:
    assert age(text, ("Ada Brook", "Mrs Brook", "Brook")) == expected


@pytest.mark.parametrize(
    ("printed", "expected"), [("Wim Hollow, 80, sat", "old"), ("Wim Hollow sat", "adult")]
)
def test_an_old_man_has_an_old_voice_and_nobody_else(printed: str, expected: str) -> None:
    read = script(f"{printed} down. [Wim Hollow: “Aye.”]")

    (member,) = cast(read, VoicesSheet(), {"pyttsx3": TRAITS}).speakers

    ages = {traits.name: traits.age for traits in TRAITS}
    assert ages[member.voice.timbre.name] == expected
