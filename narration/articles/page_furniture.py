"""Lists the phrases that pages print around articles."""

from __future__ import annotations

import re
from functools import cache

# One phrase a line, in lower case without punctuation; * is any words; else regular expressions.
_PHRASES = {
    "advertisement": """
        (ad|advert|advertisement|advertisements|advertising)
        (sponsored|promoted|paid|partner) content
        sponsored by *
        (story|article|text) continues (below|after)*
        * continue reading below the ad*
        scroll (down|on)? ?(to continue|for more)*
    """,
    "boilerplate": """
        (read|see|find out|learn|discover) (more|next|also)
        (read|see|find out|learn|discover) (more|next|also) *
        (see also|continue reading|keep reading|further reading)*
        (related|recommended|trending|top|latest)
        (related|recommended|trending|top|latest|popular) (articles?|stories|story|links?|content|topics?)*
        (latest|top|related) (news|reading)
        (recommended|suggested) for you
        most (read|popular|viewed|shared)*
        more (on this|on this story|stories|news|like this)
        more (from|about|on) *
        (you may|you might|you'll) (also )?like*
        what to read next
        (editor's|editors) picks?
        don't miss*
        (sign up|subscribe|register|log in|sign in)
        (sign up|subscribe|register|log in|sign in) (now|here|today|free|to|for) *
        (sign up|subscribe|register) (now|here|today|free)
        get (our|the|your|all the|more) *(newsletters?|inbox|app|alerts?|emails?)*
        (join|become) (our|a) *(community|channel|members?|group|supporters?)*
        newsletters?
        (download|get) (our|the) app*
        already a (subscriber|member)*
        share
        share (this|on|via|your|article|story|page)*
        (save|print|email|tweet|comments?|copy link|facebook|twitter|whatsapp|messenger|linkedin|reddit)
        (tweet|print|email|save) this*
        \\d+ (comments?|shares?)
        comments? \\d+
        (leave|add|post|view|show|read) (a|all|the|your) comments?*
        have your say*
        (follow|like|find|join) *(facebook|twitter|instagram|threads|bluesky|youtube|tiktok|linkedin|on x)*
        (watch|listen|click|tap|swipe) (now|here|below|live|again|above)*
        (watch|listen to|see) (the|our) (full )?(video|clip|episode|podcast|gallery|interview)*
        (do you have|have you got|got) (a|any) (story|news|tip|comment)*
        (email|contact|write to) (us|the newsroom|our newsroom) *
        copyright *
        all rights reserved*
        (abstract|full text)
        (document|load date) *\\d*
        \\d+ ?(min|mins|minute|minutes) read
        (an?|\\d+) (minutes?|hours?|days?) ago
        (skip|jump|back) to (main content|content|navigation|the top|top)
        (view|open|see) (full size|gallery|image)( in gallery)?*
        image \\d+ of \\d+
        (next|previous) (article|story)
        (show|load) more
        (please )?enable javascript*
        this (content|video) is not available*
        (we|this site) uses? cookies*
        accept (all )?cookies*
    """,
    "staff credit": """
        (additional )?(reporting|editing|research) by *
        (writing|production) by *
        contributing [^.]*
        * contributed (to this|reporting)*
    """,
}

LONGEST = 300
"""Characters: a longer block is an article's own."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, _pattern(phrases)) for reason, phrases in _PHRASES.items())


def _pattern(phrases: str) -> re.Pattern[str]:
    lines = (re.sub(r"(?<!\])\*", ".*", line.strip()) for line in phrases.strip().splitlines())
    return re.compile("|".join(lines))


def furniture(folded: str) -> str | None:
    """Return what kind of page furniture a folded text is as a whole, None if it is none."""
    if len(folded) > LONGEST:
        return None
    return next((reason for reason, pattern in _patterns() if pattern.fullmatch(folded)), None)
