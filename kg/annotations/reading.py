"""The record that a person's annotations of an article make, with the same ids as by the rules."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from kg.annotations.bodies import Said, read_bodies
from kg.annotations.document import Annotation
from kg.annotations.faults import UnfitError, shown
from kg.annotations.items import EVENT_KINDS, Item, Values, build
from kg.annotations.keys import EVENTS, KEYS, NAMES, Form, Key, Kind, may_be_unknown
from kg.annotations.page import Page
from kg.annotations.selectors import find_selected
from kg.annotations.settling import settle
from kg.annotations.values import read_value
from kg.ids import sha256, span_id
from kg.model import Article, Figure, Record, Rejected, Responsibility, Span
from kg.registry import Registry, load_registry

RULE: Final = "annotation.person"
"""The rule of what a person annotated; who that was is not recorded."""
_RULE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
_LONGEST: Final = 500  # characters of a quotation that is told of because it was not taken
_SPANNED: Final = {Kind.FIGURE: "figure", **{kind: event.value for kind, event in EVENT_KINDS.items()}}
"""Kinds whose ids follow from their words alone, so that others can refer to them before they are read."""
_PASSES: Final = (
    EVENTS,
    frozenset({Kind.FIGURE}),
    frozenset({Kind.RESPONSIBILITY}),
    frozenset({Kind.STATEMENT}),
    NAMES,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """One thing that an annotation says of the characters ``at``, before others are looked at."""

    annotation: Annotation
    said: Said
    at: Span


@dataclass(slots=True)
class References:
    """Annotations by their id: what they are of, and the ids that these have in the record."""

    known: defaultdict[str, list[tuple[Kind, str]]] = field(default_factory=lambda: defaultdict(list))
    abouts: dict[str, str | None] = field(default_factory=dict)

    def one(self, key: Key, name: str) -> str:
        """The id in the record of the one thing that the key can refer to."""
        found = {own for kind, own in self.known.get(name, ()) if kind in key.to}
        if len(found) == 1:
            return next(iter(found))
        kinds = " or ".join(sorted(key.to))
        if found:
            raise UnfitError(f"'{key.name}': {shown(name)} is more than one {kinds}; refer to one")
        raise UnfitError(
            f"'{key.name}': no annotation of this article with the id {shown(name)} is taken as a {kinds}"
        )

    def add(self, draft: Draft, own: str) -> None:
        """That the annotation of a draft is of this item."""
        if draft.annotation.id is not None:
            self.known[draft.annotation.id].append((draft.said.kind, own))


def annotate(article: Article, annotations: Sequence[Annotation], registry: Registry | None = None) -> Record:
    """The record of what the annotations say of the article, in text order; ``rejected`` has the rest.

    All are taken to be of this article, whatever their sources. The same article, annotations in the same
    order and registry always give the same record. Of two that contradict each other the first is taken.
    """
    page = Page(article, registry or _shipped_registry())
    rejected: list[Rejected] = []
    drafts = list(_drafts(annotations, page, rejected))
    references = References()
    for draft in drafts:
        if (kind := _SPANNED.get(draft.said.kind)) is not None:
            references.add(draft, span_id(kind, *draft.at))
    taken: list[tuple[Draft, Item]] = []
    for kinds in _PASSES:
        for draft in drafts:
            if draft.said.kind in kinds and (item := _item(draft, page, references, rejected)) is not None:
                taken.append((draft, item))
    kept = settle([(draft.annotation.name, item) for draft, item in taken], rejected, rule=RULE)
    return Record(article, **kept, rejected=tuple(rejected))


def given_values(said: Said, at: Span, page: Page, references: References) -> Values:
    """The values that a body gives, by field.

    Raises:
        UnfitError: one is not of its form, or refers to nothing.
    """
    passage = page.passage(at)
    values: Values = {}
    for key, given in said.given.items():
        if given is None:
            if may_be_unknown(said.kind, key.field):
                values[key.field] = None
            continue
        value = read_value(key, given, lambda selected: page.locate(selected, passage))
        if key.form is Form.REFERENCE:
            value = references.one(key, value)
        elif key.form is Form.REFERENCES:
            value = tuple(references.one(key, name) for name in value)
        values[key.field] = value
    return values


def digest_of(body: Mapping[str, object], at: Span, exact: str) -> str:
    """A short hash over a body and its words, by which one that nobody has changed is known."""
    kept = {name: value for name, value in body.items() if name != "digest"}
    return sha256(json.dumps([kept, *at, exact], ensure_ascii=False, sort_keys=True))[:16]


@cache
def _shipped_registry() -> Registry:
    return load_registry()


def _drafts(annotations: Iterable[Annotation], page: Page, rejected: list[Rejected]) -> Iterable[Draft]:
    for annotation in annotations:
        try:
            said = read_bodies(annotation.bodies)
            target = annotation.target
            found = find_selected(target.get("selector") if isinstance(target, Mapping) else None, page.text)
        except UnfitError as error:
            rejected.append(Rejected(f"{annotation.name}: {error}", _quoted(annotation.target), RULE))
            continue
        if found.note is not None:
            exact = page.text[slice(*found.at)]
            rejected.append(Rejected(f"{annotation.name}: {found.note}", exact, RULE))
        yield from (Draft(annotation, one, found.at) for one in said)


def _item(draft: Draft, page: Page, references: References, rejected: list[Rejected]) -> Item | None:
    said, exact = draft.said, page.text[slice(*draft.at)]
    rule, sure = _origin(said, draft.at, exact)
    try:
        _link(said, references)
        values = given_values(said, draft.at, page, references)
        item = build(said.kind, values, draft.at, page, abouts=references.abouts, rule=rule, sure=sure)
    except UnfitError as error:
        rejected.append(Rejected(f"{draft.annotation.name}: {error}", exact, RULE))
        return None
    if isinstance(item, Figure | Responsibility):
        references.abouts.setdefault(item.id, item.about)  # of two with one id the first is taken
    if isinstance(item, Responsibility):
        references.add(draft, item.id)
    return item


def _link(said: Said, references: References) -> None:
    """Reads each body of linking as the key that can refer to what it leads to: a claim, or an event."""
    for name in said.links:
        kinds = {kind for kind, _ in references.known.get(name, ())}
        keys = [key for key in KEYS[said.kind] if key.form is Form.REFERENCE and kinds & key.to]
        if len(keys) != 1:
            raise UnfitError(f"links to {shown(name)}, which is nothing that {said.kind} can refer to")
        if said.given.setdefault(keys[0], name) != name:
            raise UnfitError(f"'{keys[0].name}' stands twice; refer to one")


def _origin(said: Said, at: Span, exact: str) -> tuple[str, float]:
    """Rule and confidence: the rule's own where nobody changed what it gave, else a person's."""
    body = said.body or {}
    rule, sure = body.get("rule"), body.get("confidence")
    unchanged = body.get("digest") == digest_of(body, at, exact)
    if (
        unchanged
        and isinstance(rule, str)
        and _RULE.fullmatch(rule)
        and type(sure) is float
        and 0 <= sure <= 1
    ):
        return rule, sure
    return RULE, 1.0


def _quoted(target: object) -> str:
    """The words that a target quotes, for the list of what was not taken; "" where it quotes none."""
    selector = target.get("selector") if isinstance(target, Mapping) else None
    for one in selector if isinstance(selector, list) else [selector]:
        exact = one.get("exact") if isinstance(one, Mapping) else None
        if isinstance(exact, str):
            return exact[:_LONGEST]
    return ""
