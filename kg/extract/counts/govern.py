"""Which harm word governs a counted phrase, and of which figure before it the phrase is a part."""

from dataclasses import replace
from typing import Final

from kg.extract.counts.apart import harm_after_among, harm_after_names, harm_near, is_compared
from kg.extract.counts.harm import harm_after, harm_before
from kg.extract.counts.parts import Done, Harm, Phrase, Reader
from kg.extract.counts.rules import CountRules
from kg.extract.counts.totals import harm_of_claims, harm_of_total
from kg.extract.counts.units import REPORT_UNITS
from kg.extract.counts.words import Words
from kg.model import Who
from kg.vocab import BROADER, Unit

_JOINING: Final = frozenset(
    {",", "and", "or", "plus", "another", "also", "as", "well", "with", "along", '"', "both", "the", "&"}
)
_THINGS: Final = REPORT_UNITS | {Unit.STRIKES}
_WHERE: Final = frozenset({"in", "at", "near"})
_LAST: Final = 6
_STATES: Final = frozenset({"displaced", "detained", "trapped"})
_DONE: Final = frozenset({"killed", "injured", "harmed"})
_NEAR: Final = 250  # characters from a figure to the sentence in which a bare number takes up its harm


def is_base(reader: Reader, phrase: Phrase) -> bool:
    """The 37 in "21 of the 37 people were killed"."""
    if (
        phrase.noun.kind in ("report", "strike")
        or "of" not in reader.words.low[max(phrase.start - 5, 0) : phrase.start]
    ):
        return False
    return any(
        start in reader.phrases
        and reader.phrases[start].of_next
        and reader.phrases[start].end >= phrase.start - 5
        for start in range(max(phrase.start - 12, 0), phrase.start)
    )


def govern(reader: Reader, phrase: Phrase) -> tuple[Harm, int | None] | None:
    """The harm of a phrase that counts people, and the place of the figure of which it is a part."""
    words, rules, noun = reader.words, reader.rules, phrase.noun
    if phrase.start > 1 and words.low[phrase.start - 1] == "of" and "parent" in words.tags[phrase.start - 2]:
        return None  # "a father of four"
    of_which = words.low[max(phrase.start - 2, 0) : phrase.start] == ["of", "which"]
    if of_which and (reader.last is None or reader.counts[reader.last.index].unit in _THINGS):
        return None  # "64 drones, of which 45 were shot down"
    if noun.harm is not None and noun.harm_at is not None:
        frame = "count-share" if phrase.number.kind == "share" else "count-noun"
        parent = _last_people(reader) if phrase.number.kind == "share" else _parent(reader, phrase)
        worse = _worse(reader, phrase)
        if worse is not None:
            return worse, parent
        return Harm(noun.harm, noun.harm_at, frame), parent
    if noun.kind == "part":
        return _part(reader, phrase)
    parent = _parent(reader, phrase)
    if parent is not None:
        after = harm_after(words, phrase, reader.phrases, rules, reach=1)
        done = reader.done.get(parent)
        if after is not None and after.frame == "count-state":
            return after, parent
        if done is not None and done.harm.harm:
            return replace(done.harm, frame="count-subset"), parent
    if noun.kind == "elided" and words.phrase(phrase.end, rules.harm["state"]) is not None:
        near = harm_after(words, phrase, reader.phrases, rules, reach=0)
        if near is not None and _may_stand_alone(words, phrase, near):
            return near, None
    before = harm_before(words, phrase, rules)
    if before is not None:
        return before, None
    elided = noun.kind == "elided" or (noun.kind == "others" and phrase.number.kind == "others")
    reach = 7 if not elided else 3 if _has_aside(words, phrase.end, rules) else 1
    after = harm_after(words, phrase, reader.phrases, rules, reach=reach)
    if after is not None and (not elided or _may_stand_alone(words, phrase, after)):
        return after, None
    return _joined(reader, phrase)


def _worse(reader: Reader, phrase: Phrase) -> Harm | None:
    """``killed 57 displaced people``, ``12 detained men died``: what was done to them, not what they were."""
    noun = phrase.noun
    if noun.harm not in _STATES or noun.harm_at is None or noun.harm_at[1] >= phrase.end:
        return None
    words, rules = reader.words, reader.rules
    found = harm_before(words, phrase, rules) or harm_after(words, phrase, reader.phrases, rules, reach=3)
    return found if found is not None and found.harm in _DONE else None


