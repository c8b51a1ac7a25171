"""A build replays decisions: links, reasons and reviews follow them, and nothing of them is lost."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

import kg
from kg.decisions import Decision, Decisions, What, append_decision, replay
from kg.export import export, select
from kg.ids import DEFAULT_BASE, doc_key, sha256, short_hash
from kg.pipeline import BuildReport, build, retract
from kg.store import Store, open_store
from kg.validation import check_graph
from kg.vocab import CIV, DCTERMS, OA, OWL, P_OUTCOME, P_READ_AS, P_SAME_EVENT_AS, SSSOM, Stance, Verdict
from tests.decisions.invented import REPORTS, write_reports

DAY = date(2031, 6, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path / "reports")


def _event(store: Store, file: str, kind: str = "incident") -> str:
    found = {quad.subject.value for quad in store.quads(doc_key(sha256(REPORTS[file])))}  # type: ignore[union-attr]
    (one,) = {iri for iri in found if f"/{kind}-" in iri}
    return one.removeprefix(store.base)


def _statement(store: Store, file: str) -> str:
    found = {quad.subject.value for quad in store.quads(doc_key(sha256(REPORTS[file])))}  # type: ignore[union-attr]
    return min(iri for iri in found if "/statement-" in iri).removeprefix(store.base)


def identity(one: str, other: str, what: What = What.SAME, day: date = DAY) -> Decision:
    a, b = sorted((one, other))
    return Decision(day, "A. Reader", what, "seen both", (a, b))


def verdict(statement: str, said: Verdict = Verdict.ACCEPTED, stance: Stance | None = None) -> Decision:
    return Decision(DAY, "A. Reader", What.STATEMENT, "read it", (statement,), said, stance)


def run(store: Store, reports: Path, *lines: Decision) -> BuildReport:
    return build([reports], store, decisions=replay(lines))


def shared(store: Store) -> dict[str, set[str]]:
    """Accounts by the incident that they are said to be of."""
    found: dict[str, set[str]] = {}
    for quad in store.quads("links", [(ox.NamedNode(P_SAME_EVENT_AS), None)]):
        account = str(quad.subject.value).removeprefix(store.base)  # type: ignore[union-attr]
        if "/incident-" in account:
            found.setdefault(quad.object.value, set()).add(account)
    return found


def mapping(store: Store, source: str, target: str) -> Mapping[str, str]:
    """What the mapping between the two says, by the last part of each property."""
    for quad in store.pattern(None, ox.NamedNode(OWL + "annotatedSource"), ox.NamedNode(store.base + source)):
        assert isinstance(quad.subject, ox.NamedNode)
        told = {q.predicate.value: q.object.value for q in store.pattern(quad.subject, None, None)}
        if told[OWL + "annotatedTarget"] == target:
            return told
    raise AssertionError(f"no mapping from {source} to {target}")


def test_a_forced_merge_of_other_days_is_stored_with_its_author_and_reported(
    store: Store, reports: Path
) -> None:
    run(store, reports)
    early, late = _event(store, "early.txt"), _event(store, "late.txt")

    report = run(store, reports, identity(early, late))

    ((canonical, accounts),) = shared(store).items()
    assert accounts == {early, late, _event(store, "also-late.txt")}
    told = mapping(store, early, canonical)
    assert told[SSSOM + "mapping_justification"].endswith("/ManualMappingCuration")
    assert told[SSSOM + "author_label"] == "A. Reader"
    assert told[SSSOM + "mapping_date"] == "2031-06-01"
    assert told[P_OUTCOME] == CIV + "joined"
    assert told[DCTERMS + "description"].startswith("decided: seen both (evidence: ")
    assert {clash.constraint for clash in report.clashes} == {"checks/events-with-clashing-dates"}
    (clash,) = (clash for clash in report.clashes if clash.node == canonical)
    assert "2031-03-17" in clash.message
    assert "2031-03-14" in clash.message
    assert report.decided == 1


def test_a_clash_is_reported_on_every_build_until_it_is_undone(store: Store, reports: Path) -> None:
    run(store, reports)
    forced = identity(_event(store, "early.txt"), _event(store, "late.txt"))
    undo = Decision(date(2031, 6, 2), "A. Reader", What.UNDO, "no", undoes=forced.name)
    before = store.quads("links")

    assert run(store, reports, forced).clashes
    assert run(store, reports, forced).clashes
    assert run(store, reports, forced, undo).clashes == ()
    assert set(store.quads("links")) == set(before)


def test_two_that_are_decided_apart_are_refused_by_that_person(store: Store, reports: Path) -> None:
    run(store, reports)
    late, also = _event(store, "late.txt"), _event(store, "also-late.txt")
    assert list(shared(store).values()) == [{late, also}]

    run(store, reports, identity(late, also, What.NOT_SAME))

    assert shared(store) == {}
    one, other = sorted((late, also))
    told = mapping(store, one, store.base + other)
    assert told[SSSOM + "predicate_modifier"] == SSSOM + "NegatedPredicate"
    assert told[P_OUTCOME] == CIV + "refused"
    assert told[SSSOM + "author_label"] == "A. Reader"


def test_a_decision_on_a_shared_event_holds_under_whichever_name_it_has_now(
    store: Store, reports: Path
) -> None:
    run(store, reports)
    early, late, also = (_event(store, name) for name in ("early.txt", "late.txt", "also-late.txt"))
    old_name = f"event/1999-12-31-elsewhere-{short_hash(min(late, also))}"

    report = run(store, reports, identity(early, old_name))

    assert list(shared(store).values()) == [{early, late, also}]
    assert report.vanished == ()


def test_links_follow_a_new_decision_and_rest_without_one(store: Store, reports: Path) -> None:
    run(store, reports)
    later = identity(_event(store, "early.txt"), _event(store, "late.txt"), What.LATER)

    assert not run(store, reports, later).linked
    assert run(store, reports, identity(*later.subjects, What.NOT_SAME)).linked
    assert not run(store, reports, identity(*later.subjects, What.NOT_SAME)).linked


def test_links_made_with_decisions_are_not_made_without_them_in_silence(store: Store, reports: Path) -> None:
    run(store, reports)
    decision = verdict(_statement(store, "early.txt"))

    assert not run(store, reports, decision).undecided
    assert run(store, reports).undecided


def test_a_decision_whose_subject_is_gone_is_listed_and_holds_again_when_it_is_back(
    store: Store, reports: Path
) -> None:
    run(store, reports)
    early, late, also = (_event(store, name) for name in ("early.txt", "late.txt", "also-late.txt"))
    decisions = [identity(early, late), verdict(_statement(store, "early.txt"))]
    retract(store, early.split("/")[1], why="a test", day="2031-06-03", decisions=replay(decisions))

    report = run(store, reports, *decisions)

    assert [v.decision for v in report.vanished] == list(replay(decisions).standing)
    assert str(report.vanished[0]).endswith("is not in this store; kept")
    assert list(shared(store).values()) == [{late, also}]
    assert store.quads("reviews") == ()
    back = build([reports], store, decisions=replay(decisions), readmit=[early.split("/")[1]])
    assert back.vanished == ()
    assert list(shared(store).values()) == [{early, late, also}]


def test_retracting_keeps_what_was_decided_about_the_rest(store: Store, reports: Path) -> None:
    run(store, reports)
    late, also = _event(store, "late.txt"), _event(store, "also-late.txt")
    decisions = replay([identity(late, also, What.NOT_SAME)])
    build([reports], store, decisions=decisions)

    retract(store, _event(store, "early.txt").split("/")[1], why="x", day="2031-06-03", decisions=decisions)

    assert shared(store) == {}


def test_two_that_others_keep_apart_are_said_to_be_unjoined(store: Store, reports: Path) -> None:
    run(store, reports)
    early, late, also = (_event(store, name) for name in ("early.txt", "late.txt", "also-late.txt"))
    lines = [
        identity(early, late, day=date(2031, 6, 2)),
        identity(early, also),
        identity(late, also, What.NOT_SAME),
    ]

    report = run(store, reports, *lines)

    assert report.unheld == (lines[1],)
    assert list(shared(store).values()) == [{early, late}]


def test_verdicts_are_reviews_with_author_day_and_stance(store: Store, reports: Path) -> None:
    run(store, reports)
    statement = _statement(store, "late.txt")
    other = verdict(statement, Verdict.REJECTED)

    run(store, reports, verdict(statement, stance=Stance.DENIES), Decision(
        other.day, "B. Reader", other.what, other.reason, other.subjects, other.verdict,
    ))  # fmt: skip

    accepted = f"{store.base}review/{short_hash(statement, 'accepted', 'A. Reader')}"
    rejected = f"{store.base}review/{short_hash(statement, 'rejected', 'B. Reader')}"
    told = {
        (q.subject.value, q.predicate.value): q.object.value  # type: ignore[union-attr]
        for q in store.quads("reviews")
    }
    assert {subject for subject, _ in told} == {accepted, rejected}
    assert told[accepted, OA + "hasTarget"] == store.base + statement
    assert told[accepted, OA + "hasBody"] == CIV + "accepted"
    assert told[rejected, OA + "hasBody"] == CIV + "rejected"
    assert told[accepted, P_READ_AS] == CIV + "denies"
    assert (rejected, P_READ_AS) not in told
    assert told[accepted, DCTERMS + "creator"] == "A. Reader"
    assert told[accepted, DCTERMS + "created"] == "2031-06-01"


def test_no_decision_touches_the_graph_of_an_article(store: Store, reports: Path) -> None:
    run(store, reports)
    before = {key: entry.digest for key, entry in store.entries.items()}
    early, late = _event(store, "early.txt"), _event(store, "late.txt")

    run(store, reports, identity(early, late), verdict(_statement(store, "late.txt"), Verdict.REJECTED))

    assert {key: entry.digest for key, entry in store.entries.items()} == before
    assert list(store.verify()) == []


def test_decisions_hold_under_another_base(tmp_path: Path, reports: Path) -> None:
    found = []
    lines: list[Decision] = []
    for base in (DEFAULT_BASE, "https://other.example/kg#"):
        with open_store(tmp_path / f"store{len(found)}", base=base) as store:
            run(store, reports)
            lines = lines or [identity(_event(store, "early.txt"), _event(store, "late.txt"))]
            run(store, reports, *lines)
            found.append(list(shared(store).values()))

    assert found[0] == found[1] != []


def test_articles_one_by_one_or_at_once_give_the_same_bytes(tmp_path: Path, reports: Path) -> None:
    with open_store(tmp_path / "one") as store:
        run(store, reports)
        decisions = replay([
            identity(_event(store, "early.txt"), _event(store, "late.txt")),
            verdict(_statement(store, "late.txt")),
        ])  # fmt: skip
        build([reports], store, decisions=decisions)
    with open_store(tmp_path / "two") as store:
        for name in sorted(REPORTS, reverse=True):
            build([reports / name], store, decisions=decisions)

    ledgers = [(tmp_path / name / "ledger.jsonl").read_bytes() for name in ("one", "two")]
    assert ledgers[0] == ledgers[1]


def test_nothing_decided_says_nothing(store: Store, reports: Path) -> None:
    report = build([reports], store, decisions=Decisions())

    assert (report.decided, report.vanished, report.unheld, report.undecided) == (0, (), (), False)
    assert store.quads("reviews") == ()


def test_an_export_has_the_reviews_and_keeps_every_shape(store: Store, reports: Path, tmp_path: Path) -> None:
    run(store, reports)
    early, late, said = _event(store, "early.txt"), _event(store, "late.txt"), _statement(store, "late.txt")
    agents = ("org/cjtf-oir", "org/us-department-of-defense")
    apart = identity("org/nato", agents[0], What.NOT_SAME)
    run(store, reports, identity(early, late), identity(*agents), apart, verdict(said, stance=Stance.DENIES))

    export(store, tmp_path / "all.ttl")
    of_article = {section.name: section for section in select(store, article=said.split("/")[1])}

    assert check_graph(tmp_path / "all.ttl").violations == ()
    assert len(of_article["reviews"].quads) == len(store.quads("reviews")) > 0


def test_from_python_the_decisions_in_the_store_are_found_without_being_named(
    tmp_path: Path, reports: Path
) -> None:
    with kg.open_store(tmp_path / "store") as graph:
        graph.build(reports)
        late, also = _event(graph.store, "late.txt"), _event(graph.store, "also-late.txt")
        append_decision(tmp_path / "store" / "decisions", identity(late, also, What.NOT_SAME))
        append_decision(tmp_path / "elsewhere", identity(late, also))

        graph.build(reports)
        apart = shared(graph.store)
        graph.retract(_event(graph.store, "early.txt").split("/")[1], why="a test", day=DAY)
        after = shared(graph.store)
        graph.build(reports, decisions=tmp_path / "elsewhere")

        assert apart == after == {}
        assert list(shared(graph.store).values()) == [{late, also}]
