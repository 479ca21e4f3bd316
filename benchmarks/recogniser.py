"""Hears what was said: pocketsphinx with the words of the very text, for judging voices and clips.

A free vocabulary understands no synthetic voice; one that knows the words of the text tells a clear
voice from a mushy one, and aligning a text with its sound tells whether all of it was said.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import parselmouth
import pocketsphinx

from narration.model import TokenForm
from narration.synthesis.engines.pyttsx3 import library
from narration.synthesis.engines.pyttsx3.files import find
from narration.synthesis.engines.pyttsx3.voices import identifier

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from narration.model import Clip, Utterance

RATE = 16_000
"""What the recogniser was trained with."""
WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
WIDE = 1e-200
"""A beam so wide that poor voices are aligned, too; a text that was not said still is not."""

# IPA as espeak-ng writes English, longest first, and the phones of the recogniser's model
_PHONES = {
    "tʃ": "CH", "dʒ": "JH", "eɪ": "EY", "aɪ": "AY", "ɔɪ": "OY", "aʊ": "AW", "oʊ": "OW", "əʊ": "OW",
    "ɜː": "ER", "ɑː": "AA", "ɔː": "AO", "iː": "IY", "uː": "UW", "aɪə": "AY ER", "ɪɹ": "IH R", "ɛɹ": "EH R",
    "ʊɹ": "UH R", "ɚ": "ER", "ɝ": "ER", "ɪ": "IH", "i": "IY", "ᵻ": "IH", "ɛ": "EH", "e": "EH", "æ": "AE",
    "a": "AA", "ɑ": "AA", "ɐ": "AH", "ʌ": "AH", "ə": "AH", "ɔ": "AO", "ɒ": "AA", "o": "OW", "ʊ": "UH",
    "u": "UW", "p": "P", "b": "B", "t": "T", "d": "D", "ɾ": "D", "k": "K", "ɡ": "G", "g": "G", "f": "F",
    "v": "V", "θ": "TH", "ð": "DH", "s": "S", "z": "Z", "ʃ": "SH", "ʒ": "ZH", "h": "HH", "x": "K",
    "m": "M", "n": "N", "ŋ": "NG", "l": "L", "ɫ": "L", "ɹ": "R", "r": "R", "j": "Y", "w": "W", "ʔ": "T",
}  # fmt: skip
NOTHING: Mapping[str, str] = MappingProxyType({})
_IPA = re.compile("|".join(sorted(_PHONES, key=len, reverse=True)))


def words(text: str) -> list[str]:
    """Return the words of *text* as the recogniser's dictionary spells them."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def spelled(utterance: Utterance) -> tuple[str, Mapping[str, str]]:
    """Return the text of *utterance* with made-up words for what has no letters, and what those stand for.

    That are numbers in digits, which espeak-ng reads, and pronunciations.
    """
    coined: dict[str, str] = {}

    def coin(said: str) -> str:
        digest = hashlib.sha256(said.encode()).hexdigest()[:12]
        word = "zz" + digest.translate(str.maketrans("0123456789", "ghijklmnop"))
        coined[word] = said
        return f" {word}"

    text = ""
    for before, token in zip((None, *utterance.tokens), utterance.tokens, strict=False):
        if token.form is not TokenForm.TEXT:
            text += coin(f"[[{re.sub('[][]', ' ', token.said)}]]")
            continue
        said = NUMBER.sub(lambda number: f"{coin(number[0])} ", token.said)
        behind = before is not None and before.form is not TokenForm.TEXT
        text += re.sub("^['’]s?", " ", said) if behind else said
    return text, coined


@dataclass(frozen=True)
class Heard:
    """What became of a clip."""

    words: tuple[str, ...]
    errors: float
    """Word error rate."""


