"""Says utterances by piper-tts, one voice's model at a time."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

# before it is imported: onnxruntime reports to its makers, from a thread that draws from C's rand() as well,
# which is where espeak-ng has the breath of some voices from
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime
from piper import PiperVoice, SynthesisConfig
from piper.config import PhonemeType, PiperConfig

from narration.errors import EngineError, Problem
from narration.model import Clip
from narration.sheets import instead
from narration.synthesis.engine import Take
from narration.synthesis.engines import lengths
from narration.synthesis.engines.piper import settings
from narration.synthesis.engines.pyttsx3.spelling import spell
from narration.synthesis.engines.wording import unmoved

if TYPE_CHECKING:
    from pathlib import Path

    from narration.model import Utterance
    from narration.synthesis.engines.piper import Shelf

SEED = 1
"""Of the noise in a model; its generators are made with the session, so that a session speaks once."""


class Piper:
    """The engine itself."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._models = shelf.voices
        self._voices: dict[Path, PiperVoice] = {}

    def say(self, utterance: Utterance) -> Take:
        """Return the sound of *utterance*; it depends on the utterance alone."""
        timbre = utterance.timbre
        model = self._models.get(timbre.name)
        if model is None:
            message = f"there is no voice {timbre.name!r} in {self._shelf.folder}"
            raise EngineError(Problem(message, hint=instead(timbre.name, "piper", self._models)))
        unmoved(timbre)
        voice = self._voice(model.path)
        config = SynthesisConfig(
            speaker_id=model.speaker,
            length_scale=voice.config.length_scale * 175 / timbre.rate,
            noise_scale=self._shelf.noise,
            noise_w_scale=self._shelf.noise,
            normalize_audio=False,  # by sentence; a voice is brought to its level as a whole
        )
        # what espeak-ng would take for a command piper hands on to it, and its [[…]] are IPA
        pieces = [chunk.audio_int16_bytes for chunk in voice.synthesize(spell(utterance).text, config)]
        seconds = lengths.seconds(utterance.text, timbre.rate)
        return Take(Clip(b"".join(pieces), voice.config.sample_rate), seconds)

    def _voice(self, model: Path) -> PiperVoice:
        """Return the voice of *model*, fresh if it makes noise."""
        if model in self._voices:
            known = self._voices[model]
            return known if self._shelf.noise == 0 else replace(known, session=_session(model))
        try:
            config = PiperConfig.from_dict(json.loads(settings(model).read_text("utf-8")))
            voice = PiperVoice(config=config, session=_session(model))
        except Exception as error:  # the package and onnxruntime raise whatever they like
            raise EngineError(Problem(f"the voice {model} cannot be read: {error}")) from error
        if voice.config.phoneme_type not in {PhonemeType.ESPEAK, PhonemeType.TEXT}:
            # the others fetch dictionaries from elsewhere the first time
            message = (
                f"the voice {model.stem} reads {voice.config.phoneme_type.value}, which is not supported"
            )
            raise EngineError(Problem(message, hint="choose a voice that reads espeak or text"))
        self._voices[model] = voice
        return voice


def _session(model: Path) -> onnxruntime.InferenceSession:
    """Return a session that has made no noise yet, on one processor: its sums come in one order."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    onnxruntime.set_seed(SEED)
    return onnxruntime.InferenceSession(str(model), sess_options=options, providers=["CPUExecutionProvider"])
