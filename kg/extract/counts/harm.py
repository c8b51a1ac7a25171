"""The harm word that governs a counted phrase: before it, behind it, or over a list."""

from collections.abc import Mapping
from typing import Final

from kg.extract.counts.parts import Harm, Phrase
from kg.extract.counts.rules import CountRules
from kg.extract.counts.walking import REACH, next_part
from kg.extract.counts.words import Words

_HEDGING: Final = frozenset({"just", "only", "another", "also", "somewhere", "anywhere", "perhaps", "maybe"})


def harm_before(words: Words, phrase: Phrase, rules: CountRules) -> Harm | None:
    """``killed 12``, ``the deaths of 12``; the word stands directly before."""
    at = phrase.start - 1
    while at >= 0 and (
        words.tags[at] & {"possessive"} or words.low[at] in ("the", "another", "all", '"', "'")
    ):
        at -= 1
    if at < 0:
        return None
    if words.low[at] in ("of", "to", "among", "for") and at > 0:
        at -= at > 1 and words.low[at - 1] in ('"', "'")  # "'unintentional killing' of 61"
        of = words.phrase_ending(at - 1, rules.harm["-of"])
        if of is not None and (
            not {"of", "for"}.isdisjoint(words.low[at : phrase.start]) or of[1] == "injured"
        ):
            return Harm(of[1], (of[0], at), "count-of")
        return None
    if at > 0 and (words.low[at].endswith("ly") or words.low[at] in _HEDGING):
        at -= 1
    found = words.phrase_ending(at, rules.harm["-active"])
    if found is None or (found[0] > 0 and words.low[found[0] - 1] in ("those", "who")):
        return None
    return Harm(found[1], (found[0], at + 1), "count-object")


def _is_downed(words: Words, end: int) -> bool:
    """ "45 were shot down": drones and jets are, people are not."""
    return words.low[end - 1] == "shot" and words.low[end : end + 1] == ["down"]


def harm_after(
    words: Words, phrase: Phrase, phrases: Mapping[int, Phrase], rules: CountRules, *, reach: int = 7
) -> Harm | None:
    """``26 civilians dead``, ``45 civilians in two villages were killed``, ``five people died``."""
    behind = phrase.end + (phrase.end < len(words.low) and words.low[phrase.end] in ('"', ")"))
    at = _skip_adverbs(words, behind)
    if words.low[at : at + 1] == ["whose"]:  # "470 people whose deaths it counts"
        told = words.phrase(at + 1, rules.harm["noun"])
        return None if told is None else Harm(told[1], (at + 1, told[0]), "count-passive")
    for role in ("state", "passive"):
        found = words.phrase(at, rules.harm[role])
        if found is not None:
            if _takes_object(words, found[0], phrases) or _is_downed(words, found[0]):
                return None
            if phrase.noun.kind == "elided" and _before_things(words, found[0]):
                return None
            both = words.phrase(at, rules.harm["passive"])
            end, harm = both if both is not None and both[0] > found[0] else found
            return Harm(harm, (at, end), "count-state")
    if (among := among_harmed(words, at, rules)) is not None:
        return among
    present: Harm | None = None
    walk: int | None = behind
    for _ in range(reach):
        if walk is None or walk >= len(words.low):
            break
        state = words.phrase(walk, rules.harm["state"]) if walk > behind else None
        if state is not None and words.tags[walk - 1] & {"person", "kind"}:  # "25 rebels and 3 soldiers dead"
            return (
                None
                if _takes_object(words, state[0], phrases)
                else Harm(state[1], (walk, state[0]), "count-state")
            )
        found_harm, blocked = _chain(words, walk, phrases, rules)
        if blocked:
            return None
        if found_harm is not None:
            if found_harm.harm != "present":
                return found_harm
            present = present or found_harm
        behind_clause = _after_relative(words, walk, phrases, rules)
        walk = behind_clause if behind_clause is not None else next_part(words, walk, phrases, rules)
    return present


def among_harmed(words: Words, at: int, rules: CountRules) -> Harm | None:
    """``11 civilians among the 47 dead``."""
    if at < len(words.low) and words.low[at] == "among":
        for index in range(at + 1, min(at + 6, len(words.low))):
            told = words.phrase(index, rules.harm["state"])
            if told is not None:
                return Harm(told[1], (index, told[0]), "count-state")
    return None


