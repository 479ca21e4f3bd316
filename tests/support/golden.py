"""Golden cases: one file a case, prose on top, then ``--- name`` sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "golden"
_SECTION = re.compile(r"^--- (\w+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    path: Path
    prose: str
    sections: dict[str, str]

    @property
    def id(self) -> str:
        return self.path.stem

    def __getitem__(self, name: str) -> str:
        return self.sections[name]

    def __contains__(self, name: str) -> bool:
        return name in self.sections


def cases(stage: str) -> list[Case]:
    """All cases of one stage; a stage without cases is a mistake."""
    found = [_read(path) for path in sorted((FOLDER / stage).glob("*.txt"))]
    assert found, f"no golden cases in {FOLDER / stage}"
    return found


def rewrite(case: Case, section: str, text: str) -> None:
    """Put what the program says now into the file of *case*."""
    case.sections[section] = text
    body = "".join(f"--- {name}\n{content}" for name, content in case.sections.items())
    case.path.write_bytes((case.prose + body).encode())


def _read(path: Path) -> Case:
    prose, *rest = _SECTION.split(path.read_bytes().decode())
    return Case(path, prose, dict(zip(rest[::2], rest[1::2], strict=True)))
