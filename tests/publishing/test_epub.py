from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narration.mixing import arrange, record
from narration.model import Event, Format, Frames, Ms, Pauses, Pronunciation
from narration.publishing import publish
from narration.publishing.clock import milliseconds
from narration.publishing.epub.chapters import LEAD, clock
from narration.publishing.page import layout
from narration.publishing.transcript import printed
from narration.sheets import VoicesSheet, pls
from tests.casting.scripts import script as written_script
from tests.casting.strategies import scripts
from tests.casting.test_laws import programme as arranged
from tests.casting.test_laws import sheets
from tests.support import books
from tests.support.listening import decoded, heard
from tests.support.programmes import NOTES, Here, Hums, Shelf, passage, programme, script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from narration.model import Programme, Script
    from tests.support.books import Book

TALK = """\
headline: The ferry returns

byline: Tamsin Vale

[Ada Brook: “We left,”] she said, [+Ada Brook: “at dawn.] [+Ada Brook: It rained.”]

[Ada Brook: “Then we came back.]

[+Ada Brook: “It was late.”]

heading: A new timetable

Nobody knew. [?: “Who knows?”]

caption: The jetty
"""

HUMMED = programme(
    passage("N", 900, text="Ada said:"),
    passage("A", 700, text="“We left.”", block=1),
    passage("B", 800, text="“We stayed.”", block=2),
    passage("N", 600, text="It rained.", block=2),
    chapters=(0, 2),
)


def _book(
    folder: Path,
    written: str = TALK,
    sheet: VoicesSheet | None = None,
    events: list[Event] | None = None,
    **article: str,
) -> Book:
    told = written_script(written, **article)
    tell = (events if events is not None else []).append
    return books.read(books.written(folder, told, arranged(told, sheet or VoicesSheet()), tell=tell))


def _published(folder: Path, talk: Programme = HUMMED, **article: str) -> Path:
    clips = Hums()
    mix = record(talk, arrange(talk, clips), clips, Shelf(), Here())
    told = script(**article)
    publish(
        mix,
        mix.timeline,
        talk,
        told,
        slug="ferry",
        folder=folder,
        inputs={},
        store=Shelf(),
        work=Here(),
        formats=[Format.EPUB],
    )
    return folder / "ferry.epub"


def _markup(book: Book, number: int) -> str:
    """What stands in the section of a chapter."""
    text = book.files[f"EPUB/chapter-{number:03}.xhtml"].decode()
    return text[text.index("<section") : text.index("</section>")].split("\n", 1)[1]


@settings(max_examples=60, deadline=None)
@given(scripts(), sheets)
def test_a_book_gives_back_the_printed_words_in_order(told: Script, sheet: VoicesSheet) -> None:
    made = arranged(told, sheet)
    if not made.passages:
        return
    with TemporaryDirectory() as folder:
        book = books.read(books.written(Path(folder), told, made))

    sentences = {name: words for one in book.documents for name, words in one.sentences.items()}
    expected = {f"s{n}": layout.text(printed(passage)) for n, passage in enumerate(made.passages)}
    assert list(sentences.items()) == list(expected.items())
    whole = "".join(document.text for document in book.documents)
    assert "".join(whole.split()) == "".join("".join(expected.values()).split())


@settings(max_examples=60, deadline=None)
@given(scripts(), sheets)
def test_every_moment_of_the_sound_belongs_to_one_sentence(told: Script, sheet: VoicesSheet) -> None:
    made = arranged(told, sheet)
    if not made.passages:
        return
    with TemporaryDirectory() as folder:
        book = books.read(books.written(Path(folder), told, made))

    when = books.timeline(made)
    assert len(book.documents) == len(made.chapters)
    for document, mark in zip(book.documents, when.marks, strict=True):
        assert [par.text for par in document.overlay] == list(document.sentences)
        edges = [0, *(par.end for par in document.overlay)]
        assert [par.begin for par in document.overlay] == edges[:-1]
        assert edges[-1] == document.duration == milliseconds(Frames(mark.end - mark.start))
        for par in document.overlay:
            cue = when.cues[int(par.text[1:])]
            start, end = milliseconds(cue.start) - milliseconds(mark.start), milliseconds(cue.end)
            assert par.begin <= start
            assert end - milliseconds(mark.start) <= par.end
    assert [books.ms(one) for one in book.meta("media:duration")] == [sum(d.duration for d in book.documents)]


