"""One proposition told with another bound, noun, source, hedge or quotation is found, and nothing else."""

import json
import random
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from kg import open_store
from kg.analysis.drift import COLUMNS, QUERIES, Change, Drift, drift_rows, wording_drift
from kg.errors import QueryError
from kg.queries import Result, run
from kg.registry import load_registry
from tests.queries.invented import KEYS, TEXTS, oxigraph

REGISTRY = load_registry()


class Report(NamedTuple):
    """A short invented report; ``day`` None is one whose day nobody knows."""

    head: str
    body: str
    day: str | None = "2019-03-05"


SINCE = "civilians in Iraq and Syria since 2014."
PENTAGON = Report(
    "Tally of the coalition grows",
    f"The Pentagon acknowledged on Sunday that its strikes have killed at least 1,257 {SINCE}",
)
COALITION = f"The US-led coalition said its strikes have killed 1,257 {SINCE}"
MARKET = "An airstrike on a market in Raqqa on 4 March 2019 "
MARKET_TOO = "Stalls burned for hours. An airstrike in Raqqa on 4 March 2019 "
SAME = "killed 14 civilians, the Syrian Observatory for Human Rights said."
COUNTED = "The Pentagon said on Sunday that "
CARE = '"all feasible care was taken by every one of the crews"'
REGRETS = 'The US-led coalition said it regretted "accidental harm to families" in the strike in Raqqa.'


def drifts(folder: Path, *reports: Report) -> tuple[Drift, ...]:
    for number, report in zip(count(), reports):
        (folder / f"{number}.txt").write_text(f"{report.head}\n\n{report.body}\n", encoding="utf-8")
        told = {"title": report.head, "publisher": f"Sample Post {number}"}
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in told.items()]
        lines += [f"published = {report.day}\n"] if report.day else []
        (folder / f"{number}.toml").write_text("".join(lines), encoding="utf-8")
    with open_store(folder / "store") as store:
        store.build(sorted(folder.glob("*.txt")))
        figures, statements = (store.query(name) for name in QUERIES)
    return wording_drift(figures, statements, registry=REGISTRY)


def seen(found: tuple[Drift, ...]) -> list[tuple[str, str]]:
    return [(drift.change, drift.what) for drift in found]


def test_a_bound_that_gets_lost_on_the_way_is_a_change_of_bound(tmp_path: Path) -> None:
    found = drifts(tmp_path, PENTAGON, Report("Count", COALITION))

    assert seen(found) == [("bound", "at least 1257 civilians killed -> exactly 1257 civilians killed")]
    assert found[0].one.words.startswith("acknowledged on Sunday")


def test_a_headline_that_rounds_the_number_is_a_variant_of_the_same_case(tmp_path: Path) -> None:
    found = drifts(tmp_path, PENTAGON, Report("Over 1,250 civilians killed", COALITION))

    assert {drift.case for drift in found} == {1}
    assert sorted(seen(found)) == [
        ("bound", "at least 1257 civilians killed -> exactly 1257 civilians killed"),
        ("bound", "at least 1257 civilians killed -> more than 1250 civilians killed"),
    ]


def test_a_headline_that_shortens_the_name_of_its_source_is_held_against_the_body(tmp_path: Path) -> None:
    body = f"Coalition strikes have killed at least 1,257 {SINCE[:-1]}, the US military said."

    found = drifts(tmp_path, Report("Strikes killed 1,257 civilians since 2014, military says", body))

    assert seen(found) == [("bound", "at least 1257 civilians killed -> exactly 1257 civilians killed")]


def test_deaths_told_as_casualties_are_a_change_of_noun(tmp_path: Path) -> None:
    one = Report("Review", COUNTED + "strikes had caused 61 civilian deaths in January 2019.")
    other = one._replace(head="Audit", body=one.body.replace("deaths", "casualties"))

    assert seen(drifts(tmp_path, one, other)) == [
        ("noun", "exactly 61 civilians killed -> exactly 61 civilians harmed")
    ]


def test_a_number_of_one_release_is_followed_into_the_paper_of_the_next_day(tmp_path: Path) -> None:
    one = Report("Review", COUNTED + "61 civilian deaths had not been reported before.")
    other = Report("Audit", "The Pentagon said that 61 civilian casualties had not been reported before.")

    assert seen(drifts(tmp_path, one, other)) == [
        ("noun", "exactly 61 civilians killed -> exactly 61 civilians harmed")
    ]


def test_civilians_told_as_people_without_their_source_are_two_changes_of_one_case(tmp_path: Path) -> None:
    one = Report("Market hit", MARKET + "killed more than 40 civilians, residents said.")
    other = Report("Fire", MARKET_TOO + "left more than 40 people dead.", "2019-03-07")

    found = drifts(tmp_path, one, other)

    assert {drift.case for drift in found} == {1}
    assert seen(found) == [
        ("noun", "more than 40 civilians killed -> more than 40 people killed"),
        ("source", "more than 40 civilians killed, according to residents -> "
                   "more than 40 people killed, the article's own voice"),
    ]  # fmt: skip


