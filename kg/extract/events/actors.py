"""Who is told to have done it: the body before, after or behind an attack."""

from collections.abc import Sequence

from kg.extract.events.rules import EventRules, EventWords
from kg.extract.language.scene import Scene
from kg.extract.language.tokens import Token
from kg.extract.names import Name
from kg.extract.values import frozen
from kg.model import MentionKind, Span
from kg.registry import Registry

_OR = ("or", "/")
_AUXILIARY = ("had", "has", "have", "also", "then", "later")
_AGENT_ENDS = frozenset([",", ";", ".", '"', "–", "that", "who", "which", "on", "in"])


@frozen
class Actor:
    """An alleged actor as worded; ``id`` None for a possessive ("its strikes") of the subject."""

    words: str
    id: str | None
    span: Span


def actor_of(
    scene: Scene, head: Span, span: Span, rules: EventRules, registry: Registry, heads: Sequence[Span] = ()
) -> Actor | None:
    """The actor in the noun phrase, behind "by", or the subject of "conducted", "launched", "accused of".

    Who is named in one of ``heads`` only says it, unless a pronoun takes the name up.
    """
    if scene.folded[head.start : head.end].lower() in rules.words.explicit:
        found = _before_verb(scene, head, rules.words, registry)
    else:
        found = (
            _owner(scene, head, rules.words, registry)
            or _modifier(scene, head, span, rules.words, registry)
            or _in_which(scene, head, rules, registry)
            or _agent(scene, head, rules.words, registry)
            or _subject(scene, head, span, rules, registry, heads)
        )
    return _with_alternative(scene, found) if found is not None else None


def _with_alternative(scene: Scene, actor: Actor) -> Actor:
    """ "Regime or Russian strikes" accuses neither of the two: the actor is worded, and nobody known."""
    items = scene.tokens.items
    first, last = scene.tokens.at(actor.span.start), scene.tokens.at(actor.span.end)
    start, end = actor.span
    if scene.tokens.low(first - 1) in _OR and first > 1 and items[first - 2].is_capital:
        start = items[first - 2].start
    if scene.tokens.low(last) in _OR:
        near = range(last + 1, min(last + 4, len(items)))  # "or Russia", "or its ally Russia"
        other = next((at for at in near if items[at].is_capital), None)
        end = items[other].end if other is not None else end
    if (start, end) == tuple(actor.span):
        return actor
    return Actor(scene.folded[start:end], f"source-{start}", Span(start, end))


def named(name: Name, registry: Registry, folded: str) -> Actor:
    """An actor from a name; a country stands for its government."""
    words = folded[name.start : name.end]
    body = registry.governments.get(name.id)
    return Actor(words, body.id if body else name.id, Span(name.start, name.end))


def _modifier(scene: Scene, head: Span, span: Span, words: EventWords, registry: Registry) -> Actor | None:
    """ "US-led coalition airstrikes", "Israeli strike", "its air strikes"."""
    bodies = [
        n
        for n in scene.names
        if n.kind == MentionKind.ORGANISATION and span.start <= n.start and n.end <= head.start
    ]
    if bodies:
        return named(bodies[-1], registry, scene.folded)
    tokens = scene.tokens
    for at in range(tokens.at(head.start) - 1, max(-1, tokens.at(head.start) - 6), -1):
        token = tokens.items[at]
        if token.start < span.start:
            break
        adjective = _by_adjective(token, registry)
        if adjective is not None:
            return adjective
        if token.low in words.possessives:
            return Actor(token.text, None, Span(token.start, token.end))
        if token.low == "coalition":
            return Actor(token.text, f"org-{token.start}", Span(token.start, token.end))
    return _armed(scene, tokens.at(head.start) - 1, words)


def _armed(scene: Scene, last: int, words: EventWords) -> Actor | None:
    """ "Government forces", "rebels": armed people whom nobody names."""
    first = last + 1
    while first > 0 and scene.tokens.low(first - 1) in words.unnamed and scene.named[first - 1] is None:
        first -= 1
    if first > last:
        return None
    start, end = scene.tokens.items[first].start, scene.tokens.items[last].end
    return Actor(scene.folded[start:end], f"source-{start}", Span(start, end))


def _before_verb(scene: Scene, head: Span, words: EventWords, registry: Registry) -> Actor | None:
    """ "Armenian forces had shelled", "Saudi warplanes bombed", "accused Israel of bombarding"."""
    tokens = scene.tokens
    first = tokens.at(head.start)
    for at in range(first - 1, max(-1, first - 7), -1):
        token = tokens.items[at]
        if not token.is_word or token.low in words.actor_stops:
            break
        name = scene.named[at]
        if name is not None and name.kind != MentionKind.PERSON and not _is_location(scene, name, words):
            return named(name, registry, scene.folded)
        adjective = _by_adjective(token, registry)
        if adjective is not None:
            return adjective
    subject = next(
        (at for at in range(first - 1, max(-1, first - 4), -1) if tokens.low(at) not in _AUXILIARY), 0
    )
    return _armed(scene, subject, words)


