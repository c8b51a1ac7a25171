"""Sources introduced by a set phrase: "according to X", "X:", "quoted X as saying", "calls from X"."""

from collections.abc import Iterator

from kg.extract.language.scene import Scene
from kg.extract.speech.adjuncts import skip_adjuncts
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.clauses import has_verb, says_nothing_after
from kg.extract.speech.noun_phrases import Phrase, agent_after, owner_before, subject_before
from kg.model import BlockKind, MentionKind, Span
from kg.vocab import Stance, Topic

_RELATIVES = ("which", "whom")  # "reports according to which": of whom, stands before
_NAME = 4  # a name has fewer words than this
_REACH = 20  # tokens between "calls from" and what is called for


def by_citation(scene: Scene) -> Iterator[Attribution]:
    """ "X quoted Y as saying ..." and "Y was quoted (by X) as saying ...": X carries, Y speaks."""
    tokens, words = scene.tokens, scene.rules.speech
    for match in words.cited.finditer(scene.masked, scene.sentence.start, scene.sentence.end):
        verb = tokens.at(match.start())
        as_at = next(
            (i for i in range(verb + 1, min(verb + 22, len(tokens.items) - 1)) if tokens.low(i) == "as"), None
        )
        if as_at is None or not tokens.low(as_at + 1).endswith("ing"):
            yield from _quoted_that(scene, verb)
            continue
        first = verb
        while first and tokens.low(first - 1) in words.before_cited:
            first -= 1
        passive = any(tokens.low(i) in words.passive_be for i in range(first, verb))
        subject = subject_before(scene, first)
        if passive:
            source, carrier = subject, agent_after(scene, verb + 2) if tokens.low(verb + 1) == "by" else None
        else:
            source, carrier = agent_after(scene, verb + 1), subject
        if source is None:
            continue
        form = scene.rules.forms.get(tokens.low(as_at + 1))
        after, end = skip_adjuncts(scene, as_at + 2)
        left = says_nothing_after(scene, after)
        keep = form is not None and form.cue.keep
        cue = scene.span(as_at + 1 if keep else first, as_at + 2)
        start = min(phrase.whole.start for phrase in (source, carrier or source, subject or source))
        yield Attribution(
            "attribution.quoted-as", source, cue, Span(min(start, cue.start), max(cue.end, end)),
            "left" if left else "right", after, form.cue.stance if form else Stance.ASSERTS, "quote",
            keep=keep, topic=form.cue.topic if form else None, via=(carrier,) if carrier else (),
        )  # fmt: skip


def _quoted_that(scene: Scene, verb: int) -> Iterator[Attribution]:
    """ "The agency quoted a military source that ...": the source speaks, the subject carries."""
    source, carrier = agent_after(scene, verb + 1), subject_before(scene, verb)
    if source is None or carrier is None or scene.tokens.low(scene.tokens.at(source.whole.end)) != "that":
        return
    after = scene.tokens.at(source.whole.end) + 1
    head = Span(carrier.whole.start, scene.tokens.items[after - 1].end)
    yield Attribution(
        "attribution.quoted-as", source, scene.span(verb, verb + 1), head, "right", after,
        Stance.ASSERTS, "quote", via=(carrier,),
    )  # fmt: skip


def by_phrase(scene: Scene) -> Iterator[Attribution]:
    """ "..., according to X" and "According to X, ..."."""
    for match in scene.rules.speech.according.finditer(
        scene.masked, scene.sentence.start, scene.sentence.end
    ):
        first = scene.tokens.at(match.end())
        source = None if scene.tokens.low(first) in _RELATIVES else agent_after(scene, first)
        if source is None and scene.tokens.low(first) in scene.rules.sources.object_pronouns:
            span = scene.span(first, first + 1)
            source = Phrase(span, span)
        if source is None:
            continue
        cue = Span(match.start(), match.start(1) + len(match[1]))
        after, adjunct_end = skip_adjuncts(scene, scene.tokens.at(source.whole.end))
        opens = not scene.masked[scene.sentence.start : match.start()].strip(' "\n,–') or (
            scene.tokens.low(scene.tokens.at(match.start()) - 1) in ("but", "and", "while", "that")
            or _goes_on(scene, scene.tokens.at(match.start()), after)
        )
        head = Span(match.start(), max(source.whole.end, adjunct_end))
        side = "right" if opens else "left"
        yield Attribution(
            "attribution.according-to", source, cue, head, side, after, Stance.ASSERTS, "according to"
        )


