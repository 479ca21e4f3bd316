"""Utterances of these tests."""

from __future__ import annotations

from hypothesis import strategies as st

from narration.model import Timbre, Token, TokenForm, Utterance

TIMBRES = st.builds(
    Timbre,
    engine=st.sampled_from(["tone", "pyttsx3"]),
    name=st.sampled_from(["a2", "en-us+f5"]),
    rate=st.integers(80, 525),
    pitch=st.sampled_from([0, 0.0, -0.0, 1, 1.0, -2.5, 0.1 + 0.2]),
)

UTTERANCES = st.builds(
    Utterance,
    tokens=st.lists(st.builds(Token, st.text(), st.sampled_from(TokenForm)), max_size=3).map(tuple),
    language=st.sampled_from(["en", "de"]),
    timbre=TIMBRES,
)


def utterance(
    text: str,
    voice: str = "a2",
    *,
    engine: str = "tone",
    rate: int = 175,
    pitch: float = 0.0,
    language: str = "en",
) -> Utterance:
    return Utterance((Token(text),), language, Timbre(engine, voice, rate, pitch))


def spoken(
    *tokens: Token | str, voice: str = "en-us+edward", rate: int = 175, pitch: float = 0.0
) -> Utterance:
    """An utterance for the engine pyttsx3."""
    parts = tuple(Token(token) if isinstance(token, str) else token for token in tokens)
    return Utterance(parts, "en", Timbre("pyttsx3", voice, rate, pitch))
