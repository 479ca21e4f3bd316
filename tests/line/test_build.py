"""Whole runs with the tone engine: article → out/, and the MP3 decoded again."""

from __future__ import annotations

import io
import math
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from narration import ffmpeg
from tests.support.listening import decoded
from tests.support.projects import ARTICLE, TONE

if TYPE_CHECKING:
    from array import array

    Samples = array[int]
    Passage = dict[str, Any]

    from tests.support.projects import Project


@pytest.fixture
def ferry(project: Project) -> Project:
    project.write("ferry.txt", ARTICLE)
    return project


def test_a_build_prints_the_path_of_the_mp3_alone_on_stdout(ferry: Project) -> None:
    run = ferry.narrate("build", "ferry.txt")

    assert (run.code, run.out) == (0, "out/ferry/ferry.mp3\n")
    assert sorted(ferry.edition()) == ["ferry.json", "ferry.mp3", "ferry.vtt", "index.html"]


def test_the_whole_report(ferry: Project) -> None:
    run = ferry.narrate("build", "ferry.txt")

    assert re.sub(
        r"tone/\S+, 175 words/min \(.*\)", "VOICE", re.sub(r"in \d+\.\d s", "in TIME", run.err)
    ) == (
        "ferry: built in TIME\n"
        "voices: voices.toml\n"
        "clips: 20 spoken, 0 from the store\n"
        "quotations: 2 spoken, 1 fragment left to the narrator, none unattributed, none doubtful\n"
        "96 of 98 words spoken; 2 dropped: 1 picture credit; 15 added\n"
        "cast:\n"
        "  narrator: VOICE\n"
        "  headings: tone/a2, 161 words/min (the narrator's)\n"
        "  Ada Cole: VOICE\n"
        "  Ivo Brandt: VOICE\n"
        "chapters:\n"
        "  0:00 Ferry returns to Lake Orrin\n"
        "  0:23 A new timetable\n"
        "  0:38 Picture captions\n"
        "length: 0:47\n"
        "files: ferry.mp3 (0.4 MB), ferry.vtt, index.html\n"
    )


def test_building_again_does_nothing_and_says_so(ferry: Project) -> None:
    ferry.narrate("build", "ferry.txt")
    before = {path: path.stat().st_mtime_ns for path in (ferry.folder / "out/ferry").iterdir()}

    run = ferry.narrate("build", "ferry.txt")

    assert "ferry: nothing changed in" in run.err
    assert {path: path.stat().st_mtime_ns for path in (ferry.folder / "out/ferry").iterdir()} == before


def test_bytes_that_are_read_in_another_encoding_are_another_edition(project: Project) -> None:
    (project.folder / "boat.txt").write_bytes(b"The \xb9 boat\n\nIt came home in the rain.\n")
    project.narrate("build", "boat.txt", "--encoding", "cp1252")

    run = project.narrate("build", "boat.txt", "--encoding", "cp1250")

    assert "nothing changed" not in run.err
    assert project.manifest("boat")["title"] == "The ą boat"