def _goes_on(scene: Scene, before: int, after: int) -> bool:
    """ "On 20 August, according to relatives, a bomb ...": only when or where stands before the source."""
    tokens = scene.tokens
    opens = tokens.low(before - 1) == "," and tokens.low(after - (tokens.low(after - 1) == ",")) == ","
    told = any(has_verb(scene, at, at + 1) for at in range(before) if at not in scene.dated)
    return opens and not told and has_verb(scene, after)


def by_own_words(scene: Scene) -> Iterator[Attribution]:
    """ "The coalition's first answer was that ...", "the monitor's range is 7,700 to 12,200"."""
    words = scene.rules.speech
    for pattern in (words.own_words, words.own_count):
        for match in pattern.finditer(scene.masked, scene.sentence.start, scene.sentence.end):
            source = owner_before(scene, match.start())
            if source is None:
                continue
            counted = pattern is words.own_count
            noun = match.start() + match[0].index(" ") + 1
            cue = Span(noun, match.end())
            head = Span(source.whole.start, match.end())
            yield Attribution(
                "attribution.own-words", source, cue, head, "right", scene.tokens.at(match.end()),
                Stance.ASSERTS, "count" if counted else "answer", keep=counted,
            )  # fmt: skip


def by_colon(scene: Scene, found: list[Attribution]) -> Iterator[Attribution]:
    """ "Pentagon: 45 killed": a headline or a transcript."""
    if ":" not in scene.tokens.lows:
        return
    match = scene.rules.speech.colon.match(scene.masked, scene.sentence.start, scene.sentence.end)
    if match is None or any(item.head.start < match.end() for item in found):
        return
    index = scene.tokens.at(match.end(1))
    if any(first < index for first, _, form in scene.cues if form.kind != "ing"):
        return  # "An elder cast doubt on both: ..."
    label = Span(*match.span(1))
    source = Phrase(label, label) if scene.sentence.turn else subject_before(scene, index)
    if source is None or source.whole.start != label.start:
        return
    if not (scene.sentence.turn or _can_head(scene, source)):
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


def by_headed(scene: Scene) -> Iterator[Attribution]:
    """'"We had no time": survivors tell of raid': a headline that opens with the words of who follows."""
    tokens = scene.tokens
    if scene.sentence.block not in (BlockKind.HEADLINE, BlockKind.RELATED_LINK) or tokens.low(0) != '"':
        return
    mark = next((at for at in range(2, len(tokens.lows)) if tokens.lows[at - 1 : at + 1] == ('"', ":")), None)
    if mark is None:
        return
    verbs = scene.rules.forms.keys() | scene.rules.grammar.clause_verbs
    verb = next((at for at in range(mark + 2, len(tokens.lows)) if tokens.lows[at] in verbs), None)
    source = agent_after(scene, mark + 1, before=verb)
    if source is None or not is_known(scene, source):
        return
    cue = scene.span(mark, mark + 1)
    yield Attribution(
        "attribution.headed", source, cue, cue, "left", mark + 1, Stance.ASSERTS, ":",
    )  # fmt: skip


