"""The report in an HTML page: its text without readers' comments, and what the page's head states."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import trafilatura

from kg.articles.furniture import default_rules
from kg.articles.pagehead import Node, read_head
from kg.articles.sidecar import Given
from kg.model import BlockKind
from kg.text import fold

# It prints errors of its own for a page in which it finds nothing; read_page tells those by None.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

_COMMENTS = re.compile(r"(?i)(?:^|[\s_-])(?:comments?|disqus|replies|respond|commentlist)(?:$|[\s_-])")
_HEADINGS = "//h1|//h2|//h3|//h4|//h5|//h6|//p|//strong|//legend"
_HEADING_LENGTH = 60  # characters up to which a line can be the heading of the comments


@dataclass(frozen=True, slots=True)
class Page:
    """The extracted text, what its markup shows lines to be, and the metadata that the page states.

    ``kinds`` holds folded lines with single blanks.
    """

    text: str
    kinds: Mapping[str, BlockKind]
    given: Given


def read_page(source: str) -> Page | None:
    """The report in the page; None where nothing is left of it."""
    tree = trafilatura.load_html(source)
    if tree is None:
        return None
    given = read_head(tree)
    _drop_comments(tree)
    kinds = {**dict(_links(tree)), **dict(_captions(tree))}
    text = trafilatura.extract(tree, include_comments=False)
    return Page(text, kinds, given) if text and text.strip() else None


def _drop_comments(tree: Node) -> None:
    """Take out what is marked as readers' comments, and all that follows their heading."""
    for node in tree.xpath("//*[@id or @class]"):
        named = f"{node.get('id', '')} {node.get('class', '')}"
        if node.tag not in ("html", "body", "article", "main") and _COMMENTS.search(named):
            _drop(node)
    comments = default_rules().comments
    for node in tree.xpath(_HEADINGS):
        words = _words(node)
        if 0 < len(words) <= _HEADING_LENGTH and comments.fullmatch(words):
            for after in list(node.itersiblings()):
                _drop(after)
            _drop(node)


def _drop(node: Node) -> None:
    if node.getparent() is not None:
        node.drop_tree()


def _captions(tree: Node) -> Iterator[tuple[str, BlockKind]]:
    """Captions, each put in place of its picture as a paragraph, or the extraction would lose it."""
    for caption in tree.xpath("//figcaption"):
        words = " ".join(caption.text_content().split())
        figure = next(caption.iterancestors("figure"), caption)
        parent = figure.getparent()
        if parent is None or not words:
            continue
        paragraph = tree.makeelement("p")
        paragraph.text, paragraph.tail = words, figure.tail
        parent.replace(figure, paragraph)
        yield _folded(words), BlockKind.CAPTION


def _links(tree: Node) -> Iterator[tuple[str, BlockKind]]:
    """Paragraphs and list items that are one link and nothing else: titles of other stories."""
    for link in tree.xpath("//p/a|//li/a"):
        words = _words(link)
        if words == _words(link.getparent()) and words.count(" ") >= 3 and not words.endswith("."):
            yield words, BlockKind.RELATED_LINK


def _words(node: Node) -> str:
    return _folded(node.text_content())


def _folded(words: str) -> str:
    return " ".join(fold(words).split())
