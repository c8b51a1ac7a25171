"""How well records agree with gold, as tests/gold/README.md defines it: right, invented, missed per task."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Item = Mapping[str, Any]  # one row of a gold or record file: JSON values of all kinds
STANCES = {
    "reports": "asserts",
    "partlyAcknowledges": "acknowledges",
    "doesNotConfirm": "declines",
    "declinesToComment": "declines",
    "retracts": "other",
}
LARGE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000}
_IDLE = frozenset(
    ["the", "a", "an", "of", "and", "for", "in", "mr", "dr", "gen", "col", "spokesman", "spokeswoman"]
)


def score(gold: Item, record: Item, text: str) -> Counter[str]:
    """Counts under ``task right``, ``task invented``, ``task missed`` and ``field ok``, ``field all``."""
    n: Counter[str] = Counter()
    strikes = _strikes(gold, record, n)
    _statements(gold, record, text, strikes, n)
    _figures(gold, record, text, n)
    if gold.get("negative"):
        n["negatives with strikes"] += any(e["kind"] == "strike" for e in record["events"])
    return n


def score_folder(folder: Path, names: Iterable[str], read: Callable[[Path], Item]) -> Counter[str]:
    """The counts over several articles; ``read`` gives the record of a text file."""
    total: Counter[str] = Counter()
    for name in names:
        gold = json.loads((folder / f"{name}.gold.json").read_text(encoding="utf-8"))
        path = folder / f"{name}.txt"
        total += score(gold, read(path), path.read_bytes().decode("utf-8"))
    return total


def f1(n: Mapping[str, int], task: str) -> float:
    right, wrong = n.get(f"{task} right", 0), n.get(f"{task} invented", 0) + n.get(f"{task} missed", 0)
    return 2 * right / (2 * right + wrong) if right else 0.0


def share(n: Mapping[str, int], field: str) -> float:
    return n.get(f"{field} ok", 0) / (n.get(f"{field} all", 0) or 1)


def _strikes(gold: Item, record: Item, n: Counter[str]) -> dict[str, str]:
    """Event id to gold id: day or place agrees, the day does not clash; incidents stand for strikes."""
    found = [event for event in record["events"] if event["kind"] == "strike"]

    def agreement(event: Item, wanted: Item) -> float:
        day, days = event["date"], [x for x in _also(wanted, "date") if x]
        same_day = any(day and (day.startswith(x) or x.startswith(day)) for x in days)
        if day and wanted["date"] and not same_day:
            return 0
        places = [x for x in _also(wanted, "place") if x]
        return 2 * same_day + _is_named(event["place"] or event["country"], places, {})

    pairs = _tally("strikes", found, gold["strikes"], agreement, 1, n)
    same = {found[i]["id"]: gold["strikes"][j]["id"] for i, j in pairs}
    for event in found:
        if event["part_of"] and event["id"] in same:
            same.setdefault(event["part_of"], same[event["id"]])
    return same


def _statements(gold: Item, record: Item, text: str, strikes: Mapping[str, str], n: Counter[str]) -> None:
    names = _names(gold)
    quiet = [b for b in gold.get("blocks", ()) if b["kind"] not in ("comment", "furniture")]
    zones = [(b["start"], b["end"]) for b in quiet] + _places(text, gold["title"])
    told: dict[tuple[Any, ...], Item] = {}
    for item in record["statements"]:
        if item["kind"] != "narrated":
            told.setdefault((item["start"], item["end"], item["speaker"], _stance(item)), item)
    found, wanted = list(told.values()), gold["statements"]

    def speaks(a: Item, b: Item) -> bool:
        return _is_named(a["speaker"], _also(b, "speaker"), names)

    def free(a: Item) -> bool:
        return bool(gold.get("negative")) or any(s <= a["start"] and a["end"] <= e for s, e in zones)

    def words(a: Item, b: Item) -> float:
        return _overlap(text, a, b) + 0.01 * speaks(a, b)

    pairs = _tally("statements", found, wanted, words, 0.5, n, free=free)
    _tally("strict", found, wanted, lambda a, b: _overlap(text, a, b) * speaks(a, b), 0.8, n, free=free)
    events = {g["id"] for g in gold["strikes"]}
    for i, j in pairs:
        a, b = found[i], wanted[j]
        _field("speaker", speaks(a, b), n)
        _field("stance", _stance(a) in _also(b, "stance"), n)
        about = {x if x in events else None for x in _also(b, "about")}
        _field("about", strikes.get(a["about"]) in about, n)


def _figures(gold: Item, record: Item, text: str, n: Counter[str]) -> None:
    found, wanted = record["figures"], gold["figures"]
    seen = {(*_bounds(f), f["harm"]) for f in wanted}

    def fit(a: Item, b: Item) -> float:
        return min(1.0, 2 * _overlap(text, a, b)) + 0.1 * (_bounds(a) == _bounds(b))

    def free(a: Item) -> bool:
        """No number, or one that the article gives elsewhere in its wanted place."""
        return _bounds(a) == (None, None) or (*_bounds(a), a["harm"]) in seen

    pairs = _tally("figures", found, wanted, fit, 0.5, n, free=free)
    for i, j in pairs:
        _field("value", _bounds(found[i]) == (wanted[j]["min"], wanted[j]["max"]), n)
        _field("harm", found[i]["harm"] in _also(wanted[j], "harm"), n)
    paired = {i for i, _ in pairs}
    loose = [f for i, f in enumerate(found) if i not in paired]
    n["distractors taken"] += sum(
        any(_iou(text, f, words) > 0 for f in loose) for words in gold["distractors"]
    )


def _tally(
    task: str, found: Sequence[Item], wanted: Sequence[Item], fit: Callable[[Item, Item], float],
    floor: float, n: Counter[str], *, free: Callable[[Item], bool] = lambda item: False,
) -> list[tuple[int, int]]:  # fmt: skip
    """Pairs one to one, the best fit first, required gold before optional; what is left counts as wrong."""
    fits = [
        (fit(a, b), not b.get("optional"), i, j) for i, a in enumerate(found) for j, b in enumerate(wanted)
    ]
    pairs: dict[int, int] = {}
    for value, _, i, j in sorted(fits, reverse=True):
        if value >= floor and i not in pairs and j not in pairs.values():
            pairs[i] = j
    hit = set(pairs.values())
    n[f"{task} right"] += sum(not wanted[j].get("optional") for j in hit)
    n[f"{task} missed"] += sum(not b.get("optional") for j, b in enumerate(wanted) if j not in hit)
    n[f"{task} invented"] += sum(not free(a) for i, a in enumerate(found) if i not in pairs)
    return list(pairs.items())


def _field(name: str, ok: bool, n: Counter[str]) -> None:
    n[f"{name} all"] += 1
    n[f"{name} ok"] += ok


def _stance(item: Item) -> str:
    if item["topic"] == "appeal" and item["stance"] != "condemns":
        return "other"
    return STANCES.get(item["stance"], item["stance"])


def _bounds(figure: Item) -> tuple[int | None, int | None]:
    """Least and most as the gold writes them: the printed number, without the step that its hedge adds."""
    low, high, value = figure["min"], figure["max"], figure.get("value")
    if value is None and low is None and high is None:
        known = [LARGE[word] for word in LARGE if word in figure["exact"].lower()]
        return (known[0] if known else None), None
    bounds = {
        "moreThan": (value, None), "atLeast": (value, None), "lessThan": (None, value), "upTo": (None, value),
        "approximately": (value, value),
    }  # fmt: skip
    return (low, high) if value is None else bounds.get(figure["qualifier"], (low, high))


def _also(item: Item, field: str) -> list[Any]:
    more = item.get(f"{field}_also", [])
    return [item.get(field), *(more if isinstance(more, list) else [more])]


def _names(gold: Item) -> dict[str, list[str]]:
    rows = [[row["name"], *row.get("aliases", ())] for row in (*gold["organisations"], *gold["persons"])]
    return {name: row for row in rows for name in row}


def _is_named(said: str | None, accepted: Sequence[str | None], aliases: Mapping[str, list[str]]) -> bool:
    """One of the accepted names or its aliases: the words of one are all in the other, four more at most."""
    if said is None:
        return None in accepted
    words = _words(said)
    names = [_words(x) for name in accepted if name for x in (name, *aliases.get(name, ()))]
    return any(
        words <= name or (name <= words and len(words) <= len(name) + 4) for name in names if words and name
    )


def _words(name: str) -> set[str]:
    plain = re.sub(r"['’]s\b|[\"'“”‘’.,()]", "", name.lower())
    return set(plain.replace("united states", "us").replace("-", " ").split()) - _IDLE


def _overlap(text: str, found: Item, wanted: Item) -> float:
    return max(_iou(text, found, words) for words in _also(wanted, "exact"))


def _iou(text: str, found: Item, words: str) -> float:
    """Shared characters over all characters of both, at the best place of the words in the text."""
    best = 0.0
    for start, end in _places(text, words):
        shared = min(end, found["end"]) - max(start, found["start"])
        best = max(best, shared / (max(end, found["end"]) - min(start, found["start"])))
    return best


def _places(text: str, words: str) -> list[tuple[int, int]]:
    return [(m.start(), m.start() + len(words)) for m in re.finditer(f"(?={re.escape(words)})", text)]
