"""One difference: a statement that was added, is gone, has moved or says something else."""

from dataclasses import dataclass, fields
from typing import Final

from kg.compare.told import Told

PLACE: Final = frozenset({"article", "headline", "start", "end"})
"""Fields that tell where a statement stands, and not what it says."""
UNKNOWN: Final = "not known"


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement that was added (no ``old``), is gone (no ``new``), moved or changed, and in what."""

    old: Told | None
    new: Told | None

    @property
    def told(self) -> Told:
        """The statement as it is now, or as it was where it is gone."""
        told = self.new or self.old
        assert told is not None
        return told

    @property
    def change(self) -> str:
        """added, gone, moved (the same statement at another place or in another text) or changed."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "gone"
        return "changed" if self.changes.keys() - PLACE else "moved"

    @property
    def what(self) -> str:
        """Which fields changed, from what to what; of where it stands the article and its headline alone."""
        shown = {name: told for name, told in self.changes.items() if name not in ("start", "end")}
        return "; ".join(
            f"{name}: {old or UNKNOWN} -> {new or UNKNOWN}" for name, (old, new) in shown.items()
        )

    @property
    def changes(self) -> dict[str, tuple[object, object]]:
        """Each field that differs, with both values; nothing where there is only one statement."""
        if self.old is None or self.new is None:
            return {}
        pairs = {f.name: (getattr(self.old, f.name), getattr(self.new, f.name)) for f in fields(Told)}
        return {name: (old, new) for name, (old, new) in pairs.items() if old != new}
