"""How what was found agrees with what is wanted: right, invented, missed, and the fields of the right."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from kg.evaluation.naming import is_named
from kg.evaluation.sheets import Item, Part, Sheet, agreement, best_agreement
from kg.model import Span

OVERLAP = 0.5
STRICT = 0.8
"""The least agreement of words, in characters, of an item that counts as found, and as found strictly."""

_NAMES = ("speaker", "asserted_by", "who", "actor")
_SAME_EVENT = 0.4
_SAME_SOURCE = 0.6
_TIE = 0.01
_ENDS = " \n\t\"'“”‘’„«»`.,;:–—-"


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that went wrong. ``wanted`` or ``found`` is None where there is none on that side.

    ``what`` is "missed", "invented" or the field that is wrong; ``task`` the part, or "strict".
    """

    task: str
    what: str
    wanted: Item | None
    found: Item | None


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one article and what they come from.

    ``counts`` has keys such as ``figures right``, ``figures invented``, ``figures missed`` and, for the
    fields of what is right, ``figures.value ok`` and ``figures.value all``.
    """

    gold: Sheet
    found: Sheet
    counts: Counter[str]
    pairs: Mapping[Part, Mapping[int, int]]
    misses: tuple[Miss, ...]


def score(gold: Sheet, found: Sheet) -> Score:
    """Compare one article's items with those wanted, part by part; only the parts that the gold has."""
    return _Scorer(gold, found).score()


