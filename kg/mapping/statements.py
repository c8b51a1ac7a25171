"""Statements: one source, one stance, one claim, in exact words."""

from collections.abc import Mapping

from kg.ids import statement_id
from kg.mapping.claims import claim_id, write_plain_claim
from kg.mapping.writer import GraphWriter
from kg.model import Figure, Statement
from kg.vocab import (
    P_CERTAINTY,
    P_CITING,
    P_CLAIM,
    P_CLAIM_BASIS,
    P_CUE,
    P_DATE_BASIS,
    P_DATE_WORDS,
    P_ON_BEHALF_OF,
    P_PASSAGE,
    P_QUOTATION,
    P_ROLE,
    P_SPEAKER,
    P_SPEAKER_RESOLUTION,
    P_SPEAKER_WORDS,
    P_STANCE,
    P_VENUE,
    P_VIA,
    SCHEMA,
    STATEMENT,
)


def write_statement(out: GraphWriter, statement: Statement, *, figures: Mapping[str, Figure]) -> None:
    """The statement with its chain of sources, its words and the passage around them."""
    claim = claim_id(statement, figures)
    if claim != statement.claim:
        write_plain_claim(out, statement, claim)
    node = out.node(graph_id(statement, key=out.key, claim=claim))
    out.type(node, STATEMENT)
    out.link(node, P_SPEAKER, statement.speaker_id)
    out.put(node, P_SPEAKER_WORDS, statement.speaker_words)
    out.put(node, P_SPEAKER_RESOLUTION, statement.resolved)
    out.link(node, P_ON_BEHALF_OF, statement.speaker_org_id)
    out.put(node, P_ROLE, statement.role)
    for source in statement.via:
        out.link(node, P_VIA, source.id)
    for source in statement.relies_on:
        out.link(node, P_CITING, source.id)
    out.put(node, P_STANCE, statement.stance)
    out.put(node, P_CUE, statement.cue)
    out.put(node, P_CERTAINTY, statement.certainty)
    out.link(node, P_CLAIM, claim)
    out.put(node, P_CLAIM_BASIS, statement.claim_basis)
    out.put(node, SCHEMA + "text", statement.exact)
    out.put(node, P_QUOTATION, statement.kind)
    out.put(node, P_VENUE, statement.venue)
    out.put(node, SCHEMA + "startDate", statement.said_from)
    out.put(node, SCHEMA + "endDate", statement.said_to)
    out.put(node, P_DATE_WORDS, statement.said_words)
    out.put(node, P_DATE_BASIS, statement.said_basis)
    out.point(node, P_PASSAGE, out.span(*statement.passage))
    out.reading(node, statement.start, statement.end, rule=statement.rule, confidence=statement.confidence)


def graph_id(statement: Statement, *, key: str, claim: str) -> str:
    """The statement's id with the claim it has in the graph."""
    return statement_id(
        statement.start,
        statement.end,
        key=key,
        speaker_id=statement.speaker_id,
        stance=statement.stance,
        claim_id=claim,
    )
