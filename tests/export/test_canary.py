"""Canaries in every place where one could hide: by the profile none is left in any byte of any form."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ProfileError
from kg.export import Form, Level, Profile, choose, export, export_package, read_people, select
from kg.export.selection import Section
from kg.ids import DEFAULT_BASE, short_hash
from kg.store import Store, open_store
from kg.validation import check_graph
from kg.vocab import OA, P_REDACTED, PREFIXES, RDF, SCHEMA, STATEMENT
from tests.export import planted
from tests.export.planted import BASE, BESIDE, NAMES, PLACES

ENDINGS = [f"{form}{packed}" for form in Form for packed in ("", ".gz")]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("planted")
    with open_store(folder / "store", base=BASE) as opened:
        planted.plant(opened, folder)
        yield opened


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Profile:
    file = tmp_path_factory.mktemp("list") / "people.txt"
    lines = (f"{planted.PERSON} = a resident", "# remark", planted.OTHER, planted.OFFICIAL)
    file.write_text("\n".join(lines), encoding="utf-8")
    return Profile(read_people(file), Level.REGION)


@pytest.fixture(scope="module")
def package(store: Store, profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "package"
    export_package(choose(store, profile=profile), folder, ENDINGS)
    return folder


@pytest.fixture(scope="module")
def before(store: Store) -> list[Section]:
    return list(select(store))


@pytest.fixture(scope="module")
def after(store: Store, profile: Profile) -> list[Section]:
    return list(choose(store, profile=profile).sections())


def test_the_canaries_are_planted(store: Store, tmp_path: Path) -> None:
    """Or the tests below would prove nothing."""
    export(store, tmp_path / "all.nq")
    text = "\n".join(planted.variants((tmp_path / "all.nq").read_bytes()))

    never = {"zqfolder", "zqfile"}
    assert {word for word in (*NAMES, *BESIDE, *PLACES) if word not in text} == never


def test_nothing_of_them_is_left_in_any_byte_of_any_file(package: Path) -> None:
    files = sorted(package.iterdir())

    for file in files:
        if file.suffix == ".gz":
            assert gzip.decompress(file.read_bytes()) == file.with_suffix("").read_bytes()
            continue
        texts = [*planted.variants(file.read_bytes()), *planted.variants(file.name.encode())]
        for word in (*NAMES, *BESIDE, *PLACES):
            found = [text[max(text.index(word) - 80, 0) :][:160] for text in texts if word in text]
            assert not found, f"{word} in {file.name}: {found[0]}"
            assert not any(code in texts[0] for code in planted.hidden(word)), (
                f"{word} in {file.name}, base64"
            )
    assert {file.name for file in files} >= {f"graph.{form}.gz" for form in Form if form.is_rdf}


def test_a_single_file_by_the_profile_is_that_of_the_package(
    store: Store, profile: Profile, package: Path, tmp_path: Path
) -> None:
    export(store, tmp_path / "graph.trig", profile=profile)

    assert (tmp_path / "graph.trig").read_bytes() == (package / "graph.trig").read_bytes()


def test_the_gate_takes_what_is_left(package: Path) -> None:
    report = check_graph(package / "graph.trig")

    assert not report.violations


def _dangling(sections: list[Section], base: str) -> set[str]:
    subjects = {quad.subject for section in sections for quad in section.quads}
    objects = {quad.object for section in sections for quad in section.quads}
    missing = {node.value for node in objects - subjects if isinstance(node, ox.NamedNode)}
    return {iri for iri in missing if iri.startswith(base) and not iri.startswith(f"{base}graph/")}


def test_nothing_points_to_what_is_not_there(before: list[Section], after: list[Section]) -> None:
    assert _dangling(after, BASE) <= _dangling(before, BASE)


def test_every_statement_is_still_there_with_its_offsets(before: list[Section], after: list[Section]) -> None:
    def offsets(sections: list[Section]) -> list[tuple[str, str]]:
        wanted = {OA + "start", OA + "end"}
        quads = [quad for section in sections for quad in section.quads if quad.predicate.value in wanted]
        return sorted((str(quad.subject), str(quad.object)) for quad in quads)

    def statements(sections: list[Section]) -> int:
        kind = ox.NamedNode(STATEMENT)
        return sum(quad.object == kind for section in sections for quad in section.quads)

    assert offsets(after) == offsets(before)
    assert statements(after) == statements(before) > 0


def test_words_say_that_they_were_altered_and_others_do_not(
    before: list[Section], after: list[Section]
) -> None:
    olds = {_key(quad): quad for section in before for quad in section.quads}
    quads = [quad for section in after for quad in section.quads]
    marked = {(q.subject.value, q.object.value) for q in quads if q.predicate.value == P_REDACTED}  # type: ignore[union-attr]
    exact = [q for q in quads if q.predicate.value == OA + "exact"]

    for quad in exact:
        old = olds[_key(quad)]
        altered = old.object != quad.object
        assert altered == ((quad.subject.value, OA + "exact") in marked)  # type: ignore[union-attr]
        assert altered == ("[" in quad.object.value)  # type: ignore[union-attr]
    assert len([quad for quad in exact if "[a resident]" in quad.object.value]) > 3  # type: ignore[union-attr]


def _key(quad: ox.Quad) -> tuple[str, str]:
    return str(quad.subject), quad.predicate.value


def test_reviews_are_gone_and_what_a_person_joined_stays_joined(
    before: list[Section], after: list[Section]
) -> None:
    names = {section.name for section in after}
    (links,) = (section for section in after if section.name == "links")
    reasons = [str(quad.object) for quad in links.quads if quad.predicate.value.endswith("/description")]

    assert {section.name for section in before} - names == {"reviews"}
    assert '"[decided by a person]"' in reasons
    assert not [
        quad for quad in links.quads if quad.predicate.value.endswith(("author_label", "mapping_date"))
    ]


def test_a_person_of_the_registry_keeps_nothing_but_class_and_role(after: list[Section]) -> None:
    quads = [quad for section in after for quad in section.quads]
    node = ox.NamedNode(f"{BASE}person/withheld-1")
    told = {(quad.predicate.value, quad.object.value) for quad in quads if quad.subject == node}  # type: ignore[union-attr]

    assert told == {
        (RDF + "type", SCHEMA + "Person"),
        (SCHEMA + "name", "[person withheld]"),
        (P_REDACTED, SCHEMA + "name"),
    }
    assert any(quad.object == node and "/statement-" in str(quad.subject) for quad in quads)


def test_a_statement_of_a_person_cannot_be_told_by_trying_names(
    before: list[Section], after: list[Section]
) -> None:
    """The IRI of a statement ends with a hash over its speaker: of a withheld one it is made anew."""
    old = {str(quad.subject) for section in before for quad in section.quads}
    quads = [quad for section in after for quad in section.quads]
    speaker = ox.NamedNode(f"{BASE}person/withheld-1")

    said = {
        str(quad.subject) for quad in quads if quad.object == speaker and "/statement-" in str(quad.subject)
    }
    assert said
    assert not said & old


def test_no_hash_of_what_is_withheld_is_left(before: list[Section], after: list[Section]) -> None:
    """A hash of 8 digits over a name, or over what stood in a sidecar, is found by trying."""

    def nodes(sections: list[Section], kind: str) -> set[str]:
        return {
            str(q.subject).rpartition("/")[2] for s in sections for q in s.quads if kind in str(q.subject)
        }

    with_sidecar = {name for name in nodes(before, "/article/") if name.count("-")}
    assert len(with_sidecar) == 2
    assert not with_sidecar & nodes(after, "/article/")
    guessed = short_hash("Zqagency Contact")
    assert any(guessed in name for name in nodes(before, "/sourceOrganization-"))
    assert not any(guessed in str(quad) for section in after for quad in section.quads)
    shared = {str(q.subject) for s in before for q in s.quads if q.object == ox.Literal("Zqagency Contact")}
    (agency,) = (node for node in shared if "/agent/" in node)
    assert agency not in {str(quad.subject) for section in after for quad in section.quads}
    mapped = {
        str(q.subject)
        for s in before
        for q in s.quads
        if str(q.object) == agency and "/link/" in str(q.subject)
    }
    assert mapped
    assert not mapped & {str(quad.subject) for section in after for quad in section.quads}


def test_why_an_unpublished_agency_is_one_with_another_is_not_told(after: list[Section]) -> None:
    (links,) = (section for section in after if section.name == "links")
    sources = [
        q for q in links.quads if "-withheld" in str(q.object) and q.predicate.value.endswith("Source")
    ]
    told = {q.subject: str(q.object) for q in links.quads if q.predicate.value.endswith("/description")}

    assert sources
    assert {told[quad.subject] for quad in sources} == {'"[agency withheld]"'}


def test_without_a_list_all_names_stay_and_the_sidecar_goes(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "out.nq", profile=Profile())
    text = "\n".join(planted.variants((tmp_path / "out.nq").read_bytes()))

    assert [word for word in NAMES if word not in text] == []
    assert [word for word in BESIDE if word in text] == []


@pytest.mark.parametrize("level", list(Level))
def test_places_are_told_as_coarsely_as_asked(store: Store, level: Level, tmp_path: Path) -> None:
    export(store, tmp_path / "out.trig", profile=Profile((), level))
    export(store, tmp_path / "out.nq", profile=Profile((), level))
    quads = list(ox.parse(path=str(tmp_path / "out.nq"), format=ox.RdfFormat.N_QUADS))
    wider = {Level.REGION: "place/nineveh", Level.COUNTRY: "place/iraq"}[level]
    where = {
        quad.object.value
        for quad in quads
        if quad.predicate.value in (SCHEMA + "location", f"{PREFIXES['civ']}near")
    }  # type: ignore[union-attr]

    assert {place for place in where if "/doc/" not in place} == {BASE + wider}
    assert not [quad for quad in quads if quad.predicate.value in (SCHEMA + "latitude", SCHEMA + "longitude")]
    assert f"event/2017-03-17-{wider.removeprefix('place/')}-" in str(quads)
    assert not check_graph(tmp_path / "out.trig").violations


def test_a_base_that_holds_a_name_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "people.txt"
    file.write_text("Ada Example\n", encoding="utf-8")
    with (
        open_store(tmp_path / "store", base=DEFAULT_BASE) as store,
        pytest.raises(ProfileError, match="--base"),
    ):
        export(store, tmp_path / "out.nq", profile=Profile(read_people(file)))

    assert not (tmp_path / "out.nq").exists()


def test_what_is_named_anew_can_not_be_looked_up(store: Store, tmp_path: Path) -> None:
    """Any row of the registry with a listed word in its IRI keeps no Wikidata entity."""
    file = tmp_path / "people.txt"
    file.write_text("Syria = a country\n", encoding="utf-8")
    export(store, tmp_path / "out.nq", profile=Profile(read_people(file)))
    quads = list(ox.parse(path=str(tmp_path / "out.nq"), format=ox.RdfFormat.N_QUADS))
    renamed = {str(quad.subject) for quad in quads if "/place/withheld-" in str(quad.subject)}

    assert renamed == {f"<{BASE}place/withheld-1>"}
    assert "Q796" in str(quads)
    assert not [q for q in quads if str(q.subject) in renamed and q.predicate.value == SCHEMA + "sameAs"]
