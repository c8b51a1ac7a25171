"""Options that limit what a query or file of a stranger, and the answer of a server, may take."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from kg.endpoint import ServerLimits
    from kg.queries import Limits

MEBIBYTE: Final = 2**20
SERVER_SECONDS: Final = 60.0
SERVER_ROWS: Final = 100_000
SERVER_MEGABYTES: Final = 64
"""A server's answer is that of a whole question: more is let through than to a stranger's query."""

Timeout = Annotated[
    float | None,
    typer.Option("--timeout", metavar="SECONDS", min=0.1, help="Stop your own query, or a server, then."),
]
MaxRows = Annotated[
    int | None,
    typer.Option(
        "--max-rows", metavar="N", min=1, help="Cut the answer to your own query, refuse a server's."
    ),
]
MaxBytes = Annotated[
    int | None, typer.Option("--max-bytes", metavar="N", min=1, help="The same, by its size.")
]
MaxMemory = Annotated[
    int | None,
    typer.Option("--max-memory", metavar="MIB", min=1, help="Stop a query of your own that takes more."),
]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the user allows an answer; None is as much as usual where it is asked."""

    timeout: float | None = None
    max_rows: int | None = None
    max_bytes: int | None = None
    max_memory: int | None = None

    def of_worker(self) -> "Limits":
        """The limits of a process that answers a query of a stranger."""
        from kg.queries import Limits

        usual = Limits()
        return Limits(
            self.timeout or usual.seconds,
            self.max_memory * MEBIBYTE if self.max_memory else usual.memory,
            self.max_rows or usual.rows,
            self.max_bytes or usual.size,
        )

    def of_server(self) -> "ServerLimits":
        """The limits of what a server may take and send."""
        from kg.endpoint import ServerLimits

        megabytes = -(-self.max_bytes // MEBIBYTE) if self.max_bytes else SERVER_MEGABYTES
        return ServerLimits(self.timeout or SERVER_SECONDS, megabytes, self.max_rows or SERVER_ROWS)


USUAL: Final = Bounds()


class AllowedKind(StrEnum):
    """Kinds of files that are only read where the user says so."""

    JSONLD = "jsonld"
    RDFXML = "rdfxml"


Allow = Annotated[
    list[AllowedKind] | None,
    typer.Option(
        "--allow",
        help="Also read RDF/XML, or JSON-LD that names our context: in a process of its own, without a DTD.",
    ),
]
