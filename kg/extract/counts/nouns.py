"""The noun phrase after a number: whom or what it counts, as far as the noun says it."""

from dataclasses import dataclass
from typing import Final

from kg.extract.counts.number_rules import Number
from kg.extract.counts.parts import Noun, NounKind
from kg.extract.counts.rules import CountRules
from kg.extract.counts.words import Words
from kg.model import Who

_MODIFIERS: Final = 6
_NOTHING: Final = Noun(-1, "elided")
"""Something that is no figure."""
_STOPS: Final = frozenset([
    "aux", "have", "prep", "conj", "stop", "det",
    "relative", "subset", "active", "passive", "happens", "takes",
])  # fmt: skip
_QUOTES: Final = frozenset("\"'[]")
_MARKS: Final = frozenset("-,;:.()–?!\n%$£€&/|#@")


def read_noun(words: Words, number: Number, rules: CountRules) -> Noun | None:
    """The noun phrase that the number counts; None where it counts something that is no figure."""
    at, low = number.end, words.low
    if at < len(low) and low[at] == "of":
        after = _skip_determiners(words, at + 1)
        part = words.phrase(at + 1, rules.small["partitive"])
        if (part is not None and low[part[0] - 1] not in ("those", "these")) or _ends(words, part):
            return said_to_be(words, part[0], rules) if part else None
        if not (number.takes_of or number.kind in ("share", "nobody", "plain")):
            return None
        if number.kind == "plain" and after == at + 1 and not _is_number(words, after):
            return None
        noun = _phrase(words, after, rules)
        if number.kind == "plain" and noun is not None and noun.kind == "strike":
            return None
        return None if noun is None or noun.kind == "elided" else noun
    were = _were(words, number, rules)
    if were is not None:
        return were
    if number.takes_of and at < len(low) and not _is_harm(words, at, rules):
        noun = _phrase(words, at, rules)
        return noun if noun is None or noun.kind in ("elided", "person", "others") else None
    return _phrase(words, at, rules)


def said_to_be(words: Words, end: int, rules: CountRules) -> Noun:
    """``of them children``, ``of whom were women``: the part with what it is said to be."""
    at = end
    while at < len(words.low) and (
        words.tags[at] & {"aux", "det"} or words.low[at] in (",", "reportedly", "to", "those", "of")
    ):
        at += 1
    person = _person(words, at, rules) if at < len(words.low) else None
    if person is None and at + 1 < len(words.low) and not words.tags[at] and words.low[at].isalpha():
        person = _person(words, at + 1, rules)  # "seven of them foreign nationals"
    if person is None:
        said = words.low[end + 1 : end + 2] if end < len(words.low) and "aux" in words.tags[end] else []
        return Noun(end, "part", who=Who.PEOPLE if said in (["a"], ["an"]) else None)
    return _with_and(words, Noun(person[0], "part", person[2], (at, person[0])), rules)


def _were(words: Words, number: Number, rules: CountRules) -> Noun | None:
    """ "Eight were children.": a part of those counted before, and nothing else in its clause."""
    first, at = number.start, number.end
    opens = first == 0 or words.low[first - 1] in _MARKS | _QUOTES or words.low[first - 1] in ("that", "and")
    if number.kind != "plain" or not opens or at >= len(words.low) or words.low[at] not in ("were", "was"):
        return None
    noun = said_to_be(words, at, rules)
    ends = noun.end >= len(words.low) or not words.low[noun.end][0].isalnum()
    return noun if noun.who_at is not None and ends else None


def _ends(words: Words, part: tuple[int, str] | None) -> bool:
    if part is None:
        return False
    at = part[0]
    return at >= len(words.low) or words.low[at] in _MARKS or bool(words.tags[at] & {"aux", "have", "det"})


def _is_number(words: Words, at: int) -> bool:
    return at < len(words.low) and (words.low[at][0].isdigit() or "number" in words.tags[at])


def _is_harm(words: Words, at: int, rules: CountRules) -> bool:
    return any(words.phrase(at, rules.harm[role]) for role in ("state", "passive", "happens"))


def _skip_determiners(words: Words, at: int) -> int:
    while at < len(words.low) and "det" in words.tags[at]:
        at += 1
    return at


