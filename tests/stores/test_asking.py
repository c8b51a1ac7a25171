"""kg query, explain and analyse ask a real server and print what they print for the folder of the store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from kg.endpoint import Kind, ServerLimits, address_by_parts, address_of, ask
from kg.errors import EndpointError, QueryError
from kg.load import load
from kg.queries import Remote, parse, run
from kg.queries.copying import is_plain
from kg.queries.opening import open_remote, shown_as_one
from kg.store import Store, open_store
from tests.store.samples import make_record, put
from tests.stores.conftest import address, client, empty
from tests.stores.servers import KINDS, Server, running

INCIDENT = ("-p", "incident=2017-03-17@west mosul")
COMMANDS = [
    ("query", "who-disputes", *INCIDENT),
    ("query", "who-disputes", *INCIDENT, "--strict", "-f", "json"),
    ("query", "figures-of-incident", *INCIDENT, "--as-of", "2017-05-01", "-f", "jsonl"),
    ("query", "what-a-speaker-said", "-p", "speaker=US-led coalition"),
    ("analyse", "disputes", *INCIDENT, "-f", "csv"),
    ("analyse", "incidents", "-f", "geojson"),
    ("explain", "org/cjtf-oir"),
]
PAIRS = [  # for each of them all that Virtuoso has is copied, so it is asked one
    pytest.param(name, command, id=f"{name} {' '.join(command)}")
    for name in KINDS
    for command in (COMMANDS[:1] if name == "virtuoso" else COMMANDS)
]
Kg = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch) -> Kg:
    """Runs a command: exit code, what it prints, what it says."""
    for name in ("KG_STORE", "KG_USER", "KG_PASSWORD"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str, **environment: str) -> tuple[int, str, str]:
        done = CliRunner().invoke(app, arguments, env=environment)
        return done.exit_code, done.stdout, done.stderr

    return call


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Virtuoso of these tests alone."""
    with running("virtuoso", tmp_path_factory.mktemp("virtuoso") / "virtuoso") as started:
        yield started


@pytest.fixture
def store_of_two(tmp_path: Path) -> Iterator[Store]:
    """A store of two short articles."""
    with open_store(tmp_path / "two") as opened:
        put(opened, make_record(value=3))
        put(opened, make_record(value=4))
        yield opened


@pytest.mark.parametrize(("server", "command"), PAIRS, indirect=["server"])
def test_prints_for_a_server_what_it_prints_for_the_folder(
    command: tuple[str, ...], server: Server, with_samples: Remote, samples: Path, kg: Kg
) -> None:
    here = kg(*command, "--store", str(samples))
    there = kg(*command, "--store", server.url)

    assert there == here
    assert here[0] == 0
    assert here[1].count("\n") > 1 or len(here[1]) > 200


def test_the_variable_of_the_store_may_hold_an_address(server: Server, with_samples: Remote, kg: Kg) -> None:
    code, printed, _ = kg("query", "incidents", KG_STORE=server.url)

    assert code == 0
    assert "2017-03-17" in printed


def test_more_rows_bytes_or_time_than_allowed_are_refused(with_samples: Remote) -> None:
    everything = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 5000"
    for limits, said in (
        (ServerLimits(rows=10), "more than 10 rows"),
        (ServerLimits(megabytes=0), "larger than 0 MB"),
        (ServerLimits(seconds=0.0001), "no complete answer in"),
    ):
        with pytest.raises(EndpointError, match=said):
            ask(with_samples.address, everything, limits=limits, also=with_samples.also)


