"""The exact words of each attribution: cut at the next speaker, nested sources sorted out."""

from dataclasses import dataclass, replace

from kg.extract.attribution import Attribution
from kg.extract.noun_phrases import Phrase
from kg.extract.quotes import Quote
from kg.extract.scene import Scene
from kg.model import Span
from kg.text import trim
from kg.vocab import Quotation, Stance

_EDGES = " \n,;:–"
_LINK_MARKS = frozenset(";–")


@dataclass(frozen=True, slots=True)
class Content:
    """What one attribution says, in exact words, with the chain it came through."""

    attribution: Attribution
    span: Span
    kind: Quotation
    via: tuple[Phrase, ...] = ()
    relies_on: tuple[Phrase, ...] = ()


def find_contents(scene: Scene, attributions: tuple[Attribution, ...]) -> tuple[Content, ...]:
    """The contents of a sentence, in the order of the text; an attribution without words gives none."""
    items = _absorb(scene, list(attributions))
    contents: list[Content] = []
    for index, item in enumerate(items):
        if item.attribution.side == "right":
            contents += _right(scene, items, index)
        elif item.attribution.side == "whole":
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


@dataclass(frozen=True, slots=True)
class _Item:
    attribution: Attribution
    start: int
    via: tuple[Phrase, ...] = ()
    relies_on: tuple[Phrase, ...] = ()
    dropped: bool = False


def _absorb(scene: Scene, attributions: list[Attribution]) -> list[_Item]:
    """Decide for nested attributions which one speaks: the innermost source, its carriers in ``via``."""
    items = [_Item(a, _content_start(scene, a), a.via) for a in attributions]
    for i, outer in enumerate(items):
        for j in range(i + 1, len(items)):
            items[i], items[j] = _nest(scene, items[i], items[j])
        if outer.attribution.side == "left":
            items = _carry(items, i, scene.rules.speech.findings)
    return items


def _content_start(scene: Scene, attribution: Attribution) -> int:
    tokens = scene.tokens
    if attribution.after < len(tokens.items):
        return tokens.items[attribution.after].start
    return scene.sentence.end


def _nest(scene: Scene, outer: _Item, inner: _Item) -> tuple[_Item, _Item]:
    a, b = outer.attribution, inner.attribution
    if _is_echo(scene, outer, b):
        return outer, replace(inner, dropped=True)
    if b.side == "whole" and a.side == "right" and b.cue.start > outer.start:
        return outer, replace(inner, dropped=True)  # "said the deaths had been verified by his staff"
    if a.side != "right" or b.side != "right" or outer.dropped or b.shares or a.head == b.head:
        return outer, inner
    between = scene.masked[outer.start : max(outer.start, b.head.start)].strip(' \n"')
    if b.head.start < outer.start or between not in ("", "that"):
        return outer, inner
    if _is_document(scene, b.source) and not a.is_act and not b.is_act:
        return replace(outer, start=inner.start), replace(inner, dropped=True)
    if b.verb in scene.rules.speech.beliefs:
        return replace(outer, relies_on=(*outer.relies_on, b.source)), replace(inner, dropped=True)
    if b.is_act or b.keep or b.verb in scene.rules.speech.findings:
        return outer, replace(inner, dropped=b.is_act or b.verb in scene.rules.speech.findings)
    return replace(outer, dropped=True), replace(inner, via=(*inner.via, a.source, *outer.via))


def _is_echo(scene: Scene, outer: _Item, b: Attribution) -> bool:
    """ "said that in July, it had investigated ...": a pronoun inside the words is the speaker again."""
    if outer.attribution.side != "right" or outer.dropped or b.shares or b.head.start < outer.start:
        return False
    if "citing" in scene.masked[outer.start : b.head.start]:
        return False
    low = scene.words(b.source.whole).lower()
    before = scene.tokens.low(scene.tokens.at(b.head.start) - 1)
    return (
        low in scene.rules.sources.pronouns
        and not _links(scene, before)
        and before not in scene.rules.grammar.reasons
    )


def _is_document(scene: Scene, phrase: Phrase) -> bool:
    words = scene.words(phrase.base).lower().split()
    return bool(words) and any(word in scene.rules.sources.documents for word in words)


def _carry(items: list[_Item], index: int, findings: frozenset[str]) -> list[_Item]:
    """ "X said A, Reuters reports": X speaks and Reuters carries; an inquiry told by a spokesman is his statement."""
    carrier = items[index]
    inner = [
        k
        for k in range(index)
        if items[k].attribution.side in ("right", "whole")
        and not items[k].dropped
        and items[k].attribution.cue.end <= carrier.attribution.head.start
        and not any(
            other.attribution.side == "left" and items[k].attribution.cue.start < other.attribution.head.start
            for other in items[:index]
        )
    ]
    if not inner or carrier.attribution.shares:
        return items
    result = list(items)
    if all(items[k].attribution.is_act or items[k].attribution.verb in findings for k in inner):
        act = next((items[k].attribution for k in inner if items[k].attribution.is_act), carrier.attribution)
        for k in inner:
            result[k] = replace(items[k], dropped=True)
        told = replace(carrier.attribution, stance=act.stance, topic=act.topic)
        result[index] = replace(carrier, attribution=told)
        return result
    for k in inner:
        result[k] = replace(items[k], via=(*items[k].via, carrier.attribution.source))
    result[index] = replace(carrier, dropped=True)
    return result


