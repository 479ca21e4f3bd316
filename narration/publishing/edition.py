"""Writes all files of an edition, or none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from narration.model import USUAL, Edition, Event, ignore
from narration.publishing import manifest, tagging
from narration.publishing.encoding import Encoded
from narration.publishing.material import Material
from narration.publishing.staging import Staging
from narration.publishing.writers import WRITERS, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from narration.errors import Problem
    from narration.model import Format, Programme, Recording, Said, Script, Tell, Timeline
    from narration.publishing.material import Leads
    from narration.store import Store
    from narration.work import Executor

KBIT = {1: 64, 2: 128}
"""Bit rate in kbit/s by channels: 0.5 MB a minute in mono, and seeking that is right to 0.1 s."""


def publish(  # noqa: PLR0913 -- it writes down what all stages before it have made
    recording: Recording,
    timeline: Timeline,
    programme: Programme,
    script: Script,
    *,
    slug: str,
    folder: Path,
    inputs: Mapping[str, str],
    store: Store,
    work: Executor,
    formats: Iterable[Format] = USUAL,
    said: Sequence[Said] = (),
    leads: Leads | None = None,
    tell: Tell = ignore,
) -> Edition:
    """Write the edition in its *formats*, and its manifest, into *folder*, made if it is not there.

    All files are made in a place of their own, and take their places at the
    end, one right after the other; those that come out as they were are left
    alone, and those that the edition no longer has are removed.  Whatever fails
    before leaves the earlier edition whole; a kill between two of them leaves
    files that the manifest does not fit, so that the next build makes the
    edition again.

    *inputs* are the SHA-256 of all that the edition is made from; *said* is every clip of it, so that the
    next build can tell why it speaks one again; *leads* is what leads in to chapters that are files.
    The *store* keeps what is encoded, *work* has the processes
    that do it.  *tell* gets ``mixed`` whenever more stretches are encoded (facts: done, total); ``warning``
    for what is left out; ``published`` at the end.

    Raises:
        OutputError: a file cannot be written; another program has it open.
        EngineError: ffmpeg is missing or failed.
    """

    def told(event: Event) -> None:
        tell(replace(event, article=slug))

    def warn(problems: Iterable[Problem]) -> None:
        for problem in problems:
            told(Event("warning", facts={"message": problem.message, "hint": problem.hint}))

    chosen = wanted(formats)
    tag, problems = tagging.tag(script.article, programme, timeline)
    warn(problems)
    encoded = Encoded(recording, store, kbit(programme, recording))
    if any(WRITERS[one].frames for one in chosen):
        total = len(timeline.stretches)
        encoded.make(work, lambda done: told(Event("mixed", facts={"done": done, "total": total})))
    material = Material(
        slug, script.article, programme, timeline, recording, tag, encoded, chosen, told, leads
    )
    name = f"{slug}.json"
    with Staging(folder, slug, manifest.before(folder, slug, slug)).opened() as staging:
        for one in chosen:
            WRITERS[one].write(material, staging)
        files = dict(staging.files)
        with staging.file(name, "application/json") as file:
            rendered = manifest.render(script, programme, timeline, said=said, inputs=inputs, files=files)
            file.writelines(rendered)
        written, left = staging.commit(name)
    warn(left)
    facts = {"folder": str(folder), "files": sorted(staging.files), "written": written}
    told(Event("published", facts=facts))
    return Edition(slug, str(folder), dict(staging.files), dict(inputs))


def kbit(programme: Programme, recording: Recording) -> int:
    """Return the bit rate of a recording in kbit/s."""
    return programme.delivery.kbit or KBIT[recording.channels]
