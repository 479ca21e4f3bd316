from __future__ import annotations

import pytest

from tests.support.projects import ARTICLE, Project


@pytest.fixture
def ferry(project: Project) -> Project:
    project.write("old.txt", ARTICLE)
    return project


def test_two_that_say_the_same_differ_in_nothing(ferry: Project) -> None:
    ferry.write("new.txt", ARTICLE.replace("after two years of repairs", "at last"))

    run = ferry.narrate("script", "--diff", "old.txt", "new.txt")

    assert (run.code, run.out, run.err) == (0, "nobody says anything else\n", "")


def test_each_kind_of_difference_is_a_line(ferry: Project) -> None:
    new = ARTICLE.replace("“It is a fine boat,” he said, “but it is slow.”", "He shook his head.")
    new = new.replace("would see her again", "would see the old boat again")
    new += "\n“I shall row,” said Wim Tull.\n"
    ferry.write("new.txt", new)
    ferry.write(
        "new.script.toml",
        '[[quote]]\ntext = "bold step"\nuse = "scare"\n\n'
        '[[quote]]\ntext = "We never thought"\nspeaker = "Bea Cole"\n',
    )

    run = ferry.narrate("script", "--diff", "old.txt", "new.txt")

    assert run.code == 0
    assert run.out == (
        "7: words: Bea Cole: We never thought we would see her again. "
        "Then the boiler was lit, and the whole village came down to look. → "
        "We never thought we would see the old boat again. "
        "Then the boiler was lit, and the whole village came down to look.\n"
        "7: speaker: “We never thought we would see the old …”: Ada Cole → Bea Cole\n"
        "13 of the old: removed: Ivo Brandt: “It is a fine boat, but it is …”\n"
        "15: use: “bold step”: fragment → scare\n"
        "19: added: Wim Tull: “I shall row,”\n"
    )


def test_a_diff_wants_no_other_article(ferry: Project) -> None:
    run = ferry.narrate("script", "old.txt", "--diff", "old.txt", "old.txt")

    assert run.code == 2
    assert run.err.startswith("expected one thing to show\n")
