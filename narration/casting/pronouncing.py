"""The lexicon of each voice: which entries hold for an article, what its engine gets for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from narration.casting.lexicon import Lexicon
from narration.errors import Problem, VoicesError
from narration.model import Pronunciation, Token, TokenForm
from narration.sheets import holding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from narration.model import Article, Cast, Timbre, Voice

Door = Callable[[Sequence[Token], str], Sequence[Token | Problem]]
"""What an engine makes of pronunciations in a voice: `EngineSpec.phonemes`."""

_HINT = (
    "write it in signs that the voice has, give an alias (words to say instead), "
    "or the language in which it holds"
)
_POSSESSIVES = {"en": (("ɪz", "szʃʒ"), ("s", "ptkfθx"), ("z", ""))}
"""What ’s is said like in a language, and after which sounds; the last after all others."""


class Pronouncing:
    """The lexicons of one programme."""

    def __init__(
        self,
        entries: Iterable[Pronunciation],
        article: Article,
        cast: Cast,
        doors: Mapping[str, Door | None],
        besides: Sequence[str] = (),
    ) -> None:
        """Take what holds for *article* of *entries*, of which the first for a word counts.

        Args:
            entries: those of the user first.
            article: what is read; entries for words that it does not have are left out.
            cast: who reads it.
            doors: what each engine makes of pronunciations.
            besides: other words that are said, not in the article.

        Raises:
            VoicesError: a voice of *cast* cannot say what an entry of the user asks of it.
        """
        text = _folded("\n".join([*(block.view.text for block in article.blocks), *besides]))
        held = holding(entries, article.language)
        forms = ((f, e) for e in held for f in (e, *_possessive(e, article.language)))
        self._heard = {form: entry for form, entry in forms if _folded(form.printed) in text}
        self._doors = doors
        self._lexicons: dict[tuple[str, str], Lexicon] = {}
        self._check([entry for entry in held if not entry.shipped], cast)

    def __call__(self, voice: Voice) -> Lexicon:
        """Return the lexicon of *voice*."""
        key = (voice.timbre.engine, voice.timbre.name)
        if key not in self._lexicons:
            answers = self._tokens(list(self._heard), voice.timbre)
            self._lexicons[key] = Lexicon(
                (form.printed, entry, token)
                for (form, entry), token in zip(self._heard.items(), answers, strict=True)
                if isinstance(token, Token)
            )
        return self._lexicons[key]

    def _check(self, entries: Sequence[Pronunciation], cast: Cast) -> None:
        """Have every voice of *cast* try all *entries*, whether the article has them or not."""
        timbres = {(m.voice.timbre.engine, m.voice.timbre.name): m.voice.timbre for m in cast.members}
        answers = (answer for timbre in timbres.values() for answer in self._tokens(entries, timbre))
        problems = [answer for answer in answers if isinstance(answer, Problem)]
        if problems:
            raise VoicesError(*dict.fromkeys(problems))

    def _tokens(self, entries: Sequence[Pronunciation], timbre: Timbre) -> Iterator[Token | Problem]:
        """Yield what the voice gets for each of *entries*, or why it cannot say it."""
        door = self._doors.get(timbre.engine)
        asked = {entry: token for entry in entries if (token := _asked(entry, door))}
        answers = door(list(asked.values()), timbre.name) if door and asked else list(asked.values())
        answered = dict(zip(asked, answers, strict=True))
        for entry in entries:
            answer = answered.get(entry)
            if isinstance(answer, Token):
                yield answer
            elif entry.alias and (answer is None or entry.shipped):
                yield Token(entry.alias)
            elif answer:
                yield Problem(f"{entry.printed}: {answer.message}", entry.location, _HINT)
            else:
                message = f"{entry.printed}: the engine {timbre.engine} takes no IPA"
                yield Problem(message, entry.location, "give an alias beside it: words to say instead")


def _asked(entry: Pronunciation, door: Door | None) -> Token | None:
    """Return the pronunciation of *entry* if the engine takes it, None if its alias is said."""
    if entry.ipa:
        return Token(entry.ipa, TokenForm.IPA) if door else None
    return Token(entry.phonemes, TokenForm.PHONEMES) if entry.phonemes else None


def _possessive(entry: Pronunciation, language: str) -> Iterator[Pronunciation]:
    """Yield *entry* with ’s: an engine would say the letter s after phonemes."""
    sounds = _POSSESSIVES.get(language.partition("-")[0].lower())
    if entry.ipa and sounds and entry.printed[-1].isalnum():
        said = next(said for said, after in sounds if not after or entry.ipa[-1] in after)
        alias = f"{entry.alias}’s" if entry.alias else None
        yield replace(entry, printed=f"{entry.printed}’s", ipa=entry.ipa + said, alias=alias)


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())
