"""The exact words of each attribution: cut at the next speaker, nested sources sorted out."""

from dataclasses import dataclass, replace

from kg.extract.language.quotes import Quote
from kg.extract.language.scene import Scene
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.clauses import has_verb
from kg.extract.speech.nesting import Item, absorb, colon_before, is_echo, links
from kg.extract.speech.noun_phrases import Phrase, agent_after
from kg.model import Span
from kg.text import trim
from kg.vocab import Quotation, Stance

_EDGES = " \n,;:–"


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
    end = _limit(scene, items, index)
    quote = _quote_at(scene, item.start)
    if quote is not None and quote.end < end:
        rest = scene.folded[quote.end : end]
        if words.go_on.match(rest) or (rest.strip(_EDGES).startswith('"') and not item.attribution.keep):
            end = quote.end
    aside = words.aside.search(scene.masked, item.start, end)
    span = _clean(scene, start, aside.start() if aside else end)
    if span.end <= start:
        return []
    cited = _cited(scene, aside.start(), aside.end()) if aside else ()
    item = replace(item, relies_on=(*item.relies_on, *cited)) if cited else item
    return [_content(scene, item, span), *_continued(scene, item, max(end, span.end))]


def _cited(scene: Scene, start: int, end: int) -> tuple[Phrase, ...]:
    """ "..., citing the governor": on whose word the statement relies."""
    if not scene.masked[start:end].endswith("citing"):
        return ()
    source = agent_after(scene, scene.tokens.at(end))
    return (source,) if source is not None else ()


def _limit(scene: Scene, items: list[Item], index: int) -> int:
    """Where the words on the right end: before the next speaker, cue or carrier."""
    item = items[index]
    limit = min(_clause_end(scene, item), _object_end(scene, item))
    for other in items[index + 1 :]:
        b = other.attribution
        if b.head == item.attribution.head or b.cue.start <= item.start or other.start == item.start:
            continue
        if other.dropped and is_echo(scene, item, b):
            continue
        if b.side == "tail":
            return min(limit, b.head.start)
        mark = scene.masked.rfind(";", item.start, b.head.start)
        if mark >= 0 and b.side == "right":
            return min(limit, mark)
        if b.source.base.start >= item.start and scene.masked.startswith(
            (", who", ", which"), b.source.base.end
        ):
            return min(limit, b.source.base.end)  # "attributed it to the rebels, who denied ..."
        if b.shares:
            return min(limit, _before_link(scene, b.cue.start))
        if b.source.base == item.attribution.source.base and b.side == "right":
            return min(limit, b.cue.start)
        if b.side == "left":
            colon = colon_before(scene, b.head.start)
            if colon is not None and colon > item.start and not b.shares:
                return min(limit, colon - 1)
            return min(limit, _before_link(scene, b.head.start))
        if b.is_act and not _is_clause_start(scene, b.head.start):
            continue
        if _is_clause_start(scene, b.head.start):
            return min(limit, _before_link(scene, b.head.start))
    return limit


def _clause_end(scene: Scene, item: Item) -> int:
    """Where the sentence ends; in "The team, which found 26 bodies, does not say" the relative clause."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    cue = tokens.at(item.attribution.cue.start)
    subject = tokens.at(item.attribution.source.whole.start)  # "which the army has blamed on rebels, killed"
    within = tokens.low(subject - 1) in grammar.relatives and tokens.low(subject - 2) == ","
    if not within and (tokens.low(cue - 1) not in grammar.relatives or tokens.low(cue - 2) != ","):
        return scene.sentence.end
    for at in range(tokens.at(item.start), len(tokens.items) - 1):
        low, behind = tokens.lows[at + 1], tokens.low(at + 2)
        goes_on = low in grammar.finite or low in scene.rules.forms or low in grammar.clause_verbs
        counted = behind.isdigit() or behind in grammar.determiners
        goes_on = goes_on or (low.endswith("ed") and (counted or (within and behind != "by")))
        if tokens.lows[at] == "," and goes_on and low not in grammar.relatives:
            return tokens.items[at].start
    return scene.sentence.end


def _object_end(scene: Scene, item: Item) -> int:
    """ "Moscow denies targeting civilians, but thousands have died": what follows is not denied."""
    tokens = scene.tokens
    if not item.attribution.keep or tokens.low(item.attribution.after - 1) == "that":
        return scene.sentence.end
    for at in range(tokens.at(item.start), len(tokens.items) - 1):
        if tokens.lows[at] == "," and tokens.lows[at + 1] in scene.rules.speech.turning:
            told = has_verb(scene, at + 2) and not _is_verb(scene, at + 2)
            return tokens.items[at].start if told else scene.sentence.end
    return scene.sentence.end


def _is_verb(scene: Scene, index: int) -> bool:
    """Whether a clause goes on with the subject before: "verified videos, but cannot confirm ..."."""
    low, grammar = scene.tokens.low(index), scene.rules.grammar
    verbs = grammar.clause_verbs | grammar.finite | grammar.modals | scene.rules.sources.auxiliaries
    return low in verbs or low in scene.rules.forms or low.endswith(("ed", "not", "n't"))


def _is_clause_start(scene: Scene, offset: int) -> bool:
    low = scene.tokens.low(scene.tokens.at(offset) - 1)
    return links(scene, low) or low in (",", "as", "because")


def _before_link(scene: Scene, offset: int) -> int:
    """The offset without the words that link to what follows: ", and", ", which", ", adding"."""
    tokens = scene.tokens
    at = tokens.at(offset)
    grammar = scene.rules.grammar
    while at > 0 and (
        links(scene, tokens.low(at - 1))
        or tokens.low(at - 1) in (",", "then", "as", "before")
        or (tokens.low(at - 1) in grammar.prepositions and tokens.low(at) in grammar.relatives)  # "in which"
    ):
        at -= 1
    return tokens.items[at].start if at < len(tokens.items) else offset


def _whole(scene: Scene, items: list[Item], index: int) -> list[Content]:
    item = items[index]
    if item.dropped:
        return []
    before = [
        other.attribution.head.end
        for other in items[:index]
        if other.attribution.head.end <= item.attribution.cue.start
        and not (item.attribution.side == "tail" and other.attribution.side == "left")
    ]
    around = item.attribution.side == "around"
    end = _limit(scene, items, index) if around else item.attribution.head.end
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
    """Whether nothing but another sentence's rest or an opener stands before the quotation."""
    return not any(ch.isalpha() for ch in scene.folded[span.start : quote.start])


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
