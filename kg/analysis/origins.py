"""Single points of origin, single carriers: what rests on one source, what one article alone carries."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import networkx as nx

from kg.analysis.accounts import ATTRIBUTIONS, NUMBER, SUPPORTS, Account, articles_of, read_accounts
from kg.analysis.chains import ARTICLE, OUTLET, Chain, Link, chains_of
from kg.analysis.findings import End, Findings, in_order
from kg.queries import Source, Value, run

SINGLE_ORIGINS: Final = (
    "incident", "level", "part", "claimed", "rests_on", "rests_on_kind", "also_through", "articles",
    "speaker", "stance", "words", "article", "start", "end", "published", "statement", "rests_on_iri",
)  # fmt: skip
SINGLE_CARRIERS: Final = (
    "incident", "carried_by", "carrier", "part", "position", "claimed", "speaker", "stance", "words",
    "article", "start", "end", "published", "statement", "told_by", "speaker_iri", "carrier_iri",
)  # fmt: skip
_ORIGIN_ENDS: Final = (
    End(("statement",), ("words",), ("statement",)),
    End(("rests_on_iri",), ("rests_on",), ("rests_on_kind",)),
)
_CARRIER_ENDS: Final = (
    End(("carrier_iri",), ("carrier",), ("carried_by",)),
    End(("statement",), ("claimed", "words"), ("part",)),
)
_ROOT, _SINK = "claim", "nothing further"


def find_single_origins(source: Source, incident: str | None = None) -> Findings:
    """Claims of two or more articles, and incidents, whose whole support rests on one source.

    One row a supporting statement. ``rests_on`` is the source nearest to the origin without which nothing is
    left; ``also_through`` names the others that all of it passes. An incident is told by its figures and by
    what is said of strike, actor and cause.

    Raises:
        AmbiguousError: ``incident`` fits several events.
        QueryError: it fits none.
    """
    accounts = _comparable(source, incident)
    chains = chains_of(source, [item for items in accounts.values() for item in items])
    rows: list[tuple[Value, ...]] = []
    for items in accounts.values():
        support = [item for item in items if item.position == SUPPORTS]
        rows += _origin_rows("incident", support, chains)
        for group in _grouped(support, lambda item: item.content).values():
            if len(articles_of(group)) > 1:
                rows += _origin_rows("claim", group, chains)
    return Findings("single-origins", SINGLE_ORIGINS, in_order(rows), _ORIGIN_ENDS)


def find_single_carriers(source: Source, incident: str | None = None) -> Findings:
    """What only one article, or several of one origin, say of an incident that several articles tell of.

    One row a statement. Figures are the same where they count the same with the same bounds; a claim that is
    supported in one article and opposed in another counts twice. Plain claims cannot be compared.

    Raises:
        AmbiguousError: ``incident`` fits several events.
        QueryError: it fits none.
    """
    accounts = _comparable(source, incident)
    told_by: defaultdict[str, set[str]] = defaultdict(set)
    for row in run(source, "tellings", {} if incident is None else {"incident": incident}):
        told_by[str(row["incident"])].add(str(row["article"]))
    told = {name: items for name, items in accounts.items() if len(told_by[name]) > 1}
    chains = chains_of(source, [item for items in told.values() for item in items])
    rows: list[tuple[Value, ...]] = []
    for name, items in told.items():
        for group in _grouped(items, lambda item: (item.position, *item.content)).values():
            rows += _carrier_rows(group, chains, len(told_by[name]))
    return Findings("single-carriers", SINGLE_CARRIERS, in_order(rows), _CARRIER_ENDS)


def unavoidable(chains: Iterable[Chain]) -> tuple[Link, ...]:
    """The sources that every chain passes, from the page to the origin: take one away and nothing is left.

    They are the dominators of the end in the graph of all chains.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    links: defaultdict[str, set[Link]] = defaultdict(set)
    ends: list[set[str]] = []
    for chain in chains:
        before: tuple[str, ...] = (_ROOT,)
        for stage in chain.stages:
            here = tuple(link.iri for link in stage)
            for link in stage:
                links[link.iri].add(link)
            graph.add_edges_from((one, other) for one in before for other in here if one != other)
            before = here
        graph.add_edges_from((one, _SINK) for one in before)
        ends.append(set(before))
    if not ends:
        return ()
    above = nx.immediate_dominators(graph, _ROOT)
    found: list[Link] = []
    node = above[_SINK]
    while node != _ROOT:
        found.append(_as_met(links[node], last=all(node in end for end in ends)))
        node = above[node]
    return tuple(reversed(found))


def _as_met(links: Iterable[Link], *, last: bool) -> Link:
    """An outlet is met as such, and as its own voice: the latter where all chains end with it."""
    ordered = sorted(links, key=lambda link: (link.kind in (OUTLET, ARTICLE), link.kind, link.name))
    return ordered[0] if last else ordered[-1]


def _comparable(source: Source, incident: str | None) -> dict[str, list[Account]]:
    return {
        name: [item for item in items if item.part == NUMBER or item.part in ATTRIBUTIONS]
        for name, items in read_accounts(source, incident).items()
    }


def _grouped(
    accounts: Sequence[Account], key: Callable[[Account], tuple[str, ...]]
) -> Mapping[tuple[str, ...], list[Account]]:
    groups: defaultdict[tuple[str, ...], list[Account]] = defaultdict(list)
    for account in accounts:
        groups[key(account)].append(account)
    return groups


def _origin_rows(
    level: str, group: Sequence[Account], chains: Mapping[str, Chain]
) -> Iterator[tuple[Value, ...]]:
    points = unavoidable(chains[item.statement] for item in group)
    if not points:
        return
    *through, origin = points
    for item in group:
        yield (
            item.incident, level, item.part, item.claimed, origin.name, origin.kind,
            "; ".join(link.name for link in through) or None, len(articles_of(group)), item.speaker,
            item.stance, item.words, item.article, item.start, item.end, item.published, item.statement,
            origin.iri,
        )  # fmt: skip


def _carrier_rows(
    group: Sequence[Account], chains: Mapping[str, Chain], told_by: int
) -> Iterator[tuple[Value, ...]]:
    points = unavoidable(chains[item.statement] for item in group)
    alone = len(articles_of(group)) == 1
    if not alone and not points:
        return
    carrier = chains[group[0].statement].stages[0][0] if alone else points[-1]
    kind = "one article" if alone else "one outlet" if carrier.kind in (OUTLET, ARTICLE) else "one origin"
    for item in group:
        yield (
            item.incident, kind, carrier.name, item.part, item.position, item.claimed, item.speaker,
            item.stance, item.words, item.article, item.start, item.end, item.published, item.statement,
            told_by, item.speaker_iri, item.article if alone else carrier.iri,
        )  # fmt: skip
