"""Whether each clip of an article is whole: a recogniser hears them all."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from recogniser import Recogniser, spelled, words

from narration import synthesis
from narration.store import Store

if TYPE_CHECKING:
    from narration.model import Clip, Utterance
    from narration.pipeline import Reading
    from narration.synthesis import StoredClips

MISHEARD = 0.4
"""Word error rate above which a clip is suspected, if its text cannot be aligned with it either."""
SHORT = 0.8
"""Part of what the narrator takes for a text at which a suspected clip is said to be cut."""
DAMAGED = 4
"""Every which clip is heard again cut in half, to see whether that is found."""
FEW = 4
"""Words under which a clip says too little to be judged by its words; speaking it has judged its length."""
UNDERSTOOD, ALIGNED, UNCLEAR = "understood", "aligned", "not understood, as others in this voice"
CUT, GARBLED, EMPTY = "cut", "garbled", "empty"


@dataclass(frozen=True)
class Heard:
    """What became of the clips of one article, or of several."""

    clips: int
    verdicts: tuple[str, ...]
    """On each that has words enough to be judged by them, or is empty."""
    halves: tuple[str, ...]
    """On each that was cut in half."""

    @property
    def bad(self) -> int:
        """How many are empty, cut or garbled."""
        return sum(verdict in {EMPTY, CUT, GARBLED} for verdict in self.verdicts)

    def __add__(self, other: Heard) -> Heard:
        return Heard(self.clips + other.clips, self.verdicts + other.verdicts, self.halves + other.halves)

    def __str__(self) -> str:
        count = self.verdicts.count
        return (
            f"{self.clips} clips, {self.bad} of them empty, cut or garbled; "
            f"of {len(self.verdicts)} with at least {FEW} words {count(UNDERSTOOD)} were understood, "
            f"{count(ALIGNED)} more have all their words, {count(UNCLEAR)} are as unclear as their voices; "
            f"of {len(self.halves)} cut in half {self.halves.count(CUT)} were found"
        )


class _Listener:
    """Judges clips by what a recogniser hears that knows the words of the article."""

    def __init__(self, clips: StoredClips, plain: dict[Utterance, Utterance], folder: Path) -> None:
        spellings = {utterance: spelled(utterance) for utterance in plain}
        self.texts = {utterance: text for utterance, (text, _) in spellings.items()}
        coined = {word: said for _, made in spellings.values() for word, said in made.items()}
        narrator = next(iter(plain.values())).timbre.name
        self._recogniser = Recogniser(list(self.texts.values()), folder, narrator, coined)
        self._clips, self._plain = clips, plain
        traits = [one for spec in synthesis.installed().values() for one in spec.traits]
        self._clarity = {_variant(one.name): one.clarity for one in traits}

    def judge(self, clip: Clip, utterance: Utterance) -> tuple[float, str]:
        """Return the word error rate, and what is to be thought of the clip."""
        if not clip.frames:
            return 1.0, EMPTY
        text = self.texts[utterance]
        errors = self._recogniser.hear(clip, text).errors
        if errors <= MISHEARD:
            return errors, UNDERSTOOD
        if self._recogniser.whole(clip, text):
            return errors, ALIGNED
        if clip.frames < SHORT * self._clips.clip(self._plain[utterance]).frames:
            return errors, CUT
        if self._recogniser.whole(clip, text, wide=True):
            return errors, ALIGNED
        usual = 1 - self._clarity.get(_variant(utterance.timbre.name), 1)
        return errors, GARBLED if errors > MISHEARD + 2 * usual else UNCLEAR


def listen(reading: Reading) -> Heard:
    """Have everything of *reading* said and heard; print what was not understood."""
    narrator = reading.cast.narrator.voice.timbre
    utterances = dict.fromkeys(passage.utterance for passage in reading.programme.passages)
    plain = {utterance: replace(utterance, timbre=narrator) for utterance in utterances}
    judged: dict[Utterance, tuple[float, str]] = {}
    halves: list[str] = []
    with tempfile.TemporaryDirectory(prefix="narrate-hear-") as name:
        clips = synthesis.speak([*plain, *plain.values()], Store(Path(name) / "clips"))
        listener = _Listener(clips, plain, Path(name))
        long = [utterance for utterance in plain if len(words(listener.texts[utterance])) >= FEW]
        for number, utterance in enumerate(long):
            clip = clips.clip(utterance)
            judged[utterance] = listener.judge(clip, utterance)
            if number % DAMAGED == 0:
                half = replace(clip, pcm=clip.pcm[: clip.frames // 2 * 2])
                halves.append(listener.judge(half, utterance)[1])
    _show(judged)
    return Heard(len(plain), tuple(verdict for _, verdict in judged.values()), tuple(halves))


def _show(judged: dict[Utterance, tuple[float, str]]) -> None:
    print("word error rate by voice")
    for voice in sorted({utterance.timbre.name for utterance in judged}):
        rates = [errors for utterance, (errors, _) in judged.items() if utterance.timbre.name == voice]
        print(f"  {voice}: {sum(rates) / len(rates):.2f} of {len(rates)} clips")
    for utterance, (errors, verdict) in judged.items():
        if verdict not in {UNDERSTOOD, ALIGNED}:
            print(f"{verdict} ({errors:.2f} in {utterance.timbre.name}): {utterance.text}")


def _variant(name: str) -> str:
    """Return what of a voice is the same in every accent."""
    return name.rpartition("+")[2]
