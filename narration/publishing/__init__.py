"""Writes editions."""
