"""Who a source phrase stands for: a name, a body, an unnamed source, or somebody named elsewhere."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.extract.language.scene import Scene
from kg.extract.names import Name
from kg.extract.speech.antecedents import accused_before, body_before
from kg.extract.speech.memory import Memory, Speaker, words_of
from kg.extract.speech.noun_phrases import Phrase
from kg.extract.speech.phrase_names import body_in, head_word, new_name, person_in, represented, role_of
from kg.extract.speech.pronouns import HEAD_END, antecedent, note_called
from kg.model import MentionKind, Span
from kg.registry import Organisation, Registry
from kg.vocab import Resolution

_WORD = re.compile(r"[a-z]+")


def resolve(scene: Scene, phrase: Phrase, memory: Memory, originals: str, registry: Registry) -> Speaker:
    """The speaker behind a phrase; ``originals`` is the stored text, from which names are worded.

    A pronoun or a description that fits nobody named so far stays as it is worded: an unnamed source.
    """
    words = originals[phrase.base.start : phrase.base.end]
    low = scene.words(phrase.base).lower()
    head = head_word(scene, phrase.base)
    plain = Speaker(words, f"source-{phrase.base.start}", phrase.base, words, Resolution.NAMED)
    pronouns = scene.rules.sources.pronouns | scene.rules.sources.object_pronouns
    if low in pronouns or low in scene.rules.possessives:
        return _meant(scene, phrase, plain, memory, originals, registry)
    speaker = _worded(scene, phrase, plain, head, memory, originals, registry)
    note_called(words, speaker, memory, scene.rules.sources)
    return speaker


def _meant(
    scene: Scene, phrase: Phrase, plain: Speaker, memory: Memory, originals: str, registry: Registry
) -> Speaker:
    """Whom a pronoun means."""
    low = scene.words(phrase.base).lower()
    low = scene.rules.possessives.get(low, low)
    found, rule = antecedent(low, memory, scene.rules.sources), "pronoun"
    accused = accused_before(scene, phrase.base.start) if low in ("it", "they") else None
    if accused is not None:
        return _anaphor(plain, resolve(scene, accused, memory, originals, registry), "accused")
    if low == "it" and memory.subject is not None:
        return _anaphor(plain, memory.subject, "subject-before")
    if low == "it" and (memory.last is None or found is not memory.last):
        own = subject_of(scene, phrase.base.start, memory, originals, registry)
        found, rule = (own, "subject") if own is not None else (found, rule)
    return _anaphor(plain, found, rule)


def _worded(
    scene: Scene,
    phrase: Phrase,
    plain: Speaker,
    head: str,
    memory: Memory,
    originals: str,
    registry: Registry,
) -> Speaker:
    """Whom a name or description means."""
    person = person_in(scene, phrase)
    if person is not None:
        return _named_person(scene, phrase, person, memory, originals)
    if head in scene.rules.sources.documents:
        return _document(scene, phrase, plain, head, memory)
    if head in scene.rules.sources.people:
        return _unnamed(scene, phrase, plain, head, memory, originals)
    body = body_in(scene, phrase.base)
    if body is not None:
        return Speaker(
            originals[body.start : body.end],
            body.id,
            Span(body.start, body.end),
            plain.words,
            Resolution.NAMED,
            is_body=True,
        )
    return _other(scene, phrase, plain, head, memory, originals, registry)


def _anaphor(plain: Speaker, found: Speaker | None, rule: str) -> Speaker:
    if found is None:
        return plain
    return replace(found, at=plain.at, words=plain.words, resolved=Resolution.ANAPHOR, rule=rule)


def subject_of(scene: Scene, end: int, memory: Memory, originals: str, registry: Registry) -> Speaker | None:
    """ "The coalition carried out 20 strikes, it said": the body that is the subject up to ``end``."""
    subject = body_before(scene, end)
    found = resolve(scene, subject, memory, originals, registry) if subject is not None else None
    return None if found is None or found.is_person else found


def _named_person(scene: Scene, phrase: Phrase, person: Name, memory: Memory, originals: str) -> Speaker:
    known = next((item for item in reversed(memory.persons) if item.id == person.id), None)
    name = originals[person.start : person.end]
    if known is not None and len(known.name) > len(name):
        name = known.name
    role, org = role_of(scene, phrase, person, originals), represented(scene, phrase, person)
    return Speaker(
        name, person.id, Span(person.start, person.end), originals[slice(*phrase.base)], Resolution.NAMED,
        role=role,
        org=originals[org.start : org.end] if org else known.org if known else None,
        org_id=org.id if org else known.org_id if known else None,
        is_person=True,
    )  # fmt: skip


def _document(scene: Scene, phrase: Phrase, plain: Speaker, head: str, memory: Memory) -> Speaker:
    """A statement or report speaks for its issuer; figures and indications speak for nobody named."""
    body = body_in(scene, phrase.whole)
    if body is not None:
        text = scene.folded
        return replace(
            plain, name=text[body.start : body.end], id=body.id, at=Span(body.start, body.end), is_body=True
        )
    low = scene.words(phrase.base).lower()
    owner = next((item for item in reversed(memory.bodies) if _shares_noun(low, item, scene)), None)
    if owner is not None:
        return _anaphor(plain, owner, "document-of-body")
    if low.startswith(("his ", "her ")) and memory.persons:
        return _anaphor(plain, memory.persons[-1], "document-of-person")
    if low.startswith(("its ", "their ")) and memory.last is not None and not memory.last.is_person:
        return _anaphor(plain, memory.last, "document-of-last")
    if head in scene.rules.sources.issued_documents and scene.rules.sources.definite.match(low):
        return _anaphor(plain, memory.issuer or (memory.bodies[-1] if memory.bodies else None), "document")
    return replace(plain, name=_bare(scene, plain.name))


def _shares_noun(low: str, body: Speaker, scene: Scene) -> bool:
    """ "the ministry's website": a noun for a body that is part of a body's name."""
    nouns = set(_WORD.findall(low)) & scene.rules.sources.bodies
    return bool(nouns & set(_WORD.findall(body.name.lower())))