class Recogniser:
    """Hears the words of some texts, and no others.

    Args:
        texts: what may be heard.
        folder: where the words and their model are written.
        voice: whose way to say every word counts beside that of the recogniser's dictionary.
        coined: what espeak-ng is to read for words that nobody else knows.
    """

    def __init__(
        self, texts: Sequence[str], folder: Path, voice: str = "", coined: Mapping[str, str] = NOTHING
    ) -> None:
        self._folder, self._voice, self._coined = folder, voice, coined
        self._decoder = self._make()
        self._dictionary = self._words(texts)
        self._decoder = self._make(lm=str(self._model(texts)), dict=str(self._dictionary))
        self._aligner = self._make(dict=str(self._dictionary))
        self._wide = self._make(dict=str(self._dictionary), beam=WIDE, wbeam=WIDE, pbeam=WIDE)

    def hear(self, clip: Clip, text: str) -> Heard:
        """Return the words in *clip*, and how far they are from *text*."""
        heard = self._decode(self._decoder, clip)
        said = words(text)
        return Heard(tuple(heard), _distance(said, heard) / max(1, len(said)))

    def whole(self, clip: Clip, text: str, *, wide: bool = False) -> bool:
        """Return whether all of *text* is in *clip*, from its first word to its last."""
        aligner = self._wide if wide else self._aligner
        aligner.set_align_text(" ".join(words(text)))
        return self._decode(aligner, clip) == words(text)

    def _make(self, **settings: object) -> pocketsphinx.Decoder:
        return pocketsphinx.Decoder(samprate=RATE, loglevel="FATAL", **settings)

    @staticmethod
    def _decode(decoder: pocketsphinx.Decoder, clip: Clip) -> list[str]:
        decoder.start_utt()
        decoder.process_raw(samples(clip), full_utt=True)
        decoder.end_utt()
        segments = decoder.seg() or ()
        return [w for segment in segments if WORD.fullmatch(w := re.sub(r"\(\d+\)$", "", segment.word))]

    def _words(self, texts: Sequence[str]) -> Path:
        """Write the dictionary: that of the recogniser, and espeak-ng's word for what it lacks."""
        printed = {word: word for text in texts for word in words(text)}
        # as printed, where it is all one word: espeak-ng spells what is in capitals
        printed |= {w[0]: part for text in texts for part in text.split() if len(w := words(part)) == 1}
        known = {word: self._decoder.lookup_word(word) for word in printed}
        asked = [w for w in sorted(printed) if self._voice or not known[w] or "'" in w]
        said = phones([self._coined.get(w) or printed[w] if self._voice else w for w in asked], self._voice)
        spoken = dict(zip(asked, said, strict=True))
        lines = []
        for word in sorted(printed):
            ways = dict.fromkeys(way for way in (known[word], spoken.get(word)) if way)
            lines += [f"{word}{f'({n})' if n > 1 else ''} {way}" for n, way in enumerate(ways, 1)]
        path = self._folder / "words.dict"
        path.write_text("\n".join(lines) + "\n", encoding="ascii")
        return path

    def _model(self, texts: Sequence[str]) -> Path:
        """Write a bigram model of *texts*, a third of its weight on single words, so that it can mishear."""
        path = self._folder / "words.arpa"
        path.write_text(_arpa(texts), encoding="ascii")
        return path


def samples(clip: Clip) -> bytes:
    """Return the sound of *clip* for the recogniser, in silence of 0.2 s."""
    wave = np.frombuffer(clip.pcm, dtype="<i2") / 32768
    wave = parselmouth.Sound(wave, clip.frame_rate).resample(RATE).values[0]
    pad = np.zeros(RATE // 5)
    noise = np.random.default_rng(1).normal(0, 3, len(wave) + 2 * len(pad))  # the model knows no dead silence
    loud = np.concatenate((pad, wave, pad)) * (0.7 * 32767 / max(0.01, abs(wave).max()))
    return bytes(np.clip(loud + noise, -32767, 32767).astype("<i2").tobytes())


def phones(texts: Sequence[str], voice: str) -> list[str]:
    """Return how espeak-ng says each of *texts*, in the phones of the recogniser."""
    answers = library.ipa(find(), identifier(voice.partition("+")[0] or "en-us"), texts)
    return [" ".join(_PHONES[match] for match in _IPA.findall(ipa)) or "SIL" for ipa in answers]


def _arpa(texts: Iterable[str]) -> str:
    lines = [["<s>", *words(text), "</s>"] for text in texts if words(text)]
    ones = Counter(word for line in lines for word in line)
    twos = Counter(pair for line in lines for pair in pairwise(line))
    total = sum(ones.values())
    text = ["\\data\\", f"ngram 1={len(ones)}", f"ngram 2={len(twos)}", "", "\\1-grams:"]
    back = math.log10(1 / 3)
    text += [
        f"{math.log10(n / total) if word != '<s>' else -99:.4f} {word} {back:.4f}" for word, n in ones.items()
    ]
    text += ["", "\\2-grams:"]
    text += [f"{math.log10(2 / 3 * n / ones[a]):.4f} {a} {b}" for (a, b), n in twos.items()]
    return "\n".join([*text, "", "\\end\\", ""])


def _distance(said: Sequence[str], heard: Sequence[str]) -> int:
    """Return how many words must be changed, put in or left out to make one of the other."""
    row = list(range(len(heard) + 1))
    for i, word in enumerate(said, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(heard, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != other))
    return row[-1]
