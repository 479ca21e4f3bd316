from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings

from narration.model import Format
from narration.publishing.page import layout, printing, reading
from narration.publishing.transcript import printed
from narration.sheets import EditionEntry, VoicesSheet
from tests.casting.scripts import script
from tests.casting.strategies import scripts
from tests.casting.test_laws import sheets
from tests.support.pages import Element, material, programme, read

TALK = """\
headline: The ferry returns

byline: Tamsin Vale

[Ada Brook: “We left,”] she said, [+Ada Brook: “at dawn.] [+Ada Brook: It rained.”]

[Ada Brook: “Then we came back.]

[+Ada Brook: “It was late.”]

heading: A new timetable

Nobody knew. [?: “Who knows?”]

[?: “I do,”] said another.

[?: “And I.”]

caption: The jetty
"""


def _page(written: str = TALK, sheet: VoicesSheet | None = None, **article: str) -> Element:
    told = script(written, **article)
    return read(b"".join(reading.render(material(told, programme(told, sheet)))))


def _words(page: Element) -> list[str]:
    return [one.text for one in page.sentences()]


def _markup(written: str, sheet: VoicesSheet | None = None) -> str:
    """The article of the page as it is written, without the announcements."""
    told = script(written)
    page = b"".join(reading.render(material(told, programme(told, sheet)))).decode()
    lines = page[page.index("<article") : page.index("</article>")].splitlines()[1:]
    return "\n".join(line for line in lines if not re.match('<(p|h2) class="ours', line))


@settings(max_examples=60)
@given(scripts(), sheets)
def test_both_pages_give_back_the_printed_words_in_order(told: object, sheet: VoicesSheet) -> None:
    made = programme(told, sheet)  # type: ignore[arg-type]
    if not made.passages:
        return
    used = material(told, made)  # type: ignore[arg-type]

    for render in (reading.render, printing.render):
        page = read(b"".join(render(used)))

        assert _words(page) == [layout.text(printed(passage)) for passage in made.passages]
        [article] = page.all("article")
        whole = "".join(
            one.text
            for one in article.all("h1", "h2", "p", "figcaption")
            if not one.all("p") and one.sentences()
        )
        assert "".join(whole.split()) == "".join("".join(map(printed, made.passages)).split())


@settings(max_examples=60)
@given(scripts(), sheets)
def test_a_space_stands_between_sentences_where_the_article_has_one(told: object, sheet: VoicesSheet) -> None:
    made = programme(told, sheet)  # type: ignore[arg-type]
    source = told.article.source.text  # type: ignore[attr-defined]
    found = [
        one
        for part in layout.parts(told.article, made)  # type: ignore[attr-defined]
        for paragraph in part.paragraphs
        for run in paragraph.runs
        for one in run.sentences
    ]

    assert [one.number for one in found] == list(range(len(made.passages)))
    for before, after in pairwise(found):
        left, right = made.passages[before.number], made.passages[after.number]
        if left.block == right.block is not None:
            ends = [wording.printed.end for wording in left.wordings if wording.printed]
            starts = [wording.printed.start for wording in right.wordings if wording.printed]
            between = source[ends[-1] : starts[0]]
            assert after.space == (" " if any(map(str.isspace, between)) else "")
        else:
            assert after.space == ""


def test_words_of_a_speaker_are_in_a_quotation_with_their_name() -> None:
    assert _markup(TALK) == (
        "<header>\n"
        '<h1><span id="s0">The ferry returns</span></h1>\n'
        '<p class="byline"><span id="s1"><i class="ours">By </i>Tamsin Vale</span></p>\n'
        "</header>\n"
        '<p><b class="who v1"><bdi>Ada Brook</bdi>:</b>&nbsp;'
        '<q class="v1"><span id="s3">“We left,”</span></q>'
        ' <span id="s4">she said,</span> <b class="who v1"><bdi>Ada Brook</bdi>:</b>&nbsp;<q class="v1">'
        '<span id="s5">“at dawn.</span> <span id="s6">It rained.”</span></q></p>\n'
        '<blockquote class="v1">\n'
        '<p class="by"><b class="who v1"><bdi>Ada Brook</bdi>:</b></p>\n'
        '<p><span id="s7">“Then we came back.</span></p>\n'
        '<p><span id="s8">“It was late.”</span></p>\n'
        "</blockquote>\n"
        '<h2><span id="s9"><i class="ours">Section: </i>A new timetable</span></h2>\n'
        '<p><span id="s10">Nobody knew.</span> <b class="who v0"><bdi>Unknown speaker</bdi>:</b>&nbsp;'
        '<q class="v0"><span id="s11">“Who knows?”</span></q></p>\n'
        '<p><b class="who v0"><bdi>Unknown speaker</bdi>:</b>&nbsp;<q class="v0">'
        '<span id="s12">“I do,”</span></q> <span id="s13">said another.</span></p>\n'
        '<blockquote class="v0">\n'
        '<p class="by"><b class="who v0"><bdi>Unknown speaker</bdi>:</b></p>\n'
        '<p><span id="s14">“And I.”</span></p>\n'
        "</blockquote>\n"
        '<figure><figcaption><span id="s16">The jetty</span></figcaption></figure>'
    )


def test_two_unknown_speakers_are_not_one() -> None:
    page = _page("[?: “I did.”]\n\n[?: “I did not.”]")

    assert len(page.all("blockquote")) == 2


def test_an_article_without_quotations_has_no_speakers_but_the_narrator() -> None:
    page = _page("headline: Rain\n\nIt rained. It stopped.")

    assert page.all("blockquote", "q") == []
    speakers = page.all("ul")[0]
    assert [one.text for one in speakers.all("li")] == ["Narrator: all words without a line under them"]


