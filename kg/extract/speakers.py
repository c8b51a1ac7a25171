"""Who a source phrase stands for: a name, a body, an unnamed source, or somebody named elsewhere in the article."""

import re
from dataclasses import dataclass, field, replace

from kg.extract.names import Name
from kg.extract.noun_phrases import DETERMINERS, PREPOSITIONS, Phrase
from kg.extract.scene import Scene
from kg.model import MentionKind, Span
from kg.registry import Organisation, Registry
from kg.vocab import Resolution

_ARTICLE = re.compile(r"\A(?:the|a|an|some|his|her|its|their)\s+", re.I)
_REDUCED = re.compile(
    r"\s+(?:released|issued|published|posted|speaking|quoted|carried|who|which|that)\b.*", re.I | re.S
)
_DEFINITE = re.compile(r"(?:the|this|that|its|his|her|their)\s", re.I)
_ISSUED = frozenset(
    [
        "statement",
        "statements",
        "report",
        "tally",
        "release",
        "communique",
        "communiqué",
        "letter",
        "bulletin",
        "update",
        "count",
        "toll",
    ]
)
_REPRESENT = ("for", "of", "from", "with", "in")
_SHE = frozenset(["he", "she"])


@dataclass(frozen=True, slots=True)
class Speaker:
    """The source of a statement. ``at`` is where the name or phrase stands; ``words`` how it is worded here.

    ``rule`` names how an anaphor was resolved; it is "" where the passage itself names the source.
    """

    name: str
    id: str
    at: Span | None
    words: str
    resolved: Resolution
    role: str | None = None
    org: str | None = None
    org_id: str | None = None
    is_person: bool = False
    is_body: bool = False
    rule: str = ""


@dataclass(slots=True)
class Memory:
    """Who has spoken or was named so far; what pronouns and "the statement" can mean. Grows in reading order."""

    bodies: list[Speaker] = field(default_factory=list)
    persons: list[Speaker] = field(default_factory=list)
    unnamed: list[Speaker] = field(default_factory=list)
    issuer: Speaker | None = None
    last: Speaker | None = None
    names: tuple[Name, ...] = ()

    def note(self, speaker: Speaker) -> None:
        """Remember a resolved speaker as the latest of its kind."""
        kept = replace(speaker, rule="")
        kind = self.persons if speaker.is_person else self.bodies if speaker.is_body else self.unnamed
        kind[:] = [item for item in kind if item.id != speaker.id]
        kind.append(kept)
        self.last = kept


def resolve(scene: Scene, phrase: Phrase, memory: Memory, originals: str, registry: Registry) -> Speaker:
    """The speaker behind a phrase; ``originals`` is the stored text, from which names are worded.

    A pronoun or a description that fits nobody named so far stays as it is worded: an unnamed source.
    """
    words = originals[phrase.base.start : phrase.base.end]
    low = scene.words(phrase.base).lower()
    head = _head_word(scene, phrase.base)
    plain = Speaker(words, f"source-{phrase.base.start}", phrase.base, words, Resolution.NAMED)
    if low in scene.rules.sources.pronouns:
        return _anaphor(plain, _antecedent(low, memory), "pronoun")
    person = _person(scene, phrase)
    if person is not None:
        return _named_person(scene, phrase, person, memory, originals)
    if head in scene.rules.sources.documents:
        return _document(scene, phrase, plain, head, memory)
    if head in scene.rules.sources.people:
        return _unnamed(scene, phrase, plain, head, memory, originals)
    body = _body(scene, phrase.base)
    if body is not None:
        return Speaker(
            originals[body.start : body.end],
            body.id,
            Span(body.start, body.end),
            words,
            Resolution.NAMED,
            is_body=True,
        )
    return _other(scene, phrase, plain, head, memory, originals, registry)


def _anaphor(plain: Speaker, found: Speaker | None, rule: str) -> Speaker:
    if found is None:
        return plain
    return replace(found, at=plain.at, words=plain.words, resolved=Resolution.ANAPHOR, rule=rule)


def _antecedent(pronoun: str, memory: Memory) -> Speaker | None:
    if pronoun in _SHE:
        candidates = memory.persons
        singular = [item for item in memory.unnamed if not item.name.lower().rstrip().endswith("s")]
        if memory.last is not None and memory.last in singular:
            return memory.last
        return candidates[-1] if candidates else None
    if pronoun == "it":
        if (
            memory.last is not None
            and not memory.last.is_person
            and not memory.last.name.lower().endswith("s")
        ):
            return memory.last
        return memory.bodies[-1] if memory.bodies else None
    if pronoun == "they":
        return memory.last if memory.last is not None and not memory.last.is_person else None
    return memory.last


