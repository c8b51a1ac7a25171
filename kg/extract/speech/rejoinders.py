"""Denials tacked on to the words they are of: "..., which residents deny", "..., which it cannot confirm"."""

from collections.abc import Iterator

from kg.extract.language.rules import Form
from kg.extract.language.scene import Scene
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.noun_phrases import Phrase, agent_after
from kg.extract.speech.phrase_edges import qualifies
from kg.model import Span
from kg.vocab import Stance

_OPPOSED = frozenset([Stance.DENIES, Stance.DISPUTES, Stance.DOUBTS])
_OPEN = frozenset([Stance.DOES_NOT_CONFIRM])
_REACH = 24  # tokens from the comma to the verb
_CLOSING = (",", ".", ";", "", "–", '"')


def by_rejoinder(scene: Scene) -> Iterator[Attribution]:
    """The sources who oppose, in a clause behind a comma, what stands before it."""
    for verb, last, form in scene.cues:
        opposes = form.cue.stance in _OPPOSED
        if not (opposes or form.cue.negated in _OPEN) or any(scene.named[verb:last]):
            continue
        by = opposes and scene.tokens.low(last) == "by"
        found = _by_agent(scene, form, verb, last) if by else None
        found = found or (_by_subject(scene, form, verb, last) if form.kind != "ing" else None)
        if found is not None:
            yield found


def _by_subject(scene: Scene, form: Form, verb: int, last: int) -> Attribution | None:
    """ ", which residents deny", ", a claim that the army disputes"."""
    if scene.tokens.low(last) not in _CLOSING:
        return None
    for comma in _commas(scene, verb):
        start, end = scene.tokens.items[comma].end, scene.tokens.items[verb].start
        match = scene.rules.speech.rejoins.fullmatch(scene.masked, start, end)
        if match is None:
            continue
        stance = form.cue.stance if match["not"] is None else form.cue.negated
        source = Span(*match.span("source"))
        if stance not in _OPPOSED | _OPEN or stance is None or match["source"].lower() in ("we", "i"):
            continue
        if qualifies(scene, scene.tokens.at(source.start), scene.tokens.at(source.end)):
            cue = scene.span(verb, last)
            cue = cue if match["not"] is None else Span(match.start("not"), cue.end)
            return _attribution(scene, form, Phrase(source, source), comma, cue, last, stance)
    return None


def _by_agent(scene: Scene, form: Form, verb: int, last: int) -> Attribution | None:
    """ ", a claim disputed by residents", ", which was denied by the army"."""
    for comma in _commas(scene, verb):
        start, end = scene.tokens.items[comma].end, scene.tokens.items[verb].start
        if scene.rules.speech.rejoined.fullmatch(scene.masked, start, end) is None:
            continue
        source = agent_after(scene, last + 1)
        if source is not None:
            after = scene.tokens.at(source.whole.end)
            cue = scene.span(verb, last)
            return _attribution(scene, form, source, comma, cue, after, form.cue.stance)
    return None


def _commas(scene: Scene, verb: int) -> Iterator[int]:
    """The commas before the verb, from the nearest one back."""
    lows = scene.tokens.lows
    return (at for at in range(verb - 1, max(0, verb - _REACH), -1) if lows[at] == ",")


def _attribution(
    scene: Scene, form: Form, source: Phrase, comma: int, cue: Span, after: int, stance: Stance
) -> Attribution:
    head = Span(scene.tokens.items[comma].start, max(cue.end, source.whole.end))
    return Attribution(
        "attribution.rejoinder", source, cue, head, "tail", after, stance, form.cue.verb,
        keep=True, topic=form.cue.topic,
    )  # fmt: skip
