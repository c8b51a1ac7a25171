"""What the program read in an article, as a sheet: from its record, in which others may hold theirs too."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.evaluation.sheets import Item, Part, Reading, Sheet, places_of
from kg.model import Span
from kg.text import trim

Row = Mapping[str, Any]
"""A record or a row of it, as JSON gives it: values of several types."""

_STANCES = {
    "reports": "asserts",
    "partlyAcknowledges": "acknowledges",
    "doesNotConfirm": "declines",
    "declinesToComment": "declines",
    "retracts": "other",
    "asks": "other",
}
"""The stances that gold does not tell apart (see the README of the gold)."""

_LARGE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000}
_HEDGED = {
    "moreThan": (True, False),
    "atLeast": (True, False),
    "lessThan": (False, True),
    "upTo": (False, True),
    "approximately": (True, True),
}
"""Whether the printed number is the least and the most, as gold writes them."""
_CLOSES = re.compile(r'["“”»’\']')
_TO_WHOM = re.compile(r"(?!that )(?:[\w'’-]+ ){1,6}?(?=(?:not )?to [a-z])")
_ADJUNCT = re.compile(r", [^,\n]{1,120}, that ")
_MARKS = re.compile(r'["“”„«»]')


def sheet_of(
    record: Row, text: str, *, name: str | None = None, parts: Iterable[Part] | None = None
) -> Sheet:
    """The record of an article as a sheet; ``text`` is the stored text.

    Given ``parts`` the record is gold: whatever it holds of these is wanted.
    """
    strikes = [event for event in record["events"] if event["kind"] == "strike"]
    items = {
        Part.STRIKES: tuple(_strike(row) for row in strikes),
        Part.STATEMENTS: tuple(_statements(record, strikes)),
        Part.FIGURES: tuple(_figure(row, strikes) for row in record["figures"]),
        Part.DISPUTES: tuple(_dispute(row, strikes) for row in record.get("disputes", ())),
        Part.ATTRIBUTIONS: tuple(_attributions(record, text)),
    }
    known = frozenset(parts) if parts is not None else None
    return Sheet(name or record["article"]["file"], text, items, known)


def bounds_of(figure: Row) -> tuple[int | None, int | None]:
    """Least and most as gold writes them: the printed number, without the step that its hedge adds."""
    low, high, value = figure["min"], figure["max"], figure.get("value")
    if value is None and low is None and high is None:
        return next((_LARGE[word] for word in _LARGE if word in figure["exact"].lower()), None), None
    if value is None or figure["qualifier"] not in _HEDGED:
        return low, high
    least, most = _HEDGED[figure["qualifier"]]
    return value if least else None, value if most else None


def _strike(row: Row) -> Item:
    fields = {
        "date": row["date"],
        "place": row["place"] or row["country"],
        "actor": row["alleged_actor"],
        "target": row["target"],
    }
    return _item(row, fields)


def _statements(record: Row, strikes: Sequence[Row]) -> Iterable[Item]:
    """One a source, stance and run of words; the record has one for every claim in them."""
    told: dict[tuple[Any, ...], Item] = {}
    for row in record["statements"]:
        if row["kind"] == "narrated":
            continue
        fields = {
            "speaker": row["speaker"],
            "stance": _stance(row),
            "kind": row["kind"],
            "about": _strike_of(row["about"], strikes),
        }
        told.setdefault((row["start"], row["end"], row["speaker"], fields["stance"]), _item(row, fields))
    return told.values()


def _figure(row: Row, strikes: Sequence[Row]) -> Item:
    fields: dict[str, Reading] = {
        "value": bounds_of(row),
        "harm": "other" if row["harm"] == "trapped" else row["harm"],
        "who": row["who"],
        "scope": row["scope"],
        "about": _strike_of(row["about"], strikes),
        "asserted_by": row["asserted_by"] or "article",
    }
    return _item(row, fields)


def _dispute(row: Row, strikes: Sequence[Row]) -> Item:
    fields = {"who": row["who"], "about": _strike_of(row["about"], strikes), "type": row["type"]}
    return Item(row["statement"], ((Span(row["start"], row["end"]),),), _one(fields))


def _attributions(record: Row, text: str) -> Iterable[Item]:
    """Source, cue and content: runs of words of one source by one cue are one attribution."""
    together: dict[tuple[Any, ...], list[Row]] = {}
    key: tuple[Any, ...] = ()
    for row in record["statements"]:
        if row["kind"] == "narrated":
            continue
        last = together[key][-1] if key else None
        if last is not None and row["end"] <= last["end"] and row["start"] > last["start"]:
            inner = (row["speaker_id"], *(row["cue_at"] or (row["start"], row["end"])))
            together.setdefault(inner, []).append(row)  # told inside the words before
            continue
        if not (last is not None and _goes_on(last, row, text)):
            key = (row["speaker_id"], *(row["cue_at"] or (row["start"], row["end"])))
        together.setdefault(key, []).append(row)
    for rows in together.values():
        first = rows[0]
        spans = _without_inner({span for row in rows for span in _said(row, text)})
        quoted = any(row["kind"] == "direct" and _MARKS.search(text, *_around(row)) for row in rows)
        yield Item(
            first["id"],
            (spans,),
            _one({"speaker": first["speaker"], "kind": "direct" if quoted else "indirect"}),
            source=_source(first, text),
            cue=(Span(*first["cue_at"]),) if first["cue_at"] else (),
        )


def _said(row: Row, text: str) -> Iterable[Span]:
    """What is said, without a cue at its beginning ("denied the strike") or with its source inside it
    ("The toll, the mayor said, was ten"), and without whom it was said to ("asked residents to leave").
    """
    start, end, cue, source = row["start"], row["end"], row["cue_at"], row["speaker_at"]
    if cue is None or cue[1] >= end or cue[0] < start:
        return [Span(start, end)]
    if cue[0] == start:
        adjunct = _ADJUNCT.match(text, cue[1], end)
        first = adjunct.end() if adjunct else cue[1] + (text[cue[1]] == " ")
        to_whom = _TO_WHOM.match(text, first, end) if row["topic"] == "appeal" else None
        return [Span(to_whom.end() if to_whom else first, end)]
    if source is None or source[0] < start or source[1] > end:
        return [Span(start, end)]
    before, after = min(source[0], cue[0]), max(source[1], cue[1])
    said = re.compile(rf"(?: on| late| early)? {re.escape(row['said_words'] or '-')}").match(text, after, end)
    after = said.end() if said else after
    return [Span(*trim(text, a, b, blanks=" ,\n")) for a, b in ((start, before), (after, end))]


def _goes_on(before: Row, row: Row, text: str) -> bool:
    """'"We know," he said. "We saw it."': a quotation without a cue goes on with the one before it.

    In another paragraph only where the one before was not closed.
    """
    direct = row["kind"] == "direct" and before["kind"] != "indirect"
    if row["cue_at"] is not None or not direct or row["speaker_id"] != before["speaker_id"]:
        return False
    between = text[before["end"] : row["start"]]
    line, *later = between.split("\n")
    open_still = not _CLOSES.search(line) and not any(map(str.isalnum, between))
    return open_still or not later


def _source(row: Row, text: str) -> tuple[Span, ...]:
    """The whole phrase of the source where the record gives it, else the name."""
    if row["speaker_at"] is None:
        return ()
    name = Span(*row["speaker_at"])
    whole = places_of(text, row.get("speaker_words") or "")
    near = min(whole, key=lambda span: (abs(span.start - name.start), span), default=name)
    return (near if near.start <= name.start and name.end <= near.end else name,)


def _around(row: Row) -> tuple[int, int]:
    return max(0, row["start"] - 2), row["end"] + 2


def _without_inner(spans: set[Span]) -> tuple[Span, ...]:
    return tuple(
        sorted(s for s in spans if not any(o != s and o.start <= s.start and s.end <= o.end for o in spans))
    )


def _strike_of(event: str | None, strikes: Sequence[Row]) -> str | None:
    """Gold knows strikes only: an incident stands for the first strike that is part of it."""
    return next((row["id"] for row in strikes if event and row["part_of"] == event), event)


def _stance(row: Row) -> str:
    if row["topic"] == "appeal" and row["stance"] != "condemns":
        return "other"
    stance: str = row["stance"]
    return _STANCES.get(stance, stance)


def _item(row: Row, fields: Mapping[str, Reading]) -> Item:
    return Item(row["id"], ((Span(row["start"], row["end"]),),), _one(fields))


def _one(fields: Mapping[str, Reading]) -> dict[str, tuple[Reading, ...]]:
    return {name: (value,) for name, value in fields.items()}
