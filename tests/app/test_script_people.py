from __future__ import annotations

import pytest

from tests.support.projects import ARTICLE, Project

PEOPLE = """\
[people."Adelaide Cole"]
aliases = ["Ada Cole", "Cole"]
gender = "female"
role = "keeper of the jetty"
engine = "tone"
voice = "a5"

[people."Bea Moss"]
voice = "a3"
"""


@pytest.fixture
def ferry(project: Project) -> Project:
    project.write("ferry.txt", ARTICLE)
    project.write("people.toml", PEOPLE)
    return project


def cast(run_out: str, name: str) -> str:
    return next(line for line in run_out.splitlines() if line.startswith(f"{name}: "))


def test_people_go_by_the_name_of_the_house(ferry: Project) -> None:
    run = ferry.narrate("script", "ferry.txt")

    assert [line.split(" (")[0] for line in run.out.splitlines()][:3] == [
        "7: Adelaide Cole",
        "9: Adelaide Cole",
        "13: Ivo Brandt",
    ]
    assert "Bea Moss" not in run.out


def test_a_voice_of_the_house_holds_unless_the_voices_say_otherwise(ferry: Project) -> None:
    known = ferry.narrate("cast", "ferry.txt")
    ferry.write("voices.toml", '[narrator]\nengine = "tone"\n\n[speakers."Adelaide Cole"]\nvoice = "a4"\n')
    pinned = ferry.narrate("cast", "ferry.txt")

    assert "tone/a5" in cast(known.out, "Adelaide Cole")
    assert cast(known.out, "Adelaide Cole").endswith("(people.toml, pinned)")
    assert "tone/a4" in cast(pinned.out, "Adelaide Cole")
    assert cast(pinned.out, "Adelaide Cole").endswith("(voices.toml, pinned)")


def test_the_part_of_a_name_is_not_somebody_else(ferry: Project) -> None:
    ferry.write("people.toml", '[people."Bram Cole"]\naliases = ["Cole", "Mrs Cole"]\n')
    ferry.write("ferry.txt", ARTICLE + "\n“It is true,” said Mrs Cole.\n")

    run = ferry.narrate("script", "ferry.txt")

    assert "Bram Cole" not in run.out
    assert "19: Ada Cole" in run.out


def test_who_wrote_the_article_says_nothing_in_it(ferry: Project) -> None:
    ferry.write("people.toml", '[people."Tamsin Vale"]\ngender = "female"\n')
    ferry.write("ferry.txt", ARTICLE + "\nThe jetty was empty then. “It is over,” she said.\n")

    run = ferry.narrate("script", "ferry.txt")

    assert "Tamsin Vale" not in run.out
    ferry.write("ferry.txt", ARTICLE + "\n“I was there myself,” said Tamsin Vale.\n")
    assert "19: Tamsin Vale" in ferry.narrate("script", "ferry.txt").out


def test_an_edition_is_made_again_when_the_house_changes(ferry: Project) -> None:
    first = ferry.narrate("build", "ferry.txt")
    again = ferry.narrate("build", "ferry.txt")
    ferry.write("people.toml", PEOPLE.replace("a5", "a4"))
    changed = ferry.narrate("build", "ferry.txt")

    assert (first.code, again.code, changed.code) == (0, 0, 0)
    assert "\npeople: people.toml\n" in first.err
    assert "nothing changed" in again.err
    assert "nothing changed" not in changed.err


def test_everything_wrong_with_a_house_is_told_at_once(ferry: Project) -> None:
    ferry.write(
        "people.toml",
        '[people."Ada Cole"]\nalias = ["Cole"]\ngender = "femal"\nvoice = "a55"\n\n'
        '[people."Ivo Brandt"]\naliases = ["Ada Cole"]\nrole = 3\n\n'
        '["Wim Tull"]\nvoice = "a3"\n',
    )

    run = ferry.narrate("cast", "ferry.txt")

    assert run.code == 4
    assert run.err == (
        "people.toml:2:1: unknown key alias\n"
        '    alias = ["Cole"]\n'
        "    ^\n"
        "hint: did you mean aliases?\n"
        'people.toml:3:1: gender: expected "male", "female" or "unknown", got \'femal\'\n'
        '    gender = "femal"\n'
        "    ^\n"
        "hint: did you mean female?\n"
        "people.toml:6:1: Ada Cole: given to Ada Cole (line 1) and to Ivo Brandt\n"
        '    [people."Ivo Brandt"]\n'
        "    ^\n"
        "people.toml:8:1: role: expected text, got 3\n"
        "    role = 3\n"
        "    ^\n"
        "people.toml:10:1: unknown table Wim Tull\n"
        '    ["Wim Tull"]\n'
        "    ^\n"
        'hint: did you mean [people."Wim Tull"]?\n'
    )


def test_a_voice_that_is_not_installed_is_told_with_the_nearest(ferry: Project) -> None:
    ferry.write("people.toml", PEOPLE.replace('"a5"', '"a55"'))

    run = ferry.narrate("cast", "ferry.txt")

    assert run.code == 4
    assert run.err.startswith("people.toml:6:1: unknown voice 'a55'\n")
    assert "hint: did you mean a" in run.err


def test_a_house_asked_for_must_be_there(ferry: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    run = ferry.narrate("script", "ferry.txt", "--people", "nobody.toml")

    assert run.code == 2
    assert run.err == "expected a people file at nobody.toml, got nothing there\nhint: correct --people\n"
    monkeypatch.setenv("NARRATE_PEOPLE", "nowhere.toml")
    assert ferry.narrate("script", "ferry.txt").err.endswith("hint: correct NARRATE_PEOPLE\n")
