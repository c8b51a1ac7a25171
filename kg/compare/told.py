"""A statement in words that can be held against those of another store."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """What a reader would notice of a statement; ``article`` is its IRI, ``start`` and ``end`` characters.

    ``claim`` has the words of a figure or responsibility, or the topic; ``figure`` the bounds of a number
    with its unit, ``actor`` who is said to be responsible, ``about`` the event in words. "" is not known.
    """

    article: str
    headline: str
    start: int
    end: int
    words: str
    speaker: str
    stance: str
    claim: str
    figure: str = ""
    actor: str = ""
    about: str = ""

    @property
    def order(self) -> tuple[str | int, ...]:
        """Everything, to sort by: where it stands first."""
        return self.article, self.start, self.end, *astuple(self)
