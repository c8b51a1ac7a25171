"""The mapping gives one named graph a text, the same for every order, grounded in every span."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse, serialize

from kg.ids import sha256
from kg.mapping import (
    article_graph,
    article_quads,
)
from kg.model import Article, Block, BlockKind, EventKind, Figure, Mention, MentionKind, Record, Span, Who
from kg.validation import check, reslice_quads
from kg.vocab import CIV, OA, RDF, SCHEMA, Qualifier, Tally, Unit
from tests.graph import drafting as d
from tests.graph import invented as i
from tests.graph.drafting import ARTICLE, BASE, KEY, REGISTRY
from tests.graph.invented import RECORD

GOLDEN = Path(__file__).with_name("kalmora.nq")


def _lines(quads: list[Quad]) -> list[str]:
    return sorted(f"{quad} ." for quad in quads)


def _objects(quads: list[Quad], subject: str, predicate: str) -> list[str]:
    node = NamedNode(BASE + subject)
    return [q.object.value for q in quads if q.subject == node and q.predicate == NamedNode(predicate)]


def test_the_invented_report_gives_the_golden_quads() -> None:
    assert _lines(article_quads(RECORD, BASE, registry=REGISTRY)) == GOLDEN.read_text("utf-8").splitlines()


def test_what_is_written_reads_back_the_same() -> None:
    quads = article_quads(RECORD, BASE, registry=REGISTRY)

    written = serialize(quads, format=RdfFormat.N_QUADS)

    assert list(parse(written, format=RdfFormat.N_QUADS)) == quads


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_lines_of_a_graph_are_always_those_that_oxigraph_writes(words: str) -> None:
    text = words + ARTICLE.text
    headline = Mention(MentionKind.PERSON, 0, len(words), words, "person-0")
    blocks = (Block(BlockKind.BODY, 0, len(text)),)
    article = replace(ARTICLE, text=text, sha256=sha256(text), title=words, blocks=blocks)
    graph = article_graph(Record(article, mentions=(headline,)), BASE, registry=REGISTRY)

    written = serialize(graph.quads(), format=RdfFormat.N_QUADS)

    assert graph.nquads() == b"".join(sorted(set((written or b"").splitlines(keepends=True))))
    assert words in [text for _, _, text, _ in graph.told]
    assert words in [quad.object.value for quad in graph.quads() if not isinstance(quad.object, BlankNode)]


@given(st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_the_order_of_a_record_never_changes_the_quads(seed: int) -> None:
    rng = random.Random(seed)
    lists = ("statements", "figures", "responsibilities", "events", "mentions")
    shuffled = replace(
        RECORD,
        **{name: tuple(rng.sample(getattr(RECORD, name), len(getattr(RECORD, name)))) for name in lists},
    )

    assert article_quads(shuffled, BASE, registry=REGISTRY) == article_quads(RECORD, BASE, registry=REGISTRY)


_KINDS = st.sampled_from([kind for kind in BlockKind if kind not in ("comment", "furniture")])
_TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=2, max_size=120)


@st.composite
def _records(draw: st.DrawFn) -> Record:
    """Any text, cut into readable blocks, with mentions, figures and statements of random slices."""
    text = draw(_TEXTS)
    cut = draw(st.integers(1, len(text) - 1))
    blocks = (Block(draw(_KINDS), 0, cut), Block(draw(_KINDS), cut, len(text)))
    article = Article(
        "a.txt", text, sha256(text), sha256(text), blocks, title=draw(st.none() | st.text(max_size=9))
    )
    spans = draw(
        st.lists(st.integers(0, len(text) - 1).flatmap(
            lambda start: st.integers(start + 1, len(text)).map(lambda end: Span(start, end))
        ), max_size=8)
    )  # fmt: skip
    mentions = tuple(
        Mention(MentionKind.PERSON, *at, text[slice(*at)], f"person-{at.start}") for at in spans[:4]
    )
    events = tuple(replace(i.INCIDENT, id=f"incident-{a}-{b}", start=a, end=b) for a, b in spans[4:5])
    figures = tuple(
        Figure(
            f"figure-{a}-{b}", a, b, text[a:b], Qualifier.APPROXIMATELY, Unit.KILLED, Who.PEOPLE,
            Tally.PERIOD, "figure.count", draw(st.floats(0, 1)), about=events[0].id,
        )
        for a, b in spans[5:6]
    )  # fmt: skip
    statements = tuple(
        replace(i.LEFT_OUT, start=a, end=b, exact=text[a:b], passage=Span(0, len(text)))
        for a, b in dict.fromkeys(spans[6:])
    )
    return Record(article, statements, figures, (), events, mentions)


@given(_records())
@settings(max_examples=60, deadline=None)
def test_every_span_of_any_record_reslices_and_no_node_is_blank(record: Record) -> None:
    quads = article_quads(record, BASE, registry=REGISTRY)

    assert list(reslice_quads(quads, record.article.text, BASE, where="a.txt")) == []
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))
    assert len({quad.graph_name for quad in quads}) == 1
    assert len(quads) == len(set(quads))


def test_two_stances_over_the_same_words_are_two_statements_over_one_span() -> None:
    record = Record(ARTICLE, (i.TOLL_TOLD, i.BLAME_TOLD), (i.TOLL,), (i.BLAME,), (i.INCIDENT,))

    quads = article_quads(record, BASE, registry=REGISTRY)

    spans = {
        _objects(quads, f"doc/{KEY}/{told.id}", CIV + "evidence")[0] for told in (i.TOLL_TOLD, i.BLAME_TOLD)
    }
    assert len(spans) == 1


def test_a_figure_without_an_event_leaves_its_words_as_a_plain_claim() -> None:
    loose = replace(i.SCORES, about=None)
    quads = article_quads(Record(ARTICLE, (i.TREATED,), (loose,)), BASE, registry=REGISTRY)

    claim = f"doc/{KEY}/claim-{i.TREATED.start}-{i.TREATED.end}"
    told = [
        q.subject.value
        for q in quads
        if q.predicate.value == CIV + "claim" and q.object.value == BASE + claim
    ]
    assert _objects(quads, f"doc/{KEY}/{loose.id}", CIV + "unit") == []
    assert _objects(quads, claim, CIV + "topic") == [CIV + "otherTopic"]
    assert _objects(quads, told[0].removeprefix(BASE), SCHEMA + "text") == [i.TREATED.exact]


@pytest.mark.parametrize(
    ("confidence", "written"), [(0.95, "0.95"), (0.9, "0.9"), (1.0, "1"), (0.0, "0"), (1e-7, "0.0000001")]
)
def test_decimals_are_canonical(confidence: float, written: str) -> None:
    record = Record(ARTICLE, events=(replace(i.INCIDENT, confidence=confidence),))

    quads = article_quads(record, BASE, registry=REGISTRY)

    assert _objects(quads, f"doc/{KEY}/{i.INCIDENT.id}", CIV + "confidence") == [written]


def test_spans_in_comments_get_no_block() -> None:
    at = d.at("They killed 500 people")
    quads = article_quads(
        Record(ARTICLE, mentions=(Mention(MentionKind.PERSON, *at, "x", "person-1"),)),
        BASE,
        registry=REGISTRY,
    )

    assert _objects(quads, f"doc/{KEY}/span-{at.start}-{at.end}", CIV + "inBlock") == []


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        pytest.param(("Marand", "Ilse Marand"), "Ilse Marand", id="the fuller name"),
        pytest.param(("Ilse Marand", "Marand"), "Ilse Marand", id="in any order"),
    ],
)
def test_a_person_named_twice_has_one_name(names: tuple[str, str], kept: str) -> None:
    told = tuple(
        replace(item, speaker=name) for item, name in zip((i.DOUBTED, i.EXPLODED), names, strict=True)
    )

    quads = article_quads(Record(ARTICLE, told), BASE, registry=REGISTRY)

    assert _objects(quads, f"doc/{KEY}/{i.MARAND}", SCHEMA + "name") == [kept]


def test_a_person_only_mentioned_has_the_name_of_the_first_mention() -> None:
    quads = article_quads(replace(RECORD, statements=()), BASE, registry=REGISTRY)

    assert _objects(quads, f"doc/{KEY}/{i.MARAND}", SCHEMA + "name") == ["Ilse Marand"]


@pytest.mark.parametrize("local", ["person-7", "org-7", "place-7", "source-7", "voice"])
def test_who_stands_in_no_registry_gets_a_class_of_its_kind(local: str) -> None:
    wanted = {"person": "Person", "org": "Organization", "place": "Place"}
    unknown = replace(ARTICLE, publisher=None, publisher_at=None)
    record = Record(unknown, (replace(i.LEFT_OUT, speaker_id=local, speaker="x"),))

    quads = article_quads(record, BASE, registry=REGISTRY)

    [kind] = _objects(quads, f"doc/{KEY}/{local}", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    name = wanted.get(local.partition("-")[0])
    assert kind == (SCHEMA + name if name else CIV + "UnnamedSource")


def test_a_publisher_of_the_registry_is_its_row_and_any_other_is_local() -> None:
    other = Record(replace(ARTICLE, publisher="The Kalmora Crier", publisher_at=None))

    known = article_quads(Record(ARTICLE), BASE, registry=REGISTRY)
    local = article_quads(other, BASE, registry=REGISTRY)

    assert _objects(known, f"article/{KEY}", SCHEMA + "publisher") == [BASE + "org/harbour-gazette"]
    assert _objects(local, f"article/{KEY}", SCHEMA + "publisher") == [f"{BASE}doc/{KEY}/voice"]
    assert _objects(local, f"doc/{KEY}/voice", SCHEMA + "name") == ["The Kalmora Crier"]


def test_an_outlet_without_a_row_is_the_voice_of_its_article() -> None:
    told = replace(i.LEFT_OUT, speaker="The Kalmora Crier")
    record = Record(replace(ARTICLE, publisher="The Kalmora Crier", publisher_at=None), (told,))

    quads = article_quads(record, BASE, registry=REGISTRY)

    assert _objects(quads, f"doc/{KEY}/voice", SCHEMA + "name") == ["The Kalmora Crier"]
    assert _objects(quads, f"doc/{KEY}/voice", RDF + "type") == [SCHEMA + "Organization"]
    assert check(record, BASE, registry=REGISTRY).passes


def test_copies_of_two_outlets_without_a_row_have_two_publishers() -> None:
    copies = [
        replace(ARTICLE, publisher=name, metadata=(("publisher", name),)) for name in ("A Post", "B Post")
    ]
    record = Record(replace(ARTICLE, publisher=None, publisher_at=None, metadata=()), (i.LEFT_OUT,))

    quads = article_quads(record, BASE, copies=copies, registry=REGISTRY)

    publishers = {quad.object for quad in quads if quad.predicate.value == SCHEMA + "publisher"}
    names = {
        q.object.value for q in quads if q.subject in publishers and q.predicate.value == SCHEMA + "name"
    }
    assert names == {"A Post", "B Post"}
    assert _objects(quads, f"doc/{KEY}/voice", SCHEMA + "name") == ["the article itself"]
    graph = article_graph(record, BASE, copies=copies, registry=REGISTRY)
    assert check(record, BASE, graph=graph, registry=REGISTRY).passes


def test_a_local_place_lies_in_the_country_the_article_names() -> None:
    quads = article_quads(RECORD, BASE, registry=REGISTRY)

    local = f"doc/{KEY}/{i.TREATMENT.place_id}"
    assert _objects(quads, local, SCHEMA + "containedInPlace") == [BASE + "place/tervania"]


def test_an_event_of_which_only_the_country_is_known_lies_there() -> None:
    somewhere = replace(i.INCIDENT, place=None, place_id=None)

    quads = article_quads(Record(ARTICLE, events=(somewhere,)), BASE, registry=REGISTRY)

    assert _objects(quads, f"doc/{KEY}/{somewhere.id}", SCHEMA + "location") == [BASE + "place/tervania"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        pytest.param("https://example.org/a?b=c", NamedNode, id="an address"),
        pytest.param("https://example.org/a b", str, id="no valid address"),
        pytest.param("page 3", str, id="words"),
    ],
)
def test_an_address_that_is_none_stays_words(url: str, kind: type) -> None:
    quads = article_quads(Record(replace(ARTICLE, url=url)), BASE, registry=REGISTRY)

    [value] = [q.object for q in quads if q.predicate.value == SCHEMA + "url"]
    assert value.value == url
    assert isinstance(value, NamedNode) == (kind is NamedNode)


def test_every_kind_of_event_has_its_class() -> None:
    quads = article_quads(RECORD, BASE, registry=REGISTRY)

    kinds = {q.object.value.rpartition("#")[2].lower() for q in quads if q.predicate.value.endswith("#type")}
    assert {kind.value for kind in EventKind} <= kinds


def test_a_mention_is_an_annotation_of_its_span_with_whom_it_names() -> None:
    quads = article_quads(RECORD, BASE, registry=REGISTRY)

    at = d.at("Ilse Marand")
    mention = f"doc/{KEY}/mention-{at.start}-{at.end}"
    assert _objects(quads, mention, OA + "hasTarget") == [f"{BASE}doc/{KEY}/span-{at.start}-{at.end}"]
    assert _objects(quads, mention, OA + "hasBody") == [f"{BASE}doc/{KEY}/{i.MARAND}"]
