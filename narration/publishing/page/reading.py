"""A page to read along with the recording: what is heard lights up, and stays in view."""

from __future__ import annotations

import hashlib
import json
from itertools import chain
from typing import TYPE_CHECKING

from narration.model import Role
from narration.publishing.clock import milliseconds
from narration.publishing.page.layout import HEAD, parts, styles, text
from narration.publishing.page.sheets import policy, sheet
from narration.publishing.tagging import NOTICE
from narration.publishing.templates import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narration.model import Timeline
    from narration.publishing.material import Material
    from narration.publishing.page.layout import Part
    from narration.publishing.staging import Staging

NAME = "index.html"
"""What a web server shows of a folder."""

SPEEDS = (0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3)

LEAD = 150
"""Milliseconds before a sentence from which it is played, if it is silent there: browsers play from 25 to
85 ms behind the place in an MP3 that they are asked for (tests/browser/test_seeking.py)."""

MEDIA = "'self' file:"
"""Where the recording may come from.  Pages from a disk have no origin that ``'self'`` could mean."""

_NEIGHBOURS = {
    "mp3": ("{}.mp3", "Recording (MP3)"),
    "vtt": ("{}.vtt", "Transcript with times (WebVTT)"),
    "print": ("{}.print.html", "Text in large print"),
    "epub": ("{}.epub", "Book with sound (EPUB)"),
    "m4b": ("{}.m4b", "Audio book (M4B)"),
    "opus": ("{}.opus", "Recording (Opus)"),
}
"""The file and the meaning of each other format that a reader may want."""


def write(material: Material, staging: Staging) -> None:
    """Write the page, whole.

    Raises:
        OutputError: it cannot be written.
    """
    with staging.file(NAME, "text/html") as file:
        file.writelines(render(material))


def render(material: Material) -> Iterator[bytes]:
    """Yield the page, piece by piece: its script and its style in it, the recording beside it."""
    programme, cues = material.programme, material.timeline.cues
    style, script = sheet("reading.css"), sheet("reading.js")
    head, body = _headed(parts(material.article, programme))
    return filled(
        "page",
        "index.html",
        policy=policy(style, script, MEDIA),
        style=style,
        script=script,
        language=material.article.language,
        title=text(material.tag.title),
        untitled=programme.passages[0].role is not Role.HEADLINE,
        sound=f"{material.slug}.mp3",
        speeds=SPEEDS,
        chapters=[
            {"title": text(one.title), "first": one.first, "at": _clock(milliseconds(cues[one.first].start))}
            for one in programme.chapters
        ],
        speakers=styles(programme).items(),
        notice=NOTICE,
        files=[
            (name.format(material.slug), meaning)
            for one, (name, meaning) in _NEIGHBOURS.items()
            if one in material.formats
        ],
        head=head,
        body=body,
        data=_data(material),
    )


def _headed(found: Iterator[Part]) -> tuple[list[Part], Iterable[Part]]:
    """Return what stands at the top of the article, and the rest of it."""
    head: list[Part] = []
    for part in found:
        if part.kind not in HEAD:
            return head, chain([part], found)
        head.append(part)
    return head, ()


def _data(material: Material) -> str:
    """Return what the script has to know, as JSON that may stand in HTML."""
    sound = "".join(material.recording.digests())
    content = {
        "edition": f"{material.slug} {hashlib.sha256(sound.encode()).hexdigest()[:16]}",
        "title": material.tag.title,
        "artist": material.tag.artist,
        "album": material.tag.album,
        "starts": [milliseconds(cue.start) for cue in material.timeline.cues],
        "leads": _leads(material.timeline),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _leads(timeline: Timeline) -> list[int]:
    """Return how many milliseconds before its start each passage is played from: all silent."""
    ends = [0, *(milliseconds(cue.end) for cue in timeline.cues)]
    starts = (milliseconds(cue.start) for cue in timeline.cues)
    return [min(LEAD, start - end) for start, end in zip(starts, ends, strict=False)]


def _clock(ms: int) -> str:
    """Return a time as players show it: ``1:02:03``, ``2:03``."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
