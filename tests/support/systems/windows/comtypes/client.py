# ruff: noqa: N802
"""Stand-in for SAPI behind comtypes: voices, a synthesizer, a stream into a WAVE file."""

import re
import wave
from pathlib import Path

import pythoncom

from tests.support.systems.humming import FRAME_RATE, hum

_BREAK = re.compile(r"<break time='(\d+)s'/>")


class Token:
    def __init__(self, name, language, gender, period):
        self.Id = rf"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices\Tokens\{name.upper()}"
        self.period = period
        self._name = name
        self._attributes = {"Language": language, "Gender": gender, "Age": "Adult"}

    def GetDescription(self):
        return self._name

    def GetAttribute(self, name):
        return self._attributes[name]


TOKENS = (
    Token("Acme Ada - English (Great Britain)", "809", "Female", 100),
    Token("Acme Bob - English (United States)", "409", "Male", 200),
)


class Synthesizer:
    EventInterests = 0
    Volume = 100
    AudioOutputStream = None
    sink = None

    def __init__(self):
        self.Voice = TOKENS[0]
        self._rate = 0

    @property
    def Rate(self):
        return self._rate

    @Rate.setter
    def Rate(self, rate):
        if rate not in range(-10, 11):
            raise OSError("the parameter is incorrect")
        self._rate = rate

    def GetVoices(self):
        return TOKENS

    def Speak(self, text, flags=0):
        if flags & 1:
            raise NotImplementedError("nobody is to listen")
        if text:
            seconds = sum(map(int, _BREAK.findall(text)))
            words_a_minute = 156.63 * 1.11**self._rate
            samples = hum(_BREAK.sub("", text), self.Voice.period, words_a_minute, seconds)
            self.AudioOutputStream.write(samples.tobytes())
        pythoncom.waiting.append(lambda: self.sink._ISpeechVoiceEvents_EndStream(1, 0))


class Stream:
    def Open(self, name, mode):
        assert mode == 3
        self._file = wave.open(str(Path(name)), "wb")  # noqa: SIM115 -- until it is closed
        self._file.setparams((1, 2, FRAME_RATE, 0, "NONE", "not compressed"))

    def write(self, pcm):
        self._file.writeframes(pcm)

    def close(self):
        self._file.close()


def CreateObject(name):
    return {"SAPI.SPVoice": Synthesizer, "SAPI.SPFileStream": Stream}[name]()


def GetEvents(source, sink):
    source.sink = sink
    return sink
