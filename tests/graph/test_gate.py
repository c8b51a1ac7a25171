"""The gate refuses a record for the very reason it is broken, and says where and in which words."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from pyoxigraph import NamedNode, Quad

from kg.ids import sha256, span_id
from kg.mapping import article_graph
from kg.model import Block, BlockKind, Record, Span, Statement
from kg.validation import check, check_quads
from kg.validation.facts import triples_of
from kg.validation.report import Severity
from kg.vocab import Means, Qualifier, Stance, Topic
from tests.graph import drafting as d
from tests.graph import invented as i
from tests.graph.drafting import BASE, REGISTRY
from tests.graph.invented import RECORD
from tests.graph.whole import QUADS, turtle

Break = Callable[[Record], Record]


def _violated(record: Record) -> set[str]:
    return {found.constraint for found in check(record, BASE, registry=REGISTRY).violations}


def _statement(wanted: Statement, **changes: object) -> Break:
    def broken(record: Record) -> Record:
        made = replace(wanted, **changes)  # type: ignore[arg-type]
        others = tuple(item for item in record.statements if item.id != wanted.id)
        return replace(record, statements=(*others, made))

    return broken


def _identified(wanted: Statement, **changes: object) -> Break:
    made = d.identified(replace(wanted, **changes))  # type: ignore[arg-type]
    return _statement(wanted, **{name: getattr(made, name) for name in (*changes, "id")})


def _other(list_name: str, wanted_id: str, **changes: object) -> Break:
    def broken(record: Record) -> Record:
        items = getattr(record, list_name)
        made = tuple(replace(item, **changes) if item.id == wanted_id else item for item in items)
        return replace(record, **{list_name: made})

    return broken


def _article(**changes: object) -> Break:
    return lambda record: replace(record, article=replace(record.article, **changes))  # type: ignore[arg-type]


def _without(list_name: str, wanted_id: str) -> Break:
    def broken(record: Record) -> Record:
        kept = tuple(item for item in getattr(record, list_name) if item.id != wanted_id)
        return replace(record, **{list_name: kept})

    return broken


def _in_comment(record: Record) -> Record:
    start, end = d.at("They killed 500 people")
    made = replace(
        i.LEFT_OUT,
        start=start,
        end=end,
        exact=d.TEXT[start:end],
        passage=Span(start, end),
        block=BlockKind.COMMENT,
    )
    return replace(record, statements=(*record.statements, d.identified(made)))


def _two_topics(record: Record) -> Record:
    made = d.identified(replace(i.LEFT_OUT, topic=Topic.LAWFULNESS, stance=Stance.CONDEMNS))
    return replace(record, statements=(*record.statements, made))


def _twice(record: Record) -> Record:
    return replace(record, figures=(*record.figures, i.TOLL))


_CUT = Block(BlockKind.BODY, 0, 40)
BROKEN: list[tuple[str, Break]] = [
    ("misquote", _statement(i.DOUBTED, exact="We deny that our aircraft did this")),
    ("misquote", _other("figures", i.TOLL.id, exact="At least 21 civilians")),
    ("misquote", _other("events", i.STRIKE.id, exact="struck a school in Kalmora on 3 May")),
    ("misquote", _other("mentions", i.MARAND, exact="Else Marand")),
    ("misquote", _statement(i.TOLL_TOLD, cue="claimed")),
    ("misquote", _article(published_words="15 May 2031")),
    ("shifted-offset", _statement(i.DOUBTED, start=i.DOUBTED.start + 1, end=i.DOUBTED.end + 1)),
    ("shifted-offset", _other("responsibilities", i.CAUSE.id, start=i.CAUSE.start - 2, end=i.CAUSE.end - 2)),
    ("shifted-offset", _statement(i.TOLL_TOLD, cue_at=d.at("said"))),
    ("span-range", _other("figures", i.TOLL.id, end=10_000)),
    ("span-range", _statement(i.DOUBTED, start=-5)),
    ("text-hash-matches", _article(sha256=sha256("another text"))),
    ("text-hash-matches", _article(text=d.TEXT.replace("12 civilians", "21 civilians"))),
    ("blocks-cover", _article(blocks=(_CUT, *d.ARTICLE.blocks))),
    ("evidence-block", _in_comment),
    ("evidence-block", _article(publisher_at=d.at("newsletter"))),
    ("statement-block", _statement(i.DOUBTED, block=BlockKind.CAPTION)),
    ("passage-around", _statement(i.DOUBTED, passage=d.at("Ilse Marand"))),
    ("words-in-text", _statement(i.DOUBTED, role="a general")),
    ("words-in-text", _other("events", i.INCIDENT.id, date_words="last Friday")),
    ("words-in-text", _other("figures", i.TOLL.id, who_words="souls")),
    ("record-id", _other("figures", i.SCORES.id, id="figure-1-2")),
    ("record-id", _statement(i.DOUBTED, stance=Stance.DENIES)),
    ("record-id", _other("responsibilities", i.CAUSE.id, means=Means.MISSILE)),
    ("id-unique", _twice),
    ("id-form", _statement(i.DOUBTED, speaker_id="person 5")),
    ("id-form", _other("events", i.STRIKE.id, place_id="place/<b>")),
    ("id-form", _other("figures", i.TOLL.id, rule="a rule")),
    ("figure-bounds", _other("figures", i.TOLL.id, min=13)),
    ("figure-bounds", _other("figures", i.CHILDREN.id, qualifier=Qualifier.UP_TO)),
    ("event-start", _other("events", i.INCIDENT.id, date_to=date(2031, 5, 1))),
    ("statement-start", _statement(i.ACKNOWLEDGED, said_to=date(2031, 4, 1))),
    ("figure-assessment-start", _other("figures", i.TOTAL.id, assessed_to=date(2030, 1, 1))),
    ("figure-subset-self", _other("figures", i.CHILDREN.id, subset_of=i.CHILDREN.id)),
    ("statement-claim-known", _identified(i.COUNTED, claim="figure-1-2")),
    ("claim-stated", _without("statements", i.COUNTED.id)),
    ("claim-about-known", _other("figures", i.SCORES.id, about="incident-1-2")),
    ("claim-about-event", _other("figures", i.SCORES.id, about="place/kalmora")),
    ("claim-topic", _two_topics),
    ("agent-name", _identified(i.COUNTED, speaker_id="org/ministry-of-truth")),
    ("agent-kind", _identified(i.COUNTED, speaker_id="place/kalmora")),
    ("place-name", _other("events", i.STRIKE.id, place_id="place/atlantis")),
    ("statement-confidence", _statement(i.DOUBTED, confidence=1.5)),
    ("responsibility-content", lambda record: _nobody_did_it(record)),
]


def _nobody_did_it(record: Record) -> Record:
    empty = d.responsibility("gas bottles exploded", i.TREATMENT)
    told = d.identified(replace(i.EXPLODED, claim=empty.id))
    return replace(
        record,
        responsibilities=(i.BLAME, empty),
        statements=tuple(told if item is i.EXPLODED else item for item in record.statements),
    )


def test_a_record_with_one_of_everything_passes() -> None:
    report = check(RECORD, BASE, registry=REGISTRY)

    assert report.passes
    assert {found.constraint for found in report.findings} == {"event-dated"}


@pytest.mark.parametrize(
    ("constraint", "broken"),
    [pytest.param(*case, id=f"{case[0]}-{number}") for number, case in enumerate(BROKEN)],
)
def test_refuses_each_broken_record_for_its_reason(constraint: str, broken: Break) -> None:
    assert constraint in _violated(broken(RECORD))


def test_a_finding_points_to_file_line_and_words() -> None:
    broken = _statement(i.DOUBTED, start=i.DOUBTED.start + 1, end=i.DOUBTED.end + 1)(RECORD)

    found = next(
        f for f in check(broken, BASE, registry=REGISTRY).violations if f.constraint == "shifted-offset"
    )

    assert (found.where, found.line, found.node) == ("kalmora.txt", 4, i.DOUBTED.id)
    assert str(found).startswith(f"kalmora.txt:4: violation: characters {found.start}-{found.end}")
    assert f"stand at {i.DOUBTED.start}-{i.DOUBTED.end}; correct the offsets" in str(found)


def test_a_finding_of_the_shapes_points_to_the_words_too() -> None:
    broken = _other("events", i.INCIDENT.id, date_to=date(2031, 5, 1))(RECORD)

    found = next(
        f for f in check(broken, BASE, registry=REGISTRY).violations if f.constraint == "event-start"
    )

    assert (found.where, found.line, found.node, found.words) == (
        "kalmora.txt",
        3,
        i.INCIDENT.id,
        i.INCIDENT.exact,
    )


def test_a_misquote_is_told_once_and_not_again_by_what_follows_from_it() -> None:
    report = check(_statement(i.DOUBTED, exact="We never did this")(RECORD), BASE, registry=REGISTRY)

    assert [(found.constraint, found.node) for found in report.violations] == [("misquote", i.DOUBTED.id)]


def test_what_is_refused_for_its_words_is_not_refused_again_for_its_name() -> None:
    moved = _other("figures", i.SCORES.id, start=i.SCORES.start - 1, end=i.SCORES.end - 1)(RECORD)

    violations = check(moved, BASE, registry=REGISTRY).violations

    assert {found.constraint for found in violations} == {"shifted-offset", "record-id"}


def test_unknown_date_publisher_and_title_never_refuse_an_article() -> None:
    unknown = _article(
        title=None, title_at=None, publisher=None, publisher_at=None, published=None, published_at=None,
        published_words=None, published_basis=None,
    )(RECORD)  # fmt: skip

    report = check(unknown, BASE, registry=REGISTRY)

    assert report.passes
    told = {found.constraint for found in report.findings if found.severity is Severity.WARNING}
    assert {"article-headline-known", "article-published-known", "article-publisher-known"} <= told


def test_a_figure_without_an_event_is_told_as_a_plain_claim() -> None:
    loose = replace(i.SCORES, about=None)
    record = replace(RECORD, figures=(i.TOLL, i.CHILDREN, i.TOTAL, loose))

    report = check(record, BASE, registry=REGISTRY)

    assert report.passes


def test_an_article_of_which_nothing_is_read_passes() -> None:
    assert check(Record(d.ARTICLE), BASE, registry=REGISTRY).passes


def test_every_fault_of_a_record_is_told_in_the_order_of_the_text() -> None:
    broken = _other("figures", i.TOLL.id, min=13)(_statement(i.DOUBTED, exact="We never did this")(RECORD))

    violations = check(broken, BASE, registry=REGISTRY).violations

    assert [found.node for found in violations] == [i.TOLL.id, i.DOUBTED.id]
    assert span_id("figure", i.TOLL.start, i.TOLL.end) == i.TOLL.id


DERIVED = [
    pytest.param("<derivation/1> a civ:Derivation .", id="a derivation"),
    pytest.param("<series/1> a civ:Series .", id="a series"),
    pytest.param(f"d:{i.TOLL.id} civ:rivalTo d:{i.TOTAL.id} .", id="rival figures"),
    pytest.param(f"d:{i.COUNTED.id} civ:inSeries <series/1> .", id="a place in a series"),
]


@pytest.mark.parametrize("more", DERIVED)
def test_what_follows_from_several_figures_may_not_stand_in_the_graph_of_an_article(more: str) -> None:
    graph = article_graph(RECORD, BASE, registry=REGISTRY)
    derived = replace(graph, told=(*graph.told, *triples_of(turtle(more))))

    found = check(RECORD, BASE, graph=derived, registry=REGISTRY)

    assert "derived-in-article" in {fault.constraint for fault in found.violations}


@pytest.mark.parametrize("more", DERIVED)
def test_a_file_may_hold_it_beside_the_graph_of_an_article_but_not_in_it(more: str) -> None:
    graph = NamedNode(f"{BASE}graph/{d.KEY}")
    beside = [*QUADS, *turtle(more)]
    inside = [*QUADS, *(Quad(q.subject, q.predicate, q.object, graph) for q in turtle(more))]

    def refused(quads: list[Quad]) -> bool:
        report = check_quads(quads, where="a.trig")
        return "derived-in-article" in {fault.constraint for fault in report.violations}

    assert not refused(beside)
    assert refused(inside)
