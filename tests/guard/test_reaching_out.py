"""What tries to reach out, at each way in: nobody is called, and no file of others is read."""

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import kg
from kg.api import KnowledgeGraph
from kg.cli.app import main
from kg.compare import read_statements
from kg.errors import KgError
from kg.foreign import Allowed
from kg.validation import check_graph
from tests.guard.canary import SECRET, Canary, canary

FOUND = "{ ?s ?p ?o }"
QUERIES = {
    "service": "SELECT * { SERVICE <URL> FOUND }",
    "service in small letters": "SELECT * { service <URL> FOUND }",
    "service in mixed letters": "SELECT * { SeRvIcE <URL> FOUND }",
    "service silent": "SELECT * { SERVICE SILENT <URL> FOUND }",
    "service without blanks": "SELECT * {SERVICE<URL>{?s ?p ?o}}",
    "service behind a number": "SELECT * { ?a ?b 1SERVICE<URL>{?s ?p ?o}}",
    "service of a name": "PREFIX : <URL/> SELECT * { SERVICE:x{?s ?p ?o}}",
    "service with an escaped letter": "SELECT * { \\u0053ERVICE <URL> FOUND }",
    "service behind an escaped line end": "SELECT * { # \\u000A SERVICE <URL> FOUND\n}",
    "service with a long s": "SELECT * { \u017fERVICE <URL> FOUND }",
    "service of a variable": "SELECT * { VALUES ?g { <URL> } SERVICE ?g FOUND }",
    "service of a file": "SELECT * { SERVICE <FILE> FOUND }",
    "service behind a hidden string": 'SELECT * { ?a ?b ("""a" ) SERVICE <URL> FOUND #\\q"""\n }',
    "load": "LOAD <URL>",
    "load of a file": "LOAD <FILE> INTO GRAPH <http://e.org/g>",
    "from": "SELECT * FROM <URL> FOUND",
    "from a file": "SELECT * FROM <FILE> FOUND",
    "from named": "SELECT * FROM NAMED <URL> { GRAPH ?g FOUND }",
}
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/"'
BODY = '><rdf:Description rdf:about="http://e.org/a"><e:p>TEXT</e:p></rdf:Description></rdf:RDF>'
FILES = {
    "context elsewhere.jsonld": {"@context": "URL", "p": "1"},
    "context in a list.jsonld": {"@context": [{"q": "http://e.org/q"}, "URL"], "p": "1"},
    "context imported.jsonld": {"@context": {"@version": 1.1, "@import": "URL"}, "p": "1"},
    "context of a term.jsonld": {
        "@context": {"p": {"@id": "http://e.org/p", "@context": "URL"}},
        "p": {"q": "1"},
    },
    "context further inside.jsonld": {"http://e.org/p": {"@context": "URL", "q": "1"}},
    "context in a file.jsonld": {"@context": "FILE", "p": "1"},
    "context beside it.jsonld": {"@context": "secret.txt", "p": "1"},
    "dtd elsewhere.rdf": f'<!DOCTYPE rdf:RDF SYSTEM "URL/x.dtd">{RDF}{BODY}',
    "dtd in a file.rdf": f'<!DOCTYPE rdf:RDF SYSTEM "FILE">{RDF}{BODY}',
    "entity elsewhere.rdf": f'<!DOCTYPE rdf:RDF [<!ENTITY a SYSTEM "URL">]>{RDF}{BODY}'.replace(
        "TEXT", "&a;"
    ),
    "entity of a file.rdf": f'<!DOCTYPE rdf:RDF [<!ENTITY a SYSTEM "FILE">]>{RDF}{BODY}'.replace(
        "TEXT", "&a;"
    ),
    "parameter entity.rdf": f'<!DOCTYPE rdf:RDF [<!ENTITY % a SYSTEM "URL">%a;]>{RDF}{BODY}',
    "public dtd.rdf": f'<!DOCTYPE rdf:RDF PUBLIC "-//x//y" "URL">{RDF}{BODY}',
    "style sheet.rdf": f'<?xml-stylesheet href="URL" type="text/xsl"?>{RDF}{BODY}',
    "included.rdf": f'{RDF} xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="FILE"/></rdf:RDF>',
    "schema.rdf": f'{RDF} xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="URL"{BODY}',
    "imports.ttl": "<http://e.org/> a owl:Ontology ; owl:imports <URL>, <FILE> .",
    "imports of shapes.ttl": "<http://e.org/> owl:imports <URL> ; sh:shapesGraph <URL>, <FILE> .",
    "see also.ttl": "<URL> rdfs:seeAlso <FILE> ; rdfs:isDefinedBy <URL> . @base <URL/> . <a> <b> <FILE> .",
    "imports.rdf": f'{RDF} xmlns:owl="http://www.w3.org/2002/07/owl#"><owl:Ontology rdf:about="">'
    '<owl:imports rdf:resource="URL"/><owl:imports rdf:resource="FILE"/></owl:Ontology></rdf:RDF>',
}
PREFIXES = (
    "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    with canary(tmp_path_factory.mktemp("canary")) as found:
        yield found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    with kg.open_store(tmp_path_factory.mktemp("empty") / "store") as made:
        yield made


def filled(text: str, listening: Canary) -> str:
    return text.replace("FOUND", FOUND).replace("URL", listening.url).replace("FILE", listening.file.as_uri())


def refused_by_command(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def by_file(query: str, folder: Path, monkeypatch: pytest.MonkeyPatch, store: KnowledgeGraph) -> None:
    path = folder / "mine.rq"
    path.write_text(query, encoding="utf-8")
    refused_by_command(["query", str(path), "--store", str(store.store.path)])


def by_stdin(query: str, folder: Path, monkeypatch: pytest.MonkeyPatch, store: KnowledgeGraph) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(query.encode())))
    refused_by_command(["query", "-", "--store", str(store.store.path)])


