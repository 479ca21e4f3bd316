"""How clips are kept: their names, the bytes of their files, the stored clips of one build."""

from __future__ import annotations

import hashlib
import json
from math import inf, log10
from textwrap import shorten
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration import samples
from narration.errors import OutputError, Problem
from narration.model import Clip, ClipFacts, Said
from narration.source import EXCERPT
from narration.synthesis import trimming
from narration.synthesis.engine import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from narration.model import Utterance
    from narration.store import Store
    from narration.synthesis.engine import EngineSpec

KIND = "clips"
"""The store's name for what we keep in it."""


def key(utterance: Utterance, fingerprint: str) -> str:
    """Return the name under which the clip of *utterance* is kept.

    Two utterances have the same key if and only if they must sound the same.
    The key does not depend on the article, the path, the machine or the time.

    Args:
        utterance: what is said, and how.
        fingerprint: of its engine, see `EngineSpec.fingerprint`.

    Returns:
        64 hexadecimal digits: SHA-256 of canonical JSON (RFC 8785, in the small
        part of it that we need: sorted keys, no spaces, no numbers with a point).
    """
    timbre = utterance.timbre
    said = {
        "engine": [timbre.engine, fingerprint],
        "language": utterance.language,
        # a sum with zero makes -0.0 and 0 one, as they sound the same
        "pitch": (float(timbre.pitch) + 0.0).hex(),
        "rate": timbre.rate,
        "tokens": [[token.form, token.said] for token in utterance.tokens],
        "trimming": trimming.VERSION,
        "voice": timbre.name,
    }
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def encode(clip: Clip) -> bytes:
    """Return the bytes of a clip's file: one line of JSON (facts, words), then the samples."""
    head = {
        "frame_rate": clip.frame_rate,
        "frames": clip.frames,
        "peak": _decibels(samples.peak(clip.pcm)),
        "rms": _decibels(samples.rms(clip.pcm)),
        "words": clip.words,
    }
    return json.dumps(head).encode() + b"\n" + clip.pcm


def decode(content: bytes) -> Clip:
    """Return the clip that `encode` was given."""
    end = content.index(b"\n") + 1
    head = json.loads(content[:end])
    return Clip(content[end:], head["frame_rate"], tuple(map(tuple, head["words"])))


def facts(content: bytes) -> ClipFacts:
    """Return what a clip's file says of it in its first line."""
    head = json.loads(content[: content.index(b"\n")])
    words = tuple(map(tuple, head["words"]))
    return ClipFacts(head["frames"], head["frame_rate"], head["rms"], head["peak"], words)


def _decibels(sample: int) -> float:
    """Return a sample's level where full scale is 0."""
    return 20 * log10(sample / 32768) if sample else -inf


class StoredClips:
    """The clips of one build: their facts at hand, their sound in the store."""

    def __init__(self, store: Store, engines: Mapping[str, EngineSpec] = MappingProxyType({})) -> None:
        self._store = store
        self._keys: dict[Utterance, str] = {}
        self._facts: dict[str, ClipFacts] = {}
        self._specs = dict(engines)
        self._fingerprints: dict[str, str] = {}

    def key(self, utterance: Utterance) -> str:
        """Return the name under which the clip of *utterance* is kept: the same key, the same sound."""
        if utterance not in self._keys:
            self._keys[utterance] = key(utterance, self.fingerprint(utterance))
        return self._keys[utterance]

    def said(self, utterance: Utterance) -> Said:
        """Return what the next build may want to know of *utterance*."""
        return Said(
            utterance.text,
            utterance.language,
            utterance.timbre,
            self.key(utterance),
            self.fingerprint(utterance),
            trimming.VERSION,
        )

    def spec(self, utterance: Utterance) -> EngineSpec:
        """Return the engine that says *utterance*.

        Raises:
            EngineError: it is not installed.
        """
        name = utterance.timbre.engine
        if name not in self._specs:
            self._specs[name] = find(name)
        return self._specs[name]

    def fingerprint(self, utterance: Utterance) -> str:
        """Return the fingerprint of the engine that says *utterance*, as it was when first asked for."""
        spec = self.spec(utterance)
        if spec.name not in self._fingerprints:
            self._fingerprints[spec.name] = spec.fingerprint()
        return self._fingerprints[spec.name]

    def facts(self, utterance: Utterance) -> ClipFacts:
        """Return what is known of the clip of *utterance*.

        Raises:
            OutputError: it is not in the store.
        """
        name = self.key(utterance)
        if name not in self._facts:
            self._facts[name] = facts(self._content(utterance))
        return self._facts[name]

    def clip(self, utterance: Utterance) -> Clip:
        """Return the clip of *utterance*, read from the store.

        Raises:
            OutputError: it is not there any more.
        """
        return decode(self._content(utterance))

    def held(self, utterances: Iterable[Utterance]) -> set[Utterance]:
        """Return those whose clips are in the store, whole; remember the facts of these."""
        names = {utterance: self.key(utterance) for utterance in utterances}
        unknown = [name for name in names.values() if name not in self._facts]
        for name in self._store.held(KIND, unknown):
            if content := self._store.get(KIND, name):
                self._facts[name] = facts(content)
        return {utterance for utterance, name in names.items() if name in self._facts}

    def only(self, utterances: Iterable[Utterance]) -> StoredClips:
        """Return the clips of *utterances* alone, which must be in the store: without engines, soon sent."""
        some = StoredClips(self._store)
        for utterance in utterances:
            name = some._keys[utterance] = self.key(utterance)
            some._facts[name] = self.facts(utterance)
        return some

    def note(self, utterance: Utterance, known: ClipFacts) -> None:
        """Remember what is known of a clip that has come into the store."""
        self._facts[self.key(utterance)] = known

    def _content(self, utterance: Utterance) -> bytes:
        content = self._store.get(KIND, self.key(utterance))
        if content is None:
            message = f"the clip of {shorten(utterance.text, EXCERPT)!r} is no longer in {self._store.folder}"
            raise OutputError(Problem(message, hint="build again: what is missing is spoken anew"))
        return content
