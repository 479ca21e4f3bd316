"""What may stand in the files people write: each key with its rule, as data."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.model import USUAL, BlockKind, Format, Gender, Pauses, Use
from narration.sheets.presets import PRESETS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


PLACES = ("title", "byline", "date", "publisher")
"""What an announcement may say of the article, in braces."""

_PLACE = re.compile(rf"\{{(?:{'|'.join(PLACES)})\}}")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be."""

    expected: str
    """As in “expected …”."""
    fits: Callable[[object], bool]
    options: tuple[str, ...] = ()
    """The words to choose from, if those are all."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its rule, and what the reference says of it."""

    rule: Rule
    meaning: str
    default: str = ""

    @property
    def expected(self) -> str:
        """As in “expected …”."""
        return self.rule.expected

    @property
    def options(self) -> tuple[str, ...]:
        """The words to choose from, if those are all."""
        return self.rule.options

    def fits(self, value: object) -> bool:
        """Return whether *value* obeys the rule."""
        return self.rule.fits(value)


def whole(low: int, high: int) -> Rule:
    """Return the rule of a whole number between bounds."""
    expected = f"a whole number from {low} to {high:,}"
    return Rule(expected, lambda v: isinstance(v, int) and not isinstance(v, bool) and low <= v <= high)


def number(low: float, high: float, unit: str = "a number") -> Rule:
    """Return the rule of a number between bounds."""

    def fits(value: object) -> bool:
        return (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and math.isfinite(value)
            and low <= value <= high
        )

    return Rule(f"{unit} from {low:g} to {high:g}", fits)


def semitones(low: int, high: int) -> Rule:
    """Return the rule of a shift of pitch."""
    return number(low, high, "semitones")


def choice(*options: str) -> Rule:
    """Return the rule of one word out of several."""
    quoted = [f'"{option}"' for option in options]
    expected = f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    return Rule(expected, lambda v: isinstance(v, str) and v in options, options)


def several(*options: str) -> Rule:
    """Return the rule of a list of some words."""
    expected = f"a list of {', '.join(options[:-1])} or {options[-1]}"
    return Rule(expected, lambda v: isinstance(v, list) and bool(v) and all(one in options for one in v))


flag = Rule("true or false", lambda v: isinstance(v, bool))
text = Rule("text", lambda v: isinstance(v, str))
template = Rule(
    f"text, in braces only {', '.join(f'{{{name}}}' for name in PLACES)}",
    lambda v: isinstance(v, str) and not re.search(r"[{}]", _PLACE.sub("", v)),
)
words = Rule("words", lambda v: isinstance(v, str) and bool(v.strip()))
names = Rule(
    'a list of names, ["…", "…"]', lambda v: isinstance(v, list) and all(words.fits(name) for name in v)
)

_gender = choice(*Gender)
genders = Rule(
    'a table of voices, { Ann = "female" }',
    lambda v: isinstance(v, dict) and all(words.fits(n) and _gender.fits(one) for n, one in v.items()),
)

KINDS: Mapping[str, Rule] = MappingProxyType(
    {
        "words": words,
        "list": names,
        "genders": genders,
        "seconds": number(1, 55, "seconds"),  # a process that speaks is taken for hung after 60
        "share": number(0, 1),
    }
)
"""What ``[engines.NAME]`` may say, by the kind that an engine names."""

language = Rule(
    'a language, as "en" or "en-GB"',
    lambda v: isinstance(v, str) and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", v) is not None,
)

VOICE: Mapping[str, Key] = MappingProxyType(
    {
        "engine": Key(words, "speech engine", "the narrator's, else `pyttsx3`"),
        "voice": Key(words, "name of the voice, as `narrate voices` lists it", "by rule"),
        "rate": Key(whole(80, 525), "words a minute", "the narrator's, else 175"),
        "pitch": Key(semitones(-12, 12), "semitones up or down from the voice's own pitch", "0"),
        "volume": Key(number(-24, 12, "dB"), "dB louder or softer than everybody else", "0"),
        "pan": Key(number(-1, 1), "place from -1 (left) to 1 (right); any but 0 makes the MP3 stereo", "0"),
    }
)
"""Of ``[narrator]``, ``[unattributed]``, ``[headings]``, ``[captions]``."""

SPEAKER: Mapping[str, Key] = MappingProxyType(
    {
        **VOICE,
        "aliases": Key(names, "other names of the same person in articles", "[]"),
        "gender": Key(
            choice(*Gender), "which voices fit, whatever the article shows of the person", "by the article"
        ),
    }
)
"""Of ``[speakers."Full Name"]``."""

