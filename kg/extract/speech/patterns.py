"""Sources that rows of attributions.toml find: "according to X", "quoted X as saying", "X's claim that"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.language.attributions import AttributionRule, load_attributions
from kg.extract.language.scene import Scene
from kg.extract.speech.adjuncts import skip_adjuncts
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.clauses import stands_between
from kg.extract.speech.matching import Match, find_match
from kg.extract.speech.noun_phrases import Phrase
from kg.model import Span
from kg.vocab import Stance

_PLAIN = frozenset([Stance.ASSERTS, Stance.ACKNOWLEDGES, Stance.INVESTIGATES])


def by_pattern(scene: Scene) -> list[tuple[AttributionRule, Attribution]]:
    """The attributions that rows of the notation find, in the order of their words; none twice at a word."""
    found: list[tuple[AttributionRule, Attribution]] = []
    done = 0
    for at, rule, line in load_attributions().at(scene.tokens.lows):
        if at < done:
            continue
        match = find_match(scene, line, at)
        own = _attribution(scene, rule, match) if match is not None else None
        if match is not None and own is not None:
            done = match.cue[1]
            found.append((rule, own))
    return found


def unopposed(
    rows: Sequence[tuple[AttributionRule, Attribution]], found: Sequence[Attribution]
) -> Iterator[Attribution]:
    """The attributions without those that another source of the sentence opposes, or tells as its own."""
    for rule, own in rows:
        before = [a for a in found if a.cue.start < own.head.start]
        if rule.unopposed and any(a.stance not in _PLAIN for a in before):
            continue
        if not (rule.brief and any(_covers(a, own) for a in found)):
            yield own


def _covers(other: Attribution, own: Attribution) -> bool:
    """ "The army's claim that nobody died is absurd, she said": all of it is what she said."""
    if other.side == "right":
        return other.head.end <= own.head.start
    return other.side in ("left", "around") and other.head.start >= own.head.end


def _attribution(scene: Scene, rule: AttributionRule, match: Match) -> Attribution | None:
    """What a match says; None where the line names no source."""
    source = match.source
    if match.plain is not None:
        span = scene.span(*match.plain)
        source = Phrase(span, span)
    if source is None:
        return None
    first, last = match.cue
    saying = match.saying.cue if match.saying is not None else None
    keep = saying.keep if saying is not None else rule.keep
    cue = scene.span(match.said_at if saying is not None and keep else first, last)
    phrases = [phrase for phrase in (source, match.via) if phrase is not None]
    passes_on = match.via is not None and not _is_pronoun(scene, match.via)  # "said she had been told by X"
    start = min(cue.start, *(phrase.whole.start for phrase in phrases))
    if match.side == "left":
        after, ended = skip_adjuncts(scene, match.last)
        match = replace(match, after=after, ended=max(match.ended, ended))
    if match.side is not None and stands_between(scene, first, scene.tokens.at(source.whole.end)):
        match = replace(match, side="around", last=scene.tokens.at(source.whole.end))
    head = Span(start, max(cue.end, match.ended, scene.tokens.items[match.last - 1].end))
    return Attribution(
        rule.name, source, cue, head, match.side or "whole", match.after or match.last,
        saying.stance if saying else rule.stance, rule.verb, keep=keep,
        topic=saying.topic if saying else rule.topic,
        via=(match.via,) if match.via is not None and passes_on else (), is_act=rule.act, brief=rule.brief,
    )  # fmt: skip


def _is_pronoun(scene: Scene, phrase: Phrase) -> bool:
    return scene.words(phrase.base).lower() in scene.rules.sources.pronouns
