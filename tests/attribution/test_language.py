from __future__ import annotations

import json
from importlib.resources import files

import pytest

from narration.attribution import pieces
from narration.attribution.confidence import CORRECTED, PRIOR, precision
from narration.attribution.language import DEFAULT, first_names, language
from narration.model import DOUBTFUL

FOLDER = files("narration.attribution") / "languages"
CODES = sorted(f.name.removesuffix(".toml") for f in FOLDER.iterdir() if len(f.name) == len("en.toml"))


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_the_same_lists(code: str):
    ours, english = language(code), language(DEFAULT)

    for section in ("cues", "words", "titles", "bodies"):
        assert getattr(ours, section).keys() == getattr(english, section).keys()


@pytest.mark.parametrize("code", CODES)
def test_words_are_lower_case(code: str):
    lists = language(code)

    for section in (lists.cues, lists.words, lists.titles, lists.bodies):
        for words in section.values():
            assert all(word == word.lower() for word in words)


def test_no_noun_means_both_a_man_and_a_woman():
    words = language("en").words

    assert not words["men"] & words["women"]
    assert not words["he"] & words["she"]


def test_a_first_name_has_one_gender():
    assert set(first_names().values()) == {"male", "female"}
    assert first_names()["ada"] == "female"


def test_a_language_without_a_file_is_read_with_the_english_lists():
    assert language("tlh") == language("en-GB") == language("en")


def test_a_person_is_right():
    assert precision(CORRECTED) == 1.0


def test_every_class_of_evidence_has_a_precision_and_the_file_says_where_it_comes_from():
    measured = json.loads((files("narration.attribution") / "precision.json").read_text(encoding="utf-8"))

    assert "--fit" in measured["provenance"]
    assert all(0 < row["precision"] < 1 and row["right"] <= row["of"] for row in measured["classes"].values())
    assert all(0 < precision(name) < 1 for name in pieces.WEIGHTS)
    assert precision("a class nobody measured") == PRIOR < DOUBTFUL