def test_a_sentence_begins_in_the_silence_before_it_never_in_the_words_before(tmp_path: Path) -> None:
    talk = programme(
        *(passage("N", ms, block=n) for n, ms in enumerate([500, 500])),
        *(passage("N", 500, block=1) for _ in range(2)),
        pauses=Pauses(sentence=Ms(50)),
    )
    when = arrange(talk, Hums())
    [document] = books.read(_published(tmp_path, talk)).documents

    for par, before, cue in zip(document.overlay[1:], when.cues, when.cues[1:], strict=False):
        assert par.begin == milliseconds(max(before.end, Frames(cue.start - LEAD)))
        assert par.begin < milliseconds(cue.start)
    assert document.overlay[-1].begin == milliseconds(when.cues[-2].end), "the pause is shorter than the lead"


def test_what_an_overlay_plays_is_the_voice_of_its_sentence(tmp_path: Path) -> None:
    book = books.read(_published(tmp_path))

    assert len(book.documents) == 2
    played = []
    for document in book.documents:
        samples = decoded(document.sound)
        assert document.duration == milliseconds(Frames(len(samples)))
        for par in document.overlay:
            clip = samples[par.begin * 441 // 10 : par.end * 441 // 10]
            played.append("".join(dict.fromkeys(heard(clip, NOTES).replace(".", ""))))
    assert played == ["N", "A", "B", "N"]


@given(st.integers(0, 400 * 3_600_000))
def test_clock_values_are_exact(ms: int) -> None:
    assert books.ms(clock(Ms(ms))) == ms


def test_the_same_programme_gives_the_same_bytes(tmp_path: Path) -> None:
    first = _published(tmp_path / "one").read_bytes()

    assert _published(tmp_path / "two").read_bytes() == first


def test_another_content_is_another_book(tmp_path: Path) -> None:
    def name(folder: str, talk: Programme = HUMMED, **article: str) -> str:
        [found] = books.read(_published(tmp_path / folder, talk, **article)).meta("dc:identifier")
        return found

    names = {
        name("a"),
        name("b", title="The ferry stays"),
        name("c", byline="By Jo Orr"),
        name("d", replace(HUMMED, passages=(passage("N", 901, text="Ada said:"), *HUMMED.passages[1:]))),
        name(
            "e", replace(HUMMED, passages=(replace(HUMMED.passages[0], speaker=None), *HUMMED.passages[1:]))
        ),
    }

    assert len(names) == 4, "the first and the last are the same"
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", one) for one in names)


def test_the_container_begins_with_what_it_is_and_nothing_in_it_is_compressed(tmp_path: Path) -> None:
    path = _published(tmp_path)

    assert path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    with ZipFile(path) as file:
        entries = file.infolist()
    assert all(one.compress_type == ZIP_STORED for one in entries)
    assert {one.date_time for one in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(one.create_system, one.flag_bits) for one in entries} == {(3, 0)}
    assert [one.filename for one in entries] == [
        "mimetype",
        "META-INF/container.xml",
        "EPUB/style.css",
        *(f"EPUB/chapter-{n:03}.{kind}" for n in (1, 2) for kind in ("xhtml", "smil", "mp3")),
        "EPUB/nav.xhtml",
        "EPUB/package.opf",
    ]


def test_words_of_a_speaker_stand_behind_their_name(tmp_path: Path) -> None:
    book = _book(tmp_path)

    assert _markup(book, 1) == (
        '<h1><span id="s0">The ferry returns</span></h1>\n'
        '<p class="byline"><span id="s1"><i class="ours">By </i>Tamsin Vale</span></p>\n'
        '<p class="ours notice"><span id="s2"><i class="ours">Read by synthetic voices, not by the people '
        "quoted.</i></span></p>\n"
        '<p><b class="who v1"><bdi>Ada Brook</bdi>:</b>&#160;<span class="said v1">'
        '<span id="s3">“We left,”</span></span> <span id="s4">she said,</span> '
        '<b class="who v1"><bdi>Ada Brook</bdi>:</b>&#160;<span class="said v1">'
        '<span id="s5">“at dawn.</span> <span id="s6">It rained.”</span></span></p>\n'
        '<blockquote class="v1">\n'
        '<p class="by"><b class="who v1"><bdi>Ada Brook</bdi>:</b></p>\n'
        '<p><span id="s7">“Then we came back.</span></p>\n'
        '<p><span id="s8">“It was late.”</span></p>\n'
        "</blockquote>\n"
    )
    assert _markup(book, 2) == (
        '<h2><span id="s9"><i class="ours">Section: </i>A new timetable</span></h2>\n'
        '<p><span id="s10">Nobody knew.</span> <b class="who v0" lang="en" xml:lang="en"><bdi>Unknown speaker'
        '</bdi>:</b>&#160;<span class="said v0"><span id="s11">“Who knows?”</span></span></p>\n'
    )
    assert _markup(book, 3).startswith('<h2 class="ours"><span id="s12"><i class="ours">Picture captions</i>')


def test_a_space_stands_between_sentences_where_the_article_has_one(tmp_path: Path) -> None:
    book = _book(tmp_path, "He cried: [Ada Brook: “Go.”]and left. [Ada Brook: “Gone.] [+Ada Brook: Far.”]")

    assert (
        "\nHe cried: \N{NO-BREAK SPACE}“Go.”and left. \N{NO-BREAK SPACE}“Gone. Far.”\n"
        in book.documents[0].text
    )
    assert "\n水来。他走。\n" in _book(tmp_path, "水来。他走。").documents[0].text


def test_a_quotation_that_goes_on_in_the_next_chapter_is_two(tmp_path: Path) -> None:
    talk = programme(passage("A"), passage("A", block=1), passage("A", block=2), chapters=(0, 1))

    first, second = books.read(_published(tmp_path, talk)).documents

    assert (list(first.sentences), list(second.sentences)) == (["s0"], ["s1", "s2"])
    for document in (first, second):
        assert len(list(document.root.iter(f"{{{books.NAMES['x']}}}blockquote"))) == 1


def test_chapters_are_in_the_table_of_contents_in_order(tmp_path: Path) -> None:
    book = _book(tmp_path, "headline: A & B\n\nheading: “<c>”\n\nOne.\n\nheading: Two\n\nThree.")

    contents, landmarks = book.nav.iter(f"{{{books.NAMES['x']}}}nav")
    links = [(one.get("href"), one.text) for one in contents.iter(f"{{{books.NAMES['x']}}}a")]
    assert links == [
        ("chapter-001.xhtml", "A & B"),
        ("chapter-002.xhtml", "“<c>”"),
        ("chapter-003.xhtml", "Two"),
    ]
    assert [contents.get(f"{books.OPS}type"), landmarks.get(f"{books.OPS}type")] == ["toc", "landmarks"]
    assert [one.get(f"{books.OPS}type") for one in landmarks.iter(f"{{{books.NAMES['x']}}}a")] == [
        "toc",
        "bodymatter",
    ]
    titles = [document.root.findtext("x:head/x:title", "", books.NAMES) for document in book.documents]
    assert titles == [title for _, title in links]


def test_a_book_of_255_chapters_is_whole(tmp_path: Path) -> None:
    talk = programme(*(passage("N", 20, block=n) for n in range(255)), chapters=tuple(range(255)))

    book = books.read(books.written(tmp_path, script(), talk))

    assert len(book.documents) == 255
    assert [document.name for document in book.documents] == sorted(one.name for one in book.documents)


def test_it_says_whose_it_is_and_that_the_voices_are_synthetic(tmp_path: Path) -> None:
    article = {
        "byline": "By Jo & Ann Orr",
        "date": "3 May 2024",
        "publisher": "The <Lake> Post",
        "title": "A & B",
    }

    book = _book(tmp_path, language="en-GB", **article)

    assert book.meta("dc:title") == ["A & B"]
    assert book.meta("dc:creator") == ["Jo & Ann Orr"]
    assert book.meta("dc:contributor") == book.meta("media:narrator") == ["Synthetic voices"]
    assert book.meta("dc:publisher") == ["The <Lake> Post"]
    assert book.meta("dc:source") == ["The <Lake> Post, 3 May 2024"]
    assert book.meta("dc:date") == ["2024-05-03"]
    assert book.meta("dcterms:modified") == ["2024-05-03T00:00:00Z"]
    assert book.meta("dc:language") == ["en-GB"]
    assert {document.root.get(books.LANG) for document in book.documents} == {"en-GB"}
    assert "synthetic voices" in book.meta("dc:description")[0]


def test_what_an_article_does_not_say_is_left_out(tmp_path: Path) -> None:
    book = _book(tmp_path, "Words.", language="")

    assert book.meta("dc:title")[0].strip()
    assert book.meta("dc:language") == ["und"]
    assert book.meta("dcterms:modified") == ["1980-01-01T00:00:00Z"]
    for name in ("dc:creator", "dc:publisher", "dc:date", "dc:source"):
        assert book.meta(name) == []


def test_an_address_is_the_source_and_its_host_the_publisher(tmp_path: Path) -> None:
    book = _book(tmp_path, publisher="https://lake.example/a?b=1&c=2", date="3/4/2024")

    assert book.meta("dc:source") == ["https://lake.example/a?b=1&c=2"]
    assert book.meta("dc:publisher") == ["lake.example"]
    assert book.meta("dc:date") == []


def test_it_says_to_whom_it_is_accessible_and_claims_no_conformance(tmp_path: Path) -> None:
    book = _book(tmp_path)

    assert book.meta("schema:accessMode") == ["textual", "auditory"]
    assert book.meta("schema:accessModeSufficient") == ["textual,auditory", "textual", "auditory"]
    assert "synchronizedAudioText" in book.meta("schema:accessibilityFeature")
    assert book.meta("schema:accessibilityHazard") == ["none"]
    assert "not assessed by a person" in book.meta("schema:accessibilitySummary")[0]
    assert book.meta("dcterms:conformsTo") == book.meta("a11y:certifiedBy") == []


@given(
    title=st.text(min_size=1, max_size=20),
    words=st.text(min_size=1, max_size=40),
    name=st.text(min_size=1, max_size=20),
    language=st.sampled_from(["en", "ar", "he-IL"]),
)
@settings(max_examples=80, deadline=None)
def test_no_word_breaks_the_markup(title: str, words: str, name: str, language: str) -> None:
    spoken = replace(passage("A", text=words, block=1), speaker=name)
    talk = programme(passage("N", text=title), spoken)
    talk = replace(talk, chapters=(replace(talk.chapters[0], title=title),))
    told = script(title=title, byline=name, publisher=name, language=language)

    with TemporaryDirectory() as folder:
        book = books.read(books.written(Path(folder), told, talk))

    [document] = book.documents
    assert document.sentences == {"s0": layout.text(title), "s1": layout.text(words)}
    shown = [one.text for one in document.root.iter(f"{{{books.NAMES['x']}}}bdi")]
    assert shown == [layout.text(name)]
    assert book.meta("dc:title")[0].strip()


def test_a_language_that_is_written_from_right_to_left_turns_the_pages_that_way(tmp_path: Path) -> None:
    book = _book(tmp_path, language="he")

    spine = book.package.find("o:spine", books.NAMES)
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"
    assert {document.root.get("dir") for document in book.documents} == {"rtl"}


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"\xff\xd8\xff\xe0...", "cover.jpg", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n...", "cover.png", "image/png"),
    ],
)
def test_a_picture_is_its_cover(tmp_path: Path, data: bytes, name: str, kind: str) -> None:
    (tmp_path / "picture").write_bytes(data)

    book = books.read(_published(tmp_path / "out", image="picture", name=str(tmp_path / "ferry.txt")))

    assert book.files[f"EPUB/{name}"] == data
    [cover] = book.package.findall(".//o:item[@properties='cover-image']", books.NAMES)
    assert (cover.get("href"), cover.get("media-type")) == (name, kind)


