"""The analyses by name: what each asks, what it takes, and the function that answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kg.analysis.contradictions import find_disputes
from kg.analysis.drifts import find_drift
from kg.analysis.figure_origins import find_origins
from kg.analysis.findings import Findings
from kg.analysis.incidents import find_incidents
from kg.analysis.origins import find_single_carriers, find_single_origins
from kg.analysis.reliance import find_reliance
from kg.analysis.silence import find_silence
from kg.analysis.unattributed import find_unattributed
from kg.errors import QueryError
from kg.queries import Source


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis. ``answer`` takes the store and the parameters that were given, by name, all optional."""

    summary: str
    answer: Callable[..., Findings]
    parameters: tuple[str, ...] = ("incident",)


ANALYSES: Final[Mapping[str, Analysis]] = {
    "disputes": Analysis("Who contradicts whom about what?", find_disputes),
    "incidents": Analysis("Which incidents are told of, when and where?", find_incidents),
    "origins": Analysis(
        "How many articles carry a figure, and from how many origins?",
        find_origins,
        parameters=("value", "unit"),
    ),
    "reliance": Analysis("Who rests on whose word?", find_reliance),
    "silence": Analysis("Which article lacks a denial, dispute or figure that another has?", find_silence),
    "single-carriers": Analysis("What does only one article, or one origin, say?", find_single_carriers),
    "single-origins": Analysis("Which claims and incidents rest on one source alone?", find_single_origins),
    "unattributed-claims": Analysis("What is said without a source?", find_unattributed, parameters=()),
    "wording-drift": Analysis("What lost its bound, source, noun or hedge?", find_drift, parameters=()),
}
"""A new analysis is one more entry here; ``answer(source, **parameters)`` gives its Findings."""


def analyse(source: Source, name: str, parameters: Mapping[str, str] | None = None) -> Findings:
    """The answer of an analysis by its name.

    Raises:
        AmbiguousError: a parameter fits several things.
        QueryError: there is no such analysis or parameter, or nothing fits it.
    """
    if name not in ANALYSES:
        raise QueryError(f"no analysis {name!r}; there are {', '.join(sorted(ANALYSES))}")
    given, analysis = dict(parameters or {}), ANALYSES[name]
    for parameter in given:
        if parameter not in analysis.parameters:
            takes = ", ".join(analysis.parameters) or "none"
            raise QueryError(f"{name}: no parameter {parameter!r}; it takes: {takes}")
    return analysis.answer(source, **given)
