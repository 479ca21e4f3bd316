from __future__ import annotations

from narration.casting import arrange, cast, unsure
from narration.sheets import VoicesSheet
from tests.casting.scripts import CATALOGUE, script


def words(written: str) -> list[str]:
    made, sheet = script(written), VoicesSheet()
    found = unsure(made, arrange(made, cast(made, sheet, CATALOGUE), sheet))
    return [f"{word.count} {word.printed}" for word in found]


def test_names_inside_a_sentence_are_listed_most_frequent_first() -> None:
    assert words("They met Zolwin at Trzcianka. In Trzcianka, Zolwin’s boat met Zolwin.") == [
        "3 Zolwin",
        "2 Trzcianka",
    ]


def test_a_capital_at_the_beginning_of_a_sentence_is_no_name() -> None:
    assert words("Boats came. “Ferries,” he said. Sails went.") == []


def test_a_word_that_also_stands_in_small_letters_is_no_name() -> None:
    assert words("The Jetty is a jetty.") == []


def test_a_speaker_s_name_is_one_wherever_it_stands() -> None:
    assert words("Zolwin said: [Ada Zolwin: “Go.”]") == ["1 Zolwin"]


def test_foreign_letters_are_listed_in_small_letters_too() -> None:
    assert words("They ate żur by the sea.") == ["1 żur"]


def test_well_known_places_and_days_are_passed_over() -> None:
    assert words("They came from London in Ukraine’s cold on Monday.") == []


def test_what_a_rule_has_respelled_is_listed() -> None:
    assert words("Serhii met them. Wait for Путин.") == ["1 Serhii", "1 Путин"]


def test_common_words_are_no_names_whatever_their_capitals() -> None:
    assert words("They met at the Grand Hotel on Climate Day. The Ministers’ Photo: Democracy Wins.") == []
    assert words("A FERRY VETO FOR DEMOCRACY.") == []


def test_a_name_in_capitals_is_listed_once_under_its_usual_form() -> None:
    assert words("ZOLWIN WINS AGAIN.\n\nThey met Zolwin.") == ["2 Zolwin"]
    assert words("ZOLWIN WINS AGAIN.") == ["1 ZOLWIN"]


def test_letters_without_a_vowel_are_no_word() -> None:
    assert words("They came in a BTR.") == []


def test_a_speaker_in_capitals_is_one_at_the_beginning_too() -> None:
    assert words("ADA said: [Ada Zol: “Go.”] ZOL went.") == ["1 ADA", "1 ZOL"]
