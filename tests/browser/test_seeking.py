"""Half an hour of sound in a real browser: where one lands when one asks for a moment of it.

Chromium works out a place in an MP3 from the bit rate and plays on from a frame behind it: what is
heard comes 25 to 85 ms late, in a file of LAME's own as in ours.  That the listening itself is right
is seen from a WAVE file, in which every moment has its place.
"""

from __future__ import annotations

import base64
import io
import random
import subprocess
import wave
from typing import TYPE_CHECKING, Any

import pytest

from narration import ffmpeg, samples
from narration.model import FRAME_RATE
from narration.publishing import mp3
from narration.publishing.encoding import encode
from narration.publishing.info_frame import SAMPLES
from tests.support.listening import decoded
from tests.support.web import served

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from playwright.sync_api import Browser

AUDIOOP = samples.audioop

STRETCHES = 120
FRAMES = 15 * FRAME_RATE // SAMPLES * SAMPLES
"""Length of each stretch."""

SILENCE = 6 * SAMPLES

PLACES = [33.3, 222.2, 444.4, 901.1, 1333.3, 1500.5, 1640.3, 1758.0]
"""Seconds; all in the middle of sound."""

PAGE = b"<!doctype html><title>Half an hour</title>"

LISTEN = """
async ([name, places]) => {
  const context = new AudioContext({sampleRate: 44100});
  const code = `registerProcessor('listener', class extends AudioWorkletProcessor {
    process([[block]]) { if (block) this.port.postMessage(block.slice()); return true; }
  })`;
  await context.audioWorklet.addModule(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})));
  const listener = new AudioWorkletNode(context, 'listener', {channelCount: 1, channelCountMode: 'explicit'});
  let heard = null;
  listener.port.onmessage = event => heard?.push(event.data);
  const audio = new Audio(name);
  context.createMediaElementSource(audio).connect(listener);
  listener.connect(context.destination);
  const event = name => new Promise(done => audio.addEventListener(name, done, {once: true}));
  const wait = ms => new Promise(done => setTimeout(done, ms));
  await event('loadedmetadata');
  await context.resume();
  const found = [];
  for (const place of places) {
    const there = event('seeked');
    audio.currentTime = place;
    await there;
    await wait(200);  // what was under way from before is out
    heard = [];
    await audio.play();
    while (heard.filter(block => block.some(Boolean)).length < 100) await wait(20);
    audio.pause();
    const all = heard.flatMap(block => [...block]);
    heard = null;
    const bytes = new Uint8Array(Int16Array.from(all, x => Math.max(-1, Math.min(1, x)) * 32767).buffer);
    found.push(btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join('')));
  }
  return {duration: audio.duration, found};
}
"""


def _half_an_hour(folder: Path) -> dict[str, bytes]:
    """Return noise in stretches, no two of them alike: our MP3, one that ffmpeg makes of it, a WAVE file."""
    dice = random.Random(1)
    silence = bytes(2 * SILENCE)
    sound = FRAMES - 2 * SILENCE
    pcm = [silence + AUDIOOP.mul(dice.randbytes(2 * sound), 2, 0.2) + silence for _ in range(STRETCHES)]
    stretches = [encode(one, 1, 64) for one in pcm]
    file = io.BytesIO()
    mp3.join(file, b"", [*stretches, encode(bytes(2 * SAMPLES), 1, 64)], STRETCHES * FRAMES, 1, 64)
    plain = io.BytesIO()
    with wave.open(plain, "wb") as out:
        out.setparams((1, 2, FRAME_RATE, 0, "NONE", ""))
        out.writeframes(b"".join(pcm))
    once = folder / "once.mp3"
    (folder / "sound.wav").write_bytes(plain.getvalue())
    command = [ffmpeg.executable(), "-v", "error", "-i", str(folder / "sound.wav")]
    subprocess.run([*command, "-b:a", "64k", "-compression_level", "7", str(once)], check=True)
    return {"ours.mp3": file.getvalue(), "once.mp3": once.read_bytes(), "sound.wav": plain.getvalue()}


def _landed(heard: str, sound: bytes, place: float) -> float:
    """Return how many milliseconds after *place* that is which was heard first (cross-correlation)."""
    pcm = base64.b64decode(heard)
    first = next(n for n in range(0, len(pcm), 2) if pcm[n : n + 2] not in {b"\0\0", b"\1\0", b"\xff\xff"})
    start = round(place * FRAME_RATE) - FRAME_RATE // 4
    around = sound[2 * start : 2 * (start + FRAME_RATE // 2)]
    found, factor = AUDIOOP.findfit(around, pcm[first : first + 2 * 1500])
    assert factor == pytest.approx(1, abs=0.2), place  # it is that sound, and no other
    return 1000 * ((start + found) / FRAME_RATE - place)


def _listened(browser: Browser, files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    with served({**files, "page.html": PAGE}) as address:
        page = browser.new_page()
        page.goto(f"{address}page.html")
        # the first time a browser plays it swallows more
        told = {name: page.evaluate(LISTEN, [f"/{name}", [10.0, *PLACES]]) for name in files}
        page.close()
    return told


def test_in_a_browser_any_moment_of_half_an_hour_is_where_it_is_in_an_mp3_of_one_piece(
    tmp_path: Path, browser: Browser
) -> None:
    files = _half_an_hour(tmp_path)

    told = _listened(browser, files)

    off = {}
    for name, found in told.items():
        sound = files[name][44:] if name == "sound.wav" else decoded(files[name]).tobytes()
        off[name] = [
            _landed(heard, sound, place) for heard, place in zip(found["found"][1:], PLACES, strict=True)
        ]
    assert off["sound.wav"] == pytest.approx([0.0] * len(PLACES), abs=1)
    assert off["ours.mp3"] == pytest.approx(off["once.mp3"], abs=1)
    assert max(map(abs, off["ours.mp3"])) <= 100, off
    assert told["ours.mp3"]["duration"] == pytest.approx(STRETCHES * FRAMES / FRAME_RATE, abs=0.06)
