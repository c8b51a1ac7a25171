"""Times saved queries while a writer replaces articles without a rest, on a store of a million triples.

    python -m benchmarks.readers_benchmark [--triples N] [--seconds S] [--threads N] [--processes N]

The store holds copies of an invented war (see ``benchmarks/queries.py``). The writer puts another version of
an article in place of the one that is there, again and again, and flushes every hundred. Readers ask
saved queries about single incidents, speakers and articles: some as threads in the writer's process, some
as processes of their own, on checkpoints that the writer makes every ten seconds. Prints a Markdown table
for docs/performance.md, with the command that made it.
"""

import argparse
import json
import os
import platform
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from benchmarks.queries import clocked, is_narrow, renamed, values, wanted_by, world
from kg.ids import DEFAULT_BASE, doc_key, sha256
from kg.mapping import vocabulary_quads
from kg.model import Article, Block, BlockKind
from kg.queries import load, names
from kg.queries.engines import Source
from kg.store import Store, open_store

FLUSH = 100
COPY_SECONDS = 10.0
LOOKS = 50
_GRAPH = re.compile(r"/graph/([^/>]+)> \.$")
_OTHERS = 5
"""Lines that the other version of an article lacks."""
Times = list[tuple[str, float]]
"""Names of queries and the milliseconds that each took."""


