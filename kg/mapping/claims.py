"""Claims of one article: figures, responsibilities, and plain claims that have only a topic."""

from collections.abc import Mapping

from kg.ids import span_id
from kg.mapping.writer import GraphWriter
from kg.model import Figure, Responsibility, Statement
from kg.vocab import (
    CLAIM,
    FIGURE,
    P_ALLEGED_ACTOR,
    P_ASSESSMENT_END,
    P_ASSESSMENT_START,
    P_DATE_BASIS,
    P_DATE_WORDS,
    P_EXCLUDES,
    P_MEANS,
    P_QUALIFIER,
    P_SUBSET_OF,
    P_TALLY,
    P_TOPIC,
    P_UNIT,
    P_WHO,
    RESPONSIBILITY,
    SCHEMA,
    Topic,
)

_ABOUT = SCHEMA + "about"


def claim_id(statement: Statement, figures: Mapping[str, Figure]) -> str:
    """The id of the claim a statement takes a stance on, as the graph has it.

    A statement without a claim has a plain one; so has one whose figure is about no event, because
    such a figure is not in the graph and the words must not be lost with it.
    """
    claim = statement.claim
    if claim is None or (claim in figures and figures[claim].about is None):
        return span_id("claim", statement.start, statement.end)
    return claim


def write_figure(out: GraphWriter, figure: Figure, *, figures: Mapping[str, Figure]) -> None:
    """The number as printed, its bounds, what it counts and over what; nothing where it has no event."""
    if figure.about is None:
        return
    node = out.node(figure.id)
    out.type(node, FIGURE)
    out.link(node, _ABOUT, figure.about)
    out.put(node, P_QUALIFIER, figure.qualifier)
    out.put(node, SCHEMA + "value", figure.value)
    out.put(node, SCHEMA + "minValue", figure.min)
    out.put(node, SCHEMA + "maxValue", figure.max)
    out.put(node, P_UNIT, figure.unit)
    out.put(node, P_WHO, figure.who_words)
    out.put(node, P_TALLY, figure.tally)
    out.put(node, P_ASSESSMENT_START, figure.assessed_from)
    out.put(node, P_ASSESSMENT_END, figure.assessed_to)
    out.put(node, P_DATE_WORDS, figure.assessed_words)
    out.put(node, P_DATE_BASIS, figure.assessed_basis)
    whole = figures.get(figure.subset_of or "")
    if whole is None or whole.about is not None:
        out.link(node, P_SUBSET_OF, figure.subset_of)
    for event in figure.excludes:
        out.link(node, P_EXCLUDES, event)
    out.reading(node, figure.start, figure.end, rule=figure.rule, confidence=figure.confidence)


def write_responsibility(out: GraphWriter, item: Responsibility) -> None:
    """That an actor, a means, or both did it."""
    node = out.node(item.id)
    out.type(node, RESPONSIBILITY)
    out.link(node, _ABOUT, item.about)
    out.link(node, P_ALLEGED_ACTOR, item.actor_id)
    out.put(node, P_MEANS, item.means)
    out.reading(node, item.start, item.end, rule=item.rule, confidence=item.confidence)


def write_plain_claim(out: GraphWriter, statement: Statement, claim: str) -> None:
    """What a statement is about where it gives neither a number nor a cause."""
    node = out.node(claim)
    out.type(node, CLAIM)
    out.link(node, _ABOUT, statement.about)
    out.put(node, P_TOPIC, statement.topic if statement.topic is not None else Topic.OTHER_TOPIC)
