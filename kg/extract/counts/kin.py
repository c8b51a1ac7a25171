"""People counted by kinship: "a schoolteacher and his three sons" are four."""

from typing import Final

from kg.extract.counts.number_rules import Number
from kg.extract.counts.numbers import read_number
from kg.extract.counts.parts import Noun, Phrase
from kg.extract.counts.rules import CountRules
from kg.extract.counts.words import Words
from kg.model import Who
from kg.vocab import Qualifier

_OWNERS: Final = frozenset({"his", "her", "their"})
_LONGEST: Final = 3  # words between "a" and what joins the kin to it


def read_kin(words: Words, at: int, rules: CountRules) -> Phrase | None:
    """The phrase that begins with the "a" or "an" at a token; None where no counted kin follows."""
    family = _family_of(words, at, rules)
    if family is not None:
        return family
    end = _first(words, at + 1)
    total, joined = 1, False
    while end is not None:
        link = _link(words, end)
        found = _kin(words, link, rules) if link is not None else None
        if found is None:
            break
        joined = joined or "and" in words.low[end:link]
        end, total = found[0], total + found[1]
    if end is None or not joined:
        return None
    number = Number(at, at + 1, "plain", Qualifier.EXACTLY, total, total, total)
    return Phrase(at, end, number, Noun(end, "person", who=Who.PEOPLE, who_at=(at, end)))


def _family_of(words: Words, at: int, rules: CountRules) -> Phrase | None:
    """ "a family of six", "a displaced family of 7 persons": so many people."""
    of = next((i for i in range(at + 2, min(at + 5, len(words.low))) if words.low[i] == "of"), None)
    if of is None or of + 1 >= len(words.low) or words.phrase(of - 1, rules.small["kindred"]) is None:
        return None
    number = read_number(words, of + 1, rules.numbers)
    if number is None or number.value is None:
        return None
    person = words.phrase(number.end, rules.people)
    end = person[0] if person is not None and person[1].startswith("person") else number.end
    counted = Number(at, at + 1, "plain", Qualifier.EXACTLY, number.value, number.value, number.value)
    return Phrase(at, end, counted, Noun(end, "person", who=Who.PEOPLE, who_at=(at, end)))


def _first(words: Words, at: int) -> int | None:
    """Behind the person whose kin follow: at most three words without a mark."""
    for end in range(at + 1, min(at + 1 + _LONGEST, len(words.low))):
        if _link(words, end) is not None:
            return end
        if not words.low[end][0].isalpha():
            return None
    return None


def _link(words: Words, at: int) -> int | None:
    """Behind ", ", "and" or ", and", where a possessive or "two of his" follows."""
    start = at
    while at < len(words.low) and at - start < 2 and words.low[at] in (",", "and", "with"):
        at += 1
    return at if at > start and not _OWNERS.isdisjoint(words.low[at : at + 3]) else None


def _kin(words: Words, at: int | None, rules: CountRules) -> tuple[int, int] | None:
    """ "his wife", "her two young daughters", "three of his children": where it ends, and how many."""
    if at is None or at >= len(words.low):
        return None
    count = 1
    if words.low[at] not in _OWNERS:
        number = read_number(words, at, rules.numbers)
        if number is None or number.value is None or words.low[number.end : number.end + 1] != ["of"]:
            return None
        at, count = number.end + 1, number.value
    at += 1
    counted = read_number(words, at, rules.numbers) if at < len(words.low) else None
    if counted is not None and counted.value is not None:
        at, count = counted.end, counted.value
    for end in range(at, min(at + 2, len(words.low))):
        if "kin" in words.tags[end]:
            return (end + 1, count) if count > 1 or not words.low[end].endswith(("s", "children")) else None
    return None
