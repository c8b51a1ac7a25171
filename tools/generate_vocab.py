"""Write kg/vocab.py from ontology/civharm.ttl: ``python tools/generate_vocab.py [--check]``."""

import argparse
import re
import sys
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "kg" / "vocab.py"
CIV = "https://w3id.org/civharm/ns#"
# The scheme's local name and the name of its enumeration in Python.
ENUMS = {
    "Bases": "Basis",
    "Blocks": "Block",
    "Certainties": "Certainty",
    "Findings": "Finding",
    "Means": "Means",
    "Outcomes": "Outcome",
    "Qualifiers": "Qualifier",
    "Quotations": "Quotation",
    "SpeakerResolutions": "Resolution",
    "Stances": "Stance",
    "Tallies": "Tally",
    "Topics": "Topic",
    "Units": "Unit",
    "Venues": "Venue",
    "Verdicts": "Verdict",
}
HEAD = '''\
"""Terms of the ontology as strings: generated from ontology/civharm.ttl by tools/generate_vocab.py."""

from enum import StrEnum
from typing import Final

'''
PREFIXES = {
    "CIV": CIV,
    "CITO": "http://purl.org/spar/cito/",
    "DCTERMS": "http://purl.org/dc/terms/",
    "OA": "http://www.w3.org/ns/oa#",
    "OWL": "http://www.w3.org/2002/07/owl#",
    "PROV": "http://www.w3.org/ns/prov#",
    "RDF": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "RDFS": "http://www.w3.org/2000/01/rdf-schema#",
    "SCHEMA": "https://schema.org/",
    "SEM": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "SEMAPV": "https://w3id.org/semapv/vocab/",
    "SKOS": "http://www.w3.org/2004/02/skos/core#",
    "SSSOM": "https://w3id.org/sssom/",
    "XSD": "http://www.w3.org/2001/XMLSchema#",
}


def upper_snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def local(iri: URIRef) -> str:
    return str(iri).removeprefix(CIV)


def generate(graph: Graph) -> str:
    lines = [HEAD]
    version = graph.value(URIRef(CIV.rstrip("#")), OWL.versionInfo)
    lines.append(f'ONTOLOGY_VERSION: Final = "{version}"\n\n')
    lines += [f'{name}: Final = "{iri}"\n' for name, iri in PREFIXES.items()]
    lines.append("\nPREFIXES: Final = {\n")
    lines += [f'    "{name.lower()}": {name},\n' for name in PREFIXES]
    lines.append("}\n\n# classes\n")
    lines += [
        f'{upper_snake(c)}: Final = CIV + "{c}"\n'
        for c in sorted(map(local, graph.subjects(RDF.type, RDFS.Class)))
    ]
    lines.append("\n# properties\n")
    names = sorted(map(local, graph.subjects(RDF.type, RDF.Property)))
    lines += [f'P_{upper_snake(p)}: Final = CIV + "{p}"\n' for p in names]
    for scheme, enum in sorted(ENUMS.items(), key=lambda pair: pair[1]):
        concepts = sorted(map(local, graph.subjects(SKOS.inScheme, URIRef(CIV + scheme))))
        label = graph.value(URIRef(CIV + scheme), RDFS.label)
        lines.append(f'\n\nclass {enum}(StrEnum):\n    """Concepts of civ:{scheme}: {label}."""\n\n')
        lines += [f'    {upper_snake(c)} = "{c}"\n' for c in concepts]
    broader = sorted((local(s), local(o)) for s, o in graph.subject_objects(SKOS.broader))
    lines.append("\n\nBROADER: Final = {\n")
    lines += [f'    "{s}": "{o}",\n' for s, o in broader]
    lines.append("}\n")
    unknown = {local(s) for s in graph.subjects(RDF.type, SKOS.ConceptScheme)} - set(ENUMS)
    if unknown:
        raise SystemExit(f"schemes without an enumeration here: {sorted(unknown)}")
    return "".join(lines)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--check", action="store_true", help="exit 1 where the file is not what would be written"
    )
    graph = Graph().parse(ROOT / "ontology" / "civharm.ttl")
    wanted = generate(graph)
    if arguments.parse_args().check:
        return int(TARGET.read_text(encoding="utf-8") != wanted)
    TARGET.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
