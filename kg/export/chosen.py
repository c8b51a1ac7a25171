"""What is exported of a store: everything, one incident or one article, whole or by a profile."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.export.selection import Section, select
from kg.export.withholding import Profile, Withheld, withhold
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Chosen:
    """Made by :func:`choose`."""

    store: Store
    incident: str | None
    article: str | None
    profile: Profile | None
    withheld: Withheld | None

    @property
    def base(self) -> str:
        """What all IRIs begin with."""
        return self.store.base

    def sections(self) -> Iterator[Section]:
        """The graphs, anew with each call."""
        if self.withheld is not None:
            return self.withheld.sections()
        return select(self.store, incident=self.incident, article=self.article)

    def told(self) -> Mapping[str, str | None]:
        """What a manifest says of the choice; the event by the name that it has in the export."""
        event = self.incident
        if event is not None and self.withheld is not None:
            event = self.withheld.iri(event)
        return {"article": self.article, "incident": event}


def choose(
    store: Store,
    *,
    incident: str | None = None,
    article: str | None = None,
    profile: Profile | None = None,
) -> Chosen:
    """``incident`` is the IRI of an event, canonical or one article's own; ``article`` the key of a text.

    Raises:
        ExportError: there is no such incident or article.
        ProfileError: the profile cannot be kept.
    """
    whole = Chosen(store, incident, article, None, None)
    if profile is None:
        return whole
    return Chosen(store, incident, article, profile, withhold(store, whole.sections, profile))
