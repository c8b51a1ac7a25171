"""Which server an address names, who asks there, and what is never sent or shown."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from kg.endpoint import (
    Address,
    Auth,
    Kind,
    Login,
    address_by_parts,
    address_of,
    ask,
    find_address,
    kind_of,
    login_for,
    origin_of,
)
from kg.errors import EndpointError

PASSWORD = "zq-canary-pass"
ORIGIN = "https://kg.example.net:8443"


@pytest.mark.parametrize(
    ("url", "graphs"),
    [
        ("http://localhost:7878", "http://localhost:7878/store"),
        ("http://127.0.0.1:7878/query", "http://127.0.0.1:7878/store"),
        ("http://[::1]:7878/", "http://[::1]:7878/store"),
        ("https://example.net/kg/store", "https://example.net/kg/store"),
        ("http://localhost:3030/ds", "http://localhost:3030/ds/data"),
        ("http://localhost:3030/ds/query", "http://localhost:3030/ds/data"),
        ("https://example.net/ds/data", "https://example.net/ds/data"),
        ("https://example.net/ds/get", "https://example.net/ds/data"),
        ("http://localhost:8890", "http://localhost:8890/sparql-graph-crud"),
        ("http://localhost:8890/sparql", "http://localhost:8890/sparql-graph-crud"),
        ("https://example.net/sparql-auth", "https://example.net/sparql-graph-crud"),
        (
            "http://localhost:8080/rdf4j-server/repositories/kg",
            "http://localhost:8080/rdf4j-server/repositories/kg/rdf-graphs/service",
        ),
        ("https://example.net/repositories/kg/statements", "https://example.net/repositories/kg/rdf-graphs/service"),
    ],
)  # fmt: skip
def test_knows_where_a_server_takes_graphs(url: str, graphs: str) -> None:
    assert address_of(url).graphs == graphs


@pytest.mark.parametrize("kind", [Kind.OXIGRAPH, Kind.FUSEKI, Kind.VIRTUOSO, Kind.RDF4J])
@pytest.mark.parametrize("login", [None, Login("me", PASSWORD)])
def test_each_address_of_a_server_names_the_same_server(kind: Kind, login: Login | None) -> None:
    whole = address_of("https://example.net/a", kind=kind, login=login)

    for url in (whole.graphs, whole.questions, whole.updates):
        assert address_of(url, kind=kind, login=login) == whole


def test_virtuoso_takes_those_who_log_in_elsewhere_and_by_digest() -> None:
    address = address_of("http://localhost:8890/sparql", login=Login("me", PASSWORD))

    assert address.auth is Auth.DIGEST
    assert address.questions == address.updates == "http://localhost:8890/sparql-auth"
    assert address.graphs == "http://localhost:8890/sparql-graph-crud-auth"


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://example.net/x/store", Kind.OXIGRAPH),
        ("https://example.net/repositories/kg", Kind.RDF4J),
        ("https://example.net/ds/data", Kind.FUSEKI),
        ("https://example.net/sparql-graph-crud-auth", Kind.VIRTUOSO),
        ("https://example.net/sparql", None),
        ("https://example.net/ds", None),
        ("https://example.net/ds/query", None),
    ],
)
def test_only_a_path_that_no_other_server_has_tells_the_kind(url: str, kind: Kind | None) -> None:
    assert kind_of(url) is kind


@pytest.mark.parametrize(
    "url",
    [
        "http://example.net",
        "http://me:zq-canary-pass@example.net",
        "https://me:zq-canary-pass@example.net",
        "https://zq-canary-pass@example.net",
        "https://me:zq-canary-pass/7@example.net",
        "me:zq-canary-pass@example.net",
        "https:/me:zq-canary-pass@example.net",
        "https://me:zq-canary-pass",
        "https://me:zq-canary-pass@[example.net",
        "http://127.0.0.1.example.net/",
        "http://localhost.example.net/",
        "http://localhost:99999",
        "http://0.0.0.0:7878",
        "localhost:7878",
        "file:///etc/passwd",
        "ftp://localhost/",
        "",
    ],
)
def test_refuses_what_would_travel_in_the_open_or_holds_a_password(url: str) -> None:
    for call in (address_of, origin_of, find_address, lambda text: ask(text, "ASK {}")):
        with pytest.raises(EndpointError) as raised:
            call(url)
        assert PASSWORD not in str(raised.value)
        assert raised.value.__cause__ is None


def test_three_addresses_name_any_other_server() -> None:
    address = address_by_parts(
        graphs="https://example.net/a", questions="https://example.net/b?x=1", updates="https://example.net/c"
    )

    assert (address.kind, address.origin) == (Kind.OTHER, "https://example.net")
    assert address.questions == "https://example.net/b?x=1"


@pytest.mark.parametrize("graphs", ["https://example.org/a", "http://localhost/a", "https://example.net:1/a"])
def test_three_addresses_are_of_one_server(graphs: str) -> None:
    with pytest.raises(EndpointError, match="one scheme, host and port"):
        address_by_parts(graphs=graphs, questions="https://example.net/b", updates="https://example.net/c")


def test_no_form_of_a_login_shows_its_password() -> None:
    login = Login("me", PASSWORD)
    address = address_of(ORIGIN, login=login)

    assert address.password == PASSWORD
    assert PASSWORD not in f"{login!r} {login} {address!r} {address}"


def test_name_and_password_come_from_the_environment() -> None:
    assert login_for(ORIGIN, {"KG_USER": "me", "KG_PASSWORD": PASSWORD}) == Login("me", PASSWORD)
    assert login_for(ORIGIN, {"KG_USER": "me", "KG_PASSWORD": ""}) == Login("me", "")
    assert login_for(ORIGIN, {}) is None
    assert login_for(ORIGIN, {"KG_USER": ""}) is None


@pytest.mark.parametrize(
    ("environment", "what"),
    [
        ({"KG_PASSWORD": PASSWORD}, "KG_USER is not"),
        ({"KG_USER": "m:e", "KG_PASSWORD": PASSWORD}, "a colon"),
        ({"KG_USER": "me", "KG_PASSWORD": f"{PASSWORD}\r\nX-Evil: 1"}, "control character"),
    ],
)
def test_half_a_login_is_refused_and_not_shown(environment: dict[str, str], what: str) -> None:
    with pytest.raises(EndpointError, match=what) as raised:
        login_for(ORIGIN, environment)

    assert PASSWORD not in str(raised.value)


class _OnePassword(KeyringBackend):
    """A keyring of one password, which is locked for one user."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        if username == "locked":
            raise KeyringLocked(PASSWORD)
        return PASSWORD if (service, username) == (f"kg {ORIGIN}", "me") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


