from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narration.casting import cast, pin
from narration.casting.voices import offers, palette, preferences, sound, spoken_in
from narration.errors import VoicesError
from narration.model import Cast, CastMember, Gender, Reach, Script, SegmentKind, Speaker, VoiceTraits
from narration.sheets import EditionEntry, SpeakerEntry, VoiceEntry, VoicesSheet, read_voices
from narration.source import Location
from tests.casting.scripts import CATALOGUE, KNOWN, script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.casting.distances import Sound

HERE = Location("voices.toml", 3, 1)
EMPTY = script("It was dark.")

names = st.text("abcdefgh ", min_size=1, max_size=12).map(str.strip).filter(bool).map(str.title)
people = st.builds(
    lambda name, gender, quotes: Speaker(name, (name,), gender, "", "", quotes),
    names,
    st.sampled_from(Gender),
    st.integers(1, 9),
)
casts = st.lists(people, max_size=12, unique_by=lambda speaker: speaker.name.casefold())


def among(*speakers: Speaker) -> Script:
    """A script in which each of *speakers* is heard once."""
    (segment,) = EMPTY.segments
    heard = (replace(segment, kind=SegmentKind.QUOTE, speaker=speaker.name) for speaker in speakers)
    return replace(EMPTY, segments=tuple(heard), speakers=speakers)


def made(*speakers: Speaker, sheet: VoicesSheet | None = None, reach: Reach | None = None) -> Cast:
    return cast(among(*speakers), sheet or VoicesSheet(), CATALOGUE, {"pyttsx3": reach} if reach else {})


def heard(member: CastMember) -> Sound:
    timbre = member.voice.timbre
    return sound(timbre.engine, timbre.name, timbre.pitch, CATALOGUE[timbre.engine])


def traits(member: CastMember) -> VoiceTraits:
    return next(v for v in CATALOGUE["pyttsx3"] if v.name == member.voice.timbre.name)


def person(name: str, gender: Gender = Gender.MALE, quotes: int = 1) -> Speaker:
    return Speaker(name, (name,), gender, "“he”", "", quotes)


@given(people, casts)
def test_a_name_has_its_voice_in_every_article_unless_somebody_has_it(
    one: Speaker, others: list[Speaker]
) -> None:
    others = [other for other in others if other.name != one.name]

    alone = made(one).speakers[0].voice
    together = {member.speaker: member for member in made(one, *others).speakers}

    mine = together.pop(one.name)
    wanted = heard(made(one).speakers[0])
    if mine.voice != alone:
        assert any(not heard(other).clear_of(wanted) for other in together.values())


@given(casts)
def test_nobody_sounds_like_anybody_else_unless_that_is_said(speakers: list[Speaker]) -> None:
    made_cast = made(*speakers)

    members = (made_cast.narrator, made_cast.unattributed, *made_cast.speakers)
    alike = {b.speaker for a, b in combinations(members, 2) if not heard(a).differs(heard(b))}
    said = " ".join(problem.message for problem in made_cast.remarks if "no voice is left" in problem.message)
    assert bool(alike) == bool(said)
    if len(speakers) <= 2:
        assert not alike


@given(casts)
def test_voices_fit_what_the_text_shows(speakers: list[Speaker]) -> None:
    for speaker, member in zip(speakers, made(*speakers).speakers, strict=True):
        if speaker.gender is not Gender.UNKNOWN:
            assert traits(member).gender is speaker.gender
        elif len(speakers) == 1:
            assert traits(member).gender is Gender.UNKNOWN


@given(casts, people)
def test_a_newcomer_who_is_quoted_less_moves_nobody(speakers: list[Speaker], newcomer: Speaker) -> None:
    speakers = [s for s in speakers if s.name.casefold() != newcomer.name.casefold()]
    newcomer = replace(newcomer, quotes=0)

    before = made(*speakers).speakers

    assert made(*speakers, newcomer).speakers[:-1] == before
    assert made(newcomer, *speakers).speakers[1:] == before


@given(casts, people)
def test_a_newcomer_moves_only_those_whose_voice_is_gone(speakers: list[Speaker], newcomer: Speaker) -> None:
    speakers = [s for s in speakers if s.name.casefold() != newcomer.name.casefold()]

    before = {member.speaker: member for member in made(*speakers).speakers}
    after = {member.speaker: member for member in made(*speakers, newcomer).speakers}

    for name, member in before.items():
        if after[name].voice != member.voice:
            others = [other for other in after.values() if other.speaker != name]
            assert any(not heard(other).differs(heard(member)) for other in others) or len(speakers) > 2


