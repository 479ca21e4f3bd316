"""Finds who says what."""

from narration.attribution.anchors import Quotations, fold
from narration.attribution.attributing import attribute
from narration.attribution.explaining import Clue, Explanation, explain

__all__ = ["Clue", "Explanation", "Quotations", "attribute", "explain", "fold"]
