"""A file of RDF is checked without its texts, and a graph with its text is held against it."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize

from kg.errors import RecordError
from kg.ids import sha256
from kg.mapping import article_quads, registry_quads, vocabulary_quads
from kg.model import Record
from kg.registry import load_registry
from kg.validation import check_graph, check_quads, reslice_quads
from tests.graph import drafting as d
from tests.graph import invented as i
from tests.graph.drafting import BASE, REGISTRY
from tests.graph.invented import RECORD
from tests.graph.whole import QUADS, changed

SPAN = f"{i.TOLL.start}-{i.TOLL.end}"
FORMATS = {
    "a.ttl": RdfFormat.TURTLE,
    "a.nt": RdfFormat.N_TRIPLES,
    "a.trig": RdfFormat.TRIG,
    "a.nq": RdfFormat.N_QUADS,
    "a.jsonld": RdfFormat.JSON_LD,
    "a.ttl.gz": RdfFormat.TURTLE,
}


def _write(path: Path, quads: list, form: RdfFormat = RdfFormat.TURTLE) -> Path:  # type: ignore[type-arg]
    flat = quads if form.supports_datasets else [quad.triple for quad in quads]
    data = serialize(flat, format=form)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_a_whole_export_passes_in_every_format(tmp_path: Path, name: str) -> None:
    assert check_graph(_write(tmp_path / name, QUADS, FORMATS[name])).passes


def test_a_flat_file_of_two_articles_passes(tmp_path: Path) -> None:
    text = d.TEXT.replace("Kalmora", "Kalmara")
    twin = Record(replace(d.ARTICLE, text=text, sha256=sha256(text)))
    quads = [*QUADS, *article_quads(twin, BASE, registry=REGISTRY)]

    assert check_graph(_write(tmp_path / "two.ttl", quads)).passes


def test_a_finding_in_a_file_points_to_its_line_and_words(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.ttl", changed(i.TOLL.id, "schema:minValue", ["13"]))

    [found] = check_graph(path).violations

    lines = path.read_text("utf-8").splitlines()
    assert found.line is not None
    assert i.TOLL.id in lines[found.line - 1]
    assert (found.where, found.start, found.end, found.words) == (
        str(path),
        *d.at(i.TOLL.exact),
        i.TOLL.exact,
    )


def test_a_finding_points_into_the_right_one_of_two_articles(tmp_path: Path) -> None:
    text = d.TEXT.replace("Kalmora", "Kalmara")
    twin = Record(replace(d.ARTICLE, text=text, sha256=sha256(text), title=None))
    quads = [*article_quads(twin, BASE, registry=REGISTRY), *registry_quads(REGISTRY, BASE)]
    path = tmp_path / "a.ttl"
    path.write_bytes(
        serialize(
            [quad.triple for quad in [*QUADS, *quads]],
            format=RdfFormat.TURTLE,
            prefixes={"x": f"{BASE}doc/{d.KEY}/", "article": f"{BASE}article/"},
        )
    )

    [found] = [fault for fault in check_graph(path).findings if fault.constraint == "article-headline-known"]

    assert found.line is not None
    assert sha256(text)[:16] in path.read_text("utf-8").split("\n")[found.line - 1]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("a.ttl", b"<a> <b> .", "this is no Turtle", id="broken Turtle"),
        pytest.param("a.ttl", b"\xff\xfe", "cannot be read", id="not UTF-8"),
        pytest.param("a.ttl.gz", b"plain", "cannot be read", id="not compressed"),
        pytest.param("a.docx", b"", "use .ttl", id="another kind of file"),
    ],
)
def test_a_file_that_is_no_graph_is_named_with_the_way_out(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(RecordError, match=told) as raised:
        check_graph(tmp_path / name)

    assert str(tmp_path / name) in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be read"):
        check_graph(tmp_path / "none.ttl")


@pytest.mark.parametrize(
    ("constraint", "node", "predicate", "values"),
    [
        ("misquote", f"quote-{SPAN}", "oa:exact", ['"At least 21 civilians"']),
        ("shifted-offset", f"quote-{SPAN}", "oa:exact", [f'"{i.CHILDREN.exact}"']),
        ("span-range", f"position-{SPAN}", "oa:end", ["100000"]),
        ("span-range", f"position-{SPAN}", "oa:start", ["-3"]),
        ("span-selectors", f"quote-{SPAN}", "oa:exact", ['"one"', '"two"']),
        ("span-block", f"span-{SPAN}", "civ:inBlock", ["civ:comment"]),
        ("text-hash-matches", "text", "schema:sha256", [f'"{sha256("another")}"']),
    ],
)
def test_a_graph_that_does_not_fit_its_text_is_refused_for_its_reason(
    constraint: str, node: str, predicate: str, values: list[str]
) -> None:
    found = list(reslice_quads(changed(node, predicate, values), d.TEXT, BASE, where="kalmora.txt"))

    assert {fault.constraint for fault in found} == {constraint}


def test_one_changed_character_of_the_text_is_found() -> None:
    quads = article_quads(RECORD, BASE, registry=REGISTRY)

    found = list(reslice_quads(quads, d.TEXT.replace("12 civ", "13 civ"), BASE, where="kalmora.txt"))

    assert {fault.constraint for fault in found} == {"text-hash-matches"}


def test_the_shipped_registry_and_code_lists_pass() -> None:
    quads = [*registry_quads(load_registry(), BASE), *vocabulary_quads(BASE)]

    assert check_quads(quads, where="registry").findings == ()


def test_spans_of_another_text_are_passed_over() -> None:
    quads = [*article_quads(RECORD, BASE, registry=REGISTRY), *registry_quads(REGISTRY, BASE)]

    other = [fault.node for fault in reslice_quads(quads, "Another text.", BASE, where="b.txt")]

    assert other == [f"{BASE}doc/{sha256('Another text.')[:16]}/text"]
