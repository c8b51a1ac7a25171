"""Who publishes an article: the issuer of a release, or the outlet as the article's own voice."""

from dataclasses import replace

from kg.extract.document import Document, Line
from kg.extract.speech.speakers import Speaker
from kg.extract.speech.voice_words import load_voice_words
from kg.model import BlockKind, MentionKind, Span
from kg.registry import Organisation, Registry, Row
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
    if publisher is None and article.agency is None and load_voice_words().release.search(document.folded):
        if article.publisher:
            return _as_speaker(article.publisher, "voice", article.publisher_at)
        body = next((n for n in document.names if n.kind == MentionKind.ORGANISATION), None)
        if body is not None:
            return _as_speaker(article.text[body.start : body.end], body.id, Span(body.start, body.end))
    return None


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
    """The registry row of a publisher, however it writes "U.S." and whether or not it begins with "The"."""
    if publisher is None:
        return None
    plain = publisher.replace("U.S.", "US").replace("U.N.", "UN").replace("U.K.", "UK")
    return registry.find(publisher) or registry.find(plain) or registry.find(plain.removeprefix("The "))


def _speaks_for_itself(document: Document) -> bool:
    """Whether the running text, outside quotations, says "we": only a body reports on itself."""
    body = [line for line in document.lines if line.sentence.block == BlockKind.BODY]
    if sum(is_turn(line) for line in body) > 1:
        return False  # a transcript: each turn has its own speaker
    own = sum(
        bool(load_voice_words().we.search(line.speech.masked, line.sentence.start, line.sentence.end))
        for line in body
    )
    return own >= _OWN_SENTENCES


def is_turn(line: Line) -> bool:
    """Whether a line opens a turn of a transcript: "Gul Marjan: ..."."""
    return any(a.rule == "attribution.colon" for a in line.attributions)


def _as_speaker(name: str, speaker_id: str, at: Span | None) -> Speaker:
    return Speaker(name, speaker_id, at, name, Resolution.NAMED, is_body=True)