@given(
    # no more than can all be told apart: those who share a voice may have to share another
    st.lists(people, min_size=1, max_size=3, unique_by=lambda speaker: speaker.name.casefold()),
    st.sampled_from([voice.name for voice in CATALOGUE["pyttsx3"]]),
)
def test_a_pin_moves_only_those_whose_voice_it_takes(speakers: list[Speaker], voice: str) -> None:
    pinned = SpeakerEntry(speakers[0].name, HERE, VoiceEntry(voice=voice))

    before = made(*speakers).speakers
    after = made(*speakers, sheet=VoicesSheet(speakers=(pinned,))).speakers

    assert after[0].voice.timbre.name == voice
    for was, now in zip(before[1:], after[1:], strict=True):
        if was.voice != now.voice:
            others = [heard(member) for member in after if member.speaker != now.speaker]
            assert any(not heard(was).clear_of(other) for other in others)


@settings(max_examples=30)
@given(casts)
def test_what_is_pinned_never_moves(
    tmp_path_factory: pytest.TempPathFactory, speakers: list[Speaker]
) -> None:
    path = Path(tmp_path_factory.mktemp("pin")) / "voices.toml"
    first = made(*speakers)

    written = pin(path, first)
    sheet = read_voices(path, KNOWN) if speakers else VoicesSheet()
    again = made(*speakers, person("Wim Newcomer", quotes=99), sheet=sheet)

    assert written == tuple(speaker.name for speaker in speakers)
    assert [m.voice for m in again.speakers[:-1]] == [m.voice for m in first.speakers]
    assert all(member.pinned for member in again.speakers[:-1])
    assert pin(path, replace(again, speakers=again.speakers[:-1])) == ()


def test_the_narrator_has_the_first_voice_and_headings_and_captions_share_it() -> None:
    made_cast = made()

    assert made_cast.narrator.voice.timbre.name == "en-us+elm"
    assert made_cast.captions.voice == made_cast.narrator.voice
    assert made_cast.headings.voice.timbre == replace(made_cast.narrator.voice.timbre, rate=161)


@pytest.mark.parametrize(
    ("heading", "edition", "rate"),
    [
        (VoiceEntry(), EditionEntry(), 161),
        (VoiceEntry(), EditionEntry(speed=2.0), 322),
        (VoiceEntry(), EditionEntry(heading_speed=1.0), 175),
        (VoiceEntry(), EditionEntry(heading_speed=0.5), 88),
        (VoiceEntry(rate=200), EditionEntry(heading_speed=0.5), 200),
    ],
)
def test_headings_are_slower_unless_they_have_a_rate(
    heading: VoiceEntry, edition: EditionEntry, rate: int
) -> None:
    assert made(sheet=VoicesSheet(headings=heading, edition=edition)).headings.voice.timbre.rate == rate


def test_a_role_is_the_narrator_s_voice_but_for_what_the_sheet_says() -> None:
    sheet = VoicesSheet(
        narrator=VoiceEntry(rate=200, pitch=1.0),
        headings=VoiceEntry(volume=3.0),
        edition=EditionEntry(heading_speed=1.0),
        captions=VoiceEntry(voice="en-us+ivy"),
    )

    made_cast = made(sheet=sheet)

    assert made_cast.headings.voice == replace(made_cast.narrator.voice, volume=3.0)
    assert made_cast.captions.voice.timbre == replace(
        made_cast.narrator.voice.timbre, name="en-us+ivy", pitch=0.0
    )


def test_the_narrator_s_engine_is_everybody_s() -> None:
    sheet = VoicesSheet(narrator=VoiceEntry(engine="tone"))

    made_cast = made(person("Ada Brook", Gender.FEMALE), sheet=sheet)

    assert {member.voice.timbre.engine for member in made_cast.members} == {"tone"}


