"""How often each class of evidence is right, as measured on annotated articles."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

UNSURE = 0.5
"""Below this measured precision nobody is named: a wrong speaker is worse than none."""

CORRECTED = "corrected"
"""The class of evidence of what a person says: always right."""

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
    if sign == CORRECTED:
        return 1.0
    measured = _measured()
    family = sign.split(",", maxsplit=1)[0]
    return measured.get(sign, measured.get(family, measured["all"]))
