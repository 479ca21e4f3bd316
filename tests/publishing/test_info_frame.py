from __future__ import annotations

from narration.publishing.info_frame import info_frame


def _u(data: bytes) -> int:
    return int.from_bytes(data, "big")


def test_the_frame_says_what_the_standard_has_at_each_place() -> None:
    frame = info_frame(samples=100_000, frames=88, size=88 * 209, channels=1, kbit=64)

    assert len(frame) == 208
    assert frame[:4] == b"\xff\xfb\x50\xc4"  # MPEG-1 Layer III, 64 kbit/s, 44.1 kHz, mono
    tag = frame[21:]
    assert (tag[:4], _u(tag[4:8])) == (b"Info", 0b1111)
    assert (_u(tag[8:12]), _u(tag[12:16])) == (88, 88 * 209 + 208)
    assert tag[16:116] == bytes(n * 256 // 100 for n in range(100))
    assert (tag[120:129], tag[129]) == (b"LAME3.100", 1)
    assert tag[140] == 64
    delay, padding = divmod(_u(tag[141:144]), 4096)
    assert (delay, padding) == (576, 88 * 1152 - 576 - 100_000)
    assert _u(tag[148:152]) == 88 * 209 + 208


def test_the_checksum_is_that_of_everything_before_it() -> None:
    frame = info_frame(samples=100_000, frames=88, size=88 * 209, channels=1, kbit=64)

    crc = 0
    for byte in frame[: 21 + 154]:
        for bit in range(8):
            crc = crc >> 1 ^ 0xA001 * ((crc ^ byte >> bit) & 1)
    assert _u(frame[21 + 154 : 21 + 156]) == crc
    assert not any(frame[21 + 156 :])


def test_stereo_has_its_own_header() -> None:
    frame = info_frame(samples=100_000, frames=88, size=88 * 418, channels=2, kbit=128)

    assert len(frame) == 417
    assert frame[:4] == b"\xff\xfb\x90\x44"
    assert frame[36:40] == b"Info"
