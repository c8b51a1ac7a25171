"""Holds every span of a graph against the stored text: the same characters, the same hash."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from kg.ids import doc_key, sha256
from kg.validation.facts import Facts, facts_of
from kg.validation.report import Finding
from kg.vocab import CIV, OA, P_IN_BLOCK, SCHEMA, Block

_SELECTOR = OA + "hasSelector"
_EXACT, _START, _END = OA + "exact", OA + "start", OA + "end"
_BLOCKS = [[CIV + block.value] for block in Block]


def reslice_quads(quads: Iterable[Quad], text: str, base: str, *, where: str) -> Iterator[Finding]:
    """Every span of this text that does not give the words at its place, and a hash that is not its own.

    Spans of other texts are passed over. ``text`` is the stored text, whatever the quads say of it.
    """
    return reslice_facts(facts_of(quads), text, base, where=where)


def reslice_facts(facts: Facts, text: str, base: str, *, where: str) -> Iterator[Finding]:
    """The same, of quads that are laid out already."""
    source = f"{base}doc/{doc_key(sha256(text))}/text"
    hashes = facts.values(source, SCHEMA + "sha256")
    if hashes != [sha256(text)]:
        message = "The graph must carry the sha256 of the stored text; build it again from the text."
        yield Finding("text-hash-matches", message, where, node=source)
    for span in facts.of_class(OA + "SpecificResource"):
        if source not in facts.values(span, OA + "hasSource"):
            continue
        for constraint, message in _faults(facts, span, text):
            yield Finding(constraint, message, where, node=span)


def _faults(facts: Facts, span: str, text: str) -> Iterator[tuple[str, str]]:
    said = facts.of(span)
    if said.get(P_IN_BLOCK) not in _BLOCKS:
        yield (
            "span-block",
            "Take evidence from one headline, body, caption or linked title, from nothing else.",
        )
    selectors = [facts.of(node) for node in said.get(_SELECTOR, ())]
    found = [[value for of in selectors for value in of.get(name, ())] for name in (_EXACT, _START, _END)]
    if [len(values) for values in found] != [1, 1, 1]:
        yield "span-selectors", "Give the span one quotation and one position."
        return
    (exact,), (start,), (end,) = found
    if not (start.isdecimal() and end.isdecimal()) or not int(start) < int(end) <= len(text):
        yield "span-range", f"The span must lie within the {len(text)} characters of the text."
        return
    if text[int(start) : int(end)] != exact:
        there = text.find(exact) if exact else -1
        if there >= 0:
            message = f"The words stand at {there}-{there + len(exact)}; correct the offsets."
            yield "shifted-offset", message
        else:
            yield "misquote", "The words are not in the text; quote exactly what stands there."
