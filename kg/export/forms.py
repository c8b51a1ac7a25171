"""The forms that are written, told by the ending of the file: RDF, the links as SSSOM, statements as CSV."""

from enum import StrEnum
from pathlib import Path

from kg.errors import ExportError


class Form(StrEnum):
    """A form, by its ending."""

    TURTLE = "ttl"
    TRIG = "trig"
    N_TRIPLES = "nt"
    N_QUADS = "nq"
    JSON_LD = "jsonld"
    SSSOM = "sssom.tsv"
    CSV = "csv"

    @property
    def is_rdf(self) -> bool:
        """True for those that hold the whole graph."""
        return self not in (Form.SSSOM, Form.CSV)

    @property
    def names_graphs(self) -> bool:
        """True for those that tell which graph everything stands in."""
        return self in (Form.TRIG, Form.N_QUADS, Form.JSON_LD)


def form_of(name: str | Path) -> tuple[Form, bool]:
    """The form of a file, and whether it is compressed.

    Raises:
        ExportError: the ending is none of ours.

    >>> form_of("march.ttl.gz")
    (<Form.TURTLE: 'ttl'>, True)
    """
    path = Path(name)
    packed = path.suffix == ".gz"
    plain = path.name.removesuffix(".gz")
    for form in Form:
        if plain.endswith(f".{form}") and plain != f".{form}":
            return form, packed
    known = " ".join(f".{form}" for form in Form)
    raise ExportError(f"{path}: the ending must be one of {known}, each also with .gz")
