"""Reads what is said of each incident: one account a statement, with the content of its claim."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.analysis.facts import Properties, first, labels, properties, shared_agents
from kg.queries import Result, Source, Value, run
from kg.vocab import (
    OA,
    P_ALLEGED_ACTOR,
    P_EVIDENCE,
    P_MEANS,
    P_QUALIFIER,
    P_STANCE,
    P_TOPIC,
    P_UNIT,
    RDF,
    SCHEMA,
    SKOS,
    UNNAMED_SOURCE,
)

ATTRIBUTIONS: Final = ("strike", "responsibility", "cause")
NUMBER: Final = "number"
SUPPORTS, OPPOSES = "supports", "opposes"
_CLAIM: Final = (
    P_UNIT, P_QUALIFIER, P_TOPIC, P_ALLEGED_ACTOR, P_MEANS, P_EVIDENCE,
    SCHEMA + "minValue", SCHEMA + "maxValue",
)  # fmt: skip
_STATEMENT: Final = (P_STANCE, SCHEMA + "startDate", SCHEMA + "endDate")


@dataclass(frozen=True, slots=True)
class Account:
    """One statement about an incident. ``part`` and ``claimed`` are as in the saved query dispute-map.

    ``counted`` is what a figure counts whoever is counted, ``min`` and ``max`` its bounds; days are None
    where they are not known. An actor that is not named ("his forces") may be anybody's in another article.
    """

    incident: str
    part: str
    position: str
    claimed: str
    speaker: str
    speaker_iri: str
    stance: str
    words: str
    article: str
    start: int
    end: int
    published: date | None
    said_from: date | None
    said_to: date | None
    statement: str
    claim: str
    actor: str | None
    means: str | None
    counted: str | None
    min: Value
    max: Value
    resolved: str
    claim_basis: str
    actor_is_named: bool = True

    @property
    def content(self) -> tuple[str, ...]:
        """What is claimed, so that two articles can say the same; a plain claim is like no other."""
        if self.part in ATTRIBUTIONS:
            return self.part, self.actor or "", self.means or ""
        if self.part != NUMBER:
            return self.part, self.claim
        unbounded = self.min is None and self.max is None
        printed = self.claimed.casefold() if unbounded else ""
        return NUMBER, self.counted or "", str(self.min), str(self.max), printed

    @property
    def rank(self) -> tuple[str, str, int, int, str]:
        """Earliest published first, those without a day last: which of several stands for all."""
        day = "9999-12-31" if self.published is None else self.published.isoformat()
        return day, self.article, self.start, self.end, self.statement


def read_accounts(source: Source, incident: str | None = None) -> dict[str, list[Account]]:
    """All accounts by incident, each list in the order of rank; of one incident where it is given.

    Raises:
        AmbiguousError: ``incident`` fits several events.
        QueryError: it fits none.
    """
    answer = run(source, "accounts", {} if incident is None else {"incident": incident})
    reader = _Reader(source, answer)
    found: defaultdict[str, list[Account]] = defaultdict(list)
    for row in answer:
        account = reader.account(row)
        found[account.incident].append(account)
    return {name: sorted(accounts, key=lambda item: item.rank) for name, accounts in sorted(found.items())}


class _Reader:
    """Adds to the rows of the query what would cost it an OPTIONAL each."""

    def __init__(self, source: Source, answer: Result) -> None:
        self._claims = properties(source, answer.column("claim"), _CLAIM)
        self._statements = properties(source, answer.column("statement"), _STATEMENT)
        stances = {first(self._statements, node, P_STANCE) for node in self._statements}
        self._broader = properties(source, stances, (SKOS + "broader",))
        units = self._all(P_UNIT)
        self._units = properties(source, units, (SKOS + "broader",))
        self._printed = printed_words(source, self._claims)
        named = [*units, *stances, *(first(self._broader, node, SKOS + "broader") for node in stances)]
        for name in (P_QUALIFIER, P_TOPIC, P_ALLEGED_ACTOR, P_MEANS):
            named += self._all(name)
        self._labels = labels(source, named)
        agents = [*answer.column("speaker_iri"), *self._all(P_ALLEGED_ACTOR)]
        self._shared = shared_agents(source, agents)
        kinds = properties(source, self._all(P_ALLEGED_ACTOR), (RDF + "type",))
        self._unnamed = {node for node, of in kinds.items() if UNNAMED_SOURCE in of[RDF + "type"]}

    def account(self, row: Mapping[str, Value]) -> Account:
        claim, statement, speaker = (str(row[name]) for name in ("claim", "statement", "speaker_iri"))
        stance = first(self._statements, statement, P_STANCE)
        broader = first(self._broader, stance, SKOS + "broader")
        part, claimed = self._content(claim, str(row["about"]))
        actor, unit = first(self._claims, claim, P_ALLEGED_ACTOR), first(self._claims, claim, P_UNIT)
        counted = first(self._units, unit, SKOS + "broader") or unit
        said = (first(self._statements, statement, SCHEMA + name) for name in ("startDate", "endDate"))
        said_from, said_to = (day_of(value) for value in said)
        return Account(
            incident=str(row["incident"]),
            part=part,
            position=self._label(broader or stance),
            claimed=claimed,
            speaker=str(row["speaker"]),
            speaker_iri=self._shared.get(speaker, speaker),
            stance=str(row["stance"]),
            words=str(row["words"]),
            article=str(row["article"]),
            start=int(str(row["start"])),
            end=int(str(row["end"])),
            published=day_of(row["published"]),
            said_from=said_from,
            said_to=said_to,
            statement=statement,
            claim=claim,
            actor=None if actor is None else self._shared.get(str(actor), str(actor)),
            means=self._label(first(self._claims, claim, P_MEANS)) or None,
            counted=None if counted is None else str(counted),
            min=first(self._claims, claim, SCHEMA + "minValue"),
            max=first(self._claims, claim, SCHEMA + "maxValue"),
            resolved=str(row["resolved"]),
            claim_basis=str(row["claim_basis"]),
            actor_is_named=str(actor) not in self._unnamed,
        )

    def _content(self, claim: str, about: str) -> tuple[str, str]:
        name = {key: self._label(first(self._claims, claim, key)) for key in _CLAIM[:5]}
        if name[P_UNIT]:
            hedge = f"({name[P_QUALIFIER]}, {name[P_UNIT]})"
            return NUMBER, " ".join(filter(None, (self._printed.get(claim), hedge)))
        if name[P_TOPIC]:
            return name[P_TOPIC], ""
        actor = name[P_ALLEGED_ACTOR]
        part = "strike" if about == "strike" else "responsibility" if actor else "cause"
        return part, ": ".join(filter(None, (actor, name[P_MEANS])))

    def _label(self, node: Value) -> str:
        return "" if node is None else self._labels.get(str(node), str(node))

    def _all(self, name: str) -> list[Value]:
        return [value for of in self._claims.values() for value in of.get(name, ())]


def printed_words(source: Source, claims: Properties) -> dict[str, str]:
    """The printed words of each figure among the claims."""
    spans = {claim: first(claims, claim, P_EVIDENCE) for claim, of in claims.items() if P_UNIT in of}
    selectors = properties(source, spans.values(), (OA + "hasSelector",))
    quotes = [value for of in selectors.values() for value in of[OA + "hasSelector"]]
    exact = properties(source, quotes, (OA + "exact",))
    return {
        claim: str(first(exact, selector, OA + "exact"))
        for claim, span in spans.items()
        for selector in selectors.get(str(span), {}).get(OA + "hasSelector", ())
        if str(selector) in exact
    }


def earliest(accounts: Iterable[Account]) -> Account:
    """The account that stands for all of them."""
    return min(accounts, key=lambda account: account.rank)


def articles_of(accounts: Sequence[Account]) -> set[str]:
    """The articles that carry them."""
    return {account.article for account in accounts}


def day_of(value: Value) -> date | None:
    """The day, where it is one."""
    return value if isinstance(value, date) else None


def is_topic(part: str) -> bool:
    """True for the part of a plain claim, which has a topic and no content that can be compared."""
    return part != NUMBER and part not in ATTRIBUTIONS
