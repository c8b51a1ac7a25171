"""What holds of every row of the registry that ships: ids, owners of names, references, points, kinds."""

import re
from collections import Counter

from kg.extract.names.words import load_name_words
from kg.registry import Mark, Organisation, all_aliases, load_registry

REGISTRY = load_registry()
ROWS = (*REGISTRY.organisations, *REGISTRY.people, *REGISTRY.places, *REGISTRY.campaigns)
KINDS_OF_BODIES = frozenset(
    [
        "agency", "armedGroup", "authority", "coalition", "company", "court", "government", "hospital",
        "intergovernmental", "military", "ministry", "monitor", "ngo", "office", "outlet", "parliament",
        "party", "police", "rescue", "un", "university",
    ]
)  # fmt: skip
KINDS_OF_PLACES = frozenset(
    [
        "area", "city", "country", "governorate", "neighbourhood", "oblast", "province", "region", "state",
        "village",
    ]
)  # fmt: skip
AT_WAR = {
    f"place/{name}"
    for name in [
        "afghanistan", "armenia", "azerbaijan", "burkina-faso", "cameroon", "central-african-republic",
        "chad", "colombia", "democratic-republic-of-the-congo", "egypt", "eritrea", "ethiopia", "india",
        "iran", "iraq", "israel", "lebanon", "libya", "mali", "mozambique", "myanmar", "niger", "nigeria",
        "pakistan", "philippines", "russia", "rwanda", "saudi-arabia", "serbia", "somalia", "south-sudan",
        "sudan", "syria", "turkey", "ukraine", "united-arab-emirates", "yemen",
    ]
}  # fmt: skip


def test_wikidata_ids_are_well_formed_and_belong_to_one_row() -> None:
    found = Counter(row.wikidata for row in ROWS if row.wikidata is not None)

    assert [wikidata for wikidata in found if not re.fullmatch(r"Q[1-9][0-9]*", wikidata)] == []
    assert [wikidata for wikidata, rows in found.items() if rows > 1] == []


def test_a_name_of_two_rows_is_declared_by_a_mark() -> None:
    owners: dict[str, set[str]] = {}
    for row in (*REGISTRY.organisations, *REGISTRY.people, *REGISTRY.places):
        for alias in all_aliases(row):
            if alias.mark is Mark.ALWAYS:
                owners.setdefault(alias.words, set()).add(row.id)
    shared = {words: ids for words, ids in owners.items() if len(ids) > 1}
    countries = {row.id for row in REGISTRY.places if row.kind == "country"}

    assert [words for words, ids in shared.items() if not ids & countries] == []


def test_what_a_row_refers_to_exists_and_nothing_stands_above_itself() -> None:
    for place in REGISTRY.places:
        chain = REGISTRY.place_chain(place.id)

        assert len(chain) == len(set(chain))
        assert all(REGISTRY.row(outer) is not None for outer in chain)
    for body in REGISTRY.organisations:
        for other in (body.parent, *body.member_of, *body.leads):
            assert other is None or isinstance(REGISTRY.row(other), Organisation), body.id


def test_points_lie_on_the_globe_and_have_both_numbers() -> None:
    for place in REGISTRY.places:
        assert (place.lat is None) == (place.lon is None), place.id
        assert place.lat is None or place.lon is None or (abs(place.lat) <= 90 and abs(place.lon) <= 180)


def test_no_word_of_the_language_names_a_row_outright() -> None:
    words = load_name_words()
    ordinary = words.not_names | words.breakers | words.roles | words.place_types | words.facilities
    names = {alias.words for row in ROWS for alias in all_aliases(row) if alias.mark is Mark.ALWAYS}

    # capitals tell these two from the words
    assert {name for name in names if name.lower() in ordinary} == {"IS", "WHO"}


def test_every_country_at_war_has_its_government_and_military() -> None:
    militaries = {row.country for row in REGISTRY.organisations if row.kind == "military"}

    assert REGISTRY.governments.keys() >= AT_WAR
    assert militaries >= AT_WAR


def test_kinds_come_from_short_lists() -> None:
    assert {row.kind for row in REGISTRY.organisations} <= KINDS_OF_BODIES
    assert {row.kind for row in REGISTRY.places} <= KINDS_OF_PLACES
