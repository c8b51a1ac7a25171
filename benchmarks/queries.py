"""Times every saved query on a store of many articles that all differ.

    python benchmarks/queries.py [ARTICLES ...]      1,000 and 10,000 if none are given

The articles are copies of an invented war with other names for every text, event, person and body;
places are shared. The store lies in a scratch folder that goes away. Each query is asked of
different incidents, speakers and articles; the table gives the rows, the median and the slowest
time in ms. Queries that list the whole store are timed up to 1,000 articles only.
"""

import argparse
import hashlib
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from kg.ids import DEFAULT_BASE
from kg.mapping import vocabulary_quads
from kg.queries import SavedQuery, load, names
from kg.queries.engines import Source, select

WORLD = Path(__file__).resolve().parent.parent / "tests" / "queries" / "world.trig"
INCIDENT = "event/2031-05-12-velmora-0a1b2c3d"
ASKED = {
    "incident": INCIDENT,
    "campaign": "event/operation-long-tide",
    "speaker": "org/northern-alliance",
    "actor": "org/northern-alliance",
    "organisation": "org/talvian-government",
}
CONCEPTS = {"topic": "civ:precautions", "unit": "civ:killed"}
SAMPLES = 15
WHOLE_STORE = 1_000

_KEY = re.compile(r"\b[0-9a-f]{16}\b")
_NAMED = re.compile(rf"({re.escape(DEFAULT_BASE)}(?:org|event|communication|link)/[^>]+)")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints one table for all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("articles", nargs="*", type=int, default=[1_000, 10_000])
    sizes = parser.parse_args(arguments).articles
    columns = [_measure(size) for size in sizes]
    print("| query | " + " | ".join(f"{size:,} articles: rows, median, slowest" for size in sizes) + " |")
    print("|---" * (len(sizes) + 1) + "|")
    for name in names():
        print(f"| {name} | " + " | ".join(column[name] for column in columns) + " |")
    return 0


def _measure(articles: int) -> dict[str, str]:
    lines = world()
    texts = len({key for line in lines for key in _KEY.findall(line)})
    copies = max(1, articles // texts)
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(str(Path(folder) / "store"))
        store.extend(vocabulary_quads(DEFAULT_BASE))
        for start in range(0, copies, 100):
            batch = "".join(renamed(lines, copy) for copy in range(start, min(start + 100, copies)))
            store.bulk_load(batch.encode(), format=ox.RdfFormat.N_QUADS)
        store.optimize()
        print(f"{copies * texts:,} articles, {len(store):,} statements of RDF", file=sys.stderr)
        asked = [copy * copies // SAMPLES for copy in range(SAMPLES)]
        whole = articles <= WHOLE_STORE
        return {name: _time(store, load(name), asked, whole=whole) for name in names()}


def world() -> list[str]:
    """The lines of the invented war."""
    store = ox.Store()
    store.load(path=str(WORLD), format=ox.RdfFormat.TRIG)
    return sorted(f"{quad} .\n" for quad in store)


def renamed(lines: Sequence[str], copy: int) -> str:
    """The same with other names for texts, events, bodies and people."""
    text = _KEY.sub(lambda match: _key(match[0], copy), "".join(lines))
    return _NAMED.sub(rf"\1-{copy}", text)


def _key(key: str, copy: int) -> str:
    return hashlib.sha256(f"{copy} {key}".encode()).hexdigest()[:16]


def _time(store: ox.Store, query: SavedQuery, asked: Sequence[int], *, whole: bool = True) -> str:
    wanted, narrow = wanted_by(query), is_narrow(query)
    if not narrow and not whole:
        return "-"
    times, rows = [], 0
    for copy in asked if narrow else asked[:1]:
        rows, seconds = clocked(store, query.bind(dict(values(wanted, copy))))
        times.append(seconds * 1000)
    return f"{rows:,}, {statistics.median(times):.1f}, {max(times):.1f}"


def wanted_by(query: SavedQuery) -> set[str]:
    """Names of the parameters that a query needs."""
    return {parameter.name for parameter in query.parameters if parameter.required}


def is_narrow(query: SavedQuery) -> bool:
    """True where it asks of one incident, speaker or article, not of the whole store."""
    return bool(wanted_by(query) & (ASKED.keys() | {"article"}))


def values(wanted: set[str], copy: int) -> Iterator[tuple[str, str]]:
    """Parameters that have an answer in this copy."""
    for name in wanted:
        if name in CONCEPTS:
            yield name, CONCEPTS[name]
        elif name == "article":
            [key, *_] = sorted({key for line in world() for key in _KEY.findall(line)})
            yield name, f"{DEFAULT_BASE}article/{_key(key, copy)}"
        else:
            yield name, f"{DEFAULT_BASE}{ASKED[name]}-{copy}"


def clocked(store: Source, sparql: str) -> tuple[int, float]:
    """The rows of an answer, and the seconds until the last was there."""
    begin = time.perf_counter()
    rows = sum(1 for _ in select(store, sparql, "benchmark")[1])
    return rows, time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
