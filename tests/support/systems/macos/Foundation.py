# ruff: noqa: N802
"""Stand-in for the part of Foundation that pyttsx3 uses: objects, and a run loop with timers."""

import time
from pathlib import Path

NSDefaultRunLoopMode = "default"


class NSObject:
    @classmethod
    def alloc(cls):
        return cls.__new__(cls)  # no __init__: that is Python's

    def init(self):
        return self


class NSURL:
    @staticmethod
    def fileURLWithPath_(path):
        return Path(path)


class NSDate:
    def __init__(self, at):
        self.at = at

    @classmethod
    def dateWithTimeIntervalSinceNow_(cls, seconds):
        return cls(time.monotonic() + seconds)

    def earlierDate_(self, other):
        return min(self, other, key=lambda date: date.at)


class NSRunLoop:
    """One for the process; what waits is called once it is due, while somebody turns the loop."""

    _only = None

    def __init__(self):
        self.waiting = []

    @classmethod
    def currentRunLoop(cls):
        cls._only = cls._only or cls()
        return cls._only

    def limitDateForMode_(self, _mode):
        return NSDate(min(at for at, _ in self.waiting)) if self.waiting else None

    def runMode_beforeDate_(self, _mode, _date):
        if not self.waiting:
            return False
        time.sleep(0.001)
        due = [entry for entry in self.waiting if entry[0] <= time.monotonic()]
        self.waiting = [entry for entry in self.waiting if entry not in due]
        for _, call in due:
            call()
        return True

    def later(self, seconds, call):
        self.waiting.append((time.monotonic() + seconds, call))


class NSTimer:
    @staticmethod
    def scheduledTimerWithTimeInterval_target_selector_userInfo_repeats_(seconds, target, selector, *_):
        call = getattr(target, selector.replace(":", "_"))
        NSRunLoop.currentRunLoop().later(seconds, lambda: call(None))
