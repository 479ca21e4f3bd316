"""How often each class of evidence is right, as measured on annotated articles."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

UNSURE = 0.5
"""Below this measured precision nobody is named: a wrong speaker is worse than none."""

PRIOR = 0.7
"""What a class of evidence that was never measured is taken to be: doubtful."""

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

    Of a class that was never measured nobody knows more than `PRIOR`.
    """
    if sign == CORRECTED:
        return 1.0
    return _measured().get(sign, PRIOR)
