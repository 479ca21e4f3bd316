from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from narration.casting import arrange, cast, coverage
from narration.casting.lexicon import plain
from narration.model import Pronunciation, SegmentKind, TokenForm
from narration.sheets import EditionEntry, VoicesSheet
from tests.casting.scripts import CATALOGUE
from tests.casting.strategies import scripts

if TYPE_CHECKING:
    from collections.abc import Callable

    from narration.model import Programme, Script

sheets = st.builds(
    VoicesSheet,
    lexicon=st.just(()) | st.just((Pronunciation("wren", "renn"), Pronunciation("WHO", phonemes="h'u:"))),
    edition=st.builds(
        EditionEntry,
        captions=st.sampled_from(["end", "announce", "skip"]),
        chapters=st.sampled_from(["auto", "headings", "none"]),
        opening=st.sampled_from([None, "", "Hello."]),
        heading_label=st.sampled_from([None, ""]),
    ),
)


def any_script(test: Callable[[Script, VoicesSheet], None]) -> Callable[[], None]:
    """Run *test* on fewer examples than usual: each is a whole programme, and there are seven laws."""
    return settings(max_examples=40)(given(scripts(), sheets)(test))


def programme(script: Script, sheet: VoicesSheet) -> Programme:
    return arrange(script, cast(script, sheet, CATALOGUE), sheet)


@any_script
def test_every_character_is_in_one_wording_or_accounted_for_as_not_heard(
    script: Script, sheet: VoicesSheet
) -> None:
    made = programme(script, sheet)

    heard = Counter(
        place
        for passage in made.passages
        for wording in passage.wordings
        if wording.printed
        for place in wording.printed.places[:-1]
    )
    text = script.article.source.text
    inked = {place for place, character in enumerate(text) if not character.isspace()}
    assert set(heard.values()) <= {1}
    unheard = inked - heard.keys()
    told = "".join(run.text for run in coverage(script, made).unspoken)
    assert sorted(text[place] for place in unheard) == sorted(c for c in told if not c.isspace())


@any_script
def test_words_spoken_and_words_dropped_are_all_words(script: Script, sheet: VoicesSheet) -> None:
    account = coverage(script, programme(script, sheet))

    assert account.total == account.spoken + account.dropped
    assert account.spoken >= 0
    assert account.summary().startswith(f"{account.spoken:,} of {account.total:,} words spoken")


@any_script
def test_only_quoted_words_ever_have_a_speaker_s_voice(script: Script, sheet: VoicesSheet) -> None:
    made = programme(script, sheet)

    said_by = {
        place: segment.speaker or "unattributed"
        for segment in script.segments
        if segment.kind is SegmentKind.QUOTE
        for place in segment.view.places[:-1]
    }
    voices = {member.speaker: member.voice for member in made.cast.members}
    text = script.article.source.text
    for passage in made.passages:
        quoted = passage.quotation is not None
        who = (passage.speaker or "unattributed") if quoted else None
        if who:
            assert passage.voice == voices[who]
        for wording in passage.wordings:
            for place in wording.printed.places[:-1] if wording.printed else ():
                if text[place].isalnum():
                    assert said_by.get(place) == who


@any_script
def test_an_engine_gets_what_the_wordings_say_and_always_a_word(script: Script, sheet: VoicesSheet) -> None:
    for passage in programme(script, sheet).passages:
        said = "".join(wording.token.said for wording in passage.wordings)
        assert _letters(passage.utterance.text) == _letters(said)  # pauses are shaped
        assert passage.utterance.timbre == passage.voice.timbre
        assert any(map(str.isalnum, passage.utterance.text))
        assert "\x00" not in passage.utterance.text
        assert all(token.said for token in passage.utterance.tokens)
        forms = [token.form for token in passage.utterance.tokens]
        assert all(TokenForm.PHONEMES in pair for pair in pairwise(forms))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


@any_script
def test_words_are_said_as_printed_but_for_what_the_report_lists_and_marks(
    script: Script, sheet: VoicesSheet
) -> None:
    made = programme(script, sheet)

    changed = Counter(change.printed for change in coverage(script, made).changed)
    for passage in made.passages:
        for wording in passage.wordings:
            if wording.printed is None:
                continue
            said, printed = wording.token.said, wording.printed.text
            if wording.reason and said != plain(printed):
                assert changed[printed] > 0
                changed[printed] -= 1
            elif said:
                assert said == plain(printed)
            else:
                assert not any(map(str.isalnum, printed))
    assert not changed.total()


@any_script
def test_chapters_begin_at_the_beginning_and_go_forwards(script: Script, sheet: VoicesSheet) -> None:
    made = programme(script, sheet)

    firsts = [chapter.first for chapter in made.chapters]
    assert firsts[:1] == [0] * bool(made.passages)
    assert firsts == sorted(set(firsts))
    assert all(chapter.title.strip() for chapter in made.chapters)
    assert all(chapter.first < len(made.passages) for chapter in made.chapters)


@any_script
def test_the_same_script_makes_the_same_programme(script: Script, sheet: VoicesSheet) -> None:
    assert programme(script, sheet) == programme(script, sheet)
