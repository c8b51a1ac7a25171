"""The worker: stopped in time, within memory, cut with a mark, without a network, and gone afterwards."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import kg
from kg.api import KnowledgeGraph
from kg.errors import LimitError, QueryError
from kg.queries import Limits
from kg.store import open_store
from kg.store.folder import ASKED
from kg.vocab import XSD
from kg.worker import run_task
from tests.guard.canary import canary

ARTICLE = "Officials in Riverton said on Monday that a strike had killed four people at the mill.\n"
SPINS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?f ?c ?a"
CRASHES = "SELECT * {" + "{" * 20_000 + "}" * 20_000 + "}"
QUICK = Limits(seconds=1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    folder = tmp_path_factory.mktemp("worker")
    article = folder / "riverton.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    with kg.open_store(folder / "store") as opened:
        opened.build(article)
        yield opened


def own(folder: Path, query: str) -> Path:
    path = folder / "mine.rq"
    path.write_text(query, encoding="utf-8")
    return path


def remains(store: KnowledgeGraph) -> list[str]:
    return [path.name for path in store.store.path.iterdir() if path.name.startswith(ASKED)]


def children() -> list[str]:
    """Processes of ours, but the one that Python keeps for pools of other tests."""
    mine = Path(f"/proc/self/task/{os.getpid()}/children")
    found = mine.read_text().split() if mine.exists() else []
    return [one for one in found if b"resource_tracker" not in Path(f"/proc/{one}/cmdline").read_bytes()]


def test_a_query_of_ones_own_answers_as_a_shipped_one_does(store: KnowledgeGraph, tmp_path: Path) -> None:
    text = (Path(kg.__file__).parent.parent / "queries" / "article-metadata.rq").read_text(encoding="utf-8")

    mine, shipped = store.query(own(tmp_path, text)), store.query("article-metadata")

    assert mine.terms == shipped.terms
    assert (mine.columns, mine.truncated) == (shipped.columns, "")


def test_every_kind_of_term_comes_back_as_it_was(store: KnowledgeGraph, tmp_path: Path) -> None:
    values = '1 01 1.50 true "a"@en "b\\n\\u0022"@de-CH "c"^^<http://e.org/t> <http://e.org/\u00e9> UNDEF'
    query = f"SELECT ?x {{ VALUES ?x {{ {values} }} }}"

    answer = store.query(own(tmp_path, query))

    assert [row[0] for row in answer.terms] == [row[0] for row in store.store.query(query)]


def test_a_query_that_never_ends_is_stopped_and_nothing_is_left(
    store: KnowledgeGraph, tmp_path: Path
) -> None:
    before = children()

    with pytest.raises(LimitError, match=r"mine\.rq: stopped after 1 s"):
        store.query(own(tmp_path, SPINS), limits=QUICK)

    assert (remains(store), children()) == ([], before)


def test_a_query_that_takes_too_much_memory_is_stopped_and_told_so(
    store: KnowledgeGraph, tmp_path: Path
) -> None:
    before = children()

    with pytest.raises(LimitError, match="needs more than 200 MiB of memory"):
        store.query(own(tmp_path, GROWS), limits=Limits(seconds=60, memory=200 * 2**20))

    assert (remains(store), children()) == ([], before)


def test_a_query_that_crashes_the_engine_leaves_us_and_the_store_alive(store: KnowledgeGraph) -> None:
    with pytest.raises(LimitError, match="SIGSEGV"):
        ask_unguarded(store, CRASHES)

    assert len(store.query("article-metadata")) == 1


def test_an_answer_of_too_many_rows_is_cut_with_a_mark(store: KnowledgeGraph, tmp_path: Path) -> None:
    query = own(tmp_path, "SELECT ?s { ?s ?p ?o }")

    answer = store.query(query, limits=Limits(rows=5))

    assert len(answer) == 5
    assert answer.truncated == "the first 5 rows"
    assert store.query(query, limits=Limits(rows=100_000)).truncated == ""


def test_an_answer_of_exactly_as_many_rows_is_whole(store: KnowledgeGraph, tmp_path: Path) -> None:
    query = own(tmp_path, "SELECT ?x { VALUES ?x { 1 2 3 } }")

    assert store.query(query, limits=Limits(rows=3)).truncated == ""
    assert store.query(query, limits=Limits(rows=2)).truncated == "the first 2 rows"


def test_an_answer_of_too_many_bytes_is_cut_with_a_mark(store: KnowledgeGraph, tmp_path: Path) -> None:
    answer = store.query(own(tmp_path, "SELECT ?s ?p ?o { ?s ?p ?o }"), limits=Limits(size=2_000))

    assert answer.truncated == "the first 2,000 bytes"
    assert 0 < len(answer) < 20


def test_one_cell_of_a_hundred_megabytes_does_not_come_through(store: KnowledgeGraph, tmp_path: Path) -> None:
    doubled = " ".join(f"BIND(CONCAT(?a{n},?a{n}) AS ?a{n + 1})" for n in range(24))
    query = f"SELECT ?a24 {{ BIND('aaaa' AS ?a0) {doubled} }}"

    answer = store.query(own(tmp_path, query), limits=Limits(size=1_000_000))

    assert (len(answer), answer.truncated) == (0, "the first 1,000,000 bytes")


def test_a_faulty_query_is_told_of_as_in_our_own_process(store: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"mine\.rq, line 1, column \d+: not SPARQL 1\.1"):
        store.query(own(tmp_path, "SELECT * { ?s ?p "))


def test_a_store_that_is_being_written_is_asked_as_it_stands(tmp_path: Path) -> None:
    query = own(tmp_path, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    with kg.open_store(tmp_path / "store") as empty:
        assert empty.query(query).rows == ((0,),)
        (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
        empty.build(tmp_path / "a.txt")
        (row,) = empty.store.query(query.read_text(encoding="utf-8"))
        whole = int(row[0].value)
        assert whole > 1000
        assert empty.query(query).rows == ((whole,),)
    with kg.open_store(tmp_path / "store", read_only=True) as reader:
        assert reader.query(query).rows == ((whole,),)


def test_opening_for_writing_takes_away_what_a_killed_query_left(tmp_path: Path) -> None:
    with open_store(tmp_path / "store"):
        pass
    left = tmp_path / "store" / f"{ASKED}1-x" / "graph"
    left.mkdir(parents=True)

    with open_store(tmp_path / "store"):
        assert not left.parent.exists()


@pytest.mark.parametrize("limit", ["seconds", "memory", "rows", "size"])
def test_a_limit_of_nothing_is_refused(limit: str) -> None:
    with pytest.raises(QueryError, match=limit):
        Limits(**{limit: 0})


def ask_unguarded(store: KnowledgeGraph, query: str) -> None:
    """As if the guard had let it pass."""
    store.store.checkpoint(store.store.path / f"{ASKED}test")
    try:
        given = {"graph": str(store.store.path / f"{ASKED}test"), "sparql": query, "where": "test"}
        run_task("kg.queries.asked:answer", given, where="test")
    finally:
        subprocess.run(["rm", "-rf", str(store.store.path / f"{ASKED}test")], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems cannot take the network from a process")
@pytest.mark.parametrize("how", ["SERVICE", "SERVICE SILENT"])
def test_the_worker_reaches_nobody_even_where_the_guard_fails(
    store: KnowledgeGraph, tmp_path: Path, how: str
) -> None:
    with canary(tmp_path) as listening:
        query = f"SELECT * {{ {how} <{listening.url}/sparql> {{ ?a ?b ?c }} }}"
        if "SILENT" in how:
            ask_unguarded(store, query)
        else:
            with pytest.raises(LimitError):
                ask_unguarded(store, query)

        assert listening.connections == 0


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_the_command_that_started_it(
    store: KnowledgeGraph, tmp_path: Path, how: signal.Signals
) -> None:
    """Ctrl-C at the command, and an end that it cannot see coming."""
    script = (
        "import sys\nfrom kg.worker import run_task, Limits\n"
        "run_task('tests.guard.spinning:spin', {}, where='x', limits=Limits(seconds=100))"
    )
    root = Path(__file__).parent.parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root), "SPINNING": str(tmp_path / "pid")}
    os.mkfifo(tmp_path / "pid")
    command = subprocess.Popen([sys.executable, "-c", script], env=environment, stderr=subprocess.PIPE)
    worker = int((tmp_path / "pid").read_text())  # waits until the worker is at work
    handle = os.pidfd_open(worker)

    command.send_signal(how)

    command.communicate(timeout=30)
    assert ended(handle)


def ended(handle: int) -> bool:
    """Waits for the process; False where it still runs after half a minute."""
    import select

    try:
        return bool(select.select([handle], [], [], 30)[0])
    finally:
        os.close(handle)


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e300])
def test_a_limit_that_no_clock_has_is_refused(seconds: float) -> None:
    with pytest.raises(QueryError, match="seconds: more than 0"):
        Limits(seconds=seconds)


def test_values_that_are_not_of_their_type_stay_as_they_are_written(
    store: KnowledgeGraph, tmp_path: Path
) -> None:
    written = {"integer": ["zz", "9" * 5_000, "7"], "decimal": ["NaN", "9e99999", "7.50"],
               "date": ["2017-02-31", "2017-02-28"]}  # fmt: skip
    cells = [f'"{value}"^^<{XSD}{kind}>' for kind, values in written.items() for value in values]

    found = store.query(own(tmp_path, f"SELECT ?x {{ VALUES ?x {{ {' '.join(cells)} }} }}"))

    assert found.column("x") == (
        "zz", "9" * 5_000, 7, "NaN", "9e99999", Decimal("7.50"), "2017-02-31", date(2017, 2, 28)
    )  # fmt: skip
    assert json.loads(found.to_json())


def test_a_file_in_the_folder_does_not_stand_in_for_a_shipped_query(
    store: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own(tmp_path, "SELECT ?s { ?s ?p ?o }").rename(tmp_path / "article-metadata")
    monkeypatch.chdir(tmp_path)

    assert "s" not in store.query("article-metadata").columns
    assert store.query(Path("article-metadata").resolve()).columns == ("s",)
