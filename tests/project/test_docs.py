"""The manual agrees with the program: errors, schema, records."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kg import errors, vocab
from kg.ids import sha256
from kg.queries import names
from tools import generate_schema

from .conftest import Kg

ROOT = Path(__file__).resolve().parents[2]
ERRORS = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
SECTIONS = set(re.findall(r"^## ([a-z-]+)$", ERRORS, flags=re.MULTILINE))
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
EDGE = {"system", "internal", "load", "verify", "withdrawn", "gate"}  # what the command line says by itself


def error_ids() -> set[str]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    return {kind.id for kind in kinds if issubclass(kind, errors.KgError)}


def test_every_error_id_has_its_section_and_no_section_is_left_over() -> None:
    assert error_ids() | EDGE == SECTIONS


def test_every_anchor_the_program_names_is_a_section() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "kg").rglob("*.py")]
    named = {
        anchor
        for source in sources
        for anchor in re.findall(r"(?:docs/errors\.md#|kg errors )([a-z-]+)", source)
    }

    assert named - SECTIONS == set()


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_kg_errors_shows_the_section(kg: Kg, section: str) -> None:
    done = kg("errors", section)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{section}\n")
    assert done.out.strip() in f"{ERRORS}".replace(f"## {section}", section)


def test_kg_errors_shows_the_whole_page_and_names_what_it_has(kg: Kg) -> None:
    assert kg("errors").out.strip() == ERRORS.strip()
    assert "there are usage, article" in kg("errors", "artcle").err


def test_the_page_of_errors_is_in_the_wheel() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]

    assert shipped["docs/errors.md"] == "kg/_shipped/docs/errors.md"


def test_published_schema_is_the_one_of_the_model() -> None:
    published = generate_schema.TARGET.read_text(encoding="utf-8")

    assert published == generate_schema.as_text(), "run: python tools/generate_schema.py"


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(generate_schema.record_schema())


@pytest.mark.parametrize(
    ("part", "name", "scheme"),
    [
        ("statement", "stance", vocab.Stance),
        ("figure", "unit", vocab.Unit),
        ("figure", "tally", vocab.Tally),
        ("statement", "kind", vocab.Quotation),
    ],
)
def test_schema_allows_exactly_the_terms_of_the_ontology(part: str, name: str, scheme: type) -> None:
    definitions = json.loads(generate_schema.TARGET.read_text(encoding="utf-8"))["$defs"]

    assert set(definitions[part]["properties"][name]["enum"]) == set(scheme)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_worked_example_of_the_model_quotes_a_sample_exactly() -> None:
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    text = (ROOT / "data" / "articles" / "wire-mosul-strike.txt").read_text(encoding="utf-8")
    quoted = re.findall(r'quote-(\d+)-(\d+) a oa:TextQuoteSelector ; oa:exact "([^"]+)"', page)

    assert quoted != []
    assert [(text[int(start) : int(end)], exact) for start, end, exact in quoted] == [
        (exact, exact) for _, _, exact in quoted
    ]
    assert sha256(text) in page


def test_every_query_the_program_and_the_readme_name_is_there() -> None:
    pages = [*(ROOT / "kg").rglob("*.py"), ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    named = {
        name for page in pages for name in re.findall(r"kg query ([a-z][a-z-]+)", page.read_text("utf-8"))
    }

    assert named - set(names()) == set()


def test_every_page_is_found_from_the_readme() -> None:
    found, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop().resolve()
        if page in found or page.suffix != ".md":
            continue
        found.add(page)
        linked = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        waiting += (page.parent / target for target in linked)

    assert set((ROOT / "docs").glob("*.md")) - found == set()
