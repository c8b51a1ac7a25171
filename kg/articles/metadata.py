"""An article made of its stored text: blocks typed, title, credits and date read or taken from beside it."""

from collections.abc import Mapping, Sequence
from datetime import date

from kg.articles.blocks import find_blocks
from kg.articles.credits import Found, find_author, find_dateline, find_publisher, page_lines
from kg.articles.language import find_language
from kg.articles.publication import Publication, find_publication
from kg.articles.sidecar import Given
from kg.ids import sha256
from kg.model import Article, Block, BlockKind, Span
from kg.text import fold, tidy, trim
from kg.vocab import Basis


def make_article(
    file: str, text: str, *, original_sha256: str | None = None, given: Given | None = None,
    kinds: Mapping[str, BlockKind] | None = None,
) -> Article:  # fmt: skip
    """The article with all that its page states; what is ``given`` from beside the text wins.

    ``original_sha256`` None: the text is the file. Every ``*_at`` is the place of the words that state
    the value: an outlet's whole credit line, a date with its label.
    """
    given = given or Given()
    folded = fold(text)
    digest = sha256(text)
    blocks = find_blocks(text, title=given.title, kinds=kinds)
    lines = page_lines(folded, blocks)
    title, title_at = _title(text, folded, blocks, given.title)
    publisher = find_publisher(text, folded, lines)
    dateline, agency = find_dateline(text, folded, lines)
    printed = find_publication(text, folded, lines, retrieved=given.retrieved)
    published, published_at, words, basis = _published(printed, given.published)
    return Article(
        file=file,
        text=text,
        sha256=digest,
        original_sha256=original_sha256 or digest,
        blocks=blocks,
        title=title,
        title_at=title_at,
        publisher=given.publisher or _value(publisher),
        publisher_at=_publisher_at(publisher, given.publisher),
        published=published,
        published_at=published_at,
        published_words=words,
        published_basis=basis,
        author=given.author or _value(find_author(text, folded, lines)),
        agency=given.agency or agency,
        dateline=_value(dateline),
        dateline_at=dateline.at if dateline is not None else None,
        url=given.url,
        retrieved=given.retrieved,
        licence=given.licence,
        language=given.language or find_language(folded),
        metadata=given.pairs(),
    )


def _value(found: Found | None) -> str | None:
    return None if found is None else tidy(found.value)


def _title(
    text: str, folded: str, blocks: Sequence[Block], given: str | None
) -> tuple[str | None, Span | None]:
    if given is not None:
        start = text.find(given)
        return given, Span(start, start + len(given)) if start >= 0 else None
    block = next((block for block in blocks if block.kind == BlockKind.HEADLINE), None)
    if block is None:
        return None, None
    start, end = trim(folded, block.start, block.end, blanks=" \n#")
    return text[start:end], Span(start, end)


def _publisher_at(found: Found | None, given: str | None) -> Span | None:
    """The credit line; None where the name from beside the text is not the one it states."""
    if found is None or (given is not None and fold(given).casefold() != fold(found.value).casefold()):
        return None
    return found.at


def _published(
    printed: Publication | None, given: date | None
) -> tuple[date | None, Span | None, str | None, Basis | None]:
    """Day, place, words and basis; a printed date that contradicts the given one is left aside."""
    if given is None:
        return (printed.published, printed.at, printed.words, printed.basis) if printed else (None,) * 4
    if printed is not None and given in printed.possible:
        return given, printed.at, printed.words, Basis.METADATA
    return given, None, None, Basis.METADATA
