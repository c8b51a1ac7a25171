"""The notation of attributions, "VIA quoted|cited SOURCE as [SAYING] WORDS", read into its parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from kg.extract.values import frozen


class Slot(StrEnum):
    """What a part in capitals stands for; data/rules/en/attributions.toml explains each."""

    SOURCE = "SOURCE"
    OWNER = "OWNER"
    VIA = "VIA"
    SAYING = "SAYING"
    WHEN = "WHEN"
    WORDS = "WORDS"
    CLAUSE = "CLAUSE"
    QUOTE = "QUOTE"
    COUNT = "COUNT"


CONTENTS = frozenset([Slot.WORDS, Slot.CLAUSE, Slot.QUOTE, Slot.COUNT])


@frozen
class Part:
    """One part: ``words`` of which one must stand there, a ``slot``, a ``gap`` of words, or a ``group``.

    ``words`` holds "" where the sentence may begin or end instead. ``endings`` are those of words that end
    with one of them. ``in_cue`` and ``in_source`` tell which brackets the part stands in.
    """

    words: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    slot: Slot | None = None
    gap: int = 0
    group: tuple["Part", ...] = ()
    optional: bool = False
    in_cue: bool = False
    in_source: bool = False


@frozen
class Line:
    """A line on both sides of ``anchor``, the word of the cue from which a match is looked for.

    ``needs`` are sets of words: a sentence in which the line holds has one of each.
    """

    before: tuple[Part, ...]
    anchor: Part
    after: tuple[Part, ...]
    needs: tuple[frozenset[str], ...]


def parse(text: str, lists: Mapping[str, frozenset[str]]) -> tuple[Part, ...]:
    """The parts of a line of notation; ``lists`` are the word lists that "<name>" can mean.

    >>> [part.slot or sorted(part.words) for part in parse("SOURCE was|were [told] that? WORDS", {})]
    [<Slot.SOURCE: 'SOURCE'>, ['was', 'were'], ['told'], ['that'], <Slot.WORDS: 'WORDS'>]

    Raises:
        ValueError: a bracket is open, a list is unknown, or no word stands in the cue.
    """
    parts = _Reader(text, lists).read()
    if not any(part.in_cue and part.words and not part.optional for part in parts):
        raise ValueError(f"{text!r}: no word stands in [ ], where the cue is")
    slots = [part.slot for part in parts if part.slot in CONTENTS]
    places = [place for place, part in enumerate(parts) if part.slot in CONTENTS]
    if len(slots) > 1 or any(place not in (0, len(parts) - 1) for place in places):
        raise ValueError(f"{text!r}: what is said stands once, at the beginning or at the end")
    return parts


class _Reader:
    """One line of notation on its way to parts."""

    def __init__(self, text: str, lists: Mapping[str, frozenset[str]]) -> None:
        for mark in "()[]{}":
            text = text.replace(mark, f" {mark} ")
        self._items = text.replace(") ?", ")?").split()
        self._text = text.strip()
        self._lists = lists
        self._open: list[str] = []

    def read(self) -> tuple[Part, ...]:
        parts = tuple(self._until(None))
        if self._open:
            raise ValueError(f"{self._text!r}: {self._open[-1]!r} is never closed")
        return parts

    def _until(self, close: str | None) -> Iterator[Part]:
        while self._items:
            item = self._items.pop(0)
            if item in ("[", "{"):
                self._open.append(item)
            elif item in ("]", "}"):
                if not self._open or self._open.pop() != ("[" if item == "]" else "{"):
                    raise ValueError(f"{self._text!r}: {item!r} closes nothing")
            elif item == "(":
                yield self._mark(self._group())
            elif close is not None and item.startswith(close):
                self._items.insert(0, item)
                return
            else:
                yield self._mark(self._part(item))

    def _group(self) -> Part:
        inner = tuple(self._until(")"))
        if not self._items:
            raise ValueError(f"{self._text!r}: '(' is never closed")
        return Part(group=inner, optional=self._items.pop(0) == ")?")

    def _mark(self, part: Part) -> Part:
        return replace(part, in_cue="[" in self._open, in_source="{" in self._open)

    def _part(self, item: str) -> Part:
        optional = item.endswith("?") and item != "?"
        item = item.removesuffix("?") if optional else item
        if item in Slot.__members__:
            return Part(slot=Slot(item), optional=optional)
        if item.startswith("..") and item[2:].isdigit():
            return Part(gap=int(item[2:]))
        words: set[str] = set()
        endings: list[str] = []
        for word in item.split("|"):
            if word.startswith("<") and word.endswith(">"):
                if word[1:-1] not in self._lists:
                    raise ValueError(f"{self._text!r}: there is no list {word}")
                words |= self._lists[word[1:-1]]
            elif word.startswith("*"):
                endings.append(word[1:])
            else:
                words.add("" if word in ("^", "$") else word)
        return Part(frozenset(words), tuple(endings), optional=optional)


def anchored(parts: Sequence[Part]) -> Line:
    """The line of these parts. Its anchor is, of the words in the cue that must be there, the one whose
    shortest wording is longest, because long words are rare.
    """
    needed = [at for at, part in enumerate(parts) if part.in_cue and part.words and not part.optional]
    anchor = max(needed, key=lambda at: min(map(len, parts[at].words)))
    needs = [part.words for part in parts if not (part.optional or part.endings or "" in part.words)]
    return Line(tuple(parts[:anchor]), parts[anchor], tuple(parts[anchor + 1 :]), tuple(filter(None, needs)))