def by_python(query: str, folder: Path, monkeypatch: pytest.MonkeyPatch, store: KnowledgeGraph) -> None:
    path = folder / "mine.rq"
    path.write_text(query, encoding="utf-8")
    with pytest.raises(KgError):
        store.query(path)


@pytest.mark.parametrize("way_in", [by_file, by_stdin, by_python])
@pytest.mark.parametrize("name", QUERIES)
def test_a_query_that_would_reach_out_is_refused_and_reaches_nobody(
    name: str,
    way_in: Callable[[str, Path, pytest.MonkeyPatch, KnowledgeGraph], None],
    listening: Canary,
    store: KnowledgeGraph,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    way_in(filled(QUERIES[name], listening), tmp_path, monkeypatch, store)

    assert listening.connections == 0
    assert SECRET not in "".join(capsys.readouterr())


def by_validate(path: Path) -> str:
    with pytest.raises(SystemExit):
        main(["validate", str(path), "--allow", "jsonld", "--allow", "rdfxml"])
    return ""


def by_diff(path: Path) -> str:
    with pytest.raises(SystemExit):
        main(["diff", str(path), str(path), "--allow", "jsonld", "--allow", "rdfxml"])
    return ""


def by_library(path: Path) -> str:
    try:
        return str(check_graph(path, allow=tuple(Allowed)).findings) + str(read_statements(path))
    except KgError as error:
        return str(error)


@pytest.mark.parametrize("way_in", [by_validate, by_diff, by_library])
@pytest.mark.parametrize("name", FILES)
def test_a_file_that_names_others_brings_none_of_them_in(
    name: str,
    way_in: Callable[[Path], str],
    listening: Canary,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = FILES[name]
    text = json.dumps(given) if isinstance(given, dict) else given
    path = tmp_path / name
    path.write_text((PREFIXES if name.endswith(".ttl") else "") + filled(text, listening), encoding="utf-8")
    (tmp_path / "secret.txt").write_text(
        f'{{"@context": {{"p": "http://e.org/{SECRET}"}}}}', encoding="utf-8"
    )

    said = way_in(path) + "".join(capsys.readouterr())

    assert listening.connections == 0
    assert SECRET not in said


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_canary_hears_who_calls_it(listening: Canary, tmp_path: Path) -> None:
    """Otherwise all of this would prove nothing: rdflib calls it, and is sent on to the file."""
    import rdflib

    with canary(tmp_path) as other:
        with pytest.raises(Exception, match="Redirection to url 'file:"):
            rdflib.Graph().parse(data=json.dumps({"@context": other.url, "p": "1"}), format="json-ld")
        assert other.connections > 0
