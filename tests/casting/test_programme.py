from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from narration.casting import arrange, cast, coverage
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
