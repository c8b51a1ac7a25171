"""Exports say what the store says, in the same bytes each time, and never half."""

import gzip
import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ExportError
from kg.export import Form, export, form_of, select
from kg.export.selection import Section
from kg.export.turtle import turtle
from kg.mapping import vocabulary_quads
from kg.store import Store, open_store
from kg.validation import check_graph
from kg.vocab import INCIDENT, P_SAME_EVENT_AS, PREFIXES
from tests.store.samples import BASE, make_record, put

# rdflib warns of its own use of names that it has deprecated
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
FORMS = list(Form)
RDF_FORMS = [form for form in Form if form.is_rdf]
_NAMED = {Form.TRIG, Form.N_QUADS, Form.JSON_LD}
_IN_RDFLIB = {"ttl": "turtle", "trig": "trig", "nt": "nt", "nq": "nquads", "jsonld": "json-ld"}
ONE = make_record(value=101)
OTHER = make_record(value=7, file="b.txt", place="place/west-mosul")
APART = make_record(value=3, day=date(2017, 3, 14), file="c.txt")
EVENT = f"{BASE}event/2017-03-17-mosul-00000000"
Quads = set[tuple[str, ...]]


def fill(store: Store) -> None:
    """Three articles, of which two tell of one event."""
    links, same = ox.NamedNode(f"{BASE}graph/links"), ox.NamedNode(P_SAME_EVENT_AS)
    quads = []
    for record in (ONE, OTHER, APART):
        key = put(store, record)
        if record is not APART:
            event = ox.NamedNode(f"{BASE}doc/{key}/{record.events[0].id}")
            quads.append(ox.Quad(event, same, ox.NamedNode(EVENT), links))
    store.put_graph("links", quads)
    store.put_graph("vocabulary", vocabulary_quads(BASE))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("export") / "store") as store:
        fill(store)
        yield store


def _exported(store: Store, folder: Path, form: Form, **chosen: str) -> bytes:
    path = folder / f"out.{form}"
    export(store, path, **chosen)
    return path.read_bytes()


def _by_pyoxigraph(data: bytes, form: Form) -> Quads:
    kind = ox.RdfFormat.from_extension(form)
    assert kind is not None
    return {_plain(quad, named=form in _NAMED) for quad in ox.parse(data, format=kind)}


def _plain(quad: ox.Quad, *, named: bool) -> tuple[str, ...]:
    triple = (str(quad.subject), str(quad.predicate), str(quad.object))
    return (*triple, str(quad.graph_name)) if named else triple


def _in_rdflib(data: bytes, form: str) -> Quads:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=data.decode(), format=form)
    return {tuple(term.n3() if term is not None else "" for term in quad) for quad in dataset.quads()}  # type: ignore[union-attr]


