"""Small invented articles, what is read from them, and the promises that every record keeps."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

from kg import ids
from kg.articles.metadata import make_article
from kg.articles.sidecar import Given
from kg.extract import extract
from kg.model import Article, Record, Span, Statement
from kg.vocab import Quotation


def article(text: str, *, file: str = "invented.txt", **given: Any) -> Article:
    """An article of bare text; ``given`` is what a sidecar would say. ``Any``: keys of several types."""
    return make_article(file, text, given=Given(**given) if given else None)


def read(text: str, **given: Any) -> Record:
    """What is read from bare text."""
    return extract(article(text, **given))


SCENE = """Air strike hits market in Raqqa

Coalition jets bombed a market in Raqqa on 3 May 2017, residents said. It was the second air strike in a \
week, and smoke was still rising over the quarter in the evening, they said.

"""
"""An article's head and first paragraph: a sentence read after it has an event that it can be about."""


def read_in_scene(text: str) -> Record:
    """What is read from the text as the rest of an article on a strike; only what lies in it is kept."""
    record = read(SCENE + text, published=date(2017, 5, 4))
    kept = {
        name: tuple(item for item in getattr(record, name) if item.start >= len(SCENE))
        for name in ("statements", "figures", "responsibilities", "events")
    }
    return replace(record, **kept)


def spoken(record: Record) -> list[Statement]:
    """The statements of sources; what the outlet tells in its own voice is left out."""
    return [statement for statement in record.statements if statement.kind != Quotation.NARRATED]


def told(record: Record) -> list[tuple[str, str, str]]:
    """Speaker, stance and words of every statement of a source, in text order."""
    return [(s.speaker, s.stance.value, s.exact) for s in spoken(record)]


def broken_promises(record: Record) -> list[str]:
    """What every record must keep and this one does not: slices, ids and references."""
    return [*_slices(record), *_ids(record), *_references(record), *_doubles(record), *_order(record)]


def _slices(record: Record) -> list[str]:
    text = record.article.text
    cut = [
        f"{item.exact!r} is not [{item.start}:{item.end}]"
        for item in (
            *record.statements,
            *record.figures,
            *record.responsibilities,
            *record.events,
            *record.mentions,
        )
        if not item.exact or text[item.start : item.end] != item.exact
    ]
    for s in record.statements:
        around = s.passage.start <= s.start and s.end <= s.passage.end
        cut += [] if around else [f"{s.id} lies outside its passage"]
        sources = (Span(s.start, s.end), s.cue_at, s.speaker_at, *(x.at for x in (*s.via, *s.relies_on)))
        cut += [
            f"{s.id}: {at} is no slice" for at in sources if at and not 0 <= at.start < at.end <= len(text)
        ]
        if s.cue_at is not None and text[slice(*s.cue_at)] != s.cue:
            cut.append(f"{s.id}: the cue is not {s.cue!r}")
    return cut


def _ids(record: Record) -> list[str]:
    key = ids.doc_key(record.article.sha256)
    named: list[tuple[str, str]] = []
    for s in record.statements:
        claim = s.claim or ids.span_id("claim", s.start, s.end)
        fresh = ids.statement_id(
            s.start, s.end, key=key, speaker_id=s.speaker_id, stance=s.stance, claim_id=claim
        )
        named.append((s.id, fresh))
    named += [(f.id, ids.span_id("figure", f.start, f.end)) for f in record.figures]
    named += [(e.id, ids.span_id(e.kind, e.start, e.end)) for e in record.events]
    named += [
        (r.id, ids.responsibility_id(r.start, r.end, key=key, actor_id=r.actor_id, means=r.means))
        for r in record.responsibilities
    ]
    many = [name for name, count in Counter(name for name, _ in named).items() if count > 1]
    return [f"{name} stands twice" for name in many] + [f"{a} should be {b}" for a, b in named if a != b]


def _references(record: Record) -> list[str]:
    claims = {item.id for item in (*record.figures, *record.responsibilities)}
    figures = {figure.id for figure in record.figures}
    events = {event.id for event in record.events}
    wrong = [f"{s.id} claims {s.claim}" for s in record.statements if s.claim and s.claim not in claims]
    for item in (*record.statements, *record.figures, *record.responsibilities):
        wrong += [] if item.about is None or item.about in events else [f"{item.id} is about {item.about}"]
    for event in record.events:
        wrong += (
            [] if event.part_of is None or event.part_of in events else [f"{event.id} is part of nothing"]
        )
    for figure in record.figures:
        wrong += (
            [] if figure.subset_of is None or figure.subset_of in figures else [f"{figure.id} is a subset"]
        )
        wrong += [f"{figure.id} excludes {name}" for name in figure.excludes if name not in events]
    return wrong


def _order(record: Record) -> list[str]:
    """Statements follow the text; a number or a blame that nobody states is no claim."""
    places = [(s.start, s.end) for s in record.statements]
    claimed = {s.claim for s in record.statements}
    claims = [item.id for item in (*record.figures, *record.responsibilities)]
    out = [] if places == sorted(places) else ["statements are out of order"]
    return out + [f"nobody claims {name}" for name in claims if name not in claimed]


def _doubles(record: Record) -> list[str]:
    keys = Counter((s.start, s.end, s.speaker, s.stance, s.claim) for s in record.statements)
    return [f"{key} is said twice" for key, count in keys.items() if count > 1]