LEXICON = (
    Pronunciation("Orrin", "Orrun", "ˈɒɹɪn"),
    Pronunciation("wren", "renn & co", "ɹɛn"),
    Pronunciation("WHO", phonemes="h'u:"),
    Pronunciation("elsewhere", "else where"),
)


def test_the_lexicon_that_was_used_is_in_the_book(tmp_path: Path) -> None:
    events: list[Event] = []
    book = _book(tmp_path, "Wren’s is Orrin’s wren. WHO knows?", VoicesSheet(lexicon=LEXICON), events)

    (tmp_path / "found.pls").write_bytes(book.files["EPUB/lexicon.pls"])
    found = [(entry.printed, entry.alias, entry.ipa) for entry in pls.read(tmp_path / "found.pls")]
    assert found == [("Wren", "renn & co", "ɹɛn"), ("Orrin", "Orrun", "ˈɒɹɪn"), ("wren", "renn & co", "ɹɛn")]
    for document in book.documents:
        [link] = document.root.findall("x:head/x:link[@rel='pronunciation']", books.NAMES)
        assert (link.get("href"), link.get("type")) == ("lexicon.pls", "application/pls+xml")
    assert "ttsMarkup" in book.meta("schema:accessibilityFeature")
    assert books.warnings(events) == ["the lexicon in the EPUB leaves out what has no notation in PLS: WHO"]


def test_a_book_without_words_said_otherwise_has_no_lexicon(tmp_path: Path) -> None:
    events: list[Event] = []
    book = _book(tmp_path, TALK, VoicesSheet(lexicon=LEXICON[3:]), events)

    assert "ttsMarkup" not in book.meta("schema:accessibilityFeature")
    assert not any(name.endswith(".pls") for name in book.names)
    assert b"pronunciation" not in book.files["EPUB/chapter-001.xhtml"]
    assert events == []


class Long:
    """Half a minute of frames for each stretch, 64 MB in all."""

    channels = 1
    kbit = 64

    def stretches(self, indices: Iterable[int]) -> Iterator[bytes]:
        for _ in range(256):
            yield bytes(262_144)


def test_sound_is_never_held_whole(tmp_path: Path) -> None:
    tracemalloc.start()
    try:
        path = books.written(tmp_path, script(), programme(passage("N")), Long())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert path.stat().st_size > 64_000_000
    assert peak < 8_000_000
