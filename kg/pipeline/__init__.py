"""From files to a store and its links: read, extract, map, gate, store, resolve."""

from kg.pipeline.building import build
from kg.pipeline.linking import link
from kg.pipeline.report import BuildReport, NotTaken, Refused
from kg.pipeline.withdrawals import Withdrawn
from kg.pipeline.withdrawing import retract

__all__ = ["BuildReport", "NotTaken", "Refused", "Withdrawn", "build", "link", "retract"]
