"""What the head of an HTML page states of its article: title, site, day, author, address."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from kg.articles.decoding import is_writable
from kg.articles.sidecar import Given, has_newspapers, is_address

Node: TypeAlias = Any  # an element of lxml, which has no types
_DATE_NAMES = ("article:published_time", "datepublished", "dc.date.issued", "dc.date", "pubdate", "date")


def read_head(tree: Node) -> Given:
    """The metadata that the page's own markup states; nothing is guessed from addresses or texts."""
    metas = dict(reversed(list(_metas(tree))))
    linked = next(_linked_data(tree), {})
    headings = tree.xpath("//h1")
    heading = headings[0].text_content() if len(headings) == 1 else None
    days = (_day(value) for value in _days(tree, metas, linked))
    return Given(
        title=_text(heading, metas.get("og:title"), linked.get("headline"), tree.findtext(".//title")),
        publisher=_text(metas.get("og:site_name"), _name(linked.get("publisher"))),
        published=next((day for day in days if day is not None), None),
        author=_person(metas.get("author"), _name(linked.get("author")), *_bylines(tree)),
        url=_address(*tree.xpath("//link[@rel='canonical']/@href"), metas.get("og:url")),
    )


def _metas(tree: Node) -> Iterator[tuple[str, str]]:
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        if name and node.get("content"):
            yield name.lower(), node.get("content")


def _linked_data(tree: Node) -> Iterator[Mapping[str, object]]:
    """The JSON-LD objects of the page that describe an article."""
    for text in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        for item in graph if isinstance(graph, list) else [graph]:
            if isinstance(item, dict) and "Article" in str(item.get("@type")):
                yield item


def _days(tree: Node, metas: Mapping[str, str], linked: Mapping[str, object]) -> Iterator[object]:
    yield from (metas[name] for name in _DATE_NAMES if name in metas)
    yield linked.get("datePublished")
    yield from tree.xpath("//time[@pubdate or @itemprop='datePublished']/@datetime")


def _bylines(tree: Node) -> Iterator[str]:
    for node in tree.xpath("//*[contains(@class, 'byline') or contains(@class, 'author') or @rel='author']"):
        match = re.fullmatch(r"\s*By\s++([^\n|,]{3,80}?)\s*", node.text_content())
        if match is not None:
            yield match[1]


def _day(value: object) -> date | None:
    try:
        day = datetime.fromisoformat(value.strip()).date() if isinstance(value, str) else None
    except ValueError:
        return None
    return day if day is not None and has_newspapers(day) else None


def _name(value: object) -> object:
    first = value[0] if isinstance(value, list) and value else value
    return first.get("name") if isinstance(first, dict) else first


def _person(*values: object) -> str | None:
    name = _text(*values)
    return None if name is None or re.search(r"https?:|@|\d", name) else name


def _address(*values: object) -> str | None:
    texts = (_text(value) for value in values)
    return next((text for text in texts if text and is_address(text)), None)


def _text(*values: object) -> str | None:
    """The first of the values that is a text with something in it, with single blanks."""
    texts = (" ".join(value.split()) for value in values if isinstance(value, str))
    return next((text for text in texts if text and "\x00" not in text and is_writable(text)), None)
