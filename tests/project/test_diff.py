"""What two builds say differently, in words."""

import csv
import io
from pathlib import Path

from .conftest import Done, Kg

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
