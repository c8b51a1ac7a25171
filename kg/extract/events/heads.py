"""The nouns and verbs of a sentence that tell an event, told apart from what only looks like one."""

from collections.abc import Iterator, Sequence

from kg.extract.events.rules import EventRules, EventWords, Noun
from kg.extract.language.scene import Scene
from kg.model import Span
from kg.vocab import Means


def find_heads(
    scene: Scene, rules: EventRules, *, aerial: bool, war: bool
) -> Iterator[tuple[Span, Noun, Means | None]]:
    """Where events are told: the words, their noun rule, and the means they give.

    ``aerial`` and ``war`` say what the whole article tells of; without a war weapons hit nobody.
    """
    items = scene.tokens.items
    taken: list[Span] = []
    for first, last, found in rules.phrases.find(scene.tokens):
        span = Span(items[first].start, items[last - 1].end)
        vague = found.air and items[first].low.startswith("bomb")
        signs = rules.words.air_signs
        charged = rules.nouns["air strike"] if _is_charge(scene, first, rules.words) else None
        noun = (
            charged or rules.nouns["attack"] if vague and not _has_signs(scene, first, last, signs) else found
        )
        if noun.is_strike and not noun.alone and not war:
            continue
        if _is_event_noun(scene, span, noun, rules, aerial):
            taken += [span] if noun.is_strike else []
            yield span, noun, noun.means
    other = rules.words.other_one.search(scene.folded, scene.sentence.start, scene.sentence.end)
    if other is not None:
        yield Span(*other.span("one")), rules.nouns["attack"], None
    if not war:
        return
    verb_noun = rules.nouns["air strike"]
    for at, low in enumerate(scene.tokens.lows):
        if low not in rules.telling or not rules.words.no_weapons.isdisjoint(
            scene.tokens.lows[at + 1 : at + 7]
        ):
            continue
        token = items[at]
        if scene.tokens.low(at - 1) in rules.words.habits:
            continue  # "a district that the army has often bombed"
        if token.low in rules.words.explicit or _is_struck(scene, at, rules):
            span = Span(token.start, token.end)
            taken.append(span)
            yield span, verb_noun, Means.ARTILLERY if token.low == "shelled" else None
        elif (above := _from_above(scene, at, rules.words) or _fired_at(scene, at, rules)) is not None:
            if not any(span.start <= above.start < span.end for span in taken):
                taken.append(above)
                yield above, verb_noun, None
        elif token.low in rules.words.charged and _is_charge(scene, at, rules.words):
            span = Span(token.start, token.end)
            taken.append(span)
            yield span, verb_noun, None
        elif token.low in rules.weapons:
            if _is_shelled_with(scene, at, rules.words):
                continue
            verb = _weapon_verb(scene, at, rules)
            if verb is None and _is_used(scene, at, rules.words):
                verb = Span(token.start, token.end)
            if verb and not any(abs(span.start - token.start) < 60 for span in taken):
                taken.append(verb)
                yield Span(token.start, verb.end), verb_noun, rules.weapons[token.low]


def _is_charge(scene: Scene, at: int, words: EventWords) -> bool:
    """ "accused Russia of bombing the market": a verb of what somebody is accused of."""
    lows = scene.tokens.lows
    at -= scene.tokens.low(at - 1).endswith("ly")
    return scene.tokens.low(at - 1) == "of" and not words.accusing.isdisjoint(lows[max(0, at - 9) : at])


def _is_struck(scene: Scene, at: int, rules: EventRules) -> bool:
    """ "a school was hit on Saturday night": a building or settlement, hit by what is not said."""
    tokens = scene.tokens
    words, lows = rules.words, tokens.lows
    if lows[at] not in words.struck_verbs:
        return False
    if tokens.low(at - 1) == ",":  # "the plant of Kut, struck without casualties on April 9"
        owned = not words.struck.isdisjoint(lows[max(0, at - 7) : at - 1])
        return owned and tokens.low(at + 1) in ("on", "by", "without", "last", "yesterday")
    if tokens.low(at - 1) not in words.passive:
        return False
    if tokens.low(at + 1) == "by" and words.signs.isdisjoint(lows[at + 2 : at + 7]):
        return False
    return not words.struck.isdisjoint(lows[max(0, at - 12) : max(0, at - 1)])


def _from_above(scene: Scene, at: int, words: EventWords) -> Span | None:
    """ "was struck from the air", "dealt a blow from the air to": from the verb or noun to "air"."""
    lows = scene.tokens.lows
    if tuple(lows[max(0, at - 2) : at + 1]) != ("from", "the", "air"):
        return None
    told = next((i for i in range(at - 3, max(-1, at - 8), -1) if lows[i] in words.from_above), None)
    if told is None or not {",", ";", ".", '"'}.isdisjoint(lows[told:at]):
        return None
    done = words.unreal.isdisjoint(lows[max(0, told - 2) : told])
    return (
        scene.span(told, at + 1) if done and words.habits.isdisjoint(lows[max(0, told - 2) : told]) else None
    )


def _fired_at(scene: Scene, at: int, rules: EventRules) -> Span | None:
    """ "The drone that had circled for hours fired on Monday at a car": the aircraft is named before."""
    lows, words = scene.tokens.lows, rules.words
    if lows[at] != "fired" or (words.aircraft.isdisjoint(lows[:at]) and not _flies(lows[:at], rules)):
        return None
    onto = next((i for i in range(at + 1, min(at + 5, len(lows))) if lows[i] in words.onto), None)
    if onto is None or words.struck.isdisjoint(lows[onto : onto + 5]) or lows[at - 1] in words.unreal:
        return None
    return scene.span(at, onto)


