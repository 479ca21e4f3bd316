"""Gives everybody a voice."""
