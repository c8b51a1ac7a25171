"""Hostile ids and names: an error that shows them harmless, or the exact text in a graph that parses."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import open_store

from .names import NAMES
from .sandbox import Done, Sandbox

STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
WEB = "http://x.example/"
KNOWN = {"blank": "key 'id' is missing"}


def said(number: int) -> str:
    return f"The army said {number} people died in Homs on 3 May 2016."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sandbox, Done]:
    """One file of lines, each with a hostile id that is its title too."""
    sandbox = Sandbox(tmp_path_factory.mktemp("names"))
    lines = (
        json.dumps({"id": name, "title": name, "publisher": name, "text": said(number)})
        for number, name in enumerate(NAMES.values(), start=10)
    )
    path = sandbox.here / "articles.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return sandbox, sandbox.kg("build", path, "--store", sandbox.store, seconds=60)


@pytest.fixture(scope="module")
def exported(built: tuple[Sandbox, Done]) -> list[ox.Quad]:
    sandbox, _ = built
    target = sandbox.here / "harm.ttl"
    assert sandbox.kg("export", target, "--store", sandbox.store, seconds=60).code == 0
    return list(ox.parse(path=str(target), format=ox.RdfFormat.TURTLE))


def files(store: Path) -> Iterator[tuple[str, str]]:
    with open_store(store, read_only=True) as opened:
        for key in opened.entries:
            for copy in opened.articles(key):
                yield copy.text, copy.file


def test_there_are_40_hostile_names_and_more() -> None:
    assert len(set(NAMES.values())) == len(NAMES) >= 40


def test_hostile_ids_touch_nothing_and_are_shown_harmless(built: tuple[Sandbox, Done]) -> None:
    sandbox, done = built

    sandbox.assert_harmless(done)
    assert not STEERING.search(done.err)


@pytest.mark.parametrize("name", NAMES, ids=str)
def test_a_hostile_id_is_kept_to_the_character_or_refused(
    built: tuple[Sandbox, Done], exported: list[ox.Quad], name: str
) -> None:
    sandbox, done = built
    number = list(NAMES).index(name) + 10

    kept = dict(files(sandbox.store)).get(said(number))

    if name in KNOWN:
        assert kept is None
        assert KNOWN[name] in done.err
    else:
        assert kept == NAMES[name]
        titles = {quad.object.value for quad in exported if quad.predicate.value.endswith("/headline")}
        assert " ".join(NAMES[name].split()) in {" ".join(title.split()) for title in titles}


def test_no_hostile_id_is_part_of_an_iri(exported: list[ox.Quad]) -> None:
    nodes = {term.value for quad in exported for term in quad if isinstance(term, ox.NamedNode)}

    ours = {node for node in nodes if node.startswith("https://data.example.org/")}
    assert ours
    assert all(re.fullmatch(r"https://data\.example\.org/[\w/.-]+", node, re.ASCII) for node in ours)


@pytest.mark.parametrize(
    "name",
    [
        "line feed", "up", "absolute", "option", "iri that ends", "query", "terminal", "wide", "turned around",
        "bad percent", "three quotes", "emoji",
    ],
)  # fmt: skip
@pytest.mark.parametrize("command", ["query", "explain", "retract", "export", "base", "address", "source"])
@pytest.mark.nightly
def test_a_hostile_argument_ends_in_an_error_that_is_shown_harmless(
    built: tuple[Sandbox, Done], tmp_path: Path, command: str, name: str
) -> None:
    sandbox, _ = built
    assert_refused(sandbox, command, NAMES[name])


@pytest.mark.parametrize("command", ["query", "explain", "retract", "export", "base", "address", "source"])
def test_a_name_of_every_kind_of_trick_ends_in_an_error(built: tuple[Sandbox, Done], command: str) -> None:
    trick = '\x1b[2J\u202e../> . " } SERVICE <http://127.0.0.1:9/> {'

    assert_refused(built[0], command, trick)


def assert_refused(sandbox: Sandbox, command: str, value: str) -> None:
    article = sandbox.here / "one.txt"
    article.write_text(said(9), encoding="utf-8")
    article.with_suffix(".toml").unlink(missing_ok=True)
    new = ["--store", sandbox.here / "other"]
    old = ["--store", sandbox.store]
    if command == "address":
        article.with_suffix(".toml").write_text(f"url = {json.dumps(value)}", encoding="utf-8")
    notes = sandbox.here / "notes.jsonld"
    context = "http://www.w3.org/ns/anno.jsonld"
    note = {"@context": context, "type": "Annotation", "target": {"source": value}, "body": []}
    notes.write_text(json.dumps(note), encoding="utf-8")
    arguments = {
        "query": ["query", "who-disputes", "-p", f"incident={value}", *old],
        "explain": ["explain", *old, "--", value],
        "retract": ["retract", "--why", "asked", *old, "--", f"no {value}"],
        "export": ["export", *old, "--article", f"no {value}", sandbox.here / "out.ttl"],
        "base": ["build", article, f"--base={WEB}{value}", *new],
        "address": ["build", article, *new],
        "source": ["build", article, "--annotations", notes, *new],
    }[command]

    done = sandbox.kg(*arguments)

    assert done.code in (1, 2)
    assert not STEERING.search(done.out + done.err)
    assert not (sandbox.here / "out.ttl").exists()
    sandbox.assert_harmless(done)
