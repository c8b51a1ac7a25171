"""Keeps the ledger: the totals of each issuer as series, and what arithmetic makes of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.ids import short_hash
from kg.registry import Registry
from kg.resolve.arithmetic import Derivation
from kg.resolve.bases import Basis, basis_of, group
from kg.resolve.issuers import counting_body
from kg.resolve.origins import body_of
from kg.resolve.reckoning import News, reckon
from kg.resolve.releases import wider_nouns
from kg.resolve.results import Communication
from kg.resolve.tallies import Entry, Series, TallyTold
from kg.resolve.unexplained import unexplained
from kg.vocab import Tally, Unit

Kind = tuple[str, Unit, str]
"""Who counts, what, and which people."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Series and derivations, each sorted by path."""

    series: tuple[Series, ...] = ()
    derivations: tuple[Derivation, ...] = ()


def keep_ledger(
    tallies: Iterable[TallyTold], communications: Iterable[Communication], registry: Registry
) -> Ledger:
    """The ledger of all that is told; the order of what goes in makes no difference.

    Arithmetic looks at a total with what was told with it and at neighbouring totals of a series, so it
    grows with the number of figures. A total in a wider noun (casualties for civilians killed) joins the
    series of the narrower where it is the same number, or where arithmetic ties it to one of that series.
    """
    origins = {statement: item for item in communications for statement in item.statements}
    told = [_with_day(one, origins.get(one.statement)) for one in tallies]
    told.sort(key=lambda one: (one.figure, one.statement))
    bodies = {name: counting_body(name, registry) for name in {one.issuer for one in told}}
    news = News(told, bodies, {statement: item.path for statement, item in origins.items()})
    found: list[Series] = []
    derived: dict[str, Derivation] = {}
    taken: set[str] = set()
    for kind, basis, totals in _by_basis(told, bodies, registry):
        own = [one for one in totals if one.statement not in taken]
        if not own:
            continue
        reckoned = reckon(own, news, body=kind[0], unit=kind[1])
        joined = [one for one in reckoned.joined if one.statement not in taken]
        taken |= {one.statement for one in joined}
        series = _series(kind, basis, [*own, *joined], registry)
        found.append(series)
        for one in (*reckoned.derivations, *unexplained(series, reckoned.changed)):
            derived[one.path] = one
    return Ledger(
        tuple(sorted(found, key=lambda series: series.path)),
        tuple(derived[path] for path in sorted(derived)),
    )


def _with_day(told: TallyTold, origin: Communication | None) -> TallyTold:
    return replace(told, day=origin.last) if told.day is None and origin is not None else told


def _by_basis(
    told: Sequence[TallyTold], bodies: Mapping[str, str], registry: Registry
) -> Iterator[tuple[Kind, Basis, list[TallyTold]]]:
    """The totals so far that count one thing; those in nouns that can mean others come after these."""
    kinds: defaultdict[Kind, list[tuple[Basis, TallyTold]]] = defaultdict(list)
    for one in told:
        if one.tally is Tally.CUMULATIVE and not one.part:
            body = bodies[one.issuer]
            kinds[body, one.unit, one.people].append((basis_of(one, body, registry), one))
    for kind in sorted(kinds, key=lambda kind: (-len(wider_nouns(kind[1])), kind)):
        merged = group(basis for basis, _ in kinds[kind])
        own: defaultdict[Basis, list[TallyTold]] = defaultdict(list)
        for basis, one in kinds[kind]:
            own[merged[basis]].append(one)
        for basis in sorted(own, key=lambda basis: basis.order):
            yield kind, basis, own[basis]


def _series(kind: Kind, basis: Basis, totals: Sequence[TallyTold], registry: Registry) -> Series:
    body, unit, people = kind
    return Series(
        f"series/{short_hash(body, unit, min(one.figure for one in totals))}",
        tuple(sorted({body_of(one.issuer, registry) or one.issuer for one in totals})),
        unit,
        people,
        basis.start,
        tuple(_ordered(totals)),
    )


def _ordered(totals: Sequence[TallyTold]) -> list[Entry]:
    """By the day by which each was told: the first that an account allows, else that of a larger total.

    A total that nothing dates comes before the larger ones, because a total so far seldom falls.
    """
    days: defaultdict[int, list[date]] = defaultdict(list)
    for one in totals:
        days[one.size] += [one.told] if one.told is not None else []
    told_by: dict[int, date | None] = {}
    latest: date | None = None
    for size in sorted(days, reverse=True):
        told_by[size] = min(days[size], default=latest)
        latest = min((day for day in (latest, told_by[size]) if day is not None), default=None)
    entries = [Entry(one, told_by[one.size]) for one in totals]
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[object, ...]:
    told = entry.told
    return entry.told_by or date.max, told.size, told.article, told.at, told.statement
