"""Why two accounts are, or are not, of one event, in words a reader can check. No word of an article."""

from collections.abc import Iterable, Sequence

from kg.registry import Registry
from kg.resolve.clashes import actors_clash, exclude, means_clash
from kg.resolve.places import Fit, Spot, fit
from kg.resolve.sightings import Sighting
from kg.resolve.told import FigureTold


def for_it(
    member: Sighting, others: Sequence[Sighting], widest: Spot, registry: Registry
) -> tuple[str, float]:
    """The reasons for joining one account to the others, and how sure that makes it, 0 to 1."""
    quality = fit(member.spot, widest, registry)
    said = ["same day", _place(member.spot, widest, quality, others)]
    shared = _shared(member, others)
    if shared is not None:
        said.append(f"the same figure: {shared}")
    confidence = {Fit.SAME: 0.92, Fit.INSIDE: 0.9, Fit.SAME_NAME: 0.85, Fit.WIDE: 0.75}.get(quality, 0.75)
    confidence += 0.05 if shared is not None else 0
    confidence -= 0.05 if member.event.inferred or member.spot.near else 0
    return "; ".join(said), round(confidence, 2)


def against_it(a: Sighting, b: Sighting, registry: Registry) -> tuple[str, float]:
    """The reasons against joining two accounts, and how sure they make it."""
    said = []
    if a.day != b.day:
        said.append(f"{a.day}, not {b.day}")
    if a.spot.key != b.spot.key or a.spot.near != b.spot.near:
        said.append(f"{_where(a.spot)}, not {_where(b.spot)}")
    if actors_clash(a.event.actors, b.event.actors, registry):
        said.append(f"{_names(a, registry)}, not {_names(b, registry)}")
    if means_clash(a.event.means, b.event.means):
        said.append(f"{a.event.means}, not {b.event.means}")
    rival = next(((x, y) for x in _counts(a) for y in _counts(b) if exclude(x, y)), None)
    if rival is not None:
        said.append(f"{rival[0].words}, not {rival[1].words}")
    if not said:
        said.append("one of the articles tells of two events on that day")
    sure = 0.98 if a.day != b.day and not (a.event.inferred and b.event.inferred) else 0.9
    return f"not the same: {'; '.join(said)}", sure


def _place(spot: Spot, widest: Spot, quality: Fit, others: Sequence[Sighting]) -> str:
    if quality in (Fit.INSIDE, Fit.WIDE):
        return f"{spot.name} lies in {widest.name}"
    if any(other.spot.key != spot.key for other in others):
        return f"{spot.name} holds the other places"
    return f"same place: {_where(spot).removeprefix('in ')}"


def _where(spot: Spot) -> str:
    return f"near {spot.name}" if spot.near else f"in {spot.name}"


def _names(sighting: Sighting, registry: Registry) -> str:
    rows = (registry.row(actor) for actor in sorted(sighting.event.actors))
    return " or ".join(row.name for row in rows if row is not None)


def _shared(member: Sighting, others: Iterable[Sighting]) -> str | None:
    told = {count for other in others for count in other.counts}
    for figure in _counts(member):
        if (figure.unit, figure.qualifier, figure.value) in told and figure.value is not None:
            return figure.words
    return None


def _counts(sighting: Sighting) -> list[FigureTold]:
    return sorted(sighting.event.figures, key=lambda figure: figure.path)
