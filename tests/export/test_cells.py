"""No cell of any CSV or TSV that a command writes begins as a formula does."""

import csv
import io
import sys
from pathlib import Path

import pytest

from kg.analysis import ANALYSES
from kg.pipeline import build
from kg.queries import formats, names
from kg.store import open_store
from tests.project.conftest import run_here

SIGNS = "=+-@\t\r\n＝＋－＠"
_REPORT = """{sign}HYPERLINK("http://x.example") headline of the Mosul strike

BAGHDAD, March 2{n}, 2017 - An airstrike on March 17 in Mosul killed {toll} civilians, residents said.

"{sign}cmd|' /C calc'!A0 and the airstrike on March 17 in Mosul killed {toll} civilians," said
{sign}Amal Sample, a doctor.

The airstrike did not kill civilians, the Iraqi military said.
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cells")
    files = folder / "reports"
    files.mkdir()
    for number, sign in enumerate("=+-@"):
        text = _REPORT.format(sign=sign, n=number, toll=50 + number)
        (files / f"{number}.txt").write_text(text, encoding="utf-8")
        (files / f"{number}.toml").write_text(
            f"title = '{sign}HYPERLINK(\"http://x.example\") headline'\n"
            f"publisher = '{sign}Outlet'\nagency = '{sign}Agency'\n"
        )
    with open_store(folder / "store") as opened:
        build([files], opened)
    return folder / "store"


def harmless(text: str, separator: str) -> int:
    """How many cells were held against it."""
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("#")]
    rows = list(csv.reader(io.StringIO("".join(lines), newline=""), delimiter=separator))
    for row in rows[1:]:
        for cell in row:
            is_number = cell[1:].replace(".", "", 1).isdecimal()
            assert not cell.startswith(tuple(SIGNS)) or is_number, cell
    return sum(len(row) for row in rows[1:])


@pytest.mark.parametrize(
    ("form", "separator"), [("csv", ","), pytest.param("tsv", "\t", marks=pytest.mark.nightly)]
)
def test_every_saved_query_and_lens(store: Path, form: str, separator: str) -> None:
    cells = 0
    for name in names():
        for more in ([], ["-p", "incident=2017-03-17@mosul"]):
            done = run_here("query", name, *more, "-f", form, "--store", store)
            assert "Traceback" not in done.err
            cells += harmless(done.out, separator)

    assert cells > 300


def test_every_analysis_explain_and_the_lists(store: Path) -> None:
    cells = 0
    for arguments in (*(["analyse", name] for name in ANALYSES), ["analyse"]):
        cells += harmless(run_here(*arguments, "-f", "csv", "--store", store).out, ",")
    cells += harmless(run_here("queries").out, ",")
    with open_store(store, read_only=True) as opened:
        keys = sorted(opened.entries)
        statements = [
            str(quad.subject.value)  # type: ignore[union-attr]
            for key in keys
            for quad in opened.quads(key)
            if "/statement-" in str(quad.subject) and quad.predicate.value.endswith("speakerWords")
        ]
    for iri in statements:
        done = run_here("explain", iri, "-f", "csv", "--store", store)
        assert done.code == 0
        cells += harmless(done.out, ",")

    assert cells > 200


def test_differences_exports_and_reviews(store: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "empty"):
        pass
    for form, separator in (("csv", ","), ("tsv", "\t")):
        done = run_here("diff", tmp_path / "empty", store, "-f", form)
        assert done.code == 1
        assert harmless(done.out, separator) > 50
    for name, separator in (("links.sssom.tsv", "\t"), ("statements.csv", ",")):
        assert run_here("export", tmp_path / name, "--store", store).code == 0
        assert harmless((tmp_path / name).read_text(encoding="utf-8"), separator) > 20
    assert "'=" in (tmp_path / "statements.csv").read_text(encoding="utf-8"), "the sample has such words"


@pytest.mark.parametrize("sign", list(SIGNS))
@pytest.mark.parametrize("separator", [",", "\t"])
def test_words_that_begin_with_a_sign_get_an_apostrophe(sign: str, separator: str) -> None:
    ((cell,),) = csv.reader(
        io.StringIO(formats.line([f"{sign}1+1"], separator), newline=""), delimiter=separator
    )

    assert cell.startswith("'")
    assert formats.line([-7], separator) == "-7\n"


def test_only_one_module_writes_cells() -> None:
    """A second writer would need the same guard: let it use formats.line."""
    root = Path(sys.modules["kg"].__file__ or "").parent
    writers = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if "csv.writer" in (text := path.read_text(encoding="utf-8"))
        or "DictWriter" in text
        or '"\\t".join' in text
    }

    assert writers == {"export/sssom.py", "queries/formats.py"}
