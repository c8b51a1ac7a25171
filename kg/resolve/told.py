"""What articles tell, as resolving needs it; every name is the path after the base."""

from dataclasses import dataclass
from datetime import date

from kg.model import EventKind
from kg.vocab import Means, Qualifier, Stance, Unit


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A count for one event: ``part`` where it is told as part of another figure."""

    path: str
    about: str
    unit: Unit
    qualifier: Qualifier
    value: int | None
    min: int | None
    max: int | None
    who: str | None = None
    part: bool = False

    @property
    def words(self) -> str:
        """The count in our own words, not the article's: ``more than 100 civilians killed``."""
        number = self.value if self.value is not None else f"{self.min} to {self.max}"
        hedge = "" if self.qualifier in (Qualifier.EXACTLY, Qualifier.BETWEEN) else _spaced(self.qualifier)
        return f"{hedge} {number} {_spaced(self.unit)}".strip()


@dataclass(frozen=True, slots=True)
class EventTold:
    """A strike or incident as one article tells it; ``article`` is the key of its text.

    ``actors`` are those whom someone in the article holds to have done it, those who deny it left out.
    ``words`` name the event and what it was aimed at, as printed. ``around`` are the places of the
    registry that the article names anywhere. ``quotes`` and ``narrated`` are marks of what is quoted on
    the event and of what is told in other words (:func:`kg.resolve.wording.marks_of`). ``count`` is how
    many strikes the source counts as one, ``status`` whether its toll is acknowledged or investigated,
    ``denied`` that whoever speaks of it says that it was not.
    """

    path: str
    article: str
    kind: EventKind
    first: date | None = None
    last: date | None = None
    inferred: bool = False
    place: str | None = None
    place_name: str | None = None
    near: bool = False
    actors: frozenset[str] = frozenset()
    means: Means | None = None
    part_of: str | None = None
    figures: tuple[FigureTold, ...] = ()
    published: date | None = None
    count: int | None = None
    words: str = ""
    around: frozenset[str] = frozenset()
    causes: frozenset[Means] = frozenset()
    quotes: frozenset[int] = frozenset()
    narrated: frozenset[int] = frozenset()
    status: frozenset[Stance] = frozenset()
    denied: bool = False

    @property
    def day(self) -> date | None:
        """The one day on which it was; None for a period or an unknown date."""
        return self.first if self.first == self.last else None


@dataclass(frozen=True, slots=True)
class StatementTold:
    """A statement with what tells its origin: who issued it, when, with which figure or words.

    ``issuer`` is the body spoken for, else the speaker. ``text`` are its words, ``quoted`` where they stand
    in quotation marks. ``first`` and ``last`` bound the day on which it was said; ``dated`` says that the
    article tells of it, even where no day could be worked out.
    """

    path: str
    article: str
    issuer: str
    first: date | None = None
    last: date | None = None
    dated: bool = False
    figure: tuple[int, Unit] | None = None
    text: str = ""
    quoted: bool = False
    published: date | None = None

    @property
    def day(self) -> date | None:
        """The one day on which it was said; None for a period or an unknown date."""
        return self.first if self.first == self.last else None


def _spaced(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
