"""Checksums in front of contents, so that a damaged one is never taken for what was put in."""

from __future__ import annotations

import hashlib

_DIGEST = 32
"""Bytes of the SHA-256 that stands before each content."""


def seal(kind: str, key: str, content: bytes) -> bytes:
    """Return what is written for *content*: its checksum, which covers its name as well, and the content."""
    return _digest(kind, key, content) + content


def unseal(kind: str, key: str, written: bytes) -> bytes | None:
    """Return the content that was sealed under this name, or None if any bit is not as it was."""
    content = written[_DIGEST:]
    return content if written[:_DIGEST] == _digest(kind, key, content) else None


def _digest(kind: str, key: str, content: bytes) -> bytes:
    digest = hashlib.sha256(f"{kind}/{key}\n".encode())
    digest.update(content)
    return digest.digest()
