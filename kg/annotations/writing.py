"""Records as a page of Web Annotations that a person can correct; read back, they are the same records."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from kg.annotations.bodies import Said
from kg.annotations.document import CONTEXT
from kg.annotations.faults import UnfitError
from kg.annotations.items import ARTICLE, EVENT_KINDS, MENTION_KINDS, Item, build
from kg.annotations.keys import KEYS, Form, Key, Kind
from kg.annotations.page import Page
from kg.annotations.reading import References, digest_of, given_values
from kg.annotations.selectors import selectors
from kg.ids import doc_key, sha256
from kg.model import Event, Figure, Mention, Record, Responsibility, Source, Span, Statement
from kg.registry import Registry, load_registry
from kg.vocab import CIV, SCHEMA, Resolution

AROUND: Final = 32  # characters of prefix and suffix, as annotators in browsers give
_FOLLOWS: Final = frozenset(
    {
        "speakerAt", "speakerId", "speakerWords", "speakerResolution", "onBehalfOfId", "cueAt", "claimBasis",
        "passage", "min", "max", "actorId", "dateFrom", "dateTo", "dateBasis", "placeId", "near", "country",
    }
)  # fmt: skip
"""Keys that are written only where reading would fill in something else."""
_OF_W3C: Final = frozenset({"target"})
"""Keys that mean something else in the context of the W3C, and are written with our prefix."""
_KINDS: Final[dict[object, Kind]] = {
    **{event: kind for kind, event in EVENT_KINDS.items()},
    **{mention: kind for kind, (mention, _) in MENTION_KINDS.items()},
}
Body = dict[str, object]


def to_annotations(records: Iterable[Record], *, base: str, registry: Registry | None = None) -> str:
    """An AnnotationPage of all that the records say, as JSON; the same records give the same bytes."""
    rows = registry or load_registry()
    items = [item for record in records for item in _annotations(record, base, rows)]
    told = json.dumps(items, ensure_ascii=False, indent=1)
    page = {
        "@context": [CONTEXT, {"civ": CIV, "schema": SCHEMA}],
        "id": f"urn:sha256:{sha256(told)}",
        "type": "AnnotationPage",
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _annotations(record: Record, base: str, registry: Registry) -> Iterator[Body]:
    article = record.article
    page, doc = Page(article, registry), f"{base}doc/{doc_key(article.sha256)}/"
    items: tuple[Item, ...] = (
        *record.events, *record.figures, *record.responsibilities, *record.statements, *record.mentions
    )  # fmt: skip
    references = References()
    for item in items:
        if not isinstance(item, Mention):
            references.known[f"{doc}annotations#{item.id}"].append((_kind(item), item.id))
        if isinstance(item, Figure | Responsibility):
            references.abouts[item.id] = item.about
    for item in items:
        own = f"mention-{item.start}-{item.end}" if isinstance(item, Mention) else item.id
        yield {
            "id": f"{doc}annotations#{own}",
            "type": "Annotation",
            "motivation": "identifying" if isinstance(item, Mention) else "describing",
            "body": _body(item, page, references, f"{doc}annotations#"),
            "target": {
                "source": f"{doc}text",
                "selector": selectors(Span(item.start, item.end), article.text, around=AROUND),
            },
        }


def _kind(item: Item) -> Kind:
    match item:
        case Statement():
            return Kind.STATEMENT
        case Figure():
            return Kind.FIGURE
        case Responsibility():
            return Kind.RESPONSIBILITY
        case Event() | Mention():
            return _KINDS[item.kind]


def _body(item: Item, page: Page, references: References, prefix: str) -> Body:
    """The body with only those keys that reading could not fill in by itself, so that few can go stale."""
    kind = _kind(item)
    said = Said(kind)
    wanted = {key: _written(getattr(item, key.field), key, page, prefix) for key in KEYS[kind]}
    for key, value in wanted.items():
        if key.name not in _FOLLOWS and value not in (None, []):
            said.given[key] = value
    if isinstance(item, Statement):
        if item.claim is not None:
            said.given = {key: value for key, value in said.given.items() if key.name != "about"}
        if item.resolved == Resolution.VOICE_OF_THE_ARTICLE and item.speaker == page.outlet:
            said.given = {key: ARTICLE if key.name == "speaker" else v for key, v in said.given.items()}
    while (missing := _differing(item, said, page, references)) is not None:
        said.given[missing] = wanted[missing]
    body: Body = {"type": kind.value}
    body |= {
        f"civ:{key.name}" if key.name in _OF_W3C else key.name: said.given[key]
        for key in KEYS[kind]
        if key in said.given
    }
    if not isinstance(item, Mention):
        body |= {"rule": item.rule, "confidence": float(item.confidence)}
        body["digest"] = digest_of(body, Span(item.start, item.end), item.exact)
    return body


def _differing(item: Item, said: Said, page: Page, references: References) -> Key | None:
    """The first key that has to be written as well for the item to be read as it is; None where none has."""
    at = Span(item.start, item.end)
    try:
        values = given_values(said, at, page, references)
        rule, sure = ("", 0.0) if isinstance(item, Mention) else (item.rule, item.confidence)
        read = build(said.kind, values, at, page, abouts=references.abouts, rule=rule, sure=sure)
    except UnfitError:
        return next((key for key in KEYS[said.kind] if key not in said.given and key.name in _FOLLOWS), None)
    if read == item:
        return None
    return next(
        (
            key
            for key in KEYS[said.kind]
            if key not in said.given and getattr(read, key.field) != getattr(item, key.field)
        ),
        None,
    )


def _written(value: object, key: Key, page: Page, prefix: str) -> object:
    if isinstance(value, Span):
        return selectors(value, page.text)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if key.form is Form.REFERENCE and value is not None:
        return f"{prefix}{value}"
    if key.form is Form.REFERENCES and isinstance(value, tuple):
        return [f"{prefix}{one}" for one in value]
    if key.form is Form.SOURCES and isinstance(value, tuple):
        return [_source(one, page) for one in value]
    return value


def _source(source: Source, page: Page) -> Body:
    at = None if source.at is None else selectors(source.at, page.text)
    return {"name": source.name, "id": source.id, "at": at}
