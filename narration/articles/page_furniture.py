"""Lists the phrases that pages print around articles."""

from __future__ import annotations

import re
from functools import cache

_SHARED = (
    r"share|save|print|e-?mail|tweet|x|comments?|copy link|facebook|twitter|whatsapp|messenger"
    r"|linkedin|reddit|pinterest|bluesky|flipboard"
)
"""Labels of the buttons under a headline."""

_SINCE = r"(an?|\d+) (seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?)"

# One phrase a line, in lower case without punctuation; * is any words, SHARED a button, SINCE a time; else a
# regular expression.
_PHRASES = {
    "advertisement": r"""
        (ad|advert|advertisement|advertisements|advertising)
        (sponsored|promoted|paid|partner) content
        sponsored by \w+( \w+){0,3}
        (story|article|text) continues (below|after)*
        * continue reading below the ad*
        scroll (down|on)? ?(to continue|for more)*
    """,
    "boilerplate": r"""
        (read|see|find out|learn|discover) (more|next|also)
        (related|recommended|trending|top|latest)
        (latest|top|related) (news|reading)
        (recommended|suggested) for you
        (more on|topics?|tags)
        more (on this|on this story|stories|news|like this)
        what to read next
        (editor's|editors) picks?
        (sign up|subscribe|register|log in|sign in)( now| here| today| free)?
        (sign up|subscribe|register|log in|sign in) (to|for) (our|get|receive|continue|read|comment|your)*
        (sign up|subscribe) (to|for) *\b(newsletters?|briefing|podcast|channel|alerts?|emails?)\b*
        (sign up|subscribe) (to|for) *\b(edition|digest|bulletin|our)\b*
        get (our|the|your|all the|more) *\b(newsletters?|inbox|app|alerts?|emails?)\b*
        join our *
        become a (member|subscriber|supporter)*
        newsletters?
        (download|get) (our|the) app
        already a (subscriber|member)*
        (SHARED)( (SHARED)){0,9}
        share (with|full|the full)( (article|story|page|post))?
        about sharing
        share (this|your|the) (article|story|page|post|views|thoughts)*
        share (on|via|by) *
        share this( with)?( (SHARED)){0,9}
        (tweet|print|email|save) this( article| story| page)?
        \d+ (comments?|shares?)
        comments? \d+
        (leave|add|post|view|show|read) (a|all|the|your) comments?*
        (what do you think )?have your say*
        (what do you think )?(let us know|tell us) (below|in the comments)*
        (privacy|cookies?) (policy|notice|settings)|terms( (of use|of service|and conditions))?|contact( us)?
        about us|advertise( with us)?|accessibility( statement)?|sitemap|careers
        view (this|the) (email|newsletter|message|it)? ?(in|on) (your|a|the) (browser|web)*
        unsubscribe*
        manage (your )?(preferences|subscriptions?)*
        you( are|'re)? (are )?(receiving|received|getting|got) this (email|newsletter|message)*
        (enjoyed|enjoying|like) (this|what you read)( email| newsletter)?( please)? (forward|share)*
        (forward|send) (this|it)( email| newsletter)? to *
        ends?|notes? ends?|more follows|30
        (you can )?follow * on (facebook|twitter|x|instagram|threads|bluesky|youtube|tiktok|linkedin)\b*
        (like|find|join|follow) us*
        (watch|listen|click|tap|swipe) (now|here|below|live|again|above)*
        (watch|listen to|see) (the|our) (full )?(video|clip|episode|podcast|gallery|interview)*
        (do you have|have you got|got) (a|any) (story|news|tip|comment)*
        (email|contact|write to) (us|the newsroom|our newsroom) *
        copyright( \d{4}*)?
        all rights reserved*
        (abstract|full text)
        (document|load date) *\d*
        \d+ ?(min|mins|minute|minutes) read
        ((first|last) )?((published|updated|posted|modified|edited) )?(SINCE) ago
        (skip|jump|back) to (main content|content|navigation|the top|top)
        (view|open|see) (full size|gallery|image)( in gallery)?*
        image \d+ of \d+
        (next|previous) (article|story)
        (show|load) more
        (please )?enable javascript*
        this (content|video) is not available*
        (we|this site) uses? cookies*
        accept (all )?cookies*
    """,
    "invitation": r"""
        (sign up|subscribe|register) (to|for) *
        follow * for (more|the latest|all the|news|updates)\b*
        (send|share|tell)( us)? your (story|stories|news|views|photos?|pictures|videos?|tips|questions)\b*
        (get|receive) *\bin your inbox\b*
        *\b(sign up|subscribe|register) (here|now|today|below)\b*
    """,
    "related link": r"""
        (read|see|find out|learn|discover) (more|next|also) *
        (see also|continue reading|keep reading|further reading)*
        (related|recommended|trending|top|latest|popular) (articles?|stories|story|links?|content|topics?)*
        most (read|popular|viewed|shared)*
        more (from|about|on) *
        (you may|you might|you'll) (also )?like*
        don't miss*
    """,
}

LONGEST = 300
"""Characters: a longer block is an article's own."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, _pattern(phrases)) for reason, phrases in _PHRASES.items())


def _pattern(phrases: str) -> re.Pattern[str]:
    lines = (
        line.strip().replace("*", ".*").replace("SHARED", _SHARED).replace("SINCE", _SINCE)
        for line in phrases.strip().splitlines()
    )
    return re.compile("|".join(lines))


def furniture(folded: str) -> str | None:
    """Return what kind of page furniture a folded text is as a whole, None if it is none."""
    if len(folded) > LONGEST:
        return None
    return next((reason for reason, pattern in _patterns() if pattern.fullmatch(folded)), None)
