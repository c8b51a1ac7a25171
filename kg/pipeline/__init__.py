"""From files to a store and its links: read, extract, map, gate, store, resolve."""

from kg.pipeline.building import build
from kg.pipeline.checks import run_checks
from kg.pipeline.decided import Vanished, find_vanished, uses_decisions
from kg.pipeline.linking import link
from kg.pipeline.rebuilding import RebuildReport, rebuild
from kg.pipeline.report import BuildReport, NotTaken, Refused, Unrepaired
from kg.pipeline.withdrawals import Withdrawn
from kg.pipeline.withdrawing import retract

__all__ = [
    "BuildReport", "NotTaken", "RebuildReport", "Refused", "Unrepaired", "Vanished", "Withdrawn",
    "build", "find_vanished", "link", "rebuild", "retract", "run_checks", "uses_decisions",
]  # fmt: skip
