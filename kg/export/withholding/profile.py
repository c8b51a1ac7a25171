"""Works out what a partner is not told, and gives the graphs without it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

import pyoxigraph as ox

from kg.errors import ProfileError
from kg.export.selection import Section
from kg.export.withholding.folding import fold, squeezed
from kg.export.withholding.gathering import Gathered, gather
from kg.export.withholding.matching import PART, Matcher, Name, words_of
from kg.export.withholding.metadata import Beside, beside, new_paths, without
from kg.export.withholding.people import Listed
from kg.export.withholding.places import UNKNOWN, Level, finer, place_names
from kg.export.withholding.renaming import WITHHELD, Renaming, numbered
from kg.export.withholding.rewriting import Plan, rewritten
from kg.extract.names.words import load_name_words
from kg.ids import doc_key
from kg.registry import Person, Registry, all_aliases, load_registry
from kg.store import Store
from kg.vocab import SCHEMA

AGENCY: Final = "agency withheld"
_LOOKED_UP: Final = frozenset({SCHEMA + "sameAs"})
_LOCAL_PLACE: Final = re.compile(r"doc/[0-9a-f]{16}/place-")
_OUTLET: Final = re.compile(r"(doc/[0-9a-f]{16}/(?:publisher|sourceOrganization))-[0-9a-f]{8}\Z")
_SHARED_EVENT: Final = re.compile(r"event/.*-[0-9a-f]{8}\Z")
_IRI: Final = re.compile(r"(?:person|agent|doc)/|https?://|urn:")
Sections = Callable[[], Iterable[Section]]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is asked for beside what a partner is never told: people on a list, wider places."""

    people: tuple[Listed, ...] = ()
    level: Level | None = None

    def plain(self) -> Mapping[str, object]:
        """What the manifest says of it: no name, and no role."""
        return {"coarsened_to": self.level, "name": "partner", "people_listed": len(self.people)}


@dataclass(frozen=True, slots=True)
class Withheld:
    """The graphs as a partner gets them."""

    plan: Plan
    sections_before: Sections
    unfound: tuple[int, ...] = ()
    """Lines of the list whose names stand nowhere in these graphs: nobody, or a name written otherwise."""

    def sections(self) -> Iterator[Section]:
        """The graphs, anew with each call."""
        return rewritten(self.sections_before(), self.plan)

    def iri(self, iri: str) -> str:
        """What an IRI of the store is called in the export."""
        return self.plan.renaming.iri(iri)


def withhold(store: Store, sections: Sections, profile: Profile) -> Withheld:
    """The graphs without what the profile leaves out.

    Raises:
        ProfileError: an IRI of the list is of nothing here, or a name would stay in what cannot be changed.
    """
    registry = load_registry()
    base = store.base
    found = gather(sections(), base)
    people, names = _people(profile, found, registry, base)
    fine: dict[str, str | None] = {} if profile.level is None else finer(registry, profile.level)
    if profile.level is not None:
        local = sorted(name for path in found.names if _LOCAL_PLACE.match(path) for name in found.names[path])
        names += place_names(found.told & fine.keys(), local, fine, registry)
    matcher = Matcher(names)
    _check_fixed(base, names, matcher)
    articles = list(_articles(store, registry, matcher))
    outlets = _outlets(found, articles, matcher)
    wanted = _in_order([path for path in people if path.startswith("person/")], found)
    readable = _readable(found, matcher, fine.keys() | people.keys())
    wanted += _in_order(readable, found)
    unheld = {path for path, to in fine.items() if to is None and path in found.first}
    paths = dict(numbered([*wanted, *_in_order(unheld, found)]))
    paths |= {path: to for path, to in fine.items() if to is not None}
    paths |= {path: paths.get(to, to) for path, to in paths.items() if to in paths}
    paths |= dict(new_paths(articles)) | outlets
    renaming = Renaming(base, paths)
    renaming.follow(sections(), matcher.finds)
    masked = people | dict.fromkeys(unheld, UNKNOWN)
    masked |= {one.agency: AGENCY for _, one in articles if one.agency is not None}
    plan = Plan(
        base,
        matcher,
        renaming,
        masked | _wholly_masked(found, masked),
        frozenset(fine.keys() - unheld),
        {one.path: one.left_out for _, one in articles} | dict.fromkeys(readable, _LOOKED_UP),
        is_coarse=profile.level is not None,
    )
    return Withheld(plan, sections, _unfound(profile.people, sections()))


def _unfound(people: Iterable[Listed], sections: Iterable[Section]) -> tuple[int, ...]:
    missing = {
        listed.line: Matcher([Name(name, listed.role) for name in listed.names])
        for listed in people
        if not any(_IRI.match(name) for name in listed.names)
    }
    for section in sections:
        for value in {q.object.value for q in section.quads if isinstance(q.object, ox.Literal)}:
            for line in [line for line, matcher in missing.items() if matcher.finds(value)]:
                del missing[line]
            if not missing:
                return ()
    return tuple(sorted(missing))


