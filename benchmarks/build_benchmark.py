"""Measures reading and building: articles a second by stage, memory by number of articles, replacing one.

Every measurement runs in a process of its own, so that its memory is its own. Seconds are those of the
processor, so that other work on the machine does not count. Prints a Markdown table for
docs/performance.md, with the command that made it: ``python -m benchmarks.build_benchmark --sizes 100,1000``.
"""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from benchmarks.generate import write_articles
from kg.ids import DEFAULT_BASE
from kg.model import Article, Record

STAGES = ("extraction alone", "and mapping", "and the gate", "the whole build")
REPLACED = 200


def read(folder: Path) -> list[Article]:
    """The articles of a folder, all of which can be read."""
    from kg.articles import read_articles

    return [article for article in read_articles([folder]) if isinstance(article, Article)]


def stage_seconds(folder: Path) -> list[tuple[str, float]]:
    """CPU seconds that all articles of the folder take by extraction, with mapping, and with the gate."""
    from kg.extract import extract
    from kg.mapping import article_graph
    from kg.pipeline.memory import rare_collections
    from kg.validation import check

    articles = read(folder)

    def map_one(article: Article) -> tuple[Record, int]:
        record = extract(article)
        return record, len(article_graph(record, DEFAULT_BASE).nquads())

    def check_one(article: Article) -> None:
        record = extract(article)
        check(record, DEFAULT_BASE, graph=article_graph(record, DEFAULT_BASE))

    for article in articles[:10]:  # rules, registry, gazetteer and shapes are loaded once, not measured
        check_one(article)
    work: tuple[Callable[[Article], object], ...] = (extract, map_one, check_one)
    with rare_collections():  # as in a build
        return [(name, _seconds(one, articles)) for name, one in zip(STAGES, work, strict=False)]


def build_seconds(folder: Path, store: Path, *, shapes: bool = True) -> float:
    """CPU seconds of one build with one worker, from files to a closed store; rules are loaded before."""
    from kg.articles import read_articles
    from kg.extract import extract
    from kg.pipeline import build
    from kg.store import open_store
    from kg.validation import check

    first = next(iter(read_articles([folder])))
    assert isinstance(first, Article)
    check(extract(first), DEFAULT_BASE)
    without = nullcontext() if shapes else patch("kg.validation.gate.judge", return_value=())
    start = time.process_time()
    with without, open_store(store, base=DEFAULT_BASE) as opened:
        build([folder], opened, jobs=1)
    return time.process_time() - start


def limit_seconds(folder: Path, store: Path) -> float:
    """CPU seconds that Oxigraph alone takes to load the finished graphs: what no build can go below."""
    import pyoxigraph as ox

    from kg.extract import extract
    from kg.mapping import article_graph

    lines = b"".join(article_graph(extract(a), DEFAULT_BASE).nquads() for a in read(folder))
    start = time.process_time()
    graph = ox.Store(str(store))
    graph.bulk_load(lines, format=ox.RdfFormat.N_QUADS, lenient=True)
    graph.flush()
    return time.process_time() - start


def rebuild_seconds(folder: Path, store: Path) -> float:
    """CPU seconds of a build in which nothing has changed."""
    from kg.pipeline import build
    from kg.store import open_store

    start = time.process_time()
    with open_store(store, base=DEFAULT_BASE) as opened:
        assert not build([folder], opened, jobs=1).built
    return time.process_time() - start


def replace_milliseconds(folder: Path, store: Path) -> tuple[float, float]:
    """Medians by the clock and by the processor of putting a changed graph in place of one that is stored.

    The sidecar of the article is changed: another publisher, and a day later, which moves what is dated
    by it. The time is that of the store, without a flush.
    """
    from kg.extract import extract
    from kg.mapping import article_graph
    from kg.store import open_store

    taken = []
    with open_store(store, base=DEFAULT_BASE) as opened:
        for article in read(folder)[:REPLACED]:
            changed = _changed(article)
            lines = article_graph(extract(changed), DEFAULT_BASE).nquads()
            start, used = time.perf_counter(), time.process_time()
            opened.put_article([changed], lines, versions="benchmark")
            taken.append((1000 * (time.perf_counter() - start), 1000 * (time.process_time() - used)))
    return statistics.median(clock for clock, _ in taken), statistics.median(used for _, used in taken)


