from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narration.casting.lexicon import Lexicon, ours, plain, tokens, wordings
from narration.model import Pronunciation, Token, TokenForm
from narration.source import View

SAID = {
    "wren": Token("renn"),
    "Wren Lane": Token("Renn Lain"),
    "WHO": Token("W H O"),
    "c++": Token("see plus plus"),
    "tall’s": Token("talls"),
    "’tis": Token("it is"),
    "leek": Token("l'i:k", TokenForm.PHONEMES),
}

ENTRIES = Lexicon((printed, Pronunciation(printed), token) for printed, token in SAID.items())


def view(text: str) -> View:
    return View(text, tuple(range(len(text) + 1)))


def said(text: str) -> str:
    return "".join(wording.token.said for wording in wordings(view(text), (), ENTRIES))


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("a wren, Wren and WREN", "a renn, renn and renn"),
        ("wrens and a towren", "wrens and a towren"),
        ("wren's and wren-like", "renn's and renn-like"),
        ("Wren Lane, wren lane", "Renn Lain, renn lane"),
        ("WHO knows who, Who?", "W H O knows who, Who?"),
        ("C++!", "see plus plus!"),
        ("'Tis so, ’tis", "it is so, it is"),
        ("Tall's leek", "talls l'i:k"),
        ("WREN LANE and wReN", "Renn Lain and renn"),
    ],
)
def test_whole_words_the_longest_first_small_letters_in_any_case(printed: str, spoken: str) -> None:
    assert said(printed) == spoken


def test_a_long_list_takes_no_longer_than_a_short_one() -> None:
    long = Lexicon((f"w{n}", Pronunciation(f"w{n}"), Token(f"x{n}")) for n in range(20_000))
    text = " ".join(f"w{n} ferry" for n in range(0, 20_000, 10))

    start = time.perf_counter()
    found = [entry.printed for _, _, entry, _ in long.matches(text, 0, len(text))]

    assert found == [f"w{n}" for n in range(0, 20_000, 10)]
    assert time.perf_counter() - start < 2  # one pattern of all entries took minutes


def test_phonemes_are_a_token_of_their_own() -> None:
    spoken = wordings(view("a leek, two"), (), ENTRIES)

    assert tokens(spoken) == (Token("a "), Token("l'i:k", TokenForm.PHONEMES), Token(", two"))


@given(st.text("wrenWHO 'leek+\n\x00", max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_wordings_print_everything_and_say_nothing_of_what_is_silent(text: str, edges: list[int]) -> None:
    edges = sorted({edge for edge in edges if edge <= len(text)})
    silent = list(zip(edges[::2], edges[1::2], strict=False))

    spoken = wordings(view(text), silent, ENTRIES)

    assert "".join(wording.printed.text for wording in spoken if wording.printed) == text
    kept = "".join(
        text[a:b] for a, b in zip([0, *(e for _, e in silent)], [*(s for s, _ in silent), None], strict=True)
    )
    assert "".join(w.token.said for w in wordings(view(text), silent, Lexicon([]))) == plain(kept)


def test_words_of_ours_are_shown_as_written_and_said_by_the_lexicon() -> None:
    made = ours("This voice reads Wren Lane, a leek.", ENTRIES)

    assert "".join(wording.shown for wording in made) == "This voice reads Wren Lane, a leek."
    assert [token.said for token in tokens(made)] == ["This voice reads Renn Lain, a ", "l'i:k", "."]
    assert all(wording.printed is None for wording in made)


def test_a_name_in_capitals_alone_is_the_same_name_but_for_short_ones_and_those_with_an_entry() -> None:
    said_so = {"Orrin": "orreen", "Who": "hoo", "Nato": "naytoe", "NATO": "N A T O", "NLAWs": "en laws"}
    found = Lexicon((printed, Pronunciation(printed), Token(word)) for printed, word in said_so.items())
    spoken = [
        "".join(wording.token.said for wording in wordings(view(text), (), found))
        for text in ("ORRIN, orrin, Orrin", "WHO and Who", "NATO or Nato", "NLAWS")
    ]

    assert spoken == ["orreen, orrin, orreen", "WHO and hoo", "N A T O or naytoe", "en laws"]
