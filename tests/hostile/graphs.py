"""Files of RDF that nobody should have to read: each row makes one and says what has to come of it."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.making import bomb, raw, text

HEAD = "@prefix civ: <https://w3id.org/civharm/ns#> .\n@prefix schema: <https://schema.org/> .\n"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
STATEMENT = "<https://w3id.org/civharm/ns#Statement>"
READ = ""
"""No error: there may be findings."""


@dataclass(frozen=True)
class Row:
    """``told``: words of the error that names the file, or READ where it is RDF and gets findings or none."""

    name: str
    suffix: str
    make: Callable[[Path], object]
    told: str = READ
    heavy: bool = False

    @property
    def file(self) -> str:
        return self.name.replace(" ", "-") + self.suffix


def triple(value: str) -> str:
    return f"<https://x.example/s> <https://schema.org/text> {value} .\n"


BAD = "this is no "
ROWS = [
    Row("no turtle", ".ttl", text("The army said ten people died."), BAD),
    Row("cut turtle", ".ttl", text(HEAD + "<https://x.example/s> schema:text \"ten"), BAD),
    Row("unknown prefix", ".ttl", text("a:b a:c a:d ."), BAD),
    Row("cut triple", ".nt", text(f"<https://x.example/s> {TYPE} "), BAD),
    Row("no quad", ".nq", text("a b c d e f"), BAD),
    Row("unclosed graph", ".trig", text(HEAD + "<https://x.example/g> { <https://x.example/s> a civ:Statement ."), BAD),
    Row("no json", ".jsonld", text("{"), BAD),
    Row("page", ".ttl", text("<html><body>ten died</body></html>"), BAD),
    Row("rdf xml as turtle", ".ttl", text('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'), BAD),
    Row("rdf xml", ".rdf", text('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'), "--allow rdfxml"),
    Row("n3 formula", ".ttl", text("{ ?a ?b ?c } => { ?c ?b ?a } ."), BAD),
    Row("nothing", ".ttl", text("")),
    Row("comment alone", ".nq", text("# ten died\n")),
    Row("byte order mark", ".ttl", text("\ufeff" + HEAD + "<https://x.example/s> a civ:Statement ."), BAD),
    Row("utf-16", ".ttl", raw(triple('"x"').encode("utf-16")), "cannot be read"),
    Row("latin-1", ".nt", raw(triple('"Behörde"').encode("latin-1")), "cannot be read"),
    Row("surrogate bytes", ".nt", raw(triple('"\udc80"').encode("utf-8", "surrogatepass")), "cannot be read"),
    Row("half a pair", ".nt", text(triple('"\\uD800"')), BAD),
    Row("beyond unicode", ".nt", text(triple('"\\U00110000"')), BAD),
    Row("nul in a literal", ".nt", text(triple('"a\\u0000b"'))),
    Row("nul bytes", ".nt", raw(bytes(100_000)), BAD),
    Row("steering characters", ".ttl", text("\x1b[2J\x1b]0;x\x07 \u202e ."), BAD),
    Row("cut gzip", ".nt.gz", raw(gzip.compress(triple('"x"').encode() * 1000)[:-20]), "cannot be read"),
    Row("no gzip", ".ttl.gz", text(HEAD), "cannot be read"),
    Row("packed twice", ".nt.gz", raw(gzip.compress(gzip.compress(triple('"x"').encode()))), "cannot be read"),
    Row("wrong sum", ".nt.gz", raw(gzip.compress(triple('"x"').encode())[:-8] + b"\1\2\3\4\5\6\7\10"), "cannot be read"),
    Row("zeros", ".nt.gz", bomb(bytes(10_000_000), 100), "packed to less than a hundredth", heavy=True),
    Row("one triple for ever", ".nt.gz", bomb(triple('"x"').encode() * 20_000, 1_000), "packed to less than a hundredth", heavy=True),
    Row("blank in an iri", ".nt", text(f"<https://x.example/a b> {TYPE} {STATEMENT} ."), BAD),
    Row("quote in an iri", ".ttl", text(f'<https://x.example/"> a {STATEMENT} .'), BAD),
    Row("relative iri", ".nt", text(f"<s> {TYPE} {STATEMENT} ."), BAD),
    Row("relative iri in turtle", ".ttl", text(f"<../beside/secret.txt> a {STATEMENT} ."), BAD),
    Row("iri that runs", ".nt", text(f"<javascript:alert(1)> {TYPE} {STATEMENT} .")),
    Row("iri of a file", ".nt", text(f"<file:///etc/passwd> {TYPE} {STATEMENT} .")),
    Row("iri with a zone", ".nt", text(f"<http://[fe80::1%25eth0]/> {TYPE} {STATEMENT} ."), BAD),
    Row("long iri", ".nt", text(f"<https://x.example/{'a' * 1_000_000}> {TYPE} {STATEMENT} .")),
    Row("long literal", ".nt", text(lambda: triple(f'"{"ten died " * 1_000_000}"')), heavy=True),
    Row("literal as predicate", ".ttl", text('<https://x.example/s> "p" "o" .'), BAD),
    Row("literal as subject", ".nt", text('"s" <https://x.example/p> "o" .'), BAD),
    Row("blank predicate", ".nt", text("_:a _:b _:c ."), BAD),
    Row("triple term", ".ttl", text("<< <https://x.example/s> <https://x.example/p> 1 >> <https://x.example/q> 2 ."), "RDF 1.2"),
    Row("bad language", ".nt", text(triple('"ten"@toolongtagforanyone-x')), BAD),
    Row("language of one letter", ".nt", text(triple('"ten"@-')), BAD),
    Row("direction", ".nt", text(triple('"ten"@ar--rtl')), "RDF 1.2"),
    Row("unknown type", ".nt", text(triple('"x"^^<https://x.example/t>'))),
    Row("no number", ".nt", text(triple('"ten"^^<http://www.w3.org/2001/XMLSchema#integer>'))),
    Row("huge number", ".nt", text(triple(f'"{"9" * 200_000}"^^<http://www.w3.org/2001/XMLSchema#integer>'))),
    Row("year 99999", ".nt", text(triple('"99999-01-01"^^<http://www.w3.org/2001/XMLSchema#date>'))),
    Row("no day", ".nt", text(triple('"2017-02-30"^^<http://www.w3.org/2001/XMLSchema#date>'))),
    Row("place that is no number", ".ttl", text(HEAD + "@prefix oa: <http://www.w3.org/ns/oa#> .\n"
        "<https://x.example/s> a civ:Statement ; schema:text \"x\" ; civ:evidence <https://x.example/e> .\n"
        "<https://x.example/e> oa:hasSelector <https://x.example/q> . <https://x.example/q> oa:start \"٣\" ; oa:end -7 ; oa:exact 7 .")),
    Row("everything twice", ".nq", text((f"<https://x.example/s> {TYPE} {STATEMENT} <https://x.example/g> .\n") * 50_000)),
    Row("prefix that changes", ".ttl", text("".join(f"@prefix p: <https://x{n}.example/> .\np:s a p:o .\n" for n in range(20_000)))),
    Row("base that changes", ".ttl", text("@base <file:///etc/> .\n<passwd> a <shadow> .\n@base <https://x.example/> .\n<s> a <o> .")),
    Row("nested collections", ".ttl", text(lambda: "<https://x.example/s> <https://x.example/p> " + "(" * 1_000_000), "brackets deeper", heavy=True),
    Row("nested collections closed", ".ttl", text(lambda: f"<https://x.example/s> <https://x.example/p> {'(' * 300_000}{')' * 300_000} ."), "brackets deeper", heavy=True),
    Row("nested blank nodes", ".ttl", text(lambda: "<https://x.example/s> <https://x.example/p> " + "[ <https://x.example/p> " * 100_000), "brackets deeper", heavy=True),
    Row("long collection", ".ttl", text(lambda: f"<https://x.example/s> <https://x.example/p> ({' 1' * 100_000} ) ."), heavy=True),
    Row("deep json", ".jsonld", text(lambda: '{"@graph":[' * 100_000), BAD),
    Row("deep json closed", ".jsonld", text(lambda: '{"https://x.example/p":' * 20_000 + "1" + "}" * 20_000), BAD),
    Row("remote context", ".jsonld", text(json.dumps({"@context": "http://127.0.0.1:9/c", "@id": "x", "name": "ten"})), "has a context elsewhere"),
    Row("context of a file", ".jsonld", text(json.dumps({"@context": "file:///etc/passwd", "name": "ten"})), "has a context elsewhere"),
    Row("imported context", ".jsonld", text(json.dumps({"@context": {"@version": 1.1, "@import": "http://127.0.0.1:9/c"}, "name": "t"})), "has a context elsewhere"),
    Row("context in itself", ".jsonld", text('{"@context": {"a": "b:a", "b": "a:b"}, "a": 1}'), BAD),
    Row("owl imports", ".ttl", text("<https://x.example/o> <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/o>, <file:///etc/passwd> .")),
    Row("pattern that hangs", ".ttl", text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n<https://x.example/s> a sh:NodeShape ; "
        "sh:targetSubjectsOf sh:pattern ; sh:property [ sh:path sh:pattern ; sh:pattern '^(a+)+$' ] ; sh:pattern '" + "a" * 40 + "!' .")),
    Row("query in a shape", ".ttl", text("@prefix sh: <http://www.w3.org/ns/shacl#> .\n<https://x.example/s> a sh:NodeShape ; sh:targetNode "
        "<https://x.example/s> ; sh:sparql [ sh:select 'SELECT $this { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }' ] .")),
    Row("statement of itself", ".ttl", text(HEAD + "<https://x.example/s> a civ:Statement ; civ:claim <https://x.example/s> ; "
        "civ:evidence <https://x.example/s> ; schema:superEvent <https://x.example/s> ; civ:citing <https://x.example/s> .")),
    Row("many statements", ".nt", text(lambda: "".join(f"<https://x.example/s{n}> {TYPE} {STATEMENT} .\n" for n in range(3_000))), heavy=True),
    Row("a folder", ".ttl", lambda path: path.mkdir(), "a-folder.ttl: "),
    Row("linked to itself", ".ttl", lambda path: path.symlink_to(path.name), "cannot be read"),
]  # fmt: skip
