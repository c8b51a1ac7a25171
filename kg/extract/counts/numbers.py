"""Numbers as English news prints them: digits, words, ranges, round plurals, with their hedges.

What a number counts is not decided here; see ``counts``. The wordings are data: numbers.toml.
"""

import re
from typing import Final

from kg.extract.counts.number_rules import Number, NumberRules
from kg.extract.counts.words import Words
from kg.vocab import Qualifier

_DIGITS: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d)?)(?:-(\d{1,3}(?:,\d{3})+|\d{1,9}))?")
_MILLION: Final = 1_000_000
_MAX: Final = 100 * _MILLION


def bounds(qualifier: Qualifier, value: int) -> tuple[int | None, int | None]:
    """Fewest and most that the wording allows; None where it sets no limit.

    >>> bounds(Qualifier.MORE_THAN, 100), bounds(Qualifier.LESS_THAN, 2000)
    ((101, None), (None, 1999))
    """
    match qualifier:
        case Qualifier.EXACTLY:
            return value, value
        case Qualifier.AT_LEAST:
            return value, None
        case Qualifier.MORE_THAN:
            return value + 1, None
        case Qualifier.UP_TO:
            return None, value
        case Qualifier.LESS_THAN:
            return None, value - 1
        case _:
            return None, None


def read_number(words: Words, start: int, rules: NumberRules) -> Number | None:
    """The number whose printed form, hedge first, begins at this token; None where none does."""
    low = words.low
    if low[start] in rules.starts:
        seconds = rules.starts[low[start]]
        if seconds is not None and (start + 1 >= len(low) or low[start + 1] not in seconds):
            return None
    elif not low[start][0].isdigit() and "-" not in low[start]:
        return None
    if low[start] == "over" and start > 0 and low[start - 1] in rules.phrases["particle"]:
        return None
    at, hedge = start, None
    if not low[start][0].isdigit():
        at, hedge = _hedge(words, start, rules)
        special = _special(words, start, at, rules)
        if special is not None:
            return special
    first = _value(words, at, rules)
    if first is None:
        return _between(words, start, rules)
    end, low_value, high, is_round = first
    if high is None:
        end, high = _range(words, start, end, low_value, rules)
    if high is None and hedge == Qualifier.AT_LEAST:
        end, high = upper_after(words, end, low_value, rules)
    if high is not None:
        if not low_value < high:
            return None
        return Number(start, end, "plain", Qualifier.BETWEEN, min=low_value, max=high)
    if low[end : end + 3] == ["(", str(low_value), ")"]:  # "five (5)"
        end += 3
    after = _phrase(words, end, rules, "after")
    if after is not None and hedge is None:
        end, hedge = after[0], Qualifier(after[1])
    qualifier = hedge or (Qualifier.APPROXIMATELY if is_round else Qualifier.EXACTLY)
    least, most = bounds(qualifier, low_value)
    spelled = not low[at][0].isdigit()
    return Number(start, end, "plain", qualifier, low_value, least, most, words=spelled)


def _hedge(words: Words, start: int, rules: NumberRules) -> tuple[int, Qualifier | None]:
    at, hedge = start, None
    for _ in range(2):  # "at least another", "a total of more than"
        begun = at
        found = _phrase(words, at, rules, "hedge") if hedge is None else None
        if found is not None:
            at, hedge = found[0], Qualifier(found[1])
        for name in ("opening", "filler") if at == start or hedge else ("opening",):
            filler = _phrase(words, at, rules, name) if name == "opening" or at > start else None
            if filler is not None:
                at = filler[0]
        if at == begun:
            break
    return at, hedge


def _special(words: Words, start: int, at: int, rules: NumberRules) -> Number | None:
    approximately = Qualifier.APPROXIMATELY
    if _phrase(words, at, rules, "round") is None and _phrase(words, at, rules, "phrase") is None:
        vague = _phrase(words, at, rules, "vague")
        if vague is not None:
            return Number(start, vague[0], "vague", approximately, takes_of=vague[1] == "of")
    share = _phrase(words, at, rules, "fraction")
    if share is not None and share[0] < len(words.low) and words.low[share[0]] == "of":
        return Number(start, share[0], "share", approximately)
    if at > start:
        return None
    nobody = _phrase(words, at, rules, "nobody")
    if nobody is not None:
        return Number(start, nobody[0], "nobody", Qualifier.EXACTLY, 0, 0, 0)
    zero = _phrase(words, at, rules, "zero")
    if zero is not None:
        return Number(start, zero[0], "zero", Qualifier.EXACTLY, 0, 0, 0)
    return None


def _value(words: Words, at: int, rules: NumberRules) -> tuple[int, int, int | None, bool] | None:
    """End, value, high end of a hyphenated range, and whether the word is round by nature ("a dozen")."""
    if at >= len(words.low):
        return None
    for name in ("round", "phrase"):
        found = _phrase(words, at, rules, name)
        if found is not None:
            return found[0], int(found[1]), None, name == "round"
    if words.low[at][0].isdigit():
        return _digits(words, at, rules)
    spelled = _spelled(words, at, rules)
    return None if spelled is None else (*spelled, None, False)


