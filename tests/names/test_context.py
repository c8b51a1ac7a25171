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
        pytest.param("In Iraq IS fled. This is all.", ["place/iraq", "org/islamic-state"], id="IS, is"),
        pytest.param("In Omdurman the RSF fired.", ["place/omdurman", "org/rapid-support-forces"], id="RSF"),
        pytest.param(
            "Reporters Without Borders wrote. RSF said no.",
            ["org/reporters-without-borders", "org/reporters-without-borders"],
            id="RSF of reporters",
        ),
        pytest.param("In Borno the CJTF fled.", ["place/borno", "org/civilian-joint-task-force"], id="CJTF"),
        pytest.param(
            "In Mosul the CJTF struck.", ["place/mosul", "org/cjtf-oir"], id="CJTF of the coalition"
        ),
        pytest.param("In Bunia the ADF killed.", ["place/bunia", "org/allied-democratic-forces"], id="ADF"),
        pytest.param(
            "In Sydney the ADF said.", ["place/sydney", "org/australian-defence-force"], id="ADF of Australia"
        ),
        pytest.param("The KIA count was six.", [], id="killed in action"),
        pytest.param(
            "The Kachin Independence Army won. The KIA said so.",
            ["org/kachin-independence-army", "org/kachin-independence-army"],
            id="KIA",
        ),
        pytest.param("In Myanmar the junta said.", ["place/myanmar", "org/myanmar-government"], id="junta"),
        pytest.param("In Gao the junta said.", ["place/gao", "org/malian-government"], id="junta of Mali"),
        pytest.param("In Chad the junta said.", ["place/chad"], id="junta of another country"),
        pytest.param(
            "In Lahore the Foreign Office said.",
            ["place/lahore", "org/pakistani-foreign-ministry"],
            id="Foreign Office",
        ),
        pytest.param(
            "In London the Foreign Office said.",
            ["place/london", "org/uk-foreign-office"],
            id="Foreign Office of the UK",
        ),
        pytest.param(
            "In Derna Ansar al-Sharia fought.",
            ["place/derna", "org/ansar-al-sharia-libya"],
            id="Ansar al-Sharia",
        ),
        pytest.param("The Civil Defence Authority met.", ["Civil Defence Authority"], id="a longer name"),
        pytest.param(
            "The National Unity Government met.",
            ["org/national-unity-government-myanmar"],
            id="behind The National",
        ),
        pytest.param(
            "The Kremlin denied it. Kigali denied it.",
            ["org/russian-government", "place/kigali"],
            id="a capital stays a place",
        ),
    ],
)
def test_shared_names_go_by_the_article(text: str, ids: list[str]) -> None:
    assert ids_in(text) == ids


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
