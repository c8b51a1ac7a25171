"""Every saved query, asked of each real server, gives the golden answer."""

import csv
import io
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.queries import Remote, Result, names, run
from kg.store import Store
from tests.queries import invented, test_samples
from tests.queries.invented import oxigraph

WORLD = Path(invented.__file__).parent / "golden"
SAMPLES = Path(test_samples.__file__).parent / "samples"
INCIDENT = {"incident": "2017-03-17@west mosul"}


@pytest.mark.parametrize("name", names())
def test_the_invented_war_answers_as_written_down(name: str, with_world: Remote) -> None:
    golden = (WORLD / f"{name}.csv").read_text(encoding="utf-8")

    answer = run(with_world, name, invented.PARAMETERS.get(name))

    assert _cells(invented.readable(answer)) == _cells(golden)
    assert len(answer) > 0


@pytest.mark.parametrize("name", names(checks=True))
def test_checks_find_on_the_server_what_they_find_at_home(name: str, with_world: Remote) -> None:
    assert run(with_world, name).rows == run(oxigraph(), name).rows


@pytest.mark.parametrize("name", sorted(set(names()) - test_samples.SILENT))
def test_the_sample_reports_answer_as_written_down(name: str, with_samples: Remote) -> None:
    golden = (SAMPLES / f"{name}.csv").read_text(encoding="utf-8")

    given = dict(test_samples.PARAMETERS.get(name, {}))
    if "article" in given:  # which file an article came from is in the ledger, and that stays at home
        given["article"] = next(str(path) for path in test_samples.FILES if path.name == given["article"])
    answer = run(with_samples, name, given)

    assert _cells(test_samples.readable(answer)) == _cells(golden)
    assert len(answer) > 0


@pytest.mark.parametrize("name", names(checks=True))
def test_checks_find_nothing_wrong_with_the_sample_reports(name: str, with_samples: Remote) -> None:
    assert run(with_samples, name).rows == ()


def test_strictly_and_as_of_a_day_the_server_answers_as_the_store(with_samples: Remote, store: Store) -> None:
    def answers(**how: object) -> list[Result]:
        return [run(source, "who-disputes", INCIDENT, **how) for source in (with_samples, store)]  # type: ignore[arg-type]

    everything = len(run(store, "who-disputes", INCIDENT))
    for how in ({"strict": True}, {"as_of": date(2017, 3, 25)}):
        there, here = answers(**how)

        assert there.rows == here.rows
        assert len(there) < everything


def test_parameters_of_optional_kinds_hold_on_the_server(with_samples: Remote, store: Store) -> None:
    asked = [
        ("figures-by-unit", {"unit": "civiliansKilled", "speaker": "US-led coalition"}),
        ("tallies", {"value": 352}),
        ("tallies", {"value": 353}),
        ("lens-airwars", {**INCIDENT, "until": "2017-03-26"}),
        ("incidents", {"since": "2017-03-20"}),
        ("article-metadata", {"since": "2017-03-20"}),
    ]
    for name, given in asked:
        try:
            here = run(store, name, given)
        except Exception as error:
            with pytest.raises(type(error)):
                run(with_samples, name, given)
            continue

        assert run(with_samples, name, given).rows == here.rows


def _cells(text: str) -> list[list[str]]:
    """The cells of a CSV file, with numbers as their values: 36.30 is 36.3."""
    return [[_value(cell) for cell in row] for row in csv.reader(io.StringIO(text))]


def _value(cell: str) -> str:
    try:
        return str(Decimal(cell).normalize()) if "." in cell else cell
    except InvalidOperation:
        return cell


def test_the_name_of_a_file_is_not_known_to_a_server_and_the_error_says_what_is(with_samples: Remote) -> None:
    with pytest.raises(QueryError, match="a server does not know names of files"):
        run(with_samples, "dates-in-article", {"article": "ministry-statement.txt"})
