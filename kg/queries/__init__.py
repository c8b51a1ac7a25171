"""Saved queries: plain SPARQL files with a header, parameters bound as terms, answers with evidence."""

from kg.queries.engines import Source, Value
from kg.queries.remote import Remote
from kg.queries.result import Result
from kg.queries.running import run
from kg.queries.saved import Parameter, SavedQuery, load, names, parse
from kg.worker import Limits

__all__ = [
    "Limits", "Parameter", "Remote", "Result", "SavedQuery", "Source", "Value",
    "load", "names", "parse", "run",
]  # fmt: skip
