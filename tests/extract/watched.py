"""Tries every regular expression of the program on hostile text, in the way in which the program tries it.

Run as a program, in a process of its own: expressions are watched from before the program is loaded, while
it reads samples and the examples of all rules. What is searched for must be fast wherever it begins,
one that is matched at a place only there. Prints a line of JSON for each expression that goes wild, and at
last how many were tried.
"""

import argparse
import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.extract.hostile import Run, hostile_runs
from tests.extract.paragraphs import PARAGRAPHS

SHORT, LONG = 1000, 6000  # characters
MOST = 30e-6  # CPU seconds a character: five times what a search needs at most, on a slow machine
FAST = 1.5e-6  # CPU seconds a character up to which nothing is asked: what grows with the square takes more
GROWTH = 8.0  # times the time for four times the text: 4 is linear, 16 the square
CLOCK = 0.02  # CPU seconds that any clock can measure
DEADLINE = 5.0  # CPU seconds after which an expression that hangs in one place is stopped
CHECKS = "/kg/rulebook/"  # searches examples for what the program matches at one place
LOOKING = "/kg/extract/language/patterns.py"  # tries what others ask for
READING = ("kg/articles/", "kg/extract/", "kg/text.py")

_PLACED = {"match", "fullmatch"}
_METHODS = _PLACED | {"search", "finditer", "findall", "sub", "subn", "split"}


class Watched:
    """A compiled expression that remembers how it was tried."""

    def __init__(self, pattern: re.Pattern[str], where: str) -> None:
        self.pattern_itself, self.where, self.uses = pattern, where, set[str]()

    def __getattr__(self, name: str) -> Any:
        asks = sys._getframe(1)
        if asks.f_code.co_filename.endswith(LOOKING) and asks.f_back is not None:
            asks = asks.f_back
        if name in _METHODS and CHECKS not in asks.f_code.co_filename:
            self.uses.add(name if name in _PLACED else "search")
        return getattr(self.pattern_itself, name)

    def ways(self) -> set[str]:
        """How it is tried: as it was seen to be, or in all ways if it was never seen and reads articles."""
        reads = self.where.startswith(READING)
        return self.uses or (_PLACED | {"search"} if reads else _PLACED)


def watch() -> dict[tuple[str, int], Watched]:
    """Everything that the program compiles from now on."""
    seen: dict[tuple[str, int], Watched] = {}
    compiled: Callable[..., Any] = re._compile  # type: ignore[attr-defined]

    def remember(pattern: Any, flags: int) -> Any:
        if isinstance(pattern, Watched):
            return pattern
        caller = sys._getframe(2)
        _, inside, path = caller.f_code.co_filename.rpartition("/kg/")
        if not inside or "site-packages" in path or not isinstance(pattern, str):
            return compiled(pattern, flags)
        key = (pattern, int(flags))
        if key not in seen:
            seen[key] = Watched(compiled(pattern, flags), f"kg/{path}:{caller.f_lineno}")
        return seen[key]

    re._compile = remember  # type: ignore[attr-defined]
    return seen


def read_samples() -> None:
    """Load all of the program, check all rules, and read what is shipped to be read."""
    import kg

    for module in pkgutil.walk_packages(kg.__path__, "kg."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from kg.articles import read_articles
    from kg.extract import extract
    from kg.model import Article
    from kg.rulebook.testing import check_rules
    from tests.extract.invented import read

    list(check_rules())
    for article in read_articles([Path("data/articles")]):
        if isinstance(article, Article):
            extract(article)
    read("\n\n".join(PARAGRAPHS))


def slow_runs(watched: Watched, *, variants: int) -> Iterator[tuple[Run, str]]:
    """The texts on which an expression takes more than linear time, with what was measured."""
    pattern, ways = watched.pattern_itself, watched.ways()
    for run in hostile_runs(pattern, variants=variants):
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, DEADLINE)
            wrong = _fault(lambda n: _seconds(pattern, ways, run.text(n)))  # noqa: B023
        except TimeoutError:
            wrong = f"more than {DEADLINE:.0f} s"
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if wrong is not None:
            yield run, wrong


def _fault(seconds: Callable[[int], float]) -> str | None:
    """What is wrong with the time that a text of so many characters takes; None where it is linear."""
    if seconds(SHORT) > MOST * SHORT and (once := _least(seconds, SHORT)) > MOST * SHORT:
        return f"{1e6 * once / SHORT:.0f} µs a character"
    if seconds(LONG) < FAST * LONG or (long := _least(seconds, LONG)) < FAST * LONG:
        return None
    growth = long / _least(seconds, LONG // 4)
    return f"{growth:.0f} times the time for four times the text" if growth > GROWTH else None


def _least(seconds: Callable[[int], float], length: int) -> float:
    """The least of some runs, each of which goes on for as long as a coarse clock needs."""
    times = 1
    while (taken := sum(seconds(length) for _ in range(times))) < CLOCK:
        times *= 2
    return min(taken, *(sum(seconds(length) for _ in range(times)) for _ in range(2))) / times


def _seconds(pattern: re.Pattern[str], ways: set[str], text: str) -> float:
    start = time.process_time()
    if "search" in ways:
        for _ in pattern.finditer(text):
            pass
    for way in _PLACED & ways:
        getattr(pattern, way)(text)
    return time.process_time() - start


def _stop(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    """Watch, read, try all, print what is slow."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=2, help="how many choices of each expression to try")
    options = parser.parse_args()
    signal.signal(signal.SIGVTALRM, _stop)
    seen = watch()
    read_samples()
    tried = 0
    for (words, _), watched in sorted(seen.items(), key=lambda item: (item[1].where, item[0])):
        tried += 1
        for run, wrong in slow_runs(watched, variants=options.variants):
            found = {"at": watched.where, "pattern": words[:200], "run": run, "wrong": wrong}
            print(json.dumps(found), flush=True)
            break
    print(tried)


if __name__ == "__main__":
    main()
