"""Reads the lines that a mail program puts above a newsletter: From, To, Subject, Date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from narration.articles.parts import Part
from narration.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REASON = "mail header"

_FIELD = re.compile(r"(?P<name>From|To|Cc|Bcc|Subject|Date|Sent|Reply-To)\s?:\s", re.IGNORECASE)
_READ = {"subject": BlockKind.HEADLINE, "date": BlockKind.DATELINE, "sent": BlockKind.DATELINE}

FEWEST = 2
"""Fields, the subject among them: one alone may be anything."""


def headed(parts: Sequence[Part]) -> tuple[list[Part], str]:
    """Return *parts* with the fields at their top told apart, and the subject, empty if there is none."""
    fields: list[tuple[int, re.Match[str]]] = []
    for number, part in enumerate(parts):
        field = _FIELD.match(part.text) if part.kind is None else None
        if field:
            fields.append((number, field))
        elif part.read:
            break
    names = {field["name"].lower(): number for number, field in fields}
    if len(fields) < FEWEST or "subject" not in names:
        return list(parts), ""
    cut = dict(fields)
    found = [made for n, part in enumerate(parts) for made in (_parted(part, cut[n]) if n in cut else [part])]
    return found, parts[names["subject"]].text[cut[names["subject"]].end() :]


def _parted(part: Part, field: re.Match[str]) -> Iterator[Part]:
    kind = _READ.get(field["name"].lower())
    if kind is None:
        yield part.dropped(REASON)
        return
    yield Part(part.view.cut(0, field.end()).stripped()).dropped("markup")
    yield Part(part.view.cut(field.end(), len(part.text)).stripped()).as_(kind, REASON)