def _has_aside(words: Words, at: int, rules: CountRules) -> bool:
    """``dozens, including children, were killed``."""
    is_comma = at + 1 < len(words.low) and words.low[at] == ","
    return is_comma and words.phrase(at + 1, rules.small["aside"]) is not None


def _joined(reader: Reader, phrase: Phrase) -> tuple[Harm, int | None] | None:
    """A harm told elsewhere: of the list, of the total, of a part of people that were not counted."""
    words, rules = reader.words, reader.rules
    listed = _listed(reader, phrase)
    if listed is not None:
        return replace(listed.harm, frame="count-list"), reader.counts[listed.index].subset_of
    named = harm_after_names(words, phrase, rules)
    if named is not None:
        return named, None
    if phrase.number.kind in ("article", "others", "zero", "share"):
        return None
    total = harm_of_total(words, phrase, rules)
    if total is not None:
        if total[0] is not None:
            return total[0], None
        last = _last_people(reader)
        near = last is not None and words.starts[0] - reader.counts[last].end < _NEAR
        if total[1] and last is not None and near and phrase.noun.kind in ("elided", "person"):
            harm = BROADER.get(reader.counts[last].unit, reader.counts[last].unit.value)
            return Harm(harm, (phrase.start - 1, phrase.start), "count-total"), None
    if is_compared(words, phrase, rules) and reader.last is not None and reader.last.harm.harm:
        return replace(reader.last.harm, frame="count-compared"), None
    claims = harm_of_claims(words, phrase, rules)
    if claims is not None:
        return claims, None
    inverted = harm_after_among(words, phrase, rules)
    if inverted is not None:
        return inverted, None
    if phrase.noun.kind != "elided" and _subset_before(words, phrase, rules):
        return harm_near(words, phrase, rules)
    return None


def _whole_of(reader: Reader, phrase: Phrase) -> Phrase | None:
    """The people counted right before a comma and "nine of them"."""
    for before in reader.phrases.values():
        near = before.end <= phrase.start <= before.end + 2 and before.noun.kind == "person"
        if near and reader.words.low[before.end : phrase.start] in ([","], [",", "and"]):
            return before
    return None


def _part(reader: Reader, phrase: Phrase) -> tuple[Harm, int | None] | None:
    """``five of them children``, ``two of the wounded died``."""
    words, rules = reader.words, reader.rules
    last, parent = reader.last, _last_people(reader)
    whole = _whole_of(reader, phrase)
    if whole is not None and (last is None or last.phrase.start < whole.start):
        return None  # "interviews with 44 people, nine of them health workers"
    if last is not None and last.phrase.noun.kind != "part" and reader.counts[last.index].unit not in _THINGS:
        parent = last.index
    after = harm_after(words, phrase, reader.phrases, rules, reach=1)
    if after is not None:
        return after, parent
    for index in range(phrase.number.end, phrase.end):
        told = words.phrase(index, rules.harm["state"]) or words.phrase(index, rules.harm["noun"])
        if told is not None:
            return Harm(told[1], (index, told[0]), "count-subset"), parent
    before = harm_before(words, phrase, rules)
    if before is not None and before.frame == "count-object" and parent is None:
        return before, None  # "killed 22 of them"
    if parent is None:
        return None
    behind = words.low[phrase.end] if phrase.end < len(words.low) else ""
    own = last is not None and last.index == parent
    apart = behind.endswith("ly") or (own and behind in _WHERE and words.low[phrase.start - 1] == ",")
    if phrase.noun.who is None and not apart:  # "two of them seriously", "410 of them in Kordofan"
        return None
    harm = BROADER.get(reader.counts[parent].unit, reader.counts[parent].unit.value)
    frame = "count-share" if phrase.number.kind == "share" else "count-subset"
    return Harm(harm, (phrase.start, phrase.end), frame), parent


