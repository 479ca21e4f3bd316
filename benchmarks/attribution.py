"""How well, how surely and how fast the program finds who says what.

    python benchmarks/attribution.py [--gold DIR] [--articles]      the figures
    python benchmarks/attribution.py --gold DIR --restyle           the figures of the articles in other marks
    python benchmarks/attribution.py --gold DIR --fit               measure the confidences anew

DIR holds articles with gold labels, <id>.txt and <id>.json.  They are divided in
two by a hash of their id: errors are looked at, and confidences are measured, on
half A only; half B is for the figures.  So it is with the passages of novels in
tests/quality/fiction: seen, and unseen.  Labels that a reader found wrong are in
tests/quality/disputed.json; “undisputed” are the figures without them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.quality import predicting, score  # noqa: E402 - the path goes first

TARGET = ROOT / "narration" / "attribution" / "precision.json"
PRIOR, DOUBT = 8, 0.7
"""Quotations added to each class, and how many of them are taken to be right: a class that was hardly ever
seen is not sure of itself, however well it did (rules of which three of three were right on the articles
they were made with were wrong as often as not on others)."""


def half(name: str) -> str:
    """A or B: by the first digit of the SHA-256 of the id."""
    return "A" if int(hashlib.sha256(name.encode()).hexdigest()[0], 16) % 2 == 0 else "B"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, help="a folder of articles with gold labels")
    parser.add_argument("--articles", action="store_true", help="a row for each article")
    parser.add_argument("--restyle", action="store_true", help="the articles in other quotation marks")
    parser.add_argument("--fit", action="store_true", help=f"write {TARGET.relative_to(ROOT)}")
    options = parser.parse_args()
    sets = {"own": score.own()}
    if options.gold:
        gold = score.folder(options.gold)
        sets |= {f"gold {h}": [g for g in gold if half(g.id) == h] for h in "AB"}
        sets["gold"] = gold
        sets |= {f"{name}, undisputed": score.settled(sets[name]) for name in ("gold B", "gold")}
    if options.fit:
        fit([*sets["own"], *sets.get("gold A", []), *score.fiction("seen")])
        return
    if options.restyle:
        restyled(sets)
        return
    sets |= {f"fiction {part}": score.fiction(part) for part in ("seen", "unseen")}
    for name, golds in sets.items():
        show(name, golds, articles=options.articles)
    speed()


def show(name: str, golds: list[score.Gold], *, articles: bool) -> None:
    overall, each = score.total(golds, predicting.quotes)
    known = overall.counts["known"]
    print(f"\n{name}: {len(golds)} articles, {known} spoken quotations of known speakers")
    for figure, value in overall.figures().items():
        print(f"  {figure:24}{value:6.1f}")
    for kind, counts in sorted(overall.types.items()):
        print(f"    {kind:22}{counts['right']:4} of {counts['all']}")
    print("  confidence        quotations   right")
    for low, high, count, right in overall.reliability():
        if count:
            print(f"    {low:.2f} to {high:.2f}   {count:10}  {right:6.1f}")
    print(f"  Brier score {overall.brier():.3f}")
    if articles:
        for article, tally in each.items():
            row = "".join(f"{value:7.1f}" for value in tally.figures().values())
            print(f"  {article:50.50}{row}")


STYLES = ("“”‘’", "‘’“”", "''\"\"", "«»‹›", "„“‚‘")
"""Opening and closing marks of quotations, then those of quotations inside them."""


def restyled(sets: dict[str, list[score.Gold]]) -> None:
    for name, golds in sets.items():
        print(f"\n{name}: {len(golds)} articles set in other marks")
        for marks in STYLES:
            overall, _ = score.total([restyle(gold, marks) for gold in golds], predicting.quotes)
            figures = overall.figures()
            row = "".join(f"   {key} {figures[key]:5.1f}" for key in list(figures)[:3])
            print(f"  {marks[:2]}{row}")


def restyle(gold: score.Gold, marks: str) -> score.Gold:
    """The article with the marks of its quotations replaced; no offset moves."""
    letters = list(gold.text)
    spans = [(quote.start, quote.end) for quote in (*gold.quotes, *gold.optional)]
    found = (segment.quotation for segment in predicting.script(gold.text).segments)
    spans += [nested for quotation in found if quotation for nested in quotation.nested]
    for start, end in spans:
        inner = any(o.start < start and end <= o.end for o in gold.quotes)
        opening, closing = marks[2:] if inner else marks[:2]
        if letters[start] in OPENING:
            letters[start] = opening
        if letters[end - 1] in CLOSING:
            letters[end - 1] = closing
    return replace(gold, text="".join(letters))


OPENING, CLOSING = "“‘\"'«„‚‹", "”’\"'»“‘›"


def speed() -> None:
    """Seconds for 1,000, 10,000 and 100,000 words of the annotated articles, one after another."""
    body = "\n\n".join(gold.text for gold in score.own())
    words = len(body.split())
    print("\nwords      seconds")
    for wanted in (1_000, 10_000, 100_000):
        text = (body + "\n\n") * (wanted // words + 1)
        text = text[: len(text) * wanted // len(text.split())]
        article = predicting.article(text)
        best = min(_timed(article) for _ in range(3 if wanted < 100_000 else 1))
        print(f"{wanted:7}    {best:.3f}")


def _timed(article: object) -> float:
    start = time.perf_counter()
    predicting.attribute(article)
    return time.perf_counter() - start


def fit(golds: list[score.Gold]) -> None:
    """Write how often each class of evidence is right.

    A class is a family and how its person was found: “before, lone”.  Both are
    measured over all classes that share them, and the class is drawn towards the
    worse of the two.
    """
    counts: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold in golds:
        for sign, outcome in outcomes(gold):
            for name in {sign, *_shared(sign), "all"}:
                counts[name] += 1
                right[name] += outcome

    def measured(name: str, expected: float) -> float:
        return (right[name] + PRIOR * expected) / (counts[name] + PRIOR)

    def precision(name: str) -> float:
        shared = [measured(part, DOUBT) for part in _shared(name)]
        return measured(name, min(shared, default=DOUBT))

    classes = {
        name: {"precision": round(precision(name), 3), "right": right[name], "of": counts[name]}
        for name in sorted(counts)
        if not name.startswith(",")
    }
    quotations = sum(len(gold.quotes) for gold in golds)
    provenance = (
        f"benchmarks/attribution.py --fit on {len(golds)} annotated articles with {quotations} quotations: "
        "the project's own (tests/quality), the seen passages of novels, half A of the development set; "
        f"precision = (right + {PRIOR} × expected) / (of + {PRIOR}): {DOUBT} is expected of what classes "
        "share, and of a class the worse of what it shares"
    )
    content = json.dumps({"provenance": provenance, "classes": classes}, indent=1, ensure_ascii=False)
    TARGET.write_text(content + "\n", encoding="utf-8")
    mean = right["all"] / counts["all"]
    print(f"{TARGET.relative_to(ROOT)}: {len(classes)} classes, {100 * mean:.1f} per cent right on the whole")


def _shared(sign: str) -> list[str]:
    """The family of a class, and how its person was found with a comma before it."""
    family, comma, how = sign.partition(", ")
    return [family, f", {how}"] if comma else []


def outcomes(gold: score.Gold) -> list[tuple[str, bool]]:
    """The class of evidence of each quotation found, and whether it led to the right answer."""
    pieces = predicting.pieces(gold.text)
    spans = [score.trim(gold.text, start, end) for start, end, _ in pieces]
    found = score.matched([score.trim(gold.text, q.start, q.end) for q in gold.quotes], spans)
    result = []
    for i, j in found.items():
        quote, piece = gold.quotes[i], pieces[j][2]
        if piece.person is None:
            told = quote.open or quote.speaker is None if piece.spoken else "speech" not in quote.kinds
            result.append((piece.sign, told))
        elif not quote.open and quote.speaker is not None:
            result.append((piece.sign, score.who(piece.person.name, gold) == quote.speaker))
    return result


if __name__ == "__main__":
    main()
