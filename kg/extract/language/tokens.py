"""Words and marks of one sentence, with what is quoted or named in it made opaque."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Generic, NamedTuple, TypeVar

from kg.extract.language.quotes import Quote
from kg.extract.values import frozen
from kg.text import cut

_Value = TypeVar("_Value")
# Inside quotations no cue and no speaker is looked for; this character stands for what is quoted.
OPAQUE = "\ue000"
_TOKEN = re.compile(rf"((?:[A-Za-z]\.){{2,}}|\w++(?:['&/-]\w+|,\d{{3}}\b|\.\d+)*+|{OPAQUE}+|[^\w\s])")


class Token(NamedTuple):
    """One word or mark; ``low`` is its lower-case form."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        """True for words and numbers, False for marks."""
        return self.text[0].isalnum() or self.text[0] == "_"

    @property
    def is_capital(self) -> bool:
        """True where the word begins with a capital, or with an article before one: "al-Hariri"."""
        return self.text[0].isupper() or (self.text[2:3] == "-" and self.text[3:4].isupper())


@frozen
class Tokens:
    """The tokens of one sentence, found again by offset; ``starts`` and ``lows`` hold one value for each."""

    items: tuple[Token, ...]
    starts: tuple[int, ...]
    lows: tuple[str, ...]

    def at(self, offset: int) -> int:
        """Index of the first token that starts at or after ``offset``; the length if there is none."""
        return bisect_left(self.starts, offset)

    def low(self, index: int) -> str:
        """The lower-case token, or "" outside the sentence."""
        return self.lows[index] if 0 <= index < len(self.lows) else ""


class Phrasebook(Generic[_Value]):
    """Phrases looked up in a token stream in one pass: the longest phrase that begins at a token."""

    def __init__(self, phrases: Mapping[str, _Value]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], _Value]]] = {}
        for phrase, value in phrases.items():
            words = tokenize(phrase.lower(), 0, len(phrase)).lows
            self._by_first.setdefault(words[0], []).append((words, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, tokens: Tokens) -> Iterator[tuple[int, int, _Value]]:
        """Each phrase as first token, token after the last, and value; without overlap, in order."""
        lows, by_first, done = tokens.lows, self._by_first, 0
        for at in [index for index, low in enumerate(lows) if low in by_first]:
            if at < done:
                continue
            for words, value in by_first[lows[at]]:
                last = at + len(words)
                if len(words) == 1 or lows[at:last] == words:
                    yield at, last, value
                    done = last
                    break


def mask_quotes(folded: str, quotes: Sequence[Quote]) -> str:
    """The folded text with the words of every quotation replaced, marks kept, length kept."""
    parts: list[str] = []
    last = 0
    for quote in quotes:
        parts.append(folded[last : quote.inner.start])
        parts.append(OPAQUE * (quote.inner.end - quote.inner.start))
        last = quote.inner.end
    parts.append(folded[last:])
    return "".join(parts)


def tokenize(masked: str, start: int, end: int) -> Tokens:
    """Words, numbers and marks between ``start`` and ``end``.

    >>> [token.text for token in tokenize("U.S. officials said 2,000 fled.", 0, 31).items]
    ['U.S.', 'officials', 'said', '2,000', 'fled', '.']
    """
    texts, starts, ends = cut(masked, start, end, _TOKEN)
    lows = tuple(map(str.lower, texts))
    # half of the time of ``Token(...)``, which is a function of Python around this one
    items = map(tuple.__new__, repeat(Token), zip(starts, ends, texts, lows, strict=True))
    return Tokens(tuple(items), tuple(starts), lows)
