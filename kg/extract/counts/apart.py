"""The harm of people whose number stands apart from it: among those told, in a list of names, compared."""

from typing import Final

from kg.extract.counts.harm import among_harmed
from kg.extract.counts.parts import Harm, Phrase
from kg.extract.counts.rules import CountRules
from kg.extract.counts.words import Words

_NAMES: Final = 16


def is_compared(words: Words, phrase: Phrase, rules: CountRules) -> bool:
    """``34 were killed, up from 27``, ``137 deaths, compared to 98 in May``: a bare number of the same."""
    if phrase.noun.kind != "elided" or phrase.number.kind != "plain":
        return False
    starts = range(max(phrase.start - 4, 0), phrase.start)
    found = (words.phrase(index, rules.small["compared"]) for index in starts)
    return any(item is not None and item[0] == phrase.start for item in found)


def harm_after_among(words: Words, phrase: Phrase, rules: CountRules) -> Harm | None:
    """``Among those killed in the strikes were two children``."""
    if phrase.start == 0 or "aux" not in words.tags[phrase.start - 1]:
        return None
    for index in range(phrase.start - 2, max(phrase.start - _NAMES, -1), -1):
        if words.low[index] == "among":
            return among_harmed(words, index, rules)
    return None


def harm_near(words: Words, phrase: Phrase, rules: CountRules) -> tuple[Harm, int | None] | None:
    """``a family died, including three children``: the harm of people that no number counts."""
    for index in range(phrase.start - 1, max(phrase.start - 18, -1), -1):
        for role in ("passive", "happens", "active", "state"):
            found = words.phrase(index, rules.harm[role])
            if found is not None:
                return Harm(found[1], (index, found[0]), "count-subset"), None
    return None


def harm_after_names(words: Words, phrase: Phrase, rules: CountRules) -> Harm | None:
    """``killed Abu Khalid, his wife and their four children``: a list that begins with names."""
    if phrase.noun.kind not in ("person", "family", "others") or phrase.start == 0:
        return None
    if not ("possessive" in words.tags[phrase.start - 1] or words.low[phrase.start - 1] in ("and", ",")):
        return None
    for index in range(phrase.start - 1, max(phrase.start - _NAMES, -1), -1):
        found = words.phrase_ending(index, rules.harm["-active"])
        if found is None and words.low[index].startswith("los"):
            found = words.phrase_ending(index, rules.harm["-claims"])
        if found is not None:
            return Harm(found[1], (found[0], index + 1), "count-list")
        in_name = words.is_upper(index) or words.low[index] in (",", "aged") or words.low[index].isdigit()
        if not (in_name or words.tags[index] & {"person", "kind", "det", "possessive", "conj"}):
            return None
    return None
