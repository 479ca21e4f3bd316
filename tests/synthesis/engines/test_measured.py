"""The tables of measured voices say how they were made, and casting takes what they say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from narration.model import Gender
from narration.synthesis import find
from narration.synthesis.engines import flite, pyttsx3

TABLES = {
    module.SPEC.name: json.loads(Path(module.__file__).with_name("measured.json").read_text("utf-8"))
    for module in (pyttsx3, flite)
}


@pytest.mark.parametrize("engine", TABLES)
def test_a_table_says_when_with_what_and_with_which_words_it_was_made(engine: str) -> None:
    about = TABLES[engine]["about"]

    assert about["made_by"] == f"benchmarks/voices.py --engine {engine} --measure"
    assert len(about["on"].split(", ")) == 4
    assert {"praat-parselmouth", "pocketsphinx"} < set(about["with"])
    assert all(about["with"].values())
    assert len(about["text"].split()) > 100


@pytest.mark.parametrize("engine", TABLES)
def test_casting_knows_of_each_voice_what_was_measured_and_nothing_else(engine: str) -> None:
    rows = {row["name"]: row for row in TABLES[engine]["voices"]}
    spec = find(engine)

    for traits in (*spec.traits, *spec.others):
        row = rows.pop(traits.name)
        assert (traits.pitch, traits.clarity, list(traits.formants)) == (
            row["f0"],
            row["clarity"],
            row["formants"],
        )
        assert row["cast"] is (traits in spec.traits)
    assert not rows


@pytest.mark.parametrize("engine", TABLES)
def test_the_first_voice_is_as_clear_as_any_and_all_can_be_understood(engine: str) -> None:
    traits = find(engine).traits

    assert traits[0].clarity >= min(0.97, max(one.clarity for one in traits))
    assert all(one.clarity >= (0.45 if one.gender is Gender.FEMALE else 0.65) for one in traits)
