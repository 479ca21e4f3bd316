from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest

from narration.errors import EngineError
from narration.model import Timbre, Token, Utterance
from narration.store import Store
from narration.synthesis import find, speak
from narration.synthesis.saying import Request, Sayer
from narration.work import Pool
from tests.synthesis.utterances import utterance

TEXTS = ["The ferry sailed.", "“We waited,” she said.", "It rained.", "Nobody minded.", "At last!"]


def plugin(text: str) -> Utterance:
    return Utterance((Token(text),), "en", Timbre("plugin", "one"))


def test_everything_is_spoken_and_kept(store):
    clips = speak([utterance(text) for text in TEXTS], store)

    for text in TEXTS:
        clip = clips.clip(utterance(text))
        assert clips.facts(utterance(text)).frames == clip.frames
        assert [text[at : at + length] for at, length, _ in clip.words] == text.split()


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_number_of_jobs_changes_nothing_but_the_time(jobs, tmp_path):
    voices = ["a2", "b2", "g3"]
    utterances = [utterance(text, voice) for text in TEXTS for voice in voices]

    one = speak(utterances, Store(tmp_path / "one"))
    with Pool(jobs) as pool:
        other = speak(reversed(utterances), Store(tmp_path / "other"), work=pool)

    assert [one.clip(u) for u in utterances] == [other.clip(u) for u in utterances]


def test_an_engine_that_has_changed_does_not_speak_from_memory(tmp_path):
    model = tmp_path / "model"

    def spoken(voice, pool):
        model.write_text(voice, "utf-8")
        engine = replace(
            find("tone"),
            engine="tests.synthesis.engines.remembering:Remembering",
            settings=str(model),
            fingerprint=lambda: voice,
        )
        store = Store(tmp_path / "store")
        return speak([utterance("It rained.")], store, work=pool, engines={"tone": engine}).clip(
            utterance("It rained.")
        )

    with Pool(1) as pool:
        low, high = spoken("a2", pool), spoken("g3", pool)

    assert low.pcm != high.pcm


def test_a_second_time_nothing_is_said(store):
    events = []
    speak([utterance(text) for text in TEXTS], store)

    speak([utterance(text) for text in TEXTS], store, tell=events.append)

    assert [event.kind for event in events] == ["planned"]
    assert events[0].facts == {"spoken": 0, "reused": 5, "calibrations": 0, "reasons": {}}


def test_what_is_said_is_told(store):
    events = []
    before = [speak([utterance("It rained.", "b2")], store).said(utterance("It rained.", "b2"))]

    speak(
        [utterance("It rained.")],
        store,
        tell=events.append,
        before=before,
        calibrations=[utterance("At last!")],
    )

    assert [(event.kind, dict(event.facts)) for event in events] == [
        (
            "planned",
            {
                "spoken": 2,
                "reused": 0,
                "calibrations": 1,
                "reasons": {"voice changed from b2 to a2": 1, "to measure how loud the voice is": 1},
            },
        ),
        (
            "spoken",
            {
                "text": "It rained.",
                "voice": "a2",
                "reason": "voice changed from b2 to a2",
                "calibration": False,
                "done": 1,
                "total": 2,
            },
        ),
        (
            "spoken",
            {
                "text": "At last!",
                "voice": "a2",
                "reason": "to measure how loud the voice is",
                "calibration": True,
                "done": 2,
                "total": 2,
            },
        ),
    ]


def test_nothing_to_say_is_no_clips(store):
    assert store.size() == 0
    speak([], store)


def test_an_engine_that_is_not_installed_is_an_error(store):
    with pytest.raises(EngineError, match="expected an installed speech engine, got 'harp'"):
        speak([utterance("One", engine="harp")], store)


def test_a_voice_that_does_not_exist_is_an_error_with_text_and_voice(store):
    with pytest.raises(EngineError) as caught:
        speak([utterance("One, two.", "z9")], store)

    assert str(caught.value) == (
        "tone cannot say 'One, two.' in the voice z9: the engine tone has no voice 'z9'"
    )


def test_whoever_is_told_may_stop_it_and_no_process_is_left(store, monkeypatch):
    started = []
    real = subprocess.Popen

    def start(*arguments, **options):
        started.append(real(*arguments, **options))
        return started[-1]

    def stop(event):
        if event.kind == "spoken":
            raise KeyboardInterrupt

    monkeypatch.setattr(subprocess, "Popen", start)

    with pytest.raises(KeyboardInterrupt) as caught, Pool(2) as pool:
        speak([utterance(text) for text in TEXTS * 20], store, work=pool, tell=stop)

    assert caught  # the frames are still there, as they are in a debugger
    assert len(started) == 2
    assert all(process.returncode is not None for process in started)