def test_another_ffmpeg_makes_another_edition(ferry: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    ferry.narrate("build", "ferry.txt")
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", ffmpeg.executable())

    assert "nothing changed" not in ferry.narrate("build", "ferry.txt").err
    assert "nothing changed" in ferry.narrate("build", "ferry.txt").err


def test_the_same_article_gives_the_same_bytes_whatever_the_number_of_jobs(ferry: Project) -> None:
    editions = []
    for jobs in ("1", "2"):
        run = ferry.narrate("build", "ferry.txt", "--no-cache", "--jobs", jobs, "--out", f"out{jobs}")
        assert run.code == 0, run.err
        folder = ferry.folder / f"out{jobs}" / "ferry"
        editions.append({path.name: path.read_bytes() for path in folder.iterdir()})

    assert editions[0] == editions[1]


def her_voice_changed(project: Project) -> tuple[str, str]:
    """Give Ada Cole a voice that nobody has, and return it with the sheet that says so."""
    cast = {member["speaker"]: member["voice"]["name"] for member in project.manifest()["cast"]}
    free = sorted({"f5", "g5", "a5", "b5"} - set(cast.values()))[0]
    return free, f'{TONE}\n[speakers."Ada Cole"]\nvoice = "{free}"\n'


def test_another_voice_for_one_speaker_speaks_only_that_speaker_again(ferry: Project) -> None:
    ferry.narrate("build", "ferry.txt")
    voice, sheet = her_voice_changed(ferry)
    hers = [p["said"] for p in ferry.manifest()["passages"] if p["speaker"] == "Ada Cole"]
    ferry.write("voices.toml", sheet)

    run = ferry.narrate("build", "ferry.txt", "--json")

    spoken = [event for event in run.events if event["event"] == "spoken"]
    assert {event["voice"] for event in spoken} == {voice}
    assert len(hers) == 2
    # and the fixed text by which a voice's level is measured
    assert len([event for event in spoken if event["text"] in hers]) == len(spoken) - 1 == 2


def test_explain_says_why_each_clip_is_spoken(ferry: Project) -> None:
    ferry.narrate("build", "ferry.txt")
    voice, sheet = her_voice_changed(ferry)
    ferry.write("voices.toml", sheet)

    run = ferry.narrate("build", "ferry.txt", "--explain")

    assert re.search(
        rf"^ferry: voice changed from \S+ to {voice}: {voice} says “We never", run.err, re.MULTILINE
    )


def test_a_voice_changed_changes_the_sound_of_its_passages_only(ferry: Project) -> None:
    ferry.narrate("build", "ferry.txt")
    first, before = decoded(ferry.edition()["ferry.mp3"]), ferry.manifest()
    ferry.write("voices.toml", her_voice_changed(ferry)[1])
    ferry.narrate("build", "ferry.txt")
    second, after = decoded(ferry.edition()["ferry.mp3"]), ferry.manifest()

    for was, now in zip(before["passages"], after["passages"], strict=True):
        same = difference(first, was, second, now) < -40
        assert same is (was["speaker"] != "Ada Cole"), was["text"]


def difference(first: Samples, was: Passage, second: Samples, now: Passage) -> float:
    """Return how loud what two passages do not share is, in dB below the first of them."""
    left, right = (
        [float(x) for x in samples[44_100 * p["start"] // 1000 : 44_100 * p["end"] // 1000]]
        for samples, p in ((first, was), (second, now))
    )
    apart = sum((a - b) ** 2 for a, b in zip(left, right, strict=False))
    apart += sum(x * x for x in left[len(right) :] + right[len(left) :])
    return 10 * math.log10(max(apart, 1e-9) / sum(x * x for x in left))


def test_two_articles_of_one_name_are_refused_before_any_work(ferry: Project) -> None:
    ferry.write("old/ferry.txt", ARTICLE)

    run = ferry.narrate("build", "ferry.txt", "old/ferry.txt")

    assert run.code == 2
    assert run.err == (
        "ferry.txt and old/ferry.txt would both be written to out/ferry\n"
        "hint: give the folder that all of them are in; or build them one at a time, with --name\n"
    )
    assert not (ferry.folder / "out").exists()


def test_an_utterance_in_pieces_is_counted_once_in_the_report(ferry: Project) -> None:
    ferry.write(
        "ferry.txt", "Ferry returns\n\n“It is slow,” somebody shouted over the noise, “and it is late.”\n"
    )

    run = ferry.narrate("build", "ferry.txt")

    assert "quotations: 1 spoken" in run.err
    assert re.search(r"1 (?:unattributed|doubtful) \(line 3\)", run.err)


def test_one_bad_article_does_not_stop_the_others(ferry: Project) -> None:
    ferry.write("empty.txt", "")

    run = ferry.narrate("build", "empty.txt", "ferry.txt")

    assert run.code == 3
    assert run.out == "out/ferry/ferry.mp3\n"


def test_json_prints_events_alone_on_stdout(ferry: Project) -> None:
    run = ferry.narrate("build", "ferry.txt", "--json")

    assert run.code == 0
    assert run.events[-1]["event"] == "finished"
    assert run.events[-1]["file"] == "out/ferry/ferry.mp3"
    assert (run.events[-1]["voices"], run.events[-1]["people"]) == ("voices.toml", None)


def test_standard_input_takes_its_name_from_the_option(
    ferry: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(ARTICLE.encode())))

    run = ferry.narrate("build", "-", "--name", "Night Ferry")

    assert (run.code, run.out) == (0, "out/night-ferry/night-ferry.mp3\n")


def test_strict_refuses_an_unknown_speaker_and_keeps_the_earlier_edition(ferry: Project) -> None:
    ferry.narrate("build", "ferry.txt")
    before = ferry.edition()
    ferry.write("ferry.txt", ARTICLE.replace("A new", "“Who goes there?” somebody shouted.\n\nA new"))

    run = ferry.narrate("build", "ferry.txt", "--strict")

    assert (run.code, run.out) == (3, "")
    assert re.search(r"^ferry\.txt:11:1: unknown speaker: .*\n    “Who goes there\?” .*\n    \^\n", run.err)
    assert ferry.edition() == before


def test_with_nothing_to_build_the_hint_says_what_to_type(project: Project) -> None:
    run = project.narrate("build")

    assert run.code == 2
    assert run.err == (
        "expected an article, or a folder seeds/ here, got nothing to build\n"
        "hint: name the article: narrate build ARTICLE.txt\n"
    )


def test_seeds_are_built_when_no_article_is_named(project: Project) -> None:
    project.write("seeds/ferry.txt", ARTICLE)

    run = project.narrate("build")

    assert (run.code, run.out) == (0, "out/ferry/ferry.mp3\n")
