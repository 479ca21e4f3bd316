"""The lexicon in whole runs: what is reported, what is spoken again, what espeak-ng gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.support.projects import ARTICLE, TONE

if TYPE_CHECKING:
    from tests.support.projects import Project

FILES = '[lexicon]\nfiles = ["names.toml"]\n'


@pytest.fixture
def ferry(project: Project) -> Project:
    project.write("ferry.txt", ARTICLE)
    project.write("voices.toml", TONE + FILES)
    project.write("names.toml", '[lexicon]\n"Orrin" = "Orinn"\n"Ivo" = "Eevo"\n')
    return project


def finished(project: Project) -> dict[str, Any]:
    run = project.narrate("build", "ferry.txt", "--json")
    assert run.code == 0, run.err
    return run.events[-1]


def test_the_report_names_what_applied_and_how_often(ferry: Project) -> None:
    run = ferry.narrate("build", "ferry.txt")

    assert "\nlexicon: Orrin 2 (names.toml), Ivo 1 (names.toml)\n" in run.err


def test_so_does_the_report_for_machines(ferry: Project) -> None:
    first, second = finished(ferry)["lexicon"]

    assert first == {
        "printed": "Orrin",
        "ipa": None,
        "alias": "Orinn",
        "phonemes": None,
        "from": "names.toml",
        "shipped": False,
        "times": 2,
    }
    assert (second["printed"], second["times"]) == ("Ivo", 1)


def test_a_changed_entry_speaks_only_the_clips_it_touches_again(ferry: Project) -> None:
    before = finished(ferry)
    ferry.write("names.toml", '[lexicon]\n"Orrin" = "Orinn"\n"Ivo" = "Yvo"\n')

    after = finished(ferry)

    assert before["spoken"] > 10
    assert (after["unchanged"], after["spoken"]) == (False, 1)


def test_an_entry_that_nothing_needs_speaks_nothing_again(ferry: Project) -> None:
    finished(ferry)
    ferry.write("names.toml", '[lexicon]\n"Orrin" = "Orinn"\n"Ivo" = "Eevo"\n"wren" = "renn"\n')

    assert finished(ferry)["spoken"] == 0


def test_ipa_for_an_engine_that_takes_none_is_an_error_at_its_line(ferry: Project) -> None:
    ferry.write("names.toml", '[lexicon]\n"Orrin" = { ipa = "ˈɒɹɪn" }\n')

    run = ferry.narrate("build", "ferry.txt")

    assert (run.code, run.out) == (4, "")
    assert run.err.startswith("names.toml:2:1: Orrin: the engine tone takes no IPA\n")


def test_espeak_ng_gets_signs_that_it_has_read_back(project: Project) -> None:
    project.write("ferry.txt", ARTICLE)
    project.write("voices.toml", '[lexicon]\n"Orrin" = { ipa = "ˈɒɹɪn" }\n')

    run = project.narrate("build", "ferry.txt", "--json")

    assert run.code == 0, run.err
    said = [passage["said"] for passage in project.manifest()["passages"]]
    assert said[0] == "Ferry returns to Lake '0rIn"


def test_a_line_that_is_tried_out_is_said_by_the_lexicon(project: Project) -> None:
    project.write("voices.toml", '[lexicon]\n"Orrin" = { ipa = "ˈɒɹɪn" }\n')

    run = project.narrate("say", "On Lake Orrin.")

    assert run.code == 0, run.err
    assert "On Lake '0rIn." in [passage["said"] for passage in project.manifest("say")["passages"]]


def test_espeak_ng_s_answer_is_shown_where_it_is_another(project: Project) -> None:
    project.write("ferry.txt", ARTICLE)
    project.write("voices.toml", '[lexicon]\n"Orrin" = { ipa = "ˈøːrin" }\n"wren" = { phonemes = "xyz" }\n')

    run = project.narrate("build", "ferry.txt")

    assert run.code == 4
    assert "voices.toml:2:1: Orrin: en-us of espeak-ng says [] for 'ˈøːrin'" in run.err
    assert "voices.toml:3:1: wren: en-us of espeak-ng says [x] for 'xyz'" in run.err


def test_our_own_lexicon_can_be_switched_off(project: Project) -> None:
    project.write("ferry.txt", "Lviv is far\n\nThe ferry sails to Lviv, and the band plays.\n")
    project.write("voices.toml", "")
    with_ours = finished(project)["lexicon"]
    project.write("voices.toml", "[lexicon]\nshipped = false\n")

    assert [(entry["printed"], entry["times"], entry["shipped"]) for entry in with_ours] == [
        ("Lviv", 2, True)
    ]
    assert finished(project)["lexicon"] == []


def test_a_lexicon_that_is_written_can_be_read_again(ferry: Project) -> None:
    ferry.write("voices.toml", f'{TONE}{FILES}shipped = false\nwren = {{ phonemes = "ren" }}\n')

    run = ferry.narrate("lexicon", "--to", "all.pls")
    ferry.write("voices.toml", 'lexicon = ["all.pls"]\n')
    again = ferry.narrate("lexicon")

    assert run.err == "all.pls: 2 words; not wren, which PLS has no notation for\n"
    assert again.out.startswith(
        "Orrin: Orinn (all.pls)\nIvo: Eevo (all.pls)\nAvdiivka: /ævˈdiːjɪfkə/ (narrate)\n"
    )
