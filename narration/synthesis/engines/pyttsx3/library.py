"""espeak-ng itself, bound by ourselves: loaded afresh for each utterance, synchronous, in memory.

After espeak-ng's ``speak_lib.h`` and ``espeak_ng.h`` (1.52).  The library keeps state from one
utterance to the next (the phase of a voice's flutter) that nothing but unloading it resets.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from narration.errors import EngineError, Problem
from narration.synthesis.engines.pyttsx3.files import HINT, SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from narration.synthesis.engines.pyttsx3.files import Files

if sys.platform == "win32":
    from _ctypes import FreeLibrary as _unload  # noqa: N813 - one name for both

    _RUNTIMES = ("ucrtbase", "msvcrt")
else:
    from _ctypes import dlclose as _unload

    _RUNTIMES = (None,)

_SYNCHRONOUS = 1  # ENOUTPUT_MODE_SYNCHRONOUS: the sound comes before the call returns
_CHARACTERS = 1  # POS_CHARACTER
_UTF8, _PHONEMES, _END_PAUSE = 0x1, 0x100, 0x1000
_IPA = 0x02  # of phonemes as text: IPA rather than espeak-ng's own signs
_RULES = 0x08  # of the trace: rules and dictionary
_LIST_TERMINATED, _WORD = 0, 1  # kinds of event
_RATE, _VOLUME, _PITCH = 1, 2, 3  # kinds of parameter


_OPEN_FILES = Path("/proc/self/fd")
"""Where Linux names each file that a process has open, if /proc is mounted."""

_SWITCH = re.compile(r"\([a-z-]+\)")  # to another language and back, as phonemes are written
_PHONEME = re.compile(r"[^_ ]*[^_ ',%=;:!|-][^_ ]*")  # not a stress or a pause alone


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


class _Voice(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How something is to be said, in espeak-ng's own terms."""

    voice: str
    """An identifier with a variant, as it stands in the data: ``gmw/en-US+edward``."""
    rate: int
    pitch: int
    volume: int
    phonemes: bool
    """Whether ``[[…]]`` in the text are phonemes."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What espeak-ng made of a text."""

    pcm: bytes
    frame_rate: int
    phonemes: int
    """How many phonemes the text has, as espeak-ng reads it."""
    words: tuple[tuple[int, int, int], ...]
    """(character, length, frame), as espeak-ng tells them: a length may be 0, a character be off by one."""


def speak(files: Files, text: str, settings: Settings) -> Sound:
    """Return the sound of *text*, which depends on nothing but the arguments.

    Raises:
        EngineError: the library or its data is broken, or it does not know the voice.
    """
    # espeak-ng cuts a path to its data after 160 bytes: from beside the data, a dot is path enough
    with contextlib.chdir(files.data.parent), _loaded(files) as library:
        _set(library, settings)
        return _synthesize(library, text, settings)


def ipa(files: Files, voice: str, texts: Sequence[str]) -> list[str]:
    """Return how *voice* reads each of *texts*, in which ``[[…]]`` are phonemes, in IPA.

    Raises:
        EngineError: the library or its data is broken, or it does not know the voice.
    """
    settings = Settings(voice, 175, 50, 0, phonemes=True)
    with contextlib.chdir(files.data.parent), _loaded(files) as library:
        _set(library, settings)
        _synthesize(library, " ", settings)  # phonemes are read as the last words spoken were
        return ["".join(_clauses(library, text.encode(), _IPA)).strip() for text in texts]


