"""Short editions by which voices are chosen, with the tone engine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.projects import ARTICLE, TONE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.projects import Project


@pytest.fixture
def ferry(project: Project) -> Project:
    project.write("ferry.txt", ARTICLE)
    project.write("voices.toml", TONE)
    return project


def manifest(path: Path) -> dict[str, Any]:
    return json.loads(path.with_suffix(".json").read_text("utf-8"))


def heard(ferry: Project, *arguments: str) -> dict[str, Any]:
    """Return the manifest of the edition whose path a command prints last."""
    run = ferry.narrate(*arguments)
    assert run.code == 0, run.err
    path = ferry.folder / run.out.splitlines()[-1]
    assert path.suffix == ".mp3"
    assert path.is_file()
    return manifest(path)


def test_each_voice_of_a_cast_says_whom_it_reads_and_its_first_words(ferry: Project) -> None:
    edition = heard(ferry, "cast", "ferry.txt", "--listen")

    assert [chapter["title"] for chapter in edition["chapters"]] == ["narrator", "Ada Cole", "Ivo Brandt"]
    assert [passage["text"] for passage in edition["passages"]] == [
        "This voice reads the article.",
        "The ferry across Lake Orrin sailed again yesterday after two years of repairs.",
        "This voice reads Ada Cole.",
        "“We never thought we would see her again.",
        "This voice reads Ivo Brandt.",
        "“It is a fine boat,”",
    ]
    voices = [passage["voice"] for passage in edition["passages"]]
    assert voices[::2] == voices[1::2]
    assert edition["title"] == "Voices: Ferry returns to Lake Orrin"
    assert sorted(path.name for path in (ferry.folder / "out").iterdir() if path.is_dir()) == ["ferry-voices"]


def test_the_lexicon_says_the_names_in_an_audition_too(ferry: Project) -> None:
    ferry.narrate("cast", "ferry.txt", "--listen")
    ferry.write("voices.toml", f'{TONE}\n[lexicon]\n"Cole" = "Coal"\n')

    run = ferry.narrate("cast", "ferry.txt", "--listen")
    edition = manifest(ferry.folder / run.out.splitlines()[-1])

    assert edition["passages"][2]["text"] == "This voice reads Ada Cole."
    assert edition["passages"][2]["said"] == "This voice reads Ada Coal."


def test_an_audition_does_not_touch_the_edition(ferry: Project) -> None:
    ferry.narrate("build", "ferry.txt")
    before = ferry.edition()

    heard(ferry, "cast", "ferry.txt", "--listen")

    assert ferry.edition() == before


def test_voices_are_heard_one_after_another_under_their_names(ferry: Project) -> None:
    edition = heard(ferry, "voices", "--engine", "tone", "a4", "a5", "--listen")

    assert [chapter["title"] for chapter in edition["chapters"]] == ["a4", "a5"]
    assert [passage["voice"]["name"] for passage in edition["passages"]] == ["a4", "a4", "a5", "a5"]
    assert edition["passages"][0]["text"] == "This voice reads a4."


def test_a_voice_that_is_not_there_is_not_heard(ferry: Project) -> None:
    assert ferry.narrate("voices", "--engine", "tone", "a4", "h4", "--listen").code == 4
    assert ferry.narrate("voices", "--engine", "tone", "a4", "a5", "--say", "Hello").code == 2


def test_a_word_is_said_by_a_speaker_of_the_article(ferry: Project) -> None:
    run = ferry.narrate("cast", "ferry.txt").out
    edition = heard(ferry, "say", "Orrin", "ferry.txt", "--as", "ada cole")

    (passage,) = edition["passages"]
    assert (passage["text"], passage["speaker"]) == ("Orrin", "Ada Cole")
    assert f"Ada Cole: tone/{passage['voice']['name']}, " in run


@pytest.mark.parametrize(
    ("who", "speaker"), [("narrator", None), ("unattributed", None), ("Wim Holm", "Wim Holm")]
)
def test_a_word_is_said_without_an_article(ferry: Project, who: str, speaker: str | None) -> None:
    ferry.write("voices.toml", f'{TONE}[speakers."Wim Holm"]\nvoice = "a5"\n[lexicon]\nOrrin = "Orreen"\n')

    (passage,) = heard(ferry, "say", "Orrin", "--as", who)["passages"]

    assert (passage["text"], passage["said"], passage["speaker"]) == ("Orrin", "Orreen", speaker)
    assert passage["voice"]["name"] == "a5" or speaker is None


def test_a_voice_says_a_word_and_another_voice_says_it_again(ferry: Project) -> None:
    first = heard(ferry, "say", "Orrin", "--as", "a5")
    second = heard(ferry, "say", "Orrin", "--as", "a4")

    names = [edition["passages"][0]["voice"]["name"] for edition in (first, second)]
    assert names == ["a5", "a4"]
    assert first["files"] != second["files"]


def test_who_has_no_voice_is_told_so(ferry: Project) -> None:
    run = ferry.narrate("say", "Orrin", "--as", "Wim Holm")

    assert (run.code, run.err) == (0, "note: Wim Holm has no voice in voices.toml: one by rule\n")


def test_who_does_not_speak_and_what_is_no_word_are_mistakes(ferry: Project) -> None:
    stranger = ferry.narrate("say", "Orrin", "ferry.txt", "--as", "Ada Kole")

    assert stranger.code == 2
    assert "Ada Kole does not speak in ferry.txt\nhint: did you mean Ada Cole?" in stranger.err
    assert ferry.narrate("say", "…").code == 2


def test_a_word_is_said_without_an_article_by_somebody_the_house_knows(ferry: Project) -> None:
    ferry.write("people.toml", '[people."Wim Holm"]\naliases = ["Holm"]\nvoice = "a5"\n')

    run = ferry.narrate("say", "Orrin", "--as", "holm")

    assert (run.code, run.err) == (0, "")
    (passage,) = manifest(ferry.folder / run.out.splitlines()[-1])["passages"]
    assert (passage["speaker"], passage["voice"]["name"]) == ("Wim Holm", "a5")


def test_a_people_toml_named_on_the_command_line_counts_without_an_article(ferry: Project) -> None:
    ferry.write("house.toml", '[people."Wim Holm"]\ngender = "female"\n')

    run = ferry.narrate("say", "Orrin", "--as", "Wim Holm", "--people", "house.toml")

    assert (run.code, run.err) == (
        0,
        "note: Wim Holm has no voice in voices.toml or house.toml: one by rule\n",
    )
