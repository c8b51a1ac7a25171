"""Hints around a figure: what kind of tally it belongs to, how far a report got, whether it happened."""

from typing import Final

from kg.extract.counts.parts import Harm, Phrase
from kg.extract.counts.rules import CountRules
from kg.extract.counts.words import Words
from kg.vocab import Tally, Unit

_REACH: Final = 26
_CLAUSE: Final = frozenset({",", ";", "and", "but", ".", "\n", "that"})
_STANDING: Final = frozenset({Unit.PRESENT, Unit.TRAPPED, Unit.MISSING, Unit.OPEN_ALLEGATIONS})


def found_in(words: Words, start: int, end: int, tag: str, rules: CountRules) -> int | None:
    """The first token in the window where a wording of this tag begins."""
    table, start = rules.small[tag], max(start, 0)
    if table.keys().isdisjoint(words.low[start : max(end, 0)]):
        return None
    for index in range(start, min(end, len(words.low))):
        if words.low[index] in table and words.phrase(index, table) is not None:
            return index
    return None


def tally_of(
    words: Words,
    phrase: Phrase,
    harm: Harm,
    unit: Unit,
    rules: CountRules,
    *,
    first: bool,
    contrast: bool,
    after: int,
) -> Tally | None:
    """The kind of tally that the wording around a figure gives; None where it gives none.

    ``first``: no other figure stands before in the sentence. ``contrast``: one of another harm does, or any
    in the sentence, so that "another" sets them apart.
    ``after``: the token where the next number begins.
    """
    start, number_end = phrase.start, phrase.number.end
    end = max(phrase.end, harm.at[1])
    until = min(end + _REACH, max(after, end))
    if found_in(words, end, until, "taken-back", rules) is not None and (
        found_in(words, end, until, "reported-before", rules) is not None
    ):
        return Tally.WITHDRAWAL
    if found_in(words, start, until, "unreported", rules) is not None:
        return Tally.ADDITION
    added = words.has(start - 1, start + 2, "addition-before") or words.has(
        number_end, phrase.end + 1, "addition-after"
    )
    if added and not contrast:
        return Tally.ADDITION
    if unit in _STANDING:
        return Tally.STANDING
    since = found_in(words, start, until, "cumulative", rules)
    if since is None and (first or harm.frame == "count-total"):
        back = start - _REACH if first else min(harm.at[0], start) - 5
        since = found_in(words, back, start, "cumulative", rules)
    is_raised = (
        harm.frame == "count-total" and found_in(words, start - _REACH, start, "raises", rules) is not None
    )
    return Tally.CUMULATIVE if since is not None or is_raised else None


def unit_of_reports(
    words: Words, start: int, end: int, rules: CountRules, *, credible: bool, after: int
) -> Unit | None:
    """Whether reports were found credible, are open, or neither; None where they are not about harm."""
    back, until = max(start - 10, 0), min(end + 18, len(words.low))
    near = min(until, after)
    topic = any(
        words.has(*window, "allegation-topic") for window in ((start, end), (end, until), (back, start))
    )
    is_named = words.low[end - 1].startswith(("report", "allegation"))
    told_open = "open" in words.low[start:end] or found_in(words, end, near, "open", rules) is not None
    if not (topic or (is_named and told_open)):
        return None
    if found_in(words, start, near, "incredible", rules) is not None:
        return Unit.ALLEGATIONS
    if credible or found_in(words, start, near, "credible", rules) is not None:
        return Unit.CREDIBLE_ALLEGATIONS
    is_open = found_in(words, end, near, "open", rules) is not None or (
        found_in(words, back, start, "open", rules) is not None
    )
    return Unit.OPEN_ALLEGATIONS if is_open or "open" in words.low[start:end] else Unit.ALLEGATIONS


def is_hypothetical(words: Words, start: int, end: int, rules: CountRules) -> bool:
    """Told as what would or could be, or was taken back; ``start``: the number, or its harm word before."""
    clause = next(
        (at for at in range(end, min(end + 12, len(words.low))) if words.low[at] in _CLAUSE), end + 12
    )
    if found_in(words, end, min(clause, len(words.low)), "superseded", rules) is not None:
        return True
    if words.low[max(start - 3, 0) : start] == [",", "not", "the"]:
        return True  # "20 died, not the 14 that were reported"
    back = start
    while back > max(start - 10, 0) and words.low[back - 1] not in _CLAUSE:
        back -= 1
    return found_in(words, back, min(end + 6, len(words.low)), "hypothetical", rules) is not None
