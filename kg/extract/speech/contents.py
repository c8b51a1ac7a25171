"""The exact words of each attribution: cut at the next speaker, nested sources sorted out."""

from dataclasses import replace

from kg.extract.language.quotes import Quote
from kg.extract.language.scene import Scene
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.limits import before_link, clause_end, limit_of
from kg.extract.speech.nesting import Item, absorb, colon_before
from kg.extract.speech.noun_phrases import Phrase, agent_after
from kg.extract.values import frozen
from kg.model import Span
from kg.text import trim
from kg.vocab import Quotation, Stance

_EDGES = " \n,;:–"
_LEAST = 3  # characters of words that somebody says


@frozen
class Content:
    """What one attribution says, in exact words, with the chain it came through."""

    attribution: Attribution
    span: Span
    kind: Quotation
    via: tuple[Phrase, ...] = ()
    relies_on: tuple[Phrase, ...] = ()


def find_contents(scene: Scene, attributions: tuple[Attribution, ...]) -> tuple[Content, ...]:
    """The contents of a sentence, in the order of the text; an attribution without words gives none."""
    if not attributions:
        return ()
    items = absorb(scene, list(attributions))
    contents: list[Content] = []
    for index, item in enumerate(items):
        if item.attribution.side == "right":
            contents += _right(scene, items, index)
        elif item.attribution.side in ("whole", "around", "tail"):
            contents += _whole(scene, items, index)
        else:
            contents += _left(scene, items, index)
    unique = {(c.span, c.attribution.source.whole, c.attribution.stance): c for c in reversed(contents)}
    return tuple(sorted(unique.values(), key=lambda c: (c.span, c.attribution.source.whole)))


def quotation_kind(scene: Scene, span: Span) -> Quotation:
    """Direct inside one quotation, mixed where quoted words are part of it, else indirect."""
    for quote in scene.quotes:
        if quote.start <= span.start and span.end <= quote.end:
            return Quotation.DIRECT
        if quote.start < span.end and span.start < quote.end:
            return Quotation.MIXED
    return Quotation.INDIRECT


def _right(scene: Scene, items: list[Item], index: int) -> list[Content]:
    item = items[index]
    if item.dropped or item.start >= scene.sentence.end:
        return []
    words = scene.rules.speech
    shows = words.shows.match(scene.masked, item.start)
    start = item.attribution.cue.start if item.attribution.keep else shows.end() if shows else item.start
    end = limit_of(scene, items, index)
    quote = _quote_at(scene, item.start)
    if quote is not None and quote.end < end:
        rest = scene.folded[quote.end : end]
        if words.go_on.match(rest) or (rest.strip(_EDGES).startswith('"') and not item.attribution.keep):
            end = quote.end
    if item.attribution.keep and item.attribution.topic is None:
        end = _told_end(scene, item.start, end)
    aside = words.aside.search(scene.masked, item.start, end)
    span = _clean(scene, start, aside.start() if aside else end)
    if span.end <= start:
        return []
    cited = _cited(scene, aside.start(), aside.end()) if aside else ()
    item = replace(item, relies_on=(*item.relies_on, *cited)) if cited else item
    return [
        _content(scene, item, span),
        *_resumed(scene, items, index, span.end),
        *_continued(scene, item, max(end, span.end)),
    ]


def _told_end(scene: Scene, start: int, end: int) -> int:
    """'accused them of "theft" after the match': the words end with the last quotation before "after"."""
    quote = next((q for q in reversed(scene.quotes) if start < q.start and q.end < end), None)
    behind = scene.tokens.low(scene.tokens.at(quote.end)) if quote is not None else ""
    return quote.end if quote is not None and behind in scene.rules.speech.ends_told else end


def _resumed(scene: Scene, items: list[Item], index: int, end: int) -> list[Content]:
    """ "X said the strike, which the army blames on rebels, killed 12": what X goes on to say."""
    inner = items[index + 1] if index + 1 < len(items) else None
    if inner is None or inner.dropped or inner.attribution.head.start < end:
        return []
    start = clause_end(scene, inner)
    if start >= scene.sentence.end:
        return []
    later = items[index + 2].attribution.head.start if index + 2 < len(items) else scene.sentence.end
    span = _clean(
        scene, start, max(start, before_link(scene, later) if later < scene.sentence.end else later)
    )
    return [_content(scene, items[index], span)] if span.end - span.start > _LEAST else []


def _cited(scene: Scene, start: int, end: int) -> tuple[Phrase, ...]:
    """ "..., citing the governor": on whose word the statement relies."""
    if not scene.masked[start:end].endswith("citing"):
        return ()
    source = agent_after(scene, scene.tokens.at(end))
    return (source,) if source is not None else ()


