"""A store of the sample reports, and a small one of hand-made records."""

from collections.abc import Iterator

import pytest

from kg import resources
from kg.pipeline import build
from kg.store import Store, open_store
from tests.store.samples import make_record, put


@pytest.fixture(scope="package")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample reports, linked: they tell of the same events and give rival figures."""
    with open_store(tmp_path_factory.mktemp("reports") / "store") as store:
        build([resources.sample_articles()], store)
        yield store


@pytest.fixture(scope="package")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One text of one strike, and nothing else."""
    with open_store(tmp_path_factory.mktemp("small") / "store") as store:
        put(store, make_record(value=101))
        yield store
