from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narration.attribution import attribute, style
from narration.attribution.apostrophes import innocent
from narration.attribution.attributing import decide
from narration.model import Article, Block, BlockKind, Script, SegmentKind
from narration.source import Source, View
from tests.support.attribution import attributed, script

MARKS = ["“", "”", "‘", "’", '"', "'", "„", "«", "»", "``", "''", "…", "!", "5'", '6"']
PAUSES = ["(", ")", " — ", ", ", ". ", "? ", ": ", "\n\n", "\n", "\u00a0"]
PEOPLE = [
    "Ada Quill",
    "Mr Otter",
    "Otter",
    "Quill’s",
    "the former baker",
    "a resident",
    "police",
    "BBQ",
    "Piet, 44,",
]
CUES = [
    " said ",
    " told the Gazette ",
    " he ",
    " she ",
    " who ",
    " it ",
    " was called ",
    " according to ",
    " that ",
]
LABELS = [
    "\n\nQ: ",
    "\n\nA: ",
    "\n\nQUILL: ",
    "\n\nOTTER: ",
    "\n\n> ",
    "\n\n— ",
    " — Ada Quill (@ada_q) May 3",
    "?",
]
WORDS = ["It leaks", "we left at dawn,", "don’t", "the workers’ boat", "Café", "e\u0301"]
SCRAPS = [*MARKS, *LABELS, *PAUSES, *PEOPLE, *CUES, *WORDS]
TEXTS = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=5)), max_size=60).map(
    lambda scraps: "Town news\n\n" + "".join(scraps)
)


@given(TEXTS)
def test_the_segments_of_a_block_are_its_text(text: str) -> None:
    found = attributed(text)

    for number, block in enumerate(found.article.blocks):
        views = [segment.view for segment in found.segments if segment.block == number]
        assert "".join(view.text for view in views) == block.view.text
        assert all(view.text for view in views)
        assert [view.start for view in views[1:]] == [block.view.places[end] for end in _ends(views)[:-1]]


def _ends(views: list[View]) -> list[int]:
    ends, length = [], 0
    for view in views:
        length += len(view.text)
        ends.append(length)
    return ends


@given(TEXTS)
def test_no_text_outside_marked_or_plainly_labelled_speech_has_a_speaker(text: str) -> None:
    found = attributed(text)
    plain = {
        (piece.setting.paragraph.index, piece.setting.span.start)
        for piece in decide(found.article)[0]
        if piece.setting.span.plain
    }

    opened = None
    for segment in found.segments:
        if segment.kind is SegmentKind.NARRATION:
            assert segment.speaker is None
            assert segment.quotation is None
            assert segment.confidence == 1.0
            continue
        assert segment.quotation is not None
        marked = segment.view.text[:2] == "``" or segment.view.text[:1] in {*style.CLOSERS, *"—–―"}
        start = found.article.blocks[segment.block].view.index(segment.view.start)
        begins = marked or (segment.block, start) in plain
        assert begins or segment.quotation.id == opened  # an utterance that was left open runs on
        opened = segment.quotation.id


@given(TEXTS)
def test_who_speaks_is_one_of_the_speakers(text: str) -> None:
    found = attributed(text)

    names = [speaker.name for speaker in found.speakers]
    assert len(names) == len(set(names))
    assert {segment.speaker for segment in found.segments} - {None} == set(names)
    for speaker in found.speakers:
        ids = {s.quotation.id for s in found.segments if s.quotation and s.speaker == speaker.name}
        assert speaker.quotes == len(ids)
        assert speaker.aliases


@given(TEXTS)
def test_every_quotation_mark_is_accounted_for(text: str) -> None:
    found = attributed(text)

    outside = [
        segment.view.places[mark.start()]
        for segment in found.segments
        if segment.kind is SegmentKind.NARRATION
        for mark in style.MARK.finditer(segment.view.text)
        if not innocent(*_in_block(found, segment.block, segment.view.places[mark.start()]))
    ]
    told = [remark for remark in found.remarks if "partner" in remark.message]
    assert bool(outside) == bool(told)
    assert len(told) == min(len(outside), 21)


def _in_block(found: Script, number: int, place: int) -> tuple[str, int]:
    view = found.article.blocks[number].view
    return view.text, view.index(place)


@given(TEXTS)
def test_line_ends_and_decomposed_letters_change_nothing(text: str) -> None:
    text = text.replace("\r", "")

    other = unicodedata.normalize("NFD", text).replace("\n", "\r\n")

    assert script(attributed(other)) == script(attributed(unicodedata.normalize("NFC", text)))


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
def test_any_text_comes_to_an_end(text: str) -> None:
    attributed("x" + text)


@pytest.mark.parametrize(
    "scrap",
    [
        "“",
        '"',
        "'",
        "‘",
        "said ",
        "‘“",
        "“a,” he said. ",
        "who, ",
        "Ada, ",
        "Ada Quill ",
        "“a”\n",
        "“a\n",
        "“a” — ",
        "— ",
        "— a, he said.\n",
        "A: ",
        "A: a\n",
        "Q: a?\nA: b\n",
        "QUILL: I do.\nOTTER: You do?\n",
        "> a\n",
        "a — Ada (@a)\n",
        "’",
        "’Twas ",
        '5" ',
        "said said ",
        "@a ",
        '„6"',
        "“Ada, ” ",
        "BBQ”, ",
    ],
)
def test_time_grows_with_length_for_text_made_to_be_slow(scrap: str) -> None:
    """Ten times the text takes no more than thirty times the time: no word is held against every other."""
    texts = (scrap * (length // len(scrap)) for length in (2_000, 20_000))
    short, long = (min(_seconds(text) for _ in range(3)) for text in texts)

    assert long < 30 * max(short, 0.01)


@pytest.mark.parametrize("scrap", ["“", '"', "said said "])
def test_a_megabyte_of_one_scrap_comes_to_an_end(scrap: str) -> None:
    assert _seconds("\n".join([scrap * (100_000 // len(scrap))] * 10)) > 0


def _seconds(text: str) -> float:
    source = Source("article.txt", text)
    starts = [0, *(i + 1 for i, character in enumerate(text) if character == "\n")]
    views = [
        View.exact(source, a, b - 1)
        for a, b in zip(starts, [*starts[1:], len(text) + 1], strict=True)
        if b - a > 1
    ]
    blocks = tuple(Block(BlockKind.PARAGRAPH, view, 1, "") for view in views)
    start = time.perf_counter()
    attribute(Article(source, "0" * 64, blocks))
    return time.perf_counter() - start


@settings(max_examples=20)
@given(TEXTS)
def test_the_same_text_gives_the_same_script(text: str) -> None:
    assert attributed(text).segments == attributed(text).segments


@pytest.mark.parametrize("alone", ["“", "““"])
def test_a_mark_alone_at_the_end_of_a_paragraph_opens_nothing(alone: str) -> None:
    found = attributed(f"Town news\n\n“we left at dawn,“{alone}\n\nAda Quill“")

    assert not [segment for segment in found.segments if segment.quotation and segment.line == 5]
