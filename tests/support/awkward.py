"""An article with every awkward thing that readers of editions may trip over."""

# ruff: noqa: E501 - a paragraph is a line
from __future__ import annotations

HEADLINE = (
    "“Tea & <cake>”: the ferry’s 300-character headline, in which A & B <c> — “a body nobody has seen” — says at "
    "last what everybody on Lake Orrin wanted to know about fares, café prices & opening hours, "
    "about who pays, who sails, who waits; and why it’s “never, ever” been said before in so very many words today"
)

CORRECTIONS = """\
[[quote]]
text = "Tea & <cake> for all"
speaker = "A & B <c>"
"""

CROSSHEADS = 260
"""More than a table of contents can list."""

_BODY = """\
By Tamsin Vale & Jo <Orr>

The ferry's café reopened on Monday.

A spokesman for A & B <c> read out the company's answer. “Tea & <cake> for all; 1 < 2 && 3 > 2 --> true,” it said.

Ada Cole, who keeps the jetty, said: “It’s a ‘proper’ boat 🚢 – 100% & \\"sound\\".

“She is called שלום in Hebrew, مرحبا in Arabic and Привіт in Ukrainian,” she added. “]]> <!-- no comment --> &amp; &lt;b&gt;.”

Ivo Brandt was less sure. “Is it?” he asked. “‘Slow’ is what I’d call it … {{ slow }} {% slow %} ${slow}.”

She keeps an Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-to-Donaudampfschifffahrtselektrizitätenhauptbetriebswerk-timetable on the wall.

“Nobody,” said a passenger, “knows who is speaking now.”

<script>alert("no")</script> was painted on the hull; so was <b>bold</b>, </p>, and a lone " mark.

Luis FerranA & B’s <ferry> leaves the “jetty” for the first time[/caption]
"""


def article(crossheads: int = CROSSHEADS) -> str:
    """Return the text; each crosshead has a sentence under it."""
    parts = [HEADLINE, _BODY.rstrip()]
    for number in range(1, crossheads + 1):
        parts += [f"Pier {number} & <more>", "Twice a day."]
    return "\n\n".join(parts) + "\n"