@dataclass(slots=True)
class _Walk:
    """What was passed on the way to the head of the noun phrase."""

    start: int
    at: int
    unknown: int = 0
    more: bool = False
    credible: bool = False
    inserted: bool = False
    before: Who | None = None
    state: tuple[str, tuple[int, int]] | None = None


def _phrase(words: Words, start: int, rules: CountRules) -> Noun | None:
    walk = _Walk(start, start)
    for _ in range(_MODIFIERS + 3):
        if walk.at >= len(words.low):
            break
        head = _thing(words, walk, rules) or _people(words, walk, rules)
        if head is not None:
            return None if head is _NOTHING else head
        if not _pass(words, walk, rules):
            break
    if walk.unknown > 0 or walk.credible or walk.before is not None:
        return None
    return Noun(walk.at if walk.more else start, "elided", more=walk.more)


def _thing(words: Words, walk: _Walk, rules: CountRules) -> Noun | None:
    """The head, where it is a harm, a strike or a report."""
    at = walk.at
    harm = words.phrase(at, rules.harm["noun"])
    if harm is not None and (words.low[harm[0] - 1].endswith("s") or not _is_other(words, harm[0], rules)):
        return _harm_noun(words, at, harm, rules, walk.credible)
    counted = words.phrase(at, rules.counted)
    if counted is not None and counted[1] == "blocker":
        return _NOTHING
    if counted is None or _heads_on(words, counted[0], rules):
        return None
    kind: NounKind = "strike" if counted[1] == "strike" else "report"
    return Noun(counted[0], kind, harm_at=(at, counted[0]), credible=walk.credible, more=walk.more)


def _people(words: Words, walk: _Walk, rules: CountRules) -> Noun | None:
    """The head, where it is a noun of people; None where it only stands before another noun."""
    person = _person(words, walk.at, rules)
    if person is None:
        return None
    end, tag, who = person
    if walk.before is not None and who == Who.PEOPLE:
        who = walk.before
    follow = _follows(words, end, rules)
    harm = words.phrase(end, rules.harm["noun"]) if follow == "harm" else None
    if harm is not None:
        return _harm_noun(words, end, harm, rules, walk.credible, who=who, who_at=(walk.at, end))
    if follow:
        return None
    if tag == "kind" and _is_other(words, end, rules):
        return _NOTHING
    is_others = words.low[walk.at] in ("others", "other")
    kind: NounKind = "others" if is_others else "family" if tag == "family" else "person"
    harmed, harm_at = walk.state or (None, None)
    closed = end + (walk.inserted and words.low[end : end + 1] == [")"])
    noun = Noun(closed, kind, who, (walk.at, end), harm=harmed, harm_at=harm_at, more=walk.more)
    return _with_and(words, noun, rules)


def _pass(words: Words, walk: _Walk, rules: CountRules) -> bool:
    """Step over one modifier; False where none stands here."""
    at, word, tags = walk.at, words.low[walk.at], words.tags[walk.at]
    person, state = _person(words, at, rules), words.phrase(at, rules.harm["state"])
    is_inserted = word == "(" and words.low[at + 2 : at + 3] == [")"]
    if word in _QUOTES or (is_inserted and _person(words, at + 1, rules) is not None):
        walk.inserted = walk.inserted or is_inserted
    elif person is not None:
        walk.at, walk.before = person[0], person[2]
        return True
    elif state is not None:
        if not _leads_to_person(words, state[0], rules):
            return False
        walk.state, walk.at = (state[1], (at, state[0])), state[0]
        return True
    elif word in ("more", "additional", "further", "other", "another"):
        walk.more = True
    elif "credible" in tags:
        walk.credible = True
    elif not _is_participle(words, at, rules):
        if not _is_modifier(words, at, walk.start) or walk.unknown >= _MODIFIERS:
            return False
        walk.unknown += 1
    walk.at += 1
    return True


def _is_participle(words: Words, at: int, rules: CountRules) -> bool:
    """``captured soldiers``: a harm word that only describes."""
    is_past = words.low[at].endswith("ed") and bool(words.tags[at] & {"active", "passive"})
    return is_past and _leads_to_person(words, at + 1, rules, 1)


