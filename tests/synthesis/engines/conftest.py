"""What the contract of engines is tried on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from narration.model import Timbre, Token, Utterance
from narration.store import Store
from narration.synthesis import find, speak
from tests.synthesis.engines.contract import TEXT

if TYPE_CHECKING:
    from narration.synthesis import EngineSpec, StoredClips


@pytest.fixture(scope="class")
def spec(request: pytest.FixtureRequest) -> EngineSpec:
    return find(request.cls.name)


@pytest.fixture(scope="class")
def plain(spec: EngineSpec) -> Utterance:
    return Utterance((Token(TEXT),), "en", Timbre(spec.name, spec.traits[0].name))


@pytest.fixture(scope="class")
def variations(plain: Utterance, spec: EngineSpec) -> dict[str, Utterance]:
    """The plain utterance, said otherwise."""
    timbre = plain.timbre

    def varied(**changes: object) -> Utterance:
        return replace(plain, timbre=replace(timbre, **changes))

    return {
        "plain": plain,
        "fast": varied(rate=260),
        "slow": varied(rate=120),
        "high": varied(pitch=min(4.0, spec.reach.pitch[1])),
        "low": varied(pitch=max(-4.0, spec.reach.pitch[0])),
        **{traits.name: varied(name=traits.name) for traits in spec.traits},
    }


@pytest.fixture(scope="class")
def clips(
    spec: EngineSpec, variations: dict[str, Utterance], tmp_path_factory: pytest.TempPathFactory
) -> StoredClips:
    return speak(variations.values(), Store(tmp_path_factory.mktemp("cache")), engines={spec.name: spec})
