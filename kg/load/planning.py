"""Decides which graphs are sent, passed over and taken out, from what the store and the server have."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """Names of graphs, sorted; ``unknown`` are those under our base that neither side's ledger knows."""

    send: tuple[str, ...]
    skip: tuple[str, ...]
    delete: tuple[str, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The graphs of one side by name: the digest that its ledger tells, and how many statements there are."""

    digests: Mapping[str, str]
    counts: Mapping[str, int]


def plan(here: Held, there: Held, *, withdrawn: Collection[str], again: bool = False) -> Plan:
    """What makes the server hold the graphs of the store, and none that it had from the store before.

    A graph is passed over where the server's ledger tells the same digest and as many statements are there;
    never with ``again``. Taken out is what the server's ledger names, or what was withdrawn, and the store
    does not have.
    """
    same = {
        name
        for name, digest in here.digests.items()
        if not again
        and there.digests.get(name) == digest
        and there.counts.get(name, 0) == here.counts.get(name, 0)
    }
    gone = (there.digests.keys() | (set(withdrawn) & there.counts.keys())) - here.digests.keys()
    unknown = there.counts.keys() - here.digests.keys() - gone
    return Plan(
        tuple(sorted(here.digests.keys() - same)), tuple(sorted(same)), tuple(sorted(gone)),
        tuple(sorted(unknown)),
    )  # fmt: skip
