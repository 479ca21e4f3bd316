"""Figures for attribution on annotated articles: is each quotation found, is it speech, who says it."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tests.quality import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

OVERLAP = 0.8
"""Intersection over union from which a quotation counts as found."""

UNREAD = {"boilerplate", "embed", "caption", "credit", "byline", "dateline"}
"""Paragraphs whose characters do not count for the share in the right voice."""

_MARKS = "\"'`‘’‚‛“”„«»‹›"
_COURTESY = {"dr", "prof", "professor", "the", "a", "an", "rev", "reverend"}
_HE, _SHE = {"mr", "sir"}, {"mrs", "ms", "miss", "dame"}

Place = tuple[int, int]


@dataclass(frozen=True)
class Quote:
    """A quotation of the gold or of a prediction."""

    start: int
    end: int
    kinds: frozenset[str]
    """speech, fragment, nonspeech: in the gold all that count as right, `kind` among them."""
    kind: str
    speaker: str | None
    """Of the gold: the first of its speaker's names."""
    open: bool = False
    """Somebody says it, and the gold does not tell who."""
    attribution: str = ""
    confidence: float = 1.0


@dataclass(frozen=True)
class Gold:
    id: str
    text: str
    quotes: tuple[Quote, ...]
    optional: tuple[Quote, ...]
    """Nested and unmarked: right whether told apart or not."""
    speakers: tuple[tuple[str, ...], ...]
    """The names that count as each speaker, the fullest first."""
    read: tuple[Place, ...]
    """What is read aloud."""


@dataclass
class Tally:
    """Counts of one article or of many."""

    counts: Counter[str] = field(default_factory=Counter)
    types: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    sure: list[tuple[float, bool]] = field(default_factory=list)
    """(confidence, right) of each quotation that was given a speaker."""

    def add(self, other: Tally) -> None:
        self.counts.update(other.counts)
        for name, counts in other.types.items():
            self.types[name].update(counts)
        self.sure += other.sure

    def figures(self) -> dict[str, float]:
        """All figures in per cent."""
        c = self.counts
        return {
            "quotations F": _f(c, "found"),
            "speech F": _f(c, "speech"),
            "right speaker": _rate(c["right"], c["known"]),
            "speakers told apart": _harmonic(_rate(c["b3 p"], c["b3 n"]), _rate(c["b3 r"], c["b3 n"])),
            "right voice": _rate(c["voice right"], c["voice"]),
            "right voice of speech": _rate(c["said right"], c["said"]),
            "right when sure": self.right_from(0.9),
        }

    def right_from(self, confidence: float) -> float:
        chosen = [right for sure, right in self.sure if sure >= confidence]
        return _rate(sum(chosen), len(chosen))

    def reliability(self) -> list[tuple[float, float, int, float]]:
        """(from, to, how many, per cent right) by confidence."""
        edges = [0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01]
        rows = []
        for low, high in pairwise(edges):
            chosen = [right for sure, right in self.sure if low <= sure < high]
            rows.append((low, min(high, 1.0), len(chosen), _rate(sum(chosen), len(chosen))))
        return rows

    def brier(self) -> float:
        """Mean square of confidence minus outcome."""
        return sum((sure - right) ** 2 for sure, right in self.sure) / max(1, len(self.sure))


