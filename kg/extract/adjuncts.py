"""What may stand between a cue and the words: to whom, when, where and in which form it was said."""

from kg.extract.scene import Scene
from kg.model import MentionKind

_VENUES = frozenset(
    [
        "statement",
        "statements",
        "interview",
        "interviews",
        "briefing",
        "conference",
        "report",
        "letter",
        "email",
        "e-mail",
        "message",
        "telephone",
        "phone",
        "twitter",
        "facebook",
        "telegram",
        "media",
        "address",
        "speech",
        "remarks",
        "comments",
        "post",
        "tweet",
        "website",
        "communique",
        "release",
        "summary",
        "video",
        "channel",
        "television",
        "radio",
        "update",
        "hearing",
        "meeting",
        "telegram",
        "testimony",
        "condition",
        "anonymity",
        "broadcast",
        "call",
    ]
)
_ISSUED = frozenset(
    [
        "released",
        "issued",
        "published",
        "posted",
        "sent",
        "aired",
        "broadcast",
        "carried",
        "seen",
        "obtained",
        "dated",
        "late",
    ]
)
_OPENERS = frozenset(["in", "at", "on", "during", "via", "by", "through", "from", "over", "after", "under"])
_STOPS = frozenset([",", ".", ";", ":", '"', "–", "(", "that", "which", "who", "adding", "saying"])
_RECIPIENTS = frozenset(
    [
        "reporters",
        "journalists",
        "parliament",
        "lawmakers",
        "us",
        "them",
        "him",
        "her",
        "me",
        "newspaper",
        "agency",
        "agencies",
        "television",
        "tv",
        "news",
        "media",
        "magazine",
        "mission",
        "families",
        "residents",
        "relatives",
        "inquiry",
        "committee",
        "investigators",
        "officials",
        "radio",
        "channel",
        "council",
        "website",
        "online",
        "congress",
        "senators",
        "listeners",
        "followers",
    ]
)


def skip_recipient(scene: Scene, index: int) -> int:
    """The token after "reporters", "Reuters", "the BBC's Arabic service": whom it was told."""
    tokens = scene.tokens
    at = index
    while at < len(tokens.items) and at - index < 14:
        token = tokens.items[at]
        name = scene.name_at(token.start, token.end)
        if token.low in _STOPS or (at > index and token.low in _OPENERS) or scene.is_date(at):
            break
        if (
            at > index
            and name is None
            and not token.is_capital
            and token.low not in _RECIPIENTS
            and _ended(scene, at)
        ):
            break
        at += 1
    return at


def _ended(scene: Scene, at: int) -> bool:
    """Whether the recipient is complete before ``at``: its last word is a name or a noun for an audience."""
    last = scene.tokens.items[at - 1]
    return last.low in _RECIPIENTS or scene.name_at(last.start, last.end) is not None


def skip_adjuncts(scene: Scene, index: int) -> tuple[int, int]:
    """The token where the words begin, and the offset where the last adjunct ended (0 without any).

    A leading "that" is skipped too: it belongs to the cue.
    """
    tokens = scene.tokens
    at, ended = index, 0
    while at < len(tokens.items):
        step = _date(scene, at) or _venue(scene, at) or _place(scene, at)
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


def _up_to_that(scene: Scene, at: int, ended: int) -> tuple[int, int]:
    """ "said from the beginning that ...": an adjunct of any kind, known by the "that" behind it."""
    tokens = scene.tokens
    if tokens.low(at) not in _LEADS:
        return at, ended
    for i in range(at + 1, min(at + 8, len(tokens.items))):
        if tokens.low(i) == "that":
            return i, tokens.items[i - 1].end
        if tokens.low(i) in _STOPS:
            break
    return at, ended


_LEADS = frozenset(
    "from since for with during in at on by to repeatedly again later earlier afterwards privately".split()
)


def _date(scene: Scene, at: int) -> int:
    """A date after the cue ("on Monday", "late Friday"), where it cannot begin the words themselves."""
    tokens = scene.tokens
    first = at + 1 if tokens.low(at) in ("on", "late", "early", ",", "in") else at
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
    tokens = scene.tokens
    first = at + 1 if tokens.low(at) == "," else at
    if tokens.low(first) not in _OPENERS:
        return 0
    noun = next(
        (
            i
            for i in range(first + 1, min(first + 8, len(tokens.items)))
            if tokens.low(i) in _VENUES or tokens.low(i) in _STOPS
        ),
        None,
    )
    if noun is None or tokens.low(noun) not in _VENUES:
        return 0
    last = noun + 1
    while tokens.low(last) in _VENUES:
        last += 1
    return _issued(scene, last)


def _issued(scene: Scene, at: int) -> int:
    tokens = scene.tokens
    first = at + 1 if tokens.low(at) == "," else at
    if tokens.low(first) not in _ISSUED and tokens.low(first) not in ("on", "to", "with", "from", "at"):
        return at
    if tokens.low(first) in ("on", "to", "with", "from", "at") and tokens.low(at) == ",":
        return at
    last = first
    while last < len(tokens.items) and tokens.low(last) not in _STOPS and last - first < 12:
        last += 1
    if tokens.low(first) not in _ISSUED and tokens.low(last) not in ("that", ",", ".", ""):
        return at
    return last + 1 if tokens.low(at) == "," and tokens.low(last) == "," else last


def _place(scene: Scene, at: int) -> int:
    """ "outside the hospital", "in Kabul" at the end of an attribution."""
    tokens = scene.tokens
    if tokens.low(at) not in ("in", "from", "outside", "at", "near"):
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
