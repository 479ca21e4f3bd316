"""The words of English that the rules need, from ``en.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def table(name: str) -> Mapping[str, Any]:
    """Return a table of ``en.toml``: what is said, by what is printed."""
    return MappingProxyType(_tables()[name])


def saying(name: str, *parts: str) -> str:
    """Return the words called *name* in the table ``said``, with *parts* in their places."""
    said: str = _tables()["said"][name]
    return said.format(*parts)


def listed(name: str) -> frozenset[str]:
    """Return a list of words of ``en.toml``."""
    return frozenset(_tables()["lists"][name].split())


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("en.toml").read_text(encoding="utf-8"))
