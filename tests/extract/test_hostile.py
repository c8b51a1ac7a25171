"""Hostile text costs no more than its length, in time and in memory. Seconds are the processor's."""

import gc
import json
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import settings

from kg.extract import extract
from tests.extract.invented import article, broken_promises, read

ROOT = Path(__file__).parents[2]
DEADLINE = 600  # seconds by the clock after which whatever still runs counts as endless
LENGTH = 40_000  # characters of the shorter of two texts; the longer has four times as many
GROWTH = 8.0  # times the time for four times the text: 4 is linear, 16 the square
MOST_MEMORY = 1000  # bytes a character at once; what is read takes 400 at most
BOUNDED = 4_000_000  # bytes that bounded caches may keep

NAMES = ("Adam Reyes", "Lina Haddad", "Peter Kolb", "Omar Said", "the army", "Sample Wire")
HOSTILE = {
    "one sentence": "the army said that it had bombed the market and killed 12 civilians while ",
    "quotation marks": '"',
    "quotation marks with blanks": '" ',
    "opening marks": "“we ",
    "single marks": "'a ",
    "numbers": "45 ",
    "numbers with commas": "1,200, ",
    "one long number": "7",
    "nested parentheses": "(",
    "parentheses of words": "(said ",
    "links that are never closed": "[a](",
    "one word": "killed ",
    "one name": "Adam Reyes ",
    "a list of names": "".join(f"{name}, " for name in NAMES),
    "initials": "A.B. ",
    "said that": "said that ",
    "according to": "according to ",
    "denied that": "the army denied that ",
    "full stops": ".",
    "blanks": " ",
    "lines of blanks": " \n",
    "days": "3 May 2017, ",
    "strikes": "air strike in Raqqa ",
    "menus": "World • ",
    "capitals": "A",
    "turns": "LENA OSK: did they?\n",
}


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Rules, names and places are loaded once, which is not what is measured."""
    read("Adam Reyes said 12 people died in an air strike in Raqqa on 3 May 2017.")


@pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="an expression that hangs cannot be stopped here"
)
def test_no_expression_takes_more_than_linear_time() -> None:
    """Each is fed what it asks for, and near misses: see ``watched``. More at night."""
    at_night = settings.get_current_profile_name() == "nightly"
    command = [sys.executable, "-m", "tests.extract.watched", f"--variants={6 if at_night else 2}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=DEADLINE)
    assert done.returncode == 0, done.stdout + done.stderr
    *slow, tried = map(json.loads, done.stdout.splitlines())

    assert slow == []
    assert tried > 250


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_four_times_the_text_takes_about_four_times_the_time(part: str) -> None:
    short, long = (_seconds(part, length) for length in (LENGTH // 4, LENGTH))

    assert long < 1.0 or long < GROWTH * min(short, _seconds(part, LENGTH // 4))


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_memory_grows_with_the_text_and_is_given_back(part: str) -> None:
    text = _repeated(part, LENGTH // 16)
    read(text)
    gc.collect()
    tracemalloc.start()
    try:
        read(text)
        _, most = tracemalloc.get_traced_memory()
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < MOST_MEMORY * len(text)
    assert kept < BOUNDED


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE)
def test_what_is_read_from_hostile_text_keeps_its_promises(part: str) -> None:
    assert broken_promises(read(_repeated(part, 4000))) == []


def test_a_line_of_a_menu_is_read_at_once() -> None:
    """A separator with blanks could be read in four ways, and twelve of them in sixteen million."""
    start = time.process_time()
    article("The army said 12 died in Raqqa.\n\n" + "Z • " * 45 + "/\n")

    assert time.process_time() - start < 2


def _seconds(part: str, length: int) -> float:
    text = _repeated(part, length)
    start = time.process_time()
    extract(article(text))
    return time.process_time() - start


def _repeated(part: str, length: int) -> str:
    return part * (length // len(part))
