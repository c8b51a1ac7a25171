"""What two builds say differently, in words."""

import csv
import io
from pathlib import Path

import pytest

from .conftest import ROOT, Done, Kg

SAID = "The army said ten people died in Homs on 3 May 2016."
BEFORE = f"{SAID}\n\nThe governor denied that the army had shelled the town.\n"
AFTER = f"{SAID}\n\nThe governor confirmed that the army had shelled the town.\n"


def build(kg: Kg, folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "report.txt").write_text(text, encoding="utf-8")
    store = folder / "store"
    assert kg("build", folder / "report.txt", "--store", store).code == 0
    return store


def told(done: Done) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.out)))


def test_a_store_and_its_export_do_not_differ(kg: Kg, built: Path, tmp_path: Path) -> None:
    kg("export", tmp_path / "harm.trig.gz", "--store", built)

    done = kg("diff", built, tmp_path / "harm.trig.gz")

    assert (done.code, done.out) == (0, "")


def test_a_changed_stance_is_told_and_an_unchanged_statement_has_only_moved(kg: Kg, tmp_path: Path) -> None:
    old, new = build(kg, tmp_path / "old", BEFORE), build(kg, tmp_path / "new", AFTER)

    done = kg("diff", old, new)

    changes = {(row["change"], row["words"].split()[0]) for row in told(done)}
    assert done.code == 1
    assert ("moved", "ten") in changes
    assert {change for change, word in changes if word in ("denied", "confirmed")} <= {
        "added",
        "gone",
        "changed",
    }


def test_an_article_that_is_missing_is_gone(kg: Kg, built: Path, samples: Path, tmp_path: Path) -> None:
    fewer = tmp_path / "fewer"
    kg("build", *sorted(samples.glob("*.txt")), "--store", fewer)

    rows = told(kg("diff", built, fewer))

    assert {row["change"] for row in rows} == {"gone"}


def test_what_is_neither_store_nor_export_is_refused(kg: Kg, tmp_path: Path) -> None:
    done = kg("diff", tmp_path / "a.docx", tmp_path / "b.docx")

    assert done.code == 2
    assert "neither a store nor an export" in done.err


EDITED = {
    "before": """Ten dead in Homs after a strike on a market

The army said at least 352 people were killed in Homs on 3 May 2016.

The governor denied that the army had shelled the town.
""",
    "after": """Ten dead in Homs after a strike on a market

The army said at least 360 people were killed in Homs on 3 May 2016.

The governor confirmed that the army had shelled the town.
The mayor said that two children were injured.
""",
}
DOCS = ROOT / "docs" / "diff.md"


def test_the_example_of_the_docs_is_what_the_command_says(kg: Kg, tmp_path: Path) -> None:
    stores = [build(kg, tmp_path / name, text) for name, text in EDITED.items()]

    done = kg("diff", *stores, "-f", "words")

    shown = "".join(f"    {line}\n" if line else "\n" for line in (done.out + done.err).split("\n")[:-1])
    assert done.code == 1
    assert f"    $ kg diff before after -f words\n{shown}" in DOCS.read_text(encoding="utf-8")


def test_a_number_never_loses_its_bound(kg: Kg, tmp_path: Path) -> None:
    stores = [build(kg, tmp_path / name, text) for name, text in EDITED.items()]

    (row,) = [row for row in told(kg("diff", *stores)) if "360" in row["words"]]

    assert "figure: at least 352 people killed -> at least 360 people killed" in row["what"]
    assert "at least 360 people killed" in row["told"]
    assert row["figure"] == "at least 360 people killed"


def test_the_columns_of_old_come_first(kg: Kg, tmp_path: Path) -> None:
    stores = [build(kg, tmp_path / name, text) for name, text in EDITED.items()]

    done = kg("diff", *stores, "-f", "csv")

    assert done.out.startswith("change,speaker,stance,words,article,start,end,what,")


@pytest.mark.parametrize("name", ["a.ttl", "a.trig.gz", "a.nt", "a.nq.gz", "a.jsonld"])
def test_every_form_of_an_export_says_the_same(kg: Kg, tmp_path: Path, name: str) -> None:
    store, other = (build(kg, tmp_path / side, text) for side, text in EDITED.items())
    kg("export", tmp_path / name, "--store", store)

    assert kg("diff", store, tmp_path / name).code == 0
    assert (
        kg("diff", other, tmp_path / name, "-f", "words").out == kg("diff", other, store, "-f", "words").out
    )


def test_a_package_is_compared_by_the_file_it_lists(kg: Kg, tmp_path: Path) -> None:
    store = build(kg, tmp_path / "before", EDITED["before"])
    package = tmp_path / "package"
    kg("export", f"{package}/", "--store", store)

    assert kg("diff", package, store).code == 0

    (package / "manifest.json").write_text('{"files": [{"name": "graph.trig"}]}', encoding="utf-8")
    assert kg("diff", package, store).code == 2
