"""Whatever an endpoint does wrong gets the right verdict, in time, and never a password."""

import base64
import os
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

import pytest

from kg.endpoint import Address, Login, ServerLimits, address_of, ask, find_address, patience
from kg.endpoint.patience import TRIES
from kg.errors import EndpointError
from kg.load import LoadReport, load
from kg.store import Store, open_store
from tests.load import faulty as faults
from tests.load.faulty import Endpoint, Fault, canary, faulty
from tests.store.samples import make_record, put

T = TypeVar("T")
USER, PASSWORD = "partner", "zq-canary-pass:word/7"
SECRETS = (PASSWORD, base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode())
QUESTION = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
SOON = 0.3
"""Seconds: the deadline of what never ends."""
LATE = 60.0
HANGS = 120.0
"""Far beyond every deadline here: only a call that would wait for ever takes so long."""


@pytest.fixture
def endpoint(server: str) -> Iterator[Endpoint]:
    """A faulty endpoint; nobody may ask the other host that it names, or repeat the password."""
    with canary() as (elsewhere, heard), faulty(server) as made:
        made.elsewhere = elsewhere
        yield made
        assert heard == []


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test needs to wait as long between two tries as a server does."""
    monkeypatch.setattr(patience, "FIRST_PAUSE", 0.01)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with two articles, which loading only reads."""
    path = tmp_path_factory.mktemp("filled") / "store"
    with open_store(path) as writing:
        for number in (1, 2):
            put(writing, make_record(value=number))
    with open_store(path, read_only=True) as opened:
        yield opened


def signed(endpoint: Endpoint) -> Address:
    return address_of(endpoint.url, login=Login(USER, PASSWORD))


def in_time(call: Callable[[], T]) -> T:
    """What the call gives or raises; a failure where it hangs."""
    done: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            done.put((call(), None))
        except BaseException as error:
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        value, error = done.get(timeout=HANGS)
    except Empty:
        pytest.fail("it hangs")
    if error is not None:
        raise error
    return value  # type: ignore[return-value]


def assert_refused(call: Callable[[], object], what: str) -> None:
    """It ends with this error, in whose traceback no password stands either."""
    with pytest.raises(EndpointError, match=what) as raised:
        in_time(call)
    told = "".join(traceback.format_exception(raised.value))
    assert not any(secret in told for secret in SECRETS)


def loaded(store: Store, endpoint: Endpoint, *, seconds: float = LATE, run: float = LATE) -> LoadReport:
    address = signed(endpoint)
    return in_time(lambda: load(store, address, request_seconds=seconds, deadline_seconds=run))


NO_ANSWERS = [
    pytest.param(faults.reset, LATE, "no answer", id="reset"),
    pytest.param(faults.silence, SOON, "no complete answer in 0.3 s", id="silence"),
    pytest.param(faults.drip, SOON, "no complete answer in 0.3 s", id="drip"),
    pytest.param(faults.dripping_head, SOON, "no complete answer in 0.3 s", id="drip before the answer"),
    pytest.param(faults.cut_json, LATE, "no complete SPARQL result", id="cut JSON"),
    pytest.param(faults.cancelled_csv, LATE, "text/csv, not with SPARQL JSON", id="cancelled CSV"),
    pytest.param(faults.html, LATE, "text/html, not with SPARQL JSON", id="HTML"),
    pytest.param(faults.html_called_json, LATE, "no complete SPARQL result", id="HTML called JSON"),
    pytest.param(faults.redirect, LATE, "redirects elsewhere", id="redirect to another host"),
    pytest.param(faults.unauthorized, LATE, "does not know user 'partner'", id="401"),
    pytest.param(faults.forbidden, LATE, "refused with 403: no: Basic .hidden.", id="403"),
    pytest.param(faults.too_many, LATE, "refused with 429: slow down", id="429 for an hour"),
    pytest.param(faults.busy, LATE, "refused with 503: one moment", id="503 for ever"),
    pytest.param(faults.endless, SOON, "no complete answer in 0.3 s|larger than", id="endless stream"),
]


@pytest.mark.parametrize(("fault", "seconds", "what"), NO_ANSWERS)
def test_no_answer_to_a_question_passes_for_one(
    endpoint: Endpoint, fault: Fault, seconds: float, what: str
) -> None:
    endpoint.fault = fault
    address = signed(endpoint)

    assert_refused(lambda: ask(address, QUESTION, limits=ServerLimits(seconds)), what)
    assert endpoint.requests


def test_a_question_is_asked_again_where_the_server_was_busy_for_a_moment(endpoint: Endpoint) -> None:
    endpoint.fault, endpoint.times = faults.busy, 2

    assert ask(signed(endpoint), "ASK {}").yes is True
    assert endpoint.steps("question") == 3