def test_a_full_name_of_the_sheet_counts_before_an_alias() -> None:
    entries = (
        SpeakerEntry("Tom Reeve", HERE, VoiceEntry(voice="en-us+oak"), aliases=("Brook",)),
        SpeakerEntry("Ada Brook", HERE, VoiceEntry(voice="en-us+ivy")),
    )
    ada = Speaker("Ada Brook", ("Ada Brook", "Brook"), Gender.FEMALE, "", "", 1)

    member = made(ada, sheet=VoicesSheet(speakers=entries)).speakers[0]

    assert (member.voice.timbre.name, member.entry, member.pinned) == ("en-us+ivy", "Ada Brook", True)


def test_the_same_name_counts_before_a_shorter_form_of_it() -> None:
    entries = (
        SpeakerEntry("Brook", HERE, VoiceEntry(voice="en-us+oak")),
        SpeakerEntry("ada brook", HERE, VoiceEntry(voice="en-us+ivy")),
    )
    ada = Speaker("Ada Brook", ("Brook", "Ada Brook"), Gender.FEMALE, "", "", 1)

    assert made(ada, sheet=VoicesSheet(speakers=entries)).speakers[0].entry == "ada brook"


def test_two_entries_for_one_person_are_said_with_both_places() -> None:
    first, second = (Location("voices.toml", line, 1) for line in (3, 7))
    entries = (
        SpeakerEntry("Mrs Brook", first, VoiceEntry(voice="en-us+ivy")),
        SpeakerEntry("Ada Brook", second, VoiceEntry(voice="en-us+fern")),
    )
    ada = Speaker("Ada Brook", ("Mrs Brook", "Ada Brook"), Gender.FEMALE, "", "", 1)

    made_cast = made(ada, sheet=VoicesSheet(speakers=entries))

    assert made_cast.speakers[0].entry == "Ada Brook"
    (problem,) = made_cast.near_misses
    assert problem.message == "Mrs Brook is Ada Brook, who has an entry of their own at voices.toml:7:1"
    assert problem.location == first


def test_a_pin_of_a_voice_that_somebody_has_is_said() -> None:
    def entry(name: str, voice: str) -> SpeakerEntry:
        return SpeakerEntry(name, HERE, VoiceEntry(voice=voice))

    sheet = VoicesSheet(
        narrator=VoiceEntry(voice="en-us+elm"),
        unattributed=VoiceEntry(voice="en-us+elm"),
        speakers=(
            entry("Tom Reeve", "en-us+elm"),
            entry("Ada Brook", "en-us+ivy"),
            entry("Ida Brook", "en-us+ivy"),
        ),
    )

    remarks = made(person("Tom Reeve"), person("Ada Brook"), person("Ida Brook"), sheet=sheet).remarks

    assert [remark.message for remark in remarks] == [
        "unattributed: en-us+elm, which is the narrator's",
        "Tom Reeve: en-us+elm, which is the narrator's",
        "Ida Brook: en-us+ivy, which is Ada Brook's",
    ]


def test_a_voice_for_somebody_who_is_not_heard_is_said_to_have_no_effect() -> None:
    read = script("It was [~Ada Brook: “wet”], said Tom Reeve: [Tom Reeve: “And cold.”]")
    sheet = VoicesSheet(
        speakers=(
            SpeakerEntry("Ada Brook", HERE, VoiceEntry(voice="en-us+ivy")),
            SpeakerEntry("Tom Reeve", HERE, VoiceEntry(voice="en-us+oak")),
        )
    )

    (remark,) = cast(read, sheet, CATALOGUE).remarks

    assert remark.location == HERE
    assert remark.message == "Ada Brook: fragments only, which the narrator reads, so this voice is not heard"


def test_an_alias_of_the_sheet_is_a_name_of_the_same_person() -> None:
    entry = SpeakerEntry("Ada Brook", HERE, VoiceEntry(voice="en-us+ivy"), aliases=("the warden",))

    member = made(person("The warden"), sheet=VoicesSheet(speakers=(entry,))).speakers[0]

    assert (member.voice.timbre.name, member.entry) == ("en-us+ivy", "Ada Brook")


def test_a_gender_in_the_sheet_counts_before_the_text() -> None:
    entry = SpeakerEntry("Ada Brook", HERE, gender=Gender.FEMALE)

    member = made(person("Ada Brook"), sheet=VoicesSheet(speakers=(entry,))).speakers[0]

    assert traits(member).gender is Gender.FEMALE
    assert member.reason == "female: voices.toml"
    assert not member.pinned


