"""Looks up what a person calls an incident, a speaker or an article: the IRI that queries need."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kg import vocab
from kg.errors import QueryError
from kg.queries.documents import find_article
from kg.queries.engines import Source
from kg.queries.events import find_event
from kg.queries.named import find_agent, find_campaign, find_place, near
from kg.queries.saved import Parameter
from kg.queries.values import full_iri, is_iri

_FINDERS: Final[Mapping[str, Callable[[Source, str], str]]] = {
    "incident": find_event,
    "campaign": find_campaign,
    "speaker": find_agent,
    "organisation": find_agent,
    "actor": find_agent,
    "place": find_place,
    "article": find_article,
}
_SCHEMES: Final = (
    vocab.Basis, vocab.Block, vocab.Certainty, vocab.Means, vocab.Qualifier, vocab.Quotation,
    vocab.Resolution, vocab.Stance, vocab.Tally, vocab.Topic, vocab.Unit, vocab.Venue, vocab.Verdict,
)  # fmt: skip
_CONCEPTS: Final = frozenset(str(choice) for scheme in _SCHEMES for choice in scheme)


def look_up(
    source: Source, parameters: Iterable[Parameter], values: Mapping[str, object]
) -> dict[str, object]:
    """The values with IRIs in place of names; what is not an IRI parameter stays as it is.

    ``incident`` takes an IRI, a path after the base or ``DATE[@PLACE]``; ``campaign``, ``speaker``,
    ``organisation``, ``actor`` and ``place`` an IRI, a path or a name; ``article`` an IRI, a path, the key
    of its text, the name of its file or its headline; every other one an IRI or the local name of a
    concept (``denies``).

    Raises:
        AmbiguousError: several fit; the message lists them.
        QueryError: nothing fits; the message lists what is near.
    """
    kinds = {parameter.name: parameter.type for parameter in parameters}
    return {
        name: _find(source, name, str(value).strip()) if kinds.get(name) == "iri" else value
        for name, value in values.items()
    }


def _find(source: Source, name: str, value: str) -> str:
    finder = _FINDERS.get(name)
    if not value:
        known = (
            "kg query incidents lists events" if finder is find_event else "kg queries lists what it asks for"
        )
        raise QueryError(f"{name}: no value; write -p {name}=VALUE; {known}")
    try:
        return _concept(value) if finder is None else finder(source, full_iri(value))
    except QueryError as error:
        raise type(error)(f"{name}: {error}") from error


def _concept(value: str) -> str:
    iri = full_iri(value)
    if is_iri(iri):
        return iri
    if value in _CONCEPTS:
        return vocab.CIV + value
    raise QueryError(f"{value!r} is no concept of the code lists and no IRI; {near(value, _CONCEPTS)}")
