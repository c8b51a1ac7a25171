"""Wordings that blame an actor or a means for harm: the patterns of causes.toml over one sentence."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.extract.events.actors import Actor, named
from kg.extract.events.rules import load_event_rules
from kg.extract.language.patterns import Pattern
from kg.extract.language.scene import Scene
from kg.extract.language.tables import in_row, read_table
from kg.extract.language.tokens import Token
from kg.extract.language.wordings import Triggers, compile_wordings
from kg.extract.values import frozen
from kg.model import MentionKind, Span
from kg.registry import Registry
from kg.text import trim
from kg.vocab import Means


@frozen
class CauseRule:
    """One pattern. ``opposes`` marks words that say it was not so;
    ``subject`` that nothing but the actor may stand in its group;
    ``needs`` a word that must stand in them;
    ``triggers`` words of which the sentence must hold one before the pattern is tried.
    """

    id: str
    pattern: Pattern
    means: Means | None
    opposes: bool
    subject: bool
    needs: tuple[str, ...]
    triggers: tuple[str, ...]
    example: str
    counter: str | None


@frozen
class Cause:
    """Words that give a cause: an actor, a means, or both."""

    span: Span
    actor: Actor | None
    means: Means | None
    opposes: bool
    rule: str


@cache
def load_cause_rules(folder: Path | None = None) -> tuple[CauseRule, ...]:
    """The patterns of ``causes.toml``.

    Raises:
        RulesError: the file or a pattern cannot be used.
    """
    path = (folder or resources.rules()) / "causes.toml"
    try:
        rows = read_table(path)["cause"]
        return tuple(_cause_rule(row) for row in rows)
    except (KeyError, ValueError, re.error) as error:
        raise RulesError(f"{path}: {error}; see docs/errors.md#rules") from error


def _cause_rule(row: Mapping[str, Any]) -> CauseRule:
    with in_row(row):
        return CauseRule(
            row["id"],
            compile_wordings(row["pattern"], re.ASCII),
            Means(row["means"]) if "means" in row else None,
            row.get("opposes", False),
            row.get("subject", False),
            tuple(row.get("needs", ())),
            tuple(row["triggers"]),
            row["example"],
            row.get("counter"),
        )


@cache
def _by_trigger() -> Triggers[CauseRule]:
    return Triggers(load_cause_rules())


def find_causes(scene: Scene, registry: Registry) -> Iterator[Cause]:
    """The causes a sentence words, in order of the rules; an actor who is no name or source is left out."""
    for rule in _by_trigger().find(scene.low):
        for match in rule.pattern.finditer(scene.folded, scene.sentence.start, scene.sentence.end):
            words = match[0].lower()
            if rule.needs and not any(need in words for need in rule.needs):
                continue
            actor = _actor(scene, match, registry) if "actor" in rule.pattern.groups else None
            if actor is None and rule.means is None:
                continue
            if rule.subject and actor is not None and not _is_all(scene, Span(*match.span("actor")), actor):
                continue
            start = match.start() if actor is None else min(actor.span.start, match.end())
            start = match.start("words") if "words" in rule.pattern.groups else start
            start, end = trim(scene.folded, start, match.end())
            yield Cause(Span(start, end), actor, rule.means, rule.opposes, rule.id)


def _actor(scene: Scene, match: re.Match[str], registry: Registry) -> Actor | None:
    if match["actor"] is None:
        return None
    start, end = trim(scene.folded, *match.span("actor"))
    names = [
        n
        for n in scene.names
        if start - 20 <= n.start < end and n.end > start and n.kind != MentionKind.PERSON
    ]
    if names:
        return named(names[-1], registry, scene.folded)
    first = max((t.end for t in _tokens(scene, start, end) if _stops(scene, t)), default=start)
    start, end = trim(scene.folded, first, end)
    words = scene.folded[start:end].split()
    place = next((registry.demonym(word) for word in words if registry.demonym(word)), None)
    if place is not None:
        body = registry.governments.get(place)
        return Actor(scene.folded[start:end], body.id if body else place, Span(start, end))
    sources = scene.rules.sources
    if words and (words[-1].lower() in sources.people or words[-1].lower() in sources.bodies):
        return Actor(scene.folded[start:end], f"source-{start}", Span(start, end))
    return None


def _is_all(scene: Scene, group: Span, actor: Actor) -> bool:
    """Whether a group is an actor, armed or a body: "Russian forces", not "an Israeli strike"."""
    armed, bodies = load_event_rules().words.unnamed, scene.rules.sources.bodies
    name = scene.name_at(*actor.span)
    if name is not None and name.kind == MentionKind.PLACE and name.id != name.country:
        return False  # "the attack on Belgorod injured three"
    start = group.start if name is None else max(group.start, name.end)
    opens = name is None or not scene.folded[group.start : name.start].strip()
    return opens and all(
        word in armed or word in bodies for word in scene.folded[start : group.end].lower().split()
    )


def _tokens(scene: Scene, start: int, end: int) -> tuple[Token, ...]:
    return scene.tokens.items[scene.tokens.at(start) : scene.tokens.at(end)]


def _stops(scene: Scene, token: Token) -> bool:
    """Whether the words that name the actor begin behind it: "the envoy said the army"."""
    return (
        token.low == "that"
        or token.start in scene.finite_cues
        or token.low in scene.rules.grammar.determiners
    )
