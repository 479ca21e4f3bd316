from __future__ import annotations

import struct

import pytest

from narration.errors import EngineError
from narration.synthesis.engines import waves


def wave(form: bytes, body: bytes, *, told: int | None = None, before: bytes = b"") -> bytes:
    length = len(body) if told is None else told
    parts = (
        b"fmt " + struct.pack("<I", len(form)) + form + before + b"data" + struct.pack("<I", length) + body
    )
    return b"RIFF" + struct.pack("<I", min(4 + len(parts), 0xFFFFFFFF)) + b"WAVE" + parts


def form(tag: int, channels: int, bits: int, rate: int = 24_000) -> bytes:
    frame = channels * bits // 8
    return struct.pack("<HHIIHH", tag, channels, rate, rate * frame, frame, bits)


ROW = (0, 16384, -16384, 32512)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (form(1, 1, 8), bytes([128, 192, 64, 255])),
        (form(1, 1, 16), struct.pack("<4h", *ROW)),
        (form(1, 1, 24), b"".join(struct.pack("<i", n << 16)[1:] for n in ROW)),
        (form(1, 1, 32), struct.pack("<4i", *(n << 16 for n in ROW))),
        (form(0xFFFE, 1, 16) + struct.pack("<HHIH14x", 22, 16, 4, 1), struct.pack("<4h", *ROW)),
    ],
    ids=["8", "16", "24", "32", "extensible"],
)
def test_whole_samples_of_every_width_are_read(head, body):
    clip = waves.read(wave(head, body))

    assert (struct.unpack("<4h", clip.pcm), clip.frame_rate) == (ROW, 24_000)


@pytest.mark.parametrize(("bits", "kind"), [(32, "f"), (64, "d")])
def test_floats_are_read_and_kept_within_bounds(bits, kind):
    clip = waves.read(wave(form(3, 1, bits), struct.pack(f"<4{kind}", 0, 0.5, -1, 7)))

    assert struct.unpack("<4h", clip.pcm) == (0, 16384, -32767, 32767)


def test_samples_that_are_no_numbers_are_an_error_and_no_click():
    with pytest.raises(EngineError, match="samples that are no numbers"):
        waves.read(wave(form(3, 1, 32), struct.pack("<2f", 0, float("nan"))))


def test_two_channels_become_one():
    clip = waves.read(wave(form(1, 2, 16), struct.pack("<4h", 100, 300, -100, -100)))

    assert struct.unpack("<2h", clip.pcm) == (200, -100)


@pytest.mark.parametrize("told", [0xFFFFFFFF, 0x7FFFF000])
def test_a_length_that_a_pipe_could_not_be_told_is_no_error(told):
    assert waves.read(wave(form(1, 1, 16), b"\1\2\3\4", told=told)).frames == 2


def test_a_length_of_nothing_that_was_never_filled_in_is_no_error():
    content = wave(form(1, 1, 16), b"\1\2\3\4", told=0)
    streamed = content[:4] + bytes(4) + content[8:]

    assert waves.read(streamed).pcm == b"\1\2\3\4"
    assert not waves.read(content).pcm


def test_other_chunks_are_passed_over_with_their_padding():
    extra = b"LIST" + struct.pack("<I", 3) + b"abc\0"

    assert waves.read(wave(form(1, 1, 16), b"\1\2", before=extra)).frames == 1


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (form(7, 1, 8), "format 7 with 8 bits"),
        (form(1, 6, 16), "6 channels"),
        (form(1, 1, 16, rate=400), "at 400 Hz"),
    ],
)
def test_what_cannot_be_read_is_named(head, expected):
    with pytest.raises(EngineError, match=expected):
        waves.read(wave(head, b"\1\2"))
