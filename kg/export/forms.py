"""The forms of RDF that are written, told by the ending of the file."""

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


def form_of(name: str | Path) -> tuple[Form, bool]:
    """The form of a file, and whether it is compressed.

    Raises:
        ExportError: the ending is none of ours.

    >>> form_of("march.ttl.gz")
    (<Form.TURTLE: 'ttl'>, True)
    """
    path = Path(name)
    packed = path.suffix == ".gz"
    ending = (path.with_suffix("") if packed else path).suffix.removeprefix(".")
    try:
        return Form(ending), packed
    except ValueError as error:
        known = " ".join(f".{form}" for form in Form)
        raise ExportError(f"{path}: the ending must be one of {known}, each also with .gz") from error
