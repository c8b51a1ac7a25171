"""Replaying gives what is in force: the last line on a thing that nobody took back."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kg.decisions import NO_DECISIONS, Decision, Status, What, replay
from kg.vocab import Stance, Verdict

PAIRS = [(f"doc/{a:016x}/incident-0-9", f"doc/{b:016x}/incident-0-9") for a in (1, 2) for b in (3, 4)]
SAID = "doc/0000000000000001/statement-0-9-0a1b2c3d"


def decided(
    day: int, what: What = What.SAME, *, file: str = "a.jsonl", line: int = 1, **more: object
) -> Decision:
    values: dict[str, object] = {"author": "A. Reader", "reason": "so", "subjects": PAIRS[0], **more}
    return Decision(date(2031, 5, day), what=what, file=file, line=line, **values)  # type: ignore[arg-type]


def undoing(decision: Decision, day: int, **more: object) -> Decision:
    return decided(day, What.UNDO, subjects=(), undoes=decision.name, **more)


def statuses(*lines: Decision) -> dict[int, Status]:
    found = {id(decision): status for decision, status in replay(lines).lines}
    return {number: found[id(line)] for number, line in enumerate(lines)}


def test_the_later_line_on_one_pair_holds() -> None:
    first, second = decided(1), decided(2, What.NOT_SAME)

    assert replay([first, second]).identities == (second,)
    assert statuses(first, second) == {0: Status.SUPERSEDED, 1: Status.IN_FORCE}


def test_of_one_day_the_file_and_then_the_line_decide() -> None:
    lines = [decided(1), decided(1, What.NOT_SAME, line=2), decided(1, What.LATER, file="b.jsonl")]

    assert replay(lines[:2]).identities == (lines[1],)
    assert replay(lines).identities == ()
    assert statuses(*lines)[2] == Status.PUT_OFF


def test_what_is_undone_leaves_what_it_took_the_place_of() -> None:
    first, second = decided(1), decided(2, What.NOT_SAME)

    found = replay([first, second, undoing(second, 3)])

    assert found.identities == (first,)


def test_an_undo_that_is_undone_undoes_nothing() -> None:
    first = decided(1)
    undo = undoing(first, 2)

    found = statuses(first, undo, undoing(undo, 3))

    assert found == {0: Status.IN_FORCE, 1: Status.UNDONE, 2: Status.IN_FORCE}


def test_another_persons_undo_of_the_same_day_holds_whichever_file_comes_first() -> None:
    first = decided(1, file="m.jsonl")

    for file in ("a.jsonl", "z.jsonl"):
        assert replay([first, undoing(first, 1, file=file, author="B. Reader")]).identities == ()


def test_a_decision_made_again_after_it_was_undone_holds() -> None:
    first = decided(1)
    again = replace(first, line=3)

    found = statuses(first, undoing(first, 1, line=2), again)

    assert found == {0: Status.UNDONE, 1: Status.IN_FORCE, 2: Status.IN_FORCE}


def test_an_undo_of_what_comes_later_or_is_not_there_undoes_nothing() -> None:
    first = decided(5)

    assert replay([first, undoing(first, 4)]).identities == (first,)
    assert statuses(undoing(first, 6)) == {0: Status.IDLE}


def test_each_person_has_one_verdict_on_a_statement() -> None:
    verdict = {"subjects": (SAID,), "verdict": Verdict.ACCEPTED}
    first = decided(1, What.STATEMENT, **verdict)
    changed = decided(2, What.STATEMENT, **{**verdict, "stance": Stance.DENIES})
    other = decided(1, What.STATEMENT, **{**verdict, "verdict": Verdict.REJECTED, "author": "B. Reader"})

    assert replay([first, changed, other]).verdicts == (other, changed)


def test_what_is_put_off_or_undone_is_not_in_the_digest() -> None:
    first = decided(1)

    assert replay([first]).digest != ""
    assert replay([first, undoing(first, 2)]).digest == NO_DECISIONS.digest == ""
    assert replay([decided(1, What.LATER)]).digest == ""
    assert replay([first]).digest != replay([decided(1, reason="other")]).digest


@st.composite
def histories(draw: st.DrawFn) -> list[Decision]:
    """Lines of several files, with undos of any earlier or later line."""
    found: list[Decision] = []
    for number in range(draw(st.integers(0, 12))):
        place = {"file": draw(st.sampled_from(["a.jsonl", "b.jsonl"])), "line": number + 1}
        day = draw(st.integers(1, 3))
        if found and draw(st.booleans()):
            found.append(undoing(draw(st.sampled_from(found)), day, **place))
        else:
            what = draw(st.sampled_from([What.SAME, What.NOT_SAME, What.LATER]))
            found.append(decided(day, what, subjects=draw(st.sampled_from(PAIRS)), **place))
    return found


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_lines_are_given_never_matters(lines: list[Decision], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    found = replay(shuffled)

    assert found.lines == replay(lines).lines
    assert found.digest == replay(lines).digest


@given(histories())
def test_every_line_is_there_with_one_status_and_each_pair_has_one_ruling(lines: list[Decision]) -> None:
    found = replay(lines)

    assert len(found.lines) == len(lines)
    assert {id(decision) for decision, _ in found.lines} == set(map(id, lines))
    pairs = [decision.subjects for decision in found.standing]
    assert len(pairs) == len(set(pairs))
