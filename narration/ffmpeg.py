"""ffmpeg as a process that sound flows through."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from signal import Signals
from threading import Thread
from typing import IO, TYPE_CHECKING

from narration.errors import EngineError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

CHUNK = 1 << 16
"""Bytes given out at a time: what a pipe holds on Linux."""

GATHERED = "asetnsamples=n=16384:p=0"
"""The filter that should come first: ffmpeg reads raw sound in pieces of 1,024 frames, and to hand each piece
from filter to filter takes it as long as the filters themselves."""

_INSTALL = "install narrate again: its package imageio-ffmpeg brings one (or set IMAGEIO_FFMPEG_EXE to yours)"
_NAMED = "IMAGEIO_FFMPEG_EXE"
_QUIET = ("-hide_banner", "-loglevel", "error")


def executable() -> str:
    """Return the path of the ffmpeg that came with imageio-ffmpeg, or that IMAGEIO_FFMPEG_EXE names.

    Raises:
        EngineError: there is none.
    """
    if program := os.environ.get(_NAMED) or _brought():
        return program
    try:
        # here, because it tries each ffmpeg that it finds, in every process anew
        from imageio_ffmpeg import get_ffmpeg_exe  # noqa: PLC0415

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise EngineError(Problem("there is no ffmpeg on this machine", hint=_INSTALL)) from error


@cache
def _brought() -> str | None:
    """Return the path of the one ffmpeg that lies in imageio-ffmpeg, without importing that."""
    package = find_spec("imageio_ffmpeg")
    if package is None or not package.origin:
        return None
    programs = [path for path in Path(package.origin).parent.glob("binaries/ffmpeg*") if path.is_file()]
    return str(programs[0]) if len(programs) == 1 else None


def named() -> bool:
    """Say whether IMAGEIO_FFMPEG_EXE names it; if not, the version of imageio-ffmpeg tells which it is."""
    return bool(os.environ.get(_NAMED))


def version() -> str:
    """Return which ffmpeg it is (``7.0.2-static``).

    Raises:
        EngineError: it is missing, does not start, or cannot write MP3.
    """
    return _version(executable())


@cache
def _version(program: str) -> str:
    out = b"".join(pipe(["-version"], ())).decode(errors="replace")
    if "--enable-libmp3lame" not in out:
        raise EngineError(Problem(f"{program} cannot write MP3: it was built without LAME", hint=_INSTALL))
    return out.split()[2]


def fed(arguments: Sequence[str], chunks: Iterable[bytes]) -> None:
    """Send *chunks* through an ffmpeg that reads ``pipe:0`` and writes a file.

    Raises:
        OSError: there is no room for the file.
        EngineError: ffmpeg is missing, or failed.
        Exception: whatever drawing the chunks raised.
    """
    try:
        for _ in pipe(arguments, chunks, into_file=True):
            pass
    except EngineError as error:
        full = os.strerror(errno.ENOSPC)
        if full.lower() in str(error).lower():  # ffmpeg has the words of the same system
            raise OSError(errno.ENOSPC, full) from error
        raise


def pipe(arguments: Sequence[str], chunks: Iterable[bytes], *, into_file: bool = False) -> Generator[bytes]:
    """Send *chunks* through an ffmpeg that reads ``pipe:0`` and writes ``pipe:1``; yield what comes out.

    No more is held than is on its way, so that any length takes the same memory.
    A thread draws the chunks.  The process ends when the consumer stops, and,
    as its input ends then, when this process is gone.

    Raises:
        EngineError: ffmpeg is missing, failed (carries the first line it wrote), or gave nothing.
        Exception: whatever drawing the chunks raised.
    """
    with tempfile.TemporaryFile() as complaints:
        process = _start(arguments, complaints)
        assert process.stdin is not None
        assert process.stdout is not None
        feeder = _Feeder(chunks, process.stdin)
        feeder.start()
        ended = given = False
        try:
            while chunk := process.stdout.read(CHUNK):
                given = True
                yield chunk
            ended = True
        finally:
            if not ended:
                process.kill()
            process.stdout.close()
            status = process.wait()
            feeder.join()
        if feeder.error:
            raise feeder.error
        if status:
            complaints.seek(0)
            raise EngineError(_failure(complaints.read(), status))
        if not given and not into_file:
            raise EngineError(Problem(f"ffmpeg ({executable()}) ended without a result", hint=_INSTALL))


def cut(chunks: Iterable[bytes], sizes: Iterable[int]) -> Generator[bytes]:
    """Cut what flows by in *chunks* of any length into pieces of the given *sizes*; close it then.

    Raises:
        EngineError: less came than was expected.
    """
    rest = bytearray()
    flow = iter(chunks)
    try:
        for size in sizes:
            while len(rest) < size:
                if not (chunk := next(flow, b"")):
                    raise EngineError(
                        Problem(
                            f"expected {size - len(rest)} bytes more from ffmpeg, got none", hint=_INSTALL
                        )
                    )
                rest += chunk
            yield bytes(rest[:size])
            del rest[:size]
    finally:
        if isinstance(flow, Generator):
            flow.close()


def _start(arguments: Sequence[str], complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    program = executable()
    try:
        return subprocess.Popen(
            [program, *_QUIET, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints
        )
    except OSError as error:
        message = f"cannot start ffmpeg ({program}): {(error.strerror or str(error)).lower()}"
        raise EngineError(Problem(message, hint=_INSTALL)) from error


class _Feeder(Thread):
    """Writes what is to flow through; keeps what drawing it raises."""

    def __init__(self, chunks: Iterable[bytes], stdin: IO[bytes]) -> None:
        super().__init__(name="to-ffmpeg")
        self.error: BaseException | None = None
        self._chunks, self._stdin = chunks, stdin

    def run(self) -> None:
        try:
            _feed(self._chunks, self._stdin)
        except BaseException as error:  # noqa: BLE001 - for the thread that reads
            self.error = error


def _feed(chunks: Iterable[bytes], stdin: IO[bytes]) -> None:
    """Write *chunks* until there are no more, or the process wants no more: its exit status says why."""
    try:
        for chunk in chunks:
            try:
                stdin.write(chunk)
            except OSError:
                return
    finally:
        with suppress(OSError):
            stdin.close()
        if isinstance(chunks, Generator):
            chunks.close()  # which ends the ffmpeg before this one, if there is one


def _failure(complaints: bytes, status: int) -> Problem:
    """Return what went wrong first, without the part of ffmpeg that says so; the rest follows from it."""
    lines = (line.strip() for line in complaints.decode(errors="replace").split("\n"))
    if line := next(filter(None, lines), ""):
        return Problem("ffmpeg failed: " + re.sub(r"^\[[^]]*\] ", "", line))
    if status < 0:  # on Unix the number of a signal
        name = next((signal.name for signal in Signals if signal == -status), f"signal {-status}")
        return Problem(f"ffmpeg was ended by {name}", hint="build again, with more memory left to it")
    return Problem(f"ffmpeg failed: exit status {status}")
