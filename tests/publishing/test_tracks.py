from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.publishing.tracks import file_name


@pytest.mark.parametrize(
    ("number", "total", "title", "name"),
    [
        (1, 5, "The ferry returns", "01_The_ferry_returns.mp3"),
        (7, 99, "Žofie, Ivo – Ada’s jetty", "07_Zofie_Ivo_Adas_jetty.mp3"),
        (7, 100, "A", "007_A.mp3"),
        (1000, 1000, "16:42", "1000_16_42.mp3"),
        (2, 3, "Old Patience turns again as harbour town", "02_Old_Patience_turns_again.mp3"),
        (2, 3, "Donaudampfschifffahrtsgesellschaft", "02_Donaudampfschifffahrtsge.mp3"),
        (3, 3, "Щука ї Ґанок", "03_Shchuka_i_Ganok.mp3"),
        (3, 3, "Straße ﬁx Łódź", "03_Strasse_fix_Lodz.mp3"),
        (4, 9, "渡船", "04.mp3"),
        (4, 9, '../../\\:*?"<>|', "04.mp3"),
    ],
)
def test_a_name_is_a_number_and_what_fits_of_a_title(number: int, total: int, title: str, name: str) -> None:
    assert file_name(number, total, title) == name


@given(titles=st.lists(st.text(max_size=60), min_size=1, max_size=120))
def test_names_are_ascii_and_short_and_unique_and_in_the_order_of_hearing(titles: list[str]) -> None:
    names = [file_name(number, len(titles), title) for number, title in enumerate(titles, start=1)]

    assert all(name.isascii() and len(name) <= 31 for name in names)
    assert all(
        set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.") for name in names
    )
    assert all(name.endswith(".mp3") and name.count(".") == 1 for name in names)
    assert len({name.lower() for name in names}) == len(names)
    assert sorted(names) == names
    assert sorted(names, key=str.lower) == names