def _agent(scene: Scene, head: Span, words: EventWords, registry: Registry) -> Actor | None:
    """ "airstrikes led by the coalition", "an air strike by the army"."""
    tokens = scene.tokens
    first = tokens.at(head.end)
    for at, low in enumerate(tokens.lows[first : first + 14], start=first):
        if low in (",", ";", '"', ".") or low in words.agent_stops:
            return None
        if low == "of" and at == first:
            body = scene.name_starting(at + 1) or scene.name_starting(at + 2)
            if body is not None and body.kind == MentionKind.ORGANISATION:
                return named(body, registry, scene.folded)  # "airstrikes of the coalition", not "of 4 May"
            continue
        if low != "by":
            continue
        stops = (i for i in range(at + 1, len(tokens.items)) if tokens.low(i) in _AGENT_ENDS)
        last = min(at + 7, next(stops, len(tokens.items) - 1), len(tokens.items) - 1)
        name = next(
            (n for n in scene.names if tokens.items[at].end <= n.start < tokens.items[last].start), None
        )
        if name is None:
            adjectives = (_by_adjective(token, registry) for token in tokens.items[at + 1 : last])
            return next((a for a in adjectives if a is not None), None) or _unnamed(scene, at + 1, last)
        return named(name, registry, scene.folded) if name.kind != MentionKind.PERSON else None
    return None


def _unnamed(scene: Scene, first: int, last: int) -> Actor | None:
    """ "shelling by rebels": a noun for people or a body that nobody names."""
    known = scene.rules.known
    at = next((i for i in range(first, min(first + 4, last)) if scene.tokens.lows[i] in known), None)
    if at is None:
        return None
    token = scene.tokens.items[at]
    return Actor(token.text, f"source-{token.start}", Span(token.start, token.end))


def _owner(scene: Scene, head: Span, words: EventWords, registry: Registry) -> Actor | None:
    """ "drones belonging to the Sudanese army bombed": whose weapon it was, between it and its verb."""
    match = words.belonging.search(scene.folded, head.start, head.end)
    if match is None:
        return None
    names = (n for n in scene.names if match.start() <= n.start < head.end)
    name = next((n for n in names if n.kind == MentionKind.ORGANISATION), None)
    if name is not None:
        return named(name, registry, scene.folded)
    first, last = scene.tokens.at(match.end()), scene.tokens.at(head.end)
    adjectives = (_by_adjective(token, registry) for token in scene.tokens.items[first:last])
    return next((a for a in adjectives if a is not None), None) or _unnamed(scene, first, last)


def _in_which(scene: Scene, head: Span, rules: EventRules, registry: Registry) -> Actor | None:
    """ "a strike near X, in which the coalition attacked a position"."""
    tokens = scene.tokens
    first = tokens.at(head.end)
    for at in range(first, min(first + 14, len(tokens.items) - 3)):
        if tokens.low(at) != "which" or tokens.low(at - 1) != "in":
            continue
        name = scene.name_starting(at + 1) or scene.name_starting(at + 2)
        if (
            name is not None
            and name.kind != MentionKind.PERSON
            and tokens.low(tokens.at(name.end)) in rules.hit
        ):
            return named(name, registry, scene.folded)
    return None


def _subject(
    scene: Scene, head: Span, span: Span, rules: EventRules, registry: Registry, heads: Sequence[Span]
) -> Actor | None:
    """ "Coalition forces conducted 34 strikes", "accused Israel of bombarding", "Israeli jets fired"."""
    tokens = scene.tokens
    start = tokens.at(span.start)
    verb = next((i for i in range(start - 1, max(-1, start - 7), -1) if tokens.low(i) in rules.conduct), None)
    of = tokens.at(head.start) - 1
    of -= tokens.low(of).endswith("ly")
    accused = tokens.low(of) == "of" and not rules.words.accusing.isdisjoint(tokens.lows[max(0, of - 9) : of])
    if verb is None and not accused:
        return None
    limit = tokens.items[verb].start if verb is not None else head.start
    names = [n for n in scene.names if n.end <= limit and n.kind != MentionKind.PERSON]
    names = [n for n in names if not _only_says(scene, n, limit, heads)]
    after = tokens.at(names[-1].end) if names else 0
    nearer = (_by_adjective(t, registry) for t in tokens.items[after:verb]) if verb is not None else iter(())
    adjective = next((a for a in nearer if a is not None), None)
    if names and adjective is not None:
        return adjective  # "According to the Centre the Turkish drones carried out ...": not the Centre
    if names and limit - names[-1].end < 60 and not _is_location(scene, names[-1], rules.words):
        return named(names[-1], registry, scene.folded)
    coalition = (
        next((t for t in tokens.items[:verb] if t.low == "coalition"), None) if verb is not None else None
    )
    if coalition is not None:
        return Actor(coalition.text, f"org-{coalition.start}", Span(coalition.start, coalition.end))
    for at in range((verb if verb is not None else start) - 1, max(-1, start - 10), -1):
        token = tokens.items[at]
        if any(head.start <= token.start < head.end for head in heads):
            break  # the "Syrian" of who says it
        adjective = _by_adjective(token, registry)
        if adjective is not None:
            return adjective
    return _armed(scene, of - 1 if accused or verb is None else verb - 1, rules.words)


def _only_says(scene: Scene, name: Name, limit: int, heads: Sequence[Span]) -> bool:
    """ "The UN said warplanes carried out ...": not the UN; but "the coalition said it carried out ..."."""
    end = next((head.end for head in heads if head.start <= name.start < head.end <= limit), None)
    if end is None:
        return False
    subject = scene.tokens.lows[scene.tokens.at(end) : scene.tokens.at(limit)]
    return scene.rules.sources.pronouns.isdisjoint(subject) and any(word.isalpha() for word in subject)


def _is_location(scene: Scene, name: Name, words: EventWords) -> bool:
    before = scene.tokens.low(scene.tokens.at(name.start) - 1)
    return name.kind == MentionKind.PLACE and before in words.location_prepositions


def _by_adjective(token: Token, registry: Registry) -> Actor | None:
    """ "Israeli": the government of the country."""
    place = registry.demonym(token.text) if token.is_capital else None
    if place is None:
        return None
    body = registry.governments.get(place)
    return Actor(token.text, body.id if body else place, Span(token.start, token.end))