def _person(scene: Scene, phrase: Phrase) -> Name | None:
    """A person named in the head of the phrase, or in the apposition behind it."""
    head = _head_span(scene, phrase.base)
    inside = [n for n in scene.names_in(phrase.base, MentionKind.PERSON) if n.start < head.end]
    if not inside and phrase.insertion is not None:
        early = Span(phrase.insertion.start, phrase.insertion.start + 60)
        inside = [
            n for n in scene.names_in(phrase.insertion, MentionKind.PERSON) if n.start <= early.start + 40
        ]
        lead = scene.folded[phrase.insertion.start : inside[0].start].lower().split() if inside else []
        if any(word in ("including", "who", "which", "like", "after", "of", "for") for word in lead):
            return None
    if not inside:
        after = [n for n in scene.names_in(phrase.base, MentionKind.PERSON) if n.end == phrase.base.end]
        inside = after if _head_word(scene, phrase.base) in scene.rules.sources.roles else []
    return inside[-1] if inside else None


def _named_person(scene: Scene, phrase: Phrase, person: Name, memory: Memory, originals: str) -> Speaker:
    known = next((item for item in reversed(memory.persons) if item.id == person.id), None)
    name = originals[person.start : person.end]
    if known is not None and len(known.name) > len(name):
        name = known.name
    role, org = _role(scene, phrase, person, originals), _represented(scene, phrase, person)
    return Speaker(
        name, person.id, Span(person.start, person.end), originals[phrase.base.start : phrase.base.end], Resolution.NAMED,
        role=role,
        org=originals[org.start : org.end] if org else known.org if known else None,
        org_id=org.id if org else known.org_id if known else None,
        is_person=True,
    )  # fmt: skip


def _role(scene: Scene, phrase: Phrase, person: Name, originals: str) -> str | None:
    """The words around the name that say what the person is, in the article's words."""
    parts: list[str] = []
    if person.start >= phrase.base.start and person.end <= phrase.base.end:
        parts.append(originals[phrase.base.start : person.start])
    elif phrase.insertion:
        parts.append(originals[phrase.base.start : phrase.base.end])
    if phrase.insertion and person.end <= phrase.insertion.start:
        parts.append(originals[phrase.insertion.start : phrase.insertion.end])
    roles = scene.rules.sources.roles | scene.rules.sources.people
    worded = [part.strip(" ,–\n") for part in parts]
    kept = [
        part
        for part in worded
        if any(word.strip(".,").lower() in roles for word in part.split()) or "." in part
    ]
    return ", ".join(kept) or None


def _represented(scene: Scene, phrase: Phrase, person: Name | None) -> Name | None:
    """The body somebody speaks for: after "spokesman for", or before the role ("UN envoy", "Taliban spokesman")."""
    spans = [phrase.base, *([phrase.insertion] if phrase.insertion else [])]
    for span in spans:
        bodies = [n for n in scene.names_in(span, MentionKind.ORGANISATION) if n != person]
        for body in bodies:
            at = scene.tokens.at(body.start)
            before = [scene.tokens.low(i) for i in range(max(0, at - 5), at)]
            after = scene.tokens.low(scene.tokens.at(body.end))
            fits = any(word in _REPRESENT for word in before) or after in scene.rules.sources.roles
            if fits or after in scene.rules.sources.people or body.start <= span.start + 4:
                return body
    return None


def _document(scene: Scene, phrase: Phrase, plain: Speaker, head: str, memory: Memory) -> Speaker:
    """A statement or report speaks for its issuer; figures and indications speak for nobody named."""
    body = _body(scene, phrase.whole)
    if body is not None:
        text = scene.folded
        return replace(
            plain, name=text[body.start : body.end], id=body.id, at=Span(body.start, body.end), is_body=True
        )
    low = scene.words(phrase.base).lower()
    owner = next((item for item in reversed(memory.bodies) if _shares_noun(low, item, scene)), None)
    if owner is not None:
        return _anaphor(plain, owner, "document-of-body")
    if head in _ISSUED and _DEFINITE.match(low):
        return _anaphor(plain, memory.issuer or (memory.bodies[-1] if memory.bodies else None), "document")
    return replace(plain, name=_bare(plain.name))


def _shares_noun(low: str, body: Speaker, scene: Scene) -> bool:
    """ "the ministry's website": a noun for a body that is part of a body's name."""
    nouns = set(re.findall(r"[a-z]+", low)) & scene.rules.sources.bodies
    return bool(nouns & set(re.findall(r"[a-z]+", body.name.lower())))


def _unnamed(
    scene: Scene, phrase: Phrase, plain: Speaker, head: str, memory: Memory, originals: str
) -> Speaker:
    """ "a spokesman", "residents", "Afghan officials"; "the spokesman" is whoever spoke in that role."""
    org = _represented(scene, phrase, None)
    low = scene.words(phrase.base).lower()
    if _DEFINITE.match(low) and org is None:
        for known in reversed([*memory.unnamed, *memory.persons]):
            if head in f"{known.role or ''} {known.name if not known.is_person else ''}".lower().split():
                return _anaphor(plain, known, f"the-{head}")
    name = _bare(originals[phrase.base.start : phrase.base.end])
    same = next((item for item in memory.unnamed if item.name.lower() == name.lower()), None)
    return replace(
        plain,
        name=name,
        id=same.id if same else plain.id,
        org=originals[org.start : org.end] if org else None,
        org_id=org.id if org else None,
        role=name if head in scene.rules.sources.roles else None,
    )


