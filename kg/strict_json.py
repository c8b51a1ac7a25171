"""JSON that can be read in one way only: each key once in an object, and no NaN among the numbers."""

import json
from typing import Any, NoReturn


def loads(text: str) -> Any:
    """The value of the text. ``Any`` because JSON is.

    Raises:
        ValueError: it is no JSON, or a key stands twice: which of two values counts differs between parsers.
        RecursionError: it is nested too deeply.
    """
    return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"key {ascii(twice)[:60]} stands twice in one object")
    return found


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
