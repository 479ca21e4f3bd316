"""Reads article files."""

from narration.articles.amending import amend
from narration.articles.reading import doubts, parse, read, read_bytes

__all__ = ["amend", "doubts", "parse", "read", "read_bytes"]
