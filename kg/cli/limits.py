"""Options that limit what the query or file of a stranger may use."""

from enum import StrEnum
from typing import Annotated, Final

import typer

MEBIBYTE: Final = 2**20

Timeout = Annotated[
    float, typer.Option("--timeout", metavar="SECONDS", help="For a query of your own: stop it after that.")
]
MaxRows = Annotated[int, typer.Option("--max-rows", metavar="N", help="Cut its answer after so many rows.")]
MaxBytes = Annotated[
    int, typer.Option("--max-bytes", metavar="N", help="Cut its answer after so many bytes.")
]
MaxMemory = Annotated[
    int, typer.Option("--max-memory", metavar="MIB", help="Stop it where it takes more memory than that.")
]


class Kind(StrEnum):
    """Kinds of files that are only read where the user says so."""

    JSONLD = "jsonld"
    RDFXML = "rdfxml"


Allow = Annotated[
    list[Kind] | None,
    typer.Option(
        "--allow",
        help="Also read RDF/XML, or JSON-LD that names our context: in a process of its own, without a DTD.",
    ),
]