def _whole(scene: Scene, items: list[Item], index: int) -> list[Content]:
    item = items[index]
    if item.dropped:
        return []
    before = [
        other.attribution.head.end
        for other in items[:index]
        if other.attribution.head.end <= item.attribution.cue.start
        and not other.attribution.brief
        and not (item.attribution.side == "tail" and other.attribution.side == "left")
    ]
    around = item.attribution.side == "around"
    end = limit_of(scene, items, index) if around else item.attribution.head.end
    span = _clean(scene, max([scene.sentence.start, *before]), end)
    return [_content(scene, item, span)]


def _left(scene: Scene, items: list[Item], index: int) -> list[Content]:
    item = items[index]
    a = item.attribution
    if item.dropped:
        return _continued(scene, item, a.head.end)
    before = [
        other.attribution.head.end
        for other in items[:index]
        if other.attribution.head != a.head and other.attribution.head.end <= a.head.start
        and not other.dropped and other.attribution.side == "left"
    ]  # fmt: skip
    start = max([scene.sentence.start, *before])
    if any(other.attribution.side == "right" and not other.dropped for other in items[:index]):
        start = max(start, colon_before(scene, a.head.start) or start)
    lead = scene.rules.speech.lead.match(scene.folded, start, a.head.start)
    span = _clean(scene, lead.end() if lead else start, a.head.start)
    if span.end - span.start < 3:
        return []
    quote = _last_quote(scene, span)
    if quote is not None and quote.start > span.start and _only_link_before(scene, span, quote):
        span = quote.said
    aside = scene.rules.speech.aside.match(scene.masked, a.head.end)
    cited = _cited(scene, aside.start(), aside.end()) if aside else ()
    item = replace(item, relies_on=(*item.relies_on, *cited)) if cited else item
    contents = [_content(scene, item, _inner(scene, span))]
    return [*contents, *_continued(scene, item, a.head.end)]


def _last_quote(scene: Scene, span: Span) -> Quote | None:
    return next(
        (q for q in reversed(scene.quotes) if q.start >= span.start and abs(q.end - span.end) <= 1), None
    )


def _only_link_before(scene: Scene, span: Span, quote: Quote) -> bool:
    """Whether nothing but another sentence's rest, an opener or what a colon ends stands before it."""
    before = scene.folded[span.start : quote.start].rstrip()
    return before.endswith(":") or not any(map(str.isalpha, before))


def _inner(scene: Scene, span: Span) -> Span:
    for quote in scene.quotes:
        if quote.start == span.start and abs(quote.end - span.end) <= 1:
            return quote.said
    return span


def _continued(scene: Scene, item: Item, end: int) -> list[Content]:
    """'"We know," she said, "and we care."': the second half of a split quotation."""
    if item.dropped:
        return []
    quote = next((q for q in scene.quotes if q.start >= end), None)
    if quote is None or scene.folded[end : quote.start].strip(_EDGES + "."):
        return []
    if item.attribution.side != "left":
        return []
    return [_content(scene, item, quote.said)]


def _quote_at(scene: Scene, start: int) -> Quote | None:
    return next((q for q in scene.quotes if q.start <= start <= q.inner.start), None)


def _content(scene: Scene, item: Item, span: Span) -> Content:
    stance = item.attribution.stance
    kind = quotation_kind(scene, span)
    span = _inner(scene, span) if kind == Quotation.DIRECT else span
    attribution = (
        item.attribution if stance != Stance.REPORTS else replace(item.attribution, stance=Stance.ASSERTS)
    )
    return Content(attribution, span, kind, item.via, item.relies_on)


def _clean(scene: Scene, start: int, end: int) -> Span:
    """Trimmed of blanks, commas and the full stop; an unpaired mark at an edge goes too."""
    start, end = trim(scene.folded, start, end, blanks=_EDGES)
    while end > start and scene.folded[end - 1] in ".!?" and not _inside_quote(scene, end - 1):
        start, end = trim(scene.folded, start, end - 1, blanks=_EDGES)
    if (
        end > start
        and scene.folded[end - 1] == '"'
        and not any(q.end == end and q.start >= start for q in scene.quotes)
    ):
        start, end = trim(scene.folded, start, end - 1, blanks=_EDGES)
    if (
        end > start
        and scene.folded[start] == '"'
        and not any(q.start == start and q.end <= end + 1 for q in scene.quotes)
    ):
        start, end = trim(scene.folded, start + 1, end, blanks=_EDGES)
    return Span(start, end)


def _inside_quote(scene: Scene, at: int) -> bool:
    return any(q.start < at < q.end for q in scene.quotes)
