# ruff: noqa: N802
"""Stand-in for the synthesizer of macOS, which writes AIFF in big-endian samples, bit by bit."""

import re
import struct
from array import array
from types import MappingProxyType

from Foundation import NSObject, NSRunLoop

from tests.support.systems.humming import FRAME_RATE, hum

_PREFIX = "com.apple.voice.compact."
VOICES = MappingProxyType(
    {
        f"{_PREFIX}en-GB.Ada": ("Ada", "VoiceGenderFemale", "en_GB", 100),
        f"{_PREFIX}en-US.Bob": ("Bob", "VoiceGenderMale", "en_US", 200),
        f"{_PREFIX}de-DE.Kim": ("Kim", "VoiceGenderNeuter", "de_DE", 150),
        f"{_PREFIX}fr-FR.Kim": ("Kim", "VoiceGenderNeuter", "fr_FR", 160),
    }
)
_SILENCE = re.compile(r"\[\[slnc (\d+)\]\]")


class NSSpeechSynthesizer(NSObject):
    @staticmethod
    def availableVoices():
        return list(VOICES)

    @staticmethod
    def attributesForVoice_(identifier):
        name, gender, locale, _ = VOICES[identifier]
        return {
            "VoiceIdentifier": identifier,
            "VoiceName": name,
            "VoiceGender": gender,
            "VoiceLocaleIdentifier": locale,
            "VoiceAge": 30,
        }

    def initWithVoice_(self, _voice):
        self._voice, self._rate, self._volume, self._delegate = next(iter(VOICES)), 180.0, 1.0, None
        return self

    def setDelegate_(self, delegate):
        self._delegate = delegate

    def setVoice_(self, identifier):
        if identifier not in VOICES:
            return False  # and says nothing more
        self._voice, self._rate, self._volume = identifier, 180.0, 1.0
        return True

    def voice(self):
        return self._voice

    def setRate_(self, rate):
        self._rate = float(rate)

    def rate(self):
        return self._rate

    def setVolume_(self, volume):
        self._volume = volume

    def volume(self):
        return self._volume

    def stopSpeaking(self):
        pass

    def startSpeakingString_toURL_(self, text, path):
        seconds = sum(int(found) for found in _SILENCE.findall(text)) / 1000
        samples = hum(_SILENCE.sub("", text), VOICES[self._voice][3], self._rate, seconds)
        content = aiff(samples)
        path.write_bytes(aiff(array("h")) + bytes(4000))

        def done():
            path.write_bytes(content)
            self._delegate.speechSynthesizer_didFinishSpeaking_(self, True)

        NSRunLoop.currentRunLoop().later(0.02, done)
        return True


def aiff(samples):
    """Return an AIFF file; its frame rate is a number of 80 bits."""
    samples.byteswap()
    length = FRAME_RATE.bit_length()
    rate = struct.pack(">HQ", 16383 + length - 1, FRAME_RATE << 64 - length)
    head = struct.pack(">4sIhIh", b"COMM", 18, 1, len(samples), 16) + rate
    body = struct.pack(">4sIII", b"SSND", 8 + 2 * len(samples), 0, 0) + samples.tobytes()
    return struct.pack(">4sI4s", b"FORM", 4 + len(head) + len(body), b"AIFF") + head + body
