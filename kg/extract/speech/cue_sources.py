"""Sources introduced by a cue verb: before it, behind it, behind "by", or the one already speaking."""

from dataclasses import replace

from kg.extract.language.scene import Scene
from kg.extract.speech.adjuncts import skip_adjuncts, skip_recipient
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.clauses import (
    fits,
    has_verb,
    is_parenthesis,
    opens_question,
    quote_behind,
    quote_stands_before,
    says_nothing_after,
    stands_between,
    told_to,
)
from kg.extract.speech.cue_hits import Hit
from kg.extract.speech.noun_phrases import Phrase, agent_after, subject_before
from kg.extract.speech.set_apart import is_known
from kg.extract.speech.subjects import shared_subject
from kg.extract.speech.verb_forms import participle, passive
from kg.model import Span
from kg.vocab import Stance, Topic

_LEAD = 5  # words before the subject that tell when


def by_cue(scene: Scene, hit: Hit, found: list[Attribution]) -> Attribution | None:
    """The attribution of one cue; it may share the source of one ``found`` before it in the sentence."""
    if hit.passive:
        return passive(scene, hit)
    if hit.is_participle:
        return participle(scene, hit, found)
    if _ends_with_agent(scene, hit):
        inverted = _inverted(scene, hit)
        if inverted is not None:
            return inverted
    if _is_told(scene, hit) or _is_embedded(scene, hit) or _is_behind_aside(scene, hit):
        return None
    source = subject_before(scene, hit.first, anyone=_surely_speaks(scene, hit))
    before = scene.tokens.low(hit.first - 1)
    if source is not None and before == "," and source.insertion is None and not hit.cue.recipient:
        inverted = _inverted(scene, hit)
        if inverted is not None and is_known(scene, inverted.source):
            return inverted  # "The findings point to a leak, said the mayor, ruling out ..."
    if source is not None:
        return _finite(scene, hit, source)
    if before in ('"', ",", "–", "]", "") or hit.first == 0:
        inverted = _inverted(scene, hit)
        if inverted is not None:
            return inverted
    appeals = bool(found) and found[-1].is_act and found[-1].stance != Stance.INVESTIGATES
    if (before == "," or before in scene.rules.speech.linkers) and found and not appeals:
        last = next((item for item in reversed(found) if item.side != "left"), None)
        if last is not None and hit.kind in ("past", "third", "base") and hit.cue.stance:
            shared = _finite(scene, hit, last.source)
            return _sharing(shared) if shared else None
    if before in scene.rules.speech.linkers and hit.kind in ("past", "third") and not found:
        source = shared_subject(scene, hit.first)
        shared = _finite(scene, hit, source) if source is not None else None
        return _sharing(shared) if shared else None
    return None


def _is_told(scene: Scene, hit: Hit) -> bool:
    """ "The mayor, asked whether she would stay, smiled", "Told that ten had died, he wept": a passive."""
    tokens = scene.tokens
    if hit.kind != "past" or hit.first != hit.verb or not (hit.cue.question or hit.cue.recipient):
        return False
    if tokens.low(hit.last) not in scene.rules.speech.questions | {"about", "that", "by"}:
        return False
    if hit.first == 0:
        return True
    name = scene.named[hit.first - 2] if hit.first > 1 else None
    known = name is not None or tokens.low(hit.first - 2) in scene.rules.known
    opens = name is not None and scene.tokens.at(name.start) == 0
    return tokens.low(hit.first - 1) == "," and (opens or (known and hit.first <= _LEAD))


