"""Which of several attributions in one sentence speaks, which carries, and on whom it relies."""

from dataclasses import replace

from kg.extract.language.scene import Scene
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.noun_phrases import Phrase
from kg.extract.speech.stances import OPPOSING
from kg.extract.values import frozen
from kg.vocab import Stance

_LINK_MARKS = frozenset(";–")


@frozen
class Item:
    """An attribution on its way to its content: where the words begin, who carried it, on whom it relies."""

    attribution: Attribution
    start: int
    via: tuple[Phrase, ...] = ()
    relies_on: tuple[Phrase, ...] = ()
    dropped: bool = False


def absorb(scene: Scene, attributions: list[Attribution]) -> list[Item]:
    """Decide for nested attributions which one speaks: the innermost source, its carriers in ``via``."""
    items = [Item(a, _content_start(scene, a), a.via) for a in attributions]
    for i, outer in enumerate(items):
        for j in range(i + 1, len(items)):
            items[i], items[j] = _nest(scene, items[i], items[j])
        if outer.attribution.side == "left":
            items = _carry(scene, items, i)
    return items


def _content_start(scene: Scene, attribution: Attribution) -> int:
    tokens = scene.tokens
    if attribution.after < len(tokens.items):
        return tokens.items[attribution.after].start
    return scene.sentence.end


def _nest(scene: Scene, outer: Item, inner: Item) -> tuple[Item, Item]:
    a, b = outer.attribution, inner.attribution
    if "tail" in (a.side, b.side) or a.brief:
        return outer, inner
    if is_echo(scene, outer, b):
        return _as_echoed(scene, outer, b), replace(inner, dropped=True)
    apart = scene.masked.startswith((", who", ", which"), b.source.base.end)
    if b.side == "whole" and a.side == "right" and b.cue.start > outer.start and not apart:
        return outer, replace(inner, dropped=True)  # "said the deaths had been verified by his staff"
    if a.side != "right" or b.side != "right" or outer.dropped or b.shares or a.head == b.head:
        return outer, inner
    between = scene.masked[outer.start : max(outer.start, b.head.start)].strip(' \n"')
    if b.head.start < outer.start or between not in ("", "that"):
        return outer, inner
    if _is_document(scene, b.source) and a.stance in OPPOSING and scene.names_in(b.source.base):
        return outer, inner  # "rejected a rebel statement which said that 30 had died": both
    if _is_document(scene, b.source) and not a.is_act and not b.is_act:
        return outer, replace(inner, dropped=True)
    if b.stance == Stance.ASKS:
        return outer, replace(inner, dropped=True)  # "said pupils had asked when she would be back"
    if b.verb in scene.rules.speech.beliefs:
        return replace(outer, relies_on=(*outer.relies_on, b.source)), replace(inner, dropped=True)
    if not scene.rules.speech.falsely.isdisjoint(scene.words(b.cue).lower().split()):
        return outer, replace(inner, dropped=True)  # "The ministry said the rebels falsely claimed ..."
    if b.is_act or b.keep or b.verb in scene.rules.speech.findings:
        return outer, replace(inner, dropped=b.is_act or b.verb in scene.rules.speech.findings)
    return replace(outer, dropped=True), replace(inner, via=(*inner.via, a.source, *outer.via))


def is_echo(scene: Scene, outer: Item, b: Attribution) -> bool:
    """ "said that in July, it had investigated ...": a pronoun inside the words is the speaker again."""
    if outer.attribution.side != "right" or outer.dropped or b.shares or b.head.start < outer.start:
        return False
    between = scene.masked[outer.start : b.head.start]
    if "citing" in between or ";" in between:
        return False
    low = scene.words(b.source.whole).lower()
    before = scene.tokens.low(scene.tokens.at(b.head.start) - 1)
    return (
        low in scene.rules.sources.pronouns
        and not links(scene, before)
        and before not in scene.rules.grammar.reasons
    )


def _as_echoed(scene: Scene, outer: Item, b: Attribution) -> Item:
    """ "The general said he doubted ...": what the speaker is said to do is what the speaker does."""
    opens = scene.masked[outer.start : b.head.start].strip() in ("", "that")
    if not opens or b.stance not in OPPOSING or outer.attribution.stance != Stance.ASSERTS:
        return outer
    return replace(outer, attribution=replace(outer.attribution, stance=b.stance))


def _is_document(scene: Scene, phrase: Phrase) -> bool:
    words = scene.words(phrase.base).lower().split()
    return bool(words) and any(word in scene.rules.sources.documents for word in words)


def _carry(scene: Scene, items: list[Item], index: int) -> list[Item]:
    """ "X said A, Reuters reports": X speaks, Reuters carries; who tells of an inquiry speaks."""
    carrier = items[index]
    inner = [
        k
        for k in range(index)
        if items[k].attribution.side in ("right", "whole")
        and not items[k].dropped
        and not _is_aside(scene, items[k].attribution)
        and items[k].attribution.cue.end <= carrier.attribution.head.start
        and not any(
            other.attribution.side == "left" and items[k].attribution.cue.start < other.attribution.head.start
            for other in items[:index]
        )
    ]
    if not inner or carrier.attribution.shares or _opens_list(scene, carrier.attribution):
        return items
    result = list(items)
    if all(
        items[k].attribution.is_act or items[k].attribution.verb in scene.rules.speech.findings for k in inner
    ):
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


def _is_aside(scene: Scene, attribution: Attribution) -> bool:
    """ "The army, which had asked them to leave, killed 12, the mayor said": the mayor passes nothing on."""
    cue = scene.tokens.at(attribution.cue.start)
    return scene.tokens.low(cue - 1) in scene.rules.grammar.relatives and scene.tokens.low(cue - 2) == ","


def _opens_list(scene: Scene, attribution: Attribution) -> bool:
    """ "An elder doubted both: some carried rifles, he said": the pronoun goes on behind the colon."""
    words = scene.words(attribution.source.whole).lower()
    return words in scene.rules.sources.pronouns and colon_before(scene, attribution.head.start) is not None


def colon_before(scene: Scene, offset: int) -> int | None:
    """Where what follows the last colon or semicolon of the sentence before ``offset`` begins."""
    last = max(scene.masked.rfind(mark, scene.sentence.start, offset) for mark in ":;")
    return last + 1 if last >= 0 else None


def links(scene: Scene, low: str) -> bool:
    """Whether a word or mark opens a clause beside the one before."""
    return low in _LINK_MARKS or low in scene.rules.grammar.clause_links
