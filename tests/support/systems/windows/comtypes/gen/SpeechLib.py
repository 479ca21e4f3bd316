# ruff: noqa: N999
"""Stand-in for the constants of SAPI."""

SSFMCreateForWrite = 3
