from __future__ import annotations

from pathlib import Path

import pytest

from narration.app.gathering import gather
from narration.errors import UsageError


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def files(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")


def found(*paths: str, out: str = "out", empty: bool = False) -> dict[str, str]:
    below = gather(list(map(Path, paths)), Path(out), empty=empty).below
    return {path.as_posix(): folder.as_posix() for path, folder in below.items()}


def test_a_file_that_is_named_is_taken_whatever_it_is_called():
    assert found("a.docx", "-", "missing.txt") == {"a.docx": ".", "-": ".", "missing.txt": "."}


def test_a_folder_gives_its_articles_by_name_and_then_those_of_its_folders():
    files("n/b.txt", "n/a.md", "n/a/z.TXT", "n/a/c/y.text", "n/voices.toml", "n/a.script.toml")

    assert found("n") == {"n/a.md": ".", "n/b.txt": ".", "n/a/z.TXT": "a", "n/a/c/y.text": "a/c"}


def test_hidden_files_linked_folders_and_editions_are_passed_over():
    files("n/a.txt", "n/.b.txt", "n/.git/c.txt", "n/out/d/d.txt", "else/e.txt")
    Path("n/link").symlink_to(Path("else").absolute(), target_is_directory=True)

    assert found("n", out="n/out") == {"n/a.txt": "."}
    reasons = {p.path.as_posix(): p.reason for p in gather([Path("n")], Path("n/out")).passed}
    assert reasons == {"n/.b.txt": "hidden", "n/.git": "hidden", "n/link": "linked folders"}


def test_a_pattern_that_no_shell_has_expanded_means_what_it_would_there():
    files("n/b.txt", "n/a.txt", "n/a.jpg", "n/deep/c.txt")

    assert found("n/*.txt") == {"n/a.txt": ".", "n/b.txt": "."}
    assert found("n/*") == {"n/a.txt": ".", "n/b.txt": "."}
    assert found("n/**/*.txt") == {"n/a.txt": ".", "n/b.txt": ".", "n/deep/c.txt": "."}


def test_a_file_whose_name_looks_like_a_pattern_is_a_file():
    files("why[1].txt")

    assert found("why[1].txt") == {"why[1].txt": "."}


def test_an_article_that_is_meant_twice_is_taken_once():
    files("n/a.txt", "n/b.txt")

    assert found("n/b.txt", "n", "./n/a.txt", "n/*.txt") == {"n/b.txt": ".", "n/a.txt": "."}


def test_a_folder_or_a_pattern_without_an_article_is_said():
    Path("empty").mkdir()

    with pytest.raises(UsageError) as caught:
        gather([Path("empty"), Path("*.text")], Path("out"))

    assert str(caught.value) == (
        "expected an article in the folder empty, got none\n"
        "hint: in a folder, files that end in .markdown, .md, .text, .txt are articles\n"
        "expected files like *.text, got none\n"
        "hint: in a folder, files that end in .markdown, .md, .text, .txt are articles"
    )
    assert found("empty", empty=True) == {}
