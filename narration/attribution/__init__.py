"""Finds who says what."""

from narration.attribution.attributing import attribute

__all__ = ["attribute"]
