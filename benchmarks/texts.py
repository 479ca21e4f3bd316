"""Writes articles of any length, of made-up people, in which no sentence comes twice."""

from __future__ import annotations

from itertools import count, product
from random import Random

PEOPLE = ("Ada Cole", "Ivo Brandt", "Tamsin Vale", "Luis Ferran", "Nora Quist", "Piet Harmer", "Mara Olsen")
"""Who is quoted; the narrator is the eighth voice."""
SUBJECTS = "ferry harbour council engine boatyard school bridge lighthouse market railway choir library"
VERBS = "reached crossed repaired painted opened watched measured counted closed moved"
OBJECTS = "jetty lantern timetable rope anchor window basket ladder barrel shutter compass bell"
TIMES = (
    "before the storm",
    "after two long winters",
    "in the early morning",
    "while the whole village slept",
    "when the tide had turned",
    "without a single word",
    "for the third time that year",
)
WORDS_A_PARAGRAPH = 70
SECTION = 12
"""Paragraphs under a crosshead."""


def article(words: int, seed: int = 1) -> str:
    """Return an article of about so many words: narration, and quotations with who says them."""
    random = Random(seed)
    sentences = _sentences(random)
    paragraphs = ["The ferry that came back", "By Robin Marsh"]
    total = 0
    for number in count():
        if total >= words:
            return "\n\n".join(paragraphs) + "\n"
        if number % SECTION == SECTION - 1:
            paragraphs.append(
                f"The {random.choice(SUBJECTS.split())} and the {random.choice(OBJECTS.split())}"
            )
        paragraph = _quoted(random, sentences) if number % 3 == 2 else _told(sentences)
        total += len(paragraph.split())
        paragraphs.append(paragraph)
    raise AssertionError


def _told(sentences: list[str]) -> str:
    text = ""
    while len(text.split()) < WORDS_A_PARAGRAPH:
        text = f"{text} {sentences.pop()}".strip()
    return text


def _quoted(random: Random, sentences: list[str]) -> str:
    words = " ".join(sentences.pop() for _ in range(3))
    return f"“{words.rstrip('.')},” said {random.choice(PEOPLE)}. {sentences.pop()}"


def _sentences(random: Random) -> list[str]:
    """Return all sentences that there are, in an order of their own for each seed."""
    kinds = list(product(SUBJECTS.split(), VERBS.split(), OBJECTS.split(), TIMES, SUBJECTS.split()))
    random.shuffle(kinds)
    return [
        f"The {one} {verb} the old {thing} {time}, and nobody at the {other} had expected it."
        for one, verb, thing, time, other in kinds
    ]
