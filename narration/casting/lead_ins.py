"""What is said where each chapter is a file of its own: titles that nobody says, numbers, contents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.casting.announcements import announcements
from narration.casting.passages import Reader
from narration.casting.pronouncing import Pronouncing
from narration.model import Chapter, LeadIns, Ms, Pauses, Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from narration.casting.pronouncing import Door
    from narration.model import Passage, Programme, Script
    from narration.sheets import VoicesSheet

BEFORE = Pauses(before_heading=Ms(631))
"""A file begins with 0.5 s of silence (ACX asks for 0.5 to 1 s): 131 ms of a pause stand before
it."""


@dataclass(frozen=True, slots=True)
class Item:
    """An article among others, as the contents tell of it."""

    title: str
    minutes: int
    """At least 1."""


def lead_ins(
    script: Script,
    programme: Programme,
    sheet: VoicesSheet,
    doors: Mapping[str, Door | None] = MappingProxyType({}),
    item: int = 0,
) -> LeadIns | None:
    """Return what is said before the chapters of *programme* that do not say their titles; None before none.

    Args:
        script: what is read.
        programme: all that is heard of it.
        sheet: has the lexicon.
        doors: what each engine makes of pronunciations.
        item: its number among others, said before the first chapter; 0 for none.
    """
    words = announcements(script.article.language)
    number = words.item.replace("{number}", str(item)) if item else ""
    texts = {
        index: " ".join(filter(None, (number if not index else "", _title(programme, chapter))))
        for index, chapter in enumerate(programme.chapters)
    }
    led = tuple(index for index, text in texts.items() if text)
    if not led:
        return None
    said = [texts[index] for index in led]
    reader = _reader(script, programme, sheet, doors, said)
    voice = programme.cast.headings.voice
    passages = tuple(reader.announcement(text, Role.HEADING, voice) for text in said)
    chapters = tuple(Chapter(text, first) for first, text in enumerate(said))
    ours = replace(programme, passages=passages, chapters=chapters, pauses=BEFORE, remarks=(), earcons=False)
    return LeadIns(ours, led)


def contents(  # noqa: PLR0913, PLR0917 -- whose words, whose voices
    name: str,
    items: Sequence[Item],
    script: Script,
    programme: Programme,
    sheet: VoicesSheet,
    doors: Mapping[str, Door | None] = MappingProxyType({}),
) -> Programme:
    """Return what is said first of a collection: its *name*, how many *items*, title and length of each.

    In the language and the voices of its first article, which *script* and *programme* are.
    """
    words = announcements(script.article.language)
    lines = [
        " ".join(
            (
                words.item.replace("{number}", str(number)),
                sentence(item.title),
                _length(words.length(item.minutes)),
            )
        )
        for number, item in enumerate(items, start=1)
    ]
    count = words.items.replace("{count}", str(len(items)))
    reader = _reader(script, programme, sheet, doors, [name, count, *lines])
    cast = programme.cast
    passages = [reader.announcement(sentence(name), Role.HEADLINE, cast.headings.voice)]
    passages += [reader.announcement(line, Role.PARAGRAPH, cast.narrator.voice) for line in (count, *lines)]
    chapters = (Chapter(words.contents, 0),)
    return replace(programme, passages=tuple(passages), chapters=chapters, remarks=(), earcons=False)


def sentence(text: str) -> str:
    """Return *text* in one line, with a full stop unless something else ends it."""
    whole = " ".join(text.split())
    return whole if whole.endswith((".", "!", "?", "…")) else f"{whole}."


def _length(said: str) -> str:
    return sentence(said[:1].upper() + said[1:])


def _title(programme: Programme, chapter: Chapter) -> str:
    """Return the title of *chapter* as a sentence; empty if its first words are its title."""
    return "" if _says(programme.passages[chapter.first], chapter.title) else sentence(chapter.title)


def _says(passage: Passage, title: str) -> bool:
    if passage.role is Role.NOTICE:  # “Picture captions”, but not who reads
        return passage.printed == title
    return passage.role in {Role.HEADLINE, Role.HEADING}


def _reader(
    script: Script,
    programme: Programme,
    sheet: VoicesSheet,
    doors: Mapping[str, Door | None],
    said: Sequence[str],
) -> Reader:
    cast = programme.cast
    return Reader(script, cast, Pronouncing(sheet.lexicon, script.article, cast, doors, said))