@pytest.mark.parametrize(
    ("written", "printed", "near"),
    [
        ("Zelma Karst", "Zelma Carst", True),
        ("Marlowe", "Marlow", True),
        ("Tom Reeve", "Tom Reeve", False),
        ("Tom Reeve", "Ada Brook", False),
        ("Ana", "Ann", False),
    ],
)
def test_a_near_miss_of_a_name_is_said_and_a_stranger_is_not(written: str, printed: str, near: bool) -> None:
    sheet = VoicesSheet(speakers=(SpeakerEntry(written, HERE, VoiceEntry(voice="en-us+oak")),))

    problems = made(person(printed), sheet=sheet).near_misses

    assert [problem.message for problem in problems] == [
        f"{written} is not in the article, but {printed} is"
    ] * near
    assert all(problem.location == HERE for problem in problems)


def test_who_yields_and_to_whom_is_said() -> None:
    first = person("Wim Tall", quotes=3)
    wanted = made(first).speakers[0].voice
    rival = next(
        person(name)
        for name in (f"Rival {number}" for number in range(99))
        if made(person(name)).speakers[0].voice == wanted
    )

    made_cast = made(rival, first)

    assert made_cast.speakers[1].voice == wanted
    assert [problem.message for problem in made_cast.remarks] == [
        f"{rival.name}: {heard(made_cast.speakers[0]).label} instead of {wanted.timbre.name},"
        " which is Wim Tall's"
    ]


def test_when_voices_run_out_they_are_moved_in_pitch_and_then_shared() -> None:
    many = [person(f"Man {number}", quotes=30 - number) for number in range(20)]

    made_cast = made(*many)

    shifted = [member for member in made_cast.speakers if member.voice.timbre.pitch]
    shared = [problem for problem in made_cast.remarks if "no voice is left" in problem.message]
    assert {member.voice.timbre.pitch for member in shifted} == {4.0, -4.0, 2.0, -2.0}
    assert len({(m.voice.timbre.name, m.voice.timbre.pitch) for m in made_cast.speakers}) == 20 - len(shared)
    assert all(
        member.voice.timbre.name != made_cast.narrator.voice.timbre.name for member in made_cast.speakers[:3]
    )


def test_who_must_share_shares_with_nobody_heard_next_to_them() -> None:
    lines = "\n\n".join(f"[Man {number}: “Aye.”]" for number in range(20))
    read = script(lines + "\n\n[Man 19: “Aye.”]\n\n[Man 0: “Aye.”]")

    made_cast = cast(read, VoicesSheet(), CATALOGUE)

    by_name = {member.speaker: heard(member) for member in made_cast.speakers}
    assert any("no voice is left" in problem.message for problem in made_cast.remarks)
    for number in range(19):
        assert by_name[f"Man {number}"].clear_of(by_name[f"Man {number + 1}"])


def test_who_is_quoted_in_fragments_only_is_read_by_the_narrator_and_not_pinned(tmp_path: Path) -> None:
    read = script("It was [~Ada Brook: “wet”], said Tom Reeve: [Tom Reeve: “And cold.”]")

    made_cast = cast(read, VoicesSheet(), CATALOGUE)

    ada, tom = made_cast.speakers
    assert (ada.voice, ada.heard) == (made_cast.narrator.voice, False)
    assert tom.heard
    assert pin(tmp_path / "voices.toml", made_cast) == ("Tom Reeve",)


def test_a_rate_that_cannot_be_spoken_is_bounded_and_said() -> None:
    made_cast = made(sheet=VoicesSheet(narrator=VoiceEntry(rate=400), edition=EditionEntry(speed=2.0)))

    assert made_cast.narrator.voice.timbre.rate == 525
    assert "narrator: 800 words a minute cannot be spoken; 525 instead" in {
        p.message for p in made_cast.remarks
    }


STIFF = Reach(pitch=(0, 0), rate=(175, 175))
"""Of an engine that can be told neither pitch nor rate."""


