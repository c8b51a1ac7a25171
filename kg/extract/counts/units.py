"""What a counted phrase counts where no harm word governs it: strikes, and reports by how far they got."""

from typing import Final

from kg.extract.counts.parts import Harm, Phrase
from kg.extract.counts.rules import CountRules
from kg.extract.counts.tally import found_in, unit_of_reports
from kg.extract.counts.totals import harm_of_total
from kg.extract.counts.words import Words
from kg.model import Who
from kg.vocab import BROADER, Unit

_CIVILIAN: Final = {
    "killed": Unit.CIVILIANS_KILLED, "injured": Unit.CIVILIANS_INJURED, "harmed": Unit.CIVILIANS_HARMED,
    "treated": Unit.CIVILIANS_TREATED, "displaced": Unit.CIVILIANS_DISPLACED,
}  # fmt: skip
CIVILIAN_UNITS: Final = frozenset(_CIVILIAN.values())
REPORT_UNITS: Final = frozenset({Unit.ALLEGATIONS, Unit.CREDIBLE_ALLEGATIONS, Unit.OPEN_ALLEGATIONS})


def unit_of_people(harm: str, who: Who, *, among_civilians: bool = False) -> Unit:
    """The unit for people harmed; those counted among civilians are civilians too.

    >>> unit_of_people("killed", Who.FIGHTERS), unit_of_people("trapped", Who.CIVILIANS)
    (<Unit.COMBATANTS_KILLED: 'combatantsKilled'>, <Unit.TRAPPED: 'trapped'>)
    """
    if who == Who.FIGHTERS and harm == "killed":
        return Unit.COMBATANTS_KILLED
    if who == Who.CIVILIANS or (among_civilians and who != Who.FIGHTERS):
        return _CIVILIAN.get(harm, Unit(harm))
    return Unit(harm)


def harm_group(unit: Unit) -> str:
    """The harm of a unit of people; empty for strikes and reports."""
    return "" if unit in REPORT_UNITS or unit == Unit.STRIKES else BROADER.get(unit, unit.value)


def counted_things(
    words: Words, phrase: Phrase, rules: CountRules, *, after: int, of_part: bool
) -> tuple[Unit, Harm] | None:
    """The unit of a phrase that counts strikes or reports of harm; None where it counts neither.

    ``after``: the token where the next number begins; ``of_part``: the figure before is a part of this one.
    """
    if phrase.noun.kind == "strike":
        return (Unit.STRIKES, _told(phrase, "count-strikes")) if _counts_strikes(words, phrase) else None
    if phrase.noun.kind == "report":
        unit = _reports(words, phrase, rules, after=len(words.low) if phrase.of_next else after)
        if of_part and unit is not None:
            unit = Unit.ALLEGATIONS  # the verdict is on the 12 in "12 of 198 reports"
        return None if unit is None else (unit, _told(phrase, "count-reports"))
    is_bare = phrase.noun.kind == "elided" or (phrase.noun.kind == "part" and phrase.noun.who is None)
    if is_bare and phrase.number.kind in ("plain", "nobody"):
        return _elided(words, phrase, rules, after=after)
    return None


def _told(phrase: Phrase, frame: str) -> Harm:
    return Harm("", phrase.noun.harm_at or (phrase.start, phrase.end), frame)


def _counts_strikes(words: Words, phrase: Phrase) -> bool:
    """Not "the two strikes" or "in one strike", which point at strikes instead of counting them."""
    number, start = phrase.number, phrase.start
    if number.kind == "vague" and not number.takes_of:
        return False
    if number.kind not in ("plain", "vague", "zero") or words.low[start : start + 2] == ["a", "number"]:
        return False
    if start == 0:
        return True
    before = words.low[start - 1]
    if before in ("the", "these", "those", "both", "of", "all"):
        return False
    return not (number.value == 1 and before in ("in", "during", "after", "no", "at", "from", "by", "is"))


def _reports(words: Words, phrase: Phrase, rules: CountRules, *, after: int) -> Unit | None:
    number = phrase.number
    if number.kind not in ("plain", "vague") or (number.kind == "vague" and not number.takes_of):
        return None
    if words.low[max(phrase.start - 2, 0) : phrase.start] == ["in", "the"]:
        return None  # "in the four credible incidents 12 died" points at them
    at = phrase.noun.harm_at[0] if phrase.noun.harm_at else phrase.end - 1
    unit = unit_of_reports(
        words, phrase.start, phrase.end, rules, credible=phrase.noun.credible, after=max(after, phrase.end)
    )
    is_report = any(word.startswith(("report", "allegation")) for word in words.low[at : phrase.end])
    if is_report or unit is None:
        return unit
    is_topic = words.low[phrase.end : phrase.end + 1] in (["of"], ["in"], ["where"], ["that"]) and words.has(
        phrase.end, phrase.end + 5, "allegation-topic"
    )
    verdict = found_in(words, phrase.end, min(phrase.end + 10, after), "verdict", rules) is not None
    looked = found_in(words, phrase.start - 3, phrase.start, "verdict", rules) is not None
    return unit if is_topic or verdict or looked or unit != Unit.ALLEGATIONS else None


def _elided(words: Words, phrase: Phrase, rules: CountRules, *, after: int) -> tuple[Unit, Harm] | None:
    """``13 were assessed to be credible``; "the total number of reports was 1169"."""
    total = harm_of_total(words, phrase, rules, of=("report", "strike"))
    if total is not None and total[0] is not None and total[0].harm in ("report", "strike"):
        harm = total[0]
        if harm.harm == "strike":
            return Unit.STRIKES, harm
        unit = unit_of_reports(
            words,
            harm.at[0],
            phrase.end,
            rules,
            credible="credible" in words.tags[harm.at[0] - 1],
            after=after,
        )
        return None if unit is None else (unit, harm)
    end = phrase.end
    if end < len(words.low) and (
        "aux" in words.tags[end]
        or words.low[end] in ("remain", "have", "to", "as")
        or words.phrase(end, rules.small["verdict-end"])
    ):
        verdict = found_in(words, end, min(end + 8, after), "verdict-end", rules)
        if verdict is not None:
            unit = unit_of_reports(words, phrase.start, end, rules, credible=False, after=after)
            at = (verdict, verdict + 1)
            return None if unit is None else (unit, Harm("", at, "count-reports"))
    return None
