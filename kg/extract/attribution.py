"""Who says something in a sentence, by which cue, and on which side of it the words stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract.adjuncts import skip_adjuncts, skip_recipient
from kg.extract.cue_hits import Hit, find_hits
from kg.extract.noun_phrases import Phrase, agent_after, split_joint, subject_before
from kg.extract.scene import Scene
from kg.model import Span
from kg.vocab import Stance, Topic

_CITED = re.compile(r"\b(?:quoted|cited)\b")
_ACCORDING = re.compile(
    r"\b(according\s+to|in\s+the\s+words\s+of)\s+(?:(?:reports?|accounts?|figures)\s+(?:from|by)\s+)?", re.I
)
_COLON = re.compile(r"\s*([A-Z][^:;,.!?\"\n]{1,60}):\s+(?=\S)")
_CALLS = re.compile(r"\b(?:calls?|appeals?|demands?|pressure)\s+(?:from|by)\s+", re.I)
_LINKERS = frozenset(["and", "but", ",", "then", "or", "yet", "while"])


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source with its cue. ``side`` tells where the words stand: right, left, or whole (passives).

    ``head`` holds source, cue and adjuncts: what is not content. ``cue`` begins at the auxiliaries.
    ``after`` is where content on the right begins. ``shares`` marks a source taken from the attribution
    before ("..., but did not confirm ...").
    """

    rule: str
    source: Phrase
    cue: Span
    head: Span
    side: str
    after: int
    stance: Stance
    verb: str
    keep: bool = False
    topic: Topic | None = None
    via: tuple[Phrase, ...] = ()
    shares: bool = False
    is_act: bool = False
    recipient: bool = False


def find_attributions(scene: Scene) -> tuple[Attribution, ...]:
    """The attributions of one sentence in the order of their heads; joint sources are split."""
    found: list[Attribution] = []
    cited = list(_cited(scene))
    taken = [attribution.cue for attribution in cited]
    for hit in find_hits(scene):
        at = scene.tokens.items[hit.verb].start
        if any(span.start <= at < span.end for span in taken):
            continue
        attribution = _from_hit(scene, hit, found)
        if attribution is not None:
            found.append(attribution)
    found += cited
    found += _phrases(scene)
    found += _colon(scene, found)
    found += _calls(scene)
    found.sort(key=lambda attribution: (attribution.cue.start, attribution.head.start))
    return tuple(part for attribution in found for part in _split(scene, attribution))


def _split(scene: Scene, attribution: Attribution) -> Iterator[Attribution]:
    for phrase in split_joint(scene, attribution.source):
        yield attribution if phrase == attribution.source else replace(attribution, source=phrase)


def _from_hit(scene: Scene, hit: Hit, found: list[Attribution]) -> Attribution | None:
    if hit.passive:
        return _passive(scene, hit)
    if hit.is_participle:
        return _participle(scene, hit, found)
    if _ends_with_agent(scene, hit):
        inverted = _inverted(scene, hit)
        if inverted is not None:
            return inverted
    source = subject_before(scene, hit.first)
    if source is not None:
        return _finite(scene, hit, source)
    before = scene.tokens.low(hit.first - 1)
    if before in ('"', ",", "–", "]", "") or hit.first == 0:
        inverted = _inverted(scene, hit)
        if inverted is not None:
            return inverted
    if before in _LINKERS and found and not found[-1].is_act:
        last = next((item for item in reversed(found) if item.side != "left"), None)
        if last is not None and hit.kind in ("past", "third", "base") and hit.cue.stance:
            shared = _finite(scene, hit, last.source)
            return replace(shared, shares=True, rule="attribution.shared-subject") if shared else None
    return None


def _span(scene: Scene, first: int, last: int) -> Span:
    return Span(scene.tokens.items[first].start, scene.tokens.items[last - 1].end)


