"""One writer that never rests, and readers who look whether an answer ever shows half of what it does.

``python -m tests.torture.readers write|read PLACE`` runs the writer with readers in threads of its process,
or one reader on the copies (checkpoints) that the writer makes for other processes. Each quad of an
article carries its version, so an answer with two of them, or too few, is mixed.
"""

import argparse
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

import pyoxigraph as ox

from kg.ids import doc_key, sha256
from kg.model import Article
from kg.store import Store, open_store
from kg.store.folder import LEDGER
from kg.vocab import P_GRAPH_DIGEST
from tests.store.samples import BASE, VERSIONS, make_article

VERSION: Final = f"{BASE}version"
_FLUSH: Final = 100
_COPY_SECONDS: Final = 2.0
_LOOKS: Final = 20
"""Questions to one copy before the newest is looked for."""
Ask = Callable[[str], list[list[str]]]


@dataclass(slots=True)
class Seen:
    """What a reader or the writer met."""

    asked: int = 0
    written: int = 0
    copies: int = 0
    mixed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


@cache
def article(number: int) -> Article:
    """An article without any sense; its graph is what matters."""
    return make_article(f"Article {number} says nothing.", f"{number}.txt")


@cache
def key(number: int) -> str:
    """The key of an article."""
    return doc_key(article(number).sha256)


def lines(number: int, version: int, quads: int) -> bytes:
    """The graph of an article: so many quads, all of which say which version they are of."""
    doc, graph = f"{BASE}doc/{key(number)}/figure-", f"{BASE}graph/{key(number)}"
    return b"".join(
        f'<{doc}{n:04}> <{VERSION}> "{version}" <{graph}> .\n'.encode() for n in range(quads)
    )  # fmt: skip


@cache
def digest(number: int, version: int, quads: int) -> str:
    """What the store has to note of that graph."""
    return sha256(lines(number, version, quads))


def look(ask: Ask, number: int, quads: int) -> Iterator[str]:
    """Asks three questions of one article; whatever does not fit together."""
    graph, doc = f"<{BASE}graph/{key(number)}>", f"{BASE}doc/{key(number)}/figure-"
    rows = ask(f"SELECT ?v (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s <{VERSION}> ?v }} }} GROUP BY ?v")
    if len(rows) > 1 or (rows and int(rows[0][1]) != quads):
        yield f"article {number}: {rows}"
    rows = ask(f"SELECT ?v ?w {{ <{doc}0000> <{VERSION}> ?v . <{doc}{quads - 1:04}> <{VERSION}> ?w }}")
    if len(rows) > 1 or (rows and rows[0][0] != rows[0][1]):
        yield f"article {number}, first and last: {rows}"
    noted = f"GRAPH <{BASE}graph/{LEDGER}> {{ {graph} <{P_GRAPH_DIGEST}> ?d }}"
    rows = ask(f"SELECT ?v ?d {{ GRAPH {graph} {{ <{doc}0000> <{VERSION}> ?v }} {noted} }}")
    if len(rows) > 1 or (rows and digest(number, int(rows[0][0]), quads) != rows[0][1]):
        yield f"article {number}, note: {rows}"


def read(ask: Ask, seen: Seen, chance: Random, shape: argparse.Namespace) -> None:
    """Looks at one article, any of them."""
    seen.asked += 3
    try:
        seen.mixed += look(ask, chance.randrange(shape.articles), shape.quads)
    except Exception as error:  # whatever it is, it is what the test looks for
        seen.errors.append(f"{type(error).__name__}: {error}")


def main() -> None:
    """Runs the writer or one reader, and prints what was met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("role", choices=("write", "read"))
    parser.add_argument("place", type=Path)
    parser.add_argument("--articles", type=int, required=True)
    parser.add_argument("--quads", type=int, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    shape = parser.parse_args()
    seen = _write(shape) if shape.role == "write" else [_read_copies(shape)]
    json.dump([asdict(one) for one in seen], sys.stdout)


def _write(shape: argparse.Namespace) -> list[Seen]:
    """Replaces and adds articles without a rest, while threads read; the first told is the writer."""
    stop = threading.Event()
    with open_store(shape.place / "store") as store:
        for number in range(shape.articles):
            _put(store, number, 0, shape.quads)
        store.seal()
        _copy(store, shape.place, 0)
        print("copied", flush=True)
        sys.stdin.readline()  # until all who read copies are there
        found = [Seen() for _ in range(shape.threads)]
        chances = [Random(f"{shape.seed} {n}") for n in range(shape.threads)]
        readers = [
            threading.Thread(target=_read_until, args=(stop, store, one, chance, shape))
            for one, chance in zip(found, chances, strict=True)
        ]
        for reader in readers:
            reader.start()
        writer = Seen()
        try:
            _keep_writing(store, writer, shape)
        except Exception as error:
            writer.errors.append(f"{type(error).__name__}: {error}")
        finally:
            stop.set()
            for reader in readers:
                reader.join()
    (shape.place / "copies" / "ended").mkdir(parents=True)
    return [writer, *found]


def _keep_writing(store: Store, writer: Seen, shape: argparse.Namespace) -> None:
    chance, versions, added = Random(shape.seed), Counter[int](), count(shape.articles)
    end, next_copy = time.monotonic() + shape.seconds, 0.0
    writer.copies = 1
    while (now := time.monotonic()) < end:
        if now >= next_copy:
            _copy(store, shape.place, writer.copies)
            writer.copies, next_copy = writer.copies + 1, now + _COPY_SECONDS
        number = chance.randrange(shape.articles) if chance.random() < 0.9 else next(added)
        versions[number] += 1
        _put(store, number, versions[number], shape.quads)
        writer.written += 1
        if writer.written % _FLUSH == 0:
            store.flush()
    text = "".join(f"{key(n)} {digest(n, version, shape.quads)}\n" for n, version in versions.items())
    (shape.place / "written").write_text(text)


def _copy(store: Store, place: Path, number: int) -> None:
    (place / "copies").mkdir(exist_ok=True)
    draft = place / f"copy-{number}"
    store.checkpoint(draft)
    draft.rename(place / "copies" / f"{number:06}")


def _put(store: Store, number: int, version: int, quads: int) -> None:
    store.put_article([article(number)], lines(number, version, quads), versions=VERSIONS)


def _read_until(
    stop: threading.Event, store: Store, seen: Seen, chance: Random, shape: argparse.Namespace
) -> None:
    while not stop.is_set():
        read(lambda sparql: _rows(store.query(sparql)), seen, chance, shape)


def _read_copies(shape: argparse.Namespace) -> Seen:
    """Reads the newest copy, again and again, until the writer has ended."""
    seen, chance = Seen(), Random(shape.seed)
    while (newest := max((shape.place / "copies").iterdir())).name != "ended":
        seen.copies += 1
        copy = ox.Store.read_only(str(newest))

        def ask(sparql: str, copy: ox.Store = copy) -> list[list[str]]:
            return _rows(copy.query(sparql, use_default_graph_as_union=True))

        for _ in range(_LOOKS):
            read(ask, seen, chance, shape)
        if seen.copies == 1:
            print("reading", flush=True)
    return seen


def _rows(found: object) -> list[list[str]]:
    assert isinstance(found, ox.QuerySolutions)
    return [[term.value for term in row] for row in found]


if __name__ == "__main__":
    main()
