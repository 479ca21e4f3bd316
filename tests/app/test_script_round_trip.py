from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from narration import pipeline
from narration.app.editing import edit
from narration.model import Job

if TYPE_CHECKING:
    import pytest

SCRAPS = [
    "“It leaks”",
    "“it ‘is’”",
    "“…",
    "«No,»",
    " said Ada Quill",
    " told the Gazette ",
    " according to ",
    " he ",
]
SPACES = [". ", ", ", "\n\n", " — ", "\u00a0", "’", '"']
TEXTS = st.lists(st.sampled_from(SCRAPS + SPACES), max_size=40).map(
    lambda scraps: "Town news\n\n" + "".join(scraps)
)


@settings(max_examples=40)
@given(TEXTS, st.booleans())
def test_whatever_is_written_changes_nothing_when_it_is_read(
    tmp_path_factory: pytest.TempPathFactory, text: str, doubtful: bool
) -> None:
    path = tmp_path_factory.mktemp("edit") / "town.txt"
    path.write_bytes(text.encode())
    job = Job("town.txt", "town", path.parent / "out", path=path)
    before = pipeline.write_script(job)

    edit(job, before, doubtful=doubtful)

    assert pipeline.write_script(job) == before