@pytest.mark.parametrize("form", RDF_FORMS)
@pytest.mark.parametrize(
    "chosen",
    [{}, {"incident": EVENT}, {"article": ONE.article.sha256[:16]}],
    ids=["all", "incident", "article"],
)
def test_reads_back_to_the_same_quads(
    filled: Store, tmp_path: Path, form: Form, chosen: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    quads = [quad for section in select(filled, **chosen) for quad in section.quads]
    data = _exported(filled, tmp_path, form, **chosen)

    named = form in _NAMED
    assert _by_pyoxigraph(data, form) == {_plain(quad, named=named) for quad in quads}
    lines = "".join(f"{quad if named else quad.triple} .\n" for quad in quads)
    assert _in_rdflib(data, _IN_RDFLIB[form]) == _in_rdflib(lines.encode(), "nquads")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_store_gives_the_same_bytes(filled: Store, tmp_path: Path, form: Form) -> None:
    with open_store(tmp_path / "again") as again:
        for record in (APART, OTHER, ONE):
            put(again, record)
        fill(again)

        assert _exported(again, tmp_path, form) == _exported(filled, tmp_path, form)


@pytest.mark.parametrize("form", FORMS)
def test_compressed_files_hold_the_same_and_no_time(filled: Store, tmp_path: Path, form: Form) -> None:
    export(filled, tmp_path / f"out.{form}.gz")
    data = (tmp_path / f"out.{form}.gz").read_bytes()

    assert gzip.decompress(data) == _exported(filled, tmp_path, form)
    assert data[3:8] == bytes(5), "no file name, and modification time 0"


def test_an_incident_brings_all_that_any_article_says_of_it(filled: Store) -> None:
    chosen = {section.name: section for section in select(filled, incident=EVENT)}
    keys = [record.article.sha256[:16] for record in (ONE, OTHER)]

    for record, key in zip((ONE, OTHER), keys, strict=True):
        subjects = {str(quad.subject) for quad in chosen[key].quads}
        wanted = (*record.statements, *record.figures, *record.responsibilities, *record.events)
        assert {f"<{BASE}doc/{key}/{item.id}>" for item in wanted} <= subjects
        assert f"<{BASE}doc/{key}/text>" in subjects
    assert APART.article.sha256[:16] not in chosen
    assert chosen["vocabulary"].quads


@pytest.mark.parametrize("record", [ONE, OTHER], ids=["one member", "the other"])
def test_any_member_stands_for_the_incident(filled: Store, record: object) -> None:
    assert isinstance(record, type(ONE))
    member = f"{BASE}doc/{record.article.sha256[:16]}/{record.events[0].id}"

    def quads(iri: str) -> set[ox.Quad]:
        return {quad for section in select(filled, incident=iri) for quad in section.quads}

    assert quads(member) == quads(EVENT)


def test_every_article_and_every_incident_passes_the_gate_alone(reports: Store, tmp_path: Path) -> None:
    events = {quad.subject.value for quad in reports.quads("links", [(None, ox.NamedNode(INCIDENT))])}
    chosen = [{"article": key} for key in reports.entries] + [{"incident": event} for event in events]

    for one in chosen:
        export(reports, tmp_path / "one.trig", **one)

        assert not check_graph(tmp_path / "one.trig").violations, one
    assert events


@pytest.mark.parametrize(
    ("chosen", "what"),
    [({"incident": f"{BASE}event/none"}, "no such event"), ({"article": "0" * 16}, "no such article")],
)
def test_nothing_selected_is_an_error_and_leaves_no_file(
    filled: Store, tmp_path: Path, chosen: dict[str, str], what: str
) -> None:
    with pytest.raises(ExportError, match=what):
        export(filled, tmp_path / "out.ttl", **chosen)

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named_and_the_old_one_stays(filled: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        export(filled, tmp_path / "no" / "out.ttl")

    (tmp_path / "out.ttl").write_text("old")
    node = ox.BlankNode("b")
    with open_store(tmp_path / "store") as store:
        store.put_graph(
            "links", [ox.Quad(node, ox.NamedNode(BASE), node, ox.NamedNode(f"{BASE}graph/links"))]
        )
        with pytest.raises(ExportError, match="blank node"):
            export(store, tmp_path / "out.ttl")
    assert (tmp_path / "out.ttl").read_text() == "old"
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.parametrize("name", ["out", "out.xml", "out.gz", "out.ttl.zip", ".ttl"])
def test_an_unknown_ending_is_refused_with_those_that_are_known(name: str) -> None:
    with pytest.raises(ExportError, match=r"\.ttl \.trig \.nt \.nq \.jsonld"):
        form_of(name)


def test_turtle_has_one_block_for_each_statement(filled: Store, tmp_path: Path) -> None:
    text = _exported(filled, tmp_path, Form.TURTLE).decode()
    key = ONE.article.sha256[:16]
    blocks = [block for block in text.split("\n\n") if block.startswith(f"d{key}:statement-")]

    assert len(blocks) == len(ONE.statements)
    assert all(" a civ:Statement ;" in block and block.endswith(" .") for block in blocks)
    assert "<https://data.example.org/doc/" not in text.replace("@prefix", "").split("@prefix")[0].replace(
        f": <{BASE}doc/", ""
    )


def test_turtle_tells_offsets_in_the_order_of_the_text(filled: Store, tmp_path: Path) -> None:
    text = _exported(filled, tmp_path, Form.TURTLE, article=ONE.article.sha256[:16]).decode()
    starts = [int(line.split("span-")[1].split("-")[0]) for line in text.splitlines() if " a oa:Spec" in line]

    assert all(before <= after for before, after in pairwise(starts))


def test_jsonld_carries_its_context(filled: Store, tmp_path: Path) -> None:
    document = json.loads(_exported(filled, tmp_path, Form.JSON_LD))

    assert document["@context"]["civ"] == PREFIXES["civ"]
    statements = [node for graph in document["@graph"] for node in graph["@graph"] if "stance" in node]
    assert {node["stance"] for node in statements} == {"asserts"}


@settings(max_examples=200)
@given(words=st.text(), name=st.text(alphabet="abc/-.~é(", max_size=8))
def test_any_words_and_names_survive_turtle(words: str, name: str) -> None:
    """Holds for any text, so no article can break an export or change in it."""
    subject, word = ox.NamedNode(f"{BASE}doc/{'0' * 16}/{name}"), ox.NamedNode(f"{PREFIXES['civ']}cue")
    quad = ox.Quad(subject, word, ox.Literal(words), ox.NamedNode(f"{BASE}graph/{'0' * 16}"))

    text = "".join(turtle([Section("0" * 16, (quad,))], BASE))

    (read,) = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)
    assert read.triple == quad.triple
