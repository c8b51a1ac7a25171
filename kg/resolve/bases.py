"""Tells which totals of one issuer count the same thing: the same harm, from the same start."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kg.registry import Registry
from kg.resolve.issuers import area_of, counting_body
from kg.resolve.tallies import TallyTold

_ANY = None


@dataclass(frozen=True, slots=True)
class Basis:
    """What a total says of what it counts; None is not said.

    A ``start`` on the first of January is that day or, as in "since 2014", a day of that year.
    """

    start: date | None = _ANY
    actor: str | None = _ANY
    place: str | None = _ANY

    @property
    def order(self) -> tuple[object, ...]:
        """Those that say most come first: the others have to fit them."""
        said = (_grain(self.start), self.actor is not _ANY, self.place is not _ANY)
        return *(-int(grain) for grain in said), str(self.start), self.actor or "", self.place or ""

    def fits(self, other: "Basis") -> bool:
        """True where nothing that both say differs."""
        return (
            starts_fit(self.start, other.start)
            and (self.actor is _ANY or other.actor is _ANY or self.actor == other.actor)
            and (self.place is _ANY or other.place is _ANY or self.place == other.place)
        )

    def with_all_of(self, other: "Basis") -> "Basis":
        """What both say together."""
        return Basis(
            max(self.start, other.start, key=_grain), self.actor or other.actor, self.place or other.place
        )


def basis_of(told: TallyTold, body: str, registry: Registry) -> Basis:
    """What a total says it counts. Countries in which the body acts throughout are no difference."""
    actors = {counting_body(actor, registry) for actor in told.actors if registry.row(actor) is not None}
    place = told.place if told.place not in area_of(body, registry) else _ANY
    return Basis(told.first, " ".join(sorted(actors)) or _ANY, place)


def group(found: Iterable[Basis]) -> dict[Basis, Basis]:
    """For each basis the one that it is taken to be: all that is said by those that fit each other.

    What says less joins where it fits one basis only; where it fits several it stays for itself, because
    nothing tells which of them is meant. The order makes no difference.

    >>> year, month = Basis(date(2014, 1, 1)), Basis(date(2014, 8, 1))
    >>> group([year, month])[year] == group([month])[month]
    True
    """
    groups: list[Basis] = []
    of_year: defaultdict[int | None, list[int]] = defaultdict(list)
    member: dict[Basis, int] = {}
    for basis in sorted(set(found), key=lambda basis: basis.order):
        near = range(len(groups)) if basis.start is None else of_year[basis.start.year]
        fitting = [number for number in near if groups[number].fits(basis)]
        if len(fitting) == 1:
            groups[fitting[0]] = groups[fitting[0]].with_all_of(basis)
            member[basis] = fitting[0]
        else:
            groups.append(basis)
            member[basis] = len(groups) - 1
            of_year[basis.start.year if basis.start is not None else None].append(member[basis])
    return {basis: groups[number] for basis, number in member.items()}


def starts_fit(a: date | None, b: date | None) -> bool:
    """True where two starts can be one: a first of January can stand for any day of its year."""
    if a is None or b is None or a == b:
        return True
    return a.year == b.year and 1 in (_grain(a), _grain(b))


def _grain(start: date | None) -> int:
    return 0 if start is None else 1 if (start.month, start.day) == (1, 1) else 2
