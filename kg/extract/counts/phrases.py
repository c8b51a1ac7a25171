"""The counted phrases of a sentence: numbers with their nouns, where they are not dates, ages or money."""

from dataclasses import replace
from typing import Final

from kg.extract.counts.kin import read_kin
from kg.extract.counts.nouns import read_noun, said_to_be
from kg.extract.counts.number_rules import Number
from kg.extract.counts.numbers import bounds, read_number, upper_after
from kg.extract.counts.parts import Noun, Phrase
from kg.extract.counts.rules import CountRules
from kg.extract.counts.words import Words
from kg.model import Who
from kg.vocab import Qualifier

_YEARS: Final = range(1900, 2100)


def find_phrases(words: Words, rules: CountRules) -> dict[int, Phrase]:
    """Phrases by their first token, in order and without overlap."""
    found: dict[int, Phrase] = {}
    at, size, tags = 0, len(words.low), words.tags
    while at < size:
        word = words.low[at]
        if not ("number" in tags[at] or word[0].isdigit() or "-" in word or word in ("others", "another")):
            at += 1
            continue
        phrase = _read(words, at, rules)
        if phrase is None or phrase.end <= at:
            at += 1
        else:
            if phrase.noun.end >= 0:
                found[phrase.start] = phrase
            at = phrase.end
    _join_parts(words, found)
    return found


def _read(words: Words, at: int, rules: CountRules) -> Phrase | None:
    """The phrase at a token; None where there is no number, or where it counts something else."""
    if words.low[at] in ("others", "another"):
        return _others(words, at)
    kin = read_kin(words, at, rules) if words.low[at] in ("a", "an") else None
    if kin is not None:
        return kin
    number = read_number(words, at, rules.numbers)
    if number is None:
        return _single(words, at, rules) if words.low[at] in ("a", "an") else None
    if _is_something_else(words, number):
        return None
    noun_read = read_noun(words, number, rules)
    if (
        noun_read is not None
        and noun_read.kind == "elided"
        and at > 0
        and words.low[at - 1] in ("whom", "which")
    ):
        noun_read = said_to_be(words, number.end, rules)  # "of whom 551 were children"
    noun_read = noun_read or _unknown_people(words, number, rules)
    if noun_read is None:
        part = _of_number(words, number)
        return Phrase(at, number.end, number, part, of_next=True) if part is not None else None
    if _is_date(words, number, noun_read) or _is_ratio(words, at, max(noun_read.end, number.end)):
        return None
    number, end = _hedge_behind(words, number, noun_read, rules)
    number, end = _most_behind(words, number, end, rules)
    return Phrase(at, end, number, noun_read)


def _unknown_people(words: Words, number: Number, rules: CountRules) -> Noun | None:
    """ "killed 19 men, including two shadow governors": people of a trade that no rule knows."""
    start = next(
        (i for i in range(number.start - 1, max(number.start - 3, -1), -1) if words.low[i] == ","), -1
    )
    people = words.tags[start - 1] & {"person", "kind"} if start > 0 else None
    if not people or "subset" not in words.tags[number.start - 1] or number.value is None:
        return None
    for at in range(number.end, min(number.end + 4, len(words.low))):
        word = words.low[at]
        if words.tags[at] or not word.isalpha() or words.is_upper(at):
            return None
        behind = words.low[at + 1] if at + 1 < len(words.low) else "."
        if word.endswith("s") and (not behind[0].isalpha() or words.tags[at + 1]):
            return Noun(at + 1, "person", who=Who.PEOPLE, who_at=(number.end, at + 1))
    return None


def _others(words: Words, at: int) -> Phrase | None:
    """``injured others``, ``wounded another``; not "another 61" and not "another strike"."""
    noun = Noun(at + 1, "others", who_at=(at, at + 1))
    if words.low[at] == "others":
        return Phrase(at, at + 1, Number(at, at + 1, "others", Qualifier.APPROXIMATELY), noun)
    behind = words.tags[at + 1] if at + 1 < len(words.low) else frozenset({"conj"})
    is_mark = at + 1 < len(words.low) and not words.low[at + 1][0].isalnum()
    if not (is_mark or behind & {"conj", "prep", "aux", "passive", "adverb"}):
        return None
    return Phrase(at, at + 1, Number(at, at + 1, "article", Qualifier.EXACTLY, 1, 1, 1), noun)


def _single(words: Words, at: int, rules: CountRules) -> Phrase | None:
    number = Number(at, at + 1, "article", Qualifier.EXACTLY, 1, 1, 1)
    noun = read_noun(words, number, rules)
    if noun is None or noun.kind != "person" or noun.who_at is None:
        return None
    is_single = "kind" in words.tags[noun.who_at[1] - 1] or "person" not in words.tags[noun.who_at[1] - 1]
    return Phrase(at, noun.end, number, noun) if is_single else None


