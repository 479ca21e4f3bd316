"""Reads an article: from a file to its blocks, each with its kind."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from narration.articles import captions, decoding, mail, views
from narration.articles.body import with_body, with_notes
from narration.articles.boilerplate import without_boilerplate
from narration.articles.contacts import without_contacts
from narration.articles.front_matter import SOURCE_REASON, front_matter
from narration.articles.head import with_head
from narration.articles.lines import Stretches, stretches
from narration.articles.pull_quotes import without_pull_quotes
from narration.articles.signatures import date_in
from narration.errors import ArticleError, Problem
from narration.model import Article, Block, BlockKind, Dropped
from narration.source import Source, gaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from narration.articles.parts import Part

LONGEST_BLOCK = 100_000
"""Characters: ten times the longest paragraph of any newspaper, and still quick to read."""

INVISIBLE = "invisible"
"""Why soft hyphens and the like at the edges of blocks are dropped."""


def read(path: Path, *, encoding: str | None = None) -> Article:
    """Read the article in the file at *path*.

    Raises:
        ArticleError: the file cannot be read, is no text, or says nothing.
    """
    return read_bytes(decoding.load(path), str(path), encoding=encoding)


def read_bytes(data: bytes, name: str, *, encoding: str | None = None) -> Article:
    """Read the article in *data*, the bytes of a file.

    Args:
        data: the whole file.
        name: of the file, for messages.
        encoding: any that Python knows; None for UTF-8, or what a byte order mark says.

    Raises:
        ArticleError: the bytes are no text, or say nothing.
    """
    source = Source(name, decoding.decode(data, name, encoding))
    article = parse(source, hashlib.sha256(data).hexdigest())
    if not article.blocks:
        reasons = ", ".join(sorted({dropped.reason for dropped in article.dropped}))
        raise ArticleError(Problem(f"{name}: expected an article, got nothing to read but {reasons}"))
    return article


def parse(source: Source, sha256: str) -> Article:
    """Find the blocks of the article in *source*, what each is, what is not read.

    Raises:
        ArticleError: the front matter is wrong, or a block is longer than `LONGEST_BLOCK`.
    """
    front = front_matter(source)
    found = stretches(source.text, front.end)
    for start, end in found.spans:
        if end - start > LONGEST_BLOCK:
            raise ArticleError(_too_long(source, start, end))
    read = [made for span in found.spans if (made := views.view(source.text, *span).stripped()).text]
    parts, subject = mail.headed(list(captions.split(read)))
    parts = without_pull_quotes(without_contacts(without_boilerplate(with_notes(parts))))
    parts = with_body(with_head(parts, front.values.get("title", "") or subject))
    article = Article(
        source=source,
        sha256=sha256,
        blocks=(),
        language=front.values.get("language", ""),
        publisher=front.values.get("source", ""),
        image=front.values.get("image", ""),
        remarks=tuple(_joined(found)),
    )
    return with_parts(article, [*front.parts, *parts])


def assemble(source: Source, parts: Sequence[Part]) -> tuple[tuple[Block, ...], tuple[Dropped, ...]]:
    """Return the blocks that are read, and all else that is printed, both in the order of the file."""
    blocks: list[Block] = []
    dropped: list[Dropped] = []
    for part in parts:
        start, end = part.view.start, part.view.end
        if part.read:
            kind = part.kind or BlockKind.PARAGRAPH
            blocks.append(Block(kind, part.view, source.line(start), part.reason, part.doubtful))
        else:
            dropped.append(_dropped(source, start, end, part.reason))
    taken = [(part.view.start, part.view.end) for part in parts]
    for start, end in gaps(taken, len(source.text)):
        for left, right in _printed(source.text, start, end):
            reason = INVISIBLE if views.INVISIBLE.issuperset(source.text[left:right]) else captions.MARKUP
            dropped.append(_dropped(source, left, right, reason))
    return tuple(blocks), tuple(sorted(dropped, key=lambda drop: drop.start))


def with_parts(article: Article, parts: Sequence[Part]) -> Article:
    """Return *article* with these parts, and with what they say of its title, byline, date."""
    blocks, dropped = assemble(article.source, parts)
    said: dict[BlockKind, str] = {}
    for block in blocks:
        if block.reason != SOURCE_REASON:
            said.setdefault(block.kind, block.view.text)
    return replace(
        article,
        blocks=blocks,
        dropped=dropped,
        title=said.get(BlockKind.HEADLINE, ""),
        byline=said.get(BlockKind.BYLINE, ""),
        date=date_in(said.get(BlockKind.DATELINE, "")),
        remarks=(*article.remarks, *doubts(article.source, blocks)),
    )


def doubts(source: Source, blocks: Iterable[Block]) -> Iterator[Problem]:
    """Yield a remark for each block of doubtful kind."""
    for block in blocks:
        if block.doubtful:
            yield Problem(
                f"read as {block.kind}, which is not sure: {block.reason}",
                source.location(block.view.start),
                "say what it is in the .script.toml beside the article: [[paragraph]] text = …, kind = …",
            )


def _joined(found: Stretches) -> Iterator[Problem]:
    if found.joined:
        yield Problem(
            f"hard-wrapped at about {found.width} characters: {found.joined} line ends are read as spaces"
        )


def _dropped(source: Source, start: int, end: int, reason: str) -> Dropped:
    return Dropped(start, end, source.line(start), reason, source.text[start:end])


def _printed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the runs between white space in ``text[start:end]``."""
    place = start
    for run in text[start:end].split():
        place = text.index(run, place)
        yield place, place + len(run)
        place += len(run)


def _too_long(source: Source, start: int, end: int) -> Problem:
    return Problem(
        f"expected paragraphs of at most {LONGEST_BLOCK:,} characters, got one of {end - start:,}",
        source.location(start),
        "put blank lines between its paragraphs",
    )