def _finite(scene: Scene, hit: Hit, source: Phrase) -> Attribution | None:
    """ "The ministry said that ...", "..., the ministry said"."""
    opener = scene.tokens.low(scene.tokens.at(source.whole.start) - 1)
    if opener in ("if", "unless", "whether", "what", "how", "why"):
        return None  # "if the inquiry finds ...": nobody has said it yet
    cue = _span(scene, hit.first, hit.last)
    stance = hit.cue.negated if hit.negated and hit.cue.negated else hit.cue.stance
    after = skip_recipient(scene, hit.last) if hit.cue.recipient else hit.last
    after, adjunct_end = skip_adjuncts(scene, after)
    head = Span(min(source.whole.start, cue.start), max(cue.end, adjunct_end))
    is_act = stance == Stance.INVESTIGATES
    base = Attribution(
        "attribution.subject-cue", source, cue, head, "right", after, stance, hit.cue.verb,
        keep=hit.cue.keep, topic=hit.cue.topic, is_act=is_act,
    )  # fmt: skip
    if _says_nothing_after(scene, after) or _quote_stands_before(scene, source, after):
        if "quote" in hit.cue.takes or "clause" in hit.cue.takes:
            return replace(base, side="left", rule="attribution.words-subject-cue")
        return None
    return base if _fits(scene, hit, after) else None


def _says_nothing_after(scene: Scene, after: int) -> bool:
    """Nothing but marks, or a participle clause, follows the cue."""
    tokens = scene.tokens
    at = next(
        (i for i in range(after, len(tokens.items)) if tokens.items[i].is_word or tokens.low(i) == '"'), None
    )
    if at is None:
        return True
    linked = any(tokens.low(i) in (",", "–", ";") for i in range(after, at))
    if linked and at > after and tokens.low(at) in ("and", "but"):
        return True
    form = scene.rules.forms.get(tokens.low(at))
    participle = (form is not None and form.kind == "ing") or tokens.low(at) in (
        "citing",
        "referring",
        "speaking",
    )
    return linked and tokens.low(at) != '"' and (participle or tokens.low(at) in _AFTERTHOUGHTS)


_AFTERTHOUGHTS = frozenset(
    [
        "without",
        "but",
        "as",
        "while",
        "after",
        "when",
        "where",
        "who",
        "which",
        "in",
        "on",
        "at",
        "according",
        "although",
        "though",
        "before",
    ]
)


def _quote_stands_before(scene: Scene, source: Phrase, after: int) -> bool:
    """'"We know," the ministry said in the town where ...': the words are those before the source."""
    start = source.whole.start
    before = scene.masked[scene.sentence.start : start].rstrip(" \n,")
    if not before.endswith('"'):
        return False
    if scene.tokens.low(after - 1) == "that":
        return False
    return scene.tokens.low(after) not in ("that", '"') and not _has_quote_after(scene, after)


def _has_quote_after(scene: Scene, after: int) -> bool:
    return any(scene.tokens.low(i) == '"' for i in range(after, min(after + 3, len(scene.tokens.items))))


def _fits(scene: Scene, hit: Hit, after: int) -> bool:
    """Whether what follows is what the cue takes."""
    tokens, cue = scene.tokens, hit.cue
    low = tokens.low(after)
    if low in ("and", "or", ",", ".", ""):
        return False
    following = [tokens.low(i) for i in range(after, min(after + 9, len(tokens.items)))]
    if cue.takes == {"infinitive"}:
        return low == "to" and (not cue.speech or tokens.low(after + 1) in cue.speech)
    if cue.objects and not cue.objects & set(following):
        return False
    if cue.naming:
        rest = [tokens.low(i) for i in range(after, len(tokens.items))]
        return low not in ("a", "an", "him", "her", "in", "off", "out", "up") and bool(
            {"a", "an", '"'} & set(rest)
        )
    if "for" in cue.takes and not {"noun", "clause"} & cue.takes:
        return low == "for"
    if low in ("that", '"', ":") or "noun" in cue.takes or hit.negated or cue.bare:
        return True
    if low == "to":
        return "infinitive" in cue.takes
    if "clause" in cue.takes:
        return has_verb(scene, after)
    return False


def has_verb(scene: Scene, after: int) -> bool:
    """Whether a finite verb follows, as in "said ten people had died" but not in "found a boy"."""
    for i in range(after, len(scene.tokens.items)):
        low = scene.tokens.low(i)
        if (
            low in _FINITE
            or low == '"'
            or low in scene.rules.forms
            or low.endswith(("ed", "'s"))
            or low in ("it", "they")
        ):
            return True
    return False


