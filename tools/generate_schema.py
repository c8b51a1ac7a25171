"""Writes docs/record.schema.json, the JSON Schema of the interchange record, from kg.model and kg.vocab.

Run it after a change to either: ``python tools/generate_schema.py``; a test fails while they differ.
"""

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg import model
from kg.records import HARMS

TARGET = Path(__file__).resolve().parents[1] / "docs" / "record.schema.json"
NOT_IN_JSON = {"text", "metadata"}
ID = {"type": "string", "pattern": "^[a-z]+[-/][a-z0-9-]+$"}
DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"}
OFFSET = {"type": "integer", "minimum": 0}
SPAN = {"type": "array", "prefixItems": [OFFSET, OFFSET], "items": False, "minItems": 2}
NULL = {"type": "null"}
SPECIAL: Mapping[str, Mapping[str, Any]] = {
    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "original_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "id": ID,
    "start": OFFSET,
    "end": OFFSET,
    "date": {"anyOf": [{"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}, NULL]},
}
DERIVED: Mapping[str, Mapping[str, Any]] = {
    "figure": {
        "harm": {"enum": [*sorted(HARMS), "casualties", "other"]},
        "scope": {"enum": ["strike", "event", "period", "campaign"]},
        "period_start": {"anyOf": [DAY, NULL]},
        "period_end": {"anyOf": [DAY, NULL]},
        "asserted_by": {"type": ["string", "null"]},
    },
    "event": {"alleged_actor": {"type": ["string", "null"]}},
}
DISPUTE = {
    "who": {"type": "string"},
    "what": {"type": "string"},
    "about": {"anyOf": [ID, NULL]},
    "start": OFFSET,
    "end": OFFSET,
    "exact": {"type": "string"},
    "type": {"enum": ["attribution", "figure", "fact", "legality"]},
    "statement": ID,
    "against": {"anyOf": [ID, NULL]},
}


def record_schema() -> dict[str, Any]:
    """The schema of one line that ``kg extract`` prints."""
    definitions = {
        kind.__name__.lower(): object_schema(properties_of(kind, DERIVED.get(kind.__name__.lower(), {})))
        for kind in (
            model.Article, model.Block, model.Statement, model.Source, model.Figure, model.Responsibility,
            model.Event, model.Mention, model.Rejected,
        )
    }  # fmt: skip
    definitions["dispute"] = object_schema(DISPUTE)
    lists = ("statement", "figure", "responsibility", "event", "dispute", "mention", "rejected")
    plural = {"responsibility": "responsibilities", "rejected": "rejected"}
    properties = {"article": {"$ref": "#/$defs/article"}} | {
        plural.get(name, f"{name}s"): {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
        for name in lists
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/civharm/record.schema.json",
        "title": "Interchange record of civharm-kg",
        "description": "What is read from one article. Offsets are Unicode code points into the stored text, "
        "end exclusive; null means not said. Derived values are written and never read back: "
        "disputes, harm, scope, period_start, period_end, asserted_by, alleged_actor.",
        **object_schema(properties),
        "$defs": definitions,
    }


def object_schema(properties: Mapping[str, Any]) -> dict[str, Any]:
    """A closed object that has all its keys, always."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def properties_of(kind: type, derived: Mapping[str, Any]) -> dict[str, Any]:
    """Name and schema of every field of a dataclass of the model, then of what is derived."""
    hints = typing.get_type_hints(kind)
    own = {
        field.name: SPECIAL.get(field.name) or schema_of(hints[field.name])
        for field in fields(kind)
        if field.name not in NOT_IN_JSON
    }
    return {**own, **derived}


def schema_of(hint: Any) -> dict[str, Any]:
    """The schema of one annotation; ``Any`` because annotations are."""
    if typing.get_origin(hint) is types.UnionType:
        return {"anyOf": [schema_of(part) for part in typing.get_args(hint)]}
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": schema_of(typing.get_args(hint)[0])}
    if hint is type(None):
        return NULL
    if hint is model.Span:
        return SPAN
    if hint is date:
        return DAY
    if issubclass(hint, StrEnum):
        return {"enum": [member.value for member in hint]}
    plain = {str: "string", bool: "boolean", int: "integer", float: "number"}
    return {"type": plain[hint]} if hint in plain else {"$ref": f"#/$defs/{hint.__name__.lower()}"}


def as_text() -> str:
    """The schema as it stands in the file."""
    return json.dumps(record_schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TARGET.write_text(as_text(), encoding="utf-8")