class _Scorer:
    def __init__(self, gold: Sheet, found: Sheet) -> None:
        self._gold = gold
        self._found = found
        self._counts: Counter[str] = Counter()
        self._misses: list[Miss] = []
        self._same: dict[str, str] = {}

    def score(self) -> Score:
        parts = [part for part in Part if self._gold.parts is None or part in self._gold.parts]
        pairs = {part: getattr(self, f"_{part.value}")() for part in parts}
        if self._gold.negative:
            self._counts["negatives all"] += 1
            self._counts["negatives taken"] += bool(self._found.of(Part.STRIKES))
        return Score(self._gold, self._found, self._counts, pairs, tuple(self._misses))

    def _strikes(self) -> dict[int, int]:
        """Paired by day or place; a day that clashes parts them."""

        def fit(a: Item, b: Item) -> float:
            day, days = str(a.value("date") or ""), [str(x) for x in b.fields["date"] if x]
            same_day = any(day and (day.startswith(x) or x.startswith(day)) for x in days)
            if day and b.value("date") and not same_day:
                return 0
            placed = is_named(a.value("place"), [x for x in b.fields["place"] if x], {})
            return 2 * same_day + placed + self._named(a, b, "actor") / 2

        pairs = self._tally(Part.STRIKES, fit, 1)
        found, wanted = self._found.of(Part.STRIKES), self._gold.of(Part.STRIKES)
        self._same = {found[i].id: wanted[j].id for i, j in pairs.items()}
        for i, j in pairs.items():
            self._fields("strikes", found[i], wanted[j], ("date", "actor", "target"))
        return pairs

    def _statements(self) -> dict[int, int]:
        pairs = self._worded(Part.STATEMENTS, "strict")
        found, wanted = self._found.of(Part.STATEMENTS), self._gold.of(Part.STATEMENTS)
        for i, j in pairs.items():
            self._fields("statements", found[i], wanted[j], ("speaker", "kind", "stance", "about"))
        return pairs

    def _figures(self) -> dict[int, int]:
        found, wanted = self._found.of(Part.FIGURES), self._gold.of(Part.FIGURES)
        given = {(b.value("value"), *b.fields["harm"]) for b in wanted}

        def fit(a: Item, b: Item) -> float:
            return min(1, 2 * best_agreement(a, b)) + 0.1 * (a.value("value") == b.value("value"))

        def is_free(a: Item) -> bool:
            """No number, or one that the article gives elsewhere in its wanted place."""
            return a.value("value") == (None, None) or (a.value("value"), a.value("harm")) in given

        pairs = self._tally(Part.FIGURES, fit, OVERLAP, is_free)
        for i, j in pairs.items():
            fields = ("value", "harm", "who", "scope", "about", "asserted_by")
            self._fields("figures", found[i], wanted[j], fields)
        loose = [a.places[0] for i, a in enumerate(found) if i not in pairs]
        self._counts["distractors all"] += len(self._gold.distractors)
        self._counts["distractors taken"] += sum(
            any(agreement(spans, [place]) > 0 for spans in loose for place in places)
            for places in self._gold.distractors
        )
        return pairs

    def _disputes(self) -> dict[int, int]:
        """Paired where two of who, about and words agree."""

        def fit(a: Item, b: Item) -> float:
            words = min(1, 2 * best_agreement(a, b))
            return (
                _SAME_SOURCE * self._named(a, b, "who")
                + _SAME_EVENT * self._is_same_event(a, b)
                + _SAME_SOURCE * words
            )

        return self._tally(Part.DISPUTES, fit, 0.999)

    def _attributions(self) -> dict[int, int]:
        pairs = self._worded(Part.ATTRIBUTIONS, "attributions strict")
        found, wanted = self._found.of(Part.ATTRIBUTIONS), self._gold.of(Part.ATTRIBUTIONS)
        for name in ("source", "cue", "content"):
            theirs = Counter(filter(None, (self._bare(name, item) for item in wanted)))
            ours = Counter(filter(None, (self._bare(name, item) for item in found)))
            right = sum((theirs & ours).values())
            self._count(f"exact {name}", right, ours.total() - right, theirs.total() - right)
        direct = {i for i, a in enumerate(found) if a.value("kind") == "direct"}
        wanted_direct = {j for j, b in enumerate(wanted) if b.value("kind") == "direct"}
        hit = {j for i, j in pairs.items() if j in wanted_direct}
        loose = sum(i not in pairs for i in direct)
        self._count("direct quotations", len(hit), loose, len(wanted_direct - hit))
        for i, j in pairs.items():
            self._field("attributions.source", self._same_source(found[i], wanted[j]))
            if j in wanted_direct:
                self._field("direct quotations.source", self._same_source(found[i], wanted[j]))
        return pairs

    def _worded(self, part: Part, strict: str) -> dict[int, int]:
        """Paired by their words; strictly by nearly all of them and the right speaker."""

        def is_free(a: Item) -> bool:
            return self._gold.negative or any(
                quiet.start <= span.start and span.end <= quiet.end
                for quiet in self._gold.quiet
                for span in a.places[0]
            )

        def right(a: Item, b: Item) -> bool:
            return self._same_source(a, b) if part == Part.ATTRIBUTIONS else self._named(a, b, "speaker")

        def fit(a: Item, b: Item) -> float:
            return best_agreement(a, b) + _TIE * right(a, b) + _TIE / 2 * self._is(a, b, "stance")

        pairs = self._tally(part, fit, OVERLAP, is_free)
        self._tally(
            part, lambda a, b: best_agreement(a, b) * right(a, b), STRICT, is_free, name=strict, tell=False
        )
        return pairs

    def _tally(
        self, part: Part, fit: Callable[[Item, Item], float], floor: float,
        is_free: Callable[[Item], bool] = lambda item: False, *, name: str = "", tell: bool = True,
    ) -> dict[int, int]:  # fmt: skip
        """Pairs one to one: as many as can be, required gold first, then the best fit."""
        found, wanted = self._found.of(part), self._gold.of(part)
        pairs = _pairs(found, wanted, fit, floor)
        hit = set(pairs.values())
        missed = [b for j, b in enumerate(wanted) if j not in hit and not b.optional]
        invented = [a for i, a in enumerate(found) if i not in pairs and not is_free(a)]
        task = name or part.value
        self._count(task, sum(not wanted[j].optional for j in hit), len(invented), len(missed))
        if tell:
            self._misses += [Miss(task, "missed", item, None) for item in missed]
            self._misses += [Miss(task, "invented", None, item) for item in invented]
        return pairs

    def _fields(self, task: str, found: Item, wanted: Item, names: Sequence[str]) -> None:
        for name in names:
            if name not in wanted.fields:
                continue
            ok = self._is(found, wanted, name)
            self._field(f"{task}.{name}", ok)
            if not ok:
                self._misses.append(Miss(task, name, wanted, found))

    def _is(self, found: Item, wanted: Item, name: str) -> bool:
        if name == "about":
            return self._is_same_event(found, wanted)
        if name == "target":
            return self._same_words(found, wanted, name)
        if name in _NAMES:
            return self._named(found, wanted, name)
        return found.value(name) in wanted.fields.get(name, ())

    def _named(self, found: Item, wanted: Item, name: str) -> bool:
        return is_named(found.value(name), wanted.fields.get(name, ()), self._gold.aliases)

    def _same_words(self, found: Item, wanted: Item, name: str) -> bool:
        """A target that is named alike, or of which half the letters are the same."""
        said = str(found.value(name) or "")
        alike = any(x and said and (said in str(x) or str(x) in said) for x in wanted.fields.get(name, ()))
        return alike or self._named(found, wanted, name)

    def _is_same_event(self, found: Item, wanted: Item) -> bool:
        about = found.value("about")
        return self._same.get(str(about)) in wanted.fields.get("about", (None,))

    def _same_source(self, found: Item, wanted: Item) -> bool:
        """Sources that share a character; by name where ours stands elsewhere ("he")."""
        if found.source and wanted.source and agreement(found.source, wanted.source) > 0:
            return True
        return self._named(found, wanted, "speaker")

    def _bare(self, name: str, item: Item) -> tuple[Span, ...]:
        """The spans without marks at the edges and without a leading "that"."""
        spans = {"source": item.source, "cue": item.cue, "content": item.places[0]}[name]
        text = self._gold.text
        bare: list[Span] = []
        for start, end in spans:
            while start < end and text[end - 1] in _ENDS:
                end -= 1
            while start < end and text[start] in _ENDS:
                start += 1
            if text[start : start + 5].lower() == "that ":
                start += 5
            if start < end:
                bare.append(Span(start, end))
        return tuple(_without_gaps(bare, text))

    def _count(self, task: str, right: int, invented: int, missed: int) -> None:
        self._counts[f"{task} right"] += right
        self._counts[f"{task} invented"] += invented
        self._counts[f"{task} missed"] += missed

    def _field(self, name: str, ok: bool) -> None:
        self._counts[f"{name} all"] += 1
        self._counts[f"{name} ok"] += ok


def _pairs(
    found: Sequence[Item], wanted: Sequence[Item], fit: Callable[[Item, Item], float], floor: float
) -> dict[int, int]:
    """The best one-to-one pairing; one more pair is worth more than any better fit."""
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for i, a in enumerate(found):
        for j, b in enumerate(wanted):
            value = fit(a, b)
            if value >= floor:
                graph.add_edge(
                    ("found", i), ("wanted", j), weight=round(1000 * value) + 10_000 * (not b.optional)
                )
    pairs = nx.max_weight_matching(graph, maxcardinality=True)
    return dict(_numbered(pairs))


def _numbered(pairs: set[tuple[tuple[str, int], tuple[str, int]]]) -> Iterator[tuple[int, int]]:
    for pair in sorted(tuple(sorted(pair)) for pair in pairs):
        (_, i), (_, j) = pair
        yield i, j


def _without_gaps(spans: Sequence[Span], text: str) -> Iterator[Span]:
    """Spans with nothing but blanks and marks between them are one."""
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and not text[last.end : span.start].strip(_ENDS):
            last = Span(last.start, span.end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
