"""Whether rows on figures hold: numbers and their hedges, harm words, nouns of the counted, frames."""

from collections.abc import Callable, Iterable
from typing import Final

from kg.extract.counts import Count, find_counts
from kg.model import Span, Who
from kg.records import harm_of
from kg.rulebook.reading import Faults, Values, one_of
from kg.text import fold
from kg.vocab import Qualifier

_HARM_OF_ROW: Final = {
    "harmed": "casualties",
    "present": "other",
    "missing": "other",
}  # rows are finer than the units
_THINGS: Final = frozenset([Who.STRIKES, Who.REPORTS])


def check_hedge(row: Values) -> Faults:
    """The example has a figure with the qualifier of the row, the counter-example has none."""
    yield from _holds(row, row["qualifier"], "qualifier", lambda count: [count.qualifier])


def check_upper(row: Values) -> Faults:
    """The example has a figure between two bounds, the counter-example has none."""
    yield from _holds(row, Qualifier.BETWEEN, "qualifier", lambda count: [count.qualifier])


def check_number(row: Values) -> Faults:
    """The example has a figure of people, the counter-example, of things, none."""
    if not _read(row["example"]):
        yield "example: no figure was read"
    yield from _none(row)


def check_harm(row: Values) -> Faults:
    """The example has a figure of that harm, the counter-example, not of people, none."""
    harm = _HARM_OF_ROW.get(row["harm"], row["harm"])
    yield from _given(row, harm, "harm", lambda count: [harm_of(count.unit)])
    yield from _none(row)


def check_people(row: Values) -> Faults:
    """The example has a figure of those people, the counter-example none."""
    yield from _given(row, row["who"], "counted", lambda count: [count.who])
    yield from _none(row)


def check_counted(row: Values) -> Faults:
    """The example counts strikes or reports and nothing else, the counter-example nothing."""
    found = _read(row["example"])
    if not found or not {count.who for count in found} <= _THINGS:
        yield f"example: strikes or reports should be counted, nothing else; {_figures(found)}"
    yield from _none(row)


def check_small(row: Values) -> Faults:
    """The wording of the example gives the hint of the row, that of the counter-example does not."""
    yield from _holds(row, row.get("gives"), "hint", _hints)


def check_frame(row: Values) -> Faults:
    """The example has a figure by this frame, the counter-example has none."""
    yield from _holds(row, row["id"], "frame", lambda count: [count.rule])


def _read(text: str) -> tuple[Count, ...]:
    return find_counts(fold(text), [Span(0, len(text))])


def _given(row: Values, value: object, name: str, values_of: Callable[[Count], Iterable[object]]) -> Faults:
    found = [item for count in _read(row["example"]) for item in values_of(count)]
    if value not in found:
        what = f"the {name} of a figure should be {one_of([value])}"
        yield f"example: {what}; {f'read instead: {one_of(found)}' if found else 'no figure was read'}"


def _holds(row: Values, value: object, name: str, values_of: Callable[[Count], Iterable[object]]) -> Faults:
    yield from _given(row, value, name, values_of)
    counter = _read(row["counter"])
    if value in [item for count in counter for item in values_of(count)]:
        yield f"counter: no figure should have the {name} {one_of([value])}; {_figures(counter)}"


def _none(row: Values) -> Faults:
    counter = _read(row["counter"])
    if counter:
        yield f"counter: no figure should be read; {_figures(counter)}"


def _hints(count: Count) -> list[object]:
    return [
        count.unit,
        *([count.tally] if count.tally else []),
        *(["hypothetical"] if count.hypothetical else []),
    ]


def _figures(found: Iterable[Count]) -> str:
    told = [f"{c.qualifier} {c.value} {c.unit} ({c.who}, {c.rule})" for c in found]
    return f"read instead: {'; '.join(told)}" if told else "no figure was read"
