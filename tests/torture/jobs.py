"""What is done to a store while it is killed: loads, a withdrawal, exports, a backup, a command."""

import os
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kg.errors import KgError
from kg.export import export
from kg.ids import doc_key, sha256
from kg.mapping import article_quads
from kg.model import Article, Record
from kg.store import Store, open_store
from kg.store.lines import nquads
from tests.store.samples import BASE, CANARY, VERSIONS, make_record
from tests.torture.steps import die

_BATCH: Final = 3
_LATER: Final = "hand-made later"
MANY: Final = 60
"""Articles whose quads are enough to be loaded in bulk."""
LARGE: Final = 400
"""Articles whose bulk load takes long enough to be met by a kill."""


SAMPLES: Final = Path(__file__).resolve().parents[2] / "data" / "articles"
SHARED: Final = ("links", "registry", "catalog")


@dataclass(frozen=True, slots=True)
class Item:
    """A text with all that is stored of it."""

    copies: tuple[Article, ...]
    lines: bytes
    originals: tuple[bytes, ...] = ()
    versions: str = VERSIONS

    @property
    def key(self) -> str:
        """The key of the text."""
        return doc_key(self.copies[0].sha256)


def _item(
    record: Record, *others: Article, originals: tuple[bytes, ...] = (), versions: str = VERSIONS
) -> Item:
    copies = (record.article, *others)
    return Item(copies, nquads(article_quads(record, BASE, copies=copies)), originals, versions)


@cache
def old_items() -> tuple[Item, ...]:
    """What the store holds before: the last is the one that is withdrawn."""
    secret = make_record(value=99, file=f"{CANARY}-name.html", extra=f"A witness, {CANARY}, spoke.")
    page = f"<p>{CANARY}</p>".encode()
    secret = replace(secret, article=replace(secret.article, original_sha256=sha256(page)))
    return (*(_item(_record(n)) for n in range(6)), _item(secret, originals=(page,)))


@cache
def new_items() -> tuple[Item, ...]:
    """What is loaded: three as they are, one with a graph of less, one of more, one with a copy, six new."""
    less, more, copied = (_record(n) for n in (2, 3, 4))
    other = replace(copied.article, file="another-name.txt")
    fewer = replace(less, statements=less.statements[:1])
    page = b"<p>a page that a text was taken out of</p>"
    paged = _record(11)
    paged = replace(paged, article=replace(paged.article, file="11.html", original_sha256=sha256(page)))
    return (
        *(_item(_record(n)) for n in (0, 1)), _item(fewer, versions=_LATER),
        _item(_said_later(more), versions=_LATER), _item(copied, other, versions=_LATER),
        *(_item(_record(n)) for n in range(5, 11)), _item(paged, originals=(page,)),
    )  # fmt: skip


@cache
def many_items(number: int) -> tuple[Item, ...]:
    """As many small articles."""
    return tuple(_item(_record(100 + n)) for n in range(number))


def _record(number: int) -> Record:
    return make_record(value=number + 1, file=f"{number}.txt")


def _said_later(record: Record) -> Record:
    added = replace(record.statements[0], id=f"{record.statements[0].id[:-8]}0badcafe")
    return replace(record, statements=(*record.statements, added))


def shared_quads(name: str, keys: Collection[str], words: str) -> list[ox.Quad]:
    """A graph about several texts."""
    graph, word = ox.NamedNode(f"{BASE}graph/{name}"), ox.NamedNode(f"{BASE}word")
    quads = [ox.Quad(ox.NamedNode(f"{BASE}place/mosul"), word, ox.Literal(words), graph)]
    for key in keys:
        about = ox.NamedNode(f"{BASE}doc/{key}/incident-1-2")
        quads.append(ox.Quad(about, word, ox.Literal(f"{words} of {key}"), graph))
    return quads


def _keys(items: Sequence[Item]) -> list[str]:
    return [item.key for item in items]