def _parent(reader: Reader, phrase: Phrase) -> int | None:
    """The figure before, where "including", "among them" or "of these" joins this one to it."""
    last = reader.last
    if phrase.of_next or last is None:
        return None
    if _subset_before(reader.words, phrase, reader.rules):
        return last.index if last.phrase.end <= phrase.start else None
    inherited = reader.counts[last.index].subset_of
    return inherited if inherited is not None and _listed(reader, phrase) is last else None


def _subset_before(words: Words, phrase: Phrase, rules: CountRules) -> bool:
    for index in range(max(phrase.start - 4, 0), phrase.start):
        found = words.phrase(index, rules.small["subset"])
        if found is not None and found[0] <= phrase.start:
            between = words.low[found[0] : phrase.start]
            return all(
                word in _JOINING or word in ("their", "his", "her", "were", "are", "a", "those", "of")
                for word in between
            )
    return False


def _listed(reader: Reader, phrase: Phrase) -> Done | None:
    """The figure before, where only a comma, "and" or a pronoun stands between."""
    last, words = reader.last, reader.words
    if last is None:
        return None
    start = last.phrase.end
    if last.harm.at[0] >= start and last.harm.at[1] <= phrase.start:
        start = last.harm.at[1]
    if (
        phrase.start <= start
        or phrase.start - start > _LAST
        or reader.counts[last.index].unit in REPORT_UNITS
    ):
        return None
    if reader.counts[last.index].unit == Unit.STRIKES:
        return None
    between = range(start, phrase.start)
    joined = all(words.low[i] in _JOINING or "possessive" in words.tags[i] for i in between)
    if phrase.number.kind == "article" and words.low[phrase.start - 1] not in ("and", "or"):
        joined = joined and last.harm.frame != "count-state" and words.low[start : phrase.start] == [","]
    if phrase.noun.kind == "elided":
        behind = words.low[phrase.end] if phrase.end < len(words.low) else ""
        return last if joined and behind in ("in", "near", "at") and phrase.number.kind == "plain" else None
    return last if joined else None


def part_of_reports(reader: Reader, phrase: Phrase) -> int | None:
    """``79 reports are open, including two``: the place of the reports."""
    if phrase.noun.kind != "elided" or reader.last is None:
        return None
    is_part = reader.counts[reader.last.index].unit in REPORT_UNITS
    return reader.last.index if is_part and _subset_before(reader.words, phrase, reader.rules) else None


def parent_of_reports(reader: Reader, phrase: Phrase) -> int | None:
    """``37 reports ... [of these] 13 were credible``, also over a full stop."""
    before = reader.words.low[max(phrase.start - 4, 0) : phrase.start]
    before += reader.words.low[phrase.number.end : phrase.end]  # "thirteen of these reports"
    if "these" in before or "those" in before or "them" in before or "which" in before:
        for index in range(len(reader.counts) - 1, max(len(reader.counts) - _LAST, -1), -1):
            if reader.counts[index].unit in REPORT_UNITS and reader.counts[index].subset_of is None:
                return index
    last = reader.last
    if phrase.noun.kind == "elided" and last is not None and reader.counts[last.index].unit in REPORT_UNITS:
        return reader.counts[last.index].subset_of  # "of which 31 were dismissed and 16 credible"
    return None


def _last_people(reader: Reader) -> int | None:
    """The last figure of people, in this sentence or shortly before."""
    for index in range(len(reader.counts) - 1, max(len(reader.counts) - _LAST, -1), -1):
        if (
            reader.counts[index].who not in (Who.STRIKES, Who.REPORTS)
            and reader.counts[index].subset_of is None
        ):
            return index
    return None


def _may_stand_alone(words: Words, phrase: Phrase, harm: Harm) -> bool:
    """A number without a noun is no year, age or label: "in 2016 were", "children under 5 died"."""
    if phrase.start == 0:
        return True
    before = words.tags[phrase.start - 1]
    if any(word in ("aged", "ages", "age") for word in words.low[max(phrase.start - 6, 0) : phrase.start]):
        return False
    if harm.frame == "count-state" and words.low[phrase.start - 1] in ("of", "from", "for", "than", "at"):
        return True
    return not before & {"outer", "person", "kind", "month", "counted", "strike", "report"}