def _is_something_else(words: Words, number: Number) -> bool:
    """Money, shares, times, ages, ordinals, labels: numbers that count no people."""
    low, tags, start, end = words.low, words.tags, number.start, number.end
    if number.words or number.kind != "plain":
        if number.kind == "vague" and start > 0 and "reject" in tags[start - 1]:
            return True  # "how many people"
        return end < len(low) and ("measure" in tags[end] or low[end] == "%")
    if start > 0:
        before = low[start - 1]
        if "money" in tags[start - 1] or "reject" in tags[start - 1]:
            return True
        if before in ":/." and words.ends[start - 1] == words.starts[start]:
            return True
    if end < len(low):
        touching = words.starts[end] == words.ends[end - 1]
        return "measure" in tags[end] or low[end] == "%" or (touching and low[end] in ":/")
    return False


def _is_date(words: Words, number: Number, noun: Noun) -> bool:
    """``March 17``, ``17 March``, ``in 2016``; "in March 17 people" is a count."""
    start, end = number.start, number.end
    if number.value is None or number.words or number.qualifier != Qualifier.EXACTLY:
        return False
    if end < len(words.low) and "month" in words.tags[end] and words.is_upper(end):
        return True
    month = start - 2 if start > 1 and words.low[start - 1] == "." else start - 1
    if month >= 0 and number.value <= 31 and "month" in words.tags[month] and words.is_upper(month):
        return noun.kind in ("elided", "strike", "report") or (month > 0 and words.low[month - 1] != "in")
    is_plain_year = number.value in _YEARS and "," not in words.low[start]
    return is_plain_year and noun.kind in ("elided", "strike", "report") and not _is_total(words, start)


def _is_ratio(words: Words, start: int, end: int) -> bool:
    """``nine reports out of ten``: neither number counts anything."""
    low, tags = words.low, words.tags
    if low[max(start - 2, 0) : start] == ["out", "of"] and end < len(low):
        return not low[end][0].isalpha() or bool(tags[end] & {"prep", "aux", "conj"}) or low[end] == "as"
    if low[end : end + 2] != ["out", "of"] or end + 3 >= len(low) or "number" not in tags[end + 2]:
        return False
    return not low[end + 3][0].isalpha() or low[end + 3] == "as"


def _is_total(words: Words, start: int) -> bool:
    return start > 0 and words.low[start - 1] in ("to", "at", "reached", "was")


def _of_number(words: Words, number: Number) -> Noun | None:
    """``13 of 37 reports``: the noun stands with the second number."""
    at = number.end
    if number.kind not in ("plain", "vague") or at + 1 >= len(words.low):
        return None
    if words.low[at] not in ("of", "out") or (words.low[at] == "out" and words.low[at + 1] != "of"):
        return None
    at += 1 if words.low[at] == "of" else 2
    while at < len(words.low) and "det" in words.tags[at]:
        at += 1
    if at >= len(words.low) or not (words.low[at][0].isdigit() or "number" in words.tags[at]):
        return None
    return Noun(number.end, "elided")


def _hedge_behind(words: Words, number: Number, noun: Noun, rules: CountRules) -> tuple[Number, int]:
    """``30 people or more``."""
    end = max(noun.end, number.end)
    behind = words.phrase(end, rules.numbers.phrases["after"])
    if (
        behind is None
        or number.value is None
        or number.qualifier != Qualifier.EXACTLY
        or number.kind != "plain"
    ):
        return number, end
    qualifier = Qualifier(behind[1])
    least, most = bounds(qualifier, number.value)
    return replace(number, qualifier=qualifier, min=least, max=most), behind[0]


def _most_behind(words: Words, number: Number, end: int, rules: CountRules) -> tuple[Number, int]:
    """``at least 12 children and possibly as many as 19 were dead``; not ``... as many as 19 soldiers``."""
    if number.value is None or number.qualifier != Qualifier.AT_LEAST:
        return number, end
    last, most = upper_after(words, end, number.value, rules.numbers)
    behind = words.tags[last] if last < len(words.low) else frozenset({"aux"})
    if most is None or not behind & {"aux", "have", "passive", "conj", "prep"}:
        return number, end
    between = replace(number, qualifier=Qualifier.BETWEEN, value=None, min=number.value, max=most)
    return between, last


def _follows(words: Words, part: Phrase, whole: Phrase) -> bool:
    between = range(part.end, whole.start)
    return all(words.low[i] in ("of", "out") or "det" in words.tags[i] for i in between)


def _join_parts(words: Words, found: dict[int, Phrase]) -> None:
    """Give each "13 of" the noun of the phrase after it; drop it where none follows."""
    previous: Phrase | None = None
    for start, phrase in reversed(list(found.items())):
        if phrase.of_next:
            near = previous is not None and _follows(words, phrase, previous)
            if previous is None or not near:
                del found[start]
                continue
            bare = previous.noun.kind == "elided"  # "Ten of the 19 died"
            end = previous.end if bare else phrase.end
            found[start] = phrase = replace(phrase, noun=replace(previous.noun, end=end), end=end)
        previous = phrase
