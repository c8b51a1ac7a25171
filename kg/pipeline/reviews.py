"""What people found right or wrong in statements, as annotations of the graph ``reviews``."""

from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph as ox

from kg.decisions import Decision
from kg.ids import short_hash
from kg.mapping.terms import A, concept, day, term, words
from kg.vocab import DCTERMS, OA, P_READ_AS

_MOTIVE: Final = OA + "assessing"


def review_facts(
    verdicts: Iterable[Decision],
) -> Iterator[tuple[str, ox.NamedNode, str | ox.NamedNode | ox.Literal]]:
    """Subject, predicate and object of each verdict in force; texts are paths after the base.

    The statement is left as it is, whatever a person thinks of it.
    """
    for decision in verdicts:
        (statement,) = decision.subjects
        assert decision.verdict is not None
        path = f"review/{short_hash(statement, decision.verdict, decision.author)}"
        yield path, A, term(OA + "Annotation")
        yield path, term(OA + "motivatedBy"), term(_MOTIVE)
        yield path, term(OA + "hasTarget"), statement
        yield path, term(OA + "hasBody"), concept(decision.verdict)
        yield path, term(DCTERMS + "creator"), words(decision.author)
        yield path, term(DCTERMS + "created"), day(decision.day)
        yield path, term(DCTERMS + "description"), words(decision.reason)
        if decision.stance is not None:
            yield path, term(P_READ_AS), concept(decision.stance)