def _digits(words: Words, at: int, rules: NumberRules) -> tuple[int, int, int | None, bool] | None:
    match = _DIGITS.fullmatch(words.low[at])
    if match is None or at >= len(words.low):
        return None
    number, high, end = match[1].replace(",", ""), match[2], at + 1
    while "," not in match[1] and len(number) < 8 and _is_group(words, end, at, number):
        number, end = number + words.low[end], end + 1
    multiplier = rules.multipliers.get(words.low[end], 1) if end < len(words.low) else 1
    if "." in number and multiplier == 1:
        return None
    value = round(float(number) * multiplier)
    top = int(high.replace(",", "")) * multiplier if high else None
    if value > _MAX or (top is not None and top > _MAX):
        return None
    return end + (multiplier > 1), value, top, False


def _is_group(words: Words, end: int, at: int, number: str) -> bool:
    """The token is a group of three digits set off by a single blank: 1 169."""
    return (
        end < len(words.low)
        and len(words.low[end]) == 3
        and words.low[end].isdigit()
        and len(words.low[at]) <= 3
        and "." not in number
        and words.starts[end] == words.ends[end - 1] + 1
        and not (at > 0 and "month" in words.tags[at - 1])
    )


def _spelled(words: Words, at: int, rules: NumberRules) -> tuple[int, int] | None:
    total, current, end, low = 0, 0, at, words.low
    for index in range(at, min(at + 12, len(low))):
        word = low[index]
        if word in rules.multipliers and current:
            multiplier = rules.multipliers[word]
            current *= multiplier
            if multiplier > 100:
                total, current = total + current, 0
        elif (value := _unit(word, rules)) is not None:
            if current and not _fits(current, value):
                break
            current += value
        elif word == "and" and end > at and low[index - 1] in rules.multipliers:
            if index + 1 >= len(low) or _unit(low[index + 1], rules) is None:
                break
            continue
        else:
            break
        end = index + 1
    if end == at or total + current > _MAX or low[end - 1] == "and":
        return None
    return end, total + current


def _fits(current: int, value: int) -> bool:
    return (current % 100 == 0 and value < 100) or (current % 10 == 0 and current % 100 > 10 and value < 10)


def _unit(word: str, rules: NumberRules) -> int | None:
    value = rules.values.get(word)
    if value is None and "-" in word:
        tens, _, ones = word.partition("-")
        left, right = rules.values.get(tens), rules.values.get(ones)
        if left is not None and right is not None and left % 10 == 0 and left >= 20 and right < 10:
            return left + right
    return value


def _range(words: Words, start: int, end: int, value: int, rules: NumberRules) -> tuple[int, int | None]:
    """``10 to 15``, ``seven or eight``, ``100–150``; not ``rose from 10 to 15``, ``since May 27 to 346``."""
    low = words.low
    if end + 1 >= len(low) or low[end] not in ("to", "or", "–", "-"):
        return end, None
    if (
        start > 0
        and low[end] == "to"
        and (low[start - 1] in ("from", "by") or "month" in words.tags[start - 1])
    ):
        return end, None
    second = _value(words, end + 1, rules)
    if second is None or second[2] is not None or not value < second[1]:
        return end, None
    if _is_year(value) and _is_year(second[1]):
        return end, None
    return second[0], second[1]


def upper_after(words: Words, end: int, value: int, rules: NumberRules) -> tuple[int, int | None]:
    """``at least 10, possibly as many as 15,``: the most of a number that has a least; None without one."""
    at, low = end, words.low
    while at < len(low) and at < end + 2 and low[at] in (",", "and", "but", "or"):
        at += 1
    found = _phrase(words, at, rules, "upper")
    second = _value(words, found[0], rules) if found is not None else None
    if second is None or second[2] is not None or not value < second[1]:
        return end, None
    closes = low[end] == "," and low[second[0] : second[0] + 1] == [","]
    return second[0] + closes, second[1]


def _between(words: Words, start: int, rules: NumberRules) -> Number | None:
    if words.low[start] not in ("between", "anywhere"):
        return None
    at = start + (2 if words.low[start] == "anywhere" else 1)
    first = _value(words, at, rules)
    if first is None or first[0] >= len(words.low) or words.low[first[0]] not in ("and", "to", "–"):
        return None
    second = _value(words, first[0] + 1, rules)
    if second is None or not first[1] < second[1] or (_is_year(first[1]) and _is_year(second[1])):
        return None
    return Number(start, second[0], "plain", Qualifier.BETWEEN, min=first[1], max=second[1])


def _is_year(value: int) -> bool:
    return 1900 <= value <= 2099


def _phrase(words: Words, at: int, rules: NumberRules, name: str) -> tuple[int, str] | None:
    return words.phrase(at, rules.phrases[name])