def _harm_noun(
    words: Words,
    at: int,
    found: tuple[int, str],
    rules: CountRules,
    credible: bool,
    *,
    who: Who | None = None,
    who_at: tuple[int, int] | None = None,
) -> Noun | None:
    end, harm = found
    for index in (end, end + 1):  # civilian casualty reports, casualty assessment reports
        counted = words.phrase(index, rules.counted)
        if counted is not None and counted[1] == "report" and not _heads_on(words, counted[0], rules):
            return Noun(counted[0], "report", harm_at=(index, counted[0]), credible=credible)
        if index >= len(words.low) or words.tags[index]:
            break
    if end < len(words.low) and words.low[end] in ("to", "among", "amongst", "of") and who is None:
        after = _skip_determiners(words, end + 1)
        person = _phrase(words, after, rules)
        if person is not None and person.kind == "person" and person.end - after <= 3:
            return Noun(person.end, "harm", person.who, person.who_at, harm, (at, end))
    return Noun(end, "harm", who, who_at, harm, (at, end))


def _person(words: Words, at: int, rules: CountRules) -> tuple[int, str, Who] | None:
    found = words.phrase(at, rules.people)
    if found is not None:
        tag, _, who = found[1].partition(" ")
        return found[0], tag, Who(who)
    if words.is_upper(at) and words.low[at].endswith(rules.demonyms):
        return at + 1, "person", Who.PEOPLE
    return None


def _follows(words: Words, at: int, rules: CountRules) -> str:
    """Whether the noun just read only stands before another: "civilian deaths", "women protesters"."""
    if at >= len(words.low) or words.low[at] in _MARKS:
        return ""
    if words.phrase(at, rules.harm["noun"]) is not None:
        return "harm"
    if words.phrase(at, rules.counted) is not None and "active" not in words.tags[at]:
        return "counted"
    return "person" if _person(words, at, rules) is not None else ""


def _heads_on(words: Words, at: int, rules: CountRules) -> bool:
    return at < len(words.low) and words.phrase(at, rules.counted) is not None


def _leads_to_person(words: Words, at: int, rules: CountRules, reach: int = 3) -> bool:
    for index in range(at, min(at + reach, len(words.low))):
        if words.low[index] in _MARKS or words.tags[index] & {"prep", "aux", "have", "conj", "stop", "det"}:
            return False
        if _person(words, index, rules) is not None:
            return True
    return False


def _is_other(words: Words, at: int, rules: CountRules) -> bool:
    """A noun we do not count follows: "civilian vehicle", "dead letter"."""
    return (
        at < len(words.low)
        and words.low[at] not in _MARKS
        and words.low[at] not in _QUOTES
        and not words.tags[at]
        and not words.low[at].endswith("ly")
        and not words.low[at].endswith("ed")
        and not words.low[at].endswith("ing")
    )


def _is_modifier(words: Words, at: int, start: int) -> bool:
    word, tags = words.low[at], words.tags[at]
    if word in _MARKS or (word[0].isdigit() and word[-1].isdigit()):
        return False
    if word in ("and", "or") and start < at < len(words.low) - 1:
        return "det" not in words.tags[at + 1] and not _is_number(words, at + 1)
    if word in ("us", "un"):
        return True
    if tags & _STOPS or "number" in tags:
        return False
    if word.endswith("ly") and at == start and at + 1 < len(words.low):  # "13 reportedly died"
        verbs = {"aux", "have", "passive", "active", "happens", "state"}
        return not words.tags[at + 1] & verbs
    return "adverb" not in tags


def _with_and(words: Words, noun: Noun, rules: CountRules) -> Noun:
    """ "20 women and children": one number for both."""
    at = noun.end
    if at + 1 >= len(words.low) or words.low[at] not in ("and", "or"):
        return noun
    other = _person(words, at + 1, rules)
    if other is None or noun.who_at is None or other[1] == "kind":
        return noun
    who = noun.who if noun.who == other[2] else Who.PEOPLE
    return Noun(other[0], noun.kind, who, (noun.who_at[0], other[0]), noun.harm, noun.harm_at, more=noun.more)
