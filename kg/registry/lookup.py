"""Questions to the registry: who owns a name, what holds a place, which bodies are tied."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.registry.rows import Campaign, Mark, Organisation, Person, Place, Row, all_aliases


@dataclass(frozen=True, eq=False)
class Registry:
    """All rows, sorted by id, and what follows from them."""

    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    campaigns: tuple[Campaign, ...]
    version: str
    """Digest over the files: part of the name of a rule set."""
    _rows: Mapping[str, Row] = field(repr=False)

    @cached_property
    def owners(self) -> Mapping[str, tuple[tuple[Row, Mark], ...]]:
        """Every name and alias, and the rows that own it; campaigns, which share names with bodies, last."""
        owners: dict[str, list[tuple[Row, Mark]]] = {}
        rows: tuple[Row, ...] = (*self.organisations, *self.people, *self.places, *self.campaigns)
        for row in rows:
            for alias in all_aliases(row):
                owners.setdefault(alias.words, []).append((row, alias.mark))
        return {words: tuple(pairs) for words, pairs in owners.items()}

    @cached_property
    def campaign_names(self) -> Mapping[str, Campaign]:
        """Every name and alias of a campaign; some are names of a body as well."""
        return {alias.words: row for row in self.campaigns for alias in all_aliases(row)}

    @cached_property
    def adjectives(self) -> Mapping[str, str]:
        """Country by adjective or name of its people: "Iraqi" and "Iraqis" give place/iraq."""
        return {word: place.id for place in self.places for word in place.adjectives}

    @cached_property
    def country_codes(self) -> Mapping[str, str]:
        """Country by ISO 3166 code: "IQ" gives place/iraq."""
        return {place.code: place.id for place in self.places if place.code is not None}

    @cached_property
    def governments(self) -> Mapping[str, Organisation]:
        """The government of each country that has a row for it."""
        return {
            row.country: row
            for row in self.organisations
            if row.kind == "government" and row.country is not None
        }

    @cached_property
    def seats(self) -> Mapping[str, Organisation]:
        """The government that a capital stands for where it speaks: "Moscow denied"."""
        return {row.seat: row for row in self.organisations if row.seat is not None}

    def row(self, row_id: str) -> Row | None:
        """The row with this id."""
        return self._rows.get(row_id)

    def find(self, alias: str) -> Row | None:
        """The row this name always means, else the only one it can mean; None where several could be meant.

        A body goes before the campaign of the same name, and a government that lists the name of its
        country ("US") before the country.
        """
        rows = self.owners.get(alias, ())
        certain = [row for row, mark in rows if mark is Mark.ALWAYS]
        if certain:
            return certain[0]
        return rows[0][0] if len(rows) == 1 else None

    def demonym(self, word: str) -> str | None:
        """The country of an adjective or of the name of its people.

        >>> from kg.registry import load_registry
        >>> load_registry().demonym("Iraqi")
        'place/iraq'
        """
        return self.adjectives.get(word)

    def contains(self, outer_place_id: str, inner_place_id: str) -> bool:
        """True where the outer place is the inner one or holds it, at any remove."""
        return outer_place_id in self.place_chain(inner_place_id)

    def place_chain(self, place_id: str) -> tuple[str, ...]:
        """The place and all that hold it, innermost first; () for an unknown id."""
        chain: list[str] = []
        here: str | None = place_id
        while here is not None and isinstance(place := self._rows.get(here), Place):
            chain.append(here)
            here = place.contained_in
        return tuple(chain)

    def country_of(self, row_id: str) -> str | None:
        """The country that holds a place, or that a body or person belongs to."""
        row = self._rows.get(row_id)
        if isinstance(row, Organisation | Person):
            return row.country
        for place_id in self.place_chain(row_id):
            place = self._rows[place_id]
            if isinstance(place, Place) and place.kind == "country":
                return place_id
        return None

    def related(self, org_a: str, org_b: str) -> bool:
        """True where the registry ties two bodies: the same, part of, member of or leading, at any remove."""
        return org_b in self._ties(org_a) or org_a in self._ties(org_b)

    def _ties(self, org_id: str) -> frozenset[str]:
        reached: set[str] = set()
        waiting = [org_id]
        while waiting:
            here = waiting.pop()
            row = self._rows.get(here)
            if here in reached or not isinstance(row, Organisation):
                continue
            reached.add(here)
            waiting += [row.parent] if row.parent is not None else []
            waiting += [*row.member_of, *row.leads]
        return frozenset(reached)
