"""Reads the chain of sources behind each statement: outlet, carriers, speaker, release, cited sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.analysis.accounts import Account, day_of
from kg.analysis.facts import first, labels, properties, shared_agents
from kg.queries import Source, Value, run
from kg.vocab import (
    P_CITING,
    P_SAID_IN,
    P_SPEAKER,
    P_SPEAKER_RESOLUTION,
    P_VIA,
    RDF,
    REPRINT,
    SCHEMA,
    Resolution,
)

OUTLET, ARTICLE, REPRINT_KIND, CARRIER = "outlet", "article", "shared copy", "carrier"
SPEAKER, OWN_VOICE, RELEASE, CITED = "speaker", "own voice", "release or briefing", "cited source"
_PUBLISHER: Final = SCHEMA + "publisher"


@dataclass(frozen=True, slots=True)
class Link:
    """One source at its place in a chain."""

    kind: str
    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Chain:
    """One statement and, from the page to the origin, the stages of its chain; a stage has one link or more.

    The links of one stage stand beside each other: the graph does not say in which order two carriers came.
    """

    statement: str
    words: str
    article: str
    start: int
    end: int
    published: date | None
    stages: tuple[tuple[Link, ...], ...]


def chains_of(source: Source, accounts: Iterable[Account]) -> dict[str, Chain]:
    """The chains of these statements, by statement."""
    known = {account.statement: account for account in accounts}
    reader = _Reader(source, known, {account.article for account in known.values()})
    found: dict[str, Chain] = {}
    for name, item in sorted(known.items()):
        stages = reader.stages(name, item.article)
        place = item.words, item.article, item.start, item.end, item.published
        found[name] = Chain(name, *place, stages)
    return found


def all_chains(source: Source) -> dict[str, Chain]:
    """The chains of all statements of the store, about whatever they are."""
    rows = {
        str(row["statement"]): row for row in run(source, "chains-of-sources") if row["link"] == "speaker"
    }
    reader = _Reader(source, rows, {str(row["article"]) for row in rows.values()})
    return {name: _chain(name, row, reader) for name, row in sorted(rows.items())}


def _chain(name: str, row: Mapping[str, Value], reader: "_Reader") -> Chain:
    article, start, end = str(row["article"]), int(str(row["start"])), int(str(row["end"]))
    published = day_of(row["published"])
    return Chain(name, str(row["words"]), article, start, end, published, reader.stages(name, article))


class _Reader:
    def __init__(self, source: Source, statements: Iterable[str], articles: Iterable[str]) -> None:
        wanted = (P_VIA, P_SPEAKER, P_CITING, P_SAID_IN, P_SPEAKER_RESOLUTION)
        articles = set(articles)
        self._known = properties(source, statements, wanted)
        self._articles = properties(source, articles, (_PUBLISHER, SCHEMA + "headline"))
        nodes = {value for of in self._known.values() for values in of.values() for value in values}
        nodes |= {first(self._articles, article, _PUBLISHER) for article in articles}
        self._shared = shared_agents(source, nodes)
        self._names = labels(source, {*nodes, *self._shared.values()})
        releases = {value for of in self._known.values() for value in of.get(P_SAID_IN, ())}
        kinds = properties(source, releases, (RDF + "type",))
        self._copies = {node for node, of in kinds.items() if REPRINT in of[RDF + "type"]}

    def stages(self, statement: str, article: str) -> tuple[tuple[Link, ...], ...]:
        """The stages that are there, from the page inwards."""
        said_in = self._known.get(statement, {}).get(P_SAID_IN, ())
        resolved = first(self._known, statement, P_SPEAKER_RESOLUTION)
        own = str(resolved).endswith(f"#{Resolution.VOICE_OF_THE_ARTICLE}")
        found = (
            (self._outlet(article),),
            tuple(self._link(REPRINT_KIND, node) for node in said_in if node in self._copies),
            self._links(statement, P_VIA, CARRIER),
            self._links(statement, P_SPEAKER, OWN_VOICE if own else SPEAKER),
            tuple(self._link(RELEASE, node) for node in said_in if node not in self._copies),
            self._links(statement, P_CITING, CITED),
        )
        return tuple(stage for stage in found if stage)

    def _outlet(self, article: str) -> Link:
        publisher = first(self._articles, article, _PUBLISHER)
        if publisher is not None:
            return self._link(OUTLET, publisher)
        headline = first(self._articles, article, SCHEMA + "headline")
        return Link(ARTICLE, article, str(headline or article))

    def _links(self, statement: str, name: str, kind: str) -> tuple[Link, ...]:
        values = self._known.get(statement, {}).get(name, ())
        return tuple(self._link(kind, value) for value in values)

    def _link(self, kind: str, node: Value) -> Link:
        iri = self._shared.get(str(node), str(node))
        return Link(kind, iri, self._names.get(iri) or self._names.get(str(node)) or iri)


def steps(chain: Chain) -> Iterator[tuple[Link, Link]]:
    """Each link of a stage with each of the next: the first rests on the word of the second.

    An outlet that speaks in its own voice rests on itself, which is no step.
    """
    for stage, following in zip(chain.stages, chain.stages[1:], strict=False):
        for one in stage:
            for other in following:
                if one.iri != other.iri:
                    yield one, other
