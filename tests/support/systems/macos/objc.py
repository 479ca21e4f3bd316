"""Stand-in for PyObjC's bridge."""

super = super  # noqa: A001, PLW0127 -- PyObjC has one of its own


def python_method(method):
    return method