def _people(
    profile: Profile, found: Gathered, registry: Registry, base: str
) -> tuple[dict[str, str], list[Name]]:
    """The role that stands for each node of a person on the list, and all names to look for."""
    roles: dict[str, str] = {}
    names: list[Name] = []
    titles = load_name_words().is_title
    by_run: dict[str, set[str]] = {}
    for path in sorted(found.people):
        for words in found.names.get(path, ()):
            by_run.setdefault(_run(words), set()).add(path)
    for listed in profile.people:
        nodes: set[str] = set()
        said: set[str] = set()
        for given in listed.names:
            path = given.removeprefix(base)
            if path != given or _IRI.match(given):
                if path not in found.names:
                    raise ProfileError(
                        f"line {listed.line} of the list: {given}: there is no such person here"
                    )
                nodes.add(path)
            else:
                said.add(given)
                nodes |= by_run.get(_run(given), set())
        nodes = _joined(nodes, found)
        for path in sorted(nodes):
            said |= found.names.get(path, set()) | _of_the_registry(path, registry)
            roles.setdefault(path, listed.role)
        names += _sought(said, listed.role, titles)
    return roles, names


def _sought(said: Iterable[str], role: str, is_title: Callable[[str], bool]) -> Iterator[Name]:
    for words in sorted(said):
        every = words_of(words)
        parts = [word for word in every if not is_title(word)]
        long = tuple(sorted({part for part in parts if len(part) >= PART}))
        yield Name(words, role, long)
        if parts and parts != every:
            yield Name(" ".join(parts), role, long)


def _joined(nodes: set[str], found: Gathered) -> set[str]:
    """The nodes, and all that are said to be the same."""
    while True:
        more = {other for pair in found.same for other in pair if nodes.intersection(pair)}
        if more <= nodes:
            return nodes
        nodes = nodes | more


def _of_the_registry(path: str, registry: Registry) -> set[str]:
    row = registry.row(path)
    return {alias.words for alias in all_aliases(row)} if isinstance(row, Person) else set()


def _check_fixed(base: str, names: Iterable[Name], matcher: Matcher) -> None:
    """What cannot be changed must not hold a name, or the promise could not be kept."""
    if matcher.finds(unquote(base)):
        raise ProfileError(
            f"{base}: what all IRIs begin with holds a name of the list; build with another --base"
        )
    for role in sorted({name.role for name in names}):
        if matcher.finds(role):
            raise ProfileError(f"the role {role!r} holds a name that is to go; give another role")


def _articles(store: Store, registry: Registry, matcher: Matcher) -> Iterator[tuple[str, Beside]]:
    for key in sorted(store.entries):
        for article in sorted(store.articles(key), key=lambda one: one.metadata):
            one = beside(article, registry)
            unfit = {value: matcher.finds(value) for _, value in one.kept}
            yield doc_key(article.sha256), without(one, unfit)


def _outlets(found: Gathered, articles: Iterable[tuple[str, Beside]], matcher: Matcher) -> dict[str, str]:
    """New names for outlets and agencies of one article whose IRI has a hash of a name that goes."""
    gone = {one.agency for _, one in articles if one.agency is not None}
    gone |= {path for path, names in found.names.items() if any(map(matcher.finds, names))}
    paths: dict[str, str] = {}
    for path in sorted(path for path in gone if _OUTLET.match(path)):
        named = _OUTLET.match(path)
        assert named is not None
        taken = sum(new.startswith(f"{named[1]}-{WITHHELD}") for new in paths.values())
        paths[path] = f"{named[1]}-{WITHHELD}-{taken + 1}"
    return paths


def _readable(found: Gathered, matcher: Matcher, others: Iterable[str]) -> list[str]:
    """Paths in which a name can be read; events of several articles are named anew by their place and day."""
    paths = (found.subjects | found.first.keys()) - set(others)
    return [path for path in paths if not _SHARED_EVENT.match(path) and matcher.finds(unquote(path))]


def _in_order(paths: Iterable[str], found: Gathered) -> list[str]:
    last = (9, "", 0, 0, "")
    return sorted(paths, key=lambda path: (found.first.get(path, last), path))


def _wholly_masked(found: Gathered, masked: Mapping[str, str]) -> dict[str, str]:
    """What stands for several names of articles, all of which are masked."""
    members: dict[str, list[str]] = {}
    for member, whole in found.same:
        if whole.startswith("agent/"):
            members.setdefault(whole, []).append(member)
    return {
        whole: masked[min(parts)] for whole, parts in members.items() if all(part in masked for part in parts)
    }


def _run(words: str) -> str:
    return squeezed(fold(words)[0])
