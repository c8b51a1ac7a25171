"""A small invented article, and annotations of it as a person or a tool would write them."""

import json
from typing import Any

from kg.annotations import Annotation, annotate, parse_annotations
from kg.annotations.document import CONTEXT
from kg.model import Article, Record
from tests.extract.invented import article

TEXT = """Ministry answers reports of dead in Oskva

The Sample Ministry denied on Tuesday that its jets had struck the school. Neighbours said that at least \
12 people were killed there on 3 May 2024. "We counted 12 \U0001f56f candles," one neighbour said.
"""
"""One character of it, a candle, counts as two in JavaScript."""
DENIAL = "denied on Tuesday that its jets had struck the school"
DEAD = "at least 12 people were killed there on 3 May 2024"
CANDLES = "We counted 12 \U0001f56f candles"
Plain = dict[str, Any]
"""JSON; ``Any`` because JSON is."""


def kalmora(**given: Any) -> Article:
    """The article; ``given`` is what a sidecar would say. ``Any``: keys of several types."""
    return article(TEXT, file="oskva.txt", **given)


def quote(exact: str, **more: str) -> Plain:
    """A selector of printed words."""
    return {"type": "TextQuoteSelector", "exact": exact, **more}


def position(start: object, end: object) -> Plain:
    """A selector of offsets."""
    return {"type": "TextPositionSelector", "start": start, "end": end}


def note(
    selector: object, *bodies: Plain, name: str | None = None, source: str | None = "oskva.txt"
) -> Plain:
    """One annotation."""
    target: Plain = {"selector": selector, **({"source": source} if source is not None else {})}
    written: Plain = {"type": "Annotation", "body": list(bodies), "target": target}
    return written | ({"id": name} if name is not None else {})


def tags(*values: str) -> list[Plain]:
    """Bodies that are plain tags."""
    return [{"type": "TextualBody", "purpose": "tagging", "value": value} for value in values]


def said(speaker: str = "Neighbours", stance: str = "asserts", **more: Any) -> Plain:
    """The body of a statement. ``Any``: values of several types."""
    return {"type": "civ:Statement", "speaker": speaker, "stance": stance, **more}


def document(*items: Plain) -> bytes:
    """A page of annotations."""
    page = {
        "@context": CONTEXT,
        "id": "https://example.org/p1",
        "type": "AnnotationPage",
        "items": list(items),
    }
    return json.dumps(page).encode()


def parsed(*items: Plain) -> tuple[Annotation, ...]:
    """Annotations as they are read from a page."""
    return tuple(parse_annotations(document(*items), where="notes.jsonld"))


def read(*items: Plain, **given: Any) -> Record:
    """The record that annotations make of the article. ``Any``: see :func:`kalmora`."""
    return annotate(kalmora(**given), parsed(*items))


def whole() -> list[Plain]:
    """A strike that is denied, and the dead whom neighbours tell of, every part referring to another."""
    return [
        note(
            quote("people were killed there on 3 May 2024"),
            {"type": "civ:Incident", "date": "2024-05-03", "dateWords": "3 May 2024"},
            name="#school",
        ),
        note(
            quote("its jets had struck the school"),
            {"type": "civ:Strike", "means": "airstrike", "target": "the school", "partOf": "#school"},
            name="#jets",
        ),
        note(
            quote("its jets had struck the school"),
            {"type": "civ:Responsibility", "actor": "Sample Ministry", "actorId": "org", "about": "#jets"},
            name="#blame",
        ),
        note(quote(DENIAL), said("Sample Ministry", "denies", speakerId="org", cue="denied", claim="#blame")),
        note(
            quote("at least 12 people"),
            {
                "type": "civ:Figure",
                "number": 12,
                "qualifier": "atLeast",
                "unit": "killed",
                "about": "#school",
            },
            name="#dead",
        ),
        note(quote(DEAD), said(cue="said", claim="#dead")),
    ]
