"""Makes the task of reading an article again from what the store keeps of it, without its file."""

from collections.abc import Mapping
from typing import Protocol

from kg.annotations import Annotations
from kg.errors import StoreError
from kg.model import Article
from kg.pipeline.report import Unrepaired
from kg.pipeline.versions import WITH, is_annotated, version_with
from kg.pipeline.work import Task
from kg.store import Entry


class Stored(Protocol):
    """Where an article is kept: a store, or the part of one that is left."""

    @property
    def entries(self) -> Mapping[str, Entry]:
        """What the ledger has of each text."""

    @property
    def base(self) -> str:
        """What all IRIs begin with."""

    def articles(self, key: str) -> tuple[Article, ...]:
        """The articles that have this text."""


def task_of(store: Stored, key: str, annotations: Annotations) -> Task | Unrepaired:
    """The task of a stored article: its exact text, and what the ledger knows of each file that has it.

    An article that was read by annotations is not read by the rules instead: without the very same
    annotations there is no task.
    """
    entry = store.entries[key]
    file = entry.copies[0].file
    try:
        copies = store.articles(key)
    except StoreError as error:
        return Unrepaired(file, key, str(error))
    if not is_annotated(entry.versions):
        return Task(copies, store.base)
    marks = annotations.of(copies)
    if not marks or not is_same_reading(version_with(marks), entry.versions):
        why = "it was read by annotations; give the same ones with --annotations"
        return Unrepaired(file, key, why)
    return Task(copies, store.base, annotations=marks)


def is_same_reading(ours: str, theirs: str) -> bool:
    """True where two versions differ in the program at most, not in the annotations."""
    return ours.partition(WITH)[2] == theirs.partition(WITH)[2]
