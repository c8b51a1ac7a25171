"""Whether rows that match by a pattern alone hold: parts of a page, publishers, dates, named patterns."""

import re
from collections.abc import Sequence
from typing import Final

from kg.articles.furniture import default_rules as page_rules
from kg.extract.dates.words import default_rules as date_rules
from kg.extract.dates.words import find_wordings
from kg.extract.language.wordings import compile_wordings
from kg.rulebook.reading import Faults, Values, one_of
from kg.rulebook.scenes import load_scenes

_WORDED_AS: Final = ("pattern", "ends", "whole", "inline")


def check_whole_line(row: Values) -> Faults:
    """The example matches as a whole line, and no sentence of a report does."""
    yield from _check_part(row, whole=True)


def check_part(row: Values) -> Faults:
    """The pattern is found in the example and in no sentence of a report; with ``whole`` it is all of it."""
    yield from _check_part(row, whole="whole" in row)


def check_publisher(row: Values) -> Faults:
    """The line of the example, over that of a release, names who publishes; the counter-example does not."""
    if not _names_publisher(row["example"]):
        yield "example: no publisher was read from this line"
    if _names_publisher(row["counter"]):
        yield "counter: a publisher was read from this line"


def check_form(row: Values) -> Faults:
    """The example holds a date by this form, the counter-example does not."""
    found = [wording.form for wording in find_wordings(row["example"], date_rules())]
    if row["name"] not in found:
        yield f"example: no date of the form {row['name']!r} was read; read instead: {one_of(found)}"
    if row["name"] in {wording.form for wording in find_wordings(row["counter"], date_rules())}:
        yield f"counter: a date of the form {row['name']!r} was read"


def check_pattern(row: Values) -> Faults:
    """The pattern is found in the example and not in the counter-example."""
    pattern = compile_wordings(row["pattern"])
    if not pattern.search(row["example"]):
        yield "example: the pattern is not found in it"
    match = pattern.search(row["counter"])
    if match:
        yield f"counter: the pattern is found in it: “{match[0]}”"


def _check_part(row: Values, *, whole: bool) -> Faults:
    keys = [key for key in _WORDED_AS if key in row]
    if not keys:
        yield f"pattern: the row has none of {', '.join(_WORDED_AS)}"
        return
    pattern = re.compile(row[keys[0]])
    match = pattern.search(row["example"])
    if match is None:
        yield f"example: the pattern of {keys[0]!r} is not found in it"
    elif whole and match.span() != (0, len(row["example"])):
        yield f"example: the pattern of {keys[0]!r} matches only a part of it: “{match[0]}”"
    for words in _taken(pattern, load_scenes().running, whole=whole):
        yield f"pattern: a sentence of a report is taken for a part of the page: “{words}”"


def _taken(pattern: re.Pattern[str], running: Sequence[str], *, whole: bool) -> list[str]:
    return [words for words in running if (pattern.fullmatch if whole else pattern.search)(words)]


def _names_publisher(line: str) -> bool:
    lines = [line, load_scenes().release]
    return any(rule.search(lines, 0, "") is not None for rule in page_rules().publishers)
