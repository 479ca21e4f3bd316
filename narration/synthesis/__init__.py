"""Speaks utterances."""
