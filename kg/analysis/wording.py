"""Finds runs of words that stand in quotation marks in one article and again in another."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.queries import Result
from kg.text import fold

MIN_WORDS = 4
_WORD = re.compile(r"\w+(?:['-]\w+)*")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where the words stand: characters of the article's text, end exclusive, and whether in quotes."""

    article: str
    start: int
    end: int
    exact: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A run of words, folded to lower case, and all its places in two or more articles."""

    words: str
    places: tuple[Place, ...]

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles, sorted, each once."""
        return tuple(sorted({place.article for place in self.places}))


@dataclass(frozen=True, slots=True)
class _Passage:
    article: str
    offset: int
    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    quoted: tuple[bool, ...]


def recurring_wording(result: Result, *, min_words: int = MIN_WORDS) -> tuple[Recurrence, ...]:
    """The longest runs that recur across articles, longest first, from the answer of recurring-wording.

    A run counts where all its words stand in quotation marks in at least one article. Case and
    the form of quotation marks, dashes and blanks make no difference.

    Raises:
        QueryError: the answer is not one of recurring-wording.
    """
    passages = _passages(result)
    places: defaultdict[tuple[str, ...], set[Place]] = defaultdict(set)
    for one, first, other, second, length in _runs(passages, min_words):
        run = one.words[first : first + length]
        found = [_place(one, first, length), _place(other, second, length)]
        if any(place.quoted for place in found):
            places[run].update(found)
    recurrences = [Recurrence(" ".join(run), tuple(sorted(found))) for run, found in places.items()]
    return tuple(sorted(recurrences, key=lambda item: (-item.words.count(" "), item.words)))


def _passages(result: Result) -> list[_Passage]:
    article, start, text = (result.index(name) for name in ("article", "passage_start", "passage"))
    found = {(str(row[article]), int(str(row[start])), str(row[text])) for row in result.rows}
    return [_passage(*item) for item in sorted(found)]


def split_quoted(text: str) -> tuple[tuple[str, tuple[int, int], bool], ...]:
    """The words of a text, folded to lower case, each with its characters and whether it stands in quotes.

    >>> split_quoted('He said "No".')
    (('he', (0, 2), False), ('said', (3, 7), False), ('no', (9, 11), True))
    """
    folded = fold(text)
    # An odd number of marks before a word means that it stands inside: unbalanced ones run on.
    return tuple(
        (match[0].casefold(), match.span(), folded.count('"', 0, match.start()) % 2 == 1)
        for match in _WORD.finditer(folded)
    )


def _passage(article: str, offset: int, text: str) -> _Passage:
    found = split_quoted(text)
    words, spans = tuple(word for word, _, _ in found), tuple(span for _, span, _ in found)
    return _Passage(article, offset, text, words, spans, tuple(quoted for _, _, quoted in found))


def _runs(passages: Sequence[_Passage], min_words: int) -> Iterator[tuple[_Passage, int, _Passage, int, int]]:
    """Pairs of places in two articles with the same words, each run as long as it goes."""
    for starts in _grams(passages, min_words).values():
        for number, (one, first) in enumerate(starts):
            for other, second in starts[number + 1 :]:
                if one.article == other.article or _same(one, first - 1, other, second - 1):
                    continue
                length = _length(one, first, other, second)
                if length >= min_words:
                    yield one, first, other, second, length


def _grams(
    passages: Sequence[_Passage], min_words: int
) -> Mapping[tuple[str, ...], list[tuple[_Passage, int]]]:
    grams: defaultdict[tuple[str, ...], list[tuple[_Passage, int]]] = defaultdict(list)
    for passage in passages:
        for start in range(len(passage.words) - min_words + 1):
            grams[passage.words[start : start + min_words]].append((passage, start))
    return grams


def _same(one: _Passage, first: int, other: _Passage, second: int) -> bool:
    """True where both places are in range, hold one word, and agree on standing in quotes or not."""
    if min(first, second) < 0 or first >= len(one.words) or second >= len(other.words):
        return False
    inside = one.quoted[first] or other.quoted[second]
    return inside and one.words[first] == other.words[second]


def _length(one: _Passage, first: int, other: _Passage, second: int) -> int:
    length = 0
    while _same(one, first + length, other, second + length):
        length += 1
    return length


def _place(passage: _Passage, first: int, length: int) -> Place:
    start, end = passage.spans[first][0], passage.spans[first + length - 1][1]
    return Place(
        passage.article,
        passage.offset + start,
        passage.offset + end,
        passage.text[start:end],
        all(passage.quoted[first : first + length]),
    )
