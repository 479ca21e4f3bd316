"""Says clips and encodes sound with nothing around it: what speech and MP3 cost by themselves.

    python benchmarks/bare.py TASK.json

A process of its own, which imports nothing of narrate: one espeak-ng for all clips, one LAME for all sound.
It prints, as JSON, the seconds of wall and processor time that each of the two took; what the program takes
to start is in neither.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

CHUNK = 1 << 20
SYNCHRONOUS, CHARACTERS = 1, 1
UTF8, PHONEMES, END_PAUSE = 0x1, 0x100, 0x1000
RATE, VOLUME, PITCH = 1, 2, 3


def main() -> None:
    task = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(json.dumps({"synthesis": _timed(say, task), "encoding": _timed(encode, task)}))


def _timed(what: Any, task: Mapping[str, Any]) -> dict[str, float]:
    wall, cpu = time.monotonic(), time.process_time()
    amount = what(task)
    return {"wall": time.monotonic() - wall, "cpu": time.process_time() - cpu, "amount": amount}


def say(task: Mapping[str, Any]) -> float:
    """Say all clips, one after the other, with one espeak-ng; return the seconds of sound."""
    if not task["clips"]:
        return 0.0
    path = Path(task["library"])
    os.chdir(path.parent)
    library = ctypes.CDLL(str(path))
    library.espeak_ng_InitializePath(b".")
    library.espeak_ng_Initialize(ctypes.byref(ctypes.c_void_p()))
    library.espeak_ng_InitializeOutput(SYNCHRONOUS, 1000, None)  # a second at a time: few calls of ours
    sound: list[bytes] = []

    def take(samples: Any, count: int, _: Any) -> int:
        if count > 0:
            sound.append(ctypes.string_at(samples, 2 * count))
        return 0

    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(take)
    library.espeak_SetSynthCallback(callback)
    size = 0
    for voice, rate, pitch, volume, phonemes, text in task["clips"]:
        if library.espeak_ng_SetVoiceByName(voice.encode()):
            raise ValueError(voice)
        for parameter, value in ((RATE, rate), (VOLUME, volume), (PITCH, pitch)):
            library.espeak_ng_SetParameter(parameter, value, 0)
        content = text.encode()
        flags = UTF8 | END_PAUSE | (PHONEMES if phonemes else 0)
        library.espeak_ng_Synthesize(
            content, ctypes.c_size_t(len(content) + 1), 0, CHARACTERS, 0, flags, None, None
        )
        size += sum(map(len, sound))
        sound.clear()
    return float(size / 2 / library.espeak_ng_GetSampleRate())


def encode(task: Mapping[str, Any]) -> float:
    """Encode each file of sound in one piece, as narrate encodes; return the seconds of it."""
    if not task["sounds"]:
        return 0.0
    import lameenc  # noqa: PLC0415 - what it takes to load is a part of encoding

    size = 0
    for path, channels in task["sounds"]:
        lame = lameenc.Encoder()
        lame.set_bit_rate(task["kbit"] * channels)
        lame.set_in_sample_rate(task["frame_rate"])
        lame.set_channels(channels)
        lame.set_quality(task["level"])
        lame.silence()
        with Path(path).open("rb") as file:
            while chunk := file.read(CHUNK):
                lame.encode(chunk)
                size += len(chunk) // channels
        lame.flush()
    return size / 2 / float(task["frame_rate"])


if __name__ == "__main__":
    main()
