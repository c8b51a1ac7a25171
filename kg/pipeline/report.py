"""What a build did, article by article."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.decisions import Decision
from kg.errors import ArticleError
from kg.model import Rejected
from kg.pipeline.decided import Vanished
from kg.pipeline.namesakes import Beside
from kg.pipeline.withdrawals import Withdrawn
from kg.store import Tombstone
from kg.validation import Finding


@dataclass(frozen=True, slots=True)
class Refused:
    """What did not pass the gate: a whole article, or the parts that it was stored without."""

    file: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """What was annotated in an article and not taken."""

    file: str
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Unrepaired:
    """An article whose graph is missing or old and cannot be made again from the store alone, and why."""

    file: str
    key: str
    why: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: its graph cannot be made again: {self.why}"


@dataclass(slots=True)
class BuildReport:
    """File names in the order read; each is built, unchanged, refused, unreadable or withdrawn."""

    built: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    rejected: list[Refused] = field(default_factory=list)
    """Built articles of which the gate left something out, with the reasons; they are in ``built`` too."""
    annotated: list[str] = field(default_factory=list)
    """Built articles that were read by their annotations and not by the rules; they are in ``built`` too."""
    not_taken: list[NotTaken] = field(default_factory=list)
    """Annotations, or offsets of them, that were set aside, with the reasons."""
    unmatched: list[str] = field(default_factory=list)
    """Sources of annotations that are of no article of this build."""
    by_rules_again: list[str] = field(default_factory=list)
    """Articles that the store had from annotations and that were now read by the rules."""
    repaired: list[str] = field(default_factory=list)
    """Articles that were not given and whose graph was missing or old, made again from their stored texts;
    they are in ``built`` too."""
    unrepaired: list[Unrepaired] = field(default_factory=list)
    """Articles whose graph is missing or old and could not be made again, with what to give."""
    unreadable: list[ArticleError] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    """Articles that were withdrawn before, or seem to be edits of such, and were left out."""
    returned: list[Tombstone] = field(default_factory=list)
    """Withdrawals that are over, because the text was readmitted."""
    beside: list[Beside] = field(default_factory=list)
    """Texts that were built under a file name that other texts of the store have too."""
    replaced: list[str] = field(default_factory=list)
    """Files with a text that was stored already, whose metadata took the place of the stored ones."""
    warnings: int = 0
    read: Mapping[str, int] = field(default_factory=dict)
    """How many statements, figures, responsibilities and events the articles built gave."""
    linked: bool = False
    """True where links between articles were worked out again."""
    decided: int = 0
    """How many decisions of people are in force."""
    vanished: tuple[Vanished, ...] = ()
    """Decisions about something that the store does not have; they are kept."""
    unheld: tuple[Decision, ...] = ()
    """Decisions that two are the same which could not be carried out."""
    undecided: bool = False
    """True where the links were made with decisions before and this build was given none."""
    clashes: tuple[Finding, ...] = ()
    """Identities, by decision of a person or not, that the dates of the accounts speak against."""

    @property
    def articles(self) -> int:
        """How many articles were looked at."""
        return len(self.built) + len(self.unchanged) + self.left_out

    @property
    def left_out(self) -> int:
        """How many of them were not taken in."""
        return len(self.refused) + len(self.unreadable) + len(self.withdrawn)
