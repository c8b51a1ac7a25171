"""A store that is open: one writer, or several readers."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.ids import doc_key, sha256
from kg.model import Article
from kg.store import graphs, recovery
from kg.store.books import Books
from kg.store.embedded import Embedded
from kg.store.entries import Entry, Tombstone
from kg.store.folder import FAULTS, LEDGER, UNCHAINED, Folder, damaged, is_damage, reason
from kg.store.ledger import Ledger
from kg.store.lines import nquads, sorted_lines
from kg.store.originals import Originals
from kg.store.retracting import withdraw
from kg.store.verifying import Mismatch, mismatches

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_Node = ox.NamedNode | None
Pattern = tuple[_Node, _Node]
"""Predicate and object; None fits anything."""


class Store:
    """Texts, ledger and graph of one folder. Made by :func:`kg.store.open_store`.

    Do not carry it across ``fork``: a child gets an error, and the parent's data stay whole.
    """

    def __init__(
        self, folder: Folder, *, base: str, version: int, read_only: bool, handle: int | None
    ) -> None:
        self.folder = folder
        self.base = base
        self.read_only = read_only
        self._handle = handle
        recovery.check_whole(folder) if read_only else recovery.tidy(folder)
        self._open(chained=version > UNCHAINED)

    @property
    def originals(self) -> Originals:
        """The exact texts, and the files they were taken from."""
        return self._books.originals

    @property
    def path(self) -> Path:
        """The folder."""
        return self.folder.root

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What was built, by key (the first 16 digits of the text's hash)."""
        return self._ledger.entries

    @property
    def tombstones(self) -> Mapping[str, Tombstone]:
        """What was withdrawn, by key."""
        return self._ledger.tombstones

    @property
    def stale(self) -> frozenset[str]:
        """Keys and names of graphs that are missing or older than the ledger says; a build repairs them."""
        return frozenset(self._stale)

    def check_whole(self) -> None:
        """Refuses to hand on a graph that lacks something, as exports, loads and backups do.

        Raises:
            StoreError: graphs are missing or not as the ledger says.
        """
        recovery.refuse_stale(self.folder, self._stale)

    @property
    def digests(self) -> Mapping[str, str]:
        """What the ledger says of every graph: the sha256 of its sorted N-Quads, by name."""
        return self._ledger.digests()

    def query(self, sparql: str) -> Answer:
        """The answer to a SPARQL query over all graphs as one; that includes the internal one of digests.

        Raises:
            SyntaxError: the query is not SPARQL 1.1.
        """
        return self._graph.query(sparql, use_default_graph_as_union=True)

    def graphs(self) -> tuple[str, ...]:
        """Names of the graphs, sorted: keys of texts, ``registry``, ``links`` and so on."""
        names = (self._short(name.value) for name in self._graph.named_graphs())
        return tuple(sorted(name for name in names if name != LEDGER))

    def counts(self) -> Mapping[str, int]:
        """How many statements of RDF each graph has."""
        found = graphs.counts(self._graph).items()
        return {self._short(name): n for name, n in found if self._short(name) != LEDGER}

    def quads(self, graph: str, patterns: Iterable[Pattern] = ((None, None),)) -> tuple[ox.Quad, ...]:
        """The quads of one graph, or only those with some predicates or objects, in no order."""
        name, found = self._name(graph), self._graph.quads_for_pattern
        return tuple(quad for predicate, value in patterns for quad in found(None, predicate, value, name))

    def pattern(self, subject: _Node, predicate: _Node, value: _Node | ox.Literal) -> Iterator[ox.Quad]:
        """The quads of all graphs that fit; None fits anything."""
        found, ledger = self._graph.quads_for_pattern(subject, predicate, value, None), self._embedded.ledger
        return (quad for quad in found if quad.graph_name != ledger)

    def articles(self, key: str) -> tuple[Article, ...]:
        """The articles that have this text, one per file, with the text.

        Raises:
            UsageError: there is no such text.
        """
        if key not in self.entries:
            raise UsageError(f"{self.path}: no article {key}; see which there are: kg query article-metadata")
        return self._ledger.articles(key, self.originals.text(self.entries[key].sha256))

    def is_current(self, key: str, versions: str) -> bool:
        """True where the graph was built by these versions and is there."""
        entry = self.entries.get(key)
        return entry is not None and entry.versions == versions and self._is_there(key, entry.digest)

    def put_article(
        self,
        copies: Sequence[Article],
        quads: Collection[ox.Quad] | bytes,
        *,
        versions: str,
        originals: Sequence[bytes] = (),
    ) -> None:
        """Stores a text with all the files that have it, and puts the quads in place of its graph.

        Bytes are the quads as sorted lines of N-Quads, each once and as Oxigraph writes it.
        ``originals`` are the bytes of files whose text was taken out of them (HTML, JSON lines).
        """
        key = doc_key(copies[0].sha256)
        with self._writing():
            lines = quads if isinstance(quads, bytes) else nquads(quads)
            digest = sha256(lines)
            before = self.entries.get(key) if key not in self._stale else None
            as_it_is = self._is_there(key, digest)
            count = lines.count(b"\n")
            try:
                self._books.note(copies, originals, versions=versions, digest=digest, quads=count)
            except BaseException:
                self._embedded.failed = True  # what is in memory is not what the journal says
                raise
            if not as_it_is:
                held = before.quads if before is not None else None
                self._embedded.put(self._name(key), lines, digest=digest, held=held)
        self._stale -= {key}

    def put_back(self, key: str, lines: bytes) -> None:
        """Puts the graph of a text back, whose lines are as the ledger says."""
        with self._writing():
            self._embedded.put(self._name(key), lines, digest=self.entries[key].digest)
        self._stale -= {key}

    def made_of(self, name: str) -> str | None:
        """What a shared graph was made of, as :meth:`put_graph` was told; None where there is none."""
        shared = self._ledger.shared.get(name)
        return shared.made_of if shared is not None and name not in self._stale else None

    def put_graph(self, name: str, quads: Iterable[ox.Quad], *, made_of: str = "") -> None:
        """Puts the quads in place of a graph that is no article's: ``registry``, ``links`` and so on."""
        with self._writing(), sorted_lines(quads, self.folder.root) as lines:
            self._ledger.record_shared(name, lines.digest, made_of=made_of)
            self._embedded.put_lines(self._name(name), lines)
        self._stale -= {name}

    def drop(self, name: str) -> None:
        """Takes out a graph and its line in the ledger. Text and words stay in files; see :meth:`retract`."""
        with self._writing():
            self._ledger.record_dropped(name)
            self._embedded.remove(self._name(name))
        self._stale -= {name}
        self.flush()  # a log that is cut later must not bring it back

    def retract(self, key: str, *, why: str, day: str, tombstone: Collection[ox.Quad] = ()) -> Tombstone:
        """Takes a text out of every file of the store; key, day, reason and marks stay as its tombstone.

        ``tombstone`` are the quads of the catalog that say so. ``links`` and ``derived`` go with it, because
        they tell of several articles: resolve again. Copies outside the folder (backups, exports) are not
        reached. If it is interrupted, opening the store for writing finishes it.
        """
        if key not in self.entries:
            raise UsageError(f"{self.path}: no article {key}; nothing was withdrawn")
        stone = Tombstone(key, day, why, tuple(sorted(self.entries[key].marks)))
        self.flush()
        with self._writing():
            parts = (self.folder, self._embedded, self._ledger)
            withdraw(*parts, stone, base=self.base, tombstone=tombstone)
        self._open(chained=True)
        return stone

    def verify(self) -> Iterator[Mismatch]:
        """Everything in the store that does not agree with the stored texts, their hashes or the ledger."""
        parts = (self._embedded, self._ledger, self.originals)
        return mismatches(*parts, base=self.base, has_notes=self._has_notes)

    def flush(self) -> None:
        """Brings everything written so far onto the disk; then nothing of it can be lost without a trace."""
        if self.read_only:
            return
        with self._writing():
            graph = self._graph  # with all that was waiting
            self._books.sync()
            graph.flush()
            self._ledger.journal.mark()

    def checkpoint(self, folder: Path) -> None:
        """A cheap copy of the graph alone, in a new folder, for others to open by ``pyoxigraph``, read-only.

        What is written later does not reach it. :func:`kg.store.backup` copies the whole store.
        """
        self._embedded.checkpoint(folder)

    def seal(self) -> None:
        """Writes the journal into the ledger, sorted, one line per article."""
        self.flush()
        if self.read_only or self._embedded.failed or not self.folder.journal.exists():
            return
        with self._writing():
            self._books.seal()

    def close(self) -> None:
        """Writes what is open and lets others in; a second call does nothing."""
        try:
            if self._embedded.is_open and not self._embedded.failed:
                self.seal()
        finally:
            self._embedded.close()
            if self._embedded.failed:
                with suppress(OSError):
                    recovery.drop_drafts(self.folder)
            if self._handle is not None:
                os.close(self._handle)
                self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        with nullcontext() if kind is None else suppress(StoreError):
            self.close()
        if isinstance(error, RuntimeError) and is_damage(error):  # while something was read
            raise damaged(self.folder, error) from error

    @property
    def _graph(self) -> ox.Store:
        return self._embedded.graph

    @property
    def _ledger(self) -> Ledger:
        return self._books.ledger

    def _open(self, *, chained: bool) -> None:
        """Opens books and graph, and holds one against the other."""
        folder, base, read_only = self.folder, self.base, self.read_only
        self._books = Books(folder, chained=chained)
        self._has_notes = chained or not read_only
        self._embedded = Embedded(folder, base=base, read_only=read_only, before_write=self._books.sync)
        parts = (folder, self._books, self._embedded)
        try:
            self._stale = recovery.compare(*parts, base=base, chained=chained, read_only=read_only)
        except BaseException as error:
            self._embedded.close()
            if isinstance(error, FAULTS):
                raise StoreError(f"{self.path}: {reason(error)}") from error
            raise

    def _name(self, graph: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self.base}graph/{graph}")

    def _short(self, iri: str) -> str:
        return iri.removeprefix(f"{self.base}graph/")

    def _is_there(self, key: str, digest: str) -> bool:
        """True where the graph has this digest, as far as the ledger can be believed."""
        entry = self.entries.get(key)
        known = entry is not None and entry.digest == digest and key not in self._stale
        return known and self._embedded.has(self._name(key))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """What goes wrong with a file in the block is an error of the store, which has to be opened anew."""
        if self.read_only:
            raise StoreError(f"{self.path}: opened for reading only; open it for writing")
        try:
            yield
        except FAULTS as error:
            self._embedded.failed = True
            raise StoreError(f"{self.path}: {reason(error)}") from error
