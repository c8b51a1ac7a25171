"""Claims that an article makes without a source: the saved query unattributed-claims as an analysis."""

from typing import Final

from kg.analysis.findings import End, Findings
from kg.queries import Source, run

_ENDS: Final = (End(("article",), ("speaker",), ("article",)), End(("statement",), ("words",), ("block",)))


def find_unattributed(source: Source) -> Findings:
    """One row a statement in an article's own voice: body, headline, caption or title of a linked story."""
    answer = run(source, "unattributed-claims")
    return Findings("unattributed-claims", answer.columns, answer.rows, _ENDS)
