"""A store in a new folder for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        yield opened
