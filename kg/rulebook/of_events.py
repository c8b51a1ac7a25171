"""Whether rows on events hold: nouns of strikes and of harm, and wordings that blame."""

from kg.model import Event, EventKind, Responsibility
from kg.rulebook.reading import Faults, Values, instead, one_of, read_text
from kg.rulebook.scenes import load_scenes
from kg.vocab import Stance


def check_cause(row: Values) -> Faults:
    """The example gives one actor or means; where the row opposes, the words assert no such thing."""
    scenes = load_scenes()
    record = read_text(f"{scenes.harm}\n\n{row['example']}")
    found = _after(record.responsibilities, len(scenes.harm))
    if len(found) != 1:
        yield f"example: one cause should be read; {_causes(found)}"
    elif found[0].means != row.get("means"):
        yield f"example: the means should be {one_of([row.get('means')])}; {_causes(found)}"
    elif found[0].actor is None and found[0].means is None:
        yield f"example: neither actor nor means was read; {_causes(found)}"
    elif row.get("opposes"):
        claiming = [s for s in record.statements if s.claim == found[0].id]
        if not claiming or {s.stance for s in claiming} - {Stance.DENIES, Stance.DISPUTES}:
            yield f"example: the cause should be denied or disputed; {instead(claiming)}"
    if "counter" in row:
        counter = read_text(f"{scenes.harm}\n\n{row['counter']}").responsibilities
        if _after(counter, len(scenes.harm)):
            yield f"counter: no cause should be read; {_causes(_after(counter, len(scenes.harm)))}"


def check_strike(row: Values) -> Faults:
    """The noun of the example is a strike, with its day; that of the counter-example is none."""
    found = [event for event in _dated(row["example"]) if event.kind == EventKind.STRIKE]
    day = load_scenes().day
    if [(event.means, event.date) for event in found] != [(row["means"], day)]:
        yield f"example: one strike by {row['means']!r} on {day} should be read; {_events(found)}"
    if "counter" in row:
        counter = [event for event in _dated(row["counter"]) if event.kind == EventKind.STRIKE]
        if counter:
            yield f"counter: no strike should be read; {_events(counter)}"


def check_incident(row: Values) -> Faults:
    """The noun of the example is an incident of harm, with its day, and no strike."""
    found = _dated(row["example"])
    day = load_scenes().day
    if [(event.kind, event.date) for event in found] != [(EventKind.INCIDENT, day)]:
        yield f"example: one incident on {day} and nothing else should be read; {_events(found)}"
    if "counter" in row and _dated(row["counter"]):
        yield f"counter: no event should be read; {_events(_dated(row['counter']))}"


def _dated(example: str) -> list[Event]:
    noun = f"{example[0].lower()}{example[1:-1]}"
    return list(read_text(load_scenes().dated.replace("{noun}", noun)).events)


def _after(found: tuple[Responsibility, ...], start: int) -> list[Responsibility]:
    return [item for item in found if item.start >= start]


def _causes(found: list[Responsibility]) -> str:
    told = [f"{one_of([item.actor, item.means])} in “{item.exact}”" for item in found]
    return f"read instead: {'; '.join(told)}" if told else "nothing was read"


def _events(found: list[Event]) -> str:
    told = [f"a {event.kind} ({event.means}, {event.date}) in “{event.exact}”" for event in found]
    return f"read instead: {'; '.join(told)}" if told else "nothing was read"
