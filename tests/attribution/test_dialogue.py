"""Who is addressed by name, and which texts are told in dialogue."""

from __future__ import annotations

import pytest

from narration.attribution import manner, paragraphs
from narration.attribution.language import language
from narration.attribution.people import Person
from narration.attribution.vocatives import Vocatives
from tests.quality import predicting

ENGLISH = language("en")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Tom, sit down", ["tom"]),
        ("No, Tom.", ["tom"]),
        ("Sit down, my dear Mr Roe, and wait", ["roe"]),
        ("Is that you, Aunt Polly?", ["polly"]),
        ("Tom!", ["tom"]),
        ("Tom.", []),
        ("Well, I never", []),
        ("Yes, but Tom is late", []),
        ("Sit down, Tom, Ada, Bo", []),
        ("Say, Tom, let me try", ["tom"]),
        ("This is my friend, Mr. Tom Roe, who saw it", []),
        ("On Monday, Tom and Ada left", []),
    ],
)
def test_names_that_stand_alone_between_marks_address_somebody(words: str, names: list[str]):
    assert list(Vocatives((), ENGLISH).names(words)) == names


def test_whoever_bears_the_name_is_addressed():
    persons = [Person(0, "Ada Roe", ("ada", "roe")), Person(1, "Bo Roe", ("bo", "roe"))]
    vocatives = Vocatives(persons, ENGLISH)

    assert vocatives.addressed("Sit down, Ada.") == (0,)
    assert vocatives.addressed("Sit down, Mr Roe.") == (0, 1)
    assert vocatives.addressed("Sit down, Tom.") == ()
    assert vocatives.strange("Sit down, Tom.") == ["tom"]
    assert vocatives.strange("Tom, sit down.") == []


NEWS = "“It leaks,” said Ada Roe.\n\nThe roof has leaked since May.\n\n"
TALK = "“Does it leak?” said Ada Roe.\n\n“It does.”\n\n"


@pytest.mark.parametrize(
    ("text", "dialogue"), [(TALK * 8, True), (TALK * 2, False), (NEWS * 8, False), ("", False)]
)
def test_texts_in_which_most_paragraphs_answer_one_another_are_dialogue(text: str, *, dialogue: bool):
    article = predicting.article(f"The roof\n\n{text}The end of it.")
    assert manner.dialogue(paragraphs.read(article, ENGLISH)) is dialogue
