"""The invented war of world.trig, loaded into each engine, and the questions that are asked of it."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import rdflib

from kg.ids import DEFAULT_BASE, doc_key, sha256
from kg.mapping import vocabulary_quads
from kg.queries import Result

HERE = Path(__file__).parent
WORLD = HERE / "world.trig"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((HERE / "world").glob("*.txt"))}
KEYS = {name: doc_key(sha256(text)) for name, text in TEXTS.items()}

STRIKE_ON_THE_MARKET = {"incident": "2031-05-12@Velmora"}
PARAMETERS: Mapping[str, Mapping[str, str]] = {
    "acknowledged": STRIKE_ON_THE_MARKET,
    "alternative-causes": STRIKE_ON_THE_MARKET,
    "dates-in-article": {"article": KEYS["tally"]},
    "dates-of-incident": STRIKE_ON_THE_MARKET,
    "declined": STRIKE_ON_THE_MARKET,
    "dispute-map": STRIKE_ON_THE_MARKET,
    "figures-by-unit": {"unit": "killed"},
    "figures-of-incident": STRIKE_ON_THE_MARKET,
    "left-open": STRIKE_ON_THE_MARKET,
    "lens-acled": STRIKE_ON_THE_MARKET,
    "lens-airwars": STRIKE_ON_THE_MARKET,
    "lens-ibc": STRIKE_ON_THE_MARKET,
    "lens-ucdp": STRIKE_ON_THE_MARKET,
    "names-of-an-actor": {"actor": "the alliance"},
    "not-confirmed": STRIKE_ON_THE_MARKET,
    "places-of-incident": STRIKE_ON_THE_MARKET,
    "reactions-around-incident": STRIKE_ON_THE_MARKET,
    "reactions-to-incident": STRIKE_ON_THE_MARKET,
    "statements-by-topic": {"topic": "precautions"},
    "statements-of-article": {"article": str(HERE / "world" / "report.txt")},
    "tally-over-time": {"campaign": "Long Tide"},
    "targets-of-incident": STRIKE_ON_THE_MARKET,
    "under-investigation": STRIKE_ON_THE_MARKET,
    "what-a-speaker-said": {"speaker": "Northern Alliance"},
    "what-an-organisation-said": {"organisation": "Government of Talvia"},
    "who-attributes": STRIKE_ON_THE_MARKET,
    "who-disputes": STRIKE_ON_THE_MARKET,
}


@cache
def oxigraph() -> ox.Store:
    """All graphs, named, in Oxigraph; not to be changed."""
    store = ox.Store()
    store.load(path=str(WORLD), format=ox.RdfFormat.TRIG)
    store.extend(vocabulary_quads(DEFAULT_BASE))
    return store


@cache
def flat() -> rdflib.Graph:
    """The same without any named graph, as flat Turtle has it, in rdflib."""
    triples = {quad.triple for quad in oxigraph()}
    graph = rdflib.Graph()
    graph.parse(data="".join(f"{triple} .\n" for triple in sorted(map(str, triples))), format="nt")
    return graph


def readable(result: Result) -> str:
    """The answer as CSV with the texts' names in place of their hashes, and without the base."""
    text = result.to_csv().replace(DEFAULT_BASE, "")
    for name, key in KEYS.items():
        text = text.replace(key, name)
    return text