def _flies(lows: Sequence[str], rules: EventRules) -> bool:
    return any(rules.weapons.get(low) == Means.DRONE_STRIKE for low in lows)


def _is_event_noun(scene: Scene, span: Span, noun: Noun, rules: EventRules, aerial: bool) -> bool:
    tokens, words = scene.tokens, rules.words
    first, last = tokens.at(span.start), tokens.at(span.end)
    before, after = tokens.low(first - 1), tokens.low(last)
    name = scene.name_at(span.start, span.end)
    if (
        name is not None
        and name.start <= span.start
        and span.end <= name.end
        and name.end - name.start > span.end - span.start
    ):
        return False
    if noun.air and not _has_signs(scene, first, last, words.air_signs):
        return aerial and scene.folded[span.start : span.end].lower().startswith("raid")
    if before == "," and not noun.is_strike and scene.folded[span.start : span.end].lower().endswith("ing"):
        return False  # ", killing ten": what the verb before did
    if not noun.is_strike:
        plain = noun.rule == "incident.plain" and after in words.incident_not_after
        return before not in words.incident_not_before and not plain
    if noun.alone:
        return True
    if before in words.verb_signs or before in words.not_before or after in words.not_after:
        return False
    word = scene.folded[span.start : span.end].lower()
    if word == "strike" and before.endswith("s") and before not in ("", "'s", "s"):
        return False  # "its forces strike only bases": a verb
    if word in ("strike", "strikes") and (after in words.object_signs or _is_object(scene, last, words)):
        return False
    if not words.labour.isdisjoint(tokens.lows):
        return False
    return aerial or _has_signs(scene, first, last, words.signs)


def _has_signs(scene: Scene, first: int, last: int, signs: frozenset[str]) -> bool:
    tokens = scene.tokens
    before, after = tokens.lows[max(0, first - 14) : first], tokens.lows[last : last + 14]
    return not (signs.isdisjoint(before) and signs.isdisjoint(after))


def _is_object(scene: Scene, index: int, words: EventWords) -> bool:
    """ "Rebels Strike German Consulate": a capitalised object right behind makes the noun a verb."""
    if index >= len(scene.tokens.items):
        return False
    token = scene.tokens.items[index]
    return (
        token.is_capital and token.is_word and not scene.is_date(index) and token.low not in words.not_objects
    )


def _is_used(scene: Scene, weapon: int, words: EventWords) -> bool:
    """ "fired rockets into the town", "targeted it with rockets", "wounded by a Ukrainian drone"."""
    lows, tokens = scene.tokens.lows, scene.tokens
    before = lows[max(0, weapon - 5) : weapon]
    if tokens.low(weapon + 1) in words.onto and not words.firing.isdisjoint(before):
        return True
    if tokens.low(weapon + 1) in words.onto and tokens.low(weapon - 1) == "of":
        return tokens.low(weapon - 2) in words.falling or tokens.low(weapon - 2) == "fall"
    by = next((weapon - i for i in range(1, 5) if tokens.low(weapon - i) in ("by", "with")), None)
    if by is None:
        return False
    if tokens.low(by) == "with":
        loaded = tokens.low(by - 1).endswith("ed")  # "hit a lorry loaded with missiles"
        return not loaded and not words.hitting.isdisjoint(lows[max(0, by - 12) : by])
    return tokens.low(by - 1) in words.harmed_by


def _is_shelled_with(scene: Scene, weapon: int, words: EventWords) -> bool:
    """ "shelled the town with artillery and rocket launchers": the verb tells the strike."""
    lows = scene.tokens.lows
    start = next((at for at in range(weapon - 1, -1, -1) if lows[at] in (",", ";", '"')), 0)
    return "with" in lows[start:weapon] and not words.explicit.isdisjoint(lows[start:weapon])


def _weapon_verb(scene: Scene, weapon: int, rules: EventRules) -> Span | None:
    """The verb of hitting that follows a weapon within its clause; a bomb may be planted, unless it falls."""
    tokens, first, words = scene.tokens, weapon + 1, rules.words
    dropped = tokens.low(weapon - 1) in words.airborne | words.signs  # "a guided bomb", "a Russian bomb"
    bomb = tokens.lows[weapon] in ("bomb", "bombs") and not dropped
    verbs = words.falling if bomb else rules.hit
    if tokens.lows[weapon] in words.aircraft:
        verbs = verbs - words.crashing  # "an air force jet crashed into a market"
    if tokens.low(first) in ("that", "which"):
        first += 1  # "the missile that hit the depot"
    for at in range(first, min(first + 7, len(tokens.items))):
        token = tokens.items[at]
        if token.low in (";", '"', ".") or token.low in rules.words.weapon_stops:
            return None
        if token.low in words.crashing and tokens.lows[weapon] in words.aircraft:
            return None
        if token.low in ("strike", "strikes") and at > first:
            continue  # "the drone filmed the strike committee"
        if (
            at == weapon + 1
            and token.low in words.passing
            and tokens.low(at + 1) in ("through", "into")
            and not bomb
        ):
            return Span(token.start, token.end)
        if token.low == "came" and tokens.low(at + 1) == "down" and tokens.lows[weapon] not in words.aircraft:
            return Span(token.start, token.end)
        if token.low in verbs and tokens.low(at - 1) not in rules.words.unreal:
            return Span(token.start, token.end)
    return None
