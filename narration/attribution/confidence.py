"""How often each class of evidence is right, as measured on annotated articles."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _measured() -> Mapping[str, float]:
    content = (files("narration.attribution") / "precision.json").read_text(encoding="utf-8")
    return {name: row["precision"] for name, row in json.loads(content)["classes"].items()}


def precision(sign: str) -> float:
    """Return the share of quotations with the class of evidence *sign* that were given to the right speaker.

    A class that was never measured has the precision of its family (the words
    before the comma), and one without a family that of all.
    """
    measured = _measured()
    family = sign.split(",")[0]
    return measured.get(sign, measured.get(family, measured["all"]))
