from __future__ import annotations

import hashlib

from narration import articles
from narration.attribution import Explanation, attribute, explain
from narration.model import KnownPerson
from narration.source import Location, Source
from tests.support.attribution import attributed

TEXT = """Town news

Bram Otter sat down. Ivo Cole came in.

“It leaks,” said Cole.

“It always did,” he said.
"""


def explained(line: int) -> tuple[Explanation, ...]:
    return explain(attributed(TEXT), line)


def test_the_strongest_clue_is_the_reason() -> None:
    (found,) = explained(5)

    assert found.segment.speaker == found.clues[0].speaker == "Ivo Cole"
    assert found.clues[0].name == "after, name"
    assert found.clues[0].reason == found.segment.reason
    assert [clue.weight for clue in found.clues] == sorted((c.weight for c in found.clues), reverse=True)


def test_who_else_may_be_meant_is_the_runner_up() -> None:
    (found,) = explained(7)

    assert found.segment.speaker == "Ivo Cole"
    assert found.runner_up == "Bram Otter"


def test_nobody_else_is_no_runner_up() -> None:
    (found,) = explain(attributed("Town news\n\n“It leaks,” said Ada Quill."), 3)

    assert found.runner_up is None


def test_a_line_without_a_quotation_has_nothing_to_explain() -> None:
    assert explained(3) == ()


def test_a_person_goes_by_the_name_that_the_house_gives() -> None:
    known = KnownPerson("Ivo Cole-Otter", ("Ivo Cole",), Location("people.toml", 1, 1))
    text = "Town news\n\nIvo Cole sat down. “It leaks,” said Cole.\n"
    source = Source("article.txt", text)
    article = articles.parse(source, hashlib.sha256(text.encode()).hexdigest())

    (found,) = explain(attribute(article, people=(known,)), 3)

    assert found.segment.speaker == found.clues[0].speaker == "Ivo Cole-Otter"
