"""Hears what was said: pocketsphinx with the words of the very text, for judging voices and clips.

A free vocabulary understands no synthetic voice; one that knows the words of the text tells a clear
voice from a mushy one, and aligning a text with its sound tells whether all of it was said.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import parselmouth
import pocketsphinx

from narration.synthesis.engines.pyttsx3.files import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from narration.model import Clip

RATE = 16_000
"""What the recogniser was trained with."""
WORD = re.compile(r"[a-z]+(?:'[a-z]+)*")
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
_IPA = re.compile("|".join(sorted(_PHONES, key=len, reverse=True)))


def words(text: str) -> list[str]:
    """Return the words of *text* as the recogniser's dictionary spells them."""
    return WORD.findall(text.lower().replace("’", "'"))


@dataclass(frozen=True)
class Heard:
    """What became of a clip."""

    words: tuple[str, ...]
    errors: float
    """Word error rate."""


class Recogniser:
    """Hears the words of some texts, and no others."""

    def __init__(self, texts: Sequence[str], folder: Path) -> None:
        self._folder = folder
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
        lines = []
        for word in sorted({word for text in texts for word in words(text)}):
            if known := self._decoder.lookup_word(word):
                lines.append(f"{word} {known}")
            if not known or "'" in word:
                lines.append(f"{word}{'(2)' if known else ''} {phones(word)}")
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


def phones(word: str) -> str:
    """Return how espeak-ng says *word*, in the phones of the recogniser."""
    ipa = _ipa(word)
    return " ".join(_PHONES[match] for match in _IPA.findall(ipa)) or "SIL"


def _ipa(word: str) -> str:
    files = find()
    library = ctypes.CDLL(str(files.library))
    if not hasattr(_ipa, "ready"):
        library.espeak_Initialize(2, 0, str(files.data).encode(), 0x8000)
        library.espeak_SetVoiceByName(b"en-us")
        _ipa.ready = True  # type: ignore[attr-defined]
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    content = ctypes.create_string_buffer(word.encode())
    text = ctypes.c_void_p(ctypes.addressof(content))
    return (library.espeak_TextToPhonemes(ctypes.byref(text), 1, 2) or b"").decode()


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
