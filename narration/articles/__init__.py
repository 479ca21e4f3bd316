"""Reads article files."""

from narration.articles.amending import amend
from narration.articles.reading import parse, read, read_bytes

__all__ = ["amend", "parse", "read", "read_bytes"]
