"""Has spoken what is not in the store yet."""

from __future__ import annotations

from contextlib import closing, nullcontext
from dataclasses import replace
from textwrap import shorten
from types import MappingProxyType
from typing import TYPE_CHECKING

from narration.errors import EngineError, NarrateError, OutputError, Problem
from narration.model import Event, ignore
from narration.source import EXCERPT
from narration.synthesis.keeping import StoredClips
from narration.synthesis.plan import plan
from narration.synthesis.saying import Request
from narration.work import DOCTOR, Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence

    from narration.model import Said, Tell, Utterance
    from narration.store import Store
    from narration.synthesis.engine import EngineSpec
    from narration.synthesis.plan import Needed
    from narration.work import Executor

SAYER = "narration.synthesis.saying:Sayer"


def speak(  # noqa: PLR0913 -- each argument but two has a default
    utterances: Iterable[Utterance],
    store: Store,
    *,
    work: Executor | None = None,
    tell: Tell = ignore,
    before: Sequence[Said] = (),
    calibrations: Collection[Utterance] = (),
    engines: Mapping[str, EngineSpec] = MappingProxyType({}),
    meanwhile: Callable[[], None] = lambda: None,
) -> StoredClips:
    """Return the clips of all *utterances*; those that are not in the store are spoken first.

    Args:
        utterances: may be many times the same; each is said once.
        store: where the clips are, and are put one by one, so that a build that
            is stopped has not spoken in vain.
        work: has the processes that speak; one of our own if not given.
        tell: gets one ``planned`` (facts: spoken, reused, reasons; of those spoken, calibrations) and a
            ``spoken`` for each clip (text, voice, reason, calibration, done, total).
        before: what the earlier edition said, to tell why something is spoken again.
        calibrations: are spoken as well; nobody hears them, they show how loud each voice is.
        engines: as a person has set them; one that is not among them is as it was installed.
        meanwhile: is called when it is known what is to be said, before anything is.

    Raises:
        EngineError: an utterance did not come out as it should, as often as
            it was tried.
        OutputError: the store cannot be written.
    """
    clips = StoredClips(store, engines)
    todo = plan(utterances, clips, before, calibrations)
    measures = sum(needed.calibration for needed in todo.needed)
    counts = {"spoken": len(todo.needed), "reused": todo.reused, "calibrations": measures}
    tell(Event("planned", facts={**counts, "reasons": todo.reasons}))
    meanwhile()
    ours = Pool() if work is None else nullcontext(work)
    with ours as processes, closing(_spoken(todo.needed, clips, processes, store)) as spoken:
        for done, needed in enumerate(spoken, start=1):
            tell(Event("spoken", facts={**_facts(needed), "done": done, "total": len(todo.needed)}))
    return clips


def _spoken(
    needed: Sequence[Needed], clips: StoredClips, work: Executor, store: Store
) -> Generator[Needed, None, None]:
    """Yield what is spoken and kept, as it gets done.

    Each engine has processes of its own: what one does there, in its threads or
    to the noise of C, is never heard in the clips of another.  So has an engine
    that has changed: a process may have its old models and its old code in memory.
    """
    by_utterance: Mapping[Utterance, Needed] = {one.utterance: one for one in needed}
    by_engine: dict[str, list[Request]] = {}
    for utterance in by_utterance:
        request = _request(utterance, clips.spec(utterance), store, clips.key(utterance))
        which = f"{request.engine} {clips.fingerprint(utterance)}"
        by_engine.setdefault(which, []).append(request)
    for engine, requests in by_engine.items():
        with closing(work.do(SAYER, requests, apart=engine)) as results:
            for request, known, error in results:
                if isinstance(error, OutputError):
                    raise error
                if error:
                    raise _named(error, by_utterance[request.utterance]) from error
                clips.note(request.utterance, known)
                yield by_utterance[request.utterance]


def _request(utterance: Utterance, spec: EngineSpec, store: Store, key: str) -> Request:
    limit = spec.limit and spec.limit[0] + spec.limit[1] * len(utterance.text)
    return Request(utterance, spec.engine, spec.probes, spec.settings, store, key, limit)


def _facts(needed: Needed) -> dict[str, object]:
    utterance = needed.utterance
    return {
        "text": utterance.text,
        "voice": utterance.timbre.name,
        "reason": needed.reason,
        "calibration": needed.calibration,
    }


def _named(error: Exception, needed: Needed) -> EngineError:
    """Return *error* with the voice that it came of, and with the words if they are the article's."""
    timbre = needed.utterance.timbre
    words = "speak" if needed.calibration else f"say {shorten(needed.utterance.text, EXCERPT)!r}"
    what = f"{timbre.engine} cannot {words} in the voice {timbre.name}"
    problems = error.problems if isinstance(error, NarrateError) else (Problem(str(error), hint=DOCTOR),)
    return EngineError(*(replace(problem, message=f"{what}: {problem.message}") for problem in problems))
