from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given
from hypothesis import strategies as st

from narration.errors import VoicesError
from narration.sheets.document import Document
from narration.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KEY = st.sampled_from(["a", "b", "c", '"x y"', "'é'", '"q\\"t"'])
VALUE = st.sampled_from(
    [
        "1",
        "-0.5",
        '"s"',
        "'''\n[no]\n'''",
        '"""\n# no\nb = 1"""',
        "[1, 2]",
        "[\n 1, # c\n]",
        "{ a = 1, b = { c = 2 } }",
    ]
)
LINE = st.one_of(
    st.just("# comment = 1"),
    st.just(""),
    st.builds("[{}]".format, KEY),
    st.builds("[{}.{}] # c".format, KEY, KEY),
    st.builds("[[{}]]".format, KEY),
    st.builds("  {} = {}".format, KEY, VALUE),
    st.builds("{}.{}= {} # c".format, KEY, KEY, VALUE),
)

HEADER = re.compile(r"\[*")


def leaves(values: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(values, dict):
        for name, value in values.items():
            yield (*place, name)
            yield from leaves(value, (*place, name))
    elif isinstance(values, list) and values and isinstance(values[0], dict):
        for number, value in enumerate(values):
            yield (*place, number)
            yield from leaves(value, (*place, number))


@given(st.lists(LINE, max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_every_place_is_where_its_key_or_header_is_written(lines: list[str], end: str) -> None:
    text = end.join(line.replace("\n", end) for line in lines)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assume(False)

    document = Document(Source("a.toml", text), VoicesError)

    for place in leaves(values):
        # another name put in at the place must turn up where the value was
        at = document.offset(place) + len(HEADER.match(text, document.offset(place))[0])  # type: ignore[index]
        try:
            changed = tomllib.loads(f"{text[:at]}zz.{text[at:]}")
        except tomllib.TOMLDecodeError:
            continue  # now it stands in the way of another table
        moved = [_names(step for step in found if step != "zz") for found in leaves(changed) if "zz" in found]
        assert _names(place) in moved


def _names(place: Iterable[str | int]) -> list[str]:
    return [step for step in place if isinstance(step, str)]


def test_arrays_of_tables_that_take_turns_have_their_own_places() -> None:
    text = '[[quote]]\ntext = "a"\n[[paragraph]]\ntext = "b"\n[[quote]]\n  text = "c"\n'

    document = Document(Source("a.toml", text), VoicesError)

    assert document.location(("quote", 1)).line == 5
    assert (document.location(("quote", 1, "text")).line, document.location(("quote", 1, "text")).column) == (
        6,
        3,
    )
    assert document.location(("paragraph",)).line == 3
