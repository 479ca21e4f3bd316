# ruff: noqa: N802, N999
"""Stand-in for what ends a run loop."""

from Foundation import NSObject, NSRunLoop, NSTimer


class PyObjCAppHelperRunLoopStopper(NSObject):
    running = {}  # noqa: RUF012 -- by run loop, as PyObjC keeps them

    def init(self):
        self.shouldStop = False
        return self

    @classmethod
    def addRunLoopStopper_toRunLoop_(cls, stopper, loop):
        if loop in cls.running:
            raise ValueError("this run loop has a stopper")
        cls.running[loop] = stopper

    @classmethod
    def removeRunLoopStopperFromRunLoop_(cls, loop):
        del cls.running[loop]

    def shouldRun(self):
        return not self.shouldStop

    def performStop_(self, _timer):
        self.stop()


def stopEventLoop():
    stopper = PyObjCAppHelperRunLoopStopper.running.get(NSRunLoop.currentRunLoop())
    NSTimer.scheduledTimerWithTimeInterval_target_selector_userInfo_repeats_(
        0, stopper, "performStop:", None, False
    )
    return True
