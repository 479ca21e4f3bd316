"""Reads article files."""

from narration.articles.amending import amend
from narration.articles.decoding import LARGEST
from narration.articles.reading import doubts, parse, read, read_bytes
from narration.articles.slugs import slug

__all__ = ["LARGEST", "amend", "doubts", "parse", "read", "read_bytes", "slug"]
