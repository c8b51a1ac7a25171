"""What ``kg load --bulk`` writes is the whole store, and the commands of docs/stores.md load it as it is."""

import hashlib
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath

import pyoxigraph as ox
import pytest

from kg.endpoint import Kind, Login, address_of
from kg.errors import StoreError, UsageError
from kg.load import Bulk, Loader, load, loader_of, write_bulk
from kg.load.commands import commands, virtuoso_script
from kg.store import Store, backup, open_store
from kg.vocab import P_GRAPH_DIGEST, RDFS
from tests.store.samples import BASE, make_record, put
from tests.stores.process import Server
from tests.stores.servers import fuseki_jar, require, running

DOCS = Path(__file__).resolve().parents[2] / "docs" / "stores.md"
LEDGER = ox.NamedNode(f"{BASE}graph/ledger")
AWKWARD = (
    "",
    " both ends ",
    'a "quoted" back\\slash, a tab\t, a line\nand a return\r.',
    "’\u201cMarks\u201d\u00a0Raqqa\u2028 e\u0301 \u0627\u0644\u0631\u0642\u0629 \u202eturned\u202c 😀 \ufffd",
    "'; drop table t; -- {{x}} ${HOME} $(id) %s %41 <a&b> &amp; \\u0041 @en ^^x .",
    "x" * 40_000,
)
HOSTILE = 'o\'brien; $HOME `id` \\n ü %_ "x"'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Three articles, and literals of every kind that the graph has, among them awkward ones."""
    with open_store(tmp_path_factory.mktemp("bulk") / "store") as opened:
        for value in (7, 101, 2000):
            put(opened, make_record(value=value, extra=f"Text {value}."))
        subject, graph = ox.NamedNode(f"{BASE}org/a"), ox.NamedNode(f"{BASE}graph/registry")
        label = ox.NamedNode(RDFS + "label")
        words = [ox.Literal(text) for text in AWKWARD] + [ox.Literal("Coalition", language="en")]
        opened.put_graph("registry", [ox.Quad(subject, label, word, graph) for word in words])
        opened.seal()
        yield opened


def _quads(folder: Path) -> set[str]:
    """The quads of all files in a folder, each of which is read to its end."""
    files = sorted(folder.glob("*.nq"))
    return {str(quad) for file in files for quad in ox.parse(path=str(file), format=ox.RdfFormat.N_QUADS)}


def _expected(store: Store) -> set[str]:
    """The quads of the store, and the ledger of them by hand."""
    quads = {name: store.quads(name) for name in store.graphs()}
    digests = {
        name: hashlib.sha256("".join(sorted(f"{quad} .\n" for quad in found)).encode()).hexdigest()
        for name, found in quads.items()
    }
    ledger = (
        ox.Quad(ox.NamedNode(f"{BASE}graph/{name}"), ox.NamedNode(P_GRAPH_DIGEST), ox.Literal(digest), LEDGER)
        for name, digest in digests.items()
    )
    return {str(quad) for found in (*quads.values(), ledger) for quad in found}


@pytest.mark.parametrize("loader", Loader)
def test_the_files_are_the_store_and_its_ledger(store: Store, tmp_path: Path, loader: Loader) -> None:
    written = write_bulk(store, loader, tmp_path / "bulk")

    assert _quads(tmp_path / "bulk") == _expected(store)
    assert (written.graphs, written.quads) == (5, len(_expected(store)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bulk"]


@pytest.mark.parametrize("loader", Loader)
def test_the_same_store_gives_the_same_bytes(store: Store, tmp_path: Path, loader: Loader) -> None:
    before = _bytes(write_bulk(store, loader, tmp_path / "bulk").folder)
    shutil.rmtree(tmp_path / "bulk")

    after = _bytes(write_bulk(store, loader, tmp_path / "bulk").folder)

    assert before == after


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_ledger_is_the_last_that_is_loaded(store: Store, tmp_path: Path) -> None:
    one = write_bulk(store, Loader.FUSEKI, tmp_path / "one")
    many = write_bulk(store, Loader.VIRTUOSO, tmp_path / "many", quads_a_file=50)

    names = [line.split(b" ")[-2] for line in (one.folder / "graphs.nq").read_bytes().splitlines()]
    assert names.index(b"<%b>" % LEDGER.value.encode()) == len(names) - 4
    assert many.files[-1] == "ledger.nq"
    assert all(LEDGER.value not in (many.folder / name).read_text() for name in many.files[:-1])


def test_no_file_for_virtuoso_has_more_quads_than_asked(store: Store, tmp_path: Path) -> None:
    written = write_bulk(store, Loader.VIRTUOSO, tmp_path / "bulk", quads_a_file=50)

    sizes = [(tmp_path / "bulk" / name).read_bytes().count(b"\n") for name in written.files[:-1]]
    assert len(sizes) > 2
    assert set(sizes[:-1]) == {50}
    assert 0 < sizes[-1] <= 50
    script = (tmp_path / "bulk" / "load.sql").read_text()
    assert all(f"/{name}'" in script for name in written.files)


def test_the_readme_has_the_commands_and_the_hash_of_each_file(store: Store, tmp_path: Path) -> None:
    written = write_bulk(store, Loader.VIRTUOSO, tmp_path / "bulk", quads_a_file=50)

    readme = (tmp_path / "bulk" / "README.md").read_text()
    assert f"```sh\n{written.commands}```" in readme
    for name in written.files:
        assert f"| {name} |" in readme
        assert hashlib.sha256((tmp_path / "bulk" / name).read_bytes()).hexdigest() in readme


def test_a_folder_that_has_something_in_it_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("kept")

    with pytest.raises(UsageError, match="exists already"):
        write_bulk(store, Loader.OXIGRAPH, tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_folder_in_the_store_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="lies in the store"):
        write_bulk(store, Loader.OXIGRAPH, store.path / "bulk")


def test_what_a_killed_run_left_is_taken_away(store: Store, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".bulk.{dead.pid}.part").mkdir()
    (tmp_path / f".bulk.{dead.pid}.part" / "graphs-0001.nq").write_text("half a gr")

    write_bulk(store, Loader.OXIGRAPH, tmp_path / "bulk")

    assert [path.name for path in tmp_path.iterdir()] == ["bulk"]
    assert not (tmp_path / "bulk" / "graphs-0001.nq").exists()


@pytest.mark.nightly
def test_a_run_killed_at_any_moment_leaves_a_whole_folder_or_none(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "copy")
    target, begin = tmp_path / "bulk", time.monotonic()
    kg = [sys.executable, "-m", "kg", "load", "--bulk", "virtuoso", target, "--store", tmp_path / "copy"]
    subprocess.run(kg, check=True, capture_output=True)
    lasted, whole = time.monotonic() - begin, _bytes(target)
    seen = set()
    for part in range(40):
        shutil.rmtree(target, ignore_errors=True)
        with subprocess.Popen(kg, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=lasted * (0.4 + part / 50))
            process.kill()
        seen.add(target.exists())
        assert not target.exists() or _bytes(target) == whole
    shutil.rmtree(target, ignore_errors=True)

    subprocess.run(kg, check=True, capture_output=True)

    assert _bytes(target) == whole
    assert seen == {True, False}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bulk", "copy"]


def test_an_address_is_no_folder(store: Store) -> None:
    with pytest.raises(UsageError, match="name a new folder"):
        write_bulk(store, Loader.OXIGRAPH, "http://localhost:7878")


def test_a_loader_that_is_none_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="oxigraph, fuseki, virtuoso, rdf4j, qlever"):
        loader_of("graphdb")


def test_a_graph_that_is_not_what_was_stored_is_not_handed_on(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as opened:
        key = put(opened, make_record())
    graph = ox.Store(str(tmp_path / "store" / "graph"))
    graph.remove(next(graph.quads_for_pattern(None, None, None, ox.NamedNode(f"{BASE}graph/{key}"))))
    graph.flush()
    del graph

    with (
        open_store(tmp_path / "store", read_only=True) as opened,
        pytest.raises(StoreError, match=f"graph {key} is not what the ledger says"),
    ):
        write_bulk(opened, Loader.OXIGRAPH, tmp_path / "bulk")

    assert not (tmp_path / "bulk").exists()


def test_a_graph_that_is_gone_is_not_left_out_in_silence(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as opened:
        key = put(opened, make_record())
    graph = ox.Store(str(tmp_path / "store" / "graph"))
    graph.remove_graph(ox.NamedNode(f"{BASE}graph/{key}"))
    graph.flush()
    del graph

    with open_store(tmp_path / "store", read_only=True) as opened, pytest.raises(StoreError, match=key):
        write_bulk(opened, Loader.OXIGRAPH, tmp_path / "bulk")


def test_a_full_disk_leaves_nothing_and_a_print_of_no_commands(store: Store, tmp_path: Path) -> None:
    store.seal()
    done = _kg_bulk(store, tmp_path / "bulk", before="ulimit -f 20; ")

    assert done.returncode == 3
    assert "the disk is full" in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_the_command_line_prints_the_commands_alone(store: Store, tmp_path: Path) -> None:
    done = _kg_bulk(store, tmp_path / "bulk")

    assert done.returncode == 0, done.stderr
    assert done.stdout == commands(Loader.OXIGRAPH, tmp_path / "bulk")
    assert "5 graphs" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["DIR", "--strict"], id="nothing is compared"),
        pytest.param(["DIR", "--graphs-url", "http://localhost/"], id="nothing is sent"),
        pytest.param([], id="no folder"),
    ],
)
def test_the_command_line_refuses_what_bulk_does_not_do(tmp_path: Path, arguments: list[str]) -> None:
    kg = [sys.executable, "-m", "kg", "load", "--bulk", "oxigraph", *arguments]
    done = subprocess.run(kg, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "takes a new folder" in done.stderr
    assert list(tmp_path.iterdir()) == []


def _kg_bulk(store: Store, folder: Path, *, before: str = "") -> subprocess.CompletedProcess[str]:
    """A copy of the store, because this process has the store itself open."""
    copy = folder.with_name("copy")
    backup(store, copy)
    try:
        kg = [sys.executable, "-m", "kg", "load", "--bulk", "oxigraph", str(folder), "--store", str(copy)]
        return subprocess.run(
            ["sh", "-c", f'{before}exec "$@"', "sh", *kg], capture_output=True, text=True, check=False
        )
    finally:
        shutil.rmtree(copy)


@pytest.mark.parametrize("loader", Loader)
def test_the_documentation_has_the_same_commands(loader: Loader) -> None:
    assert f"```sh\n{commands(loader, PurePath('DIR'))}```" in _section(loader)


@pytest.mark.parametrize("loader", Loader)
def test_what_is_printed_is_what_is_documented_for_any_folder(
    store: Store, tmp_path: Path, loader: Loader
) -> None:
    written = write_bulk(store, loader, tmp_path / HOSTILE)

    assert written.commands == _documented(loader, written.folder)


def test_the_documentation_has_the_script_of_virtuoso() -> None:
    script = virtuoso_script(PurePath("DIR"), ["graphs-0001.nq"], mark=f"{BASE}graph/")

    assert f"```sql\n{script}```" in _section(Loader.VIRTUOSO)


def _section(loader: Loader) -> str:
    sections = re.split(r"^## ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (found,) = [text for text in sections if text.lower().startswith(loader)]
    return found


def _documented(loader: Loader, folder: Path) -> str:
    """The commands as docs/stores.md has them, with the folder put in place of DIR."""
    blocks = re.findall(r"^```sh\n(.*?)^```", _section(loader), flags=re.MULTILINE | re.DOTALL)
    (block,) = (block for block in blocks if "DIR/" in block)
    return re.sub(r"DIR/[\w.-]+", lambda name: shlex.quote(str(folder / PurePath(name[0]).name)), block)


def _run(command: str, variables: dict[str, str]) -> str:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-eu", "-c", command],
        env={**os.environ, "PATH": path, **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _run_with_password(command: str, variables: dict[str, str], password: str) -> str:
    """The same on a terminal, where the password is typed when it is asked for."""
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe("sh", ["sh", "-eu", "-c", command], {**os.environ, **variables})
    said = b""
    with suppress(OSError):  # the other side of a terminal ends with an error
        while part := os.read(terminal, 4096):
            said += part
            if said.count(b"Enter password") == 1 and password:
                os.write(terminal, f"{password}\n".encode())
                password = ""
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0, said
    return said.decode()


def _check(server: Server, store: Store) -> None:
    """That the server has every quad as it is, and that a load finds all of it there and sends nothing."""
    assert _held(server) == _expected(store)
    login = Login(server.user, server.password or "") if server.user else None

    report = load(store, address_of(server.url, kind=Kind(server.name), login=login), strict=True)

    assert (report.sent, report.deleted, report.mismatches, report.unknown) == ((), (), (), ())
    assert report.skipped == report.compared == tuple(sorted(store.graphs()))


def _held(server: Server) -> set[str]:
    """All quads under our base, as the server tells them."""
    query = f'SELECT ?s ?p ?o ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{BASE}graph/")) }}'
    rows = server.ask(query).raise_for_status().json()["results"]["bindings"]
    return {str(ox.Quad(*(_term(row[name]) for name in "spog"))) for row in rows}


def _term(value: dict[str, str]) -> ox.NamedNode | ox.Literal:
    if value["type"] == "uri":
        return ox.NamedNode(value["value"])
    if "xml:lang" in value:
        return ox.Literal(value["value"], language=value["xml:lang"])
    kind = value.get("datatype")
    return ox.Literal(value["value"], datatype=None if kind is None else ox.NamedNode(kind))


def test_the_commands_for_oxigraph_load_every_quad_as_it_is(store: Store, tmp_path: Path) -> None:
    require("oxigraph")
    (tmp_path / "server").mkdir()
    folder = write_bulk(store, Loader.OXIGRAPH, tmp_path / HOSTILE).folder
    _run(_documented(Loader.OXIGRAPH, folder), {"OXIGRAPH_DB": str(tmp_path / "server" / "data")})

    with running("oxigraph", tmp_path / "server") as server:
        _check(server, store)


def test_oxigraph_takes_a_file_whole_or_not_at_all(store: Store, tmp_path: Path) -> None:
    require("oxigraph")
    (tmp_path / "server").mkdir()
    folder = _broken_at_its_end(write_bulk(store, Loader.OXIGRAPH, tmp_path / "bulk"))
    with pytest.raises(AssertionError, match="Parser error"):
        _run(_documented(Loader.OXIGRAPH, folder), {"OXIGRAPH_DB": str(tmp_path / "server" / "data")})

    with running("oxigraph", tmp_path / "server") as server:
        assert _held(server) == set()


def _broken_at_its_end(written: Bulk) -> Path:
    with (written.folder / "graphs.nq").open("a") as file:
        file.write("<https://example.org/cut")
    return written.folder


def test_the_commands_for_fuseki_load_every_quad_as_it_is(store: Store, tmp_path: Path) -> None:
    require("fuseki")
    (tmp_path / "server").mkdir()
    folder = write_bulk(store, Loader.FUSEKI, tmp_path / "bulk").folder
    place = {"FUSEKI_JAR": str(fuseki_jar()), "FUSEKI_DB": str(tmp_path / "server" / "data")}
    _run(_documented(Loader.FUSEKI, folder), place)

    with running("fuseki", tmp_path / "server") as server:
        _check(server, store)


def test_the_commands_for_virtuoso_load_every_quad_as_it_is_or_name_the_file_and_leave_out_the_ledger(
    store: Store, tmp_path: Path
) -> None:
    with running("virtuoso", tmp_path / "server") as server:
        folder = write_bulk(store, Loader.VIRTUOSO, server.folder / HOSTILE, quads_a_file=100).folder
        command = _documented(Loader.VIRTUOSO, folder)
        where = {"VIRTUOSO": f"127.0.0.1:{server.sql_port}"}
        assert server.admin_password is not None
        (folder / "graphs-0001.nq").rename(folder / "away")

        said = _run_with_password(command, where, server.admin_password)

        assert f"{folder}/graphs-0001.nq" in said
        assert not any(LEDGER.value in quad for quad in _held(server))

        (folder / "away").rename(folder / "graphs-0001.nq")
        said = _run_with_password(command, where, server.admin_password)

        assert "\n0 Rows." in said.replace("\r", "")
        assert "Error" not in said.partition("Connected to")[2]
        _check(server, store)


def test_the_commands_for_rdf4j_load_every_quad_as_it_is_or_none(store: Store, tmp_path: Path) -> None:
    with running("rdf4j", tmp_path / "server") as server:
        cut = _broken_at_its_end(write_bulk(store, Loader.RDF4J, tmp_path / "cut"))
        with pytest.raises(AssertionError, match="400"):
            _run(_documented(Loader.RDF4J, cut), {"RDF4J": server.url})
        assert _held(server) == set()

        folder = write_bulk(store, Loader.RDF4J, tmp_path / "bulk").folder
        _run(_documented(Loader.RDF4J, folder), {"RDF4J": server.url})
        _check(server, store)


@pytest.mark.parametrize("loader", Loader)
def test_a_command_stops_where_a_variable_is_not_set(loader: Loader) -> None:
    with pytest.raises(AssertionError, match="set it to"):
        _run(commands(loader, PurePath("DIR")), {})
