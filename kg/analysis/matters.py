"""Says when two accounts of one incident are of one matter, contradict each other, or are rivals."""

from collections.abc import Collection
from typing import Final

from kg.analysis.accounts import ATTRIBUTIONS, NUMBER, OPPOSES, SUPPORTS, Account
from kg.analysis.facts import Bodies

ANOTHER_ACTOR: Final = "another actor"
ANOTHER_CAUSE: Final = "another cause"
RIVAL_FIGURE: Final = "rival figure"
Rivals = Collection[tuple[str, str]]
"""Pairs of figures that cannot both hold, in both orders."""


class Matters:
    """Compares accounts of one incident; who is above whom and which figures are rivals is known to it."""

    def __init__(self, bodies: Bodies, rivals: Rivals) -> None:
        self._bodies = bodies
        self._rivals = rivals

    def contradicts(self, opposing: Account, supporting: Account) -> str | None:
        """By what the one opposes what the other supports; None where it does not.

        Whoever denies an actor's part in the harm does not deny the strike, and whoever denies one actor's
        strike does not deny that it was a strike.
        """
        if (opposing.position, supporting.position) != (OPPOSES, SUPPORTS):
            return None
        if opposing.claim == supporting.claim:
            return "the same claim"
        if opposing.part == supporting.part == NUMBER:
            return "the same figure" if opposing.content == supporting.content else None
        if not {opposing.part, supporting.part} <= set(ATTRIBUTIONS):
            return None
        if opposing.part != "strike" and supporting.part == "strike":
            return None
        if opposing.actor is None:
            same_part = (opposing.part == "strike") == (supporting.part == "strike")
            same_means = opposing.means is not None and opposing.means == supporting.means
            return "the same means" if same_part and same_means else None
        if opposing.means and supporting.means and opposing.means != supporting.means:
            return None
        return self.same_actor(opposing, supporting)

    def rival(self, one: Account, other: Account) -> str | None:
        """In what two accounts that both support something differ; None where they do not.

        Both may hold: two actors can have a part in one harm. It is for the reader to judge.
        """
        if not one.position == other.position == SUPPORTS or one.speaker_iri == other.speaker_iri:
            return None
        if one.part == other.part == NUMBER:
            return RIVAL_FIGURE if self.rival_figures(one, other) else None
        return self.rival_attribution(one, other)

    def rival_attribution(self, one: Account, other: Account) -> str | None:
        """Another actor, or another cause, for the same strike or the same harm.

        An actor that is not named is another one only where one article tells of both.
        """
        if not {one.part, other.part} <= set(ATTRIBUTIONS):
            return None
        if (one.part == "strike") != (other.part == "strike"):
            return None
        told_apart = one.article == other.article or (one.actor_is_named and other.actor_is_named)
        if one.actor and other.actor and told_apart and not self._bodies.related(one.actor, other.actor):
            return ANOTHER_ACTOR
        if one.means and other.means and one.means != other.means and one.part != "strike":
            return ANOTHER_CAUSE
        return None

    def rival_figures(self, one: Account, other: Account) -> bool:
        """True for figures that cannot both hold."""
        return (one.claim, other.claim) in self._rivals

    def same_matter(self, one: Account, other: Account) -> bool:
        """True where both speak of one figure, one actor's part, one cause or one topic, or may do so.

        Actors that are not named may be those of another article.
        """
        if one.content == other.content:
            return True
        if not {one.part, other.part} <= set(ATTRIBUTIONS):
            return one.part == other.part != NUMBER
        if (one.part == "strike") != (other.part == "strike"):
            return False
        if one.actor and other.actor:
            unnamed = not (one.actor_is_named and other.actor_is_named)
            return unnamed or self._bodies.related(one.actor, other.actor)
        return one.means is not None and one.means == other.means

    def same_voice(self, one: Account, other: Account) -> bool:
        """True where one body speaks, or one that is above the other."""
        return self._bodies.related(one.speaker_iri, other.speaker_iri)

    def same_actor(self, one: Account, other: Account) -> str | None:
        """Whether both name one actor, or two of which one is above the other; None where they do not."""
        if one.actor is None or other.actor is None:
            return None
        if one.actor == other.actor:
            return "the same actor"
        return "linked actors" if self._bodies.related(one.actor, other.actor) else None
