"""Tests for parameters that people write: a day and a place, a name, a key, a headline."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import AmbiguousError, QueryError
from kg.ids import DEFAULT_BASE
from kg.queries import Parameter, run
from kg.queries.lookup import look_up
from kg.store import open_store
from kg.vocab import RDF, SCHEMA
from tests.queries.invented import HERE, KEYS, oxigraph

INCIDENT = f"{DEFAULT_BASE}event/2031-05-12-velmora-0a1b2c3d"
MEMBER = f"doc/{KEYS['tally']}/incident-506-540"
NINTH = f"{DEFAULT_BASE}doc/{KEYS['report']}/incident-365-392"


def found(name: str, value: str) -> object:
    return look_up(oxigraph(), [Parameter(name, "iri", True)], {name: value})[name]


@pytest.mark.parametrize(
    ("name", "value", "iri"),
    [
        pytest.param("incident", INCIDENT, INCIDENT, id="an IRI"),
        pytest.param("incident", "event/2031-05-12-velmora-0a1b2c3d", INCIDENT, id="a path"),
        pytest.param("incident", MEMBER, DEFAULT_BASE + MEMBER, id="a member's path"),
        pytest.param("incident", "2031-05-12", INCIDENT, id="a day"),
        pytest.param("incident", "2031-05-12@velmora", INCIDENT, id="a day and a place"),
        pytest.param("incident", "2031-05-12@Talvia", INCIDENT, id="a wider place"),
        pytest.param("incident", "2031-05-12@Velm", INCIDENT, id="part of a place's name"),
        pytest.param("incident", "2031-05-12@ VÉLMORA_", INCIDENT, id="a place in other letters"),
        pytest.param("incident", "2031-05-09@Velmora", NINTH, id="an event of one article"),
        pytest.param("speaker", "Wardens of Velmora", "org/wardens-of-velmora", id="a name"),
        pytest.param("speaker", "wardens of VELMORA", "org/wardens-of-velmora", id="in other letters"),
        pytest.param("speaker", "the alliance", "org/northern-alliance", id="an alias"),
        pytest.param("speaker", "org/northern-alliance", "org/northern-alliance", id="a row of the registry"),
        pytest.param("speaker", "Dask", f"doc/{KEYS['wire']}/person-317", id="a part of a local name"),
        pytest.param("campaign", "Long Tide", "event/operation-long-tide", id="a campaign's alias"),
        pytest.param("place", "Velmora", "place/velmora", id="a place"),
        pytest.param("article", KEYS["wire"], f"article/{KEYS['wire']}", id="a key"),
        pytest.param("article", KEYS["wire"][:8], f"article/{KEYS['wire']}", id="the start of a key"),
        pytest.param("article", "denies hitting", f"article/{KEYS['wire']}", id="words of a headline"),
        pytest.param("article", str(HERE / "world" / "wire.txt"), f"article/{KEYS['wire']}", id="a file"),
        pytest.param("topic", "lawfulness", "https://w3id.org/civharm/ns#lawfulness", id="a concept"),
        pytest.param("unit", "civ:killed", "https://w3id.org/civharm/ns#killed", id="a prefixed concept"),
    ],
)
def test_what_people_write_is_looked_up(name: str, value: str, iri: str) -> None:
    assert found(name, value) in (iri, DEFAULT_BASE + iri)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        pytest.param("incident", "2031-05-12@Nowhere", "2031-05-12, Velmora", id="another place that day"),
        pytest.param("incident", "1999-01-01", "kg query incidents", id="no event that day"),
        pytest.param("incident", "2031-02-31", "YYYY-MM-DD", id="no day"),
        pytest.param("incident", "the market", "DATE[@PLACE]", id="words"),
        pytest.param("incident", "http://e.org/none", "is not in this store", id="an unknown IRI"),
        pytest.param("speaker", "Norhtern Aliance", "near it: Northern Alliance", id="a misspelt name"),
        pytest.param("speaker", "Velmora town", "near it", id="a place is nobody"),
        pytest.param("article", "no such headline", "by IRI, key, file or headline", id="no article"),
        pytest.param("topic", "lawfullness", "near it: lawfulness", id="a misspelt concept"),
    ],
)
def test_what_is_not_found_names_what_is_near(name: str, value: str, says: str) -> None:
    with pytest.raises(QueryError, match=name) as raised:
        found(name, value)

    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("strike", "whole"),
    [
        pytest.param("event/2031-05-12-velmora-4e5f6a7b", INCIDENT, id="a shared strike"),
        pytest.param(f"doc/{KEYS['wire']}/strike-67-90", INCIDENT, id="a member of a shared strike"),
        pytest.param(f"doc/{KEYS['report']}/strike-324-351", NINTH, id="a strike of one article"),
    ],
)
def test_a_strike_stands_for_the_incident_that_it_is_part_of(strike: str, whole: str) -> None:
    assert found("incident", strike) == whole


def test_several_that_fit_are_listed() -> None:
    with pytest.raises(AmbiguousError) as raised:
        found("speaker", "the article itself")

    assert all(f"doc/{KEYS[name]}/voice" in str(raised.value) for name in ("wire", "report"))


def test_a_member_and_the_event_it_is_part_of_are_one_way_to_ask() -> None:
    canonical = run(oxigraph(), "dispute-map", {"incident": INCIDENT})

    assert run(oxigraph(), "dispute-map", {"incident": MEMBER}).rows == canonical.rows


def test_paths_and_file_names_follow_the_store(tmp_path: Path) -> None:
    base = "https://elsewhere.example/"
    row = ox.NamedNode(f"{base}org/x")
    is_a, body = ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{SCHEMA}Organization")
    with open_store(tmp_path / "store", base=base) as store:
        store.put_graph("registry", [ox.Quad(row, is_a, body, ox.NamedNode(f"{base}graph/registry"))])

        assert look_up(store, [Parameter("speaker", "iri", True)], {"speaker": "org/x"}) == {
            "speaker": row.value
        }
        with pytest.raises(QueryError, match=r"no article 'none\.txt'"):
            look_up(store, [Parameter("article", "iri", True)], {"article": "none.txt"})
