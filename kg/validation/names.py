"""Refuses ids that cannot be part of an IRI; without them nothing can be mapped."""

import re
from collections.abc import Iterator

from kg.model import Event, Figure, Mention, Record, Responsibility, Statement
from kg.validation.report import Finding

Item = Statement | Figure | Responsibility | Event | Mention
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~/-]*")
_RULE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")


def check_names(record: Record) -> Iterator[Finding]:
    """One finding for each item with an id or a rule that no IRI can hold."""
    article = record.article
    items: list[Item] = [*record.statements, *record.figures, *record.responsibilities]
    items += [*record.events, *record.mentions]
    for item in items:
        bad = {name for name in _ids(item) if name is not None and _ID.fullmatch(name) is None}
        if not isinstance(item, Mention) and _RULE.fullmatch(item.rule) is None:
            bad.add(item.rule)
        for name in sorted(bad):
            message = f'"{name}" cannot be part of an IRI; use letters, digits and hyphens.'
            yield Finding(
                "id-form",
                message,
                article.file,
                node=item.id,
                start=item.start,
                end=item.end,
                words=item.exact,
            )


def _ids(item: Item) -> Iterator[str | None]:
    yield item.id
    match item:
        case Statement():
            yield from (item.speaker_id, item.speaker_org_id, item.claim, item.about)
            yield from (source.id for source in (*item.via, *item.relies_on))
        case Figure():
            yield from (item.about, item.subset_of, *item.excludes)
        case Responsibility():
            yield from (item.about, item.actor_id)
        case Event():
            yield from (item.place_id, item.part_of)
        case Mention():
            pass