def traced(files: Files, voice: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return how *voice* reads each of *texts*, in IPA, and what espeak-ng tells of how it found that.

    The second is empty on Windows, where the library writes with another C runtime than ours.

    Raises:
        EngineError: the library or its data is broken, or it does not know the voice.
    """
    settings = Settings(voice, 175, 50, 0, phonemes=False)
    with contextlib.chdir(files.data.parent), _loaded(files) as library, _trace(library) as told:
        _set(library, settings)
        _synthesize(library, " ", settings)  # phonemes are read as the last words spoken were
        told()
        return [("".join(_clauses(library, text.encode(), _IPA)).strip(), told()) for text in texts]


@contextlib.contextmanager
def _trace(library: ctypes.CDLL) -> Iterator[Callable[[], str]]:
    """Have espeak-ng tell how it finds phonemes; yield what returns all that is new."""
    if sys.platform == "win32":
        yield str
        return
    c = ctypes.CDLL(None)
    c.fopen.restype, c.fflush.argtypes, c.fclose.argtypes = (
        ctypes.c_void_p,
        [ctypes.c_void_p],
        [ctypes.c_void_p],
    )
    with tempfile.NamedTemporaryFile() as file:
        stream = c.fopen(file.name.encode(), b"w")

        def told() -> str:
            c.fflush(stream)
            return file.read().decode(errors="replace")

        library.espeak_SetPhonemeTrace(_RULES, ctypes.c_void_p(stream))
        try:
            yield told
        finally:
            library.espeak_SetPhonemeTrace(0, None)
            c.fclose(stream)


@contextlib.contextmanager
def _loaded(files: Files) -> Iterator[ctypes.CDLL]:
    try:
        library = ctypes.CDLL(str(files.library))
    except OSError as error:
        message = f"espeak-ng's library cannot be loaded: {error}"
        raise EngineError(Problem(message, hint=HINT)) from error
    try:
        library.espeak_ng_InitializePath(b".")
        context = ctypes.c_void_p()
        _expect(library, library.espeak_ng_Initialize(ctypes.byref(context)), "be started")
        try:
            _expect(library, library.espeak_ng_InitializeOutput(_SYNCHRONOUS, 0, None), "give sound")
            library.espeak_ng_SetRandSeed(ctypes.c_long(SEED))
            for name in _RUNTIMES:
                ctypes.CDLL(name).srand(SEED)  # the Klatt voices take their breath from rand() of C
            yield library
        finally:
            library.espeak_ng_Terminate()
    finally:
        _unload(library._handle)  # noqa: SLF001 - ctypes has no other way to unload


def _set(library: ctypes.CDLL, settings: Settings) -> None:
    """Set a voice, and see that it is that voice."""
    with _file(settings.voice) as name:
        set_voice = library.espeak_ng_SetVoiceByFile if name else library.espeak_ng_SetVoiceByName
        wanted = name or settings.voice
        _expect(library, set_voice(wanted.encode()), f"take the voice {settings.voice}")
    library.espeak_GetCurrentVoice.restype = ctypes.POINTER(_Voice)
    current = library.espeak_GetCurrentVoice().contents.identifier.decode(errors="replace")
    if current != wanted:
        (file, _, _), (base, _, _) = wanted.partition("+"), settings.voice.partition("+")
        got = current.replace(file, base)
        raise EngineError(Problem(f"expected espeak-ng's voice {settings.voice}, got {got}", hint=HINT))
    for parameter, value in ((_RATE, settings.rate), (_VOLUME, settings.volume), (_PITCH, settings.pitch)):
        _expect(library, library.espeak_ng_SetParameter(parameter, value, 0), f"be set to {value}")


@contextlib.contextmanager
def _file(voice: str) -> Iterator[str]:
    """Yield a name in small letters of the file of *voice*, or nothing where there is none.

    espeak-ng makes the letters of a name small before it looks for the file.  Where
    that finds nothing (``en-US`` on Linux), it reads all 140 files of voices, each
    time: that takes a third of the time in which a sentence is spoken.
    """
    base, plus, variant = voice.partition("+")
    path = Path("espeak-ng-data", "lang", base)
    if not _OPEN_FILES.is_dir() or not path.is_file():
        yield ""
        return
    with path.open("rb") as file:
        yield f"{_OPEN_FILES}/{file.fileno()}{plus}{variant}"


def _synthesize(library: ctypes.CDLL, text: str, settings: Settings) -> Sound:
    pieces: list[bytes] = []
    words: list[tuple[int, int, int]] = []

    def take(samples: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[_Event]) -> int:
        place = 0
        while (event := events[place]).type != _LIST_TERMINATED:
            if event.type == _WORD:
                words.append((event.text_position - 1, event.length, event.sample))
            place += 1
        if count > 0:
            pieces.append(ctypes.string_at(samples, 2 * count))
        return 0

    callback = _Callback(take)
    library.espeak_SetSynthCallback(callback)
    content = text.encode()
    flags = _UTF8 | _END_PAUSE | (_PHONEMES if settings.phonemes else 0)
    status = library.espeak_ng_Synthesize(
        content, ctypes.c_size_t(len(content) + 1), 0, _CHARACTERS, 0, flags, None, None
    )
    _expect(library, status, "speak")
    return Sound(
        b"".join(pieces), library.espeak_ng_GetSampleRate(), _phonemes(library, content), tuple(words)
    )


def _phonemes(library: ctypes.CDLL, content: bytes) -> int:
    """Return how many phonemes *content* has, read as what was last spoken was."""
    clauses = _clauses(library, content, ord("_") << 8)
    return sum(len(_PHONEME.findall(_SWITCH.sub("", clause))) for clause in clauses)


def _clauses(library: ctypes.CDLL, content: bytes, mode: int) -> Iterator[str]:
    """Yield the phonemes of each clause of *content*."""
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    text = ctypes.create_string_buffer(content)
    rest = ctypes.c_void_p(ctypes.addressof(text))
    while rest.value:  # it takes one clause at a time, and no text at the end
        yield library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, mode).decode(errors="replace")


def _expect(library: ctypes.CDLL, status: int, what: str) -> None:
    """Raise if *status* is not that of success."""
    if status:
        message = ctypes.create_string_buffer(512)
        library.espeak_ng_GetStatusCodeMessage(status, message, ctypes.c_size_t(len(message)))
        reason = message.value.decode(errors="replace").lower()
        raise EngineError(Problem(f"espeak-ng cannot {what}: {reason}", hint=HINT))
