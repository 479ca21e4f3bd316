"""How each format is written: a table."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.model import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narration.publishing.material import Material
    from narration.publishing.staging import Staging


@dataclass(frozen=True, slots=True)
class Writer:
    """What writes one format."""

    path: str
    """``module:function`` below this package, imported when it is needed; the function takes a `Material`
    and the `Staging` into which it puts files."""
    frames: bool = False
    """Whether it needs the MP3 frames."""
    needs: tuple[Format, ...] = ()
    """What it plays or shows, which is made with it."""

    def write(self, material: Material, staging: Staging) -> None:
        """Write the files of the format.

        Raises:
            OutputError: one cannot be written.
            EngineError: ffmpeg is missing or failed.
        """
        module, _, name = self.path.partition(":")
        getattr(import_module(f"narration.publishing.{module}"), name)(material, staging)


WRITERS: Mapping[Format, Writer] = MappingProxyType(
    {
        Format.MP3: Writer("mp3:write", frames=True),
        Format.VTT: Writer("vtt:write"),
        Format.SRT: Writer("srt:write"),
        Format.TRANSCRIPT: Writer("podcast:write"),
        Format.HTML: Writer("page.reading:write", needs=(Format.MP3,)),
        Format.PRINT: Writer("page.printing:write"),
        Format.EPUB: Writer("epub.book:write", frames=True),
        Format.M4B: Writer("containers:write_m4b"),
        Format.OPUS: Writer("containers:write_opus"),
        Format.FOLDER: Writer("folder:write", frames=True),
    }
)


def wanted(formats: Iterable[Format]) -> tuple[Format, ...]:
    """Return *formats* with all that they need, in the order in which they are made."""
    found: set[Format] = set()
    for one in formats:
        found |= {one, *WRITERS[one].needs}
    return tuple(one for one in WRITERS if one in found)
