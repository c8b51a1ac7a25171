"""Whether every row of the rules does what its example says and leaves its counter-example alone."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import resources
from kg.errors import RulesError
from kg.extract.language.tables import Row, read_rows
from kg.rulebook import of_counts, of_events, of_pages, of_speech
from kg.rulebook.reading import Faults, Values, read_text
from kg.rulebook.scenes import FILE, load_scenes


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row with what is wrong with it; it holds where there are no ``faults``."""

    file: Path
    line: int | None
    table: str
    name: str
    faults: tuple[str, ...]
    has_counter: bool

    def __str__(self) -> str:
        """One line a fault: where the row is, which it is, what is wrong."""
        where = f"{self.file}:{self.line}" if self.line else str(self.file)
        return "\n".join(f"{where}: {self.table} {self.name}: {fault}" for fault in self.faults)


@dataclass(frozen=True, slots=True)
class _Check:
    """What it means that a row of a table holds; ``counter`` says whether it needs a counter-example.

    ``only_with`` is a key without which a row is a mere list and needs no example.
    """

    faults_of: Callable[[Values], Faults]
    counter: bool = True
    only_with: str | None = None


_CHECKS: Final = {
    "cue": _Check(of_speech.check_cue, counter=False),
    "attribution": _Check(of_speech.check_attribution),
    "stance": _Check(of_speech.check_stance),
    "cause": _Check(of_events.check_cause, counter=False),
    "strike": _Check(of_events.check_strike, counter=False),
    "incident": _Check(of_events.check_incident, counter=False),
    "harm": _Check(of_counts.check_harm),
    "people": _Check(of_counts.check_people),
    "counted": _Check(of_counts.check_counted),
    "small": _Check(of_counts.check_small, only_with="gives"),
    "frame": _Check(of_counts.check_frame),
    "hedge": _Check(of_counts.check_hedge),
    "after": _Check(of_counts.check_hedge),
    "upper": _Check(of_counts.check_upper),
    **dict.fromkeys(
        ("vague", "zero", "nobody", "fraction", "filler", "opening", "particle"),
        _Check(of_counts.check_number),
    ),
    "form": _Check(of_pages.check_form),
    "pattern": _Check(of_pages.check_pattern),
    "publisher": _Check(of_pages.check_publisher),
    **dict.fromkeys(("line", "comments"), _Check(of_pages.check_whole_line, counter=False)),
    **dict.fromkeys(("inline", "link", "caption", "blurb"), _Check(of_pages.check_part, counter=False)),
}
"""Table -> its check. A table that is not here has none, and each of its rows is a fault."""
_NAMES: Final = ("id", "verb", "name", "words", "tag", "example")


def rule_files() -> tuple[str, ...]:
    """The names of the files of rules in use, without their ending."""
    return tuple(sorted(path.stem for path in resources.rules().glob("*.toml") if path.name != FILE))


def check_rules(file: str | None = None) -> Iterator[Verdict]:
    """A verdict on each row of all files, or of one, in their order; files in that of their names.

    A row that is a mere list of words has no example and gets no verdict.

    Raises:
        RulesError: the rules cannot be read, so that there is nothing to check.
    """
    _refuse_strays()
    read_text(load_scenes().harm)
    for stem in rule_files() if file is None else (file,):
        for row in read_rows(resources.rules() / f"{stem}.toml"):
            if not _is_list(row):
                yield judge(row)


def _is_list(row: Row) -> bool:
    check = _CHECKS.get(row.table)
    key = check.only_with if check is not None else None
    return key is not None and key not in row.values and "example" not in row.values


def _refuse_strays() -> None:
    """A spreadsheet that stands beside no file of rules would be read by nobody, in silence."""
    for path in sorted(resources.rules().glob("*.csv")):
        if not path.with_suffix(".toml").is_file():
            raise RulesError(
                f"{path}: stands beside no {path.stem}.toml and is read by nothing; it is named like one of "
                f"{', '.join(rule_files())}"
            )


def judge(row: Row) -> Verdict:
    """What is wrong with one row, if anything.

    Raises:
        RulesError: the row lacks what every row of its table has.
    """
    name = next((row.values[key] for key in _NAMES if isinstance(row.values.get(key), str)), "?")
    try:
        faults = tuple(_faults(row))
    except (KeyError, TypeError, ValueError, re.error) as error:
        what = f"key {error} is missing" if isinstance(error, KeyError) else str(error)
        raise RulesError(
            f"{row.file}:{row.line}: {row.table} {name}: {what}; see docs/errors.md#rules"
        ) from error
    return Verdict(row.file, row.line, row.table, name, faults, "counter" in row.values)


def _faults(row: Row) -> Faults:
    check = _CHECKS.get(row.table)
    if check is None:
        yield f"nothing checks table {row.table!r}; its rows are read by no rule that has examples"
        return
    if check.only_with is not None and check.only_with not in row.values:
        yield f"example: nothing checks it without the key {check.only_with!r}"
        return
    needed = ("example", "counter") if check.counter else ("example",)
    missing = [key for key in needed if not row.values.get(key)]
    yield from (f"{key}: is missing; every row of this table has one" for key in missing)
    if not missing:
        yield from check.faults_of(row.values)
