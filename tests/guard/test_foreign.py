"""RDF of others: read where nothing has to be fetched, by flag where it names our context, else refused."""

import gzip
import json
from pathlib import Path

import pytest

from kg import resources
from kg.compare import read_statements
from kg.errors import LimitError, RecordError
from kg.foreign import CONTEXT, Allowed, read_rdf

BOTH = tuple(Allowed)
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/"'
PLAIN = f'<rdf:RDF {RDF}><rdf:Description rdf:about="http://e.org/a"><e:p>1</e:p></rdf:Description></rdf:RDF>'


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_rdf_xml_is_read_by_flag_only(tmp_path: Path) -> None:
    path = written(tmp_path, "a.rdf", PLAIN)
    with pytest.raises(RecordError, match="--allow rdfxml"):
        read_rdf(path)

    (quad,) = read_rdf(path, allow=[Allowed.RDFXML]).quads

    assert str(quad.triple) == '<http://e.org/a> <http://e.org/p> "1"'


def test_json_ld_with_its_context_inside_needs_no_flag(tmp_path: Path) -> None:
    text = '{"@context": {"p": "http://e.org/p"}, "@id": "http://e.org/a", "p": "1"}'

    (quad,) = read_rdf(written(tmp_path, "a.jsonld", text)).quads

    assert str(quad.triple) == '<http://e.org/a> <http://e.org/p> "1"'


def test_our_own_context_may_be_named_where_the_flag_is_given(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.jsonld",
        json.dumps({"@context": [CONTEXT], "id": "http://e.org/a", "about": "http://e.org/b"}),
    )
    with pytest.raises(RecordError, match="--allow jsonld"):
        read_rdf(path)

    (quad,) = read_rdf(path, allow=[Allowed.JSONLD]).quads

    assert str(quad.triple) == "<http://e.org/a> <https://schema.org/about> <http://e.org/b>"


@pytest.mark.parametrize(
    "context",
    [
        pytest.param('"https://e.org/c.jsonld"', id="remote"),
        pytest.param('[{}, "https://e.org/c.jsonld"]', id="in a list"),
        pytest.param('"c.jsonld"', id="a file beside it"),
        pytest.param('"file:///etc/hostname"', id="a file"),
        pytest.param('{"@import": "https://e.org/c.jsonld"}', id="an import"),
        pytest.param(
            '{"p": {"@id": "http://e.org/p", "@context": "https://e.org/c.jsonld"}}', id="of a term"
        ),
        pytest.param('{"\\u0040import": "https://e.org/c.jsonld"}', id="an import in other letters"),
    ],
)
def test_no_other_context_is_read_whatever_is_allowed(tmp_path: Path, context: str) -> None:
    written(tmp_path, "c.jsonld", '{"@context": {"p": "http://e.org/p"}}')
    path = written(tmp_path, "a.jsonld", f'{{"@context": {context}, "p": "1"}}')

    for allow in ((), BOTH):
        with pytest.raises(RecordError, match="context"):
            read_rdf(path, allow=allow)


def test_two_contexts_in_one_object_are_refused(tmp_path: Path) -> None:
    text = '{"@context": "https://e.org/c.jsonld", "@context": {}, "http://e.org/p": "1"}'
    with pytest.raises(RecordError, match="twice"):
        read_rdf(written(tmp_path, "a.jsonld", text), allow=BOTH)


BOMB = '<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BOMB + PLAIN.replace(">1<", ">&b;<"), id="entities"),
        pytest.param('<!DOCTYPE rdf:RDF SYSTEM "https://e.org/x.dtd">' + PLAIN, id="a DTD elsewhere"),
        pytest.param('<!doctype rdf:RDF [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + PLAIN, id="a file"),
        pytest.param('<!DOCTYPE x [<!ENTITY % p SYSTEM "https://e.org/x">%p;]>' + PLAIN, id="a parameter"),
    ],
)
def test_a_dtd_is_refused_whatever_is_allowed(tmp_path: Path, text: str) -> None:
    with pytest.raises(RecordError, match="DTD"):
        read_rdf(written(tmp_path, "a.rdf", text), allow=BOTH)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_dtd_does_not_hide_in_another_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.rdf"
    path.write_bytes((BOMB + PLAIN).encode(encoding))

    with pytest.raises(RecordError):
        read_rdf(path, allow=BOTH)


