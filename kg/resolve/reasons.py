"""Why two accounts are, may be, or are not of one event, in words to check. No word of an article."""

from collections.abc import Sequence
from typing import Final

from kg.registry import Registry
from kg.resolve.evidence import Bar, Comparison, Piece
from kg.resolve.scenes import Scene

_PRIOR: Final = 3.0
"""So many bits must be outweighed before two accounts are as likely one as two."""
_SUREST: Final = 0.99
"""Only a person is surer than this."""
_WORDS: Final = {
    "article.same": "one article tells of both",
    "date.same-day": "same day",
    "date.published-that-day": "published on that day or within the two days after",
    "date.published-that-week": "published within the week",
    "date.published-later": "published later, without a date",
    "date.unknown": "one is undated",
    "place.unknown": "one names no place",
    "place.doubtful": "one report places it elsewhere than the gazetteer does",
    "place.close-by": "places of other names",
    "target.same": "the same kind of target",
    "date.published-together": "published within two days of each other",
    "wording.same-words": "told in the same words",
    "wording.same-quotation": "the same words quoted on it",
    "series.other": "one counts several strikes together",
    "status.other": "its toll acknowledged in one, still investigated in the other",
    "way.same": "by the same means",
    "way.harm-only": "one tells of a strike, one of harm alone",
    "actor.same": "the same actor, or bodies that belong together",
}
_WAYS: Final = {"air": "from the air", "ground": "from the ground", "planted": "by a planted bomb"}
_INSIDE: Final = frozenset({"place.inside-a-town", "place.inside-a-province"})
_UNSAID: Final = frozenset({"place.unknown", "date.unknown", "date.long-period"})


def confidence(score: float) -> float:
    """How sure a score makes it, 0 to 1: a score counts in bits, from even chances at three on.

    >>> confidence(3.0), confidence(7.0)
    (0.5, 0.94)
    """
    return min(_SUREST, round(1 / (1 + 2 ** (_PRIOR - score)), 2))


def for_it(a: Scene, b: Scene, found: Comparison, registry: Registry) -> str:
    """What joins two accounts, and, behind "although", what does not."""
    said = [words_of(piece, a, b, registry) for piece in found.pieces if piece.weight > 0]
    against = [
        words_of(p, a, b, registry) for p in found.pieces if p.weight < 0 or (p.bar and p.name not in _UNSAID)
    ]
    told = "; ".join(said) if said else "little that joins them"
    return f"{told}; although {'; '.join(against)}" if against else told


def against_it(compared: Sequence[tuple[Comparison, Scene, Scene]], registry: Registry) -> str:
    """What speaks against two events being one: of each kind of evidence the first, as it is compared."""
    said: dict[str, str] = {}
    for found, a, b in compared:
        for piece in found.pieces:
            kind = piece.name.partition(".")[0]
            if (piece.weight < 0 or piece.bar > Bar.NONE) and kind != "article":
                said.setdefault(kind, words_of(piece, a, b, registry))
    if "place" not in said and (where := next((w for _, a, b in compared if (w := _apart(a, b))), None)):
        said = {**{k: said[k] for k in said if k == "date"}, "place": where, **said}
    told = list(said.values()) or ["one of the articles tells of two events on that day"]
    return f"not the same: {'; '.join(told)}"


def _apart(a: Scene, b: Scene) -> str | None:
    return f"{_where(a)}, not {_where(b)}" if _where(a) != _where(b) else None


def words_of(piece: Piece, a: Scene, b: Scene, registry: Registry) -> str:
    """One piece of evidence in our own words."""
    if piece.name in ("date.apart", "date.next-day"):
        return f"{_when(a)}, not {_when(b)}"
    if piece.name.startswith("date.") and piece.name not in _WORDS:
        return f"{_when(a)} and {_when(b)} overlap"
    if piece.name == "place.excludes":
        return f"{_where(a)}, not {_where(b)}"
    if piece.name.startswith("place.") and piece.name not in _WORDS:
        return _place(piece.name, a, b)
    if piece.name == "actor.other":
        return f"{_actors(a, registry)}, not {_actors(b, registry)}"
    if piece.name in ("way.other", "way.disputed"):
        return f"{_done(a)}, not {_done(b)}"
    if piece.name == "target.other":
        return f"a target of another kind: {_listed(a.targets)}, not {_listed(b.targets)}"
    if piece.figures is not None:
        return _figures(piece, a)
    return _WORDS[piece.name]


def _figures(piece: Piece, a: Scene) -> str:
    assert piece.figures is not None
    ours = {event.path for event in a.events}
    one, other = (f.words for f in sorted(piece.figures, key=lambda f: (f.about not in ours, f.path)))
    if piece.name.startswith("toll.same"):
        return f"the same figure: {one}" if one == other else f"the same number: {one}, {other}"
    if piece.name == "toll.compatible":
        return f"figures that fit: {one}, {other}"
    return f"{one}, not {other}"


def _place(name: str, a: Scene, b: Scene) -> str:
    if name in ("place.named-there", "place.in-the-article"):
        return f"both articles name {_inner(a, b)}"
    assert a.spot is not None
    assert b.spot is not None
    inner, outer = sorted((a.spot, b.spot), key=lambda spot: (bool(spot.chain), -len(spot.chain)))
    if name in _INSIDE:
        return f"{inner.name} lies in {outer.name}"
    if name == "place.near-not-inside":
        return f"near {outer.name}, not in {inner.name}"
    if name in ("place.near-a-town", "place.perhaps-near"):
        return f"{inner.name} lies near {outer.name}"
    if name in ("place.perhaps-inside", "place.one-names-the-other"):
        return f"{inner.name}, told of with {outer.name}"
    if name == "place.alike-in-name":
        return f"places alike in name: {a.spot.name}, {b.spot.name}"
    return f"same place: {a.spot.name}"


def _inner(a: Scene, b: Scene) -> str:
    """The narrower place of the two."""
    return max((s for s in (a.spot, b.spot) if s is not None), key=lambda s: (len(s.chain), not s.near)).name


def _when(scene: Scene) -> str:
    if scene.first is None or scene.last is None:
        return f"before {scene.published}" if scene.published is not None else "undated"
    return str(scene.first) if scene.first == scene.last else f"{scene.first} to {scene.last}"


def _where(scene: Scene) -> str:
    if scene.spot is None:
        return "nowhere named"
    return f"near {scene.spot.name}" if scene.spot.near else f"in {scene.spot.name}"


def _actors(scene: Scene, registry: Registry) -> str:
    rows = (registry.row(actor) for actor in sorted(scene.actors))
    return " or ".join(row.name for row in rows if row is not None)


def _done(scene: Scene) -> str:
    return " or ".join(_WAYS.get(way, way) for way in sorted(scene.ways))


def _listed(values: frozenset[str]) -> str:
    return " or ".join(sorted(values))
