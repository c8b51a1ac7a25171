"""What the gate found: each fault with its file, line and words, the constraint it broke, and the remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """A violation keeps something out of the store; a warning is told and changes nothing."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it must be.

    ``constraint`` is the local name of a shape, or of a check that SHACL cannot do well; ``node`` the
    record's id or the IRI; ``line`` counts from 1; ``start`` and ``end`` are characters of the text.
    """

    constraint: str
    message: str
    where: str
    severity: Severity = Severity.VIOLATION
    node: str | None = None
    line: int | None = None
    start: int | None = None
    end: int | None = None
    words: str | None = None

    def __str__(self) -> str:
        place = self.where if self.line is None else f"{self.where}:{self.line}"
        said = []
        if self.start is not None and self.end is not None:
            said.append(f"characters {self.start}-{self.end}")
        if self.words is not None:
            said.append(f'"{_shorten(self.words)}"')
        told = f"{' '.join(said)}: " if said else ""
        about = f" ({self.node})" if self.node is not None else ""
        return f"{place}: {self.severity}: {told}{self.message}{about} [{self.constraint}]"


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, in the order of the text; without a violation it passes."""

    findings: tuple[Finding, ...] = ()

    @property
    def passes(self) -> bool:
        """True unless something is a violation."""
        return not self.violations

    @property
    def violations(self) -> tuple[Finding, ...]:
        """What must be put right."""
        return tuple(found for found in self.findings if found.severity is Severity.VIOLATION)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What someone may want to know."""
        return tuple(found for found in self.findings if found.severity is Severity.WARNING)


def make_report(findings: Iterable[Finding]) -> Report:
    """The findings once each: by file, place, constraint and node."""
    return Report(tuple(sorted(set(findings), key=_order)))


def _order(found: Finding) -> tuple[str, int, int, str, str, str]:
    start = found.start if found.start is not None else -1
    line = found.line if found.line is not None else -1
    return found.where, line, start, found.constraint, found.node or "", found.message


def _shorten(words: str, most: int = 80) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[:most]}…"