@pytest.mark.parametrize(
    ("narrator", "edition", "remarks"),
    [
        (VoiceEntry(), EditionEntry(), []),
        (
            VoiceEntry(),
            EditionEntry(heading_speed=0.92),
            ["headings: 161 words a minute cannot be spoken; 175 instead"],
        ),
        (
            VoiceEntry(rate=200),
            EditionEntry(),
            [
                f"{who}: 200 words a minute cannot be spoken; 175 instead"
                for who in ("narrator", "unattributed")
            ],
        ),
    ],
)
def test_an_engine_that_cannot_be_told_a_rate_speaks_at_its_own_and_says_so_if_another_was_wanted(
    narrator: VoiceEntry, edition: EditionEntry, remarks: list[str]
) -> None:
    made_cast = made(sheet=VoicesSheet(narrator=narrator, edition=edition), reach=STIFF)

    assert {member.voice.timbre.rate for member in made_cast.members} == {175}
    assert [remark.message for remark in made_cast.remarks] == remarks


def test_words_that_cannot_be_marked_are_an_error_before_anything_is_said() -> None:
    sheet = VoicesSheet(edition=EditionEntry(fragments="marked"))

    with pytest.raises(VoicesError, match=r'fragments = "marked": pyttsx3 cannot move the voice en-us\+elm'):
        made(sheet=sheet, reach=STIFF)
    assert made(sheet=sheet, reach=Reach((-2, 2)))


def test_an_engine_without_known_voices_reads_with_those_that_a_person_names() -> None:
    low, high = VoiceEntry(engine="flute", voice="low"), VoiceEntry(voice="high")
    ada = SpeakerEntry("Ada Brook", HERE, high)

    made_cast = made(person("Ada Brook"), sheet=VoicesSheet(narrator=low, unattributed=high, speakers=(ada,)))

    assert {m.speaker: (m.voice.timbre.engine, m.voice.timbre.name) for m in made_cast.members} == {
        "narrator": ("flute", "low"),
        "headings": ("flute", "low"),
        "captions": ("flute", "low"),
        "unattributed": ("flute", "high"),
        "Ada Brook": ("flute", "high"),
    }


def test_an_engine_without_known_voices_cannot_be_cast_from() -> None:
    with pytest.raises(VoicesError, match="the engine flute has no voices"):
        made(sheet=VoicesSheet(narrator=VoiceEntry(engine="flute", voice="low")))


def test_an_added_voice_takes_only_its_share_of_the_names() -> None:
    voices = CATALOGUE["pyttsx3"]
    new = VoiceTraits("en-us+yew", Gender.MALE, 95, 0.8, "yew")

    def first(catalogue: Sequence[VoiceTraits]) -> dict[int, str]:
        clear = palette(offers("pyttsx3", catalogue, Gender.MALE, shifts=[0.0]))
        return {n: preferences(f"Name {n}", clear)[0].name for n in range(500)}

    before, after = first(voices), first([*voices, new])

    moved = [n for n in before if after[n] != before[n]]

    assert all(after[n] == new.name for n in moved)
    assert 50 < len(moved) < 200


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("en-us+f5", "en", "en-us+f5"),
        ("en-us+f5", "en-GB", "en-gb+f5"),
        ("en-us+f5", "en-US", "en-us+f5"),
        ("en-us+f5", "de-AT", "de+f5"),
        ("en-us+f5", "zh-Hans", "cmn+f5"),
        ("a2", "de", "a2"),
    ],
)
def test_a_voice_speaks_the_language_of_the_article(name: str, language: str, expected: str) -> None:
    assert spoken_in(name, language) == expected


@given(casts)
def test_in_stereo_nobody_stands_where_their_neighbour_does(speakers: list[Speaker]) -> None:
    sheet = VoicesSheet(edition=EditionEntry(stereo=True))

    made_cast = made(*speakers, sheet=sheet)

    places = [member.voice.pan for member in made_cast.speakers]
    assert all(one != other for one, other in pairwise(places))
    assert 0.0 not in places
    assert made_cast.narrator.voice.pan == made_cast.unattributed.voice.pan == 0.0
    assert {member.voice.pan for member in made(*speakers).speakers} <= {0.0}


def test_a_place_in_the_sheet_holds_and_a_name_has_its_place_in_every_article() -> None:
    entry = SpeakerEntry("Ada Brook", HERE, VoiceEntry(pan=0.1))
    sheet = VoicesSheet(speakers=(entry,), edition=EditionEntry(stereo=True))

    ada, tom = made(person("Ada Brook"), person("Tom Reeve"), sheet=sheet).speakers

    assert ada.voice.pan == 0.1
    assert tom.voice.pan == made(person("Tom Reeve"), sheet=sheet).speakers[0].voice.pan
