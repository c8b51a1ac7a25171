"""Where the words on the right of a cue end: before the next speaker, cue or clause."""

from kg.extract.language.scene import Scene
from kg.extract.speech.clauses import has_verb
from kg.extract.speech.nesting import Item, colon_before, is_echo, links


def limit_of(scene: Scene, items: list[Item], index: int) -> int:
    """Where the words on the right end: before the next speaker, cue or carrier."""
    item = items[index]
    limit = min(clause_end(scene, item), _object_end(scene, item))
    for other in items[index + 1 :]:
        b = other.attribution
        if b.head == item.attribution.head or b.cue.start <= item.start or other.start == item.start:
            continue
        if other.dropped and is_echo(scene, item, b):
            continue
        if b.side == "tail":
            return min(limit, b.head.start)
        mark = scene.masked.rfind(";", item.start, b.head.start)
        if mark >= 0 and b.side == "right":
            return min(limit, mark)
        if b.source.base.start >= item.start and scene.masked.startswith(
            (", who", ", which"), b.source.base.end
        ):
            return min(limit, b.source.base.end)  # "attributed it to the rebels, who denied ..."
        if b.shares:
            return min(limit, before_link(scene, b.cue.start))
        if b.source.base == item.attribution.source.base and b.side == "right":
            return min(limit, b.cue.start)
        if b.side == "left":
            colon = colon_before(scene, b.head.start)
            if colon is not None and colon > item.start and not b.shares:
                return min(limit, colon - 1)
            return min(limit, before_link(scene, b.head.start))
        if b.is_act and not _is_clause_start(scene, b.head.start):
            continue
        if _is_clause_start(scene, b.head.start):
            return min(limit, before_link(scene, b.head.start))
    return limit


def clause_end(scene: Scene, item: Item) -> int:
    """Where the sentence ends; in "The team, which found 26 bodies, does not say" the relative clause."""
    if item.attribution.brief:
        return _brief_end(scene, item)
    tokens, grammar = scene.tokens, scene.rules.grammar
    cue = tokens.at(item.attribution.cue.start)
    subject = tokens.at(item.attribution.source.whole.start)  # "which the army has blamed on rebels, killed"
    within = tokens.low(subject - 1) in grammar.relatives and tokens.low(subject - 2) == ","
    if not within and (tokens.low(cue - 1) not in grammar.relatives or tokens.low(cue - 2) != ","):
        return scene.sentence.end
    for at in range(tokens.at(item.start), len(tokens.items) - 1):
        low, behind = tokens.lows[at + 1], tokens.low(at + 2)
        goes_on = low in grammar.finite or low in scene.rules.forms or low in grammar.clause_verbs
        counted = behind.isdigit() or behind in grammar.determiners
        goes_on = goes_on or (low.endswith("ed") and (counted or (within and behind != "by")))
        if tokens.lows[at] == "," and goes_on and low not in grammar.relatives:
            return tokens.items[at].start
    return scene.sentence.end


def _brief_end(scene: Scene, item: Item) -> int:
    """ "Its claim that nobody had died did not last", "despite its claim that nobody died, ten did"."""
    tokens, grammar = scene.tokens, scene.rules.grammar
    is_subject = not has_verb(scene, 0, tokens.at(item.attribution.head.start))
    verbs = grammar.finite | grammar.modals | grammar.have
    begun = False
    for at in range(tokens.at(item.start), len(tokens.lows)):
        low = tokens.lows[at]
        if low in (",", ";", "–", ":", ")"):
            return tokens.starts[at]
        finite = low in verbs or low.endswith("n't")
        follows = tokens.low(at - 1) in verbs or tokens.low(at - 1) in grammar.relatives
        verb = low in grammar.past or low in grammar.clause_verbs
        if (finite or verb) and begun and is_subject and not follows:
            return tokens.starts[at]
        begun = begun or finite or verb or low.endswith("ed")
    return scene.sentence.end


def _object_end(scene: Scene, item: Item) -> int:
    """ "Moscow denies targeting civilians, but thousands have died": what follows is not denied."""
    tokens = scene.tokens
    if not item.attribution.keep or tokens.low(item.attribution.after - 1) == "that":
        return scene.sentence.end
    for at in range(tokens.at(item.start), len(tokens.items) - 1):
        if tokens.lows[at] == "," and tokens.lows[at + 1] in scene.rules.speech.turning:
            told = has_verb(scene, at + 2) and not _is_verb(scene, at + 2)
            return tokens.items[at].start if told else scene.sentence.end
    return scene.sentence.end


def _is_verb(scene: Scene, index: int) -> bool:
    """Whether a clause goes on with the subject before: "verified videos, but cannot confirm ..."."""
    low, grammar = scene.tokens.low(index), scene.rules.grammar
    verbs = (grammar.clause_verbs, grammar.finite, grammar.modals, scene.rules.sources.auxiliaries)
    return (
        any(low in words for words in verbs) or low in scene.rules.forms or low.endswith(("ed", "not", "n't"))
    )


def _is_clause_start(scene: Scene, offset: int) -> bool:
    low = scene.tokens.low(scene.tokens.at(offset) - 1)
    return links(scene, low) or low in (",", "as", "because")


def before_link(scene: Scene, offset: int) -> int:
    """The offset without the words that link to what follows: ", and", ", which", ", adding"."""
    tokens = scene.tokens
    at = tokens.at(offset)
    grammar = scene.rules.grammar
    while at > 0 and (
        links(scene, tokens.low(at - 1))
        or tokens.low(at - 1) in (",", "then", "as", "before")
        or (tokens.low(at - 1) in grammar.prepositions and tokens.low(at) in grammar.relatives)  # "in which"
    ):
        at -= 1
    return tokens.items[at].start if at < len(tokens.items) else offset
