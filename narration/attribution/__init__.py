"""Finds who says what."""
