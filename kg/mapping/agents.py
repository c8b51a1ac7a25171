"""People, bodies, places and unnamed sources that stand in no registry: local to one article."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import Final

from kg.ids import short_hash
from kg.mapping.writer import GraphWriter
from kg.model import Article, Record
from kg.vocab import SCHEMA, UNNAMED_SOURCE

VOICE: Final = "voice"
VOICE_NAME: Final = "the article itself"
_CLASSES: Final = {
    "person": SCHEMA + "Person",
    "org": SCHEMA + "Organization",
    "place": SCHEMA + "Place",
    "source": UNNAMED_SOURCE,
}


def write_agents(out: GraphWriter, record: Record, *, named: Set[str]) -> None:
    """Class and name of everyone local who is not ``named`` yet; rows of the registry are never copied."""
    for local, name in sorted(local_names(record).items()):
        if local not in named:
            write_agent(out, local, _CLASSES.get(local.partition("-")[0], UNNAMED_SOURCE), name)


def write_agent(out: GraphWriter, local: str, kind: str, name: str | None) -> None:
    """One agent of this text."""
    out.type(out.node(local), kind)
    out.put(out.node(local), SCHEMA + "name", name)


def local_names(record: Record) -> Mapping[str, str | None]:
    """The one name of each local id: as a statement, cause, event or source gives it, else as mentioned.

    Of several names the longest holds ("John Thomas", not "Thomas"); None where the record has none.
    """
    given: defaultdict[str, set[str]] = defaultdict(set)
    mentioned: dict[str, str] = {}
    for local, name in _given_names(record):
        if "/" not in local:
            given[local].update({name} if name else ())
    if VOICE in given and not given[VOICE]:
        given[VOICE].add(VOICE_NAME)
    for mention in sorted(record.mentions, key=lambda item: (item.start, item.end), reverse=True):
        if "/" not in mention.id and not given.get(mention.id):
            mentioned[mention.id] = mention.exact
    for local, name in mentioned.items():
        given[local].add(name)
    return {local: min(names, key=_longest_first, default=None) for local, names in given.items()}


def outlet_id(name: str, article: Article, *, role: str) -> str:
    """The local id of an outlet or agency without a row: the voice of the article that it publishes.

    Another name, that of an agency or of a copy's publisher, is an id of its own.
    """
    return VOICE if name == article.publisher else f"{role}-{short_hash(name)}"


def _longest_first(name: str) -> tuple[int, str]:
    return -len(name), name


def _given_names(record: Record) -> Iterator[tuple[str, str | None]]:
    for statement in record.statements:
        yield statement.speaker_id, statement.speaker
        if statement.speaker_org_id is not None:
            yield statement.speaker_org_id, statement.speaker_org
        for source in (*statement.via, *statement.relies_on):
            yield source.id, source.name
    for item in record.responsibilities:
        if item.actor_id is not None:
            yield item.actor_id, item.actor
    for event in record.events:
        if event.place_id is not None:
            yield event.place_id, event.place
