"""Finds articles that are one text: an agency's copy in several outlets, or an article others print."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final
from zlib import crc32

from kg.ids import short_hash
from kg.resolve.results import Communication
from kg.resolve.told import StatementTold
from kg.text import fold

_FEWEST_WORDS: Final = 6
_FEWEST_TEXTS: Final = 3
_SHARE: Final = 0.5
"""Half of what the shorter article tells stands word for word in the other."""
_MOST: Final = 50
"""A passage that more articles have than this is a set phrase or a hot wire: it is held against these few."""
_UNDATED: Final = "undated"
_WORD: Final = re.compile(r"\w+")


def find_reprints(
    statements: Iterable[StatementTold], *, taken: Collection[str]
) -> tuple[Communication, ...]:
    """Texts that several articles carry, sorted by path; statements in ``taken`` have an origin already.

    Articles are one text where at least three statements, and half of those of the shorter one, are word
    for word the same. What they share is one origin; what one of them adds is its own.
    """
    by_article: defaultdict[str, dict[int, list[StatementTold]]] = defaultdict(dict)
    for statement in sorted(statements, key=lambda statement: statement.path):
        text = _text(statement)
        if text is not None:
            by_article[statement.article].setdefault(text, []).append(statement)
    found = []
    for group in _groups(by_article):
        told_by = Counter(text for article in group for text in by_article[article])
        told = [
            statement
            for article in group
            for text, same in by_article[article].items()
            for statement in same
            if told_by[text] > 1 and statement.path not in taken
        ]
        if len({statement.article for statement in told}) > 1:
            found.append(_reprint(group, told, sum(count > 1 for count in told_by.values())))
    return tuple(sorted(found, key=lambda item: item.path))


def _text(statement: StatementTold) -> int | None:
    words = _WORD.findall(fold(statement.text).lower())
    return crc32(" ".join(words).encode()) if len(words) >= _FEWEST_WORDS else None


def _groups(by_article: Mapping[str, Mapping[int, Sequence[StatementTold]]]) -> list[list[str]]:
    """Articles that are one text, each group sorted."""
    carriers: defaultdict[int, list[str]] = defaultdict(list)
    for article in sorted(by_article):
        for text in by_article[article]:
            if len(carriers[text]) < _MOST:
                carriers[text].append(article)
    common: Counter[tuple[str, str]] = Counter()
    for articles in carriers.values():
        common.update((one, other) for n, one in enumerate(articles) for other in articles[n + 1 :])
    root = {article: article for article in by_article}

    def top(article: str) -> str:
        while root[article] != article:
            root[article] = article = root[root[article]]
        return article

    for (one, other), count in common.items():
        shorter = min(len(by_article[one]), len(by_article[other]))
        if count >= _FEWEST_TEXTS and count >= _SHARE * shorter:
            low, high = sorted((top(one), top(other)))
            root[high] = low
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for article in sorted(by_article):
        groups[top(article)].append(article)
    return [group for group in groups.values() if len(group) > 1]


def _reprint(group: Sequence[str], told: Sequence[StatementTold], texts: int) -> Communication:
    paths = tuple(sorted(statement.path for statement in told))
    last = min((s.published for s in told if s.published is not None), default=None)
    return Communication(
        f"communication/{last or _UNDATED}-{short_hash(paths[0])}",
        None,
        last,
        (),
        paths,
        len(group),
        f"{len(group)} articles are one text: {texts} statements word for word",
        reprint=True,
    )
