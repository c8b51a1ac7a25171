"""Replacing a graph leaves exactly the new quads, whatever was there."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ids import sha256
from kg.store import lines
from kg.store.graphs import digest, entry, remove, replace, replace_many
from kg.store.lines import nquads
from tests.store.samples import BASE

HERE, THERE = ox.NamedNode(f"{BASE}graph/here"), ox.NamedNode(f"{BASE}graph/there")
LEDGER = ox.NamedNode(f"{BASE}graph/ledger")
_NODES = st.sampled_from([ox.NamedNode(f"{BASE}{letter}") for letter in "abc"])
_QUADS = st.sets(st.builds(ox.Quad, _NODES, _NODES, _NODES, st.just(HERE)), max_size=12)


@given(before=_QUADS, after=_QUADS)
def test_a_graph_is_always_replaced_whole_and_alone(before: set[ox.Quad], after: set[ox.Quad]) -> None:
    graph = ox.Store()
    other = {ox.Quad(quad.subject, quad.predicate, quad.object, THERE) for quad in before}
    other.add(entry(THERE, "x", LEDGER))
    graph.extend(before | other | {entry(HERE, digest(before), LEDGER)})
    note = entry(HERE, digest(after), LEDGER)

    replace(graph, note, nquads(after))

    assert set(graph) == after | other | {note}


@given(quads=st.lists(st.builds(ox.Quad, _NODES, _NODES, st.builds(ox.Literal, st.text()), st.just(HERE))))
def test_a_digest_does_not_depend_on_order_or_repetition(quads: list[ox.Quad]) -> None:
    assert digest(quads) == digest([*reversed(quads), *quads])
    assert nquads(quads).count(b"\n") == len(set(quads))


@given(before=_QUADS, after=_QUADS, room=st.integers(1, 5))
def test_a_graph_of_any_size_is_always_replaced_whole_and_alone(
    before: set[ox.Quad], after: set[ox.Quad], room: int
) -> None:
    graph = ox.Store()
    other = {ox.Quad(quad.subject, quad.predicate, quad.object, THERE) for quad in before}
    other.add(entry(THERE, "x", LEDGER))
    graph.extend(before | other | {entry(HERE, digest(before), LEDGER)})
    note = entry(HERE, digest(after), LEDGER)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_PART", room)  # so that a few quads are many
        with lines.sorted_lines(after) as wanted:
            replace_many(graph, note, wanted)

    assert set(graph) == after | other | {note}


@given(quads=_QUADS)
def test_a_graph_always_goes_with_its_entry_and_alone(quads: set[ox.Quad]) -> None:
    graph = ox.Store()
    other = {ox.Quad(quad.subject, quad.predicate, quad.object, THERE) for quad in quads}
    other.add(entry(THERE, "x", LEDGER))
    graph.extend(quads | other | {entry(HERE, digest(quads), LEDGER)})

    remove(graph, HERE, LEDGER)

    assert set(graph) == other


@given(quads=st.lists(st.builds(ox.Quad, _NODES, _NODES, _NODES, st.just(HERE))), room=st.integers(1, 5))
def test_lines_are_the_same_in_memory_and_on_disk(quads: list[ox.Quad], room: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_PART", room)
        with lines.sorted_lines(quads) as spilled:
            found = b"".join(spilled)

    assert found == nquads(quads)
    assert spilled.count == found.count(b"\n")
    assert spilled.digest == sha256(found)
