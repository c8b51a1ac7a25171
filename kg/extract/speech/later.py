"""Speakers who are named only after they have spoken: "a spokesman said ...", later "Colonel Roe"."""

from collections.abc import Iterator
from dataclasses import replace

from kg import ids
from kg.extract.speech.voice_words import load_voice_words
from kg.model import Span, Statement
from kg.vocab import Resolution

_REACH = 3  # attributed passages in which the name must follow


def name_later(statements: tuple[Statement, ...], key: str) -> tuple[Statement, ...]:
    """Statements of "a spokesman" given to the one spokesman whom the next passages name; else unchanged.

    The reading is marked as an anaphor with its rule; where two people share the role, nothing is guessed.
    """
    roles = load_voice_words().later_roles
    if all(statement.speaker.lower() not in roles for statement in statements):
        return statements
    named = {
        role: {s.speaker_id for s in statements if s.resolved == Resolution.NAMED and _is_named(s, role)}
        for role in roles
    }
    result = list(statements)
    for index, statement in enumerate(statements):
        role = next((r for r in roles if statement.speaker.lower() == r), None)
        if role is None or len(named[role]) != 1:
            continue
        found = next((s for s in _after(statements, index) if s.speaker_id in named[role]), None)
        if found is not None:
            result[index] = _given(statement, found, key)
    return tuple(result)


def _after(statements: tuple[Statement, ...], index: int) -> Iterator[Statement]:
    """The statements of the passages that follow, as far as a name is looked for."""
    passages: set[Span] = set()
    for place in range(index + 1, len(statements)):
        statement = statements[place]
        if statement.passage != statements[index].passage:
            passages.add(statement.passage)
            if len(passages) > _REACH:
                return
            yield statement


def _is_named(statement: Statement, role: str) -> bool:
    return role in (statement.role or "").lower() and statement.speaker.lower() != role


def _given(statement: Statement, found: Statement, key: str) -> Statement:
    claim_id = statement.claim or ids.span_id("claim", statement.start, statement.end)
    return replace(
        statement,
        id=ids.statement_id(
            statement.start,
            statement.end,
            key=key,
            speaker_id=found.speaker_id,
            stance=statement.stance,
            claim_id=claim_id,
        ),
        speaker=found.speaker,
        speaker_id=found.speaker_id,
        speaker_org=found.speaker_org,
        speaker_org_id=found.speaker_org_id,
        role=found.role,
        resolved=Resolution.ANAPHOR,
        rule=f"{statement.rule}-by-named-later",
        confidence=round(statement.confidence - 0.1, 2),
    )
