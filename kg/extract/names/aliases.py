"""Finding the registry's names in tokens: longest match, whole words, case as printed.

Every alias is laid out once as a path of words in nested dictionaries, so that a look-up costs as many
steps as the name has words. Spellings that follow by rule (capitals of headlines, "U.S." for "US",
"al-" for "Al", accents left out) are laid out too and never displace a spelling somebody wrote down.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kg.registry import Campaign, Mark, Registry, Row
from kg.text import cut

_WORD = re.compile(r"([^\W_]+)")
_SMALL_WORD = re.compile(r"(?<![\w'])[a-z]\w*")
_HEAD = re.compile(r"(\w+)[ -]")
_GAPS = {
    **dict.fromkeys((" ", "-", " - ", ".-", "–", " – ", "\n", "  ", "- ", " -"), "-"),
    **dict.fromkeys((".", ". "), "."),
    **dict.fromkeys(("'", " '", "' "), "'"),
    "/": "/", " / ": "/", ", ": ",", " , ": ",", "&": "&", " & ": "&",
}  # fmt: skip
_END = ""  # a key that no word has: what a path that ends here names
_ARTICLES = frozenset({"al", "ar", "as", "ash", "ad", "an", "at", "az", "el", "es"})
_SMALL = frozenset({"of", "for", "the", "in", "and", "on", "to", "a", "al", "i"})
_DOTTED = {"US": "U.S.", "UN": "U.N.", "UK": "U.K.", "UAE": "U.A.E."}
_SHORT = re.compile(rf"\b({'|'.join(_DOTTED)})\b")


@dataclass(slots=True)
class Tokens:
    """The words of one span: parallel lists of words and their first and last offsets."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it; two blanks before the first."""
        return self.text[self.ends[index - 1] : self.starts[index]] if index > 0 else "  "

    def lower(self, index: int) -> str:
        """The word in lower case, "" outside the span."""
        return self.words[index].lower() if 0 <= index < len(self.words) else ""


class Owners(NamedTuple):
    """What a run of words names: rows with their marks, or the country of an adjective."""

    rows: tuple[tuple[Row, Mark], ...]
    adjective_of: str | None


class Match(NamedTuple):
    """Words ``first`` to ``last`` (inclusive indices) name what the owners say."""

    first: int
    last: int
    owners: Owners


@lru_cache(maxsize=4)
def alias_index(registry: Registry) -> "AliasIndex":
    """The index of a registry, laid out once."""
    return AliasIndex(registry)


def tokenise(folded: str, start: int, end: int) -> Tokens:
    """The words between two offsets: runs of letters and digits."""
    return Tokens(folded, *cut(folded, start, end, _WORD))


class AliasIndex:
    """All names of a registry, ready for look-up."""

    def __init__(self, registry: Registry) -> None:
        self._paths: dict[str, dict[str, object]] = {}
        written = {
            words: Owners(tuple(pair for pair in rows if not isinstance(pair[0], Campaign)), None)
            for words, rows in registry.owners.items()
        }
        adjectives = {word: Owners((), country) for word, country in registry.adjectives.items()}
        named = {
            words: owners
            for words, owners in {**adjectives, **written}.items()
            if owners.rows or words in adjectives
        }
        for words, owners in named.items():
            self._lay(words, owners)
        for words, owners in named.items():
            for spelling in dict.fromkeys(_spellings(words)):
                if spelling != words:
                    self._lay(spelling, owners)

    def starts(self) -> Mapping[str, object]:
        """Every word that opens a name."""
        return self._paths

    def longest(self, tokens: Tokens, first: int) -> Match | None:
        """The longest name that opens at this word."""
        node = self._paths.get(tokens.words[first])
        best: Match | None = None
        index = first
        while node is not None:
            owners = node.get(_END)
            if isinstance(owners, Owners) and not _goes_on(tokens.text, tokens.ends[index]):
                best = Match(first, index, owners)
            index += 1
            if index == len(tokens.words):
                break
            gap = _GAPS.get(tokens.gap(index))
            step = node.get(gap + tokens.words[index]) if gap is not None else None
            node = step if isinstance(step, dict) else None
        return best

    def _lay(self, words: str, owners: Owners) -> None:
        parts = _WORD.split(words)  # gap, word, gap, word, ..., gap
        if len(parts) == 1:
            return
        node = self._paths.setdefault(parts[1], {})
        for index in range(3, len(parts), 2):
            gap = _GAPS.get(parts[index - 1], "-")
            step = node.setdefault(gap + parts[index], {})
            assert isinstance(step, dict)
            node = step
        node.setdefault(_END, owners)


def _goes_on(text: str, end: int) -> bool:
    """True where an apostrophe joins more letters to the word, save a genitive s."""
    if text[end : end + 1] != "'" or not text[end + 1 : end + 2].isalpha():
        return False
    return not (text[end + 1] in "sS" and not text[end + 2 : end + 3].isalnum())


def _spellings(words: str) -> Iterator[str]:
    variants = [words]
    if _SHORT.search(words):
        variants.append(_SHORT.sub(lambda match: _DOTTED[match[0]], words))
    if "efence" in words:
        variants += [v.replace("Defence", "Defense").replace("defence", "defense") for v in variants]
    if not words.isascii():
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
        if len(plain) >= len(words) - words.count("-") and plain != words:
            variants.append(plain)
    head = _HEAD.match(words)
    if head is not None and head[1].lower() in _ARTICLES:
        variants += [head[1].lower() + words[head.end(1) :], head[1].title() + words[head.end(1) :]]
    for variant in variants:
        yield variant
        yield variant[0].upper() + variant[1:]
        yield _SMALL_WORD.sub(lambda m: m[0] if m[0] in _SMALL else m[0].capitalize(), variant)
        if len(words) >= 4 and not variant.isupper():
            yield variant.upper()
