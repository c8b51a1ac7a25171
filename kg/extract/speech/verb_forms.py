"""Sources of cues that are no finite verb: "was denied by the army", "..., adding that"."""

from kg.extract.language.scene import Scene
from kg.extract.speech.adjuncts import skip_adjuncts
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.clauses import fits
from kg.extract.speech.cue_hits import Hit
from kg.extract.speech.noun_phrases import Phrase, agent_after
from kg.extract.speech.subjects import issuer_of_document, shared_subject
from kg.model import Span
from kg.vocab import Stance


def passive(scene: Scene, hit: Hit) -> Attribution | None:
    """ "This was denied by the ministry": the words are the whole clause; denied words never stand alone."""
    if scene.tokens.low(hit.last) != "by" or not hit.cue.keep:
        return None
    if hit.cue.objects and hit.cue.objects.isdisjoint(scene.tokens.lows[: hit.first]):
        return None  # "The missile was launched by X": no investigation
    source = agent_after(scene, hit.last + 1)
    if source is None:
        return None
    source, ended = _agent_ended(scene, source)
    cue = scene.span(hit.first, hit.last)
    return Attribution(
        "attribution.passive-by", source, cue, Span(cue.start, ended), "whole",
        scene.tokens.at(source.whole.end), hit.cue.stance, hit.cue.verb, keep=True, topic=hit.cue.topic,
    )  # fmt: skip


def _agent_ended(scene: Scene, source: Phrase) -> tuple[Phrase, int]:
    """The source of a passive, and where its words end: "was urged by members to stay" is all told."""
    tokens, opens = scene.tokens, scene.rules.speech.behind_agents
    first, last = tokens.at(source.whole.start), tokens.at(source.whole.end)
    inside = (at for at in range(first + 1, last) if tokens.lows[at] in opens and scene.named[at] is None)
    at = next(inside, last)
    if at < last:
        span = scene.span(first, at)
        source = Phrase(span, span)
    if tokens.low(at) not in opens:
        return source, source.whole.end
    marks = (i for i in range(at, len(tokens.lows)) if tokens.lows[i] in (",", ";", "."))
    return source, tokens.items[next(marks, len(tokens.lows)) - 1].end


def participle(scene: Scene, hit: Hit, found: list[Attribution]) -> Attribution | None:
    """ "..., adding that ...", "issued a statement saying ...": the source is the one already speaking."""
    before = scene.tokens.low(hit.first - 1)
    documents = scene.rules.sources.documents
    if before in documents:
        source = issuer_of_document(scene, hit.first)
    elif before in (",", "and", "–", '"', "before", "while", "but") or scene.is_date(hit.first - 1):
        source = found[-1].source if found else shared_subject(scene, hit.first) if before == "," else None
    else:
        source = None
    after, adjunct_end = skip_adjuncts(scene, hit.last)
    if source is None or not fits(scene, hit, after if adjunct_end else hit.last):
        return None
    cue = scene.span(hit.first, hit.last)
    return Attribution(
        "attribution.participle", source, cue, Span(cue.start, max(cue.end, adjunct_end)), "right", after,
        hit.cue.stance, hit.cue.verb, keep=hit.cue.keep, topic=hit.cue.topic, shares=True,
        is_act=hit.cue.stance == Stance.INVESTIGATES,
    )  # fmt: skip
