"""Who or what each name of an article stands for, judged by all its names together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.extract.names.gazetteer import is_large
from kg.extract.names.patterns import Draft
from kg.extract.values import frozen
from kg.model import MentionKind
from kg.registry import Campaign, Mark, Organisation, Person, Place, Registry, Row

_LINKS = frozenset({"al", "el", "Al", "El", "as", "ash", "ar", "an"})
_ACRONYM_LETTERS = 3


@frozen
class Name:
    """A name at its place: ``id`` is a registry row, or local with the start of its first mention.

    ``name`` is the row's name, or the words of the first full mention. ``title_start`` is where the title
    before a person begins; ``country`` the id of the country it lies in or belongs to, where known.
    """

    start: int
    end: int
    kind: MentionKind
    id: str
    name: str
    registered: bool
    title_start: int | None = None
    country: str | None = None


@frozen
class Hit:
    """Words that the registry knows, and the rows they may mean."""

    start: int
    end: int
    rows: tuple[tuple[Row, Mark], ...]
    title_start: int | None = None


@frozen
class Scenery:
    """The countries an article speaks of, and those of them that a certain place lies in."""

    countries: frozenset[str]
    scenes: frozenset[str]


def resolve(
    folded: str, hits: Iterable[Hit], drafts: Iterable[Draft], scenery: Scenery, registry: Registry
) -> tuple[Name, ...]:
    """All names in the order of the text; drafts that nothing explains are left out."""
    hits, countries = _settled(sorted(hits, key=lambda hit: hit.start), scenery, registry)
    certain = {row.id for hit in hits for row, mark in hit.rows[:1] if mark is Mark.ALWAYS}
    names: list[Name] = []
    loose: list[Draft] = []
    for hit in hits:
        row = _meant(hit, certain, countries, registry)
        if row is not None:
            names.append(_of_row(hit.start, hit.end, row, registry, hit.title_start))
        elif (words := folded[hit.start : hit.end].split())[0][0].isupper():
            loose.append(_draft_of(hit, words, countries, registry))
    drafts = sorted([*drafts, *loose], key=lambda draft: draft.start)
    names += _local(drafts, _surnames(names, registry), countries, registry)
    return tuple(_anchored(_without_overlap(sorted(names, key=lambda name: (name.start, -name.end)))))


def _settled(hits: Iterable[Hit], scenery: Scenery, registry: Registry) -> tuple[list[Hit], frozenset[str]]:
    """Places that need context made certain where the article's countries leave one, and those countries.

    A name of one place alone is also meant where nothing says in which country the article is.
    """
    settled: list[Hit] = []
    countries, scenes = scenery.countries, scenery.scenes
    for hit in hits:
        certain = any(mark is Mark.ALWAYS for _, mark in hit.rows)
        offered = [] if certain else [row for row, mark in hit.rows if _is_offered_place(row, mark)]
        fitting = [row for row in offered if _fits(row, countries, registry)]
        meant = fitting or ([] if scenes or len(hit.rows) > 1 else offered)
        if len(meant) == 1:
            country = registry.country_of(meant[0].id)
            countries |= {country} if country is not None else set()
            scenes |= {country} if country is not None else set()
            hit = replace(hit, rows=((meant[0], Mark.ALWAYS),))
        settled.append(hit)
    return settled, countries


def _is_offered_place(row: Row, mark: Mark) -> bool:
    return isinstance(row, Place) and mark is Mark.IN_CONTEXT


def _draft_of(hit: Hit, words: list[str], countries: frozenset[str], registry: Registry) -> Draft:
    """Words whose row the article does not tell: a place by its name alone, a body, or a mere surname."""
    offered = [row for row, mark in hit.rows if _is_offered_place(row, mark)]
    homes = {home for row in offered if (home := registry.country_of(row.id)) is not None}
    name = " ".join(words)
    if offered:
        agreed = tuple(sorted(homes & countries))
        return Draft(hit.start, hit.end, MentionKind.PLACE, name, countries=agreed)
    is_body = isinstance(hit.rows[0][0], Organisation) and _is_proper(words)
    return Draft(hit.start, hit.end, MentionKind.ORGANISATION if is_body else None, name)


def _is_proper(words: list[str]) -> bool:
    """Several words, the outer ones with a capital: a name even where nobody knows whose."""
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()


def _meant(hit: Hit, certain: set[str], countries: frozenset[str], registry: Registry) -> Row | None:
    """The row that a name means here; None where the article does not decide."""
    always = [row for row, mark in hit.rows if mark is Mark.ALWAYS]
    if always:
        return always[0]
    named = [row for row, _ in hit.rows if row.id in certain]
    if len(named) == 1:
        return named[0]
    offered = [row for row, mark in hit.rows if mark is Mark.IN_CONTEXT]
    fitting = [row for row in offered if _fits(row, countries, registry)]
    return fitting[0] if len(fitting) == 1 and not named else None


def _fits(row: Row, countries: frozenset[str], registry: Registry) -> bool:
    areas = row.area if isinstance(row, Organisation) and row.area else (registry.country_of(row.id),)
    return any(area in countries for area in areas)


def _of_row(start: int, end: int, row: Row, registry: Registry, title: int | None) -> Name:
    return Name(start, end, _kind_of(row), row.id, row.name, True, title, registry.country_of(row.id))


def _kind_of(row: Row) -> MentionKind:
    match row:
        case Person():
            return MentionKind.PERSON
        case Organisation():
            return MentionKind.ORGANISATION
        case Place() | Campaign():
            return MentionKind.PLACE


def _surnames(names: Iterable[Name], registry: Registry) -> dict[str, tuple[int, Name]]:
    """Where each surname of a registry person is first explained, and by whom."""
    known: dict[str, tuple[int, Name]] = {}
    for name in names:
        if name.kind is MentionKind.PERSON:
            known.setdefault(_surname(name.name), (name.start, name))
    return known


def _local(
    drafts: list[Draft], surnames: dict[str, tuple[int, Name]], countries: frozenset[str], registry: Registry
) -> Iterator[Name]:
    full = _full_names(drafts)
    first: dict[tuple[MentionKind, str], Name] = {}
    for draft in drafts:
        kind = draft.kind
        key = _key(draft.key)
        person = _bearer(draft, surnames)
        if person is not None:
            yield replace(person, start=draft.start, end=draft.end, title_start=draft.title_start)
            continue
        kind = kind or full.get(key)
        if kind is None:
            continue
        known = first.get((kind, key))
        if known is None:
            known = _new_name(draft, kind, countries, registry)
            first[kind, key] = known
            if kind is MentionKind.ORGANISATION:
                first.setdefault((kind, _initials(draft.key)), known)
        if kind is MentionKind.PERSON:
            surnames.setdefault(_surname(draft.key), (draft.start, known))
        yield replace(known, start=draft.start, end=draft.end, title_start=draft.title_start)


def _bearer(draft: Draft, surnames: Mapping[str, tuple[int, Name]]) -> Name | None:
    """The person named in full further up, of whose name this is the last part."""
    if draft.kind is MentionKind.ORGANISATION:
        return None
    start, person = surnames.get(_surname(draft.key), (draft.start, None))
    return person if person is not None and start < draft.start and _ends(person.name, draft.key) else None


def _full_names(drafts: Iterable[Draft]) -> Mapping[str, MentionKind]:
    """Kinds by the words of every name understood somewhere, and of bodies by their initials."""
    full: dict[str, MentionKind] = {}
    for draft in drafts:
        if draft.kind is None or (draft.kind is MentionKind.PERSON and len(_parts(draft.key)) == 1):
            continue
        full.setdefault(_key(draft.key), draft.kind)
        initials = _initials(draft.key)
        if draft.kind is MentionKind.ORGANISATION and len(initials) >= _ACRONYM_LETTERS:
            full.setdefault(initials, draft.kind)
    return full


def _new_name(draft: Draft, kind: MentionKind, countries: frozenset[str], registry: Registry) -> Name:
    places = {registry.country_codes.get(code, code if "/" in code else None) for code in draft.countries}
    possible = sorted(place for place in places if place is not None)
    agreed = [place for place in possible if place in countries]
    alone = len(draft.countries) == 1 and possible and (not countries or is_large(draft.key))
    country = agreed[0] if len(agreed) == 1 else possible[0] if alone else None
    prefix = {MentionKind.PERSON: "person", MentionKind.ORGANISATION: "org", MentionKind.PLACE: "place"}[kind]
    return Name(
        draft.start, draft.end, kind, f"{prefix}-{draft.start}", draft.key, False, draft.title_start, country
    )


def _parts(key: str) -> list[str]:
    return [part for part in key.replace("-", " ").split() if part not in _LINKS]


def _ends(full: str, short: str) -> bool:
    """Whether the short name is the last part of the full one, as "Abu Salmiya" or "al-Amr"."""
    parts = _parts(short)
    return len(parts) == 1 or _parts(full)[1:][-len(parts) :] == parts


def _key(key: str) -> str:
    return " ".join(_parts(key))


def _surname(key: str) -> str:
    parts = _parts(key)
    return parts[-1] if parts else key


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split() if word[0].isupper())


def _without_overlap(names: Iterable[Name]) -> Iterator[Name]:
    end = -1
    for name in names:
        if name.start >= end:
            yield name
            end = name.end


def _anchored(names: Iterable[Name]) -> Iterator[Name]:
    """Local ids by the first mention that is left: an overlap may have taken the very first."""
    first: dict[str, int] = {}
    for name in names:
        start = first.setdefault(name.id, name.start)
        yield name if name.registered else replace(name, id=f"{name.id.rpartition('-')[0]}-{start}")
