"""The registry that ships, and what a spreadsheet with a fault in it says."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.errors import RulesError
from kg.registry import Campaign, Mark, Organisation, Place, Registry, Row, all_aliases, load_registry

REGISTRY = load_registry()
FILES = ("organisations.csv", "people.csv", "places.csv", "campaigns.csv")
ROWS: tuple[Row, ...] = (*REGISTRY.organisations, *REGISTRY.people, *REGISTRY.places, *REGISTRY.campaigns)
BODIES = st.sampled_from([row.id for row in REGISTRY.organisations])
PLACES = st.sampled_from([row.id for row in REGISTRY.places])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small sound registry that a test may break."""
    sheets = {
        "organisations.csv": [
            "id,name,aliases,kind,parent,memberOf,leads,country,seat,area,wikidata",
            "org/crown,Crown of Kalmora,,government,,,,place/kalmora,,,",
            "org/guard,Royal Guard,the Guard|~guards,military,org/crown,,,place/kalmora,,,",
        ],
        "people.csv": ["id,name,aliases,role,organisation,country,wikidata"],
        "places.csv": [
            "id,name,aliases,kind,containedIn,adjectives,code,lat,lon,wikidata",
            "place/kalmora,Kalmora,,country,,Kalmoran,,,,",
            "place/port,Port Ansa,Ansa,city,place/kalmora,,,1.5,2.5,",
        ],
        "campaigns.csv": ["id,name,aliases,organisation,area,wikidata"],
    }
    for name, lines in sheets.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def add_line(folder: Path, file: str, line: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as sheet:
        sheet.write(line + "\n")


def test_every_row_of_the_spreadsheets_is_loaded() -> None:
    for file in FILES:
        with (resources.registry() / file).open(encoding="utf-8", newline="") as sheet:
            ids = [line["id"] for line in csv.DictReader(sheet)]

        assert ids == sorted(set(ids))
        assert all(REGISTRY.row(row_id) is not None for row_id in ids)


def test_ids_are_readable_slugs() -> None:
    slug = re.compile(r"(org|person|place|event)/[a-z0-9]+(-[a-z0-9]+)*")

    assert [row.id for row in ROWS if slug.fullmatch(row.id) is None] == []


def test_every_name_that_is_always_meant_finds_its_row() -> None:
    for row in ROWS:
        for alias in all_aliases(row):
            if alias.mark is Mark.ALWAYS and not isinstance(row, Campaign):
                found = REGISTRY.find(alias.words)
                is_own_government = isinstance(found, Organisation) and found.country == row.id

                assert found is row or is_own_government


def test_names_and_aliases_carry_no_stray_blanks_or_marks() -> None:
    words = [alias.words for row in ROWS for alias in all_aliases(row)]

    assert [
        w for w in words if w != " ".join(w.split()) or not w or w[0] in "~?|" or w.startswith("the ")
    ] == []


def test_the_registry_is_large_enough_to_be_of_use() -> None:
    assert len(REGISTRY.organisations) >= 250
    assert len(REGISTRY.people) >= 150
    assert len(REGISTRY.places) >= 600


def test_no_incident_and_no_strike_stands_in_the_registry() -> None:
    names = " ".join(alias.words.lower() for row in REGISTRY.campaigns for alias in all_aliases(row))

    assert not re.search(r"\b(strike|airstrike|bombing|massacre|attack|incident)s?\b", names)


@pytest.mark.parametrize(
    ("alias", "row_id"),
    [
        ("US-led coalition", "org/cjtf-oir"),
        ("Operation Inherent Resolve", "org/cjtf-oir"),
        ("CJTF-OIR", "org/cjtf-oir"),
        ("Combined Joint Task Force", "org/cjtf-oir"),
        ("counter-Islamic State coalition", "org/cjtf-oir"),
        ("US-led forces", "org/cjtf-oir"),
        ("Pentagon", "org/us-department-of-defense"),
        ("US military", "org/us-military"),
        ("CENTCOM", "org/us-central-command"),
        ("US", "org/us-government"),
        ("IS", "org/islamic-state"),
        ("Isil", "org/islamic-state"),
        ("Ar Raqqah", "place/raqqa"),
        ("Sana'a", "place/sanaa"),
        ("Sana", "org/sana"),
        ("Zeid", "person/zeid-raad-al-hussein"),
    ],
)
def test_finds_the_row_of_a_name(alias: str, row_id: str) -> None:
    row = REGISTRY.find(alias)

    assert row is not None
    assert row.id == row_id


@pytest.mark.parametrize("words", ["is", "us", "who", "coalition", "State", "the", ""])
def test_words_that_may_mean_several_things_or_nothing_find_no_row(words: str) -> None:
    assert REGISTRY.find(words) is None


@pytest.mark.parametrize(
    ("a", "b", "tied"),
    [
        ("org/us-military", "org/us-department-of-defense", True),
        ("org/us-central-command", "org/cjtf-oir", True),
        ("org/cjtf-oir", "org/us-government", True),
        ("org/iraqi-joint-command", "org/iraqi-military", True),
        ("org/ohchr", "org/united-nations", True),
        ("org/airwars", "org/airwars", True),
        ("org/iraqi-military", "org/cjtf-oir", False),
        ("org/islamic-state", "org/cjtf-oir", False),
        ("org/ohchr", "org/unicef", False),
        ("org/nobody", "org/airwars", False),
    ],
)
def test_bodies_are_tied_by_parent_membership_and_lead(a: str, b: str, tied: bool) -> None:
    assert REGISTRY.related(a, b) is tied


@given(BODIES, BODIES)
def test_ties_always_hold_both_ways_and_with_oneself(a: str, b: str) -> None:
    assert REGISTRY.related(a, b) == REGISTRY.related(b, a)
    assert REGISTRY.related(a, a)


@pytest.mark.parametrize(
    ("outer", "inner", "held"),
    [
        ("place/iraq", "place/old-city-mosul", True),
        ("place/mosul", "place/west-mosul", True),
        ("place/mosul", "place/mosul", True),
        ("place/west-mosul", "place/mosul", False),
        ("place/syria", "place/mosul", False),
        ("place/mosul", "place/unknown", False),
    ],
)
def test_a_place_holds_itself_and_what_lies_in_it(outer: str, inner: str, held: bool) -> None:
    assert REGISTRY.contains(outer, inner) is held


@given(PLACES)
def test_the_country_of_a_place_always_holds_it(place_id: str) -> None:
    country = REGISTRY.country_of(place_id)

    assert country is None or REGISTRY.contains(country, place_id)
    assert REGISTRY.contains(place_id, place_id)


def test_adjectives_lead_to_their_country() -> None:
    assert REGISTRY.demonym("Iraqi") == "place/iraq"
    assert REGISTRY.demonym("Afghans") == "place/afghanistan"
    assert REGISTRY.demonym("iraqi") is None


def test_every_government_belongs_to_a_country() -> None:
    for country, government in REGISTRY.governments.items():
        row = REGISTRY.row(country)

        assert isinstance(row, Place)
        assert row.kind == "country", government.id


def test_the_version_follows_from_the_data(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("registry")
    for file in FILES:
        (other / file).write_bytes((folder / file).read_bytes())
    same = load_registry(other).version
    add_line(folder, "campaigns.csv", "event/long-war,Long War,,,place/kalmora,")

    assert same != load_registry(folder).version
    assert len(same) == 16


def test_a_sound_folder_loads(folder: Path) -> None:
    registry = load_registry(folder)

    assert isinstance(registry, Registry)
    assert registry.country_of("place/port") == "place/kalmora"
    assert registry.find("guards") is registry.row("org/guard")


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        pytest.param(
            "places.csv",
            "place/port,Other Port,,city,,,,,,",
            "row 4, column id: place/port also",
            id="same id",
        ),
        pytest.param(
            "places.csv",
            "place/x,Xanto,,city,place/nowhere,,,,,",
            "row 4, column containedIn: no row has the id place/nowhere",
            id="unknown outer place",
        ),
        pytest.param(
            "organisations.csv",
            "org/x,Xanto Corps,,military,org/none,,,,,,",
            "row 4, column parent: no row has the id org/none",
            id="unknown parent",
        ),
        pytest.param(
            "organisations.csv",
            "org/x,Other Guard,the Guard,military,,,,,,,",
            "'the Guard' also belongs to org/guard",
            id="alias of two",
        ),
        pytest.param("places.csv", "place/x,,,city,,,,,,", "column name: it is empty", id="no name"),
        pytest.param(
            "places.csv", "org/x,Xanto,,city,,,,,,", "column id: 'org/x' must be place/", id="wrong id"
        ),
        pytest.param(
            "places.csv", "place/x,Xanto,,city,,,,north,,", "column lat: 'north' is no number", id="lat"
        ),
        pytest.param("places.csv", "place/x,Xanto,city", "row 4: it needs 10 cells", id="too few cells"),
        pytest.param(
            "places.csv", "place/x,Xanto,,city,,,,,,,,", "row 4: it needs 10 cells", id="too many cells"
        ),
        pytest.param(
            "places.csv",
            "place/x,Xanto,,city,place/x,,,,,",
            "place/x stands above itself",
            id="inside itself",
        ),
    ],
)
def test_a_faulty_row_is_refused_with_file_row_and_way_out(
    folder: Path, file: str, line: str, message: str
) -> None:
    add_line(folder, file, line)

    with pytest.raises(RulesError, match=re.escape(message)) as error:
        load_registry(folder)

    assert file in str(error.value)


def test_a_missing_column_is_refused(folder: Path) -> None:
    (folder / "people.csv").write_text("id,name\n", encoding="utf-8")

    with pytest.raises(RulesError, match=r"people\.csv, row 1: the columns must be id, name, aliases, role"):
        load_registry(folder)


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    (folder / "people.csv").write_bytes(b"id,name\n\xe9\n")

    with pytest.raises(RulesError, match="save it as CSV in UTF-8"):
        load_registry(folder)


def test_two_owners_of_one_alias_may_share_it_when_both_mark_it(folder: Path) -> None:
    add_line(folder, "organisations.csv", "org/x,Xanto Guard,~guards,military,,,,,,,")

    assert load_registry(folder).find("guards") is None


def test_a_capital_stands_for_the_government_that_sits_there() -> None:
    assert REGISTRY.seats["place/moscow"].id == "org/russian-government"
    assert all(row.kind == "government" for row in REGISTRY.seats.values())
