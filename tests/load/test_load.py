"""Loading makes a real server hold what the store holds, and touches nothing else there."""

import httpx
import pyoxigraph as ox
import pytest

from kg.endpoint import ask
from kg.errors import StoreError, UsageError
from kg.load import load, remote
from kg.load.bodies import body_of
from kg.store import Store
from kg.store.lines import sorted_lines
from kg.vocab import P_GRAPH_DIGEST
from tests.store.samples import make_record, put

VALUES = "SELECT DISTINCT ?value WHERE { GRAPH ?g { ?f <https://schema.org/value> ?value } } ORDER BY ?value"
NODE = ox.NamedNode("https://example.org/a")


def values(server: str) -> list[str]:
    return [row["value"]["value"] for row in ask(server, VALUES).rows]


def ledger(server: str, store: Store) -> dict[str, str]:
    """What the server's ledger says, by name of the graph."""
    rows = ask(
        server, f"SELECT ?g ?d WHERE {{ GRAPH <{store.base}graph/ledger> {{ ?g <{P_GRAPH_DIGEST}> ?d }} }}"
    ).rows
    assert len(rows) == len({row["g"]["value"] for row in rows})
    return {row["g"]["value"].removeprefix(f"{store.base}graph/"): row["d"]["value"] for row in rows}


def graphs(server: str) -> set[str]:
    rows = ask(server, "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").rows
    return {row["g"]["value"] for row in rows}


def update(server: str, text: str) -> None:
    httpx.post(
        f"{server}/update", content=text, headers={"Content-Type": "application/sparql-update"}
    ).raise_for_status()


def filled(store: Store, *numbers: int) -> list[str]:
    """The keys of articles with these figures."""
    return [put(store, make_record(value=number)) for number in numbers]


def test_a_server_has_what_the_store_has_and_its_ledger_says_so(server: str, store: Store) -> None:
    keys = filled(store, 101, 7)

    report = load(store, server)

    assert (report.graphs, report.quads) == (2, sum(store.counts().values()))
    assert report.sent == report.compared == tuple(sorted(keys))
    assert not report.mismatches
    assert values(server) == ["7", "101"]
    assert ledger(server, store) == dict(store.digests)


def test_what_is_there_is_not_sent_again(server: str, store: Store) -> None:
    keys = filled(store, 1, 2)
    load(store, server)
    (added,) = filled(store, 3)

    report = load(store, server)

    assert (report.sent, report.skipped) == ((added,), tuple(sorted(keys)))
    assert (report.unknown, report.foreign) == ((), 0)
    assert load(store, server).sent == ()
    assert load(store, server, again=True).sent == tuple(sorted([*keys, added]))


def test_a_graph_that_lost_statements_there_is_sent_again(server: str, store: Store) -> None:
    key, _ = filled(store, 1, 2)
    load(store, server)
    graph = f"{store.base}graph/{key}"
    update(server, f"DELETE WHERE {{ GRAPH <{graph}> {{ ?s <https://schema.org/value> ?o }} }}")

    report = load(store, server)

    assert report.sent == (key,)
    assert values(server) == ["1", "2"]


def test_a_graph_that_is_gone_there_is_sent_again(server: str, store: Store) -> None:
    key, _ = filled(store, 1, 2)
    load(store, server)
    update(server, f"DROP GRAPH <{store.base}graph/{key}>")

    assert load(store, server).sent == (key,)


def altered(server: str, store: Store, key: str) -> None:
    """One number is another one; as many statements are there as before."""
    graph = f"{store.base}graph/{key}"
    figure = "?f <https://schema.org/value>"
    update(
        server,
        f"DELETE {{ GRAPH <{graph}> {{ {figure} ?v }} }} INSERT {{ GRAPH <{graph}> {{ {figure} 99 }} }} "
        f"WHERE {{ GRAPH <{graph}> {{ {figure} ?v }} }}",
    )


def test_a_number_that_was_changed_there_is_found_and_sent_again(server: str, store: Store) -> None:
    key, _ = filled(store, 1, 2)
    load(store, server)
    altered(server, store, key)

    found = load(store, server)

    assert [item.graph for item in found.mismatches] == [key]
    assert "schema.org/value" in str(found.mismatches[0])
    assert key not in ledger(server, store)
    assert load(store, server).sent == (key,)
    assert values(server) == ["1", "2"]


def test_strict_finds_a_changed_number_before_it_sends(server: str, store: Store) -> None:
    key, other = filled(store, 1, 2)
    load(store, server)
    altered(server, store, key)

    report = load(store, server, strict=True)

    assert (report.sent, report.skipped, report.mismatches) == ((key,), (other,), ())
    assert report.compared == tuple(sorted([key, other]))


def test_withdrawn_texts_go_and_the_others_stay(server: str, store: Store) -> None:
    other, key = filled(store, 1, 2)
    load(store, server)
    store.retract(key, why="asked", day="2026-11-20")

    report = load(store, server)

    assert report.deleted == (key,)
    assert values(server) == ["1"]
    assert ledger(server, store) == {other: store.digests[other]}


def test_a_withdrawn_text_goes_where_no_ledger_tells_of_it(server: str, store: Store) -> None:
    _, key = filled(store, 1, 2)
    load(store, server)
    update(server, f"DROP GRAPH <{store.base}graph/ledger>")
    store.retract(key, why="asked", day="2026-11-20")

    assert load(store, server).deleted == (key,)


