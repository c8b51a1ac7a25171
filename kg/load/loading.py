"""Makes a server hold exactly the graphs of a store, and compares the two afterwards."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import pyoxigraph as ox

from kg.endpoint import Address, address_of
from kg.endpoint.deadline import Deadline
from kg.endpoint.patience import insist
from kg.endpoint.sending import Sender
from kg.errors import StoreError, UsageError
from kg.load.bodies import Body, body_of
from kg.load.comparing import Difference, difference, sample
from kg.load.planning import Held, Plan, plan
from kg.load.remote import Remote
from kg.store import Store
from kg.store.entries import EMPTY
from kg.store.lines import sorted_lines

REQUEST_SECONDS: Final = 300.0
"""For one request, from the first byte sent to the last byte received."""
RUN_SECONDS: Final = 12 * 3600.0
SAMPLE: Final = 20
"""Graphs that are compared word for word without ``strict``."""
_KEY: Final = re.compile(r"[0-9a-f]{16}")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What the server has now, and what was done to that end.

    ``graphs`` and ``quads`` are those of the store; ``sent``, ``skipped``, ``deleted`` and ``compared`` are
    names of graphs. ``unknown`` are graphs under our base that neither the store nor the server's ledger
    knows, and ``foreign`` is how many are not under our base; neither are touched.
    """

    graphs: int
    quads: int
    sent: tuple[str, ...]
    skipped: tuple[str, ...]
    deleted: tuple[str, ...]
    compared: tuple[str, ...]
    mismatches: tuple[Difference, ...]
    unknown: tuple[str, ...]
    foreign: int


def load(
    store: Store,
    server: str | Address,
    *,
    strict: bool = False,
    again: bool = False,
    replace: bool = False,
    request_seconds: float = REQUEST_SECONDS,
    deadline_seconds: float = RUN_SECONDS,
    progress: Progress | None = None,
) -> LoadReport:
    """Sends a server every graph that it does not have yet, and takes out those that the store has no more.

    A run that was interrupted is taken up by the next. ``again`` sends all graphs, ``strict`` compares all of
    them word for word and not only a sample. ``replace`` allows to take out more graphs than are kept.

    Raises:
        EndpointError: the address is not allowed, or the server refuses, is too slow or is no such server.
        UsageError: more graphs would be taken out than kept.
        StoreError: the store is not what its ledger says, so that it is not handed on.
    """
    address = server if isinstance(server, Address) else address_of(server)
    here = held(store)
    deadline = Deadline(deadline_seconds, where=address.origin)
    with Sender(address) as sender:
        remote = Remote(address, sender, base=store.base, seconds=request_seconds, deadline=deadline)
        there = _there(remote)
        todo = plan(here, there, withdrawn=store.tombstones, again=again)
        if not replace:
            _check_store(store, here, there, todo, address)
        run = _Run(store, remote, here, deadline)
        same = tuple(name for name in todo.skip if run.is_there(name)) if strict else todo.skip
        send = tuple(sorted(set(todo.send + todo.skip) - set(same)))
        run.delete(todo.delete)
        run.send(send, stale=[name for name in send if name in there.digests], progress=progress)
        words = send if strict else sample(here.digests, SAMPLE)
        mismatches, foreign = run.compare(words, gone=todo.delete)
        run.forget(mismatches, gone=[name for name in todo.delete if name in there.digests])
    compared = tuple(sorted({*words, *same})) if strict else words
    return LoadReport(
        len(here.counts), sum(here.counts.values()), send, same, todo.delete, compared, mismatches,
        todo.unknown, foreign,
    )  # fmt: skip


def held(store: Store) -> Held:
    """What the store has, where all of it is in its ledger.

    Raises:
        StoreError: it is not.
    """
    store.check_whole()
    counts = dict(store.counts())
    digests = {name: digest for name, digest in store.digests.items() if digest != EMPTY}
    if wrong := sorted(digests.keys() ^ counts.keys()):
        raise StoreError(
            f"{store.path}: graph {wrong[0]} is not what the ledger says, so nothing was sent; see kg verify"
        )
    return Held(digests, counts)


