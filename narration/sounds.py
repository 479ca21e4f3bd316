"""From a programme to its sound: has it spoken, arranged and levelled, with what leads in to its chapters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from narration import mixing, publishing, synthesis
from narration.model import ignore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from narration.model import Job, LeadIns, Programme, Recording, Said, Tell
    from narration.publishing import Leads
    from narration.studio import Studio
    from narration.synthesis import EngineSpec


@dataclass(frozen=True)
class Sound:
    """How to make the sound of a programme."""

    recording: Recording
    said: Sequence[Said]
    """Every clip of it."""
    leads: Leads | None
    """What leads in to its chapters, if anything does."""


def make(  # noqa: PLR0913, PLR0917 -- all that is decided before
    job: Job,
    programme: Programme,
    led: LeadIns | None,
    engines: dict[str, EngineSpec],
    studio: Studio,
    told: Tell = ignore,
) -> Sound:
    """Say *programme*, and what leads in to its chapters; return how to make the sound of both.

    Raises:
        EngineError: something cannot be said, or a voice is silent.
        OutputError: the store cannot be written.
    """
    parts = [programme, led.programme] if led else [programme]
    utterances = [passage.utterance for part in parts for passage in part.passages]
    names = synthesis.StoredClips(studio.store, engines)
    unmeasured = [one for part in parts for one in mixing.unmeasured(part, names, studio.store)]
    clips = synthesis.speak(
        utterances,
        studio.store,
        work=studio.work,
        tell=told,
        before=publishing.earlier(job.folder, job.slug),
        calibrations=unmeasured,
        engines=engines,
        meanwhile=publishing.prepare,
    )
    timeline = mixing.arrange(programme, clips)
    mix = mixing.record(programme, timeline, clips, studio.store, studio.work, told)
    leads = None
    if led:
        when = mixing.arrange(led.programme, clips, closing=mixing.TAIL)
        beside = mixing.record_beside(mix, led.programme, when, studio.store, studio.work)
        leads = publishing.Leads(beside, led.chapters)
    calibrations = dict.fromkeys(one for part in parts for one in mixing.calibrations(part))
    return Sound(mix, [clips.said(utterance) for utterance in (*utterances, *calibrations)], leads)