def test_a_graph_that_the_store_dropped_goes(server: str, store: Store) -> None:
    filled(store, 1)
    store.put_graph("links", [ox.Quad(NODE, NODE, NODE, ox.NamedNode(f"{store.base}graph/links"))])
    load(store, server)
    store.drop("links")

    assert load(store, server).deleted == ("links",)
    assert f"{store.base}graph/links" not in graphs(server)


def test_graphs_of_others_are_left_alone_and_named(server: str, store: Store) -> None:
    filled(store, 1)
    foreign, alike = "https://example.org/graph/a", f"{store.base}graph/someones-own"
    update(
        server,
        "INSERT DATA { "
        + " ".join(f"GRAPH <{graph}> {{ <{NODE.value}> <{NODE.value}> 1 }}" for graph in (foreign, alike))
        + f" <{NODE.value}> <{NODE.value}> 1 }}",
    )

    report = load(store, server, again=True, replace=True)

    assert (report.foreign, report.unknown, report.deleted) == (1, ("someones-own",), ())
    assert {foreign, alike} < graphs(server)
    assert ask(server, f"ASK {{ <{NODE.value}> <{NODE.value}> 1 }}").yes


def test_a_ledger_that_names_graphs_of_others_takes_none_out(server: str, store: Store) -> None:
    filled(store, 1)
    names = ["https://example.org/graph/a", f"{store.base}graph/a/../b", f"{store.base}other"]
    lines = " ".join(f'<{name}> <{P_GRAPH_DIGEST}> "x" .' for name in names)
    rest = " ".join(f"GRAPH <{name}> {{ <{NODE.value}> <{NODE.value}> 1 }}" for name in names)
    update(server, f"INSERT DATA {{ GRAPH <{store.base}graph/ledger> {{ {lines} }} {rest} }}")

    assert load(store, server, replace=True).deleted == ()
    assert set(names) < graphs(server)


def test_another_store_does_not_take_out_what_is_there_unless_told(server: str, store: Store) -> None:
    keys = filled(store, 1, 2)
    load(store, server)
    for key in keys:
        store.drop(key)
    (other,) = filled(store, 3)

    with pytest.raises(UsageError, match=r"2 graphs there are not in .* --replace takes them out"):
        load(store, server)

    assert values(server) == ["1", "2"]
    assert load(store, server, replace=True).deleted == tuple(sorted(keys))
    assert graphs(server) == {f"{store.base}graph/{name}" for name in (other, "ledger")}


def test_a_store_that_is_not_what_its_ledger_says_is_not_handed_on(
    server: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, other = filled(store, 1, 2)
    digests = dict(store.digests)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "digests", digests | {key: digests[other]})
        with pytest.raises(StoreError, match=f"graph {key} is not what the ledger says"):
            load(store, server)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "digests", {other: digests[other]})
        with pytest.raises(StoreError, match="so nothing was sent"):
            load(store, server)

    assert f"{store.base}graph/{key}" not in graphs(server)


def test_a_body_is_the_same_however_often_and_in_however_many_pieces_it_is_read() -> None:
    graph = ox.NamedNode("https://example.org/g")
    words = [f"{number} ends with <{graph.value}> .\n" for number in range(20_000)]
    quads = [ox.Quad(NODE, NODE, ox.Literal(each), graph) for each in words]
    with sorted_lines(quads) as lines:
        body = body_of(lines, graph)
        first = iter(body)
        beginning = next(first)
        whole = b"".join(body)

        assert b"".join([beginning, *first]) == whole
        assert len(whole) == body.size > len(beginning)
        found = {quad.object.value for quad in ox.parse(whole, format=ox.RdfFormat.N_TRIPLES)}
        assert found == set(words)


@pytest.mark.parametrize(
    ("size", "page"), [(1_001, 100), pytest.param(110_000, 50_000, marks=pytest.mark.nightly)]
)
def test_a_graph_of_many_pages_is_compared_to_the_last(
    server: str, store: Store, monkeypatch: pytest.MonkeyPatch, size: int, page: int
) -> None:
    monkeypatch.setattr(remote, "_PAGE", page)
    graph = ox.NamedNode(f"{store.base}graph/links")
    store.put_graph("links", (ox.Quad(NODE, NODE, ox.Literal(number), graph) for number in range(size)))

    report = load(store, server, strict=True)

    assert (report.quads, report.mismatches) == (size, ())
    update(
        server,
        f"DELETE DATA {{ GRAPH {graph} {{ {NODE} {NODE} 7 }} }} ; "
        f"INSERT DATA {{ GRAPH {graph} {{ {NODE} {NODE} -7 }} }}",
    )
    assert load(store, server, strict=True).sent == ("links",)


def test_graphs_of_many_pages_are_all_known(
    server: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_PAGE", 3)
    for number in range(10):
        graph = ox.NamedNode(f"{store.base}graph/g{number}")
        store.put_graph(f"g{number}", [ox.Quad(NODE, NODE, NODE, graph)])

    assert len(load(store, server).sent) == 10
    report = load(store, server)
    assert (len(report.skipped), report.sent, report.mismatches) == (10, (), ())
