"""Names of folders and files."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.slugs import slug


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("The tide's return", "the-tides-return"),
        ("Mühle & Straße_2", "muhle-strasse-2"),
        ("Łódź, Ærøskøbing", "lodz-aeroskobing"),
        ("it’s--on", "its-on"),
        ("2024.05.12 mill", "2024-05-12-mill"),
        ("con", "con-article"),
        ("LPT1", "lpt1-article"),
        ("潮の水車", "article-714df104"),
        ("***", "article-596f4162"),
        ("ﬁne x²", "fine-x2"),
        (
            "one two three four five six seven eight nine ten eleven twelve",
            "one-two-three-four-five-six-seven-eight-nine-ten-eleven",
        ),
        ("a" * 70, "a" * 60),
    ],
)
def test_a_slug_says_its_name(name: str, made: str) -> None:
    assert slug(name) == made


@given(st.text())
def test_every_name_has_a_slug_that_every_file_system_takes(name: str) -> None:
    made = slug(name)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= 60
    assert slug(made) == made
