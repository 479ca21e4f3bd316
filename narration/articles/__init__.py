"""Reads article files."""
