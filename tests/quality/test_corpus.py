from __future__ import annotations

import os
import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.quality.corpus import FICTION, Annotated, GoldQuote, load, parse

ARTICLES = load()
PASSAGES = [*load(FICTION / "seen"), *load(FICTION / "unseen")]
SHAPES = """
according-to american appeal apposition asked broadsheet business charity colon council court
dash-dialogue documents farming feature fiction first-names foreign-names guillemets headline health
implied interrupted interview inverted late-name letters live low-high marks military namesakes nested
nicknames no-quotes obituary opinion organisations politics pronouns relative review school science
spanish sport straight-double straight-single tabloid technology theatre transcript transport unclosed
unknown-speakers unnamed weather wire
"""
OPENING = "“‘\"'«„‚`"
CLOSING = "”’\"'»“‘"
DOUBLE = re.compile(r"[“”„«»\"`]")
SINGLE = re.compile(r"(?<!\w)[‘’']+(?!\w)|‘")
"""Marks that are no apostrophe: not beside a letter or digit, or of the opening shape."""
RUN = 7
"""Words in a row that two texts share only by copying."""

annotated = pytest.mark.parametrize("article", [*ARTICLES, *PASSAGES], ids=lambda article: article.id)


def marked(article: Annotated) -> list[GoldQuote]:
    return sorted((*article.quotes, *article.optional), key=lambda quote: quote.start)


def test_there_are_at_least_sixty_articles_of_all_shapes() -> None:
    assert len(ARTICLES) >= 60
    assert {article.shape for article in ARTICLES} >= set(SHAPES.split())


def test_passages_of_novels_tell_where_they_come_from() -> None:
    assert len(PASSAGES) == 10
    for passage in PASSAGES:
        assert re.search(r"\(died 1[89]\d\d\), .+ \(1[89]\d\d\)", passage.source), passage.id
        assert 500 <= len(passage.text.split()) <= 1200, passage.id


def test_tags_give_speaker_attribution_and_kinds() -> None:
    article = parse(
        "made-up",
        "Shape: wire\nSpeaker: Ada Quill (female person) Quill\n---\n"
        "⟦Quill, pronoun, fragment or scare|“So”⟧ was ⟦title|“Ink”⟧, ⟦?, none|“they say ⟦nested|‘x’⟧.”⟧\n",
    )
    assert article.text == "“So” was “Ink”, “they say ‘x’.”\n"
    fragment, title, speech = article.quotes
    assert (fragment.start, fragment.end, fragment.kind, fragment.kind_alt) == (
        0,
        4,
        "fragment",
        ("nonspeech",),
    )
    assert (fragment.speaker, fragment.acceptable) == ("Ada Quill", ("Ada Quill", "Quill"))
    assert (title.kind, title.use, title.speaker, title.unresolved) == ("nonspeech", "title", None, False)
    assert (speech.kind, speech.speaker, speech.unresolved) == ("speech", None, True)
    assert [quote.kind for quote in article.optional] == ["nested"]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("⟦title|“Ink”", "without"),
        ("“Ink”⟧", "without"),
        ("⟦“Ink”⟧", "without"),
        ("⟦Blot, named|“Ink,”⟧ said Blot", "one speaker"),
        ("⟦shout|“Ink”⟧", "unknown kind"),
    ],
)
def test_markup_that_is_not_well_formed_is_refused(body: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse("made-up", f"Shape: wire\n---\n{body}\n")


@annotated
def test_every_quotation_mark_is_annotated_or_an_apostrophe(article: Annotated) -> None:
    rest = list(article.text)
    for quote in marked(article):
        rest[quote.start : quote.end] = "x" * (quote.end - quote.start)
    outside = "".join(rest)
    for loose in article.loose:
        assert loose in outside
        outside = outside.replace(loose, "x" * len(loose))
    assert not DOUBLE.findall(outside)
    assert not SINGLE.findall(outside)


@annotated
def test_every_quotation_is_one_paragraph_within_its_marks(article: Annotated) -> None:
    for quote in marked(article):
        text = article.text[quote.start : quote.end]
        assert "\n" not in text
        assert quote.kind == "unmarked" or text[0] in OPENING, text


@annotated
def test_a_quotation_left_open_is_continued(article: Annotated) -> None:
    for quote, following in pairwise(article.quotes):
        text = article.text[quote.start : quote.end]
        is_open = text[-1] not in CLOSING
        assert is_open == (following.attribution == "continued") or article.shape == "unclosed", text
        assert not is_open or article.shape == "unclosed" or quote.speaker == following.speaker, text


@annotated
def test_names_are_printed_in_the_article_and_belong_to_one_speaker(article: Annotated) -> None:
    printed = words(article.text)
    for speaker in article.speakers:
        for form in speaker.acceptable:
            assert set(words(form)) <= set(printed), form
    forms = [form for speaker in article.speakers for form in speaker.acceptable]
    assert len(forms) == len(set(forms))


@annotated
def test_every_speaker_speaks(article: Annotated) -> None:
    spoken = {quote.speaker for quote in marked(article)} - {None}
    assert spoken == {speaker.name for speaker in article.speakers}


@annotated
def test_he_and_she_beside_a_quotation_fit_its_speaker(article: Annotated) -> None:
    genders = {speaker.name: speaker.gender for speaker in article.speakers}
    for quote in article.quotes:
        beside = re.match(r" (he|she) (\w+)", article.text[quote.end :])
        if beside and quote.speaker and quote.use == "speech" and beside[2] in {"said", "says", "added"}:
            assert genders[quote.speaker] == {"he": "male", "she": "female"}[beside[1]], quote
            assert quote.attribution in {"pronoun", "split", "continued"}, quote


@annotated
def test_attribution_fits_kind_and_speaker(article: Annotated) -> None:
    known = {"named", "pronoun", "description", "continued", "split", "implicit", "label", "none"}
    for quote in marked(article):
        text = article.text[quote.start : quote.end]
        assert quote.attribution in known, text
        assert (quote.attribution == "none") <= (quote.speaker is None), text
        assert quote.kind != "nonspeech" or not quote.unresolved, text


def test_no_sentence_comes_from_the_development_set(request: pytest.FixtureRequest) -> None:
    gold = request.config.getoption("--gold") or os.environ.get("NARRATE_GOLD")
    if not gold:
        pytest.skip("no development set: give --gold DIR or NARRATE_GOLD")
    theirs = set().union(*(runs(path.read_text("utf-8")) for path in Path(gold).rglob("*.txt")))
    assert theirs
    for article in ARTICLES:
        assert not runs(article.text) & theirs, article.id


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
