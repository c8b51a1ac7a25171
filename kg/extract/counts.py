"""Figures of harm in reported text: each printed number, its bounds, what it counts and by which harm word.

Who states a figure, and about which event, is decided by later stages. Rules: numbers.toml, harm.toml.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.extract.count_harm import (
    Harm,
    Phrase,
    harm_after,
    harm_before,
    harm_of_claims,
    harm_of_total,
)
from kg.extract.count_phrases import find_phrases
from kg.extract.count_rules import CountRules, default_rules
from kg.extract.count_tally import is_hypothetical, tally_of
from kg.extract.count_units import CIVILIAN_UNITS, REPORT_UNITS, counted_things, unit_of_people
from kg.extract.count_words import Words, split_words
from kg.model import Span, Who
from kg.vocab import BROADER, Qualifier, Tally, Unit

_JOINING: Final = frozenset(
    {",", "and", "or", "plus", "another", "also", "as", "well", "with", "along", '"', "both", "the", "&"}
)
_LAST: Final = 6


@dataclass(frozen=True, slots=True)
class Count:
    """One printed number of people harmed, strikes or reports; offsets end exclusive.

    ``value`` is None where the words give no number or a range; ``min`` and ``max`` are inclusive.
    ``subset_of`` is the place in the returned tuple of the figure of which this one is a part.
    ``tally`` is only a hint from the wording. ``hypothetical``: told as what would have been.
    """

    start: int
    end: int
    qualifier: Qualifier
    unit: Unit
    who: Who
    rule: str
    confidence: float
    value: int | None = None
    min: int | None = None
    max: int | None = None
    who_words: str | None = None
    subset_of: int | None = None
    tally: Tally | None = None
    harm_words: str | None = None
    hypothetical: bool = False


def find_counts(folded: str, sentences: Sequence[Span], rules: CountRules | None = None) -> tuple[Count, ...]:
    """The figures in the sentences of a folded text, in text order.

    >>> [(c.value, c.unit.value) for c in find_counts("Strikes killed 45 civilians.", [Span(0, 28)])]
    [(45, 'civiliansKilled')]
    """
    counts: list[Count] = []
    for sentence in sentences:
        _read_sentence(folded, sentence, counts, rules or default_rules())
    return tuple(counts)


@dataclass(frozen=True, slots=True)
class _Done:
    """A phrase already read, the harm word that governs it, and its place in the result."""

    phrase: Phrase
    harm: Harm
    index: int


@dataclass(frozen=True, slots=True)
class _Reader:
    words: Words
    phrases: dict[int, Phrase]
    rules: CountRules
    counts: list[Count]
    done: list[_Done]


def _read_sentence(folded: str, sentence: Span, counts: list[Count], rules: CountRules) -> None:
    words = split_words(folded, sentence, rules.tags)
    if not any("trigger" in tags for tags in words.tags):
        return
    phrases = find_phrases(words, rules)
    reader = _Reader(words, phrases, rules, counts, [])
    ordered = list(phrases.values())
    for index, phrase in enumerate(ordered):
        after = ordered[index + 1].start if index + 1 < len(ordered) else len(words.low)
        _read_phrase(reader, phrase, after)


def _read_phrase(reader: _Reader, phrase: Phrase, after: int) -> None:
    things = counted_things(reader.words, phrase, reader.rules, after=after)
    if things is not None:
        unit, harm = things
        who = Who.STRIKES if unit == Unit.STRIKES else Who.REPORTS
        parent = None if unit == Unit.STRIKES else _parent_of_reports(reader, phrase)
        _add(reader, phrase, harm, unit=unit, who=who, parent=parent, after=after)
        return
    if phrase.noun.kind in ("strike", "report"):
        return
    governed = _govern(reader, phrase)
    if governed is None:
        return
    harm, parent = governed
    who = _who(reader, phrase, harm, parent)
    if not _is_figure(reader.words, phrase, harm, who, reader.rules):
        return
    among_civilians = parent is not None and reader.counts[parent].unit in CIVILIAN_UNITS
    if phrase.noun.kind == "others" and reader.done:
        among_civilians = reader.counts[reader.done[-1].index].unit in CIVILIAN_UNITS
    unit = unit_of_people(harm.harm, who, among_civilians=among_civilians)
    _add(reader, phrase, harm, unit=unit, who=who, parent=parent, after=after)


def _govern(reader: _Reader, phrase: Phrase) -> tuple[Harm, int | None] | None:
    """The harm of a phrase that counts people, and the place of the figure of which it is a part."""
    words, rules, noun = reader.words, reader.rules, phrase.noun
    if noun.harm is not None and noun.harm_at is not None:
        frame = "count-share" if phrase.number.kind == "share" else "count-noun"
        parent = _last_people(reader) if phrase.number.kind == "share" else _parent(reader, phrase)
        return Harm(noun.harm, noun.harm_at, frame), parent
    if noun.kind == "part":
        return _part(reader, phrase)
    parent = _parent(reader, phrase)
    if parent is not None:
        after = harm_after(words, phrase, reader.phrases, rules, reach=1)
        done = next((done for done in reader.done if done.index == parent), None)
        if after is not None and after.frame == "count-state":
            return after, parent
        if done is not None:
            return replace(done.harm, frame="count-subset"), parent
    before = harm_before(words, phrase, rules)
    if before is not None:
        return before, None
    elided = noun.kind == "elided" or (noun.kind == "others" and phrase.number.kind == "others")
    if not elided or _may_stand_alone(words, phrase, rules):
        after = harm_after(words, phrase, reader.phrases, rules, reach=1 if elided else 5)
        if after is not None:
            return after, None
    return _joined(reader, phrase)


def _joined(reader: _Reader, phrase: Phrase) -> tuple[Harm, int | None] | None:
    """A harm told elsewhere: of the list, of the total, of a part of people that were not counted."""
    words, rules = reader.words, reader.rules
    listed = _listed(reader, phrase)
    if listed is not None:
        return replace(listed.harm, frame="count-list"), reader.counts[listed.index].subset_of
    if phrase.number.kind in ("article", "others", "zero", "share"):
        return None
    total = harm_of_total(words, phrase, rules)
    if total is not None:
        if total[0] is not None:
            return total[0], None
        last = _last_people(reader)
        if total[1] and last is not None and phrase.noun.kind in ("elided", "person"):
            harm = BROADER.get(reader.counts[last].unit, reader.counts[last].unit.value)
            return Harm(harm, (phrase.start - 1, phrase.start), "count-total"), None
    claims = harm_of_claims(words, phrase, rules)
    if claims is not None:
        return claims, None
    if phrase.noun.kind != "elided" and _subset_before(words, phrase, rules):
        return _harm_near(words, phrase, rules)
    return None


def _harm_near(words: Words, phrase: Phrase, rules: CountRules) -> tuple[Harm, int | None] | None:
    """``a family died, including three children``: the harm of people that no number counts."""
    for index in range(phrase.start - 1, max(phrase.start - 18, -1), -1):
        for role in ("passive", "happens", "active"):
            found = words.phrase(index, rules.harm[role])
            if found is not None:
                return Harm(found[1], (index, found[0]), "count-subset"), None
    return None


def _part(reader: _Reader, phrase: Phrase) -> tuple[Harm, int | None] | None:
    """``five of them children``, ``two of the wounded died``."""
    words, rules = reader.words, reader.rules
    parent = _last_people(reader)
    after = harm_after(words, phrase, reader.phrases, rules, reach=1)
    if after is not None:
        return after, parent
    if parent is None:
        return None
    if phrase.noun.who is None:
        return None
    harm = BROADER.get(reader.counts[parent].unit, reader.counts[parent].unit.value)
    frame = "count-share" if phrase.number.kind == "share" else "count-subset"
    return Harm(harm, (phrase.start, phrase.end), frame), parent


def _parent(reader: _Reader, phrase: Phrase) -> int | None:
    """The figure before, where "including", "among them" or "of these" joins this one to it."""
    if phrase.of_next:
        return None
    if not reader.done:
        return None
    last = reader.done[-1]
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
                word in _JOINING or word in ("their", "his", "her", "were", "are", "a") for word in between
            )
    return False


def _listed(reader: _Reader, phrase: Phrase) -> _Done | None:
    """The figure before, where only a comma, "and" or a pronoun stands between."""
    if not reader.done:
        return None
    last, words = reader.done[-1], reader.words
    start = max(last.phrase.end, last.harm.at[1] if last.harm.at[0] >= last.phrase.end else 0)
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


def _parent_of_reports(reader: _Reader, phrase: Phrase) -> int | None:
    """``37 reports ... [of these] 13 were credible``, also over a full stop."""
    before = reader.words.low[max(phrase.start - 4, 0) : phrase.start]
    if "these" in before or "those" in before or "them" in before or "which" in before:
        for index in range(len(reader.counts) - 1, max(len(reader.counts) - _LAST, -1), -1):
            if reader.counts[index].unit in REPORT_UNITS and reader.counts[index].subset_of is None:
                return index
    return None


def _last_people(reader: _Reader) -> int | None:
    """The last figure of people, in this sentence or shortly before."""
    for index in range(len(reader.counts) - 1, max(len(reader.counts) - _LAST, -1), -1):
        if (
            reader.counts[index].who not in (Who.STRIKES, Who.REPORTS)
            and reader.counts[index].subset_of is None
        ):
            return index
    return None


def _may_stand_alone(words: Words, phrase: Phrase, rules: CountRules) -> bool:
    """A number without a noun is no year, age or label: "in 2016 were", "children under 5 died"."""
    if phrase.start == 0:
        return True
    before = words.tags[phrase.start - 1]
    return not before & {"outer", "person", "kind", "month", "counted", "strike", "report"}


def _is_figure(words: Words, phrase: Phrase, harm: Harm, who: Who, rules: CountRules) -> bool:
    kind, noun = phrase.number.kind, phrase.noun
    if kind == "article":
        is_verb = harm.frame != "count-of" or harm.harm == "killed"
        return is_verb and harm.harm in ("killed", "injured", "harmed", "detained")
    if kind == "zero" and (
        noun.kind == "elided"
        or harm.frame not in ("count-noun", "count-passive", "count-state", "count-object")
    ):
        return False
    if kind == "zero" and phrase.end < len(words.low) and "left" in words.tags[phrase.end]:
        return False
    if harm.harm == "present":
        named = noun.who_at is not None and "inhabitant" in words.tags[noun.who_at[1] - 1]
        return named and who != Who.FIGHTERS and kind != "zero"
    return True


def _who_of_total(words: Words, phrase: Phrase, harm: Harm) -> Who:
    """``the number of civilians killed rose to 685``."""
    near = words.low[max(harm.at[0] - 8, 0) : phrase.start]
    return Who.CIVILIANS if "civilians" in near or "civilian" in near else Who.PEOPLE


def _who(reader: _Reader, phrase: Phrase, harm: Harm, parent: int | None) -> Who:
    noun = phrase.noun
    if noun.who is not None and noun.kind == "part":
        return noun.who
    if noun.kind in ("part", "others") or (noun.kind == "elided" and noun.more):
        source = parent if noun.kind == "part" else reader.done[-1].index if reader.done else None
        if source is not None and reader.counts[source].who in (Who.CIVILIANS, Who.FIGHTERS):
            return reader.counts[source].who
    if noun.who is None and harm.frame == "count-total":
        return _who_of_total(reader.words, phrase, harm)
    return noun.who or Who.PEOPLE


def _add(
    reader: _Reader, phrase: Phrase, harm: Harm, *, unit: Unit, who: Who, parent: int | None, after: int
) -> None:
    words, rules, number = reader.words, reader.rules, phrase.number
    end, who_at = phrase.end, phrase.noun.who_at
    if phrase.noun.kind == "elided" and harm.frame == "count-state" and harm.at[0] - end <= 1:
        end = harm.at[1]
    start = phrase.start - 1 if number.kind == "others" and harm.frame == "count-object" else phrase.start
    if harm.frame == "count-total" and harm.at[1] == start - 1 and words.low[start - 1] == "of":
        start = harm.at[0]  # "a death toll of five"
    if phrase.of_next:
        parent = len(reader.counts) + 1
    first = not reader.done
    reader.done.append(_Done(phrase, harm, len(reader.counts)))
    reader.counts.append(
        Count(
            words.starts[start],
            _closed(words, start, end),
            number.qualifier,
            unit,
            who,
            rule=harm.frame,
            confidence=rules.confidence[harm.frame],
            value=number.value,
            min=number.min,
            max=number.max,
            who_words=_slice(words, who_at),
            subset_of=parent,
            tally=tally_of(words, phrase, harm, unit, rules, first=first, after=after),
            harm_words=_slice(words, harm.at),
            hypothetical=is_hypothetical(words, phrase.start, end, rules),
        )
    )


def _closed(words: Words, start: int, end: int) -> int:
    """The end of the span, with the mark that closes a quotation opened in it."""
    opened = words.low[start:end].count('"') % 2 == 1
    return words.ends[end if opened and end < len(words.low) and words.low[end] == '"' else end - 1]


def _slice(words: Words, at: tuple[int, int] | None) -> str | None:
    return None if at is None else words.text[words.starts[at[0]] : words.ends[at[1] - 1]]
