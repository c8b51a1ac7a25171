"""Drafts small graphs of one incident in several articles: who says in each that so many were killed."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.ids import DEFAULT_BASE
from kg.mapping import vocabulary_quads

INCIDENT = f"{DEFAULT_BASE}event/2031-05-12-velmora-0a1b2c3d"
_PREFIXES = f"""@prefix civ: <https://w3id.org/civharm/ns#> . @prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> . @base <{DEFAULT_BASE}> .
"""


@dataclass(frozen=True)
class Told:
    """One article in which ``speaker`` says that so many were killed; bodies are named by one word.

    ``speaker`` None is the article's own voice, ``said_in`` a release, ``copy_of`` a text that several carry.
    """

    article: str
    speaker: str | None
    killed: int = 12
    citing: str | None = None
    said_in: str | None = None
    copy_of: str | None = None
    publisher: str | None = None
    stance: str = "asserts"


def drafted(articles: Iterable[Told]) -> ox.Store:
    """A store of these articles, with the code lists."""
    store = ox.Store()
    store.load("".join([_PREFIXES, *map(_article, articles)]).encode(), format=ox.RdfFormat.TURTLE)
    store.extend(vocabulary_quads(DEFAULT_BASE))
    return store


def _article(told: Told) -> str:
    doc, words = f"doc/{told.article}", f"{told.killed} people died"
    voice = f"org/{told.publisher}" if told.publisher else f"{doc}/voice"
    speaker = f"org/{told.speaker}" if told.speaker else voice
    name = told.speaker or told.publisher or "own voice"
    lines = [
        f"<article/{told.article}> a schema:NewsArticle ; schema:headline '{told.article}' .",
        f"<{doc}/text> a schema:MediaObject ; schema:encodesCreativeWork <article/{told.article}> .",
        f"<{doc}/span> oa:hasSource <{doc}/text> ; oa:hasSelector <{doc}/quote> , <{doc}/position> .",
        f"<{doc}/quote> oa:exact '{words}' . <{doc}/position> oa:start 0 ; oa:end {len(words)} .",
        f"<{doc}/incident> a civ:Incident ; civ:sameEventAs <{INCIDENT}> ; civ:evidence <{doc}/span> .",
        f"<{INCIDENT}> a civ:Incident .",
        f"<{doc}/figure> a civ:Figure ; schema:about <{doc}/incident> ; civ:unit civ:killed ;",
        f"  civ:qualifier civ:exactly ; schema:minValue {told.killed} ; schema:maxValue {told.killed} ;",
        f"  civ:evidence <{doc}/span> .",
        f"<{doc}/statement> a civ:Statement ; civ:speaker <{speaker}> ; civ:claim <{doc}/figure> ;",
        f"  civ:stance civ:{told.stance} ; civ:claimBasis civ:stated ; schema:text '{words}' ;",
        f"  civ:speakerResolution civ:{'named' if told.speaker else 'voiceOfTheArticle'} ;",
        f"  civ:evidence <{doc}/span> .",
        f"<{speaker}> a schema:Organization ; schema:name '{name}' .",
    ]
    if told.publisher:
        lines.append(f"<article/{told.article}> schema:publisher <org/{told.publisher}> .")
        lines.append(f"<org/{told.publisher}> a schema:Organization ; schema:name '{told.publisher}' .")
    for property_, source, kind in (
        ("citing", told.citing, "schema:Organization"),
        ("saidIn", told.said_in, "civ:Communication"),
        ("saidIn", told.copy_of, "civ:Communication , civ:Reprint"),
    ):
        if source:
            lines.append(f"<{doc}/statement> civ:{property_} <org/{source}> .")
            lines.append(f"<org/{source}> a {kind} ; schema:name '{source}' .")
    return "\n".join(lines) + "\n"
