"""One HTML page: each article twice, side by side, marked with what is wanted and with what was found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

from kg.errors import ExportError
from kg.evaluation.intervals import Rate, rates
from kg.evaluation.scoring import Score
from kg.evaluation.sheets import Item, Part
from kg.model import Span

_SHOWN = (Part.STATEMENTS, Part.ATTRIBUTIONS, Part.FIGURES)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_RANK = ("wrong", "unlike", "right", "free")
_STYLE = """
:root { --ink: #1c2430; --paper: #fdfcf9 }
:root { --right: #cfe8d5; --unlike: #fbe3a8; --wrong: #f6c3bb; --free: #e4e4e4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e3dc; --paper: #14181f }
  :root { --right: #24513a; --unlike: #6b5212; --wrong: #702a24; --free: #3a3f47 }
}
body { color: var(--ink); background: var(--paper); font: 16px/1.6 Georgia, serif; margin: 2rem auto }
body { max-width: 90rem; padding: 0 1rem }
table { border-collapse: collapse; font-variant-numeric: tabular-nums }
td, th { padding: .1rem .8rem .1rem 0; text-align: right }
td:first-child, th:first-child { text-align: left }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem }
.text { white-space: pre-wrap; overflow-wrap: anywhere }
mark { color: inherit; border-radius: .2em }
.figures { border-bottom: 2px solid currentColor }
.right { background: var(--right) }
.unlike { background: var(--unlike) }
.wrong { background: var(--wrong) }
.free { background: var(--free) }
@media (max-width: 50rem) { .sides { grid-template-columns: 1fr } }
"""


@dataclass(frozen=True, slots=True)
class _Marked:
    """An item with how it fared: right, unlike (a field differs), wrong (missed, invented) or free."""

    item: Item
    part: Part
    fared: str


def write_page(path: Path, scores: Sequence[Score]) -> None:
    """Write the page; it needs no network and runs no script.

    Raises:
        ExportError: the file cannot be written.
    """
    try:
        path.write_text("".join(_page(scores)), encoding="utf-8")
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error


def _page(scores: Sequence[Score]) -> Iterator[str]:
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width"><title>Gold and found</title>'
        f"<style>{_STYLE}</style></head><body><h1>Gold and found</h1>\n"
    )
    yield from _rates(rates([score.counts for score in scores]))
    yield (
        '<p><mark class="right">right</mark> <mark class="unlike">found, with a field that differs</mark> '
        '<mark class="wrong">missed or invented</mark> <mark class="free">costs nothing</mark>; '
        '<span class="figures">figures</span> are underlined. Point at a mark for its fields.</p>\n'
    )
    for score in scores:
        ours, theirs = _found(score), _wanted(score)
        yield f'<h2>{escape(score.gold.name)}</h2><div class="sides">'
        yield f'<section><h3>Gold</h3><div class="text">{_marked(score.gold.text, theirs)}</div></section>'
        yield f'<section><h3>Found</h3><div class="text">{_marked(score.gold.text, ours)}</div></section>'
        yield "</div>\n"
    yield "</body></html>\n"


def _rates(table: Iterable[Rate]) -> Iterator[str]:
    yield "<table><tr><th>task<th>precision<th>recall<th>F1<th>95 %<th>right<th>invented<th>missed</tr>"
    for r in table:
        numbers = f"<td>{r.precision:.3f}<td>{r.recall:.3f}<td>{r.f1:.3f}<td>{r.low:.2f} to {r.high:.2f}"
        yield f"<tr><td>{escape(r.task)}{numbers}<td>{r.right}<td>{r.invented}<td>{r.missed}</tr>"
    yield "</table>\n"


def _found(score: Score) -> list[_Marked]:
    return [
        _Marked(item, part, _fared(score, part, number))
        for part in _SHOWN
        if part in score.pairs
        for number, item in enumerate(score.found.of(part))
    ]


def _wanted(score: Score) -> list[_Marked]:
    marked: list[_Marked] = []
    for part in _SHOWN:
        pairs = {j: i for i, j in score.pairs.get(part, {}).items()}
        for number, item in enumerate(score.gold.of(part)):
            alone = "free" if item.optional else "wrong"
            marked.append(
                _Marked(item, part, _fared(score, part, pairs[number]) if number in pairs else alone)
            )
    return marked


def _fared(score: Score, part: Part, number: int) -> str:
    """How a found item did, by its number."""
    item = score.found.of(part)[number]
    own = [miss for miss in score.misses if miss.found is item]
    if number in score.pairs[part]:
        return "unlike" if own else "right"
    return "wrong" if own else "free"


def _marked(text: str, items: Sequence[_Marked]) -> str:
    """The text with its marks; where marks lie over one another, the worse one shows and all are told."""
    spans = [(span, m) for m in items if m.item.places for span in m.item.places[0]]
    edges = sorted({0, len(text), *(at for span, _ in spans for at in span)})
    return "".join(
        _piece(text, Span(start, end), [m for span, m in spans if span.start <= start and end <= span.end])
        for start, end in pairwise(edges)
    )


def _piece(text: str, span: Span, over: Sequence[_Marked]) -> str:
    words = escape(text[span.start : span.end])
    if not over:
        return words
    worst = min((m.fared for m in over), key=_RANK.index)
    figures = " figures" if any(m.part == Part.FIGURES for m in over) else ""
    told = "\n".join(f"{m.part.value}: {_fields(m.item.fields)}" for m in over)
    return f'<mark class="{worst}{figures}" title="{escape(told)}">{words}</mark>'


def _fields(fields: Mapping[str, Sequence[object]]) -> str:
    return ", ".join(f"{name} {values[0]}" for name, values in fields.items() if values)
