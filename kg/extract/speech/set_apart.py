"""Sources that the layout sets apart by a mark: "X: ...", "...: X", a headline's quotation, a scene."""

from collections.abc import Iterator

from kg.extract.language.scene import Scene
from kg.extract.speech.attribution import Attribution
from kg.extract.speech.clauses import has_verb
from kg.extract.speech.noun_phrases import Phrase, agent_after, subject_before
from kg.model import BlockKind, MentionKind, Span
from kg.vocab import Stance

_NAME = 4  # a name has fewer words than this


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


def is_titled(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase holds a noun for people or bodies."""
    sources = scene.rules.sources
    words = scene.words(phrase.base).lower().split()
    return any(word in sources.people or word in sources.bodies for word in words)


def is_known(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase holds a name or a noun for people or bodies: it may be a source without a verb."""
    return bool(scene.names_in(phrase.base)) or is_titled(scene, phrase)