_FINITE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "did",
        "does",
        "do",
        "began",
        "begun",
        "left",
        "hit",
        "struck",
        "fell",
        "shot",
        "lost",
        "took",
        "came",
        "went",
        "got",
        "made",
        "led",
        "broke",
        "knew",
        "saw",
        "fled",
        "rose",
        "met",
        "ran",
        "set",
        "died",
        "dies",
        "put",
        "led",
        "lay",
        "stood",
        "remain",
        "remains",
        "include",
        "includes",
        "need",
        "needs",
        "want",
        "wants",
        "targets",
        "target",
        "kill",
        "kills",
        "hits",
        "strikes",
    ]
)


def _inverted(scene: Scene, hit: Hit) -> Attribution | None:
    """'"We know," said the ministry on Monday'."""
    if not {"quote", "clause"} & hit.cue.takes or hit.kind not in ("past", "third", "base"):
        return None
    source = agent_after(scene, hit.last)
    if source is None or not scene.masked[scene.sentence.start : scene.tokens.items[hit.first].start].strip(
        ' "\n'
    ):
        return None
    cue = _span(scene, hit.first, hit.last)
    after, adjunct_end = skip_adjuncts(scene, scene.tokens.at(source.whole.end))
    head = Span(cue.start, max(source.whole.end, adjunct_end))
    return Attribution(
        "attribution.words-cue-subject", source, cue, head, "left", after, hit.cue.stance, hit.cue.verb,
        keep=False, topic=hit.cue.topic,
    )  # fmt: skip


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
    first = scene.tokens.items[hit.last]
    opens = first.low in ("the", "a", "an") or first.is_capital or first.low in scene.rules.sources.roles
    words = after - hit.last
    return opens and words <= 14 and hit.first >= 5 and _is_known(scene, source)


def _passive(scene: Scene, hit: Hit) -> Attribution | None:
    """ "This was denied by the ministry": the words are the whole clause, so denied words never stand alone."""
    if scene.tokens.low(hit.last) != "by" or not hit.cue.keep:
        return None
    source = agent_after(scene, hit.last + 1)
    if source is None:
        return None
    cue = _span(scene, hit.first, hit.last)
    return Attribution(
        "attribution.passive-by", source, cue, Span(cue.start, source.whole.end), "whole",
        scene.tokens.at(source.whole.end), hit.cue.stance, hit.cue.verb, keep=True, topic=hit.cue.topic,
    )  # fmt: skip


def _participle(scene: Scene, hit: Hit, found: list[Attribution]) -> Attribution | None:
    """ "..., adding that ...", "issued a statement saying ...": the source is the one already speaking."""
    before = scene.tokens.low(hit.first - 1)
    documents = scene.rules.sources.documents
    if before in documents:
        source = _issuer(scene, hit.first)
    elif before in (",", "and", "–", '"') or scene.is_date(hit.first - 1):
        source = found[-1].source if found else None
    else:
        source = None
    if source is None or not _fits(scene, hit, hit.last):
        return None
    cue = _span(scene, hit.first, hit.last)
    after, adjunct_end = skip_adjuncts(scene, hit.last)
    return Attribution(
        "attribution.participle", source, cue, Span(cue.start, max(cue.end, adjunct_end)), "right", after,
        hit.cue.stance, hit.cue.verb, keep=hit.cue.keep, topic=hit.cue.topic, shares=True,
        is_act=hit.cue.stance == Stance.INVESTIGATES,
    )  # fmt: skip


def _issuer(scene: Scene, index: int) -> Phrase | None:
    for at in range(index - 1, 0, -1):
        if scene.tokens.low(at) in ("issued", "released", "published", "made", "posted", "sent", "put"):
            first = at
            while first and scene.tokens.low(first - 1) in ("has", "have", "had", "also", "later"):
                first -= 1
            return subject_before(scene, first)
    return None


