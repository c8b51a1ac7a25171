"""Tallies that say which event they leave out: "the report did not include findings on the strike"."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.extract.events.claims import event_ids
from kg.extract.events.reading import LineReading
from kg.extract.speech.noun_phrases import Phrase, subject_before
from kg.extract.speech.voice_words import load_voice_words
from kg.extract.speech.voices import Voices
from kg.model import Figure, MentionKind, Statement
from kg.registry import Registry
from kg.vocab import Tally, Unit

_TALLIES = frozenset([Tally.PERIOD, Tally.CUMULATIVE])
_COUNTED = frozenset(
    [Unit.CIVILIANS_KILLED, Unit.CIVILIANS_HARMED, Unit.CIVILIANS_INJURED, Unit.KILLED, Unit.HARMED]
)


def find_exclusions(line: LineReading, voices: Voices) -> list[tuple[str, str]]:
    """Pairs of the speaker whose tallies leave something out, and the event left out."""
    scene = line.line.speech
    found: list[tuple[str, str]] = []
    for match in load_voice_words().excludes.finditer(scene.masked, scene.sentence.start, scene.sentence.end):
        source = subject_before(scene, scene.tokens.at(match.start()))
        speaker = _issuer(line, source, voices) if source else None
        for told, happening in line.tellings:
            if speaker is None or happening is None or happening.campaign or told.head.start < match.end():
                continue
            about = event_ids(happening).for_figures
            if about is not None:
                found.append((speaker, about))
    return found


def _issuer(line: LineReading, source: Phrase, voices: Voices) -> str | None:
    """Whose tally it is: "The figure, which the task force published, does not include ..." names it."""
    bodies = line.line.speech.names_in(source.whole, MentionKind.ORGANISATION)
    speaker = voices.speaker_of(line.line, source)
    if speaker is not None and not speaker.is_body and bodies:
        return bodies[-1].id
    return speaker.id if speaker is not None else None


def exclude(
    figures: Iterable[Figure],
    statements: Iterable[Statement],
    found: Iterable[tuple[str, str]],
    registry: Registry,
) -> tuple[Figure, ...]:
    """The figures with what their own issuer says they leave out; nobody else's figures change."""
    speakers: Mapping[str, set[str]] = _speakers(statements)
    pairs = list(found)
    result: list[Figure] = []
    for figure in figures:
        own = speakers.get(figure.id, set())
        events = sorted(
            {
                event
                for issuer, event in pairs
                if event != figure.about and any(a == issuer or registry.related(a, issuer) for a in own)
            }
        )
        counted = figure.tally in _TALLIES and figure.unit in _COUNTED
        result.append(replace(figure, excludes=tuple(events)) if counted and events else figure)
    return tuple(result)


def _speakers(statements: Iterable[Statement]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for statement in statements:
        if statement.claim is not None:
            found.setdefault(statement.claim, set()).update(
                item for item in (statement.speaker_id, statement.speaker_org_id) if item
            )
    return found
