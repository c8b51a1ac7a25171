"""What may stand between a cue and the words: to whom, when, where and in which form it was said."""

from kg.extract.language.scene import Scene
from kg.model import MentionKind

_STOP_MARKS = frozenset(',.;:"–(')
_CLOSES = ("", ".", ",", "that", '"', ":")
_ASIDE = 16  # tokens of an adjunct between commas
_RECIPIENT_WORDS = 14  # tokens that whom it was told may take


def skip_recipient(scene: Scene, index: int) -> int:
    """The token after "reporters", "Reuters", "the BBC's Arabic service": whom it was told."""
    plain = _plain_recipient(scene, index)
    if plain:
        return plain
    items, words = scene.tokens.items, scene.rules.speech
    at = _quoted_recipient(scene, index) or index
    while at < len(items) and at - index < _RECIPIENT_WORDS:
        token = items[at]
        if _stops(scene, token.low) or at in scene.dated:
            break
        if at > index:
            if token.low in scene.rules.sources.pronouns:
                break  # "said to the agency I counted eleven", with its marks lost
            inside = scene.named[at] is not None or token.is_capital or token.low in words.recipients
            inside = inside or token.low == "of"  # "told the conference of the federation that"
            if token.low in words.venue_prepositions or (not inside and _ended(scene, at)):
                break
        at += 1
    return at


def _plain_recipient(scene: Scene, index: int) -> int:
    """ "told clients the offer was dead", "told his wife he would come": the token behind one or two words;
    0 where the beginning of a clause does not follow them.
    """
    lows, grammar = scene.tokens.lows, scene.rules.grammar
    opens = grammar.determiners | grammar.articles | scene.rules.sources.pronouns | grammar.clause_subjects
    first = index + (scene.tokens.low(index) in grammar.determiners | grammar.articles)
    for at in range(first + 1, min(first + 3, len(lows))):
        word = lows[at - 1]
        if (
            not word.isalpha()
            or word in opens | grammar.prepositions
            or scene.named[at - 1] is not None
            or at - 1 in scene.dated
        ):
            return 0
        if lows[at] in opens or lows[at] == "nobody":
            return at
    return 0


def _quoted_recipient(scene: Scene, index: int) -> int:
    """'told "Smart" that ...': the token behind a short quotation that names an outlet; 0 if none does."""
    lows = scene.tokens.lows
    at = index + (scene.tokens.low(index) == "to")
    if lows[at : at + 1] != ('"',):
        return 0
    close = next((i for i in range(at + 1, min(at + 3, len(lows))) if lows[i] == '"'), 0)
    return close + 1 if close and lows[close + 1 : close + 2] == ("that",) else 0


def _stops(scene: Scene, low: str) -> bool:
    return low in _STOP_MARKS or low in scene.rules.speech.adjunct_stops


def _ended(scene: Scene, at: int) -> bool:
    """Whether the recipient is complete before ``at``: its last word is a name or a noun for an audience."""
    return scene.tokens.lows[at - 1] in scene.rules.speech.recipients or scene.named[at - 1] is not None


def skip_adjuncts(scene: Scene, index: int) -> tuple[int, int]:
    """The token where the words begin, and the offset where the last adjunct ended (0 without any).

    A leading "that" is skipped too: it belongs to the cue.
    """
    tokens = scene.tokens
    at, ended = _aside(scene, index), 0
    while at < len(tokens.items):
        if tokens.lows[at] in scene.rules.speech.afterwards and tokens.low(at + 1) in _CLOSES:
            at += 1  # "he revealed afterwards", "she said again that"
            ended = tokens.items[at - 1].end
            continue
        step = (
            _phrase(scene, at)
            or _date(scene, at)
            or _venue(scene, at)
            or _place(scene, at)
            or _announced(scene, at)
        )
        if not step:
            break
        at = step
        ended = tokens.items[at - 1].end
    at, ended = _up_to_that(scene, at, ended)
    if ended and tokens.low(at) == "," and tokens.low(at + 1) in ("that", '"'):
        at += 1
    if tokens.low(at) == "that":
        at += 2 if tokens.low(at + 1) == "," else 1
    elif tokens.low(at) == ":" or (tokens.low(at) == "," and tokens.low(at + 1) == '"'):
        at += 1
    return at, ended


