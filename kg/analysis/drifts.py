"""Wording drift as an analysis: one row a pair of passages and kind of change."""

from typing import Final

from kg.analysis.drift import COLUMNS, QUERIES, drift_rows, wording_drift
from kg.analysis.findings import End, Findings
from kg.queries import Source, run
from kg.registry import load_registry

_ENDS: Final = (
    End(("statement",), ("words",), ("change",)),
    End(("other_statement",), ("other_words",), ("change",)),
)


def find_drift(source: Source) -> Findings:
    """One proposition told with another bound, noun, source, hedge or quotation, with both passages."""
    drifts = wording_drift(*(run(source, name) for name in QUERIES), registry=load_registry())
    return Findings("wording-drift", COLUMNS, tuple(map(tuple, drift_rows(drifts))), _ENDS)
