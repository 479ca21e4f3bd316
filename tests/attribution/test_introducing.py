from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest

from narration import articles
from narration.attribution import attribute
from narration.model import KnownPerson, Script
from narration.source import Location, Source
from tests.quality import corpus

TEXT = """Town news

Ada Quill opened the mill. Ada Otter closed it in May.

“It leaks,” said Ada Quill. “It always did,” said Otter.

“We shall see,” Quill said. “So we shall,” said Mrs Otter.

“No,” said Ada.
"""
HERE = Location("town.script.toml", 1, 1)


def read(text: str, *told: KnownPerson, house: tuple[KnownPerson, ...] = ()) -> Script:
    source = Source("article.txt", text)
    article = articles.parse(source, hashlib.sha256(text.encode()).hexdigest())
    return attribute(article, (), house, told)


def names(script: Script) -> list[str | None]:
    return [segment.speaker for segment in script.segments if segment.quotation]


@pytest.mark.parametrize(("name", "alias"), [("Ada Quill", "Ada Otter"), ("Ada Otter", "Ada Quill")])
def test_two_full_names_of_one_person_are_one_with_all_their_shorter_names(name: str, alias: str):
    known = KnownPerson(name, (alias,), HERE)

    assert names(read(TEXT, known)) == [name] * 5
    assert names(read(TEXT, house=(known,))) == [name] * 5


def test_whom_the_house_knows_by_two_names_the_article_may_know_by_a_third():
    text = TEXT + "\n“Ice,” said Ada Tull. “Snow,” said Tull. “Rain,” said Quill.\n"
    house = KnownPerson("Ada Quill", ("Ada Otter",), HERE)
    told = KnownPerson("Ada Tull", ("Ada Quill",), HERE)

    assert set(names(read(text, told, house=(house,)))) == {"Ada Tull"}


def test_the_speakers_of_an_article_can_be_told_to_be_one():
    for article in corpus.load():
        plain = read(article.text)
        named = [speaker.name for speaker in plain.speakers if speaker.named]
        for one, other in pairwise(named):
            if one in article.text and other in article.text:
                found = {
                    speaker.name for speaker in read(article.text, KnownPerson(one, (other,), HERE)).speakers
                }

                assert one in found
                assert not found & {other, ""}, article.id