def _aside(scene: Scene, index: int) -> int:
    """ "denied, however, that": a word between commas that belongs to neither side."""
    lows = scene.tokens.lows[index : index + 3]
    if lows[:1] == (",",) and lows[1:2] and lows[1] in scene.rules.speech.venue_prepositions:
        reach = scene.tokens.lows[index + 1 : index + _ASIDE]
        close = next((at for at, low in enumerate(reach) if low == ","), 0)
        if close and reach[close + 1 : close + 2] == ("that",):
            return index + close + 2  # "conceded, in a letter that hung in her hall, that"
    if len(lows) < 3 or not lows[0] == lows[2] == ",":
        return index
    adverb = lows[1].endswith("ly") and scene.tokens.low(index + 3) == "that"  # "argues, rightly, that"
    return index + 3 if adverb or lows[1] in scene.rules.speech.inserted else index


def _announced(scene: Scene, at: int) -> int:
    """ "said last night, quote, ..." and "told us, and I quote, ...": the token behind "quote,"."""
    lows = scene.tokens.lows
    word = at + 3 if lows[at + 1 : at + 3] == ("and", "i") else at + 1
    return word + 1 if lows[at : at + 1] == (",",) and lows[word : word + 2] == ("quote", ",") else 0


def _up_to_that(scene: Scene, at: int, ended: int) -> tuple[int, int]:
    """ "said from the beginning that ...": an adjunct of any kind, known by the "that" behind it."""
    tokens = scene.tokens
    if tokens.low(at) not in scene.rules.speech.adjunct_leads:
        return at, ended
    for i in range(at + 1, min(at + 8, len(tokens.items))):
        if tokens.low(i) == "that":
            return i, tokens.items[i - 1].end
        if _stops(scene, tokens.low(i)):
            break
    return at, ended


def _phrase(scene: Scene, at: int) -> int:
    """ "at the time", "in turn" where nothing else follows: the token behind it."""
    phrases, lows = scene.rules.speech.adjunct_phrases, scene.tokens.lows
    ends = (last for last in range(at + 2, at + 5) if scene.tokens.low(last) in _CLOSES)
    return next((last for last in ends if " ".join(lows[at:last]) in phrases), 0)


def _date(scene: Scene, at: int) -> int:
    """A date after the cue ("on Monday", "late Friday"), where it cannot begin the words themselves."""
    tokens = scene.tokens
    first = at + 1 if tokens.low(at) == "," or tokens.low(at) in scene.rules.speech.date_leads else at
    if first < len(tokens.items) and tokens.low(first) in ("on", "late", "early"):
        first += 1
    if first >= len(tokens.items) or not scene.is_date(first):
        return 0
    last = first
    while last < len(tokens.items) and scene.is_date(last):
        last += 1
    after = tokens.low(last)
    begins_words = tokens.low(at) in ("in", ",") and after not in ("that", "", ".", ",", '"')
    return 0 if begins_words or (tokens.low(at) == "," and after not in (".", "", "that")) else last


def _venue(scene: Scene, at: int) -> int:
    """ "in a statement, released on Friday," and the like, up to the noun and its participle."""
    tokens, words = scene.tokens, scene.rules.speech
    first = at + 1 if tokens.low(at) == "," else at
    if tokens.low(first) not in words.venue_prepositions:
        return 0
    noun = next(
        (
            i
            for i in range(first + 1, min(first + 8, len(tokens.items)))
            if tokens.low(i) in words.venues or _stops(scene, tokens.low(i))
        ),
        None,
    )
    if noun is None or tokens.low(noun) not in words.venues:
        return 0
    last = noun + 1
    while tokens.low(last) in words.venues:
        last += 1
    return _issued(scene, last)


def _issued(scene: Scene, at: int) -> int:
    """Behind the venue: "released on Friday", "to the agency"."""
    tokens, words = scene.tokens, scene.rules.speech
    first = at + 1 if tokens.low(at) == "," else at
    issued, goes_on = tokens.low(first) in words.issued, tokens.low(first) in words.issued_prepositions
    if not (issued or goes_on) or (goes_on and tokens.low(at) == ","):
        return at
    last = first
    while last < len(tokens.items) and not _stops(scene, tokens.low(last)) and last - first < 12:
        last += 1
    if not issued and tokens.low(last) not in ("that", ",", ".", ""):
        return at
    return last + 1 if tokens.low(at) == "," and tokens.low(last) == "," else last


def _place(scene: Scene, at: int) -> int:
    """ "outside the hospital", "in Kabul" at the end of an attribution."""
    tokens = scene.tokens
    if tokens.low(at) not in scene.rules.speech.place_prepositions:
        return 0
    name = scene.name_starting(at + 1)
    if name is None or name.kind != MentionKind.PLACE:
        return 0
    last = tokens.at(name.end)
    return (
        last
        if tokens.low(last) in (".", "", "that", ",") and tokens.low(last + 1) in ("", "that", '"')
        else 0
    )