FAILURES = {
    "silence": (
        "        return Take(Clip(bytes(40_000), 22_050), 1.0)",
        "it came out silent",
    ),
    "nothing": (
        "        return Take(Clip(b'', 22_050), 1.0)",
        "it came out silent",
    ),
    "cut short": (
        "        return Take(Clip(SECOND[:8_000], 22_050), 1.0)",
        "it lasts 0.2 s where about 1.0 s were expected",
    ),
    "too long": (
        "        return Take(Clip(4 * SECOND, 22_050), 1.0)",
        "it lasts 4.0 s where about 1.0 s were expected",
    ),
    "words left out": (
        "        return Take(Clip(SECOND, 22_050, ((0, 3, 21_000),)), 1.0)",
        "it ends before 'not say.'",
    ),
    "an exception": (
        "        raise RuntimeError('the library is confused')",
        "RuntimeError: the library is confused",
    ),
    "a crash": (
        "        import ctypes; ctypes.string_at(0)",
        "the process crashed (SIGSEGV)",
    ),
    "an exit": (
        "        os._exit(7)",
        "the process crashed (code 7)",
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_whatever_an_engine_does_twice_the_user_is_told_which_words_in_which_voice(name, install, store):
    body, complaint = FAILURES[name]
    install(body)

    with pytest.raises(EngineError) as caught:
        speak([plugin("What it does not say.")], store)

    first = str(caught.value).splitlines()[0]
    assert first.startswith(f"plugin cannot say 'What it does not say.' in the voice one: {complaint}")
    assert store.size() == 0


@pytest.mark.parametrize("name", ["a crash", "an exit", "an exception"])
def test_who_has_an_engine_that_crashes_is_told_what_to_do(name, install, store):
    install(FAILURES[name][0])

    with pytest.raises(EngineError, match="\nhint: run narrate doctor"):
        speak([plugin("What it does not say.")], store)


def test_words_that_only_measure_a_voice_are_not_blamed(install, store):
    install(FAILURES["a crash"][0])

    with pytest.raises(EngineError) as caught:
        speak([], store, calibrations=[plugin("Words of ours.")])

    assert str(caught.value).startswith("plugin cannot speak in the voice one: the process crashed (SIGSEGV)")


@pytest.mark.parametrize("name", FAILURES)
def test_what_fails_once_is_said_once_more_in_a_fresh_process(name, install, store, tmp_path):
    body, _ = FAILURES[name]
    once = f"        if Path({str(tmp_path / 'failed')!r}).exists(): return Take(Clip(SECOND, 22_050), 1.0)\n"
    install(f"{once}        Path({str(tmp_path / 'failed')!r}).touch()\n{body}")

    clips = speak([plugin("What it says at last.")], store)

    assert clips.facts(plugin("What it says at last.")).frames == 22_048
    assert (tmp_path / "failed").exists()


def test_clips_that_were_spoken_before_a_failure_are_kept(install, store):
    install(
        "        if 'bad' in utterance.text: raise EngineError(Problem('no'))\n"
        "        return Take(Clip(SECOND, 22_050), 1.0)"
    )
    good, bad = plugin("A longer text that is good."), plugin("A bad one.")

    with pytest.raises(EngineError):
        speak([bad, good], store)

    assert speak([good], store).clip(good).frames == 22_048


COUNTING = """\
        self.said = getattr(self, "said", 0) + 1
        with open({log!r}, "a") as file: print(os.getpid(), self.said, utterance.text, file=file)
        return Take(Clip(SECOND[: len(SECOND) - 8 * {memory}], 22_050), 1.0)
"""


def _said(log) -> list[list[str]]:
    return [line.split(maxsplit=2) for line in log.read_text().splitlines()]


def test_an_engine_that_keeps_no_state_says_many_utterances_in_one_process(install, store, tmp_path):
    log = tmp_path / "log"
    install(COUNTING.format(log=str(log), memory="0"))

    speak([plugin(text) for text in TEXTS], store)

    assert len({pid for pid, _, _ in _said(log)}) == 1


def test_what_an_engine_does_in_its_process_is_not_heard_in_the_clips_of_another(install, store):
    install("""\
        import ctypes, threading
        draw = ctypes.CDLL(None).rand  # espeak-ng has the breath of this voice from the same numbers
        threading.Thread(target=lambda: [draw() for _ in range(10**7)], daemon=True).start()
        time.sleep(0.05)
        return Take(Clip(SECOND, 22_050), 1.0)
""")
    breath = [utterance(text, "en-us+Reed", engine="pyttsx3") for text in TEXTS]
    alone = speak(breath, Store(store.folder / "alone"))

    beside = speak(
        [one for text, said in zip(TEXTS, breath, strict=True) for one in (plugin(text), said)], store
    )

    assert [beside.clip(one).pcm for one in breath] == [alone.clip(one).pcm for one in breath]


def test_an_engine_whose_clips_depend_on_what_it_said_before_gets_a_process_for_each(
    install, store, tmp_path
):
    log = tmp_path / "log"
    install(COUNTING.format(log=str(log), memory="self.said"))

    clips = speak([plugin(text) for text in TEXTS], store)

    assert {clips.facts(plugin(text)).frames for text in TEXTS} == {22_048 - 4}
    ours = [(pid, said) for pid, said, text in _said(log) if text in TEXTS]
    assert len({pid for pid, _ in ours}) == len(TEXTS)
    assert {said for _, said in ours} == {"1"}


@pytest.mark.parametrize(("probes", "spent"), [(("a2",), False), ((), False), (None, True)])
def test_a_process_speaks_once_if_nobody_can_tell_what_an_engine_keeps(probes, spent, store):
    sayer = Sayer()

    sayer(Request(utterance("One."), find("tone").engine, probes, None, store, "0" * 64))

    assert sayer.spent is spent
