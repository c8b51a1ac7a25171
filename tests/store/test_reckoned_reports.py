"""From invented reports to the derived graph: what is read, remembered, reckoned and written down."""

from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.api import KnowledgeGraph
from kg.ids import DEFAULT_BASE, doc_key, sha256
from kg.pipeline import build, retract
from kg.pipeline.deriving import ledger_facts
from kg.pipeline.remembering import recall
from kg.pipeline.telling import find_told, read_told
from kg.registry import load_registry
from kg.resolve import Communication, TallyTold, keep_ledger
from kg.store import Store, open_store
from kg.validation import facts_of
from kg.vocab import P_RIVAL_TO, P_SAID_IN, SCHEMA
from tests.queries.invented import KEYS, oxigraph

REPORTS = {
    "june.txt": """The Pentagon said on Friday that strikes of the US-led coalition have killed at least 512 \
civilians in Iraq and Syria since August 2014.

The report says strikes assessed during the month of June killed 38 civilians.

June 30, 2017
""",
    "undated.txt": """Coalition strikes have killed a total of 521 civilians since 2014, the Pentagon says.
""",
    "august.txt": """The US-led coalition has confirmed another 40 civilian deaths in its strikes, \
raising the number of civilians it has acknowledged killing in Iraq and Syria since 2014 to at least 570.

Published: August 4, 2017

Read more: US-led coalition says 530 civilian casualties in strikes in Iraq, Syria
""",
}


@pytest.fixture
def reports(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in REPORTS]


@pytest.fixture
def graph(tmp_path: Path, reports: list[Path]) -> Iterator[KnowledgeGraph]:
    with open_store(tmp_path / "store") as store:
        build(reports, store)
        yield KnowledgeGraph(store)


def test_the_ledger_shows_the_totals_in_order_with_their_bounds(graph: KnowledgeGraph) -> None:
    rows = list(graph.query("tally-ledger", organisation="org/cjtf-oir"))

    assert [(row["value"], row["min"], row["max"]) for row in rows] == [
        (512, 512, None), (521, 521, 521), (530, 530, 530), (570, 570, None),
    ]  # fmt: skip
    assert len({row["series"] for row in rows}) == 1
    assert [row["as_of"] and str(row["as_of"]) for row in rows] == [
        "2017-06-30", None, "2017-08-04", "2017-08-04",
    ]  # fmt: skip
    told_as = {row["value"]: row["unit"] for row in rows}
    assert {row["counts"] for row in rows} == {"civilians killed"}
    assert told_as[530].startswith("civilian casualties")


def test_arithmetic_tells_what_agrees_is_implied_or_stays_open_with_the_words(graph: KnowledgeGraph) -> None:
    rows = list(graph.query("tally-arithmetic"))

    sums = {row["derivation"]: str(row["description"]).partition(":")[0] for row in rows}
    assert sorted(sums.values()) == [
        "512 - 38 = 474",
        "512 to 521 leaves 9 unexplained",
        "521 to 530 leaves 9 unexplained",
        "530 + 40 = 570",
    ]
    used = {(row["role"], row["words"]) for row in rows if row["finding"] == "agrees"}
    assert used == {
        ("added", "530 civilian casualties"),
        ("added", "40 civilian deaths"),
        ("compared with", "at least 570"),
    }


def test_nothing_derived_is_a_claim_or_stands_in_an_article(graph: KnowledgeGraph) -> None:
    assert graph.query("checks/derived-in-an-article").rows == ()
    derived = {quad.subject.value for quad in graph.store.quads("derived")}
    for key in graph.store.entries:
        own = {quad.subject.value for quad in graph.store.quads(key)}
        assert {iri for iri in own & derived if "/statement-" not in iri and "/figure-" not in iri} == set()


def test_what_was_read_is_what_is_remembered_and_read_back(graph: KnowledgeGraph) -> None:
    told = read_told(graph.store, known={})

    assert recall(graph.store) == told
    assert sorted(tally.value or 0 for one in told.values() for tally in one.tallies) == [
        38, 40, 512, 521, 530, 570,
    ]  # fmt: skip


def test_one_by_one_in_any_order_or_all_at_once_gives_the_same_bytes(
    tmp_path: Path, reports: list[Path], graph: KnowledgeGraph
) -> None:
    for number, order in enumerate(permutations(reports)):
        with open_store(tmp_path / f"store-{number}") as store:
            for report in order:
                build([report], store)
            assert _derived(store) == _derived(graph.store)


def test_what_rested_on_a_withdrawn_report_is_gone(graph: KnowledgeGraph) -> None:
    key = doc_key(sha256(REPORTS["august.txt"]))

    retract(graph.store, key, day="2026-01-01", why="a test")

    rows = list(graph.query("tally-arithmetic"))
    assert {row["finding"] for row in rows} == {"implied", "unexplained"}
    assert not any(key in line for line in _derived(graph.store))


def test_the_ledger_of_the_invented_war_is_what_was_written_down_by_hand() -> None:
    registry, found, world = load_registry(), list[TallyTold](), oxigraph()
    for key in KEYS.values():
        name = ox.NamedNode(f"{DEFAULT_BASE}graph/{key}")
        facts = facts_of(world.quads_for_pattern(None, None, None, name))
        found += find_told(facts, key, base=DEFAULT_BASE).tallies

    ledger = keep_ledger(found, _communications(world), registry)

    made = {
        (DEFAULT_BASE + subject, predicate.value, _text(value))
        for subject, predicate, value in ledger_facts(ledger, registry)
        if predicate.value != SCHEMA + "name"  # the invented bodies have no row in the registry
    }
    name = ox.NamedNode(f"{DEFAULT_BASE}graph/derived")
    written = {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in world.quads_for_pattern(None, None, None, name)
        if quad.predicate.value not in (SCHEMA + "name", P_RIVAL_TO)
    }
    assert made == written


def _communications(world: ox.Store) -> list[Communication]:
    said_in = ox.NamedNode(P_SAID_IN)
    members = [(q.object.value, q.subject.value) for q in world.quads_for_pattern(None, said_in, None)]
    return [
        Communication(
            origin.removeprefix(DEFAULT_BASE),
            _day(world, origin),
            _day(world, origin),
            (),
            tuple(sorted(s.removeprefix(DEFAULT_BASE) for o, s in members if o == origin)),
            2,
            "",
        )
        for origin in sorted({origin for origin, _ in members})
    ]


def _day(world: ox.Store, node: str) -> date:
    quads = world.quads_for_pattern(ox.NamedNode(node), ox.NamedNode(SCHEMA + "endDate"), None)
    return date.fromisoformat(next(iter(quads)).object.value)


def _text(value: str | ox.NamedNode | ox.Literal) -> str:
    return DEFAULT_BASE + value if isinstance(value, str) else value.value


def _derived(store: Store) -> list[str]:
    return sorted(str(quad.triple) for quad in store.quads("derived"))