def _is_embedded(scene: Scene, hit: Hit) -> bool:
    """ "four strikes that it said at the time had hit fighters": told of in passing, within a phrase."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    if tokens.low(hit.first - 1) not in scene.rules.sources.pronouns or tokens.low(hit.first - 2) != "that":
        return False
    phrases = scene.rules.speech.adjunct_phrases
    near = range(hit.last + 2, hit.last + 5)
    after = next((last for last in near if " ".join(tokens.lows[hit.last : last]) in phrases), hit.last)
    noun = tokens.low(hit.first - 3).isalnum() and tokens.low(hit.first - 3) not in scene.rules.forms
    return noun and tokens.low(after) in grammar.finite | grammar.modals


def _is_behind_aside(scene: Scene, hit: Hit) -> bool:
    """ "had not, as the rebels claimed, admitted the raid": the verb goes on with the words before "as"."""
    lows = scene.tokens.lows
    if scene.tokens.low(hit.first - 1) != ",":
        return False
    comma = next((at for at in range(hit.first - 2, -1, -1) if lows[at] == ","), -1)
    return comma >= 0 and lows[comma + 1] == "as" and lows[hit.first - 2] in scene.rules.forms


def _surely_speaks(scene: Scene, hit: Hit) -> bool:
    """Whether what follows can only be said: "the pollsters warned that", not "the flood claimed lives"."""
    if hit.cue.anyone != "that":
        return hit.cue.anyone == "always"
    after = skip_recipient(scene, hit.last) if hit.cue.recipient else hit.last
    after, _ = skip_adjuncts(scene, after)
    behind = scene.tokens.low(after)
    ends = behind in ("", ".", ",") and "quote" in hit.cue.takes
    return ends or behind in ("that", '"', ":") or scene.tokens.low(after - 1) == "that"


def _sharing(found: Attribution) -> Attribution:
    """The second verb of one subject: its head does not reach back over the words between."""
    head = Span(found.cue.start, found.head.end)
    return replace(found, head=head, shares=True, rule="attribution.shared-subject")


def _finite(scene: Scene, hit: Hit, source: Phrase) -> Attribution | None:
    """ "The ministry said that ...", "..., the ministry said"."""
    if _is_unsaid(scene, source):
        return None
    cue = scene.span(hit.first, hit.last)
    stance = hit.cue.negated if hit.negated and hit.cue.negated else hit.cue.stance
    after = skip_recipient(scene, hit.last) if hit.cue.recipient else hit.last
    told = scene.tokens.items[after - 1].end
    if (
        hit.negated
        and scene.tokens.low(after) in ("or", "nor")
        and scene.tokens.low(after + 1) in scene.rules.forms
    ):
        after += 2  # "did not confirm or deny the strike"
        cue = Span(cue.start, scene.tokens.items[after - 1].end)
    after, adjunct_end = skip_adjuncts(scene, after)
    if hit.cue.keep and scene.tokens.low(after - 1) == "that" and scene.tokens.low(after) in (".", ""):
        after -= 1  # "Two experts doubted that."
    head = Span(min(source.whole.start, cue.start), max(cue.end, told, adjunct_end))
    is_act = stance == Stance.INVESTIGATES
    base = Attribution(
        "attribution.subject-cue", source, cue, head, "right", after, stance, hit.cue.verb,
        keep=hit.cue.keep or hit.negated, topic=hit.cue.topic, is_act=is_act,
    )  # fmt: skip
    order = 0 if hit.negated else told_to(scene, hit)
    if order:
        ordered = Stance.ASSERTS if is_act else stance  # "ordered residents to leave", no inquiry
        return replace(base, after=order, keep=True, topic=Topic.APPEAL, stance=ordered, is_act=False)
    inserted = _inserted(scene, base) if hit.cue.takes & {"clause", "quote"} else None
    if inserted is not None:
        return inserted
    if hit.cue.question and opens_question(scene, after):
        return replace(base, stance=Stance.ASKS, keep=False, topic=None)
    if hit.cue.question and quote_stands_before(scene, source, after):
        side = "attribution.words-subject-cue"
        return replace(base, stance=Stance.ASKS, keep=False, topic=None, side="left", rule=side)
    silent = hit.negated and stance == Stance.DECLINES_TO_COMMENT
    if silent and says_nothing_after(scene, after) and _opens(scene, source):
        return replace(base, side="whole")  # "The army has not commented."
    if hit.cue.alone and says_nothing_after(scene, after):
        return base  # "The army denied responsibility."
    if says_nothing_after(scene, after) or quote_stands_before(scene, source, after):
        if "quote" in hit.cue.takes or "clause" in hit.cue.takes:
            return replace(base, side="left", rule="attribution.words-subject-cue")
        return None
    if "clause" in hit.cue.takes and _stands_behind(scene, source, hit.last, after):
        return replace(base, side="left", rule="attribution.words-subject-cue")
    if "clause" in hit.cue.takes and is_parenthesis(scene, source, after):
        return replace(base, side="around", rule="attribution.parenthesis")
    colon = quote_behind(scene, hit)
    if colon:
        return replace(base, after=colon)
    clause = "clause" in hit.cue.takes and scene.tokens.low(after - 1) == "that" and not scene.dated & {after}
    return base if clause or fits(scene, hit, after) else None


def _inserted(scene: Scene, base: Attribution) -> Attribution | None:
    """ "As the mayor said on Monday, ten died", "ten, as the mayor said, died": "as" before the source."""
    tokens = scene.tokens
    link = tokens.at(base.source.whole.start) - 1
    behind = tokens.low(base.after)
    if link < 0 or tokens.lows[link] != "as" or behind not in (",", ".", ""):
        return None
    plain = replace(
        base, keep=False, rule="attribution.as-said", head=Span(tokens.starts[link], base.head.end)
    )
    grammar = scene.rules.grammar
    when = tokens.lows[0] in grammar.prepositions or 0 in scene.dated
    lead = link == 0 or (when and tokens.low(link - 1) == "," and not has_verb(scene, 0, link))
    if behind == "," and (lead or tokens.low(link - 1) in scene.rules.speech.linkers):
        return replace(plain, after=base.after + 1)
    if tokens.low(link - 1) != ",":
        return None
    if tokens.low(link - 2) in scene.rules.grammar.negations:
        return None  # "had not, as the rebels claimed, admitted it": they claimed the opposite
    linked = tokens.low(link - 2) in scene.rules.speech.linkers and behind == ","
    return (
        replace(plain, after=base.after + 1)
        if linked
        else replace(plain, side="around" if behind == "," else "left")
    )


def _is_unsaid(scene: Scene, source: Phrase) -> bool:
    """ "If the inquiry finds ...", "had the army admitted ...", "no official said ..."."""
    tokens, words = scene.tokens, scene.rules.speech
    first = tokens.at(source.whole.start)
    nobody = tokens.low(first) in words.nobody and tokens.low(first + 1) != "."  # "No. A clerk told us ..."
    asked = tokens.low(first - 1) != "," and not words.asked.isdisjoint(
        tokens.lows[max(0, first - _LEAD) : first]
    )
    return nobody or asked or not words.hypothetical.isdisjoint((tokens.low(first), tokens.low(first - 1)))


def _opens(scene: Scene, source: Phrase) -> bool:
    """Whether nothing before the source is what was said: it opens a clause, or ", which" follows it."""
    first = scene.tokens.at(source.whole.start)
    last = scene.tokens.at(source.whole.end)
    relative = scene.tokens.low(last) == "," and scene.tokens.low(last + 1) in scene.rules.grammar.relatives
    return first == 0 or relative or scene.tokens.low(first - 1) in ("and", "but", ";")


def _stands_behind(scene: Scene, source: Phrase, last: int, after: int) -> bool:
    """ "Raids caused a third of the deaths, it found in a report that ...": a whole clause stands before."""
    tokens = scene.tokens
    before = tokens.at(source.whole.start) - 1
    words = scene.rules.speech
    document = tokens.low(after - 1) == "that" and tokens.low(after - 2) in words.venues and after - 2 > last
    if not document or tokens.low(before) != ",":
        return False
    first, sources = tokens.low(0), scene.rules.sources
    subordinate = first in sources.boundaries or first in scene.rules.grammar.prepositions
    return not subordinate and has_verb(scene, 0, before)


def _inverted(scene: Scene, hit: Hit) -> Attribution | None:
    """'"We know," said the ministry on Monday'."""
    if not {"quote", "clause"} & hit.cue.takes or hit.kind not in ("past", "third", "base"):
        return None
    source = agent_after(scene, hit.last)
    if source is None or not scene.masked[scene.sentence.start : scene.tokens.items[hit.first].start].strip(
        ' "\n'
    ):
        return None
    cue = scene.span(hit.first, hit.last)
    after, adjunct_end = skip_adjuncts(scene, scene.tokens.at(source.whole.end))
    if scene.tokens.low(after) in scene.rules.grammar.clause_verbs or _holds_verb(scene, source):
        return None  # "..., said only militants were killed": what follows the cue is what was said
    head = Span(cue.start, max(source.whole.end, adjunct_end))
    stance, topic = (Stance.ASKS, None) if hit.cue.question else (hit.cue.stance, hit.cue.topic)
    side = "around" if stands_between(scene, hit.first, after) else "left"
    return Attribution(
        "attribution.words-cue-subject", source, cue, head, side, after, stance, hit.cue.verb, topic=topic,
    )  # fmt: skip


def _holds_verb(scene: Scene, source: Phrase) -> bool:
    """Whether a phrase has a verb with its object: "a Russian bomb killed 12 people"."""
    tokens, determiners = scene.tokens, scene.rules.grammar.determiners
    first, last = tokens.at(source.whole.start), tokens.at(source.whole.end)
    for at in range(first + 1, last - 1):
        behind = tokens.lows[at + 1]
        verb = tokens.lows[at].endswith("ed") and scene.named[at] is None
        if verb and (behind in determiners or behind[0].isdigit() or behind in ("dozens", "scores", "at")):
            return True
    return False


def _tells(scene: Scene, source: Phrase) -> bool:
    """Whether words that could be a source hold a verb of their own."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    verbs = grammar.finite | grammar.clause_verbs | grammar.modals | grammar.past
    inside = range(tokens.at(source.whole.start) + 1, tokens.at(source.whole.end))
    return any(
        tokens.lows[at] in verbs or tokens.lows[at].endswith("ed")
        for at in inside
        if scene.named[at] is None and not tokens.items[at].is_capital
    )


def _ends_with_agent(scene: Scene, hit: Hit) -> bool:
    """ "... in the town of X said the monitoring group." with its comma lost: only a source follows."""
    if hit.first != hit.verb or not hit.cue.bare or hit.cue.recipient or hit.kind == "base":
        return False
    source = agent_after(scene, hit.last)
    if source is None or hit.last >= len(scene.tokens.items):
        return False
    after, ended = skip_adjuncts(scene, scene.tokens.at(source.whole.end))
    if scene.masked[max(source.whole.end, ended) : scene.sentence.end].strip(' ".'):
        return False
    if scene.tokens.low(hit.first - 1) == "," and _tells(scene, source):
        return False  # "her daughter, 29, said the family wanted justice"
    first = scene.tokens.items[hit.last]
    opens = first.low in ("the", "a", "an") or first.is_capital or first.low in scene.rules.sources.roles
    words = after - hit.last
    return opens and words <= 14 and hit.first >= 5 and is_known(scene, source)
