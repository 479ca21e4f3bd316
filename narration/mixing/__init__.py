"""Puts clips together."""