def _chain(
    words: Words, at: int, phrases: Mapping[int, Phrase], rules: CountRules
) -> tuple[Harm | None, bool]:
    """What the verb group that begins here tells; True where it is denied or takes an object of its own."""
    be, last = False, at
    present: Harm | None = None
    for index in range(at, min(at + 9, len(words.low))):
        if index < last:
            continue
        tags = words.tags[index]
        happens = words.phrase(index, rules.harm["happens"])
        if happens is not None:
            harm = Harm(happens[1], (index, happens[0]), "count-passive")
            if harm.harm != "present":
                return harm, False
            be = True
            if _stays(words, happens[0]):
                present = harm
        if be or index == at:
            passive = words.phrase(index, rules.harm["passive"])
            if passive is None and be:
                passive = words.phrase(index, rules.harm["state"])
            if passive is not None:
                if not be and _takes_object(words, passive[0], phrases):
                    return None, True
                return Harm(passive[1], (index, passive[0]), "count-passive"), False
            if "held" in tags and "shields" in words.low[index + 1 : index + 9]:
                return Harm("trapped", (index, index + 1), "count-passive"), False
        if be and (among := among_harmed(words, index, rules)) is not None:
            return among, False
        if "aux" in tags or "belief" in tags or words.low[index] in ("left", "being"):
            be = True
        elif (odds := words.phrase(index, rules.small["odds"])) is not None:
            last = odds[0]  # "were more likely than not killed"
        elif not (
            tags & {"have", "adverb", "relative"}
            or words.low[index].endswith("ly")
            or (be and words.low[index] == '"')
        ):
            break
    if not be and _active_perfect(words, at, rules):
        return None, True
    return present, False


def _stays(words: Words, at: int) -> bool:
    """``remain in the city``; not "remain missing"."""
    if at >= len(words.low) or not words.low[at].isalpha():
        return True
    return bool(words.tags[at] & {"prep", "adverb", "conj", "stop"}) or words.low[at].endswith("ly")


def _before_things(words: Words, at: int) -> bool:
    """``five trapped cats``, ``19 detained cargo ships``: the harm word describes things."""
    for index in range(at, min(at + 2, len(words.low))):
        word = words.low[index]
        if words.tags[index] or not word.isalpha() or words.is_upper(index):
            return False
        if word.endswith("s") and not word.endswith("ss"):
            return True
    return False


def _active_perfect(words: Words, at: int, rules: CountRules) -> bool:
    """``strikes have killed``: what stands before is not the harmed."""
    index = at
    while index < len(words.low) and words.tags[index] & {"have", "adverb"}:
        index += 1
    return index > at and words.phrase(index, rules.harm["active"]) is not None


def _after_relative(words: Words, at: int, phrases: Mapping[int, Phrase], rules: CountRules) -> int | None:
    """ "One man, who had entered the area, was killed": behind a clause that itself tells no harm."""
    if "relative" in words.tags[at] and words.low[at + 2 : at + 3] and words.low[at + 2].endswith("ing"):
        return _after_doing(words, at, rules)
    if words.low[at] != "," or at + 1 >= len(words.low) or "relative" not in words.tags[at + 1]:
        return None
    end = next((i for i in range(at + 2, min(at + 2 + REACH, len(words.low))) if words.low[i] == ","), None)
    if end is None or end + 1 >= len(words.low) or _chain(words, at + 2, phrases, rules)[0] is not None:
        return None
    verb = words.tags[end + 1] & {"aux", "have"} or words.phrase(end + 1, rules.harm["happens"])
    return end + 1 if verb else None


def _after_doing(words: Words, at: int, rules: CountRules) -> int | None:
    """ "12 people who were waiting for water were killed": the verb behind what they were doing."""
    for index in range(at + 3, min(at + REACH, len(words.low) - 1)):
        tags = words.tags[index]
        if words.low[index] in ",;.!?\n" or "relative" in tags:
            return None
        if "aux" in tags:
            told = words.phrase(_skip_adverbs(words, index + 1), rules.harm["passive"])
            return index if told is not None else None
    return None


def _skip_adverbs(words: Words, at: int) -> int:
    for _ in range(3):
        if at < len(words.low) and (
            words.low[at].endswith("ly")
            or words.tags[at] & {"belief"}
            or words.low[at] in ("being", "also", "more")
        ):
            at += 1
    return at


def _takes_object(words: Words, at: int, phrases: Mapping[int, Phrase]) -> bool:
    """A counted noun stands behind: the harm word is a verb in the active voice."""
    if at >= len(words.low):
        return False
    if at in phrases:
        return True
    if "det" in words.tags[at]:
        return any(words.tags[i] & {"person", "kind"} for i in range(at + 1, min(at + 4, len(words.low))))
    return bool(words.tags[at] & {"person"})