def _rate(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 100.0


def _harmonic(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def _f(c: Counter[str], name: str) -> float:
    right, missed, wrong = c[f"{name} right"], c[f"{name} missed"], c[f"{name} wrong"]
    return _harmonic(_rate(right, right + wrong), _rate(right, right + missed))


def own() -> list[Gold]:
    """The annotated articles of this project."""
    return [_own(article) for article in corpus.load()]


def fiction(part: str) -> list[Gold]:
    """The annotated passages of novels, of the part ``seen`` or ``unseen``."""
    return [_own(passage) for passage in corpus.load(corpus.FICTION / part)]


def _own(article: corpus.Annotated) -> Gold:
    def quote(q: corpus.GoldQuote) -> Quote:
        kinds = frozenset({q.kind, *q.kind_alt})
        return Quote(q.start, q.end, kinds, q.kind, q.speaker, q.unresolved, q.attribution)

    return Gold(
        article.id,
        article.text,
        tuple(quote(q) for q in article.quotes),
        tuple(quote(q) for q in article.optional),
        tuple(speaker.acceptable for speaker in article.speakers),
        ((0, len(article.text)),),
    )


def folder(path: Path) -> list[Gold]:
    """The articles of a folder of ``<id>.txt`` with ``<id>.json`` beside each."""
    return [_json(file) for file in sorted(path.rglob("*.json")) if file.with_suffix(".txt").exists()]


def _json(file: Path) -> Gold:
    gold = json.loads(file.read_text(encoding="utf-8"))
    text = file.with_suffix(".txt").read_bytes().decode()
    names = {s["id"]: (s["name"], *s.get("acceptable", [])) for s in gold["speakers"]}

    def quote(q: dict) -> Quote:
        speaker = names[q["speaker"]][0] if q["speaker"] else None
        kinds = frozenset({q["kind"], *q.get("kind_alt", [])})
        attribution = q.get("attribution") or "other"
        return Quote(q["start"], q["end"], kinds, q["kind"], speaker, bool(q.get("unresolved")), attribution)

    quotes = [quote(q) for q in gold["quotes"]]
    core = {"speech", "fragment", "nonspeech"}
    read = tuple((p["start"], p["end"]) for p in gold["paragraphs"] if p["kind"] not in UNREAD)
    return Gold(
        gold["id"], text,
        tuple(q for q in quotes if q.kind in core), tuple(q for q in quotes if q.kind not in core),
        tuple(names.values()), read,
    )  # fmt: skip


DISPUTED = Path(__file__).parent / "disputed.json"


def settled(golds: Iterable[Gold]) -> list[Gold]:
    """The articles without the labels in `DISPUTED`: those quotations count neither for nor against.

    A speaker in dispute is left open; where the kind, the span or the lack of a
    label is in dispute, a quotation there is right whatever is said of it.
    """
    entries = json.loads(DISPUTED.read_text(encoding="utf-8"))["disputed"]
    return [_settled(gold, [entry for entry in entries if entry["id"] == gold.id]) for gold in golds]


def _settled(gold: Gold, entries: Sequence[dict[str, object]]) -> Gold:
    speakers = {(e["start"], e["end"]) for e in entries if e["field"] == "speaker"}
    others = {(e["start"], e["end"]) for e in entries if e["field"] in ("kind", "span")}
    missing = (
        Quote(e["start"], e["end"], frozenset({"nonspeech"}), "nonspeech", None)
        for e in entries
        if e["field"] == "missing"
    )
    quotes = [replace(q, speaker=None, open=True) if (q.start, q.end) in speakers else q for q in gold.quotes]
    aside = tuple(q for q in quotes if (q.start, q.end) in others)
    return replace(
        gold, quotes=tuple(q for q in quotes if q not in aside), optional=(*gold.optional, *aside, *missing)
    )


# who is meant by a name


def _parse(name: str) -> tuple[str | None, tuple[str, ...]]:
    """The courtesy title that tells the gender, and the words that count, case-folded."""
    folded = re.sub(r"['’]s?(?=\s|$)", "", name.casefold())
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", folded)
    title = next((word for word in words if word in _HE | _SHE), None)
    rest = tuple(word for word in words if word not in _COURTESY | _HE | _SHE)
    return title, rest or tuple(words)


def who(predicted: str | None, gold: Gold) -> str | None:
    """The gold speaker whom *predicted* names better than any other, by that speaker's first name."""
    if not predicted:
        return None
    ranked = sorted(((_fit(_parse(predicted), names), names[0]) for names in gold.speakers), reverse=True)
    if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return ranked[0][1]


def _fit(predicted: tuple[str | None, tuple[str, ...]], names: Sequence[str]) -> int:
    title, words = predicted
    fullest = _parse(names[0])[1]
    best = 0
    for known_title, known in map(_parse, names):
        if title == known_title:
            closeness = 4
        elif title is None or known_title is None:
            closeness = 2
        elif {title, known_title} <= _SHE:
            closeness = 1
        else:
            continue
        if words == known:
            best = max(best, 1000 * closeness + len(known))
        elif known and any(words[i : i + len(known)] == known for i in range(len(words))):
            best = max(best, 100 * len(known))
    middle_left_out = (
        1 < len(words) < len(fullest) and words[-1] == fullest[-1] and set(words) <= set(fullest)
    )
    return max(best, 900) if middle_left_out else best


# spans


def trim(text: str, start: int, end: int) -> Place:
    while start < end and (text[start] in _MARKS or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _MARKS or text[end - 1].isspace()):
        end -= 1
    return start, end


def overlap(a: Place, b: Place) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def matched(gold: Sequence[Place], said: Sequence[Place]) -> dict[int, int]:
    """The index of the prediction that finds each gold span, the best overlaps first, one to one."""
    close = sorted(
        (-shared, i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(said)
        if (shared := overlap(a, b)) >= OVERLAP
    )
    pairs: dict[int, int] = {}
    for _, i, j in close:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


# counting


def tally(gold: Gold, said: Sequence[Quote]) -> Tally:
    """What is right and wrong in *said*, the quotations predicted for one article."""
    result = Tally()
    spans = [trim(gold.text, q.start, q.end) for q in said]
    pairs = _detection(gold, said, spans, result.counts)
    heard = _speech(gold, said, spans, result.counts)
    _attribution(gold, said, heard, pairs, result)
    _apart(gold, said, heard, result.counts)
    _voices(gold, said, result.counts)
    return result


def _places(gold: Gold, quotes: Iterable[Quote]) -> list[Place]:
    return [trim(gold.text, q.start, q.end) for q in quotes]


def _detection(gold: Gold, said: Sequence[Quote], spans: list[Place], c: Counter[str]) -> dict[int, int]:
    pairs = matched(_places(gold, gold.quotes), spans)
    rest = [span for j, span in enumerate(spans) if j not in pairs.values()]
    spare = matched(_places(gold, gold.optional), rest)
    c["found right"] += len(pairs)
    c["found missed"] += len(gold.quotes) - len(pairs)
    c["found wrong"] += len(rest) - len(spare)
    return pairs


def _speech(gold: Gold, said: Sequence[Quote], spans: list[Place], c: Counter[str]) -> dict[int, int]:
    """Count speech; return the prediction that is heard for each gold quotation of kind speech."""
    speech = [i for i, q in enumerate(gold.quotes) if q.kind == "speech"]
    either = [q for q in gold.quotes if q.kind == "fragment" or (q.kind != "speech" and "speech" in q.kinds)]
    voiced = [j for j, q in enumerate(said) if q.kind == "speech"]
    found = matched(_places(gold, (gold.quotes[i] for i in speech)), [spans[j] for j in voiced])
    heard = {speech[i]: voiced[j] for i, j in found.items()}
    rest = [spans[j] for j in voiced if j not in heard.values()]
    spare = matched(_places(gold, [*either, *gold.optional]), rest)
    c["speech right"] += len(heard)
    c["speech missed"] += sum(i not in heard and gold.quotes[i].kinds == {"speech"} for i in speech)
    c["speech wrong"] += len(rest) - len(spare)
    return heard


def _attribution(
    gold: Gold, said: Sequence[Quote], heard: dict[int, int], pairs: dict[int, int], result: Tally
) -> None:
    for i, q in enumerate(gold.quotes):
        if q.kind != "speech" or q.open:
            continue
        j = heard.get(i, pairs.get(i))
        right = j is not None and who(said[j].speaker, gold) == q.speaker
        result.counts["known"] += 1
        result.counts["right"] += right
        result.types[q.attribution].update({"all": 1, "right": right})
        if j is not None and said[j].speaker is not None:
            result.sure.append((said[j].confidence, right))


def _apart(gold: Gold, said: Sequence[Quote], heard: dict[int, int], c: Counter[str]) -> None:
    """B-cubed over gold speech; what was missed is a speaker of its own."""
    known = [i for i, q in enumerate(gold.quotes) if q.kind == "speech" and not q.open]
    theirs = {i: _voice(said[heard[i]], heard[i]) if i in heard else f"missed {i}" for i in known}
    for i in known:
        same = {k for k in known if gold.quotes[k].speaker == gold.quotes[i].speaker}
        grouped = {k for k in known if theirs[k] == theirs[i]}
        c["b3 n"] += 1
        c["b3 p"] += len(same & grouped) / len(grouped)  # type: ignore[assignment]
        c["b3 r"] += len(same & grouped) / len(same)  # type: ignore[assignment]


def _voice(quote: Quote, number: int) -> str:
    return (quote.speaker or "").strip().casefold() or f"nobody {number}"


def _voices(gold: Gold, said: Sequence[Quote], c: Counter[str]) -> None:
    """Count the characters that are read in the right voice, each voice being the speaker it fits best."""
    allowed: dict[int, set[str]] = {}
    unread: set[int] = set()
    for q in (*gold.quotes, *gold.optional):
        if q.open:
            unread |= set(range(q.start, q.end))
        elif q.kind != "nested" and q.speaker:
            voices = {q.speaker} if q.kinds & {"speech", "fragment", "unmarked"} else set()
            voices |= {""} if q.kinds & {"fragment", "nonspeech", "unmarked"} else set()
            allowed |= dict.fromkeys(range(q.start, q.end), voices)
    given = {x: _voice(q, j) for j, q in enumerate(said) if q.kind == "speech" for x in range(q.start, q.end)}
    read = [x for a, b in gold.read for x in range(a, b) if gold.text[x].isalnum() and x not in unread]
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for x in read:
        if x in given:
            weights[given[x]].update(allowed.get(x, set()) - {""})
    speaker = _best(weights)
    for x in read:
        voices = allowed.get(x, {""})
        right = (speaker.get(given[x], "?") if x in given else "") in voices
        c["voice"] += 1
        c["voice right"] += right
        if "" not in voices:
            c["said"] += 1
            c["said right"] += right


def _best(weights: dict[str, Counter[str]]) -> dict[str, str]:
    """The one-to-one assignment of voices to speakers with the largest total weight.

    Each voice in turn takes the speaker that adds most, others moving over
    along the best chain (successive longest augmenting paths).
    """
    holder: dict[str, str] = {}
    for voice in sorted(weights):
        holder |= {target: mover for mover, target in _chain(voice, weights, holder)}
    return {voice: speaker for speaker, voice in holder.items()}


def _chain(start: str, weights: dict[str, Counter[str]], holder: dict[str, str]) -> list[tuple[str, str]]:
    """The moves (voice, speaker) by which the voice *start* comes in with the largest gain; empty if none."""
    gain: dict[str, float] = {start: 0.0}
    path: dict[str, list[tuple[str, str]]] = {start: []}
    ends: list[tuple[float, list[tuple[str, str]]]] = [(0.0, [])]
    for _ in range(len(holder) + 1):
        for voice in list(gain):
            for speaker, weight in weights[voice].items():
                total, moves = gain[voice] + weight, [*path[voice], (voice, speaker)]
                other = holder.get(speaker)
                if other is None:
                    ends.append((total, moves))
                elif other not in dict(path[voice]) and other != voice:
                    left = total - weights[other][speaker]
                    ends.append((left, moves))
                    if left > gain.get(other, float("-inf")):
                        gain[other], path[other] = left, moves
    return max(ends, key=lambda end: end[0])[1]


def total(golds: Iterable[Gold], predict: Callable[[str], Sequence[Quote]]) -> tuple[Tally, dict[str, Tally]]:
    """The counts over all articles, and for each."""
    overall, each = Tally(), {}
    for gold in golds:
        each[gold.id] = tally(gold, predict(gold.text))
        overall.add(each[gold.id])
    return overall, each
