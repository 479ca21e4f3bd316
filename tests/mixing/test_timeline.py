from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from narration.mixing.pacing import Joint, pauses
from narration.mixing.timeline import CLOSING, HEAD, LONGEST, MP3_FRAME, OPENING, TAIL, arrange, duration
from narration.model import ClipFacts, Ms, Pauses, Programme, Role
from tests.support.programmes import Hums, passage, programme, voice
from tests.support.timeline_picture import bounds, draw


def test_a_turn_is_a_longer_pause_than_a_breath() -> None:
    talk = programme(
        passage("N", 600),
        passage("N", 400),
        passage("A", 700, block=1),
        passage("A", 300, block=2),
    )

    assert draw(arrange(talk, Hums()), talk) == (".....NNNNNN....NNNN........AAAAAAA.....AAA..............")


def test_words_inside_a_sentence_follow_soon() -> None:
    talk = programme(
        passage("A", 500, text="“We left,”"),
        passage("N", 400, text="said Ada,"),
        passage("A", 600, text="“at dawn.”"),
    )

    assert draw(arrange(talk, Hums()), talk) == ".....AAAAA.....NNNN...AAAAAA..............."


def test_a_chapter_is_marked_after_the_last_words_have_faded() -> None:
    talk = programme(
        passage("N", 500, role=Role.HEADLINE),
        passage("N", 1000, block=1),
        passage("N", 500, block=2, role=Role.HEADING),
        passage("A", 500, block=3),
        chapters=(0, 2),
    )
    timeline = arrange(talk, Hums())

    assert (draw(timeline, talk), bounds(timeline)) == (
        ".....NNNNN..........NNNNNNNNNN............NNNNN.........AAAAA..............",
        "|          |                   |                |",
    )
    assert [mark.start for mark in timeline.marks] == [0, timeline.stretches[2].start]
    assert timeline.marks[-1].end == timeline.frames


def test_a_long_paragraph_is_divided_between_sentences() -> None:
    talk = programme(*(passage("N", 4000) for _ in range(5)))

    stretches = arrange(talk, Hums()).stretches

    assert [(stretch.first, stretch.last) for stretch in stretches] == [(0, 3), (3, 5)]


def test_a_sentence_is_only_divided_if_there_is_no_other_place() -> None:
    halves = ("“We left,”", "said Ada,", "“at dawn.”", "Nobody saw.")
    short = programme(*(passage("N", 4300, text=text) for text in ("She smiled.", *halves)))
    long = programme(*(passage("N", 9000, text=text) for text in halves))

    divisions = [[s.first for s in arrange(talk, Hums()).stretches] for talk in (short, long)]

    assert divisions == [[0, 1, 4], [0, 1, 2, 3]]


def test_a_passage_is_never_divided() -> None:
    talk = programme(passage("N", 20_000), passage("N", 500))

    assert [(s.first, s.last) for s in arrange(talk, Hums()).stretches] == [(0, 1), (1, 2)]


def test_clips_of_any_frame_rate_are_rounded_up() -> None:
    assert [duration(ClipFacts(n, rate, 0, 0)) for n, rate in [(1, 8000), (3, 22_050), (160, 16_000)]] == [
        6,
        6,
        441,
    ]


def test_a_changed_clip_leaves_the_stretches_of_other_paragraphs_as_they_are() -> None:
    def layout(ms: int) -> list[tuple[int, ...]]:
        talk = programme(passage("N", 800), passage("A", ms, block=1), passage("N", 900, block=2))
        timeline = arrange(talk, Hums())
        return [
            (s.end - s.start, *(cue.start - s.start for cue in timeline.cues[s.first : s.last]))
            for s in timeline.stretches
        ]

    before, after = layout(700), layout(1234)

    assert [before[0], before[2]] == [after[0], after[2]]
    assert before[1] != after[1]


_PASSAGES = st.lists(
    st.builds(
        passage,
        st.sampled_from("NNAB?"),
        st.integers(min_value=20, max_value=20_000),
        block=st.integers(min_value=0, max_value=3),
        role=st.sampled_from([Role.PARAGRAPH, Role.HEADING, Role.CAPTION]),
        text=st.sampled_from(["Words.", "words", "“Words,”"]),
    ),
    min_size=1,
    max_size=12,
)


@st.composite
def _programmes(draw_from: st.DrawFn) -> Programme:
    passages = draw_from(_PASSAGES)
    firsts = draw_from(st.sets(st.integers(min_value=0, max_value=len(passages) - 1)))
    ms = st.integers(min_value=0, max_value=10_000).map(Ms)
    set_pauses = draw_from(
        st.builds(Pauses, sentence=ms, paragraph=ms, turn=ms, before_heading=ms, turn_in=ms)
    )
    return programme(*passages, chapters=tuple(sorted({0, *firsts})), pauses=set_pauses)


class Lengths(Hums):
    """Hums that nobody has to make, since no one listens."""

    def facts(self, utterance) -> ClipFacts:  # type: ignore[no-untyped-def]
        rate = int(utterance.timbre.engine.split()[1])
        return ClipFacts(int(utterance.text.split()[0]) * rate // 1000, rate, -20.0, -10.0)


@given(_programmes())
def test_everything_stands_in_its_place(talk: Programme) -> None:
    """
    Cues never overlap, are as long as their clips and at least their pause apart;
    stretches follow one another without a gap, on whole MP3 frames, with silence
    at both ends; marks are starts of stretches, well before the words.
    """
    clips = Lengths()

    timeline = arrange(talk, clips)

    cues, stretches = timeline.cues, timeline.stretches
    assert [cue.passage for cue in cues] == list(range(len(talk.passages)))
    assert [c.end - c.start for c in cues] == [duration(clips.facts(p.utterance)) for p in talk.passages]
    silences = pauses(talk)
    for (before, after), silence in zip(pairwise(cues), silences, strict=True):
        assert silence.frames <= after.start - before.end < max(silence.frames, HEAD + TAIL) + MP3_FRAME
    assert [s.start for s in stretches] == [0, *(s.end for s in stretches[:-1])]
    assert stretches[-1].end == timeline.frames
    assert [(s.first, s.last) for s in stretches[1:]] == [
        (before.last, after.last) for before, after in pairwise(stretches)
    ]
    for stretch in stretches:
        first, last = cues[stretch.first], cues[stretch.last - 1]
        assert stretch.start % MP3_FRAME == 0
        assert first.start - stretch.start >= HEAD
        assert stretch.end - last.end >= TAIL
        assert last.end - first.start <= LONGEST or stretch.last == stretch.first + 1
    assert {mark.start for mark in timeline.marks} <= {stretch.start for stretch in stretches}
    assert timeline.marks[0].start == 0
    assert cues[0].start == OPENING
    assert timeline.frames - cues[-1].end >= CLOSING


@given(_programmes())
def test_a_stretch_ends_between_paragraphs_wherever_it_can(talk: Programme) -> None:
    silences = pauses(talk)
    starts = {chapter.first for chapter in talk.chapters}

    stretches = arrange(talk, Lengths()).stretches

    firsts = {stretch.first for stretch in stretches}
    wanted = {number for number, s in enumerate(silences, start=1) if s.joint is Joint.BLOCKS}
    assert wanted | starts <= firsts


def test_clips_at_other_frame_rates_have_their_place_too() -> None:
    talk = programme(passage("N", 500, sound=voice("N", 16_000)), passage("N", 300))

    assert draw(arrange(talk, Hums()), talk) == ".....NNNNN....NNN.............."
