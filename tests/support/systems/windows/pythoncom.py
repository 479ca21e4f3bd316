# ruff: noqa: N802
"""Stand-in for the message pump of COM."""

waiting = []


def PumpWaitingMessages():
    while waiting:
        waiting.pop(0)()
