"""Withdraws an article and works out again what was linked to it."""

from datetime import date

from kg.articles.decoding import is_writable
from kg.decisions import NO_DECISIONS, Decisions
from kg.errors import UsageError
from kg.mapping import tombstone_quads
from kg.pipeline.linking import link
from kg.store import Store, Tombstone


def retract(store: Store, key: str, *, why: str, day: str, decisions: Decisions = NO_DECISIONS) -> Tombstone:
    """Takes a text, by its key, out of every file of the store; links are worked out without it.

    ``decisions`` of people hold for what is left; those about the text are kept where they are written down.

    Key, day (ISO) and reason stay. A build leaves the article out from now on, unless it readmits the key;
    that brings it back as it was and ends the tombstone. A text that was withdrawn before keeps its
    tombstone; links are worked out again, in case that was interrupted.

    Raises:
        UsageError: there is no such text, no reason, or the day is none.
    """
    if not why.strip() or not is_writable(why):
        raise UsageError("a withdrawal needs a reason, as text in UTF-8; give it with --why")
    try:
        stone = tombstone_quads(key, store.base, day=date.fromisoformat(day), why=why)
    except ValueError as error:
        raise UsageError(f"{day}: no day; write it as 2026-11-20") from error
    tombstone = store.tombstones.get(key) or store.retract(key, why=why, day=day, tombstone=stone)
    link(store, decisions=decisions)
    store.seal()
    return tombstone