def _unnamed(
    scene: Scene, phrase: Phrase, plain: Speaker, head: str, memory: Memory, originals: str
) -> Speaker:
    """ "a spokesman", "residents", "Afghan officials"; "the spokesman" is whoever spoke in that role."""
    org = represented(scene, phrase, None)
    low = scene.words(phrase.base).lower()
    if scene.rules.sources.definite.match(low) and org is None:
        for known in reversed([*memory.unnamed, *memory.persons]):
            if not _is_joint(known) and head in _nouns(known):
                return _anaphor(plain, known, f"the-{head}")
    name = _bare(scene, originals[phrase.base.start : phrase.base.end])
    same = next((item for item in memory.unnamed if item.name.lower() == name.lower()), None)
    return replace(
        plain,
        name=name,
        id=same.id if same else plain.id,
        org=originals[org.start : org.end] if org else None,
        org_id=org.id if org else None,
        role=name if head in scene.rules.sources.roles else None,
    )


def _is_joint(unnamed: Speaker) -> bool:
    """ "residents and a local official": more than one source, of whom "the official" is none alone."""
    return not unnamed.is_person and " and " in HEAD_END.split(unnamed.name, maxsplit=1)[0]


def _nouns(known: Speaker) -> list[str]:
    return f"{known.role or ''} {'' if known.is_person else known.name}".lower().split()


def _bare(scene: Scene, words: str) -> str:
    """The phrase without its article and without "speaking on condition of anonymity"."""
    sources = scene.rules.sources
    return sources.reduced.sub("", sources.article.sub("", words, count=1)).strip(" ,\n")


def _other(
    scene: Scene,
    phrase: Phrase,
    plain: Speaker,
    head: str,
    memory: Memory,
    originals: str,
    registry: Registry,
) -> Speaker:
    """ "the ministry", "the group", "police": a body named before that fits, else unnamed."""
    low = scene.words(phrase.base).lower()
    org = represented(scene, phrase, None)
    if scene.rules.sources.definite.match(low) and head in scene.rules.sources.bodies and org is None:
        alike = (b for b in reversed(memory.bodies) if _is_worded_alike(scene, phrase, b, head, registry))
        owner = next((b for b in alike if head in _WORD.findall(b.name.lower())), None)
        if owner is None and len(low.split()) == 2 and "ngo" in scene.rules.kinds.get(head, ()):
            owner = _last_named(memory)
        if owner is None and len(low.split()) == 2:
            owner = next(
                (b for b in reversed(memory.bodies) if _is_kind(b, scene.rules.kinds.get(head), registry)),
                None,
            )
        owner = owner or _mentioned(head, phrase, memory, originals)
        if owner is not None and _is_worded_alike(scene, phrase, owner, head, registry):
            return _anaphor(plain, owner, f"the-{head}")
    bare = new_name(scene, phrase.base) or phrase.base  # "greengrocer Jane Roe": her name
    name = _bare(scene, originals[bare.start : bare.end])
    same = next((item for item in memory.unnamed if item.name.lower() == name.lower()), None)
    return replace(plain, name=name, id=same.id if same else plain.id)


def _is_worded_alike(scene: Scene, phrase: Phrase, body: Speaker, head: str, registry: Registry) -> bool:
    """ "The health ministry" is no foreign ministry, and no premier's office is that of the UN."""
    tokens, plain = scene.tokens, scene.rules.grammar.determiners
    inside = tokens.items[tokens.at(phrase.base.start) : tokens.at(phrase.base.end)]
    behind = next((at for at, token in enumerate(inside) if token.low == head), 0)
    own = [token for token in inside[:behind] if token.low not in plain]
    named = words_of(body.name)
    return all(token.low in named or registry.demonym(token.text) is not None for token in own)


def _last_named(memory: Memory) -> Speaker | None:
    """ "The Emergency Lawyers ... The group ...": people under a name of their own, who spoke last."""
    last = memory.last
    named = last is not None and last in memory.unnamed and all(w[0].isupper() for w in last.name.split())
    return last if named else None


def _mentioned(head: str, phrase: Phrase, memory: Memory, originals: str) -> Speaker | None:
    """The latest body mentioned before whose name holds the noun, though it has not spoken yet."""
    bodies = memory.mentioned.get(head, ())
    before = bisect_right(bodies, phrase.base.start, key=lambda name: name.end)
    if before == 0:
        return None
    name = bodies[before - 1]
    words = originals[name.start : name.end]
    return Speaker(words, name.id, Span(name.start, name.end), words, Resolution.NAMED, is_body=True)


def bodies_by_noun(names: Iterable[Name], originals: str) -> Mapping[str, Sequence[Name]]:
    """The bodies that an article names, in the order of the text, by each word of their names."""
    found: dict[str, list[Name]] = {}
    for name in names:
        if name.kind == MentionKind.ORGANISATION:
            for word in set(_WORD.findall(originals[name.start : name.end].lower())):
                found.setdefault(word, []).append(name)
    return found


def _is_kind(body: Speaker, kinds: frozenset[str] | None, registry: Registry) -> bool:
    """Whether "the agency", "the group" can mean a body: by its kind in the registry, or having none."""
    if kinds is None:
        return False
    row = registry.row(body.id)
    if row is None:
        return "ngo" in kinds  # a body nobody knows can be "the group", and no army
    return isinstance(row, Organisation) and row.kind in kinds
