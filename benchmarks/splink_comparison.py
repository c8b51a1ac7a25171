"""Links the accounts of the linking benchmark with Splink, to compare (docs/decisions/0012-linking.md).

Needs Splink 5 (``pip install splink``), which the project does not depend on: run it in an environment of its
own that has both. Splink learns its weights from accounts of another seed with their true events, which is
the kindest case, or with ``--unlabelled`` without them. The threshold is the one that gives the best B3 there
with at most one pair in a hundred wrongly put together.
Seconds are those of the processor. ``python -m benchmarks.splink_comparison --sizes 10000,100000``
"""

import argparse
import hashlib
import json
import logging
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Final

import networkx as nx

from benchmarks.build_benchmark import peak_megabytes
from benchmarks.linking_events import World, make_world
from kg.evaluation.linking import LinkingScore, score_linking
from kg.ids import slug
from kg.registry import Place, Registry, load_registry
from kg.resolve import EventTold

_WIDE: Final = frozenset({"province", "governorate", "oblast", "state", "region"})
_LEARN: Final = 10_000
_FEWEST: Final = 100
"""So many pairs put together make a share of wrong ones worth looking at."""
_AIR: Final = "('airstrike', 'droneStrike', 'missile')"
_OVERLAP: Final = "l.first <= r.last + 1 and r.first <= l.last + 1 and l.article <> r.article"
_BLOCKS: Final = (
    f"l.kind = r.kind and l.region = r.region and l.month = r.month and {_OVERLAP}",
    f"l.kind = r.kind and l.name = r.name and l.month = r.month and {_OVERLAP}",
)


Row = dict[str, Any]
"""What Splink compares: values of several types."""
Pair = tuple[float, str, str]


def rows_of(events: Iterable[EventTold], registry: Registry) -> list[Row]:
    """One flat row an account of known days; a strike and its incident lend each other day and place."""
    told = {event.path: event for event in events}
    parts = {event.part_of: event for event in told.values() if event.part_of is not None}
    rows = []
    for event in told.values():
        other = told.get(event.part_of or "") or parts.get(event.path)
        if other is not None and event.first is None:
            event = replace(event, first=other.first, last=other.last)
        if other is not None and event.place is None:
            event = replace(event, place=other.place, place_name=other.place_name, near=other.near)
        if event.first is not None and event.place is not None:
            rows.append(_row(event, registry))
    return rows


def _row(event: EventTold, registry: Registry) -> Row:
    place = registry.row(event.place or "")
    chain = [
        p
        for p in registry.place_chain(event.place or "")
        if getattr(registry.row(p), "kind", "") != "country"
    ]
    name = slug(place.name if place is not None else event.place_name or "") or None
    tolls: dict[str, Any] = {}
    for unit in ("killed", "injured"):
        found = [f for f in event.figures if f.unit.lower().endswith(unit) and not f.part]
        tolls[unit] = found[0].value if found else None
        tolls[f"{unit}_min"] = found[0].min if found else None
        tolls[f"{unit}_max"] = found[0].max if found else None
    return {
        "unique_id": event.path,
        "article": event.article,
        "kind": event.kind.value,
        "first": event.first,
        "last": event.last,
        "month": f"{event.first:%Y-%m}",
        "region": chain[-1] if chain else None,
        "place": event.place if chain else name,
        "wide": isinstance(place, Place) and place.kind in _WIDE,
        "chain": chain,
        "name": name,
        "near": event.near,
        "actors": sorted(event.actors),
        "tied": sorted({body for actor in event.actors for body in _tied(actor, registry)}),
        "means": event.means.value if event.means is not None else None,
        "target": event.words.rpartition(" on ")[2] if " on " in event.words else None,
        "marks": sorted(event.quotes | event.narrated),
        **tolls,
    }


@cache
def _tied(actor: str, registry: Registry) -> tuple[str, ...]:
    return tuple(row.id for row in registry.organisations if registry.related(actor, row.id))


def _comparison(name: str, missing: str, *levels: str, frequent: str | None = None) -> dict[str, Any]:
    """A comparison of Splink with its levels, best first; ``frequent`` lowers agreement on common values."""
    told: list[dict[str, Any]] = [{"sql_condition": missing, "is_null_level": True}]
    told += [{"sql_condition": level} for level in levels]
    if frequent is not None:
        told[1] |= {"tf_adjustment_column": frequent, "tf_adjustment_weight": 1.0}
    return {"output_column_name": name, "comparison_levels": [*told, {"sql_condition": "ELSE"}]}


