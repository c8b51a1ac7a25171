"""Who publishes an article: the issuer of a release, or the outlet as the article's own voice."""

import re
from dataclasses import replace

from kg.extract.document import Document, Line
from kg.extract.names.aliases import alias_index, tokenise
from kg.extract.speech.memory import Speaker
from kg.extract.speech.turns import is_transcript
from kg.extract.speech.voice_words import load_voice_words
from kg.model import BlockKind, MentionKind, Span
from kg.registry import Mark, Organisation, Registry, Row
from kg.vocab import Resolution

_OWN_SENTENCES = 2  # sentences with "we" by which a text speaks for a body


def issuer_of(document: Document, registry: Registry) -> Speaker | None:
    """The body that speaks in the running text of its own release; None for a report on others."""
    article = document.article
    publisher = _row_of(article.publisher, registry)
    if isinstance(publisher, Organisation) and publisher.kind not in load_voice_words().carriers:
        return _as_speaker(article.publisher or publisher.name, publisher.id, article.publisher_at)
    if article.publisher and article.agency is None and publisher is None and _speaks_for_itself(document):
        return _as_speaker(article.publisher, "voice", article.publisher_at)
    if article.publisher and article.agency is None and publisher is None and _is_body(article.publisher):
        named = next((n for n in document.names if n.name == article.publisher and "/" in n.id), None)
        return _as_speaker(article.publisher, named.id if named else "voice", article.publisher_at)
    if publisher is None and article.agency is None and load_voice_words().release.search(document.folded):
        if article.publisher:
            return _as_speaker(article.publisher, "voice", article.publisher_at)
        body = next((n for n in document.names if n.kind == MentionKind.ORGANISATION), None)
        if body is not None:
            return _as_speaker(article.text[body.start : body.end], body.id, Span(body.start, body.end))
    return _titled(document) if article.publisher is None and article.agency is None else None


def _titled(document: Document) -> Speaker | None:
    """ "Statement by the Ministry of Defence on ...": the body in the title of a text without a publisher."""
    title = next((line for line in document.lines if line.sentence.block == BlockKind.HEADLINE), None)
    if title is None:
        return None
    match = load_voice_words().titled.match(document.folded, title.sentence.start, title.sentence.end)
    if match is None:
        return None
    body = next((n for n in document.names if n.start == match.end()), None)
    if body is None or body.kind != MentionKind.ORGANISATION:
        return None
    return _as_speaker(document.article.text[body.start : body.end], body.id, Span(body.start, body.end))


def outlet_of(document: Document, registry: Registry) -> Speaker:
    """The article's own voice: its publisher where that is known."""
    article = document.article
    if article.publisher is None:
        return replace(
            _as_speaker("the article itself", "voice", None), resolved=Resolution.VOICE_OF_THE_ARTICLE
        )
    row = _row_of(article.publisher, registry)
    found = _as_speaker(
        article.publisher, row.id if isinstance(row, Organisation) else "voice", article.publisher_at
    )
    return replace(found, resolved=Resolution.VOICE_OF_THE_ARTICLE)


def _row_of(publisher: str | None, registry: Registry) -> Row | None:
    """The registry row of a publisher, in any spelling of its name, with or without "The" before it."""
    if publisher is None:
        return None
    found = registry.find(publisher)
    if found is not None:
        return found
    words = tokenise(publisher, 0, len(publisher))
    first = int(words.lower(0) == "the" and len(words.words) > 1)
    match = alias_index(registry).longest(words, first) if words.words else None
    if match is None or match.last < len(words.words) - 1:
        return None
    rows = [row for row, mark in match.owners.rows if mark is Mark.ALWAYS]
    return rows[0] if rows else None


def _is_body(publisher: str) -> bool:
    """ "Ministry of National Defense": what publishes its own texts, by the nouns of its name."""
    words = load_voice_words()
    found = set(re.findall(r"[a-z]+", publisher.lower()))
    return bool(found & words.issuing_nouns) and not found & words.outlet_nouns


def _speaks_for_itself(document: Document) -> bool:
    """Whether the running text, outside quotations, says "we": only a body reports on itself."""
    if is_transcript(document.lines):
        return False  # each turn has its own speaker
    body = [line for line in document.lines if line.sentence.block == BlockKind.BODY]
    own = sum(
        bool(load_voice_words().we.search(line.speech.masked, line.sentence.start, line.sentence.end))
        for line in body
        if not _is_anothers(line)
    )
    return own >= _OWN_SENTENCES


def _is_anothers(line: Line) -> bool:
    """Whether somebody else speaks in a line: "We saw no soldiers, he said" with its marks lost."""
    own = load_voice_words().self_pronouns
    return any(line.speech.words(a.source.base).lower() not in own for a in line.attributions)


def _as_speaker(name: str, speaker_id: str, at: Span | None) -> Speaker:
    return Speaker(name, speaker_id, at, name, Resolution.NAMED, is_body=True)