@pytest.fixture
def _keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(_OnePassword())
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("_keyring")
def test_a_password_comes_from_the_keyring_for_its_own_server_only() -> None:
    assert login_for(ORIGIN, {"KG_USER": "me"}) == Login("me", PASSWORD)
    assert login_for(ORIGIN, {"KG_USER": "me", "KG_PASSWORD": "other"}) == Login("me", "other")
    with pytest.raises(EndpointError, match=r"keyring set 'kg https://example\.org' me"):
        login_for("https://example.org", {"KG_USER": "me"})


@pytest.mark.usefixtures("_keyring")
def test_a_keyring_that_cannot_be_read_is_named_and_not_quoted() -> None:
    with pytest.raises(EndpointError, match="cannot be read") as raised:
        login_for(ORIGIN, {"KG_USER": "locked"})

    assert PASSWORD not in str(raised.value)


def test_without_a_keyring_a_user_needs_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)

    with pytest.raises(EndpointError, match="no password of user 'me'; set KG_PASSWORD"):
        login_for(ORIGIN, {"KG_USER": "me"})


@contextmanager
def _answering(*paths: str, status: int = 200) -> Iterator[tuple[str, list[str]]]:
    """A server that has something at these paths only, and what it was sent."""
    heard: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            heard.append(f"{self.command} {self.headers}")
            self.send_response(status if self.path in paths else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", heard
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("path", "root", "kind"),
    [
        ("/store", "", Kind.OXIGRAPH),
        ("/kg/store", "/kg", Kind.OXIGRAPH),
        ("/ds/data", "/ds", Kind.FUSEKI),
        ("/ds/data", "/ds/query", Kind.FUSEKI),
        ("/ds/data", "/ds/sparql", Kind.FUSEKI),
        ("/sparql-graph-crud", "/sparql", Kind.VIRTUOSO),
    ],
)
@pytest.mark.parametrize("status", [200, 204, 400, 401, 500])
def test_a_server_is_known_by_where_it_takes_graphs(path: str, root: str, kind: Kind, status: int) -> None:
    with _answering(path, status=status) as (origin, heard):
        found: Address = find_address(origin + root, login=Login("me", PASSWORD))

    assert (found.kind, found.user) == (kind, "me")
    assert all("Authorization" not in each for each in heard)


def test_a_server_of_no_known_kind_is_asked_to_be_named() -> None:
    with _answering("/other") as (origin, _), pytest.raises(EndpointError, match="--kind says which it is"):
        find_address(origin)


def test_a_path_or_a_kind_that_tells_is_not_asked() -> None:
    for url, kind in (("https://example.net/ds/data", None), ("https://example.net", Kind.VIRTUOSO)):
        assert find_address(url, kind=kind).origin == "https://example.net"