def _there(remote: Remote) -> Held:
    digests = remote.digests()
    counts, _ = remote.counts()
    counts |= remote.count_each(sorted(digests.keys() - counts.keys()))
    return Held(digests, {name: number for name, number in counts.items() if number})


def _check_store(store: Store, here: Held, there: Held, todo: Plan, address: Address) -> None:
    """That it is the store that was loaded before: another one would take out all that is there."""
    # Graphs of texts alone: registry, catalog and so on have the same names in every store.
    gone = [name for name in todo.delete if name not in store.tombstones and _KEY.fullmatch(name)]
    kept = {name for name in here.digests.keys() & there.digests.keys() if _KEY.fullmatch(name)}
    if len(gone) > len(kept):
        raise UsageError(
            f"{address.origin}: {len(gone):,} article graphs there are not in {store.path}, and "
            f"{len(kept):,} are; nothing was changed; if it is the right store, --replace takes them out"
        )


class _Run:
    """One load: the store, the server, and how long it may take."""

    def __init__(self, store: Store, remote: Remote, here: Held, deadline: Deadline) -> None:
        self._store = store
        self._remote = remote
        self._here = here
        self._deadline = deadline

    def send(self, names: Sequence[str], *, stale: Sequence[str], progress: Progress | None) -> None:
        """Sends graphs, each followed by its digest; what the ledger there says of them goes first."""
        self._insist(lambda _: self._remote.forget(stale))
        for number, name in enumerate(names, start=1):
            self._send_one(name)
            if progress is not None:
                progress(number, len(names))

    def delete(self, names: Sequence[str]) -> None:
        """Takes graphs out."""
        for name in names:
            self._insist(partial(self._delete_one, name))

    def is_there(self, name: str) -> bool:
        """True where the server holds the graph, by count and then word for word."""
        number = self._remote.count_each([name])[name]
        return number > 0 and self._difference(name, number) is None

    def compare(self, names: Sequence[str], *, gone: Sequence[str]) -> tuple[tuple[Difference, ...], int]:
        """What differs, by count in all graphs and word for word in some; and how many graphs are foreign."""
        counts, foreign = self._remote.counts()
        expected = self._here.counts
        counts |= self._remote.count_each(sorted((expected.keys() | set(gone)) - counts.keys()))
        wrong = {name for name, number in expected.items() if counts[name] != number}
        found = [self._difference(name, counts[name]) for name in sorted({*names, *wrong})]
        left = [Difference(name, "was taken out and is still there") for name in gone if counts[name]]
        return (*(item for item in found if item is not None), *left), foreign

    def forget(self, mismatches: Sequence[Difference], *, gone: Sequence[str]) -> None:
        """Takes out of the ledger there what is gone, and what differs, so that it is sent again.

        What was to go and is still there stays in it, so that the next load takes it out.
        """
        names = sorted({item.graph for item in mismatches} ^ set(gone))
        self._insist(lambda _: self._remote.forget(names))

    def _send_one(self, name: str) -> None:
        graph = ox.NamedNode(self._remote.iri(name))
        digest = self._here.digests[name]
        with sorted_lines(self._store.quads(name)) as lines:
            if lines.digest != digest:
                raise StoreError(
                    f"{self._store.path}: graph {name} is not what the ledger says, so it was not sent; "
                    "see kg verify"
                )
            body = body_of(lines, graph)
            self._insist(partial(self._put, name, body))
        self._insist(lambda _: self._remote.remember(name, digest))

    def _put(self, name: str, body: Body, before: int) -> None:
        """Sends a graph; where it was sent before and no answer came, only if it is not there."""
        if not before or not self.is_there(name):
            self._remote.put(name, body)

    def _delete_one(self, name: str, _: int) -> None:
        self._remote.delete(name)

    def _insist(self, call: Callable[[int], None]) -> None:
        insist(call, deadline=self._deadline)

    def _difference(self, name: str, number: int) -> Difference | None:
        there = self._remote.quads(name, number)
        return difference(name, self._store.quads(name), there, counted=number)
