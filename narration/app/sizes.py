"""Sizes as people write them."""

from __future__ import annotations

import re

EXAMPLES = "500 MB, 2 GB or 1.5 TB"

_POWERS = {"": 0, "K": 1, "M": 2, "G": 3, "T": 4}
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([KMGT]?)(i?)B?", re.IGNORECASE)


def read(text: str) -> int | None:
    """Return the bytes that *text* stands for (``2 GB``, ``500m``, ``1.5GiB``), or None if it is no size."""
    if not (found := _SIZE.fullmatch(text.strip())):
        return None
    number, power, binary = found.groups()
    return int(float(number) * (1024 if binary else 1000) ** _POWERS[power.upper()])


def show(size: int) -> str:
    """Return *size* bytes as people read it (``23.4 MB``)."""
    amount, units = float(size), iter(("bytes", "kB", "MB", "GB", "TB"))
    unit = next(units)
    while amount >= 999.95 and unit != "TB":
        amount, unit = amount / 1000, next(units)
    return f"{size} bytes" if unit == "bytes" else f"{amount:.1f} {unit}"
