from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.casting.shaping import shaped
from narration.mixing import arrange
from narration.model import Cue, Frames, Passage, Token, Utterance, Wording
from narration.publishing.words import begun, untold
from narration.source import View
from tests.support.programmes import Hums, passage, programme


def _printed(text: str, said: str = "", *, reason: str = "") -> Wording:
    return Wording(Token(said or text), View(text, tuple(range(len(text) + 1))), reason)


def _begun(*wordings: Wording, said: str = "") -> dict[str, int]:
    """Return the frame of each printed word of a passage, whose words take 1,000 frames each."""
    text = said or "".join(wording.token.said for wording in wordings)
    spoken = [match.start() for match in re.finditer(r"[\w’]+", text)]
    one = replace(
        passage("N"),
        wordings=wordings,
        utterance=Utterance((Token(text),), "en", passage("N").utterance.timbre),
    )
    cue = Cue(0, Frames(0), Frames(90_000), tuple((at, Frames(1000 * n)) for n, at in enumerate(spoken)))
    return {_word(one, at): frame for at, frame in begun(one, cue)}


def _word(one: Passage, at: int) -> str:
    return one.printed[at:].split()[0]


def test_words_that_are_said_as_printed_have_their_own_times() -> None:
    assert _begun(_printed("The ferry left.")) == {"The": 0, "ferry": 1000, "left.": 2000}


def test_of_words_that_are_said_otherwise_the_first_has_a_time() -> None:
    found = _begun(
        _printed("It left at "),
        _printed("7.30 pm", "seven thirty p m", reason="time"),
        _printed(" with "),
        _printed("Orr", "Orrin", reason="lexicon"),
        _printed("."),
    )

    assert found == {"It": 0, "left": 1000, "at": 2000, "7.30": 3000, "with": 7000, "Orr.": 8000}


def test_words_for_ears_only_have_none_and_words_of_ours_have() -> None:
    found = _begun(
        Wording(Token("Section: "), None),
        Wording(Token(" quote "), None, unprinted=True),
        _printed("“", ""),
        _printed("We left"),
        Wording(Token(" end quote"), None, unprinted=True),
    )

    assert found == {"Section:": 0, "We": 2000, "left": 3000}


@pytest.mark.parametrize(
    "text", ["The ferry—the old one—is back.", "The ferry (an old one) is (I think) back."]
)
def test_what_the_engine_gets_may_have_other_punctuation(text: str) -> None:
    assert shaped(text) != text

    found = _begun(_printed(text), said=shaped(text))

    words = re.findall(r"\w+", text)
    assert [re.findall(r"\w+", word)[0] for word in found] == words
    assert list(found.values()) == [1000 * n for n in range(len(words))]


@given(st.text("ab3 —-([)]“”é. ", max_size=60))
def test_shaping_keeps_letters_and_digits(text: str) -> None:
    assert [c for c in shaped(text) if c.isalnum()] == [c for c in text if c.isalnum()]


def test_an_engine_that_does_not_tell_is_told_of_once() -> None:
    talk = replace(programme(passage("N"), passage("N"), passage("A")), word_times=True)
    timeline = arrange(talk, Hums())

    (problem,) = untold(talk, timeline)

    assert problem.message == (
        "the engine hum 22050 does not tell when words begin: its cues have no word times"
    )
    assert not list(untold(replace(talk, word_times=False), timeline))
