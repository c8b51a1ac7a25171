"""Noun phrases that can speak: the subject before a cue, or the agent after it."""

from dataclasses import dataclass

from kg.extract.scene import Scene
from kg.model import MentionKind, Span

PREPOSITIONS = frozenset(
    [
        "in",
        "on",
        "at",
        "of",
        "for",
        "from",
        "by",
        "with",
        "to",
        "into",
        "against",
        "near",
        "during",
        "under",
        "over",
        "about",
        "between",
        "among",
        "within",
    ]
)
DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "this",
        "that",
        "these",
        "those",
        "some",
        "many",
        "several",
        "two",
        "three",
        "four",
        "five",
        "all",
        "both",
        "other",
        "another",
        "one",
        "most",
        "no",
        "every",
        "any",
        "local",
    ]
)
_MARKS_INSIDE = frozenset(".'&-/%[]’")
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
        "did",
        "does",
        "do",
        "show",
        "shows",
        "reveal",
        "suggest",
        "indicate",
    ]
)
_CONJUNCTIONS = frozenset(["and", "or", "but", "nor"])
_ARTICLES = frozenset(["the", "a", "an", "its", "his", "her", "their"])
_VENUE_NOUNS = frozenset(
    [
        "statement",
        "interview",
        "briefing",
        "conference",
        "remarks",
        "comments",
        "telephone",
        "phone",
        "message",
        "email",
        "tweet",
        "report",
        "letter",
        "post",
        "televised",
        "written",
        "separate",
        "early",
        "late",
    ]
)
_REDUCED = frozenset(
    ["released", "issued", "published", "posted", "quoted", "obtained", "seen", "carried", "broadcast"]
)
_LONGEST = 45  # tokens a noun phrase may hold; keeps every scan bounded


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source as worded: ``whole`` with its insertions, ``base`` without, ``insertion`` if there is one."""

    whole: Span
    base: Span
    insertion: Span | None = None


def subject_before(scene: Scene, index: int) -> Phrase | None:
    """The noun phrase that ends right before token ``index`` and can speak; None if there is none."""
    before = scene.tokens.low(index - 1)
    if before in ("who", "which", "that"):
        end = index - 2 if scene.tokens.low(index - 2) == "," else index - 1
        return _base(scene, end) or _after_last(scene, "by", end) or _with_insertion(scene, end, ",")
    if before in (",", "–", ")"):
        return _with_insertion(scene, index - 1, before)
    return _base(scene, index) or _with_relative(scene, index)


def agent_after(scene: Scene, index: int, *, before: int | None = None) -> Phrase | None:
    """The noun phrase that begins at token ``index`` and can speak, with an apposition behind a comma.

    ``before`` is a token it must not reach; None is the end of the sentence.
    """
    tokens = scene.tokens
    end = _scan_right(scene, index)
    if before is not None and before < end:
        end = before
    if end <= index or not _qualifies(scene, index, end):
        return None
    base = _span(scene, index, end)
    if tokens.low(end) == "," and _opens_apposition(scene, end + 1):
        last = _scan_right(scene, end + 1)
        if last > end + 1:
            return Phrase(_span(scene, index, last), base, _span(scene, end + 1, last))
    return Phrase(base, base)


def split_joint(scene: Scene, phrase: Phrase) -> tuple[Phrase, ...]:
    """Two sources joined by "and" as two phrases, where each can speak by itself; else the one.

    A statement has one source, so "according to X and Y" gives two statements.
    """
    tokens = scene.tokens
    first, last = tokens.at(phrase.base.start), tokens.at(phrase.base.end)
    for at in range(first + 1, last - 1):
        if tokens.low(at) != "and" or scene.name_at(tokens.items[at].start, tokens.items[at].end):
            continue
        left, right = (first, at), (at + 1, last)
        named = [
            scene.names_in(_span(scene, *side), MentionKind.ORGANISATION, MentionKind.PERSON)
            for side in (left, right)
        ]
        if all(named) and _qualifies(scene, *left) and _qualifies(scene, *right):
            spans = (_span(scene, *left), _span(scene, *right))
            return tuple(Phrase(span, span) for span in spans)
    return (phrase,)


def _span(scene: Scene, first: int, last: int) -> Span:
    items = scene.tokens.items
    return Span(items[first].start, items[last - 1].end)


def _after_last(scene: Scene, preposition: str, end: int) -> Phrase | None:
    """ "denied by the army, which said": the phrase after the nearest preposition."""
    for at in range(end - 1, max(-1, end - 12), -1):
        if scene.tokens.low(at) == preposition:
            return Phrase(*(2 * (_span(scene, at + 1, end),))) if _qualifies(scene, at + 1, end) else None
    return None


def _with_relative(scene: Scene, index: int) -> Phrase | None:
    """ "Residents who fled the town said": the antecedent of a relative clause without commas."""
    tokens = scene.tokens
    for at in range(index - 1, max(-1, index - 14), -1):
        if tokens.low(at) in (",", ";", ":", "–", '"'):
            return None
        if tokens.low(at) in ("who", "which", "that"):
            base = _base(scene, at)
            return Phrase(Span(base.base.start, tokens.items[index - 1].end), base.base) if base else None
    return None


def _with_insertion(scene: Scene, close: int, mark: str) -> Phrase | None:
    """A subject followed by an insertion between commas, dashes or brackets that ends at ``close``."""
    tokens = scene.tokens
    opener = {",": ",", "–": "–", ")": "("}[mark]
    at = close
    for _ in range(6):
        at = next((i for i in range(at - 1, -1, -1) if tokens.low(i) in (opener, ";", ":", '"')), -1)
        if at < 0 or tokens.low(at) != opener:
            break
        base = _base(scene, at)
        if base and (mark != "," or _opens_insertion(scene, at + 1)):
            return _outermost(scene, base, at, close)
    return _base(scene, close) if mark == "," else None


def _outermost(scene: Scene, base: Phrase, at: int, close: int) -> Phrase:
    """ "Jane Roe, the head of the department, which ..., said": an apposition belongs to the name before it."""
    tokens = scene.tokens
    first = tokens.at(base.base.start)
    if tokens.low(first - 1) == "," and (
        tokens.low(first) in ("the", "a", "an") or tokens.low(first).isdigit()
    ):
        earlier = _base(scene, first - 1)
        if earlier and scene.names_in(earlier.base, MentionKind.PERSON):
            insertion = _span(scene, first, close)
            return Phrase(Span(earlier.base.start, insertion.end), earlier.base, insertion)
    insertion = _span(scene, at + 1, close)
    return Phrase(Span(base.base.start, insertion.end), base.base, insertion)


def _opens_insertion(scene: Scene, index: int) -> bool:
    low = scene.tokens.low(index)
    sources = scene.rules.sources
    return (
        low in sources.insertions
        or low in DETERMINERS
        or low in sources.roles
        or low.isdigit()
        or low.endswith("ed")
        or scene.name_starting(index) is not None
        or (index < len(scene.tokens.items) and scene.tokens.items[index].is_capital)
    )


def _opens_apposition(scene: Scene, index: int) -> bool:
    low = scene.tokens.low(index)
    sources = scene.rules.sources
    name = scene.name_starting(index)
    if low in ("a", "an", "the", "its", "their"):
        return any(scene.tokens.low(i) in sources.roles for i in range(index + 1, index + 7))
    return low in sources.roles or low.isdigit() or (name is not None and name.kind == MentionKind.PERSON)


def _base(scene: Scene, end: int) -> Phrase | None:
    """The phrase that ends before token ``end``, scanned to the left up to the edge of its clause."""
    if scene.tokens.low(end - 1) in scene.rules.sources.pronouns:
        start = end - 1
    else:
        start = _drop_adjunct(scene, _scan_left(scene, end), end)
    if start < end - 1 and scene.tokens.low(start) in scene.rules.sources.pronouns:
        return None  # "who said he lost six relatives told ...": a clause, not a noun phrase
    if start >= end or _is_relative_clause(scene, start) or not _qualifies(scene, start, end):
        return None
    span = _span(scene, start, end)
    return Phrase(span, span)


def _is_relative_clause(scene: Scene, start: int) -> bool:
    """ "(which) oversees operations": the words after a relative pronoun begin with its verb."""
    if scene.tokens.low(start - 1) not in ("who", "which", "that"):
        return False
    token = scene.tokens.items[start]
    noun = token.low in scene.rules.sources.people or token.low in scene.rules.sources.bodies
    verb = token.low.endswith(("s", "ed")) and not token.is_capital and not noun
    return verb and scene.name_starting(start) is None and token.low not in DETERMINERS


def _scan_left(scene: Scene, end: int) -> int:
    tokens, sources = scene.tokens, scene.rules.sources
    at = end - 1
    while at >= 0 and end - at < _LONGEST:
        token = tokens.items[at]
        if scene.name_at(token.start, token.end) is None:
            if not token.is_word and token.low not in _MARKS_INSIDE:
                break
            if token.low in sources.boundaries or token.low in _FINITE or token.start in scene.finite_cues:
                break
            if token.low in _CONJUNCTIONS and not _joins_nouns(scene, at):
                break
            if token.low.endswith("ed") and at + 1 < end and tokens.low(at + 1) in _ARTICLES:
                break  # "inspected the way": a verb with its object
        at -= 1
    return at + 1


def _joins_nouns(scene: Scene, at: int) -> bool:
    """Whether "and" at ``at`` joins two nouns; it does not where a verb stands before it in the clause."""
    tokens = scene.tokens
    if tokens.low(at) == "but" or not 0 < at < len(tokens.items) - 1:
        return False
    for i in range(at - 1, max(-1, at - 12), -1):
        low = tokens.low(i)
        if low in (";", ":", '"', "–") or (low == "," and i < at - 1):
            return True
        form = scene.rules.forms.get(low)
        if low in _FINITE or (form and form.kind in ("past", "third") and not form.cue.ambiguous):
            return False
        token = tokens.items[i]
        if low.endswith("ed") and not token.is_capital and not scene.name_at(token.start, token.end):
            return False
    return True


def _drop_adjunct(scene: Scene, start: int, end: int) -> int:
    """ "On Monday a spokesman", "Meanwhile the army": the phrase begins after such an opening."""
    tokens, sources = scene.tokens, scene.rules.sources
    while start < end - 1:
        low = tokens.low(start)
        if (
            low in sources.openers
            or (scene.is_date(start) and low not in DETERMINERS)
            or low in ("and", ".", "[")
        ):
            start += 1
        elif low in PREPOSITIONS:
            start = _after_preposition(scene, start, end)
        else:
            break
    return start


def _after_preposition(scene: Scene, start: int, end: int) -> int:
    tokens, sources = scene.tokens, scene.rules.sources
    for at in range(start + 2, end):
        before, low = tokens.low(at - 1), tokens.low(at)
        if before in PREPOSITIONS or before in DETERMINERS:
            continue
        previous = tokens.items[at - 1]
        after_name = scene.name_at(previous.start, previous.end) is not None or scene.is_date(at - 1)
        if low in ("a", "an", "the") or scene.name_starting(at):
            return at
        if after_name and (low in sources.people or low in sources.bodies):
            return at
    return end


def _qualifies(scene: Scene, start: int, end: int) -> bool:
    """Whether the head of the phrase is somebody or something that can speak."""
    tokens, sources = scene.tokens, scene.rules.sources
    head_end = next(
        (i for i in range(start + 1, end) if tokens.low(i) in PREPOSITIONS or tokens.low(i) in _REDUCED), end
    )
    words = [i for i in range(start, head_end) if tokens.items[i].is_word]
    if not words:
        return False
    if len(words) == 1 and tokens.low(words[0]) in sources.pronouns:
        return True
    span = _span(scene, start, head_end)
    if any(name.start < span.end and span.start < name.end for name in scene.names):
        names = [name for name in scene.names if name.start < span.end and span.start < name.end]
        if any(name.kind != MentionKind.PLACE for name in names) or names[-1].end >= span.end:
            return True
    known = sources.people | sources.bodies | sources.documents
    if any(tokens.low(i) in known for i in words):
        return True
    last = tokens.items[words[-1]]
    return last.is_capital and last.low not in _NO_NAME and not scene.is_date(words[-1])


_NO_NAME = frozenset(
    [
        "this",
        "that",
        "these",
        "those",
        "there",
        "here",
        "what",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "but",
        "and",
        "so",
        "as",
        "then",
        "if",
        "when",
        "while",
        "where",
        "who",
        "why",
        "how",
        "nobody",
        "nothing",
        "everyone",
        "everything",
        "both",
        "either",
        "such",
        "photo",
        "photos",
        "picture",
        "video",
    ]
)


def _scan_right(scene: Scene, index: int) -> int:
    tokens, sources = scene.tokens, scene.rules.sources
    at = index
    while at < len(tokens.items) and at - index < _LONGEST:
        token = tokens.items[at]
        if scene.name_at(token.start, token.end) is None:
            if not token.is_word and not (token.low in _MARKS_INSIDE and at + 1 < len(tokens.items)):
                break
            if at > index and (token.low in sources.boundaries or token.low in _FINITE or token.low == "but"):
                break
            if at > index and (scene.is_date(at) or _opens_venue(scene, at)):
                break
            if token.low in ("adding", "citing", "quoting", "speaking", "saying"):
                break
            form = scene.rules.forms.get(token.low)
            if at > index and form and form.kind == "past" and token.low not in _REDUCED:
                break
        at += 1
    while at > index and tokens.low(at - 1) in ("and", ".", "[", "on", "of"):
        at -= 1
    return at


def _opens_venue(scene: Scene, at: int) -> bool:
    """ "in a statement", "on Monday", "during a briefing", "at the scene": when and where, not who."""
    tokens = scene.tokens
    if tokens.low(at) not in ("in", "on", "at", "during", "via", "by", "after", "late", "early", "outside"):
        return False
    near = range(at + 1, min(at + 5, len(tokens.items)))
    return any(scene.is_date(i) or tokens.low(i) in _VENUE_NOUNS for i in near)
