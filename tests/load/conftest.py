"""A store and a real server for each test."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.store import Store, open_store
from tests.stores.servers import running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture(scope="package")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an Oxigraph server that all tests of this folder share."""
    with running("oxigraph", tmp_path_factory.mktemp("oxigraph"), union=False) as started:
        yield started.url.rstrip("/")


@pytest.fixture
def server(shared: str) -> str:
    """The address of an Oxigraph server that is empty."""
    headers = {"Content-Type": "application/sparql-update"}
    httpx.post(f"{shared}/update", content="CLEAR ALL", headers=headers).raise_for_status()
    return shared
