from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from narration.mixing import arrange
from narration.model import Cue, Frames, Timeline
from narration.publishing import podcast, srt
from narration.publishing.captions import LINES, WIDTH, captions
from tests.support.programmes import Hums, passage, programme

if TYPE_CHECKING:
    from narration.model import Programme

SENTENCE = (
    "The boat, which nobody had seen for years, came round the headland with her lamps lit; and the whole "
    "village, from the harbour master to the smallest child, came down to the wall to look at her."
)


def _talk(*texts: str, ms: int = 4000) -> Programme:
    return programme(*(passage("NAB"[n % 3], ms, text=text, block=n) for n, text in enumerate(texts)))


def test_a_long_sentence_is_divided_where_the_voice_rests() -> None:
    talk = _talk(SENTENCE, ms=9000)

    found = list(captions(talk, arrange(talk, Hums())))

    assert [caption.lines for caption in found] == [
        (
            "The boat, which nobody had seen for years, came round the",
            "headland with her lamps lit; and the whole village,",
        ),
        ("from the harbour master to the smallest child, came down to the", "wall to look at her."),
    ]
    assert found[0].start == 500
    assert found[0].end == found[1].start
    assert found[1].end == 9500


def test_the_parts_of_a_sentence_begin_when_their_words_are_said() -> None:
    talk = _talk(SENTENCE)
    one = talk.passages[0]
    told = replace(one, utterance=replace(one.utterance, tokens=(one.wordings[0].token,)))
    at = SENTENCE.index("from the harbour")
    cue = Cue(0, Frames(0), Frames(441_000), ((0, Frames(0)), (at, Frames(44_100 * 7))))

    first, second = captions(replace(talk, passages=(told,)), Timeline((cue,), (), (), cue.end))

    assert (first.end, second.start) == (7000, 7000)


_WORDS = st.lists(
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=40),
    min_size=1,
    max_size=90,
)


@given(st.lists(_WORDS, min_size=1, max_size=4), st.integers(1, 4000))
def test_captions_hold_every_word_in_order_in_two_lines_and_in_time(said: list[list[str]], ms: int) -> None:
    talk = _talk(*map(" ".join, said), ms=ms)
    timeline = arrange(talk, Hums())

    found = list(captions(talk, timeline))

    words = [word for caption in found for word in caption.text.split()]
    assert words == " ".join(map(" ".join, said)).split()
    assert all(1 <= len(caption.lines) <= LINES for caption in found)
    assert all(len(line) <= WIDTH for caption in found for line in caption.lines)
    starts = [caption.start for caption in found]
    assert starts == sorted(set(starts))
    assert all(caption.start < caption.end for caption in found)


def test_an_endless_word_has_a_caption_to_itself() -> None:
    talk = _talk("See " + "o" * 600 + " there.")

    first, second, third = captions(talk, arrange(talk, Hums()))

    assert (first.lines, third.lines) == (("See",), ("there.",))
    assert "".join(second.lines) == "o" * 600
    assert max(map(len, second.lines)) <= WIDTH


def test_subrip_has_numbers_and_no_names() -> None:
    talk = _talk("Ada said:", "“We --> left.”")

    assert "".join(srt.render(talk, arrange(talk, Hums()))) == (
        "1\n00:00:00,500 --> 00:00:04,500\nAda said:\n\n2\n00:00:05,319 --> 00:00:09,319\n“We -- > left.”\n\n"
    )


def test_json_says_who_speaks_when() -> None:
    talk = _talk("Ada said:", "“We left.”")

    made = json.loads("".join(podcast.render(talk, arrange(talk, Hums()))))

    assert made["version"] == "1.0.0"
    assert made["segments"] == [
        {"speaker": "Narrator", "startTime": 0.5, "endTime": 4.5, "body": "Ada said:"},
        {"speaker": "A", "startTime": 5.319, "endTime": 9.319, "body": "“We left.”"},
    ]


def test_control_characters_stand_nowhere() -> None:
    talk = _talk("We\x00 \x1b[0m\u2028left.\x85")

    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028]", "".join(srt.render(talk, arrange(talk, Hums())))
    )