def _right(scene: Scene, items: list[_Item], index: int) -> list[Content]:
    item = items[index]
    if item.dropped or item.start >= scene.sentence.end:
        return []
    words = scene.rules.speech
    shows = words.shows.match(scene.masked, item.start)
    start = item.attribution.cue.start if item.attribution.keep else shows.end() if shows else item.start
    end = _limit(scene, items, index)
    quote = _quote_at(scene, item.start)
    if quote is not None and quote.end < end:
        rest = scene.folded[quote.end : end]
        if words.go_on.match(rest) or (rest.strip(_EDGES).startswith('"') and not item.attribution.keep):
            end = quote.end
    aside = words.aside.search(scene.masked, item.start, end)
    span = _clean(scene, start, aside.start() if aside else end)
    if span.end <= item.start:
        return []
    return [_content(scene, item, span), *_continued(scene, item, max(end, span.end))]


def _limit(scene: Scene, items: list[_Item], index: int) -> int:
    """Where the words on the right end: before the next speaker, cue or carrier."""
    item = items[index]
    limit = scene.sentence.end
    for other in items[index + 1 :]:
        b = other.attribution
        if b.head == item.attribution.head or b.cue.start <= item.start or other.start == item.start:
            continue
        if other.dropped and _is_echo(scene, item, b):
            continue
        if b.shares:
            return min(limit, _before_link(scene, b.cue.start))
        if b.source.base == item.attribution.source.base and b.side == "right":
            return min(limit, b.cue.start)
        if b.side == "left":
            return min(limit, _before_link(scene, b.head.start))
        if b.is_act and not _is_clause_start(scene, b.head.start):
            continue
        if _is_clause_start(scene, b.head.start):
            return min(limit, _before_link(scene, b.head.start))
    return limit


def _is_clause_start(scene: Scene, offset: int) -> bool:
    low = scene.tokens.low(scene.tokens.at(offset) - 1)
    return _links(scene, low) or low in (",", "as", "because")


def _before_link(scene: Scene, offset: int) -> int:
    """The offset without the words that link to what follows: ", and", ", which", ", adding"."""
    tokens = scene.tokens
    at = tokens.at(offset)
    while at > 0 and (_links(scene, tokens.low(at - 1)) or tokens.low(at - 1) in (",", "then", "as")):
        at -= 1
    return tokens.items[at].start if at < len(tokens.items) else offset


def _links(scene: Scene, low: str) -> bool:
    return low in _LINK_MARKS or low in scene.rules.grammar.clause_links


def _whole(scene: Scene, items: list[_Item], index: int) -> list[Content]:
    item = items[index]
    if item.dropped:
        return []
    before = [
        other.attribution.head.end
        for other in items[:index]
        if other.attribution.head.end <= item.attribution.cue.start
    ]
    span = _clean(scene, max([scene.sentence.start, *before]), item.attribution.head.end)
    return [_content(scene, item, span)]


def _left(scene: Scene, items: list[_Item], index: int) -> list[Content]:
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
    lead = scene.rules.speech.lead.match(scene.folded, start, a.head.start)
    span = _clean(scene, lead.end() if lead else start, a.head.start)
    if span.end - span.start < 3:
        return []
    quote = _last_quote(scene, span)
    if quote is not None and quote.start > span.start and _only_link_before(scene, span, quote):
        span = quote.said
    contents = [_content(scene, item, _inner(scene, span))]
    return [*contents, *_continued(scene, item, a.head.end)]


def _last_quote(scene: Scene, span: Span) -> Quote | None:
    return next(
        (q for q in reversed(scene.quotes) if q.start >= span.start and abs(q.end - span.end) <= 1), None
    )


def _only_link_before(scene: Scene, span: Span, quote: Quote) -> bool:
    """Whether nothing but another sentence's rest or an opener stands before the quotation."""
    return not any(ch.isalpha() for ch in scene.folded[span.start : quote.start])


def _inner(scene: Scene, span: Span) -> Span:
    for quote in scene.quotes:
        if quote.start == span.start and abs(quote.end - span.end) <= 1:
            return quote.said
    return span


def _continued(scene: Scene, item: _Item, end: int) -> list[Content]:
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


def _content(scene: Scene, item: _Item, span: Span) -> Content:
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
