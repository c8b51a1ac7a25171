"""Every error a user can meet, with the id under which docs/errors.md (``kg errors``) explains it."""

from pathlib import Path
from typing import ClassVar


class KgError(Exception):
    """Something the user can put right: the message says where, what, and the way out.

    ``id`` is the anchor in docs/errors.md; ``exit_code`` is what the command line returns:
    2 wrong use or bad input, 3 the store.
    """

    id: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 2


class ArticleError(KgError):
    """One article cannot be read; the others can."""

    id = "article"

    def __init__(self, where: str | Path, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = str(where)
        self.what = what


class LinkError(ArticleError):
    """A link in a folder leads out of it and is passed over; the articles of the folder are all read."""

    exit_code = 0


class AnnotationError(KgError):
    """A document of annotations cannot be used; nothing is built with half of what a person wrote."""

    id = "annotations"


class DecisionError(KgError):
    """A line of decisions cannot be read or written; nothing is built with half of what people decided."""

    id = "decisions"


class RulesError(KgError):
    """A rules, registry or gazetteer file cannot be used; nothing is extracted with half a rule set."""

    id = "rules"


class OntologyError(KgError):
    """The ontology, the shapes or the generated vocabulary do not fit together."""

    id = "ontology"


class RecordError(KgError):
    """An interchange record does not follow the schema of the record."""

    id = "record"


class GoldError(KgError):
    """What a person annotated cannot be read, or does not fit its article."""

    id = "gold"


class QueryError(KgError):
    """A saved query or its parameters cannot be used."""

    id = "query"


class AmbiguousError(QueryError):
    """A parameter fits several things; the message lists them."""

    id = "ambiguous"


class LimitError(KgError):
    """What a stranger wrote took too much time or memory, or crashed what worked on it; nothing changed."""

    id = "limit"


class NetworkError(KgError):
    """Something tried to reach the network, or a host that the user did not name."""

    id = "network"


class ExportError(KgError):
    """A file cannot be written, or its format is not one of ours."""

    id = "export"


class FullDiskError(ExportError):
    """There is no room for the file; nothing of it is left, and what stood there before still does."""

    exit_code = 3


class PackageError(KgError):
    """A folder or file is no package, or its manifest asks for what no package may."""

    id = "package"


class ProfileError(KgError):
    """A profile of an export cannot be kept: a list that cannot be read, or a name that would stay."""

    id = "profile"


class StoreError(KgError):
    """The store cannot be opened, read or written; what it held before is still there."""

    id = "store"
    exit_code = 3


class UsageError(StoreError):
    """What was asked of a store does not fit it: no such article, another base, a reason that is empty."""

    id = "usage"
    exit_code = 2


class StoreLockedError(StoreError):
    """Another process has the store open for writing."""

    id = "store-locked"


class EndpointError(StoreError):
    """A SPARQL server refused, went silent or answered something that is no answer."""

    id = "endpoint"


class AddressError(EndpointError):
    """What was given is no address of a server, or none that words and passwords may be sent to."""

    exit_code = 2


class NoAnswerError(EndpointError):
    """The connection broke, the time was up or the server failed: whether it was done is not known."""


class BusyError(EndpointError):
    """The server asks to come back later; ``wait_seconds`` is when, None where it does not say."""

    def __init__(self, what: str, wait_seconds: float | None = None) -> None:
        super().__init__(what)
        self.wait_seconds = wait_seconds
