"""The article itself: what is known of its publication, where that is printed, and its text's hash."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.ids import doc_key, short_hash
from kg.mapping.agents import outlet_id, write_agent
from kg.mapping.names import body_row
from kg.mapping.writer import GraphWriter
from kg.model import Article
from kg.registry import Registry
from kg.vocab import P_DATE_BASIS, P_DATE_WORDS, P_EVIDENCE, P_RETRIEVED, SCHEMA


def article_path(article: Article) -> str:
    """``article/{h}``, with a hash over the values that came beside the text where any did."""
    path = f"article/{doc_key(article.sha256)}"
    if not article.metadata:
        return path
    return f"{path}-{short_hash(*(value for _, value in article.metadata))}"


def write_articles(out: GraphWriter, articles: Iterable[Article], *, registry: Registry) -> set[str]:
    """Every publication of the one text, and the text that all offsets count in.

    What comes back are the local ids of outlets and agencies that were named here.
    """
    outlets: set[str] = set()
    out.type(out.text, SCHEMA + "MediaObject")
    out.put(out.text, SCHEMA + "sha256", out.article.sha256)
    for article in articles:
        node = out.node(article_path(article))
        out.point(out.text, SCHEMA + "encodesCreativeWork", node)
        _write_article(out, article, node)
        for role, name in (("publisher", article.publisher), ("sourceOrganization", article.agency)):
            outlets |= _write_outlet(out, node, role, name=name, registry=registry)
    return outlets


def _write_article(out: GraphWriter, article: Article, node: str) -> None:
    out.type(node, SCHEMA + "NewsArticle")
    out.put(node, SCHEMA + "headline", article.title)
    out.put(node, SCHEMA + "datePublished", article.published)
    out.put(node, P_DATE_WORDS, article.published_words)
    out.put(node, P_DATE_BASIS, article.published_basis)
    if article.publisher_at is not None:
        out.put(node, SCHEMA + "creditText", article.text[slice(*article.publisher_at)])
    for printed in (article.published_at, article.publisher_at, article.dateline_at):
        if printed is not None:
            out.point(node, P_EVIDENCE, out.span(*printed))
    out.put(node, SCHEMA + "author", article.author)
    out.put(node, SCHEMA + "dateline", article.dateline)
    _write_address(out, node, "url", article.url)
    out.put(node, P_RETRIEVED, article.retrieved)
    _write_address(out, node, "license", article.licence)
    out.put(node, SCHEMA + "inLanguage", article.language)


def _write_outlet(
    out: GraphWriter, node: str, role: str, *, name: str | None, registry: Registry
) -> set[str]:
    if name is None:
        return set()
    row = body_row(name, registry)
    if row is not None:
        out.link(node, SCHEMA + role, row)
        return set()
    local = outlet_id(name, out.article, role=role)
    out.link(node, SCHEMA + role, local)
    write_agent(out, local, SCHEMA + "Organization", name)
    return {local}


def _write_address(out: GraphWriter, node: str, role: str, value: str | None) -> None:
    """A node where the value is a web address; otherwise the words as they came."""
    if value is not None and value.startswith(("http://", "https://")) and _is_iri(value):
        out.point(node, SCHEMA + role, value)
    else:
        out.put(node, SCHEMA + role, value)


def _is_iri(value: str) -> bool:
    try:
        NamedNode(value)
    except ValueError:
        return False
    return True