def test_words_of_ours_are_told_apart() -> None:
    page = _page("headline: Rain\n\nIt rained.\n\ncaption: A cloud", VoicesSheet())

    ours = [one.text for one in page.all("i") if one.attributes["class"] == "ours"]
    assert ours == [
        "Read by synthetic voices, not by the people quoted.",
        "Picture captions",
        "End of article.",
    ]
    assert [one.attributes.get("class") for one in page.all("article")[0].all("h2")] == ["ours"]


def test_an_article_without_a_headline_has_a_title_that_is_ours() -> None:
    page = _page("It rained.")

    [title] = page.all("h1")
    assert (title.text, title.attributes["class"]) == ("Opening", "ours")


def test_names_and_words_cannot_break_the_page() -> None:
    name = "A & B <c>"
    told = script(f"headline: “<script>” & ‘</script>’\n\n[{name}: “</article><!-- --> &amp;”] he said.")
    made = programme(told)

    page = read(b"".join(reading.render(material(told, made))))

    assert _words(page)[0] == "“<script>” & ‘</script>’"
    assert "“</article><!-- --> &amp;”" in _words(page)
    [legend] = [one for one in page.all("bdi") if "who" in one.attributes.get("class", "")]
    assert legend.children == [name]
    assert len(page.all("script")) == 2
    data = json.loads("".join(map(str, page.all("script")[1].children)))
    assert data["title"] == "“<script>” & ‘</script>’"


def test_words_from_right_to_left_find_their_own_way() -> None:
    page = _page("headline: Rain\n\nThe sign says [Ada Brook: “שלום, world”] in blue.\n\nIt rained.")

    assert [one.attributes.get("dir") for one in page.all("p", "q") if one.sentences()][1:4] == [
        "auto",
        "auto",
        None,
    ]


def test_the_article_has_its_language_and_our_words_have_theirs() -> None:
    page = _page("headline: Regen\n\nEs regnete.", language="de")

    assert page.all("html")[0].attributes["lang"] == "en"
    assert page.all("article")[0].attributes["lang"] == "de"
    assert page.all("title")[0].attributes["lang"] == "de"


def test_a_page_knows_when_each_sentence_begins_and_how_long_it_is_silent_before() -> None:
    page = _page("headline: Rain\n\nIt rained. It stopped.")

    data = json.loads("".join(map(str, page.all("script")[1].children)))
    assert data["starts"] == [1000, 3000, 5000, 7000, 9000]
    assert data["leads"] == [150] * 5
    assert data["edition"].startswith("ferry ")


def test_chapters_are_links_to_their_first_sentences() -> None:
    page = _page()

    [chapters] = page.all("ol")
    assert [(a.attributes["href"], a.text) for a in chapters.all("a")] == [
        ("#s0", "The ferry returns"),
        ("#s9", "A new timetable"),
        ("#s15", "Picture captions"),
    ]
    assert [one.text for one in chapters.all("span")] == ["0:01", "0:19", "0:31"]


def test_a_page_leads_to_the_other_forms_that_are_made() -> None:
    told = script(TALK)
    formats = (Format.MP3, Format.VTT, Format.HTML, Format.PRINT)

    page = read(b"".join(reading.render(material(told, programme(told), formats))))

    links = [one.attributes["href"] for one in page.all("a") if not one.attributes["href"].startswith("#")]
    assert links == ["ferry.mp3", "ferry.vtt", "ferry.print.html"]


@pytest.mark.parametrize("render", [reading.render, printing.render])
def test_a_page_lets_nothing_work_but_what_it_holds(render: object) -> None:
    told = script(TALK)

    page = read(b"".join(render(material(told, programme(told)))))  # type: ignore[operator]

    [policy] = [
        one.attributes["content"]
        for one in page.all("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for name in ("style", "script"):
        found = [one for one in page.all(name) if one.attributes.get("type") != "application/json"]
        digests = [hashlib.sha256(str(one.children[0]).encode()).digest() for one in found]
        wanted = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
        assert rules.get(f"{name}-src", "").split() == wanted
    assert all("style" not in one.attributes for one in page._inside())


def test_a_page_asks_nobody_for_anything() -> None:
    told = script(TALK)
    page = b"".join(reading.render(material(told, programme(told)))).decode()

    assert re.findall(r"https?:|//[a-z]|url\(|@import", page) == []


def test_an_article_of_ordinary_length_makes_a_small_page() -> None:
    """1,300 words in 100 sentences, a third of them somebody's."""
    words = "The old ferry came round the headland at noon and nobody said a word."
    block = f"{words} {words}\n\n[Ada Brook: “{words}”] she said.\n\n[Ada Brook: “{words}”]\n\n"
    told = script("headline: The ferry returns\n\n" + block * 25)

    size = sum(map(len, reading.render(material(told, programme(told)))))

    assert size < 40_000


def test_large_print_has_no_script() -> None:
    told = script(TALK)

    page = read(b"".join(printing.render(material(told, programme(told)))))

    assert page.all("script", "audio", "button") == []
    style = str(page.all("style")[0].children[0])
    assert int(re.findall(r"font:(\d+)pt", style)[0]) >= 18


def test_fragments_that_are_read_by_their_speaker_are_theirs() -> None:
    sheet = VoicesSheet(edition=EditionEntry(fragments="speaker"))

    page = _page("It was a [~Ada Brook: “bold step”] for her. [Ada Brook: “Yes,”] she said.", sheet)

    assert [one.text for one in page.all("q")] == ["“bold step”", "“Yes,”"]
