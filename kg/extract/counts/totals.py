"""The harm of a number that stands apart from its noun: running totals, lives claimed, captives taken."""

from typing import Final

from kg.extract.counts.parts import Harm, Phrase
from kg.extract.counts.rules import CountRules
from kg.extract.counts.words import Words

_REACH: Final = 24
_END: Final = frozenset(";.!?\n")
_BARE: Final = frozenset(["total", "tally", "count", "figure", "range", "estimate", "number"])


def harm_of_total(
    words: Words, phrase: Phrase, rules: CountRules, *, of: tuple[str, ...] = ()
) -> tuple[Harm | None, bool] | None:
    """``the death toll has risen to 85``, ``the number of civilians killed ... to 685``.

    None where there is no such wording; (None, True) where a total of something said before is meant.
    The second member is True where the total names no harm. ``of``: counted things that may stand for a harm.
    """
    at = phrase.start - 1
    # "lists a minimum of 1,420", "arrives at 3,037", "lowered this to 31"
    tallied = at >= 2 and any("tallying" in words.tags[i] for i in _verbs_before(words, at))
    otherwise = (None, True) if tallied else None
    if at < 0 or "link" not in words.tags[at]:
        return otherwise
    named = _harmed_before(words, at, rules)
    if named is not None:
        return named, False
    for index in range(at, max(at - _REACH, -1), -1):
        if words.low[index] in _END:
            return otherwise
        noun = words.phrase(index, rules.harm["noun"])
        if noun is not None and words.has(noun[0], noun[0] + 1, "rises"):  # "civilian deaths rose to 1,523"
            return Harm(noun[1], (index, noun[0]), "count-total"), False
        if "count" not in words.tags[index]:
            continue
        toll = words.phrase_ending(index, rules.harm["-toll"])
        if toll is not None:
            return Harm(toll[1], (toll[0], index + 1), "count-total"), False
        if index + 1 < len(words.low) and words.low[index + 1] == "of":
            return _number_of(words, index + 2, phrase.start, rules, of), False
        if words.low[index] in _BARE:
            return None, True
    return otherwise


def _harmed_before(words: Words, at: int, rules: CountRules) -> Harm | None:
    """``put the dead at 11``, ``the wounded were 20``: the harmed, named as a group right before the link."""
    if at < 2 or words.low[at - 2] != "the" or "among" in words.low[max(at - 4, 0) : at - 2]:
        return None
    found = words.phrase(at - 1, rules.harm["state"])
    is_number = words.low[at] == "at" or "aux" in words.tags[at]
    return Harm(found[1], (at - 1, at), "count-total") if found and found[0] == at and is_number else None


def _verbs_before(words: Words, at: int) -> tuple[int, ...]:
    """Where a verb of counting can stand before a bare number."""
    if words.low[at] not in ("at", "to"):
        return (at,)
    return (at - 1, at - 2) if words.low[at - 1] in ("this", "that", "it") else (at - 1,)


def _number_of(words: Words, start: int, end: int, rules: CountRules, of: tuple[str, ...]) -> Harm | None:
    for index in range(start, end):
        counted = words.phrase(index, rules.counted)
        if counted is not None and counted[1] in of:
            return Harm(counted[1], (index, counted[0]), "count-total")
        if counted is not None and counted[1] == "report":
            return None
        for role in ("noun", "passive", "active", "state", "happens"):
            found = words.phrase(index, rules.harm[role])
            if found is not None and found[0] <= end:
                return Harm(found[1], (index, found[0]), "count-total")
    return None


def harm_of_claims(words: Words, phrase: Phrase, rules: CountRules) -> Harm | None:
    """``claimed 12 lives``; of people only where somebody claims or loses them."""
    at = phrase.start - 1
    if at < 0 or phrase.noun.kind in ("part", "family"):
        return None
    is_taken = words.has(phrase.end - 1, phrase.end + 1, "captured")  # "taking 16 others prisoner"
    if "captive" in words.tags[phrase.end - 1] or is_taken:
        found = words.phrase_ending(at, rules.harm["-takes"])
        return None if found is None else Harm(found[1], (found[0], at + 1), "count-claims")
    found = words.phrase_ending(at, rules.harm["-claims"])
    is_lives = words.low[phrase.end - 1] == "lives"
    if (
        found is None
        or phrase.noun.kind != "person"
        or not (is_lives or words.low[at].startswith(("claim", "los")))
    ):
        return None
    return Harm(found[1], (found[0], at + 1), "count-claims")