_PAUSES = {
    "sentence": "between sentences",
    "paragraph": "between paragraphs",
    "same_speaker": "between paragraphs of one speaker",
    "turn_in": "inside a sentence, before the speaker's words",
    "turn_back": "inside a sentence, back to the narrator",
    "fragment": "around a few quoted words that are read apart from their sentence",
    "turn": "where the voice changes between paragraphs",
    "before_heading": "before a crosshead",
    "after_heading": "after a crosshead",
    "headline": "after the headline",
    "caption": "between picture captions",
}

PAUSES: Mapping[str, Key] = MappingProxyType(
    {
        name: Key(whole(0, 10_000), f"{meaning}, in ms", str(getattr(Pauses(), name)))
        for name, meaning in _PAUSES.items()
    }
)

EDITION: Mapping[str, Key] = MappingProxyType(
    {
        "captions": Key(
            choice("end", "announce", "skip"),
            "picture captions in a last chapter, announced in place, or left out",
            "`end`",
        ),
        "heading_label": Key(text, "said before each crosshead; empty for nothing", "`Section`"),
        "opening": Key(
            template,
            "said after headline and byline; empty for nothing",
            "`Read by synthetic voices, not by the people quoted.`",
        ),
        "closing": Key(template, "said last; empty for nothing", "`End of article.`"),
        "speed": Key(number(0.5, 3), "times the rate of every voice", "1"),
        "chapters": Key(
            choice("auto", "headings", "none"),
            "at crossheads and where speakers divide a long stretch, at crossheads, or only at the captions",
            "`auto`",
        ),
        "loudness": Key(number(-30, -15, "LUFS"), "loudness of the MP3 in LUFS", "the preset's, else -19"),
        "preset": Key(choice(*PRESETS), "the form in which the MP3 is handed over, see below", "none"),
        "heading_speed": Key(number(0.5, 1.5), "times the rate of headings without a `rate`", "0.92"),
        "earcons": Key(flag, "a short tone before each crosshead", "false"),
        "fragments": Key(
            choice("narrator", "speaker", "marked"), "who reads a few quoted words, see below", "`narrator`"
        ),
        "quotes": Key(choice("none", "scare", "all"), "which quotation marks are said", "`none`"),
        "stereo": Key(flag, "each speaker has a place between left and right; the MP3 is stereo", "false"),
        "word_times": Key(flag, "the transcript tells when each word begins, see below", "false"),
        "formats": Key(several(*Format), "what is made, see [outputs](outputs.md)", f"`{json.dumps(USUAL)}`"),
    }
)

PRONUNCIATION: Mapping[str, Key] = MappingProxyType(
    {
        "ipa": Key(words, "how it is said, in the International Phonetic Alphabet"),
        "alias": Key(words, "words to say instead; beside `ipa`, for engines that take none"),
        "phonemes": Key(words, "how it is said, in the notation of the speech engine"),
        "language": Key(language, "language of the articles in which it holds", "all"),
    }
)
"""Of a word's table in ``[lexicon]``."""

LEXICON: Mapping[str, Key] = MappingProxyType(
    {
        "files": Key(names, "more lexicons: TOML or PLS files, by their paths from this file", "[]"),
        "shipped": Key(flag, "whether narrate's own lexicon counts, after yours", "true"),
    }
)
"""What stands in ``[lexicon]`` beside words."""

SHEET = (
    *("narrator", "unattributed", "speakers", "headings", "captions"),
    *("pauses", "lexicon", "edition", "engines"),
)
"""The tables of voices.toml."""

QUOTE: Mapping[str, Key] = MappingProxyType(
    {
        "text": Key(words, "first words of the quotation"),
        "before": Key(text, "words before it, to tell it from others that begin alike"),
        "after": Key(text, "words behind it, for the same"),
        "occurrence": Key(whole(1, 10_000), "which of those that fit equally well"),
        "speaker": Key(text, "who says it; empty for nobody known"),
        "use": Key(choice(*Use), "what the quotation marks are for"),
        "doubtful": Key(flag, "that nobody has looked at it yet"),
    }
)
"""Of ``[[quote]]``."""

MERGED: Mapping[str, Key] = MappingProxyType(
    {
        "name": Key(words, "a person of the article"),
        "aliases": Key(names, "other names of the same person in the article"),
        "same_as": Key(words, "the name by which that person goes"),
    }
)
"""Of ``[[speaker]]``."""

PERSON: Mapping[str, Key] = MappingProxyType(
    {
        **VOICE,
        "aliases": Key(names, "other names of the same person in articles", "[]"),
        "gender": Key(choice(*Gender), "what pronouns mean them, and which voices fit", "by the article"),
        "role": Key(text, "who they are, in the script", "by the article"),
    }
)
"""Of ``[people."Full Name"]``."""

PARAGRAPH: Mapping[str, Key] = MappingProxyType(
    {
        "text": Key(words, "first words of the paragraph"),
        "kind": Key(choice(*BlockKind), "what it is"),
    }
)
"""Of ``[[paragraph]]``."""