def test_asking_which_server_it_is_follows_no_redirect(endpoint: Endpoint) -> None:
    endpoint.fault = faults.redirect

    assert find_address(endpoint.url, login=Login(USER, PASSWORD)).origin == endpoint.url
    assert endpoint.requests


def test_nobody_waits_for_a_busy_server_beyond_the_deadline(endpoint: Endpoint) -> None:
    endpoint.fault = faults.too_many

    assert_refused(lambda: ask(signed(endpoint), "ASK {}"), "refused with 429")
    assert endpoint.steps("question") == 1


def test_a_server_that_is_not_there_is_named(filled: Store) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused
        address = address_of(f"http://127.0.0.1:{taken.getsockname()[1]}", login=Login(USER, PASSWORD))

        assert_refused(lambda: ask(address, "ASK {}"), "is the server running")
        assert_refused(lambda: load(filled, address), "is the server running")


@pytest.mark.parametrize(("fault", "seconds", "what"), NO_ANSWERS)
def test_a_load_ends_with_the_fault_of_the_server_that_it_asks(
    endpoint: Endpoint, filled: Store, fault: Fault, seconds: float, what: str
) -> None:
    endpoint.fault, endpoint.step = fault, "question"

    assert_refused(lambda: loaded(filled, endpoint, seconds=seconds), what)
    assert endpoint.steps("put") == endpoint.steps("update") == endpoint.steps("delete") == 0


@pytest.mark.parametrize("step", ["put", "update"])
@pytest.mark.parametrize(
    ("fault", "what"),
    [
        pytest.param(faults.redirect, "redirects elsewhere", id="redirect to another host"),
        pytest.param(faults.unauthorized, "does not know user 'partner'", id="401"),
        pytest.param(faults.forbidden, "refused .* with 403: no: Basic .hidden.", id="403"),
        pytest.param(faults.too_many, "refused .* with 429", id="429 for an hour"),
        pytest.param(faults.busy, "refused .* with 503", id="503 for ever"),
    ],
)
def test_a_refusal_to_write_ends_the_load(
    endpoint: Endpoint, filled: Store, fault: Fault, what: str, step: str
) -> None:
    endpoint.fault, endpoint.step = fault, step

    assert_refused(lambda: loaded(filled, endpoint), what)


BROKEN = [
    pytest.param(faults.reset, LATE, id="reset"),
    pytest.param(faults.silence, SOON, id="silence"),
    pytest.param(faults.drip, SOON, id="drip"),
    pytest.param(faults.dripping_head, SOON, id="drip before the answer"),
    pytest.param(faults.cut_reply, LATE, id="cut answer"),
]


@pytest.mark.parametrize("step", ["put", "update"])
@pytest.mark.parametrize(("fault", "seconds"), BROKEN)
def test_what_was_perhaps_not_written_is_looked_for_and_then_written_again(
    endpoint: Endpoint, filled: Store, fault: Fault, seconds: float, step: str
) -> None:
    endpoint.fault, endpoint.step, endpoint.times = fault, step, 1

    report = loaded(filled, endpoint, seconds=seconds)

    assert (len(report.sent), report.mismatches) == (2, ())
    assert endpoint.steps(step) == 3
    assert load(filled, endpoint.upstream).sent == ()


@pytest.mark.parametrize(("fault", "seconds"), BROKEN)
def test_what_was_written_though_no_answer_came_is_not_sent_again(
    endpoint: Endpoint, filled: Store, fault: Fault, seconds: float
) -> None:
    endpoint.fault, endpoint.step, endpoint.times, endpoint.done_first = fault, "put", 1, True

    report = loaded(filled, endpoint, seconds=seconds)

    assert (len(report.sent), report.mismatches) == (2, ())
    assert endpoint.steps("put") == 2


@pytest.mark.parametrize(("fault", "seconds"), BROKEN)
def test_after_some_tries_a_broken_connection_ends_the_load(
    endpoint: Endpoint, filled: Store, fault: Fault, seconds: float
) -> None:
    endpoint.fault, endpoint.step = fault, "put"

    assert_refused(lambda: loaded(filled, endpoint, seconds=seconds), "no answer|no complete answer")
    assert endpoint.steps("put") == TRIES


def test_a_graph_that_was_only_said_to_be_gone_is_found_and_taken_out_by_the_next_load(
    endpoint: Endpoint, store: Store
) -> None:
    _, key = (put(store, make_record(value=value)) for value in (1, 2))
    load(store, endpoint.upstream)
    store.drop(key)
    endpoint.fault, endpoint.step = faults.html, "delete"

    report = loaded(store, endpoint)

    assert [str(found) for found in report.mismatches] == [f"{key}: was taken out and is still there"]
    endpoint.fault = None
    report = loaded(store, endpoint)
    assert (report.deleted, report.mismatches) == ((key,), ())
    assert loaded(store, endpoint).deleted == ()


