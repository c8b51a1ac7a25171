"""The command that scores the program against what people found in the same articles."""

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.talk import progress_bar, say, visible
from kg.errors import GoldError

if TYPE_CHECKING:
    from kg.evaluation import Score


class Report(StrEnum):
    """The forms of the report."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command("eval")(evaluate)


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD...", help="NAME.gold.json, NAME.ann (brat), records; files or folders."),
    ],
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the articles, marked up by both, side by side.")
    ] = None,
    worst: Annotated[int, typer.Option(min=0, help="How many misses to list, the worst first.")] = 10,
    records: Annotated[
        Path | None,
        typer.Option(help="Score these records (JSON lines) instead of reading the articles now."),
    ] = None,
    form: Annotated[Report, typer.Option("-f", "--format", help="text or json")] = Report.TEXT,
) -> None:
    """Score what is read in articles against gold: precision, recall, F1, and the worst misses."""
    from kg.evaluation import evaluate as scores_of
    from kg.evaluation import read_gold, read_records, write_page

    if html is not None and html.suffix.lower() not in (".html", ".htm"):
        raise GoldError(f"{html}: the page is written over what stands there; give a name that ends in .html")
    given = {r["article"]["sha256"]: r for _, r in read_records(records)} if records is not None else None
    annotated = list(read_gold(gold))
    scores: list[Score] = []
    with progress_bar("reading") as progress:
        for score in scores_of(annotated, given):
            scores.append(score)
            if progress is not None:
                progress(len(scores), len(annotated))
    if html is not None:
        write_page(html, scores)
        say(f"{html}: {len(scores)} articles, marked up by both")
    if form == Report.JSON:
        json.dump(_as_json(scores, worst), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _print(scores, worst)


def _print(scores: Sequence["Score"], worst: int) -> None:
    from kg.evaluation import rates, shares, worst_misses

    counts = [score.counts for score in scores]
    print(f"{len(scores):,} articles\n")
    print(
        f"{'task':<24}{'P':>7}{'R':>7}{'F1':>7}   {'95 % of F1':<14}{'right':>6}{'invented':>10}{'missed':>8}"
    )
    for r in rates(counts):
        if not r.right + r.missed:
            print(
                f"{r.task:<24}{'nothing is wanted':>21}   {'':<14}{r.right:>6}{r.invented:>10}{r.missed:>8}"
            )
            continue
        span = f"{r.low:.3f}-{r.high:.3f}"
        print(
            f"{r.task:<24}{r.precision:>7.3f}{r.recall:>7.3f}{r.f1:>7.3f}   {span:<14}"
            f"{r.right:>6}{r.invented:>10}{r.missed:>8}"
        )
    print()
    for name, (ok, of) in shares(counts).items():
        print(f"  {name:<28}{ok:>5} of {of:<6}{ok / of:>6.3f}")
    for name, told in (("distractors", "taken as figures"), ("negatives", "with invented strikes")):
        of = sum(n.get(f"{name} all", 0) for n in counts)
        if of:
            print(f"  {name} {told}: {sum(n.get(f'{name} taken', 0) for n in counts)} of {of}")
    for miss in worst_misses(scores, worst):
        print(f"\n{visible(miss.article)}:{miss.start}: {miss.task}: {miss.what}")
        if miss.wanted is not None:
            print(f"  wanted   {visible(miss.wanted)}")
        if miss.found is not None:
            print(f"  found    {visible(miss.found)}")
        print(f"  sentence {visible(miss.sentence)}")


def _as_json(scores: Sequence["Score"], worst: int) -> dict[str, Any]:  # JSON values of all kinds
    from dataclasses import asdict

    from kg.evaluation import rates, shares, worst_misses

    counts = [score.counts for score in scores]
    return {
        "articles": len(scores),
        "tasks": {r.task: {"p": r.precision, "r": r.recall, "f1": r.f1, **asdict(r)} for r in rates(counts)},
        "fields": {name: list(share) for name, share in shares(counts).items()},
        **{
            name: [sum(n.get(f"{name} {x}", 0) for n in counts) for x in ("taken", "all")]
            for name in ("distractors", "negatives")
        },
        "worst": [asdict(miss) for miss in worst_misses(scores, worst)],
    }