def test_a_headline_without_the_hedge_of_its_body_is_a_change_of_hedge(tmp_path: Path) -> None:
    body = "An airstrike in Raqqa on 4 March 2019 may have killed 14 civilians, the US-led coalition said."

    assert seen(drifts(tmp_path, Report("Coalition strike kills 14 civilians in Raqqa", body))) == [
        ("hedge", "exactly 14 civilians killed, possible -> exactly 14 civilians killed, without a hedge")
    ]


def test_a_hedge_that_another_article_of_the_day_leaves_out_is_a_change_of_hedge(tmp_path: Path) -> None:
    one = Report("Review", COUNTED + "an airstrike in Raqqa on 4 March 2019 probably killed 14 civilians.")
    other = one._replace(head="Audit", body=one.body.replace("probably ", ""))

    assert seen(drifts(tmp_path, one, other)) == [
        ("hedge", "exactly 14 civilians killed, probable -> exactly 14 civilians killed, without a hedge")
    ]


def test_another_number_of_strikes_around_the_same_quoted_words_is_a_change_of_noun(tmp_path: Path) -> None:
    quoted = '"in the area where the families had taken shelter"'
    review = f"carried out strikes on 4 March 2019 {quoted} in the old town of Raqqa."
    one = Report("Review", f"The Pentagon said coalition aircraft {review}", None)
    other = Report("Answer", f"The US-led coalition acknowledged that it carried out a strike {quoted}.")

    found = drifts(tmp_path, one, other)

    assert seen(found) == [("noun", '"strikes" -> "a strike", around the same quoted words')]
    assert found[0].one.published is None


def test_quoted_words_that_another_body_is_named_for_are_a_change_of_source(tmp_path: Path) -> None:
    quoted = '"two families were sleeping in the cellar when the roof fell in"'
    one = Report("Cellar", MARKET + f"hit a house where {quoted}, the White Helmets said.")
    other = one._replace(head="Roof", body=one.body.replace("the White Helmets", "the United Nations"))

    assert seen(drifts(tmp_path, one, other)) == [
        ("source", "Syria Civil Defence -> United Nations, for the same quoted words")
    ]


def test_words_that_only_the_headline_has_in_quotation_marks_are_a_change_of_quotation(
    tmp_path: Path,
) -> None:
    [drift] = drifts(tmp_path, Report("Coalition regrets 'accidental killings' in Raqqa", REGRETS))

    assert drift.change is Change.QUOTATION
    assert drift.what.endswith('-> "accidental killings" in the headline')
    assert "accidental harm" in drift.one.words
    assert "accidental killings" in drift.other.words


