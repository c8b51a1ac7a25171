"""Measures linking invented accounts whose true events are known: time, memory, and what was wrongly joined.

Every size is linked in a process of its own, so that its memory is its own. Seconds are by the clock and of
the processor. Prints a Markdown table for docs/performance.md, with the command that made it:
``python -m benchmarks.linking_benchmark --sizes 1000,10000``.
"""

import argparse
import cProfile
import json
import os
import platform
import pstats
import subprocess
import sys
import time
from typing import Any

from benchmarks.build_benchmark import peak_megabytes
from benchmarks.linking_events import Shape, make_world
from kg.evaluation import score_linking
from kg.registry import load_registry
from kg.resolve import link_events

_HEAD = (
    "accounts", "articles", "true events", "seconds", "CPU seconds", "most MB", "MB before",
    "B3 P", "B3 R", "B3 F1", "pairs P", "pairs R", "pairs joined", "wrong", "wrong, %",
)  # fmt: skip


def main() -> None:
    """Measure all sizes, or (for a child) one, and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000", help="numbers of accounts, with commas")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shape", type=Shape, choices=list(Shape), default=Shape.WARS, help="how crowded")
    parser.add_argument("--profile", type=int, metavar="SIZE", help="where the time goes at one size")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.profile is not None:
        profile(options.profile, seed=options.seed, shape=options.shape)
        return
    if options.one is not None:
        print(json.dumps(measure(options.one, seed=options.seed, shape=options.shape)))
        return
    given = ["--sizes", options.sizes, *_options(options)]
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"`python -m benchmarks.linking_benchmark {' '.join(given)}`, {machine}\n")
    print(f"| {' | '.join(_HEAD)} |\n|{'---:|' * len(_HEAD)}")
    for size in options.sizes.split(","):
        found = _child(["--one", size, *_options(options)])
        print(f"| {' | '.join(_cell(found[name]) for name in _HEAD)} |", flush=True)


def measure(size: int, *, seed: int, shape: Shape) -> dict[str, float]:
    """One row of the table. ``MB before`` is the memory that the accounts take before they are linked."""
    registry = load_registry()
    world = make_world(size, registry, seed=seed, shape=shape)
    before, start, used = peak_megabytes(), time.perf_counter(), time.process_time()
    links = link_events(world.events, registry)
    seconds, used = time.perf_counter() - start, time.process_time() - used
    peak = peak_megabytes()
    score = score_linking((event.members for event in links.events), world.groups)
    articles = len({event.article for event in world.events})
    values = (
        len(world.events), articles, len(world.groups), seconds, used,
        peak, before,
        score.b3.precision, score.b3.recall, score.b3.f1, score.pairs.precision, score.pairs.recall,
        score.merged, score.wrong, 100 * score.wrong_share,
    )  # fmt: skip
    return dict(zip(_HEAD, values, strict=True))


def profile(size: int, *, seed: int, shape: Shape) -> None:
    """Prints the functions of linking that take most time themselves, and with all they call."""
    registry = load_registry()
    world = make_world(size, registry, seed=seed, shape=shape)
    watch = cProfile.Profile()
    watch.runcall(link_events, world.events, registry)
    stats = pstats.Stats(watch).strip_dirs()
    stats.sort_stats("cumulative").print_stats(25)
    stats.sort_stats("tottime").print_stats(20)


def _options(options: argparse.Namespace) -> list[str]:
    return ["--seed", str(options.seed), "--shape", options.shape]


def _child(arguments: list[str]) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.linking_benchmark", *arguments]
    result = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    found: dict[str, Any] = json.loads(result)
    return found


def _cell(value: float) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value > 1 else f"{value:.3f}"


if __name__ == "__main__":
    main()
