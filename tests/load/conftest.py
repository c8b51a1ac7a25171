"""A store and a real server for each test."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.store import Store, open_store
from tests.load.servers import oxigraph


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture(scope="package")
def running() -> Iterator[str]:
    """The address of an Oxigraph server that all tests of this folder share."""
    with oxigraph() as started:
        yield started.url


@pytest.fixture
def server(running: str) -> str:
    """The address of an Oxigraph server that is empty."""
    headers = {"Content-Type": "application/sparql-update"}
    httpx.post(f"{running}/update", content="CLEAR ALL", headers=headers).raise_for_status()
    return running
