"""Texts, ledger and journal of a store together: what is noted of a graph before the graph is changed."""

from collections.abc import Iterable, Sequence

from kg.folders import sync_folder
from kg.model import Article
from kg.store.files import written_whole
from kg.store.folder import Folder
from kg.store.ledger import Ledger
from kg.store.originals import Originals


class Books:
    """All of a store but the graph, which can be made again from it."""

    def __init__(self, folder: Folder, *, chained: bool = True) -> None:
        self._folder = folder
        self.originals = Originals(folder.originals)
        self.ledger = Ledger(folder.ledger, folder.journal, chained=chained)

    def note(
        self, copies: Sequence[Article], originals: Iterable[bytes], *, versions: str, digest: str, quads: int
    ) -> None:
        """Notes a text with its files, and which graph it is to have.

        Where the files cannot be written nothing is noted in the folder, and the memory of it is spoiled.
        """
        first = copies[0]
        self.ledger.record(copies, versions=versions, digest=digest, quads=quads)
        try:
            self.originals.keep(first.text, first.sha256, originals)
        except BaseException:
            self.ledger.journal.take_back()
            raise

    def sync(self) -> None:
        """Brings texts and journal onto the disk: no graph may outlive a power cut that they do not."""
        self.originals.flush()
        self.ledger.journal.sync()

    def seal(self) -> None:
        """Writes the journal into the ledger, sorted, one line per article."""
        with written_whole(self._folder.ledger) as stream:
            stream.writelines(self.ledger.sealed())
        self._folder.journal.unlink(missing_ok=True)
        sync_folder(self._folder.root)
        self.ledger = Ledger(self._folder.ledger, self._folder.journal)

    @property
    def is_sealed(self) -> bool:
        """True where all stands in the ledger."""
        return self._folder.ledger.exists() and not self._folder.journal.exists()
