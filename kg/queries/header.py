"""Reads the header of a saved query: the small part of YAML that its ``#+`` lines use."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.errors import QueryError

_KEY = re.compile(r"(?P<key>[a-z_]+):(?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"\s*-\s+(?P<name>[\w-]+):\s+(?P<text>.+)$")
_KEYS = ("summary", "description", "tags", "defaults", "columns")


@dataclass(frozen=True, slots=True)
class Header:
    """What a saved query says about itself; ``columns`` are in the order of its answer."""

    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)


def read_header(text: str, where: str) -> Header:
    """The header of the query; without ``#+`` lines it is empty.

    >>> read_header("#+ summary: Who?\\n#+ tags: [a, b]\\n#+ columns:\\n#+   - words: exact", "x").columns
    {'words': 'exact'}

    Raises:
        QueryError: a line is none of those that saved queries use.
    """
    values: dict[str, list[str]] = {}
    for number, line in _lines(text):
        match = _KEY.match(line)
        if match is not None and match["key"] in _KEYS:
            block = values.setdefault(match["key"], [])
            if match["value"] not in (None, "|"):
                block.append(match["value"])
        elif values and (not line or line.startswith(" ")):
            block.append(line.strip())
        else:
            raise QueryError(f"{where}, line {number}: not read: {line!r}; keys are {', '.join(_KEYS)}")
    tags = " ".join(values.get("tags", ())).strip("[] ")
    return Header(
        summary=" ".join(values.get("summary", ())),
        description="\n".join(values.get("description", ())),
        tags=tuple(tag.strip() for tag in tags.split(",") if tag.strip()),
        defaults=_pairs(values.get("defaults", ()), where),
        columns=_pairs(values.get("columns", ()), where),
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#+"):
            yield number, line[2:].removeprefix(" ").rstrip()


def _pairs(lines: Sequence[str], where: str) -> dict[str, str]:
    found = {}
    for line in lines:
        match = _ITEM.match(line)
        if match is None:
            raise QueryError(f"{where}: not read: {line!r}; write one '- name: text' a line")
        found[match["name"]] = match["text"]
    return found
