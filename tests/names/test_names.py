"""Which names are found in a text, as what, and what is left alone."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.extract.names import Name, find_names
from kg.model import MentionKind, Span
from kg.registry import load_registry
from kg.text import fold

REGISTRY = load_registry()
LETTERS = {MentionKind.PERSON: "P", MentionKind.ORGANISATION: "O", MentionKind.PLACE: "L"}


def names_in(text: str) -> tuple[Name, ...]:
    return find_names(fold(text), [Span(0, len(text))], REGISTRY)


def read(text: str) -> list[str]:
    """Kind, words and, for registry rows, id: what a person would jot down."""
    return [
        f"{LETTERS[name.kind]} {text[name.start : name.end]}" + (f" = {name.id}" if name.registered else "")
        for name in names_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US-led coalition denied it.", ["O US-led coalition = org/cjtf-oir"]),
        ("the U.S.-led coalition", ["O U.S.-led coalition = org/cjtf-oir"]),
        ("the U.S.-Led Coalition", ["O U.S.-Led Coalition = org/cjtf-oir"]),
        ("a U.S. Central Command officer", ["O U.S. Central Command = org/us-central-command"]),
        (
            "the Iraqi military's Joint Command said",
            ["O Iraqi military's Joint Command = org/iraqi-joint-command"],
        ),
        ("held by Islamic State since", ["O Islamic State = org/islamic-state"]),
        ("formerly ISIS/ISIL", ["O ISIS = org/islamic-state", "O ISIL = org/islamic-state"]),
        ("in ISIL-held areas", ["O ISIL = org/islamic-state"]),
        ("MOSUL, Iraq (AP)", ["L MOSUL = place/mosul", "L Iraq = place/iraq", "O AP = org/associated-press"]),
        ("western Mosul's Old City", ["L western Mosul's Old City = place/old-city-mosul"]),
        ("Near Ar Raqqah, one strike", ["L Ar Raqqah = place/raqqa"]),
        ("the al Shabaab group", ["O al Shabaab = org/al-shabaab"]),
        ("Zeid Ra’ad al-Hussein", ["P Zeid Ra’ad al-Hussein = person/zeid-raad-al-hussein"]),
        ("Stephane Dujarric told reporters", ["P Stephane Dujarric = person/stephane-dujarric"]),
        ("the Ukrainian military", ["O Ukrainian military = org/ukrainian-military"]),
        ("the Israeli army", ["O Israeli army = org/israeli-military"]),
        ("the Russian Foreign Ministry", ["O Russian Foreign Ministry = org/russian-foreign-ministry"]),
        ("the Russian foreign ministry", ["O Russian foreign ministry = org/russian-foreign-ministry"]),
        ("UK Ministry of Defense", ["O UK Ministry of Defense = org/uk-ministry-of-defence"]),
        ("The New Arab & agencies", ["O The New Arab = org/the-new-arab"]),
        ("explosions in Sana'a", ["L Sana'a = place/sanaa"]),
        ("news agency Sana reported", ["O Sana = org/sana"]),
    ],
)
def test_registry_names_are_found_by_their_aliases(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("This is for us.", id="is and us in lower case"),
        pytest.param("THIS IS WHAT US TROLLS SAID", id="a line of capitals"),
        pytest.param("State television reported it.", id="State opens a sentence"),
        pytest.param("In March and in May, on Friday", id="months and days"),
        pytest.param("The report said so. Several died. Witnesses said.", id="ordinary words open sentences"),
        pytest.param("Afghan officials and Iraqi families said", id="unnamed groups of a nationality"),
        pytest.param("They were Hit hard.", id="a town that is also a word, without a place before it"),
        pytest.param("at the Mazar Hotel", id="a building"),
        pytest.param("the coalition of old", id="a coalition of nobody knows whom"),
        pytest.param("an Islamic state of their own", id="a state, not the State"),
        pytest.param("Sana'iya street", id="a name goes on behind an apostrophe"),
        pytest.param("reading of the Koran in Arabic", id="a language"),
    ],
)
def test_words_that_are_no_names_are_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Air Force Colonel Jane Roe said", "Air Force Colonel "),
        ("Gen. Joseph Votel, the head", "Gen. "),
        ("Gen. John R. Allen, commander", "Gen. "),
        ("U.S. Secretary of Defense Jim Mattis", "Secretary of Defense "),
        ("spokesman Colonel Chris Garver on Wednesday", "spokesman Colonel "),
        ("Brig. Gen. Ahmed al-Asiri", "Brig. Gen. "),
        ("defence analyst Dmytro Verhun said", "defence analyst "),
        ("General Suleiman al - Omari, in remarks", "General "),
        ("Haven Governor Tarik Nassar said", "Governor "),
    ],
)
def test_a_person_stands_without_title_and_says_where_it_begins(text: str, expected: str) -> None:
    [person] = [name for name in names_in(text) if name.kind is MentionKind.PERSON]

    assert person.title_start is not None
    assert text[person.title_start : person.start] == expected


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ('"No," Sayid Sarwar, spokesman for the police, said', "Sayid Sarwar"),
        ("Mirwais Rabani, the head of the clinic, said", "Mirwais Rabani"),
        ("A local official, Pavel Malko, told them", "Pavel Malko"),
        ("Martin Barnard, 30, a passenger", "Martin Barnard"),
        ("it sped up, said Martin Barnard.", "Martin Barnard"),
        ("Khaled Al - Maeen, editor at large", "Khaled Al - Maeen"),
        ("A spokesman for them, James Denman, said", "James Denman"),
        ("Rescuer Ibrahim al-Hajj said", "Ibrahim al-Hajj"),
    ],
)
def test_a_person_is_seen_by_apposition_age_or_speech(text: str, person: str) -> None:
    assert f"P {person}" in read(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the driver of the London Tramlink vehicle", id="a role of a thing"),
        pytest.param("The Journalists Syndicate said so.", id="an article before it"),
        pytest.param("General Counsel:", id="a title without a name"),
        pytest.param("the General Hospital said", id="a rank in the name of a body"),
        pytest.param("in the Saltivka district. Mayor", id="a title after the end of a sentence"),
    ],
)
def test_what_only_looks_like_a_person_is_none(text: str) -> None:
    assert [line for line in read(text) if line.startswith("P ")] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("in the village of Tolmar at dawn", "Tolmar"),
        ("in the Al-Hazwan neighbourhood", "Al-Hazwan"),
        ("Near Ayn Mura, one strike", "Ayn Mura"),
        ("operating in Baraki Zar district", "Baraki Zar district"),
        ("in Nowbak villages", "Nowbak"),
        ("headquarters in Graz", "Graz"),
        ("from Jakarta, Indonesia", "Jakarta"),
        ("in Balkhan Province, which", "Balkhan Province"),
    ],
)
def test_a_place_that_no_registry_knows_is_kept_by_name(text: str, place: str) -> None:
    assert f"L {place}" in read(text)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Rail Accident Investigation Branch said", "Rail Accident Investigation Branch"),
        ("Civil Defense Authority director", "Civil Defense Authority"),
        ("the Ministry of Awqaf said", "Ministry of Awqaf"),
        ("the Ruritania Observatory for Human Rights", "Ruritania Observatory for Human Rights"),
        ("told al-Ikhbar television", "al-Ikhbar"),
        ("The Somali Journalists Syndicate said", "Somali Journalists Syndicate"),
        ("the Indonesian army said", "Indonesian army"),
        ("told Ruritania TV", "Ruritania TV"),
    ],
)
def test_a_body_is_seen_by_its_head_noun(text: str, body: str) -> None:
    assert any(line.startswith(f"O {body}") for line in read(text))


def test_a_country_that_acts_is_its_government_and_else_a_place() -> None:
    assert read("Syria has accused Israel of a raid in Syria") == [
        "O Syria = org/syrian-government",
        "O Israel = org/israeli-government",
        "L Syria = place/syria",
    ]
    assert read("strikes in Iraq and Syria have killed") == ["L Iraq = place/iraq", "L Syria = place/syria"]


def test_the_us_is_a_place_only_where_something_is_in_it() -> None:
    assert read("Last month, the US acknowledged") == ["O US = org/us-government"]
    assert read("killed in US-led strikes") == ["O US = org/us-government"]
    assert read("born in the US, he said") == ["L US = place/united-states"]


def test_an_operation_is_the_coalition_only_where_it_speaks() -> None:
    assert read("said Operation Inherent Resolve in a statement") == [
        "O Operation Inherent Resolve = org/cjtf-oir"
    ]
    assert read("since the start of Operation Inherent Resolve") == []


@pytest.mark.parametrize(
    ("text", "row_id"),
    [
        pytest.param("In Mosul the coalition struck.", "org/cjtf-oir", id="the only one there"),
        pytest.param("In Yemen the coalition struck.", "org/saudi-led-coalition", id="by its area"),
        pytest.param(
            "The Saudi-led coalition said the coalition struck.", "org/saudi-led-coalition", id="by name"
        ),
        pytest.param("ISAF said. In Iraq the coalition struck.", "org/isaf", id="a name goes before an area"),
    ],
)
def test_the_coalition_is_the_one_of_the_article(text: str, row_id: str) -> None:
    [coalition] = [name for name in names_in(text) if text[name.start : name.end] == "coalition"]

    assert coalition.id == row_id


@pytest.mark.parametrize(
    "words", ["the ruling coalition", "the Kurdish-led coalition", "the coalition government"]
)
def test_another_coalition_is_not_the_one_of_the_article(words: str) -> None:
    assert "coalition" not in " ".join(read(f"In Mosul {words} met."))


def test_a_given_name_that_is_also_an_agency_is_no_agency() -> None:
    assert read("Sana Karim, a teacher, fled.") == ["P Sana Karim"]


def test_a_coalition_that_could_be_two_is_not_guessed() -> None:
    assert "coalition" not in " ".join(read("In Iraq and Yemen the coalition struck."))


def test_a_surname_is_the_person_named_in_full_before() -> None:
    text = "Thomas Cole left. Colonel Jane Roe spoke. Roe said so, and Gen. Roe agreed."
    people = [name for name in names_in(text) if name.kind is MentionKind.PERSON]

    assert {name.id for name in people} == {f"person-{text.index('Jane Roe')}"}
    assert [text[name.start : name.end] for name in people] == ["Jane Roe", "Roe", "Roe"]


def test_a_surname_of_two_words_is_known_again() -> None:
    people = names_in("Dr. Hamid Abu Salma spoke. Abu Salma said so. Salma left.")

    assert {name.id for name in people} == {"person-4"}
    assert len(people) == 3


def test_a_surname_of_a_registry_person_gets_the_row() -> None:
    assert (
        read("Gen. Stephen Townsend spoke. Townsend said no.")[-1] == "P Townsend = person/stephen-townsend"
    )
    assert read("Townsend said no.") == []


def test_a_surname_before_the_full_name_is_not_read_back() -> None:
    assert read("Roe left. Colonel Jane Roe spoke.") == ["P Jane Roe"]


def test_a_body_is_known_again_by_its_initials() -> None:
    text = "The Rail Accident Investigation Branch said so. The RAIB said no more."

    assert {name.id for name in names_in(text)} == {"org-4"}


def test_a_place_known_once_is_known_without_context() -> None:
    text = "In the village of Tolmar many fled. Tolmar burned."

    assert {name.id for name in names_in(text)} == {f"place-{text.index('Tolmar')}"}


def test_a_title_makes_a_person_of_what_is_also_a_place() -> None:
    assert read("Colonel Jordan Smith said") == ["P Jordan Smith"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("President Trump said", ["P Trump = person/donald-trump"], id="after a title"),
        pytest.param("Marla Trump said", ["P Marla Trump"], id="another given name, speaking"),
        pytest.param("with Marla Trump there", [], id="another given name, silent"),
        pytest.param("Michael Jordan died", [], id="a country as a surname"),
    ],
)
def test_a_given_name_decides_whose_surname_it_is(text: str, found: list[str]) -> None:
    assert read(text) == found


def test_a_town_that_is_also_a_word_is_known_once_it_was_a_place() -> None:
    assert read("They fled Hit.") == []
    assert read("It fell in Hit. They fled Hit.") == ["L Hit = place/hit", "L Hit = place/hit"]


def test_the_country_is_given_where_it_is_known() -> None:
    countries = {name.name: name.country for name in names_in("In Mosul and Graz the Mongolian army fought.")}

    assert countries == {"Mosul": "place/iraq", "Graz": "place/austria", "Mongolian army": "place/mongolia"}


def test_a_town_of_several_countries_has_one_only_where_the_article_decides() -> None:
    [town] = names_in("killed in Alexandroupoli")
    [unknown] = names_in("killed in Valencia")
    *_, decided = names_in("In Spain, one died. Killed in Valencia")

    assert town.country == "place/greece"
    assert unknown.country is None
    assert decided.country == "place/spain"


def test_nothing_is_read_outside_the_spans() -> None:
    text = "Reuters reported. Mosul fell."
    names = find_names(text, [Span(18, len(text))], REGISTRY)

    assert [name.id for name in names] == ["place/mosul"]


PIECES = st.sampled_from(
    [
        "Colonel", "Jane", "Roe", "said", "in", "Mosul", "the", "coalition", "Islamic", "State", "U.S.",
        "al-", "Hajj", ",", ".", "\n", "Ministry", "of", "'s", "Jordan", "Iraqi", "military", "near",
        "Tolmar", "village", "IS", "-", "Ra'ad", "é", "(",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map(" ".join) | st.text(max_size=60))
def test_names_always_lie_in_the_text_in_order_and_apart(text: str) -> None:
    folded = fold(text)
    names = names_in(text)

    assert names == names_in(text)
    for name in names:
        assert 0 <= name.start < name.end <= len(text)
        assert folded[name.start : name.end].strip() == folded[name.start : name.end]
        assert name.title_start is None or name.title_start < name.start
        assert name.registered == ("/" in name.id)
    for before, after in pairwise(names):
        assert before.end <= after.start


@given(st.lists(PIECES, min_size=1, max_size=30).map(" ".join))
@example("Ministry of Ministry U.S. Ministry village")
def test_local_ids_always_point_to_a_mention_of_their_own(text: str) -> None:
    names = names_in(text)
    starts = {(name.kind, name.start) for name in names}

    for name in names:
        if not name.registered:
            assert (name.kind, int(name.id.rsplit("-", 1)[1])) in starts
