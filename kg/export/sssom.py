"""SSSOM TSV: every identity that was found, proposed or refused, a line each, with its reason.

The form is that of the Simple Standard for Sharing Ontological Mappings, version 1.0: metadata as YAML
in lines that begin with "#", then tab-separated values. ``outcome`` is an extension slot.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.export.selection import Section
from kg.queries.formats import guarded
from kg.vocab import CIV, DCTERMS, OWL, P_OUTCOME, RDF, SCHEMA, SEMAPV, SSSOM

COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "confidence",
    "comment",
    "outcome",
)
_SOURCES: Final = {
    "subject_id": OWL + "annotatedSource",
    "predicate_id": OWL + "annotatedProperty",
    "object_id": OWL + "annotatedTarget",
    "mapping_justification": SSSOM + "mapping_justification",
    "author_label": SSSOM + "author_label",
    "mapping_date": SSSOM + "mapping_date",
    "confidence": SSSOM + "confidence",
    "comment": DCTERMS + "description",
    "outcome": P_OUTCOME,
}
_BREAKS: Final = str.maketrans("\t\r\n\x0b\x0c\x85\u2028\u2029", "        ")
_LICENCE: Final = "https://w3id.org/sssom/license/unspecified"
Told = Mapping[str, str]


def sssom(sections: Iterable[Section], base: str) -> Iterator[str]:
    """The head, then a line for each mapping, sorted by its columns; none of them where nothing is linked."""
    prefixes = {"civ": CIV, "data": base, "semapv": SEMAPV}
    names: dict[str, str] = {}
    mappings: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for section in sections:
        for subject, predicate, value in section.facts():
            if predicate == SCHEMA + "name":
                names.setdefault(subject, value.value)
            elif section.name == "links":
                mappings[subject][predicate] = value.value
    yield "".join(f"#{line}\n" for line in _head(prefixes, base))
    yield "\t".join(COLUMNS) + "\n"
    found = (told for told in mappings.values() if told.get(RDF + "type") == SSSOM + "Mapping")
    yield from sorted("\t".join(_row(told, names, prefixes)) + "\n" for told in found)


def _head(prefixes: Mapping[str, str], base: str) -> Iterator[str]:
    yield "sssom_version: 1.0"
    yield f"mapping_set_id: {base}graph/links"
    yield f"license: {_LICENCE}"
    yield "curie_map:"
    yield from (f'  {prefix}: "{iri}"' for prefix, iri in sorted(prefixes.items()))
    yield "extension_definitions:"
    yield "  - slot_name: outcome"
    yield "    property: civ:outcome"


def _row(told: Told, names: Mapping[str, str], prefixes: Mapping[str, str]) -> Iterator[str]:
    refused = SSSOM + "predicate_modifier" in told
    for column in COLUMNS:
        if column == "predicate_modifier":
            yield "Not" if refused else ""
        elif column.endswith("_label") and column != "author_label":
            yield _cell(names.get(told.get(_SOURCES[column.replace("label", "id")], ""), ""))
        else:
            yield _cell(_short(told.get(_SOURCES[column], ""), prefixes))


def _short(value: str, prefixes: Mapping[str, str]) -> str:
    for prefix, iri in sorted(prefixes.items(), key=lambda item: -len(item[1])):
        if value.startswith(iri) and len(value) > len(iri):
            return f"{prefix}:{value.removeprefix(iri)}"
    return value


def _cell(text: str) -> str:
    """A value on one line; what a spreadsheet would calculate with gets an apostrophe, as in CSV."""
    return guarded(text).translate(_BREAKS)
