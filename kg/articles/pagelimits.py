"""How much markup a page can have: more would take the time of a thousand pages to read."""

import re
from collections.abc import Iterator
from typing import Final

MAX_PAGE: Final = 10_000_000  # characters
MAX_ELEMENTS: Final = 50_000  # ten times a long page; what reads the text takes time by their square
MAX_ATTRIBUTES: Final = 10_000  # in one element, or a hundred elements with a tenth of them
_START: Final = re.compile(r"<[a-zA-Z]")
_TAG: Final = re.compile(r"<[a-zA-Z](?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+)*+")
_VALUE: Final = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++)?+")
_GAP: Final = re.compile(r"[\s/]+")
_SHORT: Final = 2 * 1_000  # characters; a tag of fewer cannot hold a thousand attributes


def fault_of_page(source: str) -> str | None:
    """What makes the page too large to be read; None for any page that people have read.

    Counted in the source, because the parser of pages takes time by the square of the attributes of an
    element.
    """
    if len(source) > MAX_PAGE:
        return f"longer than {MAX_PAGE:,} characters"
    elements = sum(1 for _ in _START.finditer(source))
    if elements > MAX_ELEMENTS:
        return f"more than {MAX_ELEMENTS:,} elements"
    if sum(count * count for count in _attributes(source)) > MAX_ATTRIBUTES**2:
        return f"more than {MAX_ATTRIBUTES:,} attributes"
    return None


def _attributes(source: str) -> Iterator[int]:
    """How many attributes each long tag can have at most."""
    for tag in _TAG.finditer(source):
        if tag.end() - tag.start() > _SHORT:
            yield len(_GAP.findall(_VALUE.sub("= ", tag[0])))