def _cited(scene: Scene) -> Iterator[Attribution]:
    """ "X quoted Y as saying ..." and "Y was quoted (by X) as saying ...": X carries, Y speaks."""
    tokens = scene.tokens
    for match in _CITED.finditer(scene.masked, scene.sentence.start, scene.sentence.end):
        verb = tokens.at(match.start())
        as_at = next(
            (i for i in range(verb + 1, min(verb + 22, len(tokens.items) - 1)) if tokens.low(i) == "as"), None
        )
        if as_at is None or not tokens.low(as_at + 1).endswith("ing"):
            continue
        first = verb
        while first and tokens.low(first - 1) in (
            "was",
            "were",
            "is",
            "are",
            "been",
            "has",
            "have",
            "had",
            "also",
        ):
            first -= 1
        passive = first < verb and tokens.low(verb - 1) in ("was", "were", "is", "are", "been")
        subject = subject_before(scene, first)
        if passive:
            source, carrier = subject, agent_after(scene, verb + 2) if tokens.low(verb + 1) == "by" else None
        else:
            source, carrier = agent_after(scene, verb + 1), subject
        if source is None:
            continue
        form = scene.rules.forms.get(tokens.low(as_at + 1))
        after, end = skip_adjuncts(scene, as_at + 2)
        left = _says_nothing_after(scene, after)
        keep = form is not None and form.cue.keep
        cue = _span(scene, as_at + 1 if keep else first, as_at + 2)
        start = min(phrase.whole.start for phrase in (source, carrier or source, subject or source))
        yield Attribution(
            "attribution.quoted-as", source, cue, Span(min(start, cue.start), max(cue.end, end)),
            "left" if left else "right", after, form.cue.stance if form else Stance.ASSERTS, "quote",
            keep=keep, topic=form.cue.topic if form else None, via=(carrier,) if carrier else (),
        )  # fmt: skip


def _phrases(scene: Scene) -> Iterator[Attribution]:
    """ "..., according to X" and "According to X, ..."."""
    for match in _ACCORDING.finditer(scene.masked, scene.sentence.start, scene.sentence.end):
        source = agent_after(scene, scene.tokens.at(match.end()))
        if source is None:
            continue
        cue = Span(match.start(), match.start(1) + len(match[1]))
        after, adjunct_end = skip_adjuncts(scene, scene.tokens.at(source.whole.end))
        opens = not scene.masked[scene.sentence.start : match.start()].strip(' "\n,–') or (
            scene.tokens.low(scene.tokens.at(match.start()) - 1) in ("but", "and", "while", "that")
        )
        head = Span(match.start(), max(source.whole.end, adjunct_end))
        side = "right" if opens else "left"
        yield Attribution(
            "attribution.according-to", source, cue, head, side, after, Stance.ASSERTS, "according to"
        )


def _colon(scene: Scene, found: list[Attribution]) -> Iterator[Attribution]:
    """ "Pentagon: 45 killed": a headline or a transcript."""
    match = _COLON.match(scene.masked, scene.sentence.start, scene.sentence.end)
    if match is None or any(item.head.start < match.end() for item in found):
        return
    index = scene.tokens.at(match.end(1))
    source = subject_before(scene, index)
    if source is None or source.whole.start != match.start(1) or not _is_known(scene, source):
        return
    span = Span(match.start(1), match.end(1) + 1)
    yield Attribution(
        "attribution.colon",
        source,
        Span(match.end(1), match.end(1) + 1),
        span,
        "right",
        index + 1,
        Stance.ASSERTS,
        ":",
    )


def _is_known(scene: Scene, phrase: Phrase) -> bool:
    sources = scene.rules.sources
    words = scene.words(phrase.base).lower().split()
    return bool(scene.names_in(phrase.base)) or any(
        word in sources.people or word in sources.bodies for word in words
    )


def _calls(scene: Scene) -> Iterator[Attribution]:
    """ "calls from officials for restraint": an appeal told as a noun."""
    tokens = scene.tokens
    for match in _CALLS.finditer(scene.masked, scene.sentence.start, scene.sentence.end):
        if match.start() in scene.finite_cues:
            continue
        first = tokens.at(match.end())
        last = next(
            (i for i in range(first, min(first + 20, len(tokens.items))) if tokens.low(i) in ("for", "to")),
            None,
        )
        if last is None:
            continue
        parts, start = [], first
        for i in range(first, last + 1):
            joint = tokens.low(i) == "and" or (tokens.low(i), tokens.low(i + 1), tokens.low(i + 2)) == (
                "as",
                "well",
                "as",
            )
            if i == last or joint:
                phrase = agent_after(scene, start, before=i) if i > start else None
                parts += [phrase] if phrase else []
                start = i + (3 if tokens.low(i) == "as" else 1)
        for phrase in parts:
            yield Attribution(
                "attribution.calls-from", phrase, Span(match.start(), match.end()), Span(match.start(), phrase.whole.end),
                "right", last, Stance.ASSERTS, "call for", keep=True, topic=Topic.APPEAL, is_act=True,
            )  # fmt: skip
