"""The gate: what is not grounded in exact words, or contradicts the model, does not enter the store."""

from kg.validation.admission import Admission, admit
from kg.validation.facts import Facts, facts_of
from kg.validation.files import check_graph
from kg.validation.gate import check, check_quads, check_words, named_rows
from kg.validation.report import Finding, Report, Severity, make_report
from kg.validation.reslice import reslice_record
from kg.validation.shacl import check_shapes
from kg.validation.texts import reslice_quads

__all__ = [
    "Admission",
    "Facts",
    "Finding",
    "Report",
    "Severity",
    "admit",
    "check",
    "check_graph",
    "check_quads",
    "check_shapes",
    "check_words",
    "facts_of",
    "make_report",
    "named_rows",
    "reslice_quads",
    "reslice_record",
]
