"""Links are handed on as SSSOM: every identity that was found, proposed or refused, with its reason."""

import csv
from pathlib import Path

import pytest

from kg.export import export
from kg.export.sssom import COLUMNS
from kg.pipeline import build
from kg.store import open_store

REPORTS = {
    "monday.txt": "BAGHDAD, March 20, 2017 - An air strike on March 17 in Mosul killed 56 civilians, "
    "residents said.",
    "tuesday.txt": "ERBIL, March 21, 2017 - Residents said 56 civilians died in an air strike in west Mosul "
    "on March 17.",
    "before.txt": "ERBIL, March 16, 2017 - An air strike on March 14 in Mosul killed 9 civilians, "
    "residents said.",
}


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("sssom")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_store(folder / "store") as store:
        build([folder / name for name in REPORTS], store)
        export(store, folder / "links.sssom.tsv")
    return (folder / "links.sssom.tsv").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def rows(table: list[str]) -> list[dict[str, str]]:
    return list(csv.DictReader((line for line in table if not line.startswith("#")), delimiter="\t"))


def test_every_identity_has_its_line_with_reason_and_justification(rows: list[dict[str, str]]) -> None:
    joined = [row for row in rows if row["outcome"] == "civ:joined"]

    assert len(joined) == 4, "a strike and an incident of two articles"
    assert all(row["predicate_id"] == "civ:sameEventAs" for row in joined)
    assert all(row["mapping_justification"] == "semapv:CompositeMatching" for row in joined)
    assert all("same day" in row["comment"] and 0 < float(row["confidence"]) < 1 for row in joined)


def test_what_was_refused_is_negated(rows: list[dict[str, str]]) -> None:
    refused = [row for row in rows if row["predicate_modifier"]]

    assert {row["predicate_modifier"] for row in refused} == {"Not"}
    assert {row["outcome"] for row in refused} == {"civ:refused"}
    assert all("2017-03-14, not 2017-03-17" in row["comment"] for row in refused)


def test_the_head_declares_every_prefix_that_is_used(table: list[str], rows: list[dict[str, str]]) -> None:
    declared = {line.removeprefix("#").split(":")[0].strip() for line in table if line.startswith("#  ")}

    used = {row[name].split(":")[0] for row in rows for name in ("subject_id", "predicate_id", "object_id")}
    assert used <= declared
    assert table[len([line for line in table if line.startswith("#")])] == "\t".join(COLUMNS)


def test_lines_are_sorted_and_each_has_every_column(table: list[str]) -> None:
    lines = [line for line in table if not line.startswith("#")][1:]

    assert lines == sorted(lines)
    assert all(line.count("\t") == len(COLUMNS) - 1 for line in lines)


def test_without_links_there_is_a_head_alone(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        export(store, tmp_path / "links.sssom.tsv")

    assert (tmp_path / "links.sssom.tsv").read_text().splitlines()[-1] == "\t".join(COLUMNS)
