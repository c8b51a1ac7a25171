"""Date wordings found in a text, taken apart but not yet dated: the rules of dates.toml at work."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kg import resources
from kg.errors import RulesError
from kg.extract.language.tables import read_table
from kg.extract.values import frozen

_CLAUSE_END = re.compile(r"[.;!?]\s|\n")
_WORD_START = re.compile(r"(?<!\w)\w")
_LOOK_BACK = 45  # characters before a trigger in which its expression can begin


@frozen
class Wording:
    """One date expression: where it stands, by which form it was read, and its parts as printed."""

    start: int
    end: int
    form: str
    reads: str
    parts: Mapping[str, str]


@frozen
class Form:
    """One row of the rules: how its parts are read, what may stand in front, whether it needs a cue.

    ``parts`` are the groups of the whole pattern in which its parts are printed, by their names.
    """

    name: str
    reads: str
    before: str
    needs_cue: bool
    parts: Mapping[str, int]
    example: str
    counter: str


@frozen
class DateRules:
    """The wordings of one language, compiled once. Build with :func:`load_date_rules`."""

    forms: tuple[Form, ...]
    pattern: re.Pattern[str]
    triggers: re.Pattern[str]
    openers: re.Pattern[str]
    before: Mapping[str, re.Pattern[str]]
    not_dates: re.Pattern[str]
    future: re.Pattern[str]
    counted: re.Pattern[str]
    joined: re.Pattern[str]
    opened: re.Pattern[str]
    joiners: re.Pattern[str]
    to_date: re.Pattern[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    days: Mapping[str, int]
    numbers: Mapping[str, int]
    lists: Mapping[str, frozenset[str]]


@cache
def default_rules() -> DateRules:
    """The shipped English rules."""
    return load_date_rules(resources.rules() / "dates.toml")


def load_date_rules(path: Path) -> DateRules:
    """Read and compile the rules at ``path``.

    Raises:
        RulesError: the file is not TOML, lacks a key, or a pattern does not compile.
    """
    try:
        return _compile(read_table(path))
    except KeyError as error:
        raise RulesError(f"{path}: key {error} is missing; see docs/errors.md#rules") from error
    except (ValueError, TypeError, AttributeError, re.error) as error:
        raise RulesError(f"{path}: {error}; see docs/errors.md#rules") from error


@lru_cache(maxsize=4)
def wordings_of(folded: str) -> tuple[Wording, ...]:
    """The date expressions by the shipped rules; kept, for one article is asked for them several times."""
    return tuple(find_wordings(folded, default_rules()))


def find_wordings(folded: str, rules: DateRules) -> Iterator[Wording]:
    """The date expressions of a folded text, in order and without overlap."""
    barred = {i for match in rules.not_dates.finditer(folded) for i in range(*match.span())}
    done = 0
    for trigger in rules.triggers.finditer(folded):
        if trigger.start() < done or trigger.start() in barred:
            continue
        wording = _wording_at(folded, trigger.start(), floor=done, rules=rules)
        if wording is not None:
            yield wording
            done = wording.end


def speaks_of_future(folded: str, start: int, rules: DateRules, *, reach: int = 60) -> bool:
    """True where a word such as "will" or "scheduled" stands shortly before in the same sentence."""
    before = _CLAUSE_END.split(folded[max(0, start - reach) : start])[-1]
    return rules.future.search(before) is not None


def _wording_at(folded: str, trigger: int, *, floor: int, rules: DateRules) -> Wording | None:
    for start in _starts(folded, trigger, floor, rules):
        match = rules.pattern.match(folded, start)
        if match is None or match.end() <= trigger or match.lastgroup is None:
            continue
        form = rules.forms[int(match.lastgroup.removeprefix("form_"))]
        begin = _begin(folded, start, floor, form, rules)
        if form.needs_cue and begin == start and not _has_cue(folded, match, rules):
            continue
        if form.needs_cue and "year" in match[0] and rules.counted.match(folded, match.end()):
            continue
        parts = {name: value for name, group in form.parts.items() if (value := match[group]) is not None}
        return Wording(begin, match.end(), form.name, form.reads, parts)
    return None


def _starts(folded: str, trigger: int, floor: int, rules: DateRules) -> Iterator[int]:
    """Words before the trigger that a form can begin with, first ones first, then the trigger itself."""
    low = max(floor, trigger - _LOOK_BACK)
    low = max(low, folded.rfind("\n", low, trigger) + 1)
    words = [low + match.start() for match in _WORD_START.finditer(folded[low:trigger])]
    if low and words and words[0] == low and folded[low - 1].isalnum():
        del words[0]
    yield from (start for start in words[-5:] if rules.openers.match(folded, start))
    yield trigger


def _begin(folded: str, start: int, floor: int, form: Form, rules: DateRules) -> int:
    """Where the expression begins when the words in front that belong to it are taken in."""
    if form.before not in rules.before:
        return start
    match = rules.before[form.before].search(folded, max(floor, start - _LOOK_BACK), start)
    return start if match is None else match.start()


def _has_cue(folded: str, match: re.Match[str], rules: DateRules) -> bool:
    """True where the words around a bare month or year show that it is one."""
    words = match[0].title()
    is_year = words.isdigit()
    if not is_year and words not in rules.lists["doubtful_months"]:
        return True
    before = re.search(r"(\w{1,20})[ -]{1,3}$", folded[max(0, match.start() - 20) : match.start()])
    word = before[1].lower() if before else ""
    if word in rules.lists["year_cues" if is_year else "month_cues"]:
        return True
    if word in rules.lists["articles"]:
        after = re.match(r" ([a-z]{3,})", folded[match.end() : match.end() + 30])
        return after is not None and after[1] not in rules.lists["not_after_article"]
    if word in rules.lists["range_openers"]:
        return rules.opened.match(folded, match.end()) is not None
    return rules.joined.search(folded[max(0, match.start() - 30) : match.start()]) is not None


def _compile(rules: Mapping[str, Any]) -> DateRules:
    lists = {
        name: frozenset(map(str.lower, words)) for name, words in rules["lists"].items() if name != "triggers"
    }
    lists["doubtful_months"] = frozenset(rules["lists"]["doubtful_months"])
    months = {**rules["months"], **rules["month_abbreviations"]}
    weekdays = {**rules["weekdays"], **rules["weekday_abbreviations"]}
    slots = _slots(rules)
    patterns = [_expand(row["pattern"], slots, number) for number, row in enumerate(rules["form"])]
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(patterns) + ")")
    forms = tuple(
        Form(
            row["name"], row["reads"], row.get("before", ""), "needs" in row, _parts(pattern, number),
            row["example"], row["counter"],
        )
        for number, row in enumerate(rules["form"])
    )  # fmt: skip
    edge, within = slots["edge"], slots["within"]
    month, joiner = slots["any_month"], _any_of(lists["range_joiners"])
    return DateRules(
        forms=forms,
        pattern=pattern,
        triggers=re.compile(_triggers(rules, slots)),
        openers=re.compile(rf"\d|(?i:{_any_of(_openers(rules))})(?!\w)"),
        before={
            "edge": re.compile(rf"(?<!\w){edge}[ ]{{1,3}}\Z"),
            "within or edge": re.compile(
                rf"(?<!\w)(?:(?:{within} )?the month of|{within}|{edge})(?:[ ]{{1,3}}|-)\Z"
            ),
        },
        not_dates=re.compile("|".join(map(re.escape, rules["lists"]["not_dates"]))),
        future=re.compile(rf"(?i)\b(?:{_any_of(lists['future'])})\b"),
        counted=re.compile(rf"[ ]{slots['counted']}"),
        joined=re.compile(rf"(?:{month}|\d{{4}}),? ?(?:(?:{joiner}) |[-–] ?)\Z"),
        opened=re.compile(rf"(?: \d{{4}})? (?:{joiner}) "),
        joiners=re.compile(rf" ?[-–] ?| (?P<word>{_any_of(lists['joiners'])}) "),
        to_date=re.compile(rf" (?:{_any_of(lists['to_date'])})(?!\w)"),
        months={name.lower(): number for name, number in months.items()},
        weekdays={name.lower(): number for name, number in weekdays.items()},
        days=rules["days"],
        numbers=rules["numbers"],
        lists=lists,
    )


def _parts(pattern: re.Pattern[str], number: int) -> dict[str, int]:
    """The groups of one form, by the names they have in its row."""
    own = f"_{number}"
    return {
        name.removesuffix(own): group
        for name, group in pattern.groupindex.items()
        if name.endswith(own) and name != f"form{own}"
    }


def _slots(rules: Mapping[str, Any]) -> dict[str, str]:
    """What the placeholders of the patterns stand for, as regular expressions with named groups."""
    lists = rules["lists"]
    full_month, short_month = _capitals(rules["months"]), _capitals(rules["month_abbreviations"])
    full_weekday, short_weekday = _capitals(rules["weekdays"]), _capitals(rules["weekday_abbreviations"])
    day = r"(?:3[01]|[12]\d|0?[1-9])(?!\d|[,.]\d\d)(?:st|nd|rd|th)?(?!\w)"
    return {
        "month": rf"(?P<month>(?:{full_month})(?!\w)|(?:{short_month})\b\.?)",
        "any_month": rf"(?:(?:{full_month})(?!\w)|(?:{short_month})\b\.?)",
        "full_month": rf"(?P<month>{full_month})(?!\w)",
        "weekday": rf"(?P<weekday>(?:{full_weekday})(?!\w)|(?:{short_weekday})\b\.?)",
        "full_weekday": rf"(?P<weekday>{full_weekday})(?!\w)",
        "day": rf"(?P<day>{day})",
        "last_day": rf"(?P<last_day>{day})",
        "year": r"(?P<year>(?:19|20)\d\d)(?!\d)",
        "last_year": r"(?P<last_year>(?:(?:19|20)\d\d|\d\d))(?!\d)",
        "month_number": r"(?P<month>0[1-9]|1[0-2])",
        "two_digits": r"(?P<day>0[1-9]|[12]\d|3[01])",
        "first": r"(?P<first>\d{1,2})",
        "second": r"(?P<second>\d{1,2})",
        "comma": r"(?: ?, ?| )",
        "which": rf"(?P<which>(?i:{_any_of(lists['which'])}))",
        "unit": rf"(?P<unit>{_any_of(lists['units'])})(?!\w)",
        "part": rf"(?P<part>{_any_of(lists['parts'])})(?!\w)",
        "near": rf"(?P<near>(?i:{_any_of(rules['days'])}))(?!\w)",
        "number": rf"(?P<number>\d{{1,3}}|(?i:{_any_of(rules['numbers'])}))",
        "edge": rf"(?i:{_any_of(lists['edges'])})",
        "within": rf"(?i:{_any_of(lists['within'])})",
        "counted": rf"(?:{_any_of(lists['counted'])})(?!\w)",
        "counted_people": rf"(?:{_any_of(lists['counted_people'])})(?!\w)",
    }


def _expand(pattern: str, slots: Mapping[str, str], number: int) -> str:
    filled = re.sub(r"\{([a-z_]+)\}", lambda match: slots[match[1]], pattern)
    spaced = re.sub(r"(?<!\[) (?!\])", "(?:[ ]{1,3})", filled)
    named = re.sub(r"\(\?P([<=])(\w+)", rf"(?P\g<1>\g<2>_{number}", spaced)
    return f"(?P<form_{number}>{named})"


def _triggers(rules: Mapping[str, Any], slots: Mapping[str, str]) -> str:
    names = [
        *rules["months"],
        *rules["month_abbreviations"],
        *rules["weekdays"],
        *rules["weekday_abbreviations"],
    ]
    near = {form for word in rules["days"] for form in (word, word.capitalize())}
    others = [re.sub(r"\{([a-z_]+)\}", lambda m: slots[m[1]], row) for row in rules["lists"]["triggers"]]
    unnamed = re.sub(r"\(\?P<\w+>", "(?:", "|".join(others))
    numbers = r"(?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}[/.-]"
    return rf"\b(?:{_capitals(names)}|{_any_of(near)}|{numbers}|{unnamed})"


def _openers(rules: Mapping[str, Any]) -> set[str]:
    """The first words of all forms."""
    tables = ("months", "month_abbreviations", "weekdays", "weekday_abbreviations", "days", "numbers")
    lists = ("openers", "which", "within")
    wordings = [word for table in tables for word in rules[table]]
    wordings += [word for name in lists for word in rules["lists"][name]]
    return {wording.lower().split()[0] for wording in wordings}


def _capitals(names: Iterable[str]) -> str:
    return _any_of({form for name in names for form in (name, name.upper())})


def _any_of(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    if not ordered:
        raise ValueError("a list of words is empty")
    alternatives = "|".join(map(re.escape, ordered)).replace("\\ ", " ")
    first = "".join(sorted({re.escape(word[0]) for word in ordered}))
    return f"(?=[{first}])(?:{alternatives})"  # one look instead of one for each word