def _toll(unit: str) -> dict[str, Any]:
    return _comparison(
        unit,
        f"{unit}_l is null or {unit}_r is null",
        f"{unit}_l = {unit}_r and {unit}_l > 9",
        f"{unit}_l = {unit}_r",
        f"abs({unit}_l - {unit}_r) <= 0.2 * greatest({unit}_l, {unit}_r)",
        f"coalesce({unit}_max_l >= {unit}_min_r, true) and coalesce({unit}_max_r >= {unit}_min_l, true)",
    )


def settings(share: float) -> dict[str, Any]:
    """The model as plain values: the same file runs on DuckDB, Spark or Postgres."""
    inside = "list_contains(chain_l, place_r) or list_contains(chain_r, place_l)"
    return {
        "link_type": "dedupe_only",
        "probability_two_random_records_match": share,
        "blocking_rules_to_generate_predictions": [{"blocking_rule": rule} for rule in _BLOCKS],
        "comparisons": [
            _comparison(
                "days",
                "first_l is null or first_r is null",
                "first_l = first_r and last_l = last_r and first_l = last_l",
                "(first_l = last_l or first_r = last_r) and first_l <= last_r and first_r <= last_l",
                "first_l <= last_r and first_r <= last_l",
            ),
            _comparison(
                "where",
                "place_l is null or place_r is null",
                "place_l = place_r",
                "name_l = name_r",
                "jaro_winkler_similarity(name_l, name_r) > 0.9 and (len(chain_l) = 0 or len(chain_r) = 0)",
                f"({inside}) and not (wide_l or wide_r)",
                inside,
                frequent="place",
            ),
            _comparison(
                "who",
                "len(actors_l) = 0 or len(actors_r) = 0",
                "list_has_any(actors_l, actors_r)",
                "list_has_any(actors_l, tied_r)",
            ),
            _comparison(
                "means",
                "means_l is null or means_r is null",
                "means_l = means_r",
                f"means_l in {_AIR} and means_r in {_AIR}",
            ),
            _comparison("target", "target_l is null or target_r is null", "target_l = target_r"),
            _comparison("wording", "len(marks_l) = 0 or len(marks_r) = 0", "list_has_any(marks_l, marks_r)"),
            _toll("killed"),
            _toll("injured"),
        ],
        "retain_intermediate_calculation_columns": False,
        "retain_matching_columns": False,
    }


def learn(world: World, registry: Registry, *, labelled: bool) -> dict[str, Any]:
    """The model with its weights, from true events, or without them by expectation maximisation."""
    from splink import block_on

    linker = _linker(rows_of(world.events, registry), settings(_share(world)), world.truth)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=0)
    if labelled:
        linker.training.estimate_m_from_label_column("truth")
    else:
        for rule in (block_on("place", "first"), block_on("killed", "injured", "month")):
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
    model: dict[str, Any] = linker.misc.save_model_to_json()
    return model


def pairs_of(rows: Sequence[Row], model: dict[str, Any]) -> list[Pair]:
    """Candidate pairs by the weight of the evidence (bits), heaviest first, then by path."""
    linker = _linker(rows, model, {})
    found = linker.inference.predict(threshold_match_weight=0).as_record_list()
    pairs = ((row["match_weight"], *sorted((row["unique_id_l"], row["unique_id_r"]))) for row in found)
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1:]))


def _linker(rows: Sequence[Row], model: dict[str, Any], truth: Mapping[str, str]) -> Any:
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    connection = duckdb.connect()
    connection.execute("set threads = 2")
    table = pa.Table.from_pylist([row | {"truth": truth.get(row["unique_id"])} for row in rows])
    return Linker(DuckDBAPI(connection).register(table), model)


def _share(world: World) -> float:
    together = sum(len(group) * (len(group) - 1) for group in world.groups)
    return together / len(world.events) ** 2


