from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from narration.attribution import Quotations
from narration.model import QuoteCorrection
from narration.source import Location
from tests.support.attribution import attributed

SCRAPS = [
    "“It leaks”",
    "“it”",
    "“…”",
    "«No,»",
    " said Ada Quill",
    " said Mr Otter",
    ". ",
    " The mill ",
    "\n\n",
    "’",
]
TEXTS = st.lists(st.sampled_from(SCRAPS), max_size=30).map(lambda scraps: "Town news\n\n" + "".join(scraps))


@given(TEXTS)
def test_every_quotation_with_words_is_found_by_its_words_those_around_and_its_occurrence(text: str) -> None:
    plain = attributed(text)
    quotations = Quotations.of(plain)
    for number, segment in enumerate(s for s in plain.segments if s.quotation):
        first = quotations.beginning(number, 8)
        before, after = quotations.around(number)
        anchor = QuoteCorrection(first, segment.speaker or "", None, Location("x", 1, 1), before, after)
        found = quotations.find(anchor)
        if first:
            assert number in found
        else:
            assert found == []