def _bare(words: str) -> str:
    """The phrase without its article and without "speaking on condition of anonymity"."""
    return _REDUCED.sub("", _ARTICLE.sub("", words, count=1)).strip(" ,\n")


def _body(scene: Scene, span: Span) -> Name | None:
    """The body named in the head of the phrase: the last one there; a country speaks for its government."""
    head = _head_span(scene, span)
    bodies = [n for n in scene.names_in(span, MentionKind.ORGANISATION) if n.start < head.end]
    if bodies:
        return bodies[-1]
    places = [n for n in scene.names_in(span, MentionKind.PLACE) if n.start < head.end and n.end >= head.end]
    if places and places[-1].registered:
        return places[-1]
    everywhere = scene.names_in(span, MentionKind.ORGANISATION)
    documents = scene.rules.sources.documents
    return everywhere[0] if everywhere and _head_word(scene, span) in documents else None


def _other(
    scene: Scene,
    phrase: Phrase,
    plain: Speaker,
    head: str,
    memory: Memory,
    originals: str,
    registry: Registry,
) -> Speaker:
    """ "the ministry", "the group", "police": a body named before by a name or of a kind that fits, else unnamed."""
    low = scene.words(phrase.base).lower()
    org = _represented(scene, phrase, None)
    if _DEFINITE.match(low) and head in scene.rules.sources.bodies and org is None:
        owner = next(
            (b for b in reversed(memory.bodies) if head in re.findall(r"[a-z]+", b.name.lower())), None
        )
        if owner is None and len(low.split()) == 2:
            owner = next((b for b in reversed(memory.bodies) if _is_kind(b, head, registry)), None)
        owner = owner or _mentioned(head, phrase, memory, originals)
        if owner is not None:
            return _anaphor(plain, owner, f"the-{head}")
    name = _bare(originals[phrase.base.start : phrase.base.end])
    same = next((item for item in memory.unnamed if item.name.lower() == name.lower()), None)
    return replace(plain, name=name, id=same.id if same else plain.id)


def _mentioned(head: str, phrase: Phrase, memory: Memory, originals: str) -> Speaker | None:
    """The latest body mentioned before whose name holds the noun, though it has not spoken yet."""
    for name in reversed(memory.names):
        if name.end > phrase.base.start or name.kind != MentionKind.ORGANISATION:
            continue
        words = originals[name.start : name.end]
        if head in re.findall(r"[a-z]+", words.lower()):
            return Speaker(words, name.id, Span(name.start, name.end), words, Resolution.NAMED, is_body=True)
    return None


def _is_kind(body: Speaker, head: str, registry: Registry) -> bool:
    """Whether a body can be meant by "the agency", "the group": by its kind in the registry, else by having none."""
    kinds = _KINDS.get(head)
    row = registry.row(body.id)
    if kinds is None:
        return False
    return row is None or (isinstance(row, Organisation) and row.kind in kinds)


_KINDS = {
    "agency": frozenset(["agency", "outlet", "un"]),
    "group": frozenset(["ngo", "monitor", "armedGroup"]),
    "organisation": frozenset(["ngo", "monitor", "un", "intergovernmental"]),
    "organization": frozenset(["ngo", "monitor", "un", "intergovernmental"]),
    "monitor": frozenset(["ngo", "monitor"]),
    "watchdog": frozenset(["ngo", "monitor"]),
    "charity": frozenset(["ngo"]),
    "army": frozenset(["military"]),
    "military": frozenset(["military"]),
    "government": frozenset(["government"]),
    "ministry": frozenset(["ministry"]),
    "newspaper": frozenset(["outlet"]),
    "broadcaster": frozenset(["outlet"]),
}


def _head_span(scene: Scene, span: Span) -> Span:
    """The phrase up to its first preposition: what it is about, not what it belongs to."""
    tokens = scene.tokens
    first, last = tokens.at(span.start), tokens.at(span.end)
    for at in range(first + 1, last):
        token = tokens.items[at]
        if token.low in PREPOSITIONS and scene.name_at(token.start, token.end) is None:
            return Span(span.start, tokens.items[at - 1].end)
        if token.low in ("released", "issued", "published", "who", "which", "fighting", "including"):
            return Span(span.start, tokens.items[at - 1].end)
    return span


def _head_word(scene: Scene, span: Span) -> str:
    """The noun the phrase is about: the last word of its head that is no determiner."""
    head = _head_span(scene, span)
    words = [
        token
        for token in scene.tokens.items[scene.tokens.at(head.start) : scene.tokens.at(head.end)]
        if token.is_word and token.low not in DETERMINERS
    ]
    return words[-1].low if words else ""