def connected(pairs: Iterable[Pair], threshold: float) -> list[set[str]]:
    """What pairs above the threshold connect, at any remove: how Splink itself makes groups."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((a, b) for weight, a, b in pairs if weight >= threshold)
    return list(nx.connected_components(graph))


def agreeing(pairs: Sequence[Pair], threshold: float) -> list[set[str]]:
    """Groups in which every account fits every other, best pairs first: how our own rules make them."""
    fitting = {(a, b) for weight, a, b in pairs if weight >= threshold}
    group: dict[str, set[str]] = {}
    for weight, a, b in pairs:
        if weight < threshold:
            break
        ours, theirs = group.setdefault(a, {a}), group.setdefault(b, {b})
        if ours is not theirs and all((min(x, y), max(x, y)) in fitting for x in ours for y in theirs):
            ours |= theirs
            group.update(dict.fromkeys(theirs, ours))
    return list({id(one): one for one in group.values()}.values())


WAYS: Final = {"connected": connected, "all agree": agreeing}


def threshold_of(way: str, pairs: Sequence[Pair], world: World) -> float:
    """The threshold in bits with the best B3 where at most one pair in a hundred is wrongly put together."""
    best = (0.0, 20.0)
    for step in range(41):
        score = score_linking(WAYS[way](pairs, step / 2), world.groups)
        if score.merged >= _FEWEST and score.wrong_share <= 0.01:
            best = max(best, (score.b3.f1, step / 2))
    return best[1]


def main() -> None:
    """Learn, then link every size in a process of its own, and print Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000", help="numbers of accounts, with commas")
    parser.add_argument("--unlabelled", action="store_true", help="learn without the true events")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    if options.one is not None:
        _link(options.one, json.load(sys.stdin))
        return
    registry = load_registry()
    world, start = make_world(_LEARN, registry, seed=1), time.process_time()
    model = learn(world, registry, labelled=not options.unlabelled)
    pairs = pairs_of(rows_of(world.events, registry), model)
    print(f"Learned from {len(world.events):,} accounts in {time.process_time() - start:.0f} CPU seconds\n")
    print(
        "| accounts | groups | bits | CPU seconds | most MB | B3 P | B3 R | B3 F1 | pairs joined | wrong, % |"
    )
    print(f"|---:|---|{'---:|' * 8}")
    thresholds = {way: threshold_of(way, pairs, world) for way in WAYS}
    for size in options.sizes.split(","):
        command = [sys.executable, "-m", "benchmarks.splink_comparison", "--one", size]
        given = json.dumps([model, thresholds | {"connected, p > 0.95": 4.25}])
        subprocess.run(command, check=True, input=given, encoding="utf-8")


def _link(size: int, given: tuple[dict[str, Any], dict[str, float]]) -> None:
    registry, (model, thresholds) = load_registry(), given
    world = make_world(size, registry)
    start = time.process_time()
    rows = rows_of(world.events, registry)
    pairs = pairs_of(rows, model)
    seconds = time.process_time() - start
    for name, threshold in thresholds.items():
        start = time.process_time()
        groups = WAYS[name.partition(",")[0]](pairs, threshold)
        taken = seconds + time.process_time() - start
        print(
            _line(len(world.events), name, threshold, taken, score_linking(groups, world.groups)), flush=True
        )
    mixed = pairs_of(random.Random(0).sample(rows, len(rows)), model)
    print(f"\nIn another order {'the same' if _digest(mixed) == _digest(pairs) else 'other'} bytes", end="; ")
    near = [(round(weight, 6), a, b) for weight, a, b in mixed]
    same = near == [(round(weight, 6), a, b) for weight, a, b in pairs]
    print(f"to six places {'the same' if same else 'other'}: {len(pairs):,} pairs.\n", flush=True)


def _line(size: int, way: str, threshold: float, seconds: float, score: LinkingScore) -> str:
    b3 = f"{score.b3.precision:.3f} | {score.b3.recall:.3f} | {score.b3.f1:.3f}"
    pairs = f"{score.merged:,} | {100 * score.wrong_share:.1f}"
    return f"| {size:,} | {way} | {threshold} | {seconds:.1f} | {peak_megabytes():,.0f} | {b3} | {pairs} |"


def _digest(pairs: Sequence[Pair]) -> str:
    return hashlib.sha256(repr(pairs).encode()).hexdigest()


if __name__ == "__main__":
    main()