@pytest.mark.parametrize(
    "reports",
    [
        pytest.param(
            [Report("a", MARKET + SAME.replace("14", "at least 14")),
             Report("b", MARKET_TOO + "killed 14 people, the White Helmets said.")],
            id="sources that are not tied have one number each",
        ),
        pytest.param([Report("a", MARKET + SAME), Report("b", MARKET_TOO + SAME)], id="style alone changed"),
        pytest.param(
            [PENTAGON, Report("b", COALITION.replace("1,257", "1,302"), "2019-05-06")], id="a later total"
        ),
        pytest.param(
            [Report("a", COALITION), Report("b", COALITION.replace(" 1", " more than 1"), "2019-03-09")],
            id="a total that has grown since",
        ),
        pytest.param(
            [PENTAGON, Report("b", f"Airwars said coalition strikes have killed more than 3,000 {SINCE}")],
            id="a rival total",
        ),
        pytest.param(
            [Report("a", COUNTED + "investigations during January found that strikes killed 45 civilians."),
             Report("b", COUNTED + "from November 2018 to February 9, 2019, strikes killed 45 civilians.")],
            id="a period told otherwise is none of the four",
        ),
        pytest.param(
            [Report("a", COUNTED + "two deaths reported earlier were not caused by the coalition."),
             Report("b", COUNTED + "two civilian deaths reported earlier were not caused by the coalition.")],
            id="deaths whose people are not named",
        ),
        pytest.param(
            [Report("a", f"The US military is studying reports that {MARKET}killed as many as 100 people."),
             Report("b", MARKET_TOO + "killed more than 100 people, residents said.")],
            id="as many as 100 of one and more than 100 of another",
        ),
        pytest.param(
            [Report("More than 1,100 civilians killed", PENTAGON.body)], id="another number in the headline"
        ),
        pytest.param(
            [Report("Airstrike kills 14 civilians in Raqqa", MARKET + SAME)],
            id="a headline that leaves the source to its body",
        ),
        pytest.param(
            [Report("a", MARKET + "killed 14 civilians."), Report("b", MARKET_TOO + SAME, "2019-03-08")],
            id="a source that came later",
        ),
        pytest.param(
            [Report("a", MARKET + SAME), Report("b", MARKET_TOO + SAME + " The blast killed 14 civilians.")],
            id="a source that the other article names elsewhere",
        ),
        pytest.param(
            [Report("a", COUNTED + "an airstrike in Raqqa on 4 March 2019 probably killed 14 civilians."),
             Report("b", COUNTED + f"after all {MARKET}killed 14 civilians.", "2019-04-09")],
            id="a claim that was confirmed since",
        ),
        pytest.param(
            [Report("a", COUNTED + "three civilian deaths had not been reported before."),
             Report("b", COUNTED + "three civilian casualties had not been reported before.")],
            id="a small number that no release ties",
        ),
        pytest.param(
            [Report("a", COUNTED + "61 civilian deaths had not been reported before."),
             Report("b", "The Pentagon said that 61 civilian casualties had not been reported before.",
                    "2019-03-20")],
            id="a number of another release",
        ),
        pytest.param(
            [PENTAGON._replace(body=f"{PENTAGON.body} {COALITION}"), Report("b", COALITION)],
            id="a bound that the first article leaves out as well",
        ),
        pytest.param(
            [Report("a", MARKET + "killed two of their relatives, residents said."),
             Report("b", MARKET_TOO + "killed two women.")],
            id="a small number of others",
        ),
        pytest.param(
            [Report("a", "The United Nations said more than 2,000,000 people were displaced by the war."),
             Report("b", "The war has displaced 2,000,000 people, the United Nations said.")],
            id="a round number that fits many wars",
        ),
        pytest.param(
            [Report("a", COUNTED + "strikes had caused 61 civilian deaths in January 2019."),
             Report("b", COUNTED + "strikes had caused 61 civilian casualties in February 2019.")],
            id="a number of another month",
        ),
        pytest.param(
            [Report("a", COUNTED + "strikes caused 61 civilian deaths in Iraq in January 2019."),
             Report("b", COUNTED + "strikes caused 61 civilian casualties in Libya in January 2019.")],
            id="a number of another country",
        ),
        pytest.param(
            [Report("a", COUNTED + "strikes caused 61 civilian deaths in the past day."),
             Report("b", COUNTED + "strikes caused 61 civilian casualties in the past day.", "2019-03-15")],
            id="a number of another day",
        ),
        pytest.param(
            [Report("a", f"The Pentagon said families who fled strikes in Raqqa knew that {CARE}."),
             Report("b", f"The Pentagon acknowledged a strike in Raqqa and said {CARE}.")],
            id="another noun of the sentence",
        ),
        pytest.param(
            [Report("a", f"The Pentagon said the coalition strikes fighters alone and {CARE}."),
             Report("b", f"The Pentagon said of the latest coalition strike that {CARE}.")],
            id="a verb that looks like the noun",
        ),
        pytest.param(
            [Report("Coalition regrets 'accidental harm' in Raqqa", REGRETS)], id="a part of what was said"
        ),
        pytest.param(
            [Report("Residents of Raqqa flee 'accidental death'", REGRETS)], id="words that nobody said"
        ),
        pytest.param(
            [Report("a", f"The Pentagon said of its strikes that {CARE}."),
             Report("b", f"In each strike, the Pentagon said, {CARE} of its jets.")],
            id="a phrase that is said of every strike",
        ),
    ],
)  # fmt: skip
def test_what_is_not_the_same_proposition_or_not_told_otherwise_is_no_drift(
    tmp_path: Path, reports: list[Report]
) -> None:
    assert seen(drifts(tmp_path, *reports)) == []


def invented(seed: int | None = None) -> tuple[Drift, ...]:
    answers = []
    for name in QUERIES:
        answer = run(oxigraph(), name)
        rows = list(answer.terms)
        if seed is not None:
            random.Random(seed).shuffle(rows)
        answers.append(Result(answer.columns, tuple(rows), answer.name))
    return wording_drift(answers[0], answers[1], registry=REGISTRY)


def test_both_passages_of_every_row_are_slices_of_their_texts() -> None:
    texts: Mapping[str, str] = {key: TEXTS[name] for name, key in KEYS.items()}
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in drift_rows(invented())]

    assert rows
    for row in rows:
        for side in ("", "other_"):
            text = next(text for key, text in texts.items() if key in str(row[side + "article"]))
            assert text[row[side + "start"] : row[side + "end"]] == row[side + "words"]  # type: ignore[misc]


@pytest.mark.parametrize("seed", range(3))
def test_drift_does_not_depend_on_the_order_of_rows(seed: int) -> None:
    assert invented(seed) == invented()


def test_the_answer_of_another_query_is_refused() -> None:
    figures, incidents = run(oxigraph(), QUERIES[0]), run(oxigraph(), "incidents")

    with pytest.raises(QueryError, match="no column"):
        wording_drift(incidents, figures, registry=REGISTRY)
    with pytest.raises(QueryError, match="no column"):
        wording_drift(figures, incidents, registry=REGISTRY)
