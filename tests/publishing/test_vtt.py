from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st

from narration.mixing import arrange
from narration.model import Frames, Timeline
from narration.publishing import vtt
from tests.support.programmes import Hums, passage, programme

if TYPE_CHECKING:
    from narration.model import Programme


def _vtt(talk: Programme) -> str:
    return vtt.render(talk, arrange(talk, Hums()))


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


def test_long_sentences_are_broken_into_lines_between_words() -> None:
    text = "The boat, which nobody had seen for years, came round the headland " * 2

    cue = _vtt(programme(passage("N", text=text))).split("\n\n")[1]

    lines = re.sub(r"</?v[^>]*>", "", cue).split("\n")[1:-1]
    assert max(map(len, lines)) <= 65
    assert " ".join(lines) == text.strip()


def test_an_endless_word_is_broken() -> None:
    cue = _vtt(programme(passage("N", text="See " + "o" * 600))).split("\n\n")[1]

    lines = re.sub(r"</?v[^>]*>", "", cue).split("\n")[1:-1]
    assert max(map(len, lines)) <= 65
    assert "".join(lines).replace(" ", "") == "See" + "o" * 600


def test_control_characters_are_not_written() -> None:
    talk = programme(replace(passage("A", text="We\x00 \x1b[0m\u2028left.\x85"), speaker="A\x07\rda"))

    assert not re.search(r"[^\n -~]", _vtt(talk))


def test_hours_are_written() -> None:
    talk = programme(passage("N"))
    (cue,) = arrange(talk, Hums()).cues
    late = replace(cue, start=Frames(3_725_042 * 44_100 // 1000), end=Frames(36_000 * 44_100))

    assert "01:02:05.042 --> 10:00:00.000\n" in vtt.render(talk, Timeline((late,), (), (), late.end))


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
