"""Where a sentence goes on behind an aside, a list or a phrase that stands after the counted."""

from collections.abc import Mapping
from typing import Final

from kg.extract.counts.parts import Phrase
from kg.extract.counts.rules import CountRules
from kg.extract.counts.words import Words

REACH: Final = 14  # tokens that such a part may hold
_OBJECTS: Final = frozenset({"it", "them", "him", "her"})
_END: Final = frozenset(";.!?\n")


def next_part(words: Words, at: int, phrases: Mapping[int, Phrase], rules: CountRules) -> int | None:
    """Where the sentence goes on behind an aside, a list or a prepositional phrase; None where nowhere."""
    low, tags = words.low, words.tags
    mark = low[at]
    if mark in ("(", "–"):
        close = ")" if mark == "(" else "–"
        return next((i + 1 for i in range(at + 1, min(at + REACH, len(low))) if low[i] == close), None)
    if mark == ",":
        if at + 1 >= len(low):
            return None
        if (item := _item(words, at + 1, phrases)) is not None:
            return item
        if tags[at + 1] & {"relative", "aux", "have"} or words.phrase(at + 1, rules.harm["happens"]):
            return at + 1
        bare = phrases[at + 1].noun.kind == "elided" if at + 1 in phrases else True
        if low[at + 1] == "aged" or (low[at + 1].isdigit() and bare):
            return _verb(words, at + 1, rules, over=",")  # their ages
        if words.is_upper(at + 1):
            return _after_names(words, at + 1)
        aside = words.phrase(at + 1, rules.small["aside"])
        return None if aside is None else _after_aside(words, at + 1)
    if mark in ("and", "or", "plus", "&"):
        return _item(words, at + 1, phrases)
    if mark == "as" and low[at : at + 3] == ["as", "well", "as"]:
        return _item(words, at + 3, phrases)
    if words.phrase(at, rules.small["subset"]) is not None:
        return _after_aside(words, at)
    if "relative" in tags[at]:
        return _verb(words, at + 1, rules)
    if "prep" in tags[at] and ("stop" not in tags[at] or low[at] == "than"):
        return _verb(words, at + 1, rules)
    if tags[at] & {"happens", "adverb"} or (
        mark.endswith("ing") and not tags[at]
    ):  # "boys gathering firewood"
        return _verb(words, at + 1, rules)
    return None


def _item(words: Words, at: int, phrases: Mapping[int, Phrase]) -> int | None:
    """The end of the next member of a list: "and five soldiers"."""
    low = words.low
    if at < len(low) and low[at] == "and":
        at += 1
    while at < len(low) and ("possessive" in words.tags[at] or low[at] in ("another", "the")):
        at += 1
    item = phrases.get(at)
    if item is not None:
        if item.noun.kind == "part":  # ", four of them children, were killed"; not ", 42 of whom were killed"
            return item.end if item.end < len(low) and low[item.end] == "," else None
        return None if item.noun.kind == "elided" else item.end
    if at < len(low) and words.tags[at] & {"person", "kind"}:
        return at + 1
    if at < len(low) and low[at] in ("a", "an"):
        ends = range(at + 2, min(at + 5, len(low)))
        return next(
            (i for i in ends if words.tags[i] & {"aux", "have", "happens"} or low[i] in (",", "and")), None
        )
    return None


def _after_names(words: Words, at: int) -> int | None:
    """``Two journalists, Ali Jad and Omar Sal, were``: the verb behind the names."""
    for index in range(at, min(at + REACH, len(words.low) - 1)):
        if words.low[index] in _END:
            return None
        if words.low[index] == "," and words.tags[index + 1] & {"aux", "have"}:
            return index + 1
    return None


def _after_aside(words: Words, at: int) -> int | None:
    for index in range(at + 1, min(at + REACH, len(words.low))):
        if words.low[index] in _END:
            return None
        if words.low[index] == ",":
            return index + 1
        if "aux" in words.tags[index] or words.low[index] in ("has", "have", "had"):
            return index
    return None


def _verb(words: Words, at: int, rules: CountRules, *, over: str = "") -> int | None:
    """The next verb group of the clause that a prepositional phrase opens."""
    for index in range(at, min(at + REACH, len(words.low))):
        tags, word = words.tags[index], words.low[index]
        if word in _OBJECTS and (words.low[index - 1] == "to" or "prep" in words.tags[index - 1]):
            continue  # "in a building next to it were"
        if word in _END or ("stop" in tags and "relative" not in tags):
            return None
        if word == over:
            continue
        if word in (",", "(") or "aux" in tags or word in ("has", "have", "had"):
            return index
        if words.phrase(index, rules.harm["happens"]) is not None:
            return index
    return None
