"""Copies of one text, registry, code lists and catalog: what is told of more than one article."""

from dataclasses import replace
from datetime import date

from pyoxigraph import NamedNode, Quad

from kg.ids import sha256
from kg.mapping import (
    article_path,
    article_quads,
    catalog_quads,
    merge_articles,
    registry_quads,
    tombstone_quads,
    vocabulary_quads,
)
from kg.vocab import BROADER, CIV, SCHEMA, SKOS, Basis, Stance
from tests.graph.drafting import ARTICLE, BASE, KEY, REGISTRY
from tests.graph.invented import RECORD


def _objects(quads: list[Quad], subject: str, predicate: str) -> list[str]:
    node = NamedNode(BASE + subject)
    return [q.object.value for q in quads if q.subject == node and q.predicate == NamedNode(predicate)]


WITH = replace(
    ARTICLE, url="https://a.example/1", metadata=(("publisher", "A"), ("url", "https://a.example/1"))
)
ALSO = replace(
    ARTICLE, url="https://b.example/2", metadata=(("publisher", "A"), ("url", "https://b.example/2"))
)


def test_the_article_is_named_by_its_text_and_by_what_came_beside_it() -> None:
    assert article_path(ARTICLE) == f"article/{KEY}"
    assert article_path(WITH) == f"article/{KEY}-{sha256('A' + chr(10) + 'https://a.example/1')[:8]}"


def test_copies_of_one_text_are_read_with_what_they_share() -> None:
    merged = merge_articles([WITH, ALSO])

    assert (merged.url, merged.publisher, merged.metadata) == (None, "Harbour Gazette", (("publisher", "A"),))
    assert merged == merge_articles([ALSO, WITH])


def test_what_copies_do_not_agree_on_is_unknown() -> None:
    other = replace(ALSO, publisher="The Kalmora Crier", published=None, language=None)

    merged = merge_articles([WITH, ALSO, other])

    assert (merged.publisher, merged.published, merged.language) == (None, None, None)
    assert (merged.title, merged.text) == (ARTICLE.title, ARTICLE.text)


def test_copies_of_one_text_are_one_graph_and_two_articles() -> None:
    merged = replace(RECORD, article=merge_articles([WITH, ALSO]))

    quads = article_quads(merged, BASE, copies=[ALSO, WITH], registry=REGISTRY)

    assert sorted(_objects(quads, f"doc/{KEY}/text", SCHEMA + "encodesCreativeWork")) == sorted(
        BASE + article_path(article) for article in (WITH, ALSO)
    )
    assert quads == article_quads(merged, BASE, copies=[WITH, ALSO], registry=REGISTRY)


def test_registry_rows_carry_names_in_english_and_what_they_are_part_of() -> None:
    quads = registry_quads(REGISTRY, BASE)

    ministry = "org/ministry-of-defence-of-tervania"
    assert {quad.graph_name.value for quad in quads} == {BASE + "graph/registry"}
    assert all(q.object.language == "en" for q in quads if q.predicate.value == SCHEMA + "name")
    assert _objects(quads, ministry, SCHEMA + "parentOrganization") == [BASE + "org/government-of-tervania"]
    assert _objects(quads, ministry, SCHEMA + "memberOf") == [BASE + "org/northern-coalition"]
    assert _objects(quads, "place/kalmora", SCHEMA + "latitude") == ["36.3"]
    assert _objects(quads, "place/kalmora", SCHEMA + "containedInPlace") == [BASE + "place/tervania"]
    assert _objects(quads, "place/tervania", SCHEMA + "sameAs") == ["http://www.wikidata.org/entity/Q1"]


def test_a_name_that_counts_only_in_context_is_no_name_of_the_row() -> None:
    quads = registry_quads(REGISTRY, BASE)

    assert _objects(quads, "org/ministry-of-defence-of-tervania", SCHEMA + "alternateName") == []
    assert _objects(quads, "org/harbour-gazette", SCHEMA + "alternateName") == ["The Gazette"]


def test_the_vocabulary_holds_every_concept_with_its_label() -> None:
    quads = vocabulary_quads(BASE)

    labelled = {q.subject.value for q in quads if q.predicate.value == SKOS + "prefLabel"}
    assert {CIV + stance.value for stance in Stance} <= labelled
    assert {CIV + basis.value for basis in Basis} <= labelled
    broader = {(q.subject.value, q.object.value) for q in quads if q.predicate.value == SKOS + "broader"}
    assert broader == {(CIV + narrow, CIV + wide) for narrow, wide in BROADER.items()}


def test_the_catalog_names_the_text_the_program_and_its_rules_but_no_time() -> None:
    quads = catalog_quads(RECORD, BASE)

    prov = "http://www.w3.org/ns/prov#"
    assert _objects(quads, f"graph/{KEY}", prov + "wasDerivedFrom") == [f"{BASE}doc/{KEY}/text"]
    assert _objects(quads, f"graph/{KEY}", prov + "wasAttributedTo") == [BASE + "tool/kg"]
    assert _objects(quads, "tool/attribution-rules", SCHEMA + "name") == ["attribution rules"]
    assert not any("date" in str(getattr(quad.object, "datatype", "")).lower() for quad in quads)


def test_a_tombstone_holds_the_day_and_the_reason_and_nothing_else() -> None:
    quads = tombstone_quads(KEY, BASE, day=date(2031, 6, 1), why="withdrawn by the outlet")

    said = [(quad.subject.value, quad.object.value) for quad in quads]
    graph = f"{BASE}graph/{KEY}"
    assert said == [(graph, "2031-06-01T00:00:00Z"), (graph, "withdrawn by the outlet")]
