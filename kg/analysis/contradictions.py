"""The dispute network: who contradicts whom about what, incident by incident, in which words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.analysis.accounts import OPPOSES, SUPPORTS, Account, read_accounts
from kg.analysis.facts import Bodies, properties
from kg.analysis.findings import End, Findings, in_order
from kg.analysis.matters import Matters, Rivals
from kg.queries import Source, Value
from kg.vocab import P_RIVAL_TO

COLUMNS: Final = (
    "incident", "kind", "match", "part", "claimed", "speaker", "stance", "words", "article", "start", "end",
    "published", "statement", "other_part", "other_claimed", "other_speaker", "other_stance", "other_words",
    "other_article", "other_start", "other_end", "other_published", "other_statement", "statements",
    "other_statements", "speaker_iri", "other_speaker_iri", "claim",
)  # fmt: skip
_ENDS: Final = (
    End(("speaker_iri",), ("speaker",), ("speaker",)),
    End(("other_speaker_iri", "claim"), ("other_speaker", "claimed"), ("speaker", "claim")),
)
OPPOSED: Final = "opposes"
UNANSWERED: Final = "opposes what nobody here says"

_Key = tuple[str, str, str, tuple[str, ...], str, tuple[str, ...]]


@dataclass(slots=True)
class _Sides:
    """The statements on both sides of one edge."""

    one: set[Account] = field(default_factory=set)
    other: set[Account] = field(default_factory=set)


def find_disputes(source: Source, incident: str | None = None) -> Findings:
    """One row a pair of speakers and contents; each side is shown by its earliest statement.

    ``statements`` and ``other_statements`` say how many stand behind each side; kg query dispute-map lists
    them. Who opposes what nobody in the store says has a row without another side.

    Raises:
        AmbiguousError: ``incident`` fits several events.
        QueryError: it fits none.
    """
    by_incident = read_accounts(source, incident)
    everything = [account for accounts in by_incident.values() for account in accounts]
    matters = Matters(Bodies(source), rival_figures(source, everything))
    rows = [row for accounts in by_incident.values() for row in _rows(accounts, matters)]
    return Findings("disputes", COLUMNS, in_order(rows), _ENDS)


def rival_figures(source: Source, accounts: Sequence[Account]) -> Rivals:
    """The pairs of figures among the accounts that the store has as rivals, in both orders."""
    known = properties(source, {account.claim for account in accounts}, (P_RIVAL_TO,))
    pairs = {(one, str(other)) for one, of in known.items() for other in of[P_RIVAL_TO]}
    return pairs | {(other, one) for one, other in pairs}


def _rows(accounts: Sequence[Account], matters: Matters) -> Iterator[tuple[Value, ...]]:
    supporting = [account for account in accounts if account.position == SUPPORTS]
    opposing = [account for account in accounts if account.position == OPPOSES]
    edges: defaultdict[_Key, _Sides] = defaultdict(_Sides)
    answered: set[Account] = set()
    for one in opposing:
        for other in supporting:
            match = matters.contradicts(one, other)
            if match is not None:
                answered.add(one)
                _add(edges, OPPOSED, match, one, other)
    for number, one in enumerate(supporting):
        for other in supporting[number + 1 :]:
            kind = matters.rival(one, other)
            if kind is not None:
                _add(edges, kind, "", *sorted((one, other), key=lambda item: (item.speaker_iri, item.rank)))
    for (kind, match, *_), sides in edges.items():
        yield _row(kind, match, sides)
    alone: defaultdict[tuple[str, tuple[str, ...]], _Sides] = defaultdict(_Sides)
    for one in opposing:
        if one not in answered:
            alone[one.speaker_iri, one.content].one.add(one)
    for sides in alone.values():
        yield _row(UNANSWERED, "", sides)


def _add(edges: defaultdict[_Key, _Sides], kind: str, match: str, one: Account, other: Account) -> None:
    sides = edges[kind, match, one.speaker_iri, one.content, other.speaker_iri, other.content]
    sides.one.add(one)
    sides.other.add(other)


def _row(kind: str, match: str, sides: _Sides) -> tuple[Value, ...]:
    one = min(sides.one, key=lambda account: account.rank)
    other = min(sides.other, key=lambda account: account.rank) if sides.other else None
    return (
        one.incident,
        kind,
        match or None,
        *_side(one),
        *((None,) * 10 if other is None else _side(other)),
        len(sides.one),
        len(sides.other),
        one.speaker_iri,
        None if other is None else other.speaker_iri,
        one.claim,
    )


def _side(account: Account) -> tuple[Value, ...]:
    return (
        account.part,
        account.claimed or None,
        account.speaker,
        account.stance,
        account.words,
        account.article,
        account.start,
        account.end,
        account.published,
        account.statement,
    )
