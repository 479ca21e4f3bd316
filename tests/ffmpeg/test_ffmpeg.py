from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from narration import ffmpeg
from narration.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator

COPY = ["-f", "s16le", "-ar", "44100", "-ac", "1", "-i", "pipe:0", "-f", "s16le", "pipe:1"]


def test_what_flows_through_comes_out_whole() -> None:
    sound = bytes(range(256)) * 4000

    out = b"".join(ffmpeg.pipe(COPY, (sound[start : start + 999] for start in range(0, len(sound), 999))))

    assert out == sound


def test_an_endless_input_flows_as_it_is_drawn_and_ends_with_the_consumer() -> None:
    closed = threading.Event()

    def endless() -> Iterator[bytes]:
        try:
            while True:
                yield bytes(10_000)
        finally:
            closed.set()

    flow = ffmpeg.pipe(COPY, endless())
    assert sum(len(next(flow)) for _ in range(50)) == 50 * ffmpeg.CHUNK
    flow.close()

    assert closed.is_set()


def test_one_ffmpeg_after_another_ends_with_the_consumer() -> None:
    before = threading.active_count()
    flow = ffmpeg.pipe(COPY, ffmpeg.pipe(COPY, iter(lambda: bytes(10_000), None)))

    next(flow)
    flow.close()

    assert threading.active_count() == before


def test_an_error_of_the_input_is_raised_where_the_output_is_read() -> None:
    def broken() -> Iterator[bytes]:
        yield bytes(100_000)
        raise LookupError("no more sound")

    with pytest.raises(LookupError, match="no more sound"):
        list(ffmpeg.pipe(COPY, broken()))


def test_a_failure_carries_what_ffmpeg_said() -> None:
    with pytest.raises(EngineError, match=r"ffmpeg failed: .*no_such_filter"):
        list(ffmpeg.pipe(["-f", "s16le", "-i", "pipe:0", "-af", "no_such_filter", "-f", "null", "-"], [b""]))


def test_a_failure_of_the_first_of_two_is_the_one_that_is_told() -> None:
    first = ffmpeg.pipe(["-f", "s16le", "-i", "pipe:0", "-af", "no_such_filter", "-f", "s16le", "-"], [b""])

    with pytest.raises(EngineError, match="no_such_filter"):
        list(ffmpeg.pipe(COPY, first))


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program on Windows")
def test_an_ffmpeg_that_somebody_ends_is_told_by_the_signal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dying = tmp_path / "ffmpeg"
    dying.write_text("#!/bin/sh\nkill -KILL $$\n")
    dying.chmod(0o700)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(dying))

    with pytest.raises(EngineError, match="ffmpeg was ended by SIGKILL\nhint: build again"):
        list(ffmpeg.pipe(COPY, [b""]))


def test_a_missing_ffmpeg_is_an_error_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", "/no/such/ffmpeg")

    with pytest.raises(EngineError, match=r"/no/such/ffmpeg.*\nhint: install narrate again"):
        list(ffmpeg.pipe(COPY, []))


def test_a_machine_without_imageio_ffmpeg_is_an_error_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    ffmpeg._brought.cache_clear()

    with pytest.raises(EngineError, match="there is no ffmpeg on this machine\nhint: "):
        ffmpeg.executable()


def test_an_ffmpeg_that_ends_without_a_result_is_an_error_with_a_hint() -> None:
    nothing = ["-f", "s16le", "-ar", "8000", "-ac", "1", "-i", "pipe:0", "-f", "null", "-"]

    with pytest.raises(EngineError, match=r"ffmpeg .* ended without a result\nhint: install narrate again"):
        list(ffmpeg.pipe(nothing, [bytes(100)]))


def test_the_version_is_a_number() -> None:
    assert ffmpeg.version()[0].isdigit()


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program on Windows")
def test_an_ffmpeg_that_cannot_write_mp3_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare = tmp_path / "ffmpeg"
    bare.write_text("#!/bin/sh\necho ffmpeg version 9 configuration: --disable-everything\n")
    bare.chmod(0o700)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(bare))

    with pytest.raises(EngineError, match="cannot write MP3: it was built without LAME"):
        ffmpeg.version()


@pytest.mark.parametrize("sizes", [[1, 2, 3], [6], [0, 6], [5, 1], []])
def test_a_flow_is_cut_into_the_sizes_asked_for(sizes: list[int]) -> None:
    pieces = list(ffmpeg.cut([b"ab", b"c", b"def"], sizes))

    assert [len(piece) for piece in pieces] == sizes
    assert b"abcdef".startswith(b"".join(pieces))


def test_a_flow_that_ends_too_soon_is_an_error() -> None:
    with pytest.raises(EngineError, match="expected 2 bytes more from ffmpeg, got none\nhint: "):
        list(ffmpeg.cut([b"abc"], [2, 3]))


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc, which only Linux has")
def test_ffmpeg_ends_when_its_parent_is_killed() -> None:
    program = (
        "from narration import ffmpeg\n"
        f"flow = ffmpeg.pipe({COPY!r}, iter(lambda: bytes(10_000), None))\n"
        "next(flow)\n"
        "print(flush=True)\n"
        "import time\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        try:
            children = _children(parent.pid)
        finally:
            parent.kill()

    assert children
    _await_end(children)


def _children(parent: int) -> list[Path]:
    """Return the processes that *parent* has started."""
    return [entry for entry in Path("/proc").glob("[0-9]*") if _stat(entry)[1:2] == [str(parent)]]


def _await_end(processes: list[Path]) -> None:
    end = time.monotonic() + 10
    for process in processes:
        while _stat(process)[:1] not in ([], ["Z"]):  # a dead one may wait for its parent
            assert time.monotonic() < end, f"{process} is still there"
            time.sleep(0.02)


def _stat(process: Path) -> list[str]:
    """Return state, parent, … of a process, nothing if it is gone (proc(5))."""
    try:
        return (process / "stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return []