def main() -> None:
    """Measure, or (for a child) read, and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--threads", type=int, default=4, help="readers in the writer's process")
    parser.add_argument("--processes", type=int, default=4, help="readers in processes of their own")
    parser.add_argument("--read", nargs=2, metavar=("FOLDER", "SEED"), help=argparse.SUPPRESS)
    shape = parser.parse_args()
    lines = world()
    copies = max(1, shape.triples // len(lines))
    if shape.read:
        json.dump(_read_copies(Path(shape.read[0]), copies, int(shape.read[1])), sys.stdout)
        return
    with TemporaryDirectory() as name:
        _measure(Path(name), shape, lines, copies)


def _measure(folder: Path, shape: argparse.Namespace, lines: Sequence[str], copies: int) -> None:
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    with open_store(folder / "store", base=DEFAULT_BASE) as store:
        articles = _fill(store, lines, copies)
        triples = sum(store.counts().values())
        _copy(store, folder, 0)
        readers = [_started(folder, shape, seed) for seed in range(shape.processes)]
        for reader in readers:
            _wait_for(reader)
        stop, found = threading.Event(), [Times() for _ in range(shape.threads)]
        threads = [
            threading.Thread(target=_read, args=(stop, store, times, copies, seed))
            for seed, times in enumerate(found, start=shape.processes)
        ]
        for thread in threads:
            thread.start()
        for reader in readers:
            assert reader.stdin is not None
            reader.stdin.write(b"go\n")
            reader.stdin.flush()
        puts = _keep_writing(store, folder, articles, shape.seconds)
        stop.set()
        for thread in threads:
            thread.join()
        (folder / "copies" / "ended").mkdir()
    apart = [json.loads(reader.communicate()[0]) for reader in readers]
    given = f"--triples {shape.triples} --seconds {shape.seconds:g} --threads {shape.threads}"
    print(f"`python -m benchmarks.readers_benchmark {given} --processes {shape.processes}`, {machine}\n")
    print(f"{triples:,} triples of {len(articles):,} articles\n")
    print("| | times | a second | median, ms | p99, ms | slowest, ms | slowest query |")
    print("|---|" + "---:|" * 5 + "---|")
    _row("saved queries, threads beside the writer", [t for times in found for t in times], shape.seconds)
    _row("saved queries, processes on checkpoints", [t for times in apart for t in times], shape.seconds)
    _row("an article replaced", [("", put) for put in puts], shape.seconds)


def _fill(store: Store, lines: Sequence[str], copies: int) -> list[tuple[Article, bytes]]:
    """Puts all copies, an article at a time; each article with the lines of its graph."""
    articles, shared = [], defaultdict[str, list[str]](list)
    for copy in range(copies):
        graphs = defaultdict[str, list[str]](list)
        for line in renamed(lines, copy).splitlines(keepends=True):
            found = _GRAPH.search(line)
            assert found is not None
            graphs[found[1]].append(line)
        texts = {sha256(f"{copy} {key}")[:16]: f"{copy} {key}" for key in _keys(lines)}
        for name, its_lines in graphs.items():
            if name in texts:
                articles.append((_article(texts[name]), "".join(sorted(its_lines)).encode()))
            else:
                shared[name] += its_lines
    for article, its_lines_ in articles:
        store.put_article([article], its_lines_, versions="benchmark")
    for name, its_lines in shared.items():
        data = "".join(its_lines).encode()
        store.put_graph(name, ox.parse(data, format=ox.RdfFormat.N_QUADS))
    store.put_graph("vocabulary", vocabulary_quads(DEFAULT_BASE))
    store.seal()
    return articles


def _keys(lines: Iterable[str]) -> set[str]:
    """The keys of the texts, as the invented war has them."""
    names_of = (_GRAPH.search(line) for line in lines)
    return {found[1] for found in names_of if found is not None and re.fullmatch("[0-9a-f]{16}", found[1])}


def _article(text: str) -> Article:
    digest = sha256(text)
    return Article(f"{doc_key(digest)}.txt", text, digest, digest, (Block(BlockKind.BODY, 0, len(text)),))


def _keep_writing(
    store: Store, folder: Path, articles: Sequence[tuple[Article, bytes]], seconds: float
) -> list[float]:
    """Replaces one article after the other; the milliseconds that each took."""
    chance, taken, copied = random.Random(0), list[float](), 1
    begin = time.monotonic()
    while (now := time.monotonic()) < begin + seconds:
        if now > begin + copied * COPY_SECONDS:
            _copy(store, folder, copied)
            copied += 1
        article, lines = chance.choice(articles)
        if len(taken) % 2:
            lines = b"".join(lines.splitlines(keepends=True)[:-_OTHERS])
        start = time.perf_counter()
        store.put_article([article], lines, versions="benchmark")
        taken.append(1000 * (time.perf_counter() - start))
        if len(taken) % FLUSH == 0:
            store.flush()
    return taken


def _copy(store: Store, folder: Path, number: int) -> None:
    (folder / "copies").mkdir(exist_ok=True)
    store.checkpoint(folder / "copy")
    (folder / "copy").rename(folder / "copies" / f"{number:06}")


def _started(folder: Path, shape: argparse.Namespace, seed: int) -> "subprocess.Popen[bytes]":
    arguments = ["--triples", str(shape.triples), "--read", str(folder), str(seed)]
    command = [sys.executable, "-m", "benchmarks.readers_benchmark", *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _wait_for(reader: "subprocess.Popen[bytes]") -> None:
    """Waits until a reader has had its first answer; it goes on with the next line that it gets."""
    assert reader.stdout is not None
    assert reader.stdout.readline() == b"reading\n"


def _read(stop: threading.Event, store: Store, times: Times, copies: int, seed: int) -> None:
    chance = random.Random(seed)
    while not stop.is_set():
        times.append(_ask(store, chance, copies))


def _read_copies(folder: Path, copies: int, seed: int) -> Times:
    """Asks the newest checkpoint, again and again, until the writer has ended."""
    chance, times = random.Random(seed), Times()
    _ask(ox.Store.read_only(str(max((folder / "copies").iterdir()))), chance, copies)
    print("reading", flush=True)
    sys.stdin.readline()
    while (newest := max((folder / "copies").iterdir())).name != "ended":
        source = ox.Store.read_only(str(newest))
        times += [_ask(source, chance, copies) for _ in range(LOOKS)]
    return times


_NARROW = [query for query in map(load, names()) if is_narrow(query)]


def _ask(source: Source, chance: random.Random, copies: int) -> tuple[str, float]:
    query = chance.choice(_NARROW)
    sparql = query.bind(dict(values(wanted_by(query), chance.randrange(copies))))
    return query.name, 1000 * clocked(source, sparql)[1]


def _row(what: str, times: Times, seconds: float) -> None:
    taken = sorted(milliseconds for _, milliseconds in times)
    slowest = max(times, key=lambda one: one[1])
    half, p99 = (taken[len(taken) * share // 100] for share in (50, 99))
    print(f"| {what} | {len(taken):,} | {len(taken) / seconds:,.0f} | {half:,.1f} | {p99:,.1f} ", end="")
    print(f"| {slowest[1]:,.1f} | {slowest[0]} |")


if __name__ == "__main__":
    main()
