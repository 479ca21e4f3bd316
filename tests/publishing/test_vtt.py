from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from narration.mixing import arrange
from narration.model import Cue, Frames, Timeline, Token, Utterance
from narration.publishing import vtt
from tests.support.programmes import Hums, passage, programme

if TYPE_CHECKING:
    from narration.model import Programme


def _vtt(talk: Programme) -> str:
    return "".join(vtt.render(talk, arrange(talk, Hums())))


def test_every_cue_says_who_speaks() -> None:
    talk = programme(
        passage("N", 600, text="Ada said:"),
        passage("A", 700, text="“We left.”"),
        passage("?", 400, text="“At dawn.”", block=1),
    )

    assert _vtt(talk) == (
        "WEBVTT\n"
        "\n"
        "00:00:00.500 --> 00:00:01.100\n"
        "<v Narrator>Ada said:</v>\n"
        "\n"
        "00:00:01.450 --> 00:00:02.150\n"
        "<v A>“We left.”</v>\n"
        "\n"
        "00:00:02.968 --> 00:00:03.368\n"
        "<v Unknown speaker>“At dawn.”</v>\n"
    )


def test_word_times_stand_before_their_words() -> None:
    talk = replace(programme(passage("N", 3000, text="Tom & Jo <left> early.")), word_times=True)
    utterance = Utterance((Token("Tom & Jo <left> early."),), "en", talk.passages[0].utterance.timbre)
    talk = replace(talk, passages=(replace(talk.passages[0], utterance=utterance),))
    cue = Cue(0, Frames(0), Frames(132_300), ((0, Frames(0)), (6, Frames(44_100)), (16, Frames(88_200))))

    text = "".join(vtt.render(talk, Timeline((cue,), (), (), cue.end)))

    assert "<v Narrator>Tom &amp; <00:00:01.000>Jo &lt;left&gt; <00:00:02.000>early.</v>" in text


def test_control_characters_are_not_written() -> None:
    talk = programme(replace(passage("A", text="We\x00 \x1b[0m\u2028left.\x85"), speaker="A\x07\rda"))

    assert not re.search(r"[^\n -~]", _vtt(talk))


def test_hours_are_written() -> None:
    talk = programme(passage("N"))
    (cue,) = arrange(talk, Hums()).cues
    late = replace(cue, start=Frames(3_725_042 * 44_100 // 1000), end=Frames(36_000 * 44_100))

    assert "01:02:05.042 --> 10:00:00.000\n" in "".join(vtt.render(talk, Timeline((late,), (), (), late.end)))


_TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=200)


@given(_TEXT, _TEXT)
@example("Words.", "<")
def test_whatever_is_printed_the_file_stays_well_formed(text: str, name: str) -> None:
    talk = programme(replace(passage("A", text=text), speaker=name), passage("N", block=1))

    blocks = _vtt(talk).split("\n\n")

    assert len(blocks) == 3
    for cue in blocks[1:]:
        timing, *lines = cue.rstrip("\n").split("\n")
        assert re.fullmatch(r"\d\d:\d\d:\d\d\.\d{3} --> \d\d:\d\d:\d\d\.\d{3}", timing)
        assert re.match(r"<v [^&>\r\n]+>", lines[0])
        assert "-->" not in "".join(lines)
