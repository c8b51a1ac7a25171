"""Gold that a person wrote beside an article, NAME.gold.json: exact words and fields, without offsets."""

import json
from collections.abc import Iterator
from pathlib import Path

from kg.errors import GoldError
from kg.evaluation.found import Row
from kg.evaluation.sheets import Item, Part, Reading, Sheet, places_of
from kg.model import Span

_PARTS = frozenset([Part.STRIKES, Part.STATEMENTS, Part.FIGURES, Part.DISPUTES])
_SILENT = ("comment", "furniture")
_FIELDS = {
    Part.STRIKES: {"date": "date", "place": "place", "actor": "alleged_actor", "target": "target"},
    Part.STATEMENTS: {"speaker": "speaker", "stance": "stance", "kind": "kind", "about": "about"},
    Part.FIGURES: {
        "harm": "harm", "who": "who", "scope": "scope", "about": "about", "asserted_by": "asserted_by",
    },
    Part.DISPUTES: {"who": "who", "about": "about", "type": "type"},
}  # fmt: skip


def read_gold_file(path: Path, text: str) -> Sheet:
    """The gold of one article.

    Raises:
        GoldError: the file is not JSON, or a part or key is missing.
    """
    try:
        gold: Row = json.loads(path.read_text(encoding="utf-8"))
        return _sheet(gold, path.name.removesuffix(".gold.json"), text)
    except (OSError, ValueError, RecursionError) as error:
        raise GoldError(f"{path}: cannot be read as gold: {error}") from error
    except KeyError as error:
        raise GoldError(f"{path}: key {error} is missing; tests/gold/README.md shows the form") from error
    except (TypeError, AttributeError) as error:
        raise GoldError(f"{path}: not gold ({error}); tests/gold/README.md shows the form") from error


def _sheet(gold: Row, name: str, text: str) -> Sheet:
    strikes = {row["id"] for row in gold["strikes"]}
    items = {part: tuple(_items(gold[part.value], part, text, strikes)) for part in _PARTS}
    people = [*gold["organisations"], *gold["persons"]]
    rows = [[row["name"], *row.get("aliases", ())] for row in people]
    quiet = [Span(b["start"], b["end"]) for b in gold.get("blocks", ()) if b["kind"] not in _SILENT]
    return Sheet(
        name,
        text,
        items,
        parts=_PARTS,
        quiet=(*quiet, *places_of(text, gold["title"] or "")),
        aliases={alias: row for row in rows for alias in row},
        distractors=tuple(tuple(places_of(text, words)) for words in gold["distractors"]),
        negative=bool(gold.get("negative")),
    )


def _items(rows: list[Row], part: Part, text: str, strikes: set[str]) -> Iterator[Item]:
    for number, row in enumerate(rows):
        fields = {name: tuple(_accepted(row, key)) for name, key in _FIELDS[part].items()}
        if "about" in fields:  # an event that is no strike is as good as none
            fields["about"] = tuple(x if x in strikes else None for x in fields["about"])
        if part == Part.FIGURES:
            fields["value"] = ((row["min"], row["max"]),)
        words = [x for x in _accepted(row, "exact") if isinstance(x, str)]
        places = tuple((span,) for x in words for span in places_of(text, x))
        if part in (Part.STATEMENTS, Part.FIGURES) and not places:
            raise GoldError(f"{words[:1]}: these words are not in the text; copy them exactly")
        yield Item(row.get("id", f"{part.value}-{number}"), places, fields, bool(row.get("optional")))


def _accepted(row: Row, field: str) -> Iterator[Reading]:
    yield row.get(field)
    more = row.get(f"{field}_also", [])
    yield from more if isinstance(more, list) else [more]
