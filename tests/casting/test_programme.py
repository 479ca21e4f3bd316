from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narration.casting import arrange, cast, coverage
from narration.model import Pronunciation
from narration.sheets import VoicesSheet, read_voices
from tests.casting.scripts import CATALOGUE, KNOWN, script
from tests.support.golden import Case, cases

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from narration.model import Passage, Programme, Script


@pytest.mark.parametrize("case", cases("casting"), ids=lambda case: case.id)
def test_golden(case: Case, golden: Callable[[Case, str, str], None], tmp_path: Path) -> None:
    facts = dict(line.split(": ", 1) for line in case.sections.get("facts", "").splitlines())
    read = script(case["article"], **facts)
    sheet = VoicesSheet()
    if "voices" in case:
        path = tmp_path / "voices.toml"
        path.write_text(case["voices"], encoding="utf-8")
        sheet = read_voices(path, KNOWN)

    programme = arrange(read, cast(read, sheet, CATALOGUE), sheet)

    golden(case, "programme", "\n".join(_heard(programme)))
    golden(case, "chapters", "\n".join(f"{c.first}: {c.title}" for c in programme.chapters))
    golden(case, "coverage", _account(read, programme))


def _heard(programme: Programme) -> Iterator[str]:
    for passage in programme.passages:
        text = "".join(f"[[{t.said}]]" if t.form == "phonemes" else t.said for t in passage.utterance.tokens)
        quotation = f" {passage.quotation}" if passage.quotation else ""
        yield f"{passage.role:<10} {_who(passage, programme) + quotation:<16} {text}"


def _who(passage: Passage, programme: Programme) -> str:
    if passage.speaker:
        return passage.speaker
    if passage.quotation:
        assert passage.voice == programme.cast.unattributed.voice
        return "unattributed"
    roles = (programme.cast.narrator, programme.cast.headings, programme.cast.captions)
    return next(member.speaker for member in roles if member.voice == passage.voice)


def _account(read: Script, programme: Programme) -> str:
    account = coverage(read, programme)
    return "\n".join([account.summary(), *account.lines()])


def test_words_of_ours_in_a_language_that_has_none_are_remarked_on_unless_all_are_given() -> None:
    made, sheet = script("Loď jede.", language="cs"), VoicesSheet()
    given = replace(sheet, edition=replace(sheet.edition, opening="", closing="Konec.", heading_label=""))
    remarks = [
        [remark.message for remark in arrange(made, cast(made, one, CATALOGUE), one).remarks]
        for one in (sheet, given)
    ]

    assert remarks == [["no words of ours in cs: opening, labels and closing are English"], []]


def test_names_in_an_opening_are_said_by_the_lexicon() -> None:
    made = script("The boat went.", title="The Orrin", language="en")
    sheet = replace(VoicesSheet(), lexicon=(Pronunciation("Orrin", "Orreen"),))
    sheet = replace(sheet, edition=replace(sheet.edition, opening="This is {title}, 5 May."))
    programme = arrange(made, cast(made, sheet, CATALOGUE), sheet)
    opening = programme.passages[0]

    assert opening.printed == "This is The Orrin, 5 May."
    assert opening.utterance.text == "This is The Orreen, the fifth of May."
    assert coverage(made, programme).added[0].text == opening.printed
