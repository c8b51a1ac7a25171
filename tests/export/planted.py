"""Invented reports with a canary wherever one could hide, and the decisions of invented people."""

import base64
import html
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox

from kg.decisions import Decision, Decisions, What, replay
from kg.pipeline import build, retract
from kg.store import Store
from kg.vocab import Verdict

BASE = "https://planted.example/"
PERSON = "Zoë Qwalmond-Vrixby"
OTHER = "Torvik Brelszani"
OFFICIAL = "person/stephen-townsend"
VILLAGE = "Zhorvukabad"

_FIRST = f"""{PERSON} tells of the Mosul strike

By Sample Wire staff

BAGHDAD, March 20, 2017 - An airstrike on March 17 in Mosul killed 56 civilians, said {PERSON}, a teacher.

"The strike killed my neighbours," Qwalmond\u2011Vrixby said. {PERSON.upper()}'S brother {OTHER}
said the strike on March 17 in Mosul killed 60 civilians. Mr. Qwalmond\u2019s house in {VILLAGE}, near
Mosul, is gone. Zoe\u0308\u00a0Qwal\u00admond lost five relatives (see
https://blog.example/zo%C3%AB-qw%61lmond and #ZoeQwalmondVrixby). General Stephen Townsend said
the coalition \u201cprobably had a role\u201d in the deaths.
"""
_SECOND = f"""Sample Monitor counts the dead of Mosul

LONDON, March 21, 2017 - An airstrike on March 17 in Mosul killed at least 56 civilians, residents said.
{PERSON} said the airstrike killed at least 56 civilians. "Our aircraft were there," Townsend said.
"""
_THIRD = """Mosul strike of another day

ERBIL, March 20, 2017 - An airstrike on March 14 in Mosul killed 9 civilians, residents said.
"""
_FOURTH = """Withdrawn report

ERBIL, March 20, 2017 - An airstrike on March 15 in Mosul killed 7 civilians, residents said.
"""

NAMES = ("qwalmond", "vrixby", "torvik", "brelszani", "townsend", "stephen")
"""What is left of nobody on the list."""
BESIDE = (
    "zqtitle", "zqauthor", "zqagency", "zqlicence", "zqlinewriter", "zqinside", "zqfolder", "zqfile", "zqwhy",
    "zqdecider", "zqreason", "zqreviewer", "zqcomment", "2017-04-05",
)  # fmt: skip
"""What stood in sidecars, names of files and folders, decisions, reviews and withdrawals."""
PLACES = ("mosul", "zhorvukabad")


def write_reports(folder: Path) -> Path:
    """The reports as files, with what stands beside them."""
    folder = folder / "zqfolder-canary"
    folder.mkdir(parents=True)
    for name, text in (
        ("zqfile-one", _FIRST),
        ("zqfile-two", _SECOND),
        ("zqfile-three", _THIRD),
        ("gone", _FOURTH),
    ):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "zqfile-one.toml").write_text(
        'title = "Zqtitle of the desk"\nauthor = "Zqauthor, by telephone"\nagency = "Zqagency Contact"\n'
        'licence = "Zqlicence, do not hand on"\nretrieved = 2017-04-05\npublisher = "Sample Wire"\n'
        'published = 2017-03-20\nurl = "https://wire.example/2017/zo%C3%AB-qwalmond-tells"\n',
        encoding="utf-8",
    )
    (folder / "zqfile-two.toml").write_text(
        'author = "Zqlinewriter"\nurl = "https://zqinside.internal/7"\nagency = "Zqagency Contact"\n',
        encoding="utf-8",
    )
    (folder / "people.txt").unlink(missing_ok=True)
    return folder


def plant(store: Store, folder: Path) -> None:
    """Builds the reports, decides of them, reviews one statement, withdraws one article."""
    reports = write_reports(folder)
    build([reports], store)
    one, two, three = (
        _first(store, name, "incident") for name in ("zqfile-one", "zqfile-two", "zqfile-three")
    )
    said = _first(store, "zqfile-one", "statement")
    lines = [
        _identity(one, three, What.SAME, "Zqdecider"),
        _identity(two, three, What.NOT_SAME, "Zqdecider"),
        Decision(date(2031, 6, 1), "Zqreviewer", What.STATEMENT, "Zqcomment", (said,), Verdict.ACCEPTED),
    ]
    decided: Decisions = replay(lines)
    build([reports], store, decisions=decided)
    (gone,) = (key for key, entry in store.entries.items() if entry.copies[0].file == "gone.txt")
    retract(store, gone, why="Zqwhy: a relative asked", day="2031-06-02", decisions=decided)
    _keep_what_is_named(store)


def _keep_what_is_named(store: Store) -> None:
    """Rows of the registry that nothing leads to are left out: they are nine tenths of so small a store."""
    told: dict[str, set[str]] = {}
    for quad in store.pattern(None, None, None):
        if isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
            told.setdefault(quad.subject.value, set()).add(quad.object.value)
    rows = {quad.subject.value for quad in store.quads("registry")}  # type: ignore[union-attr]
    waiting = {iri for node, values in told.items() if node not in rows for iri in values & rows}
    kept: set[str] = set()
    while waiting:
        kept |= waiting
        waiting = {iri for node in waiting for iri in told[node] & rows} - kept
    store.put_graph("registry", [q for q in store.quads("registry") if q.subject.value in kept])  # type: ignore[union-attr]


def _identity(one: str, other: str, what: What, author: str) -> Decision:
    a, b = sorted((one, other))
    return Decision(date(2031, 6, 1), author, what, "Zqreason of the desk", (a, b))


def _first(store: Store, file: str, kind: str) -> str:
    (key,) = (key for key, entry in store.entries.items() if entry.copies[0].file == f"{file}.txt")
    subjects = {str(quad.subject.value) for quad in store.quads(key)}  # type: ignore[union-attr]
    return min(iri for iri in subjects if f"/{kind}-" in iri).removeprefix(store.base)


def variants(data: bytes) -> Iterator[str]:
    """The bytes as text in every way in which a word could stand in them, folded."""
    text = data.decode("utf-8", "replace")
    for plain in (text, unquote(text), html.unescape(text), _unescaped(text)):
        folded = "".join(
            c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)
        ).casefold()
        yield folded
        yield re.sub(r"[\W_]+", "", folded)


def hidden(word: str) -> list[str]:
    """The word in base64 at each of the three places at which it can begin."""
    found = []
    for written in {word, word.capitalize(), word.upper()}:
        for shift in range(3):
            encoded = base64.b64encode(b"x" * shift + written.encode()).decode()
            found.append(encoded[4 if shift else 0 :].rstrip("=")[:-2].casefold())
    return [one for one in found if len(one) >= 6]


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda m: chr(int(m[1] or m[2], 16)), text)