def _changed(article: Article) -> Article:
    assert article.published is not None
    later, publisher = article.published + timedelta(days=1), f"New {article.publisher}"
    given = dict(article.metadata) | {"published": later.isoformat(), "publisher": publisher}
    return replace(article, published=later, publisher=publisher, metadata=tuple(sorted(given.items())))


def peak_megabytes() -> float:
    """The most memory this process had at once (Linux counts kilobytes, macOS bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    """Measure all sizes, or (for a child) one, and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="100,1000", help="numbers of articles, with commas")
    parser.add_argument("--one", nargs=3, metavar=("TASK", "FOLDER", "STORE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _one(options.one[0], Path(options.one[1]), Path(options.one[2]))
        return
    sizes = [int(size) for size in options.sizes.split(",")]
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"`python -m benchmarks.build_benchmark --sizes {options.sizes}`, one worker, {machine}\n")
    with TemporaryDirectory() as name:
        _report(Path(name), sizes)


def _report(folder: Path, sizes: list[int]) -> None:
    words = {size: write_articles(folder / str(size), size) for size in sizes}
    first = sizes[0]
    print("| stage | articles | CPU seconds | articles/s | words/s |\n|---|---:|---:|---:|---:|")
    for line in _child("stages", folder / str(first), folder / "none"):
        stage, seconds = line.split("\t")
        _row(stage, first, float(seconds), words[first])
    (unchecked,) = _child("unchecked", folder / str(first), folder / "unchecked")
    _row("the whole build without SHACL", first, float(unchecked), words[first])
    (least,) = _child("limit", folder / str(first), folder / "limit")
    _row("the limit: Oxigraph alone loads the finished graphs", first, float(least), words[first])
    peaks = []
    for size in sizes:
        seconds, peak = _child("build", folder / str(size), folder / f"store-{size}")[0].split("\t")
        _row(STAGES[-1], size, float(seconds), words[size])
        (again,) = _child("rebuild", folder / str(size), folder / f"store-{size}")
        _row("a build without changes", size, float(again), words[size])
        peaks.append((size, peak))
    print("\n| articles built | most memory, MB |\n|---:|---:|")
    for size, peak in peaks:
        print(f"| {size:,} | {float(peak):,.0f} |")
    (line,) = _child("replace", folder / str(sizes[-1]), folder / f"store-{sizes[-1]}")
    clock, used = map(float, line.split("\t"))
    print(f"\nReplacing one changed article among {sizes[-1]:,}, without the flush: ", end="")
    print(f"{clock:.1f} ms by the clock, {used:.1f} ms of the processor (medians)")


def _one(task: str, folder: Path, store: Path) -> None:
    if task == "stages":
        for stage, seconds in stage_seconds(folder):
            print(f"{stage}\t{seconds}")
    elif task == "build":
        print(f"{build_seconds(folder, store)}\t{peak_megabytes()}")
    elif task == "unchecked":
        print(build_seconds(folder, store, shapes=False))
    elif task == "limit":
        print(limit_seconds(folder, store))
    elif task == "rebuild":
        print(rebuild_seconds(folder, store))
    else:
        print("\t".join(map(str, replace_milliseconds(folder, store))))


def _child(task: str, folder: Path, store: Path) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.build_benchmark", "--one", task, str(folder), str(store)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout.splitlines()


def _row(stage: str, articles: int, seconds: float, words: int) -> None:
    print(f"| {stage} | {articles:,} | {seconds:.2f} | {articles / seconds:,.0f} | {words / seconds:,.0f} |")


def _seconds(one: Callable[[Article], object], articles: list[Article]) -> float:
    start = time.process_time()
    for article in articles:
        one(article)
    return time.process_time() - start


if __name__ == "__main__":
    main()
