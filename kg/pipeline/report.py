"""What a build did, article by article."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import ArticleError
from kg.pipeline.namesakes import Beside
from kg.pipeline.withdrawals import Withdrawn
from kg.store import Tombstone
from kg.validation import Finding


@dataclass(frozen=True, slots=True)
class Refused:
    """What did not pass the gate: a whole article, or the parts that it was stored without."""

    file: str
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class BuildReport:
    """File names in the order read; each is built, unchanged, refused, unreadable or withdrawn."""

    built: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    rejected: list[Refused] = field(default_factory=list)
    """Built articles of which the gate left something out, with the reasons; they are in ``built`` too."""
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

    @property
    def articles(self) -> int:
        """How many articles were looked at."""
        return len(self.built) + len(self.unchanged) + self.left_out

    @property
    def left_out(self) -> int:
        """How many of them were not taken in."""
        return len(self.refused) + len(self.unreadable) + len(self.withdrawn)