def test_an_encoding_that_the_file_does_not_have_brings_nothing_in(tmp_path: Path) -> None:
    path = written(tmp_path, "a.rdf", '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE' + PLAIN)

    with pytest.raises(RecordError):
        read_rdf(path, allow=BOTH)


def test_xml_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elements inside each other take oxrdfxml a time that grows with the square of their number."""
    from kg import foreign

    monkeypatch.setattr(foreign, "_LIMITS", foreign.Limits(seconds=1, rows=2**31, size=2**28))
    text = f"<rdf:RDF {RDF}>" + "<e:C><e:p>" * 100_000 + "</e:p></e:C>" * 100_000 + "</rdf:RDF>"
    with pytest.raises(LimitError, match="stopped after 1 s"):
        read_rdf(written(tmp_path, "a.rdf", text), allow=BOTH)


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".trig", ".nq"])
def test_triples_inside_each_other_crash_at_most_a_worker(tmp_path: Path, ending: str) -> None:
    start, depth = "<http://e.org/a> <http://e.org/p> ", 200_000
    text = start + f"<<( {start}" * depth + "<http://e.org/a>" + " )>>" * depth + " ."
    with pytest.raises(LimitError if ending in (".nt", ".nq") else RecordError, match=r"SIGSEGV|deeper"):
        read_rdf(written(tmp_path, f"a{ending}", text))


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        pytest.param(
            ".ttl", "<http://e.org/a> <http://e.org/p> " + "[ <http://e.org/p> " * 50_000, id="nodes"
        ),
        pytest.param(".jsonld", '{"http://e.org/p":' * 100_000, id="objects"),
        pytest.param(".jsonld", "[" * 1_000_000, id="lists"),
        pytest.param(
            ".jsonld", '{"@context":' + '{"a":{"@id":"http://e.org/a","@context":' * 3_000, id="contexts"
        ),
    ],
)
def test_what_opens_and_never_closes_is_refused(tmp_path: Path, ending: str, text: str) -> None:
    with pytest.raises(RecordError):
        read_rdf(written(tmp_path, f"a{ending}", text), allow=BOTH)


def test_a_file_packed_to_next_to_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl.gz"
    with gzip.open(path, "wb") as packed:
        for _ in range(100):
            packed.write(b" " * 1_000_000)

    with pytest.raises(RecordError, match="hundredth"):
        read_rdf(path)


@pytest.mark.parametrize("name", ["a.csv", "a.html", "a", "a.gz"])
def test_another_kind_of_file_is_named_with_those_that_are_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"x"))
    if not name.endswith(".gz"):
        path.write_bytes(b"x")

    with pytest.raises(RecordError, match=r"\.ttl, \.trig"):
        read_rdf(path)


def test_imports_of_an_ontology_are_data_like_any_other(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.ttl", "<http://e.org/> <http://www.w3.org/2002/07/owl#imports> <http://e.org/b> ."
    )

    assert len(read_rdf(path).quads) == 1
    assert read_statements(path) == []


def test_our_context_is_the_one_that_ships(tmp_path: Path) -> None:
    ours = json.loads(resources.ontology().with_name("context.jsonld").read_text(encoding="utf-8"))
    path = written(
        tmp_path, "a.jsonld", json.dumps({"@context": CONTEXT, "id": "http://e.org/a", "type": "Event"})
    )
    inside = written(tmp_path, "b.jsonld", json.dumps({**ours, "id": "http://e.org/a", "type": "Event"}))

    assert read_rdf(path, allow=BOTH).quads == read_rdf(inside).quads != []
