"""The embedded store: exact texts, a ledger of what was built from them, and the graph, in one folder."""

from kg.store.copies import backup, restore
from kg.store.entries import Copy, Entry, Tombstone, copy_of, marks_of
from kg.store.opening import open_store
from kg.store.rebuilding import Rebuilding, rebuilding
from kg.store.store import Store
from kg.store.verifying import Mismatch, find_miscounted

__all__ = [
    "Copy", "Entry", "Mismatch", "Rebuilding", "Store", "Tombstone",
    "backup", "copy_of", "find_miscounted", "marks_of", "open_store", "rebuilding", "restore",
]  # fmt: skip
