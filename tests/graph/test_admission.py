"""What fails the gate is taken out and listed with its reason; the rest of the article may enter."""

from dataclasses import replace

import pytest

from kg.ids import sha256
from kg.model import Record, Span
from kg.validation import admit, check
from kg.vocab import Qualifier
from tests.graph import drafting as d
from tests.graph import invented as i
from tests.graph.drafting import BASE, REGISTRY
from tests.graph.invented import RECORD


def _ids(record: Record) -> set[str]:
    lists = (record.statements, record.figures, record.responsibilities, record.events)
    return {item.id for items in lists for item in items}


def _changed(list_name: str, wanted: object, **changes: object) -> Record:
    items = getattr(RECORD, list_name)
    made = tuple(replace(item, **changes) if item is wanted else item for item in items)
    return replace(RECORD, **{list_name: made})


def test_a_record_that_passes_is_admitted_whole() -> None:
    admitted = admit(RECORD, BASE, registry=REGISTRY)

    assert admitted.passes
    assert admitted.record == RECORD


def test_a_misquoted_statement_is_rejected_and_listed() -> None:
    broken = _changed("statements", i.LEFT_OUT, exact="with the bakery")

    admitted = admit(broken, BASE, registry=REGISTRY)

    assert _ids(RECORD) - _ids(admitted.record) == {i.LEFT_OUT.id}
    [rejected] = admitted.record.rejected
    assert (rejected.exact, rejected.rule) == ("with the bakery", "attribution.said-that")
    assert rejected.why.endswith("[misquote]")
    assert [found.constraint for found in admitted.report.violations] == ["misquote"]


def test_what_rests_on_a_rejected_figure_goes_with_it() -> None:
    broken = _changed("figures", i.SCORES, qualifier=Qualifier.EXACTLY)

    admitted = admit(broken, BASE, registry=REGISTRY)

    assert admitted.passes
    assert _ids(RECORD) - _ids(admitted.record) == {i.SCORES.id, i.TREATED.id}


def test_a_figure_that_nobody_states_any_more_goes_with_its_statement() -> None:
    broken = _changed("statements", i.COUNTED, confidence=7.0)

    admitted = admit(broken, BASE, registry=REGISTRY)

    assert _ids(RECORD) - _ids(admitted.record) == {i.COUNTED.id, i.TOTAL.id}
    assert [item.exact for item in admitted.record.rejected] == [i.COUNTED.exact, i.TOTAL.exact]


def test_a_misquoted_mention_goes_alone_and_not_with_all_that_the_person_said() -> None:
    broken = _changed("mentions", RECORD.mentions[0], exact="Else Marand")

    admitted = admit(broken, BASE, registry=REGISTRY)

    assert admitted.record == replace(broken, mentions=RECORD.mentions[1:], rejected=admitted.record.rejected)


def test_a_statement_on_a_figure_without_an_event_can_be_taken_out() -> None:
    figures = tuple(replace(item, about=None) if item is i.SCORES else item for item in RECORD.figures)
    broken = replace(_changed("statements", i.TREATED, confidence=7.0), figures=figures)

    admitted = admit(broken, BASE, registry=REGISTRY)

    assert admitted.passes
    assert _ids(RECORD) - _ids(admitted.record) == {i.TREATED.id}


def test_an_id_that_no_iri_can_hold_is_rejected_with_its_item() -> None:
    broken = _changed("events", i.STRIKE, place_id="place/<b>")

    admitted = admit(broken, d.BASE, registry=d.REGISTRY)

    assert admitted.passes
    assert _ids(RECORD) - _ids(admitted.record) == {i.STRIKE.id}


def test_who_speaks_without_a_name_is_not_admitted() -> None:
    unknown = d.identified(replace(i.LEFT_OUT, speaker_id="org/ministry-of-truth"))
    statements = (*(item for item in RECORD.statements if item is not i.LEFT_OUT), unknown)

    admitted = admit(replace(RECORD, statements=statements), BASE, registry=REGISTRY)

    assert _ids(RECORD) - _ids(admitted.record) == {i.LEFT_OUT.id}


@pytest.mark.parametrize(
    "article",
    [
        pytest.param(replace(d.ARTICLE, sha256=sha256("another")), id="another text was hashed"),
        pytest.param(replace(d.ARTICLE, blocks=()), id="no block covers the text"),
        pytest.param(replace(d.ARTICLE, published_at=Span(0, 10_000)), id="a date outside the text"),
    ],
)
def test_a_fault_in_the_text_itself_admits_nothing(article: object) -> None:
    assert not admit(replace(RECORD, article=article), BASE, registry=REGISTRY).passes  # type: ignore[arg-type]


def test_what_is_admitted_always_passes_the_gate() -> None:
    broken = replace(
        RECORD,
        figures=tuple(replace(figure, min=99) for figure in RECORD.figures),
        events=tuple(replace(event, start=event.start + 1) for event in RECORD.events),
    )

    admitted = admit(broken, BASE, registry=REGISTRY)

    assert admitted.passes
    assert check(admitted.record, BASE, registry=REGISTRY).passes
    assert len(admitted.record.rejected) == len(_ids(RECORD)) - len(_ids(admitted.record))