class Acknowledged:
    """Notes outside the store what is on the disk for certain, as soon as kg has said so."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: list[str] = []

    def put(self, name: str, digest: str) -> None:
        """Something was stored, and nothing was said yet of the disk."""
        self._waiting.append(f"{name} {digest}\n")

    def flushed(self) -> None:
        """Whatever was stored so far is on the disk."""
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, "".join(self._waiting).encode())
        os.close(handle)
        self._waiting.clear()


def acknowledged(path: Path) -> dict[str, str]:
    """The digest of each graph that was acknowledged last, by name; ``-`` where it was taken out."""
    if not path.exists():
        return {}
    return dict(line.split(" ") for line in path.read_text().splitlines())  # type: ignore[misc]


def prepare(place: Path) -> None:
    """The store that most jobs begin with, and an export of another day."""
    with open_store(place / "store") as store:
        for item in old_items():
            put(store, item)
        for name in SHARED:
            put_shared(store, name, shared_quads(name, _keys(old_items()), "old"), "old")
    (place / "store.nq").write_bytes(b"of another day\n")
    (place / "store.ttl.gz").write_bytes(b"of another day\n")


def put(store: Store, item: Item) -> None:
    """Stores a text as a build does: where it is stored as it would come out, it is left alone."""
    if not store.is_current(item.key, item.versions):
        store.put_article(item.copies, item.lines, versions=item.versions, originals=item.originals)


def put_shared(store: Store, name: str, quads: Sequence[ox.Quad], made_of: str) -> None:
    """Stores a shared graph as a build does."""
    if store.made_of(name) != made_of:
        store.put_graph(name, quads, made_of=made_of)


def load(place: Path) -> None:
    """Puts new, changed and unchanged articles in batches, then the shared graphs, as a build does."""
    acks = Acknowledged(place / "acks")
    with open_store(place / "store") as store:
        for number, item in enumerate(new_items(), start=1):
            put(store, item)
            acks.put(item.key, sha256(item.lines))
            if number % _BATCH == 0:
                store.flush()
                acks.flushed()
        for name in ("links", "registry"):
            quads = shared_quads(name, _keys(new_items()), "new")
            put_shared(store, name, quads, "new")
            acks.put(name, sha256(nquads(quads)))
        grown = [*shared_quads("catalog", _keys(old_items()), "old"), *shared_quads("catalog", (), "more")]
        put_shared(store, "catalog", grown, "more")
        acks.put("catalog", sha256(nquads(grown)))
        store.seal()
        acks.flushed()


def first_load(place: Path) -> None:
    """The same into a folder in which there is no store yet."""
    load(place)


def unflushed(place: Path) -> None:
    """Puts new, changed and unchanged articles, each as a write of its own, and dies before any flush."""
    store = open_store(place / "store")
    for item in new_items():
        put(store, item)
        store.graphs()  # whoever looks has all that waits written
    die()


def rebuilt(place: Path) -> None:
    """Builds all that is to be in the store, as the next run does."""
    with open_store(place / "store") as store:
        for item in (*new_items(), old_items()[-1]):
            put(store, item)
        for name in SHARED:
            put_shared(store, name, shared_quads(name, _keys(old_items()), "old"), "old")


def bulk(place: Path, number: int = MANY) -> None:
    """Puts so many new articles at once that they are loaded in bulk."""
    acks = Acknowledged(place / "acks")
    with open_store(place / "store") as store:
        for item in many_items(number):
            put(store, item)
            acks.put(item.key, sha256(item.lines))
        store.flush()
        acks.flushed()


def large(place: Path) -> None:
    """The same with many more."""
    bulk(place, LARGE)


def withdraw(place: Path) -> None:
    """Takes one text out; there is nothing to do where that was finished before."""
    acks = Acknowledged(place / "acks")
    key = old_items()[-1].key
    with open_store(place / "store") as store:
        if key in store.entries:
            store.retract(key, why="the source asked", day="2026-11-20")
        acks.put(key, "-")
        acks.flushed()


def write_exports(place: Path) -> None:
    """Writes the store in two forms over the files of another day."""
    with open_store(place / "store", read_only=True) as store:
        for name in EXPORTS:
            export(store, place / name)


EXPORTS: Final = ("store.nq", "store.ttl.gz")


def command(place: Path) -> None:
    """Runs the command line that stands in the file ``command``, one argument a line, in the place."""
    from kg.cli.app import main

    os.chdir(place)
    main((place / "command").read_text(encoding="utf-8").splitlines())


def warm_up() -> None:
    """Loads what commands need, once for all children: rules, registry, shapes."""
    from kg.pipeline import build

    build([SAMPLES], None, dry_run=True)


JOBS: Final[dict[str, Callable[[Path], None]]] = {
    job.__name__: job
    for job in (prepare, load, first_load, unflushed, rebuilt, bulk, large, withdraw, write_exports, command)
}  # fmt: skip


def main() -> None:
    """Does one job as a command does it: ``python -m tests.torture.jobs JOB PLACE``."""
    try:
        JOBS[sys.argv[1]](Path(sys.argv[2]))
    except KgError as error:
        sys.exit(_told(error))


def _told(error: KgError) -> int:
    print(f"error: {error}", file=sys.stderr)
    return error.exit_code


if __name__ == "__main__":
    main()