@pytest.mark.parametrize("name", ["oxigraph", "fuseki"])
def test_a_server_that_hides_its_graphs_is_told_to_show_them(
    name: str, store_of_two: Store, tmp_path: Path
) -> None:
    with running(name, tmp_path / name, union=False) as server:
        load(store_of_two, address(server))
        hidden = Remote(address_of(server.url, kind=Kind(name)), ServerLimits())
        assert run(hidden, "incidents").rows == ()

        shown = open_remote(server.url)

        assert shown.also
        assert run(shown, "incidents").rows == run(store_of_two, "incidents").rows
        assert len(run(shown, "incidents")) > 0
        named = parse("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        if name == "fuseki":
            with pytest.raises(QueryError, match="tdb2:unionDefaultGraph"):
                run(shown, named)
        else:
            assert len(run(shown, named)) > 1


def test_where_nothing_shows_the_graphs_the_error_has_the_setting(
    store_of_two: Store, tmp_path: Path
) -> None:
    with running("oxigraph", tmp_path / "oxigraph", union=False) as server:
        load(store_of_two, address(server))
        parts = {"graphs": server.graphs, "questions": server.questions, "updates": server.updates}

        with pytest.raises(EndpointError, match="set its default graph to the union of all graphs"):
            shown_as_one(Remote(address_by_parts(**parts), ServerLimits()))


def test_an_empty_server_and_one_without_graphs_are_asked_too(store_of_two: Store, tmp_path: Path) -> None:
    with running("oxigraph", tmp_path / "oxigraph", union=False) as server:
        assert run(open_remote(server.url), "incidents").rows == ()

        flat = "".join(
            f"{quad.triple} .\n" for name in store_of_two.graphs() for quad in store_of_two.quads(name)
        )
        with client(server) as sender:
            sender.put(
                server.graphs, params={"default": ""}, content=flat.encode(),
                headers={"Content-Type": "application/n-triples"},
            ).raise_for_status()  # fmt: skip

        assert run(open_remote(server.url), "incidents").rows == run(store_of_two, "incidents").rows


def test_another_base_is_found_out(tmp_path: Path) -> None:
    with (
        open_store(tmp_path / "store", base="https://kg.example.net/here/") as store,
        running("oxigraph", tmp_path / "oxigraph") as server,
    ):
        put(store, make_record())
        load(store, address(server))

        assert open_remote(server.url).base == "https://kg.example.net/here/"


class TestVirtuoso:
    """What Virtuoso answers wrongly is answered on a copy of what it has."""

    def test_it_is_asked_itself_for_plain_patterns_alone(self) -> None:
        assert is_plain("SELECT ?type WHERE { <https://example.org/a> a ?type } LIMIT 1")
        assert is_plain("PREFIX a: <b:> ASK { VALUES ?x { a:b } ?x a:c 'or / else * ?' }")
        for more in (
            "?x a:b? ?y", "?x a:b* ?y", "?x a:b+ ?y", "?x a:b/a:c ?y", "?x a:b|a:c ?y", "?x ^a:b ?y",
            "?x !a:b ?y", "OPTIONAL { ?x a:b ?y }", "FILTER (COALESCE(?x = 1, true))", "MINUS { ?x a:b ?y }",
            "{ ?x a:b ?y } UNION { ?x a:c ?y }", "BIND (EXISTS { ?x a:b ?y } AS ?z)",
        ):  # fmt: skip
            assert not is_plain(f"PREFIX a: <b:> SELECT ?x WHERE {{ ?x a:d ?z . {more} }}"), more
        assert not is_plain("SELECT DISTINCT ?x WHERE { ?x ?y ?z }")
        assert not is_plain("SELECT (COUNT(*) AS ?n) WHERE { ?x ?y ?z }")

    def test_it_takes_an_error_for_false_which_is_why(self, virtuoso: Server, store_of_two: Store) -> None:
        empty(virtuoso)
        load(store_of_two, address(virtuoso))
        query = """SELECT ?node ?day WHERE { ?node a <https://w3id.org/civharm/ns#Statement> .
  OPTIONAL { ?node <https://schema.org/datePublished> ?day } FILTER (COALESCE(?day = 120, true)) }"""
        remote = shown_as_one(Remote(address_of(virtuoso.url, kind=Kind.VIRTUOSO), ServerLimits()))
        copy = remote.copy_for(query)

        assert copy is not None
        assert len(list(copy.query(query, use_default_graph_as_union=True))) == 4  # type: ignore[arg-type]
        assert (
            remote.ask(query).rows == ()
        )  # if this fails: Virtuoso has become better, and may be asked more

    def test_a_query_of_your_own_is_not_asked_of_the_copy(
        self, virtuoso: Server, store_of_two: Store
    ) -> None:
        empty(virtuoso)
        load(store_of_two, address(virtuoso))
        remote = shown_as_one(Remote(address_of(virtuoso.url, kind=Kind.VIRTUOSO), ServerLimits()))
        plain = "SELECT ?one WHERE { ?one a <https://w3id.org/civharm/ns#Statement> }"

        assert len(run(remote, parse(plain))) == 4
        with pytest.raises(QueryError, match="plain patterns"):
            run(remote, parse(plain.replace("SELECT", "SELECT DISTINCT")))

    def test_a_server_that_holds_more_than_allowed_is_refused(
        self, virtuoso: Server, store_of_two: Store
    ) -> None:
        empty(virtuoso)
        load(store_of_two, address(virtuoso))
        remote = Remote(address_of(virtuoso.url, kind=Kind.VIRTUOSO), ServerLimits(megabytes=0))
        allowed = Remote(remote.address, ServerLimits())
        with pytest.raises(EndpointError, match=r"larger than 0 MB|--max-bytes .* allows that"):
            run(remote, "incidents")
        assert len(run(allowed, "incidents")) == len(run(store_of_two, "incidents"))

    def test_an_answer_that_it_cut_is_refused(self, virtuoso: Server) -> None:
        triples = "".join(
            f'<https://e.org/{number}> <https://e.org/p> "{number}" .\n' for number in range(10_001)
        )
        with client(virtuoso) as sender:
            sender.put(
                virtuoso.graphs, params={"graph": "https://e.org/g"}, content=triples,
                headers={"Content-Type": "application/n-triples"},
            ).raise_for_status()  # fmt: skip
        query = "SELECT ?s WHERE { ?s <https://e.org/p> ?o }"
        assert len(virtuoso.ask(query).json()["results"]["bindings"]) == 10_000

        with pytest.raises(EndpointError, match="gives 10000 rows at most"):
            ask(address_of(virtuoso.url, kind=Kind.VIRTUOSO), query)
