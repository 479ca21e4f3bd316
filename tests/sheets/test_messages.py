"""What people see when a file of theirs is wrong: the whole screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from narration.errors import NarrateError
from narration.model import Reach
from narration.sheets import read_corrections, read_voices
from tests.support.golden import Case, cases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KNOWN = {
    "pyttsx3": ["en-gb+f5", "en-us+adam", "en-us+edward", "en-us+f2", "en-us+f5"],
    "tone": ["a2", "a3"],
}
REACH = {"pyttsx3": Reach((-7.1, 8.9)), "tone": Reach(rate=(175, 175), hint="put {rate} into run")}


@pytest.mark.parametrize("case", cases("sheets"), ids=lambda case: case.id)
def test_golden(
    case: Case, golden: Callable[[Case, str, str], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "voices" if "voices" in case else "corrections"
    path = tmp_path / f"{name}.toml"
    # TOML lets a line end in CR LF, and a file begin with a byte order mark
    written = case[name].replace("␍", "\r").replace("␀", "\ufeff")
    path.write_bytes(written.encode())

    read = partial(read_voices, known=KNOWN, reach=REACH) if name == "voices" else read_corrections
    with pytest.raises(NarrateError) as caught:
        read(path.relative_to(tmp_path))

    golden(case, "screen", str(caught.value))
