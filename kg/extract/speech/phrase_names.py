"""Who a source phrase names: the noun it is about, the person, the body, the role."""

from kg.extract.language.scene import Scene
from kg.extract.names import Name
from kg.extract.speech.noun_phrases import Phrase
from kg.model import MentionKind, Span


def head_word(scene: Scene, span: Span) -> str:
    """The noun the phrase is about: the last word of its head that is no determiner."""
    head = head_span(scene, span)
    words = [
        token
        for token in scene.tokens.items[scene.tokens.at(head.start) : scene.tokens.at(head.end)]
        if token.is_word and token.low not in scene.rules.grammar.determiners
    ]
    return words[-1].low if words else ""


def head_span(scene: Scene, span: Span) -> Span:
    """The phrase up to its first preposition: what it is about, not what it belongs to."""
    tokens = scene.tokens
    first, last = tokens.at(span.start), tokens.at(span.end)
    for at in range(first + 1, last):
        low = tokens.lows[at]
        preposition = low in scene.rules.grammar.prepositions and scene.named[at] is None
        if preposition or low in scene.rules.sources.head_ends:
            return Span(span.start, tokens.items[at - 1].end)
    return span


def person_in(scene: Scene, phrase: Phrase) -> Name | None:
    """A person named in the head of the phrase, or in the apposition behind it."""
    head = head_span(scene, phrase.base)
    inside = [n for n in scene.names_in(phrase.base, MentionKind.PERSON) if n.start < head.end]
    inside = [n for n in inside if not _owns(scene, n, phrase.base)]
    if not inside and phrase.insertion is not None:
        early = Span(phrase.insertion.start, phrase.insertion.start + 60)
        inside = [
            n for n in scene.names_in(phrase.insertion, MentionKind.PERSON) if n.start <= early.start + 40
        ]
        if _is_of_one(scene, phrase.base):
            return None
        lead = scene.folded[phrase.insertion.start : inside[0].start].lower().split() if inside else []
        if any(word in scene.rules.sources.not_apposed for word in lead):
            return None
    if not inside:
        after = [n for n in scene.names_in(phrase.base, MentionKind.PERSON) if n.end == phrase.base.end]
        inside = after if after and _is_person_noun(scene, head_word(scene, phrase.base)) else []
    return inside[-1] if inside else None


def _is_of_one(scene: Scene, base: Span) -> bool:
    """ "Relatives of the driver, Jane Roe, said": many speak of the one who is named."""
    noun = head_word(scene, base)
    many = noun.endswith("s") or noun in ("people", "family")
    return many and f"{noun} of " in scene.words(base).lower()


def new_name(scene: Scene, span: Span) -> Span | None:
    """ "a grocer Jane Roe": the two or three capitals behind what somebody is; None where none stand so."""
    tokens = scene.tokens
    first, last = tokens.at(span.start), tokens.at(span.end)
    start = last
    while start > first and tokens.items[start - 1].is_capital and scene.named[start - 1] is None:
        start -= 1
    before = tokens.lows[start - 1] if start > first else ""
    if not 1 < last - start < 4 or before not in scene.rules.sources.people:
        return None
    return scene.span(start, last)


def _is_person_noun(scene: Scene, low: str) -> bool:
    """Whether a word in lower case is a role or a noun for people: "mayor", "residents"."""
    return low in scene.rules.sources.roles or low in scene.rules.sources.people


def _owns(scene: Scene, name: Name, span: Span) -> bool:
    """ "Roe's party": not the person but what is the person's."""
    return name.end < span.end and scene.folded.startswith("'s ", name.end)


def body_in(scene: Scene, span: Span) -> Name | None:
    """The body named in the head of the phrase: the last one there; a country speaks for its government."""
    head = head_span(scene, span)
    bodies = [n for n in scene.names_in(span, MentionKind.ORGANISATION) if n.start < head.end]
    bodies = [n for n in bodies if not _only_runs(scene, n, span)]
    if bodies:
        return bodies[-1]
    places = [n for n in scene.names_in(span, MentionKind.PLACE) if n.start < head.end and n.end >= head.end]
    if places and places[-1].registered:
        return places[-1]
    everywhere = scene.names_in(span, MentionKind.ORGANISATION)
    documents = scene.rules.sources.documents
    return everywhere[0] if everywhere and head_word(scene, span) in documents else None


def _only_runs(scene: Scene, name: Name, span: Span) -> bool:
    """ "the Hamas-run media office": not the body that speaks but the one behind it."""
    return name.end < span.end and scene.folded[name.end] == "-" and scene.folded[name.end + 1].isalpha()


def represented(scene: Scene, phrase: Phrase, person: Name | None) -> Name | None:
    """The body somebody speaks for: behind "spokesman for", or before the role, as in "UN envoy"."""
    spans = [phrase.base, *([phrase.insertion] if phrase.insertion else [])]
    for span in spans:
        bodies = [n for n in scene.names_in(span, MentionKind.ORGANISATION) if n != person]
        for body in bodies:
            at = scene.tokens.at(body.start)
            before = [scene.tokens.low(i) for i in range(max(0, at - 5), at)]
            after = scene.tokens.low(scene.tokens.at(body.end))
            fits = (
                any(word in scene.rules.sources.represent for word in before)
                or after in scene.rules.sources.roles
            )
            if fits or after in scene.rules.sources.people or body.start <= span.start + 4:
                return body
    return None


def role_of(scene: Scene, phrase: Phrase, person: Name, originals: str) -> str | None:
    """The words around the name that say what the person is, in the article's words."""
    parts: list[str] = []
    if person.start >= phrase.base.start and person.end <= phrase.base.end:
        parts.append(originals[phrase.base.start : person.start])
    elif phrase.insertion:
        parts.append(originals[phrase.base.start : phrase.base.end])
    if phrase.insertion and person.end <= phrase.insertion.start:
        parts.append(originals[phrase.insertion.start : phrase.insertion.end])
    worded = [part.strip(" ,–\n") for part in parts]
    kept = [
        part
        for part in worded
        if any(_is_person_noun(scene, word.strip(".,").lower()) for word in part.split()) or "." in part
    ]
    return ", ".join(kept) or None
