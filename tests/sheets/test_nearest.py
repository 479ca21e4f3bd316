from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.sheets import is_near, nearest
from narration.sheets.nearest import nearest_voice, slips

KEYS = ("engine", "voice", "rate", "pitch", "volume", "pan")
words = st.text("abcd", max_size=8)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ptich", "pitch"),
        ("Voice", "voice"),
        ("vol", None),
        ("rte", "rate"),
        ("tempo", None),
        ("volumes", "volume"),
    ],
)
def test_the_nearest_key(written: str, meant: str | None) -> None:
    assert nearest(written, KEYS) == meant


@pytest.mark.parametrize(
    ("name", "other", "near"),
    [
        ("Marlowe", "Marlow", True),
        ("Zelma Karst", "Zelma Carsd", True),
        ("Iven", "Ivan", True),
        ("Ana", "Ann", False),
        ("Ada Brook", "Ada Brook", False),
        ("Ada Brook", "ada brook", False),
        ("Brook", "Brock", True),
        ("Tom Reeve", "Tim Rieva", False),
    ],
)
def test_names_that_are_likely_one_name_misspelt(name: str, other: str, near: bool) -> None:
    assert is_near(name, other) is near


SYSTEM = ["Acme Zoe Desktop - English (Great Britain)", "Daniel (de-DE)", "Daniel (en-GB)", "en_GB-alan-low"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Daniel", "Daniel (de-DE)"),
        ("acme zoe", "Acme Zoe Desktop - English (Great Britain)"),
        ("alan", "en_GB-alan-low"),
        ("Zoe Daniel", None),
        ("??", None),
    ],
)
def test_a_voice_is_meant_by_a_part_of_its_name(name: str, meant: str | None) -> None:
    assert nearest_voice(name, SYSTEM) == meant


@given(words, words, st.integers(0, 9))
def test_slips_are_a_distance(word: str, other: str, limit: int) -> None:
    exact = slips(word, other, 99)

    assert (exact == 0) == (word == other)
    assert slips(other, word, 99) == exact
    assert abs(len(word) - len(other)) <= exact <= max(len(word), len(other))
    assert slips(word, other, limit) == min(exact, limit + 1)


@given(words, st.data())
def test_one_slip_is_one_slip(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word)))
    letter = data.draw(st.sampled_from("abcd"))
    changed = data.draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )
    )

    assert slips(word, changed, 9) <= 1
