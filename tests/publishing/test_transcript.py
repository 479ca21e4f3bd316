from __future__ import annotations

from narration.model import Role
from narration.publishing.transcript import transcript
from tests.support.programmes import passage, programme


def test_the_text_says_who_speaks() -> None:
    talk = programme(
        passage("N", role=Role.HEADLINE, text="The ferry returns"),
        passage("N", text="She was  glad.", block=1),
        passage("N", text="Ada said:", block=1),
        passage("A", text="“We left.", block=1),
        passage("A", text="“At dawn.”", block=2),
        passage("N", role=Role.HEADING, text="A new timetable", block=3),
        passage("?", text="“Who knows?”", block=4),
    )

    assert transcript(talk) == (
        "The ferry returns\n"
        "\n"
        "Narrator: She was glad. Ada said:\n"
        "\n"
        "A: “We left.\n"
        "\n"
        "A: “At dawn.”\n"
        "\n"
        "A new timetable\n"
        "\n"
        "Unknown speaker: “Who knows?”\n"
    )


def test_control_characters_are_not_written() -> None:
    assert transcript(programme(passage("A", text="We\x00 \x1bleft.\x85"))) == "A: We left.\n"
