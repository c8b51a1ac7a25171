"""Differences as sentences for a reader: article by article, with what was and what is now."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from kg.compare.difference import UNKNOWN, Difference
from kg.compare.told import Told

_KINDS: Final = ("added", "gone", "changed", "moved")
_NAMES: Final = {
    "words": "words", "speaker": "who says it", "stance": "stance", "claim": "claim", "figure": "number",
    "actor": "responsible by the claim", "about": "event",
}  # fmt: skip


def summary(found: Sequence[Difference]) -> str:
    """How many statements differ, in one line.

    >>> summary([])
    'no statement differs'
    """
    if not found:
        return "no statement differs"
    counts = Counter(difference.change for difference in found)
    articles = len({difference.told.article for difference in found})
    told = ", ".join(f"{counts[kind]:,} {kind}" for kind in _KINDS if counts[kind])
    statements = "statement differs" if len(found) == 1 else "statements differ"
    return f"{len(found):,} {statements} in {articles:,} {'article' if articles == 1 else 'articles'}: {told}"


def lines_of(found: Iterable[Difference]) -> Iterator[str]:
    """Lines for a reader: a heading for each article, below it a sentence for each difference."""
    for (headline, article), group in groupby(found, key=lambda d: (d.told.headline, d.told.article)):
        yield f"{_quoted(headline) if headline else 'An article without a headline'} <{article}>"
        for difference in group:
            yield f"  {sentence(difference)}"
            yield from (f"      {change}" for change in _changes(difference))
        yield ""


def sentence(difference: Difference) -> str:
    """One sentence; where something changed, the statement as it is now."""
    told, was = difference.told, difference.old
    before = ""
    if was is not None and difference.changes.keys() & {"article", "start", "end"}:
        elsewhere = f" of <{was.article}>" if was.article != told.article else ""
        before = f"; before: {_place(was)}{elsewhere}"
    if was is not None and was.headline != told.headline:
        before += f"; before under {_quoted(was.headline) if was.headline else 'no headline'}"
    return f"{difference.change}: {_said(told)} ({_place(told)}{before})"


def _said(told: Told) -> str:
    """Who takes which stance in which words, what number or actor is claimed, and of which event."""
    speaker, stance = told.speaker or "a speaker without a name", told.stance or "(stance not known)"
    parts = [f"{speaker} {stance}: {_quoted(told.words)}"]
    if told.figure:
        parts.append(f"the number claimed: {_quoted(told.claim)}, {told.figure}")
    elif told.claim and told.claim not in told.words:
        parts.append(f"on {told.claim}")
    if told.actor:
        parts.append(f"responsible by the claim: {told.actor}")
    if told.about:
        parts.append(f"of the {told.about}")
    return "; ".join(parts)


def _changes(difference: Difference) -> Iterator[str]:
    for name, (old, new) in difference.changes.items():
        if name in _NAMES:
            mark = _quoted if name in ("words", "claim") else str
            yield f"{_NAMES[name]}: {mark(old) if old else UNKNOWN} -> {mark(new) if new else UNKNOWN}"


def _place(told: Told) -> str:
    return f"characters {told.start}-{told.end}"


def _quoted(words: object) -> str:
    return f'"{" ".join(str(words).split())}"'
