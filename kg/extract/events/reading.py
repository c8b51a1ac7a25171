"""The events, figures and responsibilities of a prepared article, and what each of its lines is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.extract.counts import Count
from kg.extract.dates import DateMention
from kg.extract.document import Document, Line
from kg.extract.events.causes import Cause, find_causes
from kg.extract.events.claims import (
    cause_responsibility,
    event_ids,
    figure_id,
    to_events,
    to_figure,
    told_responsibilities,
)
from kg.extract.events.clock import date_by_clock
from kg.extract.events.figure_scope import assessment_of
from kg.extract.events.gatherer import Gatherer
from kg.extract.events.happenings import Happening
from kg.extract.events.placed import Placed
from kg.extract.events.rules import load_event_rules
from kg.extract.events.tallies import Tallier
from kg.extract.events.tally_words import load_tally_words
from kg.extract.events.told import Told, find_told
from kg.extract.language.patterns import Pattern
from kg.extract.names import Name
from kg.extract.speech.contents import Content
from kg.extract.speech.stances import load_stance_rules
from kg.extract.values import frozen
from kg.model import BlockKind, Event, Figure, MentionKind, Responsibility, Span
from kg.registry import Registry
from kg.vocab import Stance, Unit

_BESIDE = 20  # characters between a cause and the number of those it harmed
_DISPLACED = frozenset([Unit.DISPLACED, Unit.CIVILIANS_DISPLACED])
_HOUSE = 40  # characters from displaced people to what tells that they lived there
_OPENING = 2  # words that may stand before a date which opens a sentence


@frozen
class LineReading:
    """What one line tells; ``current`` is the happening under discussion after it, None before the first.

    ``near`` says that its paragraph tells it.
    """

    line: Line
    tellings: tuple[tuple[Told, Happening | None], ...]
    placed: tuple[Placed, ...]
    responsibilities: tuple[Responsibility, ...]
    opposed: frozenset[str]
    current: Happening | None
    near: bool


@frozen
class Reading:
    """Everything told in an article, before it is said by whom."""

    lines: tuple[LineReading, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    responsibilities: tuple[Responsibility, ...]
    happenings: tuple[Happening, ...]
    actors: Mapping[str, frozenset[str]]
    """Ids of the alleged actors of each event; those of a strike also under its incident."""


def read_events(document: Document, registry: Registry, key: str) -> Reading:
    """Read the body first, then headlines, captions and links against it."""
    rules = load_event_rules()
    gatherer = Gatherer(rules, registry, published=document.article.published)
    tallier = Tallier(gatherer)
    raw: list[
        tuple[
            Line, list[tuple[Told, Happening | None]], list[tuple[int, Placed]], list[Cause], Happening | None
        ]
    ] = []
    turned = False
    for line in document.reading_order():
        if line.sentence.block != BlockKind.BODY and not turned:
            gatherer.turn_to_main()
            turned = True
        heads = [a.head for a in line.attributions]
        said = [d for c in line.contents for d in (_date_before(line, c),) if d is not None]
        assessed = assessment_of(line.told)
        not_theirs = [*heads, *([Span(assessed.start, assessed.end)] if assessed else [])]
        told = find_told(
            line.told, rules, registry, heads=not_theirs, said=said, aerial=document.aerial, war=document.war
        )
        told = tuple(_answering(_owned(item, line, gatherer, registry), line) for item in told)
        harm = any(count.unit != Unit.STRIKES and not count.hypothetical for _, count in line.counts)
        counts = [(i, c) for i, c in line.counts if not c.hypothetical and not is_no_count(line, c)]
        same = tallier.same_event(line.told, counts)
        tellings: list[tuple[Told, Happening | None]] = [(item, same) for item in told]
        if same is None:
            tellings = gatherer.read(line.told, told, has_harm=harm)
        spoken = [*heads, *said]
        own = tuple(d for d in line.told.dates if not any(s.start <= d.start < s.end for s in spoken))
        placed = tallier.place(line.told.with_dates(own), counts, tellings)
        for happening in (*(h for _, h in tellings), *(item.about for _, item in placed)):
            if happening is not None:
                happening.paragraphs.add(line.sentence.paragraph)
        _adopt_day(gatherer.current, own, line, told=tellings, verbs=rules.words.came_about)
        raw.append((line, tellings, placed, list(find_causes(line.told, registry)), gatherer.current))
    told_in = ((line.told, told, happening) for line, tellings, *_ in raw for told, happening in tellings)
    date_by_clock(told_in, rules.words, document.article.published)
    main = gatherer.happenings[0] if gatherer.happenings else None
    everything = {i: item for _, _, placed, _, _ in raw for i, item in placed}
    lines = tuple(
        _line_reading(document, key, line, tellings, [p for _, p in placed], causes, current or main)
        for line, tellings, placed, causes, current in sorted(raw, key=lambda item: item[0].sentence.start)
    )
    return _collect(document, registry, gatherer, lines, everything)


def is_no_count(line: Line, count: Count) -> bool:
    """ "according to a doctor" counts nobody, "no strikes" is a denial, the 30 of "1 to 30 April" a day."""
    if count.unit == Unit.STRIKES and count.value == 0:
        return True
    if count.unit in _DISPLACED and _is_housed(line, count):
        return True
    if any(
        c.attribution.stance == Stance.ASKS and c.span.start <= count.start < c.span.end
        for c in line.contents
    ):
        return True  # "asked whether 12 had died": nobody counts them
    in_source = any(
        a.source.whole.start <= count.start and count.end <= a.source.whole.end for a in line.attributions
    )
    return in_source or any(d.start < count.end and count.start < d.end for d in line.told.dates)


def _is_housed(line: Line, count: Count) -> bool:
    """ "a school where 2,000 displaced people were sheltering": who lived there, and no harm done."""
    folded, sentence = line.told.folded, line.sentence
    if "displaced" not in folded[count.start : count.end]:
        return False
    first, last = max(count.start - _HOUSE, sentence.start), min(count.end + _HOUSE, sentence.end)
    return load_tally_words().housed.search(folded, first, last) is not None


def _adopt_day(
    current: Happening | None,
    dates: Sequence[DateMention],
    line: Line,
    *,
    told: Sequence[tuple[Told, Happening | None]],
    verbs: Pattern,
) -> None:
    """ "The planes came on Wednesday": the day of an event told without one, where a verb tells it."""
    if current is None or current.date is not None or told or line.sentence.block != BlockKind.BODY:
        return
    if load_tally_words().war_began.search(line.told.folded, line.sentence.start, line.sentence.end):
        return  # "The war began on Oct. 7": no day of the strike
    day = next((d for d in dates if d.precision == "day" and d.first is not None), None)
    if day is not None and (
        verbs.search(line.told.folded, line.sentence.start, line.sentence.end)
        or _is_target_busy(line, current)
    ):
        current.date, current.inherited = day, True


def _is_target_busy(line: Line, current: Happening) -> bool:
    """ "The truck was carrying ten people back on Thursday": what was hit, when it was hit."""
    match = load_event_rules().words.busy.match(line.told.folded, line.sentence.start, line.sentence.end)
    if match is None or current.target is None:
        return False
    target = line.told.words(current.target).lower().split()
    return not set(match[0].lower().split()[1:4]).isdisjoint(target)


def _date_before(line: Line, content: Content) -> Span | None:
    """ "Last month, the US acknowledged a strike": the date is that of the words, not of the strike."""
    head = content.attribution.head
    if content.span.start < head.start or content.attribution.rule == "attribution.according-to":
        return None
    days = [d for d in line.speech.dates if d.precision not in ("period", "open")]
    before = [d for d in days if d.end <= head.start and head.start - d.end < 4]
    opens = before and len(line.speech.folded[line.sentence.start : before[-1].start].split()) <= _OPENING
    return Span(before[-1].start, before[-1].end) if opens else None


def _owned(told: Told, line: Line, gatherer: Gatherer, registry: Registry) -> Told:
    """ "its strikes" are those of the body that the sentence names before, usually its subject."""
    if told.actor is None or told.actor.id is not None:
        return told
    owner: Name | None = next(
        (n for n in line.told.names if n.kind == MentionKind.ORGANISATION and n.end <= told.actor.span.start),
        None,
    )
    if owner is None:
        return replace(told, actor=None)
    words = line.told.words(Span(owner.start, owner.end))
    return replace(told, actor=replace(told.actor, id=owner.id, words=words))


def _answering(told: Told, line: Line) -> Told:
    """ "The army said its jets had hit a depot": told by a force that speaks of itself."""
    armed = load_stance_rules().words.armed
    answers = any(
        content.span.start <= told.head.start < content.span.end
        and armed.search(line.told.words(content.attribution.source.whole)) is not None
        for content in line.contents
    )
    return replace(told, answers=True) if answers and told.noun.is_strike else told


def _line_reading(
    document: Document,
    key: str,
    line: Line,
    tellings: Sequence[tuple[Told, Happening | None]],
    placed: Sequence[Placed],
    causes: Sequence[Cause],
    current: Happening | None,
) -> LineReading:
    text, block = document.article.text, line.sentence.block
    found = told_responsibilities(tellings, placed, text=text, key=key, block=block)
    opposed: set[str] = set()
    here = next((h for _, h in tellings if h is not None and not h.campaign), None) or current
    words = load_event_rules().words
    if causes and words.every.search(line.told.folded, line.sentence.start, line.sentence.end):
        causes = ()  # "has said in the past that rebels are to blame": of no event in particular
    for cause in causes:
        harmed = next((p for p in placed if 0 <= p.count.start - cause.span.end < _BESIDE), None)
        about = harmed.about if harmed is not None else here
        if about is None or _is_part(cause, causes):
            continue
        item = cause_responsibility(cause, about, text=text, key=key, block=block)
        if item is not None:
            found.append(item)
            opposed |= {item.id} if cause.opposes else set()
    unique = {item.id: item for item in found}
    told = current is not None and line.sentence.paragraph in current.paragraphs
    return LineReading(
        line, tuple(tellings), tuple(placed), tuple(unique.values()), frozenset(opposed), current, told
    )


def _is_part(cause: Cause, causes: Sequence[Cause]) -> bool:
    """Whether a longer wording of the same means holds this one."""
    return any(
        other is not cause
        and other.means == cause.means
        and other.span.start <= cause.span.start
        and cause.span.end <= other.span.end
        and other.span != cause.span
        for other in causes
    )


def _collect(
    document: Document,
    registry: Registry,
    gatherer: Gatherer,
    lines: tuple[LineReading, ...],
    everything: Mapping[int, Placed],
) -> Reading:
    text = document.article.text
    figures: list[Figure] = []
    for index in sorted(everything):
        placed = everything[index]
        whole = everything.get(placed.count.subset_of) if placed.count.subset_of is not None else None
        figures.append(to_figure(placed, text, subset_of=figure_id(whole) if whole else None))
    responsibilities = {r.id: r for line in lines for r in line.responsibilities}
    used = {f.about for f in figures} | {r.about for r in responsibilities.values()}
    events: dict[str, Event] = {}
    for happening in (*gatherer.happenings, *gatherer.campaigns):
        known = event_ids(happening)
        if happening.campaign and known.campaign not in used:
            continue
        for event in to_events(happening, text, registry):
            events.setdefault(event.id, event)
    return Reading(
        lines,
        tuple(sorted(events.values(), key=lambda e: (e.start, e.end, e.id))),
        tuple(figures),
        tuple(sorted(responsibilities.values(), key=lambda r: (r.start, r.end, r.id))),
        tuple(gatherer.happenings),
        _actors(events, responsibilities.values()),
    )


def _actors(
    events: Mapping[str, Event], responsibilities: Iterable[Responsibility]
) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for item in responsibilities:
        if item.actor_id is None:
            continue
        event = events.get(item.about)
        for about in (item.about, event.part_of if event else None):
            if about is not None:
                found.setdefault(about, set()).add(item.actor_id)
    return {about: frozenset(actors) for about, actors in found.items()}
