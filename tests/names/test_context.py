"""Names that several rows share go by the article they stand in."""

import pytest

from kg.extract.names import find_names
from kg.model import Span
from kg.registry import load_registry
from kg.text import fold

REGISTRY = load_registry()


def ids_in(text: str) -> list[str]:
    names = find_names(fold(text), [Span(0, len(text))], REGISTRY)
    return [name.id if name.registered else name.name for name in names]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param(
            "In Syria, five died in Houla. Houla burned.",
            ["place/syria", "place/houla", "place/houla"],
            id="one of two",
        ),
        pytest.param(
            "In Lebanon, five died in Houla.", ["place/lebanon", "place/houla-lebanon"], id="the other"
        ),
        pytest.param("Five died in Houla.", ["Houla"], id="nothing tells which"),
        pytest.param("In Kenya, five died in Hit.", ["place/kenya", "Hit"], id="not where the article is"),
        pytest.param("Five died in Hit.", ["place/hit"], id="the only one"),
        pytest.param(
            "In Somalia, five died in Balad.",
            ["place/somalia", "place/balad-middle-shabelle-region"],
            id="by country",
        ),
        pytest.param(
            "Jane Nasir, a teacher, fled. In Juba they met Nasir.",
            ["Jane Nasir", "place/juba", "Jane Nasir"],
            id="a surname",
        ),
    ],
)
def test_a_place_that_needs_context_lies_in_a_country_of_the_article(text: str, ids: list[str]) -> None:
    assert ids_in(text) == ids