def by_scene(scene: Scene, found: list[Attribution]) -> Iterator[Attribution]:
    """'Jane Roe is in a cellar in X: "I counted ..."': whom the sentence shows, and what that person says."""
    tokens = scene.tokens
    marks = [at for at in range(1, len(tokens.lows) - 1) if tokens.lows[at : at + 2] == (":", '"')]
    last = next((at for at, token in enumerate(tokens.items) if not token.is_capital), 0)
    if found or len(marks) != 1 or not 1 < last < _NAME or tokens.low(0) in scene.rules.grammar.not_names:
        return
    mark, whole = marks[0], scene.span(0, last)
    bodies = scene.names_in(whole, MentionKind.ORGANISATION, MentionKind.PLACE)
    others = scene.names_in(Span(whole.end, tokens.items[mark].start), MentionKind.PERSON)
    own = scene.rules.speech.first_person.search(scene.folded, tokens.items[mark].end, scene.sentence.end)
    if bodies or others or own is None or scene.is_date(0):
        return
    cue = scene.span(mark, mark + 1)
    yield Attribution(
        "attribution.scene", Phrase(whole, whole), cue, Span(whole.start, cue.end), "right", mark + 1,
        Stance.ASSERTS, ":",
    )  # fmt: skip


def by_credit(scene: Scene) -> Iterator[Attribution]:
    """ "Air strikes kill 23 in Raqqa: monitor": a headline that ends with its source."""
    if scene.sentence.block != BlockKind.HEADLINE:
        return
    tokens = scene.tokens
    mark = max((i for i, low in enumerate(tokens.lows) if low in (":", "–")), default=0)
    source = agent_after(scene, mark + 1) if mark else None
    if source is None or source.whole.end < tokens.items[-1].end or not is_known(scene, source):
        return
    if has_verb(scene, mark + 1) or not has_verb(scene, 0, mark):
        return
    cue = scene.span(mark, mark + 1)
    yield Attribution(
        "attribution.credit", source, cue, Span(cue.start, source.whole.end), "left", len(tokens.items),
        Stance.ASSERTS, ":",
    )  # fmt: skip


def _can_head(scene: Scene, source: Phrase) -> bool:
    """Whether a phrase before a colon can speak; a place as a topic cannot: "Yemen: strikes kill 8"."""
    if not is_known(scene, source) and scene.tokens.low(0) not in scene.rules.sources.titles:
        return False
    places = all(name.kind == MentionKind.PLACE for name in scene.names_in(source.base))
    return not places or is_titled(scene, source)


def by_appeal(scene: Scene) -> Iterator[Attribution]:
    """ "calls from officials for restraint": an appeal told as a noun."""
    tokens, words = scene.tokens, scene.rules.speech
    for match in words.calls.finditer(scene.masked, scene.sentence.start, scene.sentence.end):
        if match.start() in scene.finite_cues:
            continue
        first = tokens.at(match.end())
        near = range(first, min(first + _REACH, len(tokens.items)))
        last = next((i for i in near if tokens.lows[i] in words.calls_end), None)
        if last is None:
            continue
        for phrase in _appealers(scene, first, last):
            yield Attribution(
                "attribution.calls-from", phrase, Span(*match.span()), Span(match.start(), phrase.whole.end),
                "right", last, Stance.ASSERTS, "call for", keep=True, topic=Topic.APPEAL, is_act=True,
            )  # fmt: skip


def _appealers(scene: Scene, first: int, last: int) -> Iterator[Phrase]:
    """The sources between two tokens, joined by "and" or "as well as"."""
    lows = scene.tokens.lows
    start = first
    for i in range(first, last + 1):
        joint = lows[i] == "and" or lows[i : i + 3] == ("as", "well", "as")
        if i != last and not joint:
            continue
        phrase = agent_after(scene, start, before=i) if i > start else None
        if phrase is not None:
            yield phrase
        start = i + (3 if lows[i] == "as" else 1)


def is_titled(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase holds a noun for people or bodies."""
    sources = scene.rules.sources
    words = scene.words(phrase.base).lower().split()
    return any(word in sources.people or word in sources.bodies for word in words)


def is_known(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase holds a name or a noun for people or bodies: it may be a source without a verb."""
    return bool(scene.names_in(phrase.base)) or is_titled(scene, phrase)
