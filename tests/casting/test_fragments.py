from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from narration.casting import arrange, cast, coverage
from narration.casting.fragments import SHIFT, marked
from narration.mixing.pacing import pauses
from narration.model import Gender, Timbre, Use, Voice
from narration.publishing.transcript import transcript
from narration.sheets import EditionEntry, VoicesSheet
from tests.casting.scripts import CATALOGUE, script

if TYPE_CHECKING:
    from narration.model import Programme, Script

PLAN = script(
    "headline: The plan\n\n"
    "Ada Brook called it a [~Ada Brook: “bold step”] of the [~: “zone”] and said: "
    "[Ada Brook: “It turns.”]\n\n"
    "The mill (old) is a [~Ivo Vale: “ruin”].",
    {"Ada Brook": Gender.FEMALE},
)


def _edition(read: Script = PLAN, **keys: str) -> Programme:
    sheet = VoicesSheet(edition=EditionEntry(opening="", closing="", **keys))  # type: ignore[arg-type]
    return arrange(read, cast(read, sheet, CATALOGUE), sheet)


def _said(programme: Programme) -> list[str]:
    return [f"{p.speaker or 'N'}: {p.utterance.text.strip()}" for p in programme.passages[1:]]


def _scare(read: Script) -> Script:
    """Return *read* with scare quotes where a fragment is nobody's."""
    return replace(
        read,
        segments=tuple(
            replace(s, quotation=replace(s.quotation, use=Use.SCARE)) if s.quotation and not s.speaker else s
            for s in read.segments
        ),
    )


def test_fragments_stay_with_the_narrator() -> None:
    assert _said(_edition())[0] == "N: Ada Brook called it a bold step of the zone and said:"
    assert not any(passage.fragment for passage in _edition().passages)


def test_fragments_are_read_by_their_speakers_where_asked() -> None:
    programme = _edition(fragments="speaker")

    assert _said(programme) == [
        "N: Ada Brook called it a",
        "Ada Brook: bold step",
        "N: of the zone and said:",
        "Ada Brook: It turns.",
        "N: The mill, (old), is a",
        "Ivo Vale: ruin.",
    ]
    voices = {member.speaker: member.voice for member in programme.cast.members}
    assert all(passage.voice == voices[passage.speaker or "narrator"] for passage in programme.passages[1:])
    assert voices["Ivo Vale"] != voices["narrator"]
    assert [member.heard for member in programme.cast.speakers] == [True, True]


def test_fragments_are_marked_by_a_little_pitch() -> None:
    programme = _edition(fragments="marked")

    narrator = programme.cast.narrator.voice.timbre
    shifts = [
        (passage.utterance.text.strip(), passage.voice.timbre.pitch - narrator.pitch)
        for passage in programme.passages
        if passage.fragment
    ]
    assert shifts == [("bold step", SHIFT), ("zone", SHIFT), ("ruin.", SHIFT)]
    assert {passage.voice.timbre.name for passage in programme.passages if passage.fragment} == {
        narrator.name
    }
    assert all(passage.speaker in {None, "Ada Brook"} for passage in programme.passages)


def test_titles_and_terms_are_not_marked() -> None:
    titles = replace(
        PLAN,
        segments=tuple(
            replace(s, quotation=replace(s.quotation, use=Use.TITLE)) if s.quotation else s
            for s in PLAN.segments
        ),
    )

    assert not any(passage.fragment for passage in _edition(titles, fragments="marked").passages)


def test_a_voice_at_the_top_of_its_reach_is_moved_down() -> None:
    assert marked(Voice(Timbre("pyttsx3", "en-us+elm", pitch=6.0))).timbre.pitch == 6 + SHIFT
    assert marked(Voice(Timbre("pyttsx3", "en-us+elm", pitch=8.9))).timbre.pitch == 8.9 - SHIFT


@pytest.mark.parametrize("mode", ["speaker", "marked"])
def test_around_a_fragment_there_is_a_short_pause_and_before_speech_the_turn(mode: str) -> None:
    programme = _edition(fragments=mode)

    named = {
        (a.utterance.text.strip(), b.utterance.text.strip()): pause.name
        for (a, b), pause in zip(pairwise(programme.passages), pauses(programme), strict=True)
    }
    assert named["Ada Brook called it a", "bold step"] == "fragment"
    assert [name for (a, b), name in named.items() if b == "It turns."] == ["turn_in"]


@pytest.mark.parametrize("mode", ["narrator", "speaker", "marked"])
@pytest.mark.parametrize("quotes", ["none", "scare", "all"])
def test_what_is_printed_is_the_same_in_every_mode(mode: str, quotes: str) -> None:
    programme = _edition(fragments=mode, quotes=quotes)

    def words(one: Programme) -> str:
        return "".join("".join(passage.printed for passage in one.passages).split())

    assert words(programme) == words(_edition())
    assert coverage(PLAN, programme).spoken == coverage(PLAN, _edition()).spoken


def test_quotation_marks_are_said_and_not_printed() -> None:
    programme = _edition(quotes="all")

    assert [" ".join(line.split()) for line in _said(programme)] == [
        "N: Ada Brook called it a quote bold step end quote of the quote zone end quote and said:",
        "Ada Brook: quote It turns. end quote",
        "N: The mill, (old), is a quote ruin end quote.",
    ]
    assert transcript(programme) == transcript(_edition())
    assert "end quote" in {added.text.strip() for added in coverage(PLAN, programme).added}


def test_scare_quotes_alone_are_said() -> None:
    said = " ".join(_said(_edition(_scare(PLAN), quotes="scare"))[0].split())

    assert said == "N: Ada Brook called it a bold step of the quote zone end quote and said:"


def test_speech_that_goes_on_in_the_next_paragraph_opens_twice_and_closes_once() -> None:
    read = script("[Ada Brook: “It turns.]\n\n[+Ada Brook: “It grinds.”]")

    said = " ".join(" ".join(_said(_edition(read, quotes="all"))).split())

    assert "quote It grinds. end quote" in said
    assert said.count("end quote") == 1


def test_marks_have_their_names_in_german() -> None:
    read = script("Ada Brook nannte es einen [~Ada Brook: „Schritt“].", language="de")

    programme = _edition(read, quotes="all")

    assert "Zitat Schritt Zitat Ende" in " ".join(programme.passages[-1].utterance.text.split())
