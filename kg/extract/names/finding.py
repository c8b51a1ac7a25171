"""Names of bodies, people and places in given spans: the registry first, then what the wording shows.

Find them all at once for an article: which "coalition" is meant, and whether "Thomas" is the colonel named
above, is decided by the other names of the same article and by nothing outside it.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.names.aliases import Tokens, alias_index, tokenise
from kg.extract.names.context import (
    acts,
    begins_longer_name,
    expects_place,
    follows_given_name,
    goes_on,
    in_capitals,
    is_beside_capitals,
    is_operation,
    is_other_body,
    is_someone,
    is_whole_country,
    names_province,
)
from kg.extract.names.patterns import Draft, Run, read_run, title_start
from kg.extract.names.resolution import Hit, Name, Scenery, resolve
from kg.extract.names.runs import find_runs
from kg.extract.names.words import NameWords, load_name_words
from kg.model import MentionKind, Span
from kg.registry import Mark, Organisation, Person, Place, Registry, Row

__all__ = ["Name", "find_names"]

_PROVINCES = frozenset({"governorate", "oblast", "province", "region", "state"})


def find_names(folded: str, spans: Sequence[Span], registry: Registry) -> tuple[Name, ...]:
    """The names in the spans of a folded text, in order and without overlap; nothing outside is read.

    The span of a name is without title and without "the"; ``folded[start:end]`` are its words.

    >>> from kg.registry import load_registry
    >>> text = "Air Force Colonel Jane Roe told Reuters in Mosul."
    >>> [(n.kind.value, n.id) for n in find_names(text, [Span(0, len(text))], load_registry())]
    [('person', 'person-18'), ('organisation', 'org/reuters'), ('place', 'place/mosul')]
    """
    words = load_name_words()
    reader = _Reader(registry, words)
    hits: list[Hit] = []
    drafts: list[Draft] = []
    for span in spans:
        tokens = tokenise(folded, span.start, span.end)
        reader.read(tokens, hits, drafts)
    scenery = Scenery(frozenset(reader.countries), frozenset(reader.scenes))
    return resolve(folded, hits, drafts, scenery, registry)


@dataclass(slots=True)
class _Found:
    """A registry match in a span, by word indices."""

    first: int
    last: int
    hit: Hit


class _Reader:
    """Reads span after span and gathers the countries that the article speaks of."""

    def __init__(self, registry: Registry, words: NameWords) -> None:
        self._registry = registry
        self._words = words
        self._index = alias_index(registry)
        self._governments = {row.id for row in registry.governments.values()}
        self.countries: set[str] = set()
        self.scenes: set[str] = set()
        """Those of the countries that a certain place lies in."""

    def read(self, tokens: Tokens, hits: list[Hit], drafts: list[Draft]) -> None:
        """Add what one span holds."""
        found, adjectives = self._matches(tokens)
        taken = {i for item in found for i in range(item.first, item.last + 1)}
        loose = [item for item in found if self._is_loose(tokens, item, taken)]
        free = {i for item in loose for i in range(item.first, item.last + 1)}
        blocked = (taken - free) | set(adjectives)
        kept: list[Draft] = []
        swallowed: list[tuple[int, int]] = []
        for first, last in find_runs(tokens, blocked, self._words):
            if all(i in free for i in range(first, last + 1)):
                continue
            draft = read_run(Run(tokens, first, last, blocked, self._words))
            if draft.kind is None and any(i in free for i in range(first, last + 1)):
                swallowed += self._other_bearers(tokens, (first, last), loose)
                continue
            kept.append(self._with_adjective(tokens, first, draft, adjectives))
        kept += self._bodies(tokens, adjectives)
        swallowed += [(draft.start, draft.end) for draft in kept if draft.kind is not None]
        hits += _outside((item.hit for item in found), swallowed)
        drafts += kept

    def _matches(self, tokens: Tokens) -> tuple[list[_Found], dict[int, str]]:
        found: list[_Found] = []
        adjectives: dict[int, str] = {}
        openers, done = self._index.starts(), 0
        for index in [i for i, word in enumerate(tokens.words) if word in openers]:
            match = self._index.longest(tokens, index) if index >= done else None
            if match is None:
                continue
            if match.owners.adjective_of is not None and not match.owners.rows:
                adjectives.update(
                    dict.fromkeys(range(match.first, match.last + 1), match.owners.adjective_of)
                )
                self.countries.add(match.owners.adjective_of)
            elif (item := self._found(tokens, match.first, match.last, match.owners.rows)) is not None:
                found.append(item)
            else:
                continue  # the "National Unity Government" behind the "The National" that is no newspaper
            done = match.last + 1
        return found, adjectives

    def _found(
        self, tokens: Tokens, first: int, last: int, rows: tuple[tuple[Row, Mark], ...]
    ) -> _Found | None:
        if self._is_no_name(tokens, first, last):
            return None
        if isinstance(rows[0][0], Place) and is_someone(tokens, first, self._words):
            return None
        if all(mark is not Mark.ALWAYS for _, mark in rows) and (
            is_other_body(tokens, first, last, self._words) or goes_on(tokens, last, self._words)
        ):
            return None
        rows = self._in_context(tokens, first, last, rows)
        end = tokens.ends[last]
        if len(tokens.words[last]) == 1 and tokens.gap(last) == "." and tokens.text[end : end + 1] == ".":
            end += 1  # the last full stop of "U.S."
        for row, mark in rows:
            country = self._registry.country_of(row.id)
            if country is None or mark is not Mark.ALWAYS:
                continue
            if isinstance(row, Place):
                self.scenes.add(country)
            if isinstance(row, Place) or row.id in self._governments:
                self.countries.add(country)
        title = title_start(tokens, first, (), self._words) if isinstance(rows[0][0], Person) else None
        return _Found(first, last, Hit(tokens.starts[first], end, rows, title))

    def _is_no_name(self, tokens: Tokens, first: int, last: int) -> bool:
        words = self._words
        if first == last and tokens.words[first] in words.words_in_capitals and in_capitals(tokens, first):
            return True
        printed = tokens.text[tokens.starts[first] : tokens.ends[last]]
        if printed in self._registry.campaign_names and is_operation(tokens, first, words):
            return True
        if last + 1 < len(tokens.words) and tokens.words[last + 1] in words.waters:
            return True  # "the Dnipro River" is no city
        return begins_longer_name(tokens, first, last)

    def _in_context(
        self, tokens: Tokens, first: int, last: int, rows: tuple[tuple[Row, Mark], ...]
    ) -> tuple[tuple[Row, Mark], ...]:
        """The rows that the words around allow; a country that acts is its government."""
        in_place = expects_place(tokens, first, last, self._words)
        if names_province(tokens, first):
            rows = tuple((self._province_of(row) or row, mark) for row, mark in rows)
        rows = tuple((row, _mark_in(row, mark, in_place)) for row, mark in rows)
        row = rows[0][0]
        if isinstance(row, Place) and row.kind == "country":
            government = self._registry.governments.get(row.id)
            if government is not None and acts(tokens, first, last, self._words):
                return ((government, Mark.ALWAYS),)
        elif len(rows) > 1 and in_place and is_whole_country(tokens, first, last):
            return tuple(pair for pair in rows if isinstance(pair[0], Place)) or rows
        return rows

    def _province_of(self, row: Row) -> Row | None:
        """The province around a town of its name: "the province of Hajjah" is not the town."""
        around = self._registry.row(row.contained_in) if isinstance(row, Place) and row.contained_in else None
        if not isinstance(around, Place) or around.kind not in _PROVINCES:
            return None
        return around if around.name.split()[0] == row.name.split()[0] else None

    def _is_loose(self, tokens: Tokens, item: _Found, taken: set[int]) -> bool:
        """Beside a capitalised word, what may be part of a longer name: one word, or a mere surname."""
        row = item.hit.rows[0][0]
        if isinstance(row, Person):
            names = [
                i for i in range(item.first, item.last + 1) if tokens.words[i] not in self._words.particles
            ]
            return (
                len(names) == 1
                and " " in row.name
                and follows_given_name(tokens, item.first, taken, self._words)
            )
        if item.first != item.last:
            return False
        if tokens.words[item.first].lower() in self._words.organisation_heads:
            return True  # the "Congress" of "National Unity Congress"
        unsure = all(
            isinstance(row, Place) or mark is not Mark.ALWAYS or _is_outlet(row)
            for row, mark in item.hit.rows
        )
        return unsure and is_beside_capitals(tokens, item.first, taken, self._words)

    def _other_bearers(
        self, tokens: Tokens, run: tuple[int, int], loose: list[_Found]
    ) -> Iterator[tuple[int, int]]:
        """Countries and surnames that a given name shows to be somebody else's: "Michael Jordan"."""
        for item in loose:
            row = item.hit.rows[0][0]
            is_surname = isinstance(row, Person) or (isinstance(row, Place) and row.kind == "country")
            ends_run = item.last == run[1] and item.first > run[0]
            if is_surname and ends_run and not expects_place(tokens, run[0], run[1], self._words):
                yield item.hit.start, item.hit.end

    def _with_adjective(self, tokens: Tokens, first: int, draft: Draft, adjectives: dict[int, str]) -> Draft:
        """A body's name begins with the nationality before it: "Somali Journalists Union"."""
        if (
            draft.kind is not MentionKind.ORGANISATION
            or first - 1 not in adjectives
            or tokens.gap(first) != " "
        ):
            return draft
        start = first - 1
        while start - 1 in adjectives and adjectives[start - 1] == adjectives[start]:
            start -= 1
        key = " ".join(tokens.text[tokens.starts[start] : draft.end].split())
        return Draft(tokens.starts[start], draft.end, draft.kind, key, None, (adjectives[first - 1],))

    def _bodies(self, tokens: Tokens, adjectives: dict[int, str]) -> Iterator[Draft]:
        """Bodies without a row, named by a nationality and a common noun: "the Kenyan military"."""
        for index, country in adjectives.items():
            if index + 1 in adjectives or index + 1 >= len(tokens.words) or tokens.gap(index + 1) != " ":
                continue
            for last in (index + 2, index + 1):
                noun = " ".join(tokens.words[index + 1 : last + 1]).lower()
                if (
                    last < len(tokens.words)
                    and noun in self._words.body_nouns
                    and tokens.words[last].islower()
                ):
                    start, end = tokens.starts[index], tokens.ends[last]
                    key = " ".join(tokens.text[start:end].split())
                    yield Draft(start, end, MentionKind.ORGANISATION, key, None, (country,))
                    break


def _mark_in(row: Row, mark: Mark, in_place: bool) -> Mark:
    """A place that needs context counts, where none is expected, only if it is named elsewhere."""
    is_doubtful = isinstance(row, Place) and mark is Mark.IN_CONTEXT and not in_place
    return Mark.IF_NAMED if is_doubtful else mark


def _is_outlet(row: Row) -> bool:
    """Outlets and agencies; some are given names too, as in "Sana Khan"."""
    return isinstance(row, Organisation) and row.kind in ("outlet", "agency")


def _outside(hits: Iterable[Hit], intervals: list[tuple[int, int]]) -> Iterator[Hit]:
    """The hits, in order, that share no character with an interval."""
    waiting = deque(sorted(intervals))
    for hit in hits:
        while waiting and waiting[0][1] <= hit.start:
            waiting.popleft()
        if not waiting or hit.end <= waiting[0][0]:
            yield hit
