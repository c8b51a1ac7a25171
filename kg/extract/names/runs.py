"""Runs of capitalised words, the raw material of names that no registry knows."""

from collections.abc import Container, Iterator

from kg.extract.names.aliases import Tokens
from kg.extract.names.words import NameWords

_MOST_PARTICLES = 2
_MOST_WORDS = 12  # longer runs are tables or shouting; the bound keeps reading linear


def find_runs(tokens: Tokens, taken: Container[int], words: NameWords) -> Iterator[tuple[int, int]]:
    """First and last index of each run, in order, without overlap; words in ``taken`` end a run.

    Particles ("al", "von"), hyphens, apostrophes and initials are inside a run, as in
    "Suleiman al - Amr", "Mazar-i-Sharif", "Zeid Ra'ad" and "John R. Allen".
    """
    done = 0
    for index in [i for i, word in enumerate(tokens.words) if word[0].isupper()]:
        if index < done or not _may_open(tokens, index, taken, words):
            continue
        first = last = index
        while last - first < _MOST_WORDS and (step := _next(tokens, last, taken, words)) is not None:
            last = step
        before = first - 1
        if before >= 0 and before not in taken and _is_article(tokens, before, words):
            first = before
        yield first, last
        done = last + 1


def is_name_word(tokens: Tokens, index: int, words: NameWords) -> bool:
    """A capitalised word that may stand in a name."""
    word = tokens.words[index]
    return word[0].isupper() and word.lower() not in words.breakers


def _may_open(tokens: Tokens, index: int, taken: Container[int], words: NameWords) -> bool:
    if index in taken or not is_name_word(tokens, index, words):
        return False
    opens_sentence = index == 0 or tokens.gap(index) not in (" ", "-", "'")
    return not (opens_sentence and tokens.lower(index) in words.not_names)


def _next(tokens: Tokens, last: int, taken: Container[int], words: NameWords) -> int | None:
    """The next word of the run, particles jumped over, or None where the run ends."""
    index = last + 1
    for _ in range(_MOST_PARTICLES + 1):
        if index >= len(tokens.words) or index in taken or not _joined(tokens, index, words):
            return None
        joined_by, word = tokens.gap(index), tokens.words[index]
        if is_name_word(tokens, index, words) or (joined_by == "'" and word != "s"):
            return index
        if joined_by == "-" and word[0].isupper():  # "al-Hajj" is a name, "the Hajj" is none
            return index
        if tokens.words[index] not in words.particles:
            return None
        index += 1
    return None


def _joined(tokens: Tokens, index: int, words: NameWords) -> bool:
    gap, before = tokens.gap(index), tokens.words[index - 1]
    if gap in (" ", "-", "'"):
        return True
    if gap in (". ", "."):
        return (len(before) == 1 and before.isupper()) or before.lower() in words.abbreviations
    return gap == " - " and before.lower() in words.particles


def _is_article(tokens: Tokens, index: int, words: NameWords) -> bool:
    """The lower-case "al-" right before a run."""
    return tokens.words[index] in words.particles and tokens.gap(index + 1) in ("-", " - ")
