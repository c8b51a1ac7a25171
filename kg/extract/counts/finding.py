"""Figures of harm in reported text: each printed number, its bounds, what it counts and by which harm word.

Who states a figure, and about which event, is decided by later stages. Rules: numbers.toml, harm.toml.
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.counts.govern import govern, is_base, parent_of_reports, part_of_reports
from kg.extract.counts.parts import Count, Done, Harm, Phrase, Reader
from kg.extract.counts.phrases import find_phrases
from kg.extract.counts.rules import CountRules, default_rules
from kg.extract.counts.tally import is_hypothetical, tally_of
from kg.extract.counts.units import CIVILIAN_UNITS, counted_things, harm_group, unit_of_people
from kg.extract.counts.words import Words, split_words
from kg.model import Span, Who
from kg.vocab import Unit

_CLOSE = 2  # words between a bare number and what tells what it counts

__all__ = ["Count", "find_counts"]


def find_counts(folded: str, sentences: Sequence[Span], rules: CountRules | None = None) -> tuple[Count, ...]:
    """The figures in the sentences of a folded text, in text order.

    >>> [(c.value, c.unit.value) for c in find_counts("Strikes killed 45 civilians.", [Span(0, 28)])]
    [(45, 'civiliansKilled')]
    """
    counts: list[Count] = []
    for sentence in sentences:
        _read_sentence(folded, sentence, counts, rules or default_rules())
    return tuple(counts)


def _read_sentence(folded: str, sentence: Span, counts: list[Count], rules: CountRules) -> None:
    if not rules.may_hold_figure(folded[sentence.start : sentence.end]):
        return
    words = split_words(folded, sentence, rules.tags)
    phrases = find_phrases(words, rules)
    reader = Reader(words, phrases, rules, counts, {})
    ordered = list(phrases.values())
    for index, phrase in enumerate(ordered):
        after = ordered[index + 1].start if index + 1 < len(ordered) else len(words.low)
        _read_phrase(reader, phrase, after)


def _read_phrase(reader: Reader, phrase: Phrase, after: int) -> None:
    if reader.words.low[max(phrase.start - 2, 0) : phrase.start] == ["members", "of"]:
        return  # "six members of one family": the family is not counted
    of_part = reader.last is not None and reader.last.phrase.of_next
    things = counted_things(reader.words, phrase, reader.rules, after=after, of_part=of_part)
    if is_base(reader, phrase):
        return
    if things is not None:
        unit, harm = things
        who = Who.STRIKES if unit == Unit.STRIKES else Who.REPORTS
        parent = None if unit == Unit.STRIKES else parent_of_reports(reader, phrase)
        _add(reader, phrase, harm, unit=unit, who=who, parent=parent, after=after)
        return
    reports = part_of_reports(reader, phrase)
    if reports is not None:
        harm, unit = reader.done[reports].harm, reader.counts[reports].unit
        _add(reader, phrase, harm, unit=unit, who=Who.REPORTS, parent=reports, after=after)
        return
    if phrase.noun.kind in ("strike", "report"):
        return
    governed = govern(reader, phrase)
    if governed is None:
        return
    harm, parent = governed
    who = _who(reader, phrase, harm, parent)
    if not _is_figure(reader.words, phrase, harm, who, reader.rules):
        return
    noun = phrase.noun
    other = noun.kind == "part" and noun.who == Who.PEOPLE and noun.who_at is None  # "one was a facilitator"
    among_civilians = parent is not None and reader.counts[parent].unit in CIVILIAN_UNITS and not other
    if phrase.noun.kind == "others" and reader.last is not None:
        among_civilians = reader.counts[reader.last.index].unit in CIVILIAN_UNITS
    unit = unit_of_people(harm.harm, who, among_civilians=among_civilians)
    _add(reader, phrase, harm, unit=unit, who=who, parent=parent, after=after)


def _is_figure(words: Words, phrase: Phrase, harm: Harm, who: Who, rules: CountRules) -> bool:
    kind, noun = phrase.number.kind, phrase.noun
    if kind == "article":
        is_verb = harm.frame != "count-of" or harm.harm in ("killed", "injured")
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


def _who(reader: Reader, phrase: Phrase, harm: Harm, parent: int | None) -> Who:
    noun = phrase.noun
    if noun.who is not None and noun.kind == "part":
        return noun.who
    if noun.kind in ("part", "others") or (noun.kind == "elided" and noun.more):
        source = parent if noun.kind == "part" else reader.last.index if reader.last else None
        if source is not None and reader.counts[source].who in (Who.CIVILIANS, Who.FIGHTERS):
            return reader.counts[source].who
    if noun.who is None and harm.frame == "count-total":
        return _who_of_total(reader.words, phrase, harm)
    return noun.who or Who.PEOPLE


def _add(
    reader: Reader, phrase: Phrase, harm: Harm, *, unit: Unit, who: Who, parent: int | None, after: int
) -> None:
    words, rules, number = reader.words, reader.rules, phrase.number
    who_at = phrase.noun.who_at
    start, end = _edges(words, phrase, harm)
    place = len(reader.counts)
    first = not reader.done
    contrast = not first or (place > 0 and harm_group(reader.counts[-1].unit) not in ("", harm_group(unit)))
    if reader.last is not None and reader.last.phrase.of_next and phrase.noun.kind == "report":
        part = reader.last.index  # "13 of 37 reports"
        reader.counts[part] = replace(reader.counts[part], subset_of=place)
    reader.done[place] = Done(phrase, harm, place)
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
            tally=tally_of(words, phrase, harm, unit, rules, first=first, contrast=contrast, after=after),
            harm_words=_slice(words, harm.at),
            hypothetical=is_hypothetical(words, min(phrase.start, harm.at[0]), end, rules),
        )
    )


def _edges(words: Words, phrase: Phrase, harm: Harm) -> tuple[int, int]:
    """The words of a figure; without a noun, with the verb or the toll that tells what it counts."""
    start, end = phrase.start, phrase.end
    if phrase.number.kind == "others" and harm.frame == "count-object":
        return start - 1, end
    named = "prep" not in words.tags[harm.at[0]]
    if harm.frame == "count-total" and named and _is_close(words, harm.at[1], start):
        return harm.at[0], end  # "a death toll of five", "the toll stands at five"
    bare = phrase.noun.kind == "elided" and harm.frame in ("count-state", "count-passive")
    return start, harm.at[1] if bare and _is_close(words, end, harm.at[0]) else end  # "two were injured"


def _is_close(words: Words, start: int, end: int) -> bool:
    return 0 <= end - start <= _CLOSE and all(word[0].isalnum() for word in words.low[start:end])


def _closed(words: Words, start: int, end: int) -> int:
    """The end of the span, with the mark that closes a quotation opened in it."""
    opened = words.low[start:end].count('"') % 2 == 1
    return words.ends[end if opened and end < len(words.low) and words.low[end] == '"' else end - 1]


def _slice(words: Words, at: tuple[int, int] | None) -> str | None:
    return None if at is None else words.text[words.starts[at[0]] : words.ends[at[1] - 1]]