@pytest.mark.parametrize("later", range(1, 5))
def test_a_load_asks_again_where_the_connection_broke(endpoint: Endpoint, filled: Store, later: int) -> None:
    endpoint.fault, endpoint.step, endpoint.times, endpoint.later = faults.reset, "question", 1, later

    report = loaded(filled, endpoint)

    assert (len(report.sent), report.mismatches, endpoint.times) == (2, (), 0)


@pytest.mark.parametrize("step", ["put", "update", "question"])
def test_a_load_goes_on_where_the_server_was_busy_for_a_moment(
    endpoint: Endpoint, filled: Store, step: str
) -> None:
    endpoint.fault, endpoint.step, endpoint.times = faults.busy, step, 2

    report = loaded(filled, endpoint)

    assert (len(report.sent), report.mismatches) == (2, ())


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(faults.html, id="HTML"),
        pytest.param(faults.cancelled_csv, id="cancelled CSV"),
        pytest.param(faults.endless, id="endless stream"),
    ],
)
def test_a_graph_that_was_only_said_to_be_taken_is_found_missing(
    endpoint: Endpoint, filled: Store, fault: Fault
) -> None:
    endpoint.fault, endpoint.step = fault, "put"

    report = loaded(filled, endpoint)

    assert [found.graph for found in report.mismatches] == list(report.sent)
    endpoint.fault = None
    assert len(loaded(filled, endpoint).sent) == 2


@pytest.mark.parametrize(
    "fault", [pytest.param(faults.html, id="HTML"), pytest.param(faults.cancelled_csv, id="cancelled CSV")]
)
def test_a_digest_that_was_only_said_to_be_taken_has_its_graph_sent_again(
    endpoint: Endpoint, filled: Store, fault: Fault
) -> None:
    endpoint.fault, endpoint.step = fault, "update"
    loaded(filled, endpoint)
    endpoint.fault = None

    assert len(loaded(filled, endpoint).sent) == 2


def test_a_server_that_counts_wrongly_is_found(endpoint: Endpoint, filled: Store) -> None:
    endpoint.fault, endpoint.step = faults.wrong_count, "question"

    report = loaded(filled, endpoint)

    assert len(report.mismatches) == 2
    assert "the server counts" in str(report.mismatches[0])


def test_a_run_ends_with_its_deadline(endpoint: Endpoint, filled: Store) -> None:
    endpoint.fault, endpoint.step = faults.busy, "put"

    assert_refused(lambda: loaded(filled, endpoint, run=0.0), "not done in 0 s; the same command goes on")
    assert endpoint.requests == []


@pytest.mark.parametrize(
    ("fault", "step"),
    [(faults.silence, "question"), (faults.drip, "update"), (faults.dripping_head, "put")],
)
def test_no_request_takes_longer_than_the_run_may(
    endpoint: Endpoint, filled: Store, fault: Fault, step: str
) -> None:
    endpoint.fault, endpoint.step = fault, step

    # The fault itself would last for ever, and one request may take longer than the run.
    assert_refused(lambda: loaded(filled, endpoint, run=1.0), "no complete answer in|not done in 1 s")


@pytest.mark.parametrize("fault", [faults.unauthorized, faults.forbidden, faults.redirect, faults.reset])
def test_the_command_tells_no_password_with_its_traceback(
    endpoint: Endpoint, filled: Store, fault: Fault
) -> None:
    endpoint.fault, endpoint.step = fault, "question"
    command = [sys.executable, "-m", "kg", "-v", "load", endpoint.url, "--kind", "oxigraph"]

    done = subprocess.run(
        [*command, "--store", filled.path],
        env={**os.environ, "KG_USER": USER, "KG_PASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        timeout=HANGS,
    )

    assert done.returncode == 3
    assert "Traceback" in done.stderr
    assert "see: kg errors endpoint" in done.stderr
    assert not any(secret in done.stdout + done.stderr for secret in SECRETS)
    assert any(SECRETS[1] in (request.headers["Authorization"] or "") for request in endpoint.requests)


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    url = f"https://{USER}:{PASSWORD}@example.net/kg"

    done = subprocess.run(
        [sys.executable, "-m", "kg", "-v", "load", url, "--store", tmp_path],
        capture_output=True,
        text=True,
        timeout=HANGS,
    )

    assert done.returncode == 2
    assert "set KG_USER and KG_PASSWORD" in done.stderr
    assert PASSWORD not in done.stdout + done.stderr
