"""The reliance network: who rests on whose word, with the words of every statement that shows it."""

from typing import Final

from kg.analysis.accounts import read_accounts
from kg.analysis.chains import CARRIER, CITED, RELEASE, REPRINT_KIND, Link, all_chains, chains_of, steps
from kg.analysis.findings import End, Findings, in_order
from kg.queries import Source

COLUMNS: Final = (
    "rests", "rests_kind", "relation", "on", "on_kind", "words", "article", "start", "end", "published",
    "statement", "rests_iri", "on_iri",
)  # fmt: skip
_ENDS: Final = (End(("rests_iri",), ("rests",), ("rests_kind",)), End(("on_iri",), ("on",), ("on_kind",)))
_RELATIONS: Final = {CITED: "cites", RELEASE: "said in", REPRINT_KIND: "prints"}


def find_reliance(source: Source, incident: str | None = None) -> Findings:
    """One row a step and statement: from outlets to carriers and speakers, and from these to whom they cite.

    Of one incident where it is given; else of all that any article says.

    Raises:
        AmbiguousError: ``incident`` fits several events.
        QueryError: it fits none.
    """
    if incident is None:
        chains = all_chains(source)
    else:
        accounts = [item for items in read_accounts(source, incident).values() for item in items]
        chains = chains_of(source, accounts)
    rows = [
        (
            one.name, one.kind, _relation(one, other), other.name, other.kind, chain.words, chain.article,
            chain.start, chain.end, chain.published, chain.statement, one.iri, other.iri,
        )
        for chain in chains.values()
        for one, other in steps(chain)
    ]  # fmt: skip
    return Findings("reliance", COLUMNS, in_order(list(rows)), _ENDS)


def _relation(one: Link, other: Link) -> str:
    return _RELATIONS.get(other.kind, "hands on" if one.kind == CARRIER else "carries")
