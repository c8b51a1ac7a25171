"""The command says what it did, on stderr, and ends with 0, 1, 2 or 3."""

from pathlib import Path

import pytest

from kg.cli.app import main
from kg.store import open_store
from tests.load import faulty as faults
from tests.load.faulty import faulty
from tests.store.samples import make_record, put


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two articles."""
    path = tmp_path_factory.mktemp("built") / "store"
    with open_store(path) as writing:
        for number in (1, 2):
            put(writing, make_record(value=number))
    return path


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KG_USER", "KG_PASSWORD", "KG_STORE"):
        monkeypatch.delenv(name, raising=False)


def kg(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_says_what_was_sent_and_that_the_server_holds_it(
    server: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kg("load", server, "--store", built) == 0
    first = capsys.readouterr()
    assert kg("load", server, "--store", built, "--strict") == 0
    second = capsys.readouterr()

    assert "2 graphs sent, 0 were there, 0 taken out, 2 compared word for word" in first.err
    assert "0 graphs sent, 2 were there, 0 taken out, 2 compared word for word" in second.err
    assert f"{server} holds 2 graphs" in second.err
    assert first.out == second.out == ""


def test_ends_with_1_where_the_server_does_not_hold_what_it_took(
    server: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with faulty(server) as endpoint:
        endpoint.fault, endpoint.step = faults.html, "put"

        assert kg("load", endpoint.url, "--store", built, "--kind", "oxigraph") == 1

    told = capsys.readouterr().err
    assert "2 graphs are not what the store has" in told
    assert "see: kg errors load" in told


def test_ends_with_3_where_no_server_answers(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg("load", "http://127.0.0.1:9", "--store", built) == 3
    assert "is the server running" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["http://localhost:1", "--kind", "other"],
        ["http://localhost:1", "--query-url", "http://localhost:1/q"],
        ["--query-url", "http://localhost:1/q", "--update-url", "http://localhost:1/u"],
    ],
)
def test_ends_with_2_where_no_server_or_two_are_named(
    built: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert kg("load", *arguments, "--store", built) == 2
    assert "see: kg errors usage" in capsys.readouterr().err


def test_a_kind_that_is_none_is_wrong_use_for_asking_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert kg("query", "incidents", "--store", "http://localhost:1", "--kind", "other") == 2
    assert "--kind other: no kind of server" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["http://example.org", "ftp://localhost", "https://me:secret@example.org"])
def test_ends_with_2_where_an_address_is_none(
    built: Path, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    assert kg("load", url, "--store", built) == 2
    told = capsys.readouterr().err
    assert "see: kg errors endpoint" in told
    assert "secret" not in told


def test_any_server_can_be_named_by_its_three_addresses(
    server: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = (
        "--graphs-url",
        f"{server}/store",
        "--query-url",
        f"{server}/query",
        "--update-url",
        f"{server}/update",
    )

    assert kg("load", *parts, "--store", built) == 0
    assert "2 graphs sent" in capsys.readouterr().err
