"""What is counted, struck and blamed: one short invented case for each way to get it wrong."""

import pytest

from kg.model import Event, Record
from kg.records import disputes, harm_of, scope_of, to_dict
from tests.extract.invented import SCENE, read, read_in_scene, spoken

ON = "on 3 May 2017"

FIGURES = [
    pytest.param("At least 12 people were killed in the strike.", [(12, None, "killed")], id="at least"),
    pytest.param("More than 100 civilians died in the strike.", [(101, None, "killed")], id="more than"),
    pytest.param("Fewer than 20 people died in the strike.", [(None, 19, "killed")], id="fewer than"),
    pytest.param("Nearly 2,000 people were hurt in the strike.", [(None, 1999, "injured")], id="nearly"),
    pytest.param("Up to 20 people died in the strike.", [(None, 20, "killed")], id="up to"),
    pytest.param("Between 20 and 30 people died in the strike.", [(20, 30, "killed")], id="a range"),
    pytest.param("Some 20 people died in the strike.", [(None, None, "killed")], id="about sets no limit"),
    pytest.param("Scores were killed in the strike.", [(None, None, "killed")], id="words without a number"),
    pytest.param("Tens of thousands have fled Raqqa.", [(None, None, "displaced")], id="large words"),
    pytest.param("No civilians were killed in the strike.", [(0, 0, "killed")], id="zero is a finding"),
    pytest.param("A boy was killed in the strike.", [(1, 1, "killed")], id="one person without a number"),
    pytest.param("Two bombers killed eight people.", [(8, 8, "killed")], id="attackers are no victims"),
    pytest.param(
        f"An air strike killed ten people in Raqqa and wounded 30 {ON}.",
        [(10, 10, "killed"), (30, 30, "injured")],
        id="two harms in one sentence",
    ),
    pytest.param(
        "The army is reviewing 42 reports of civilian deaths.", [(42, 42, "other")], id="reports"
    ),
    pytest.param("Nearly half of all those killed in the strike were children.", [], id="a fraction"),
    pytest.param("The bridge is 300 metres long and 40 years old.", [], id="measures"),
    pytest.param("The strike hit three houses and two cars.", [], id="things"),
    pytest.param("Call 555 1234 if you saw the strike.", [], id="a telephone number"),
]  # fmt: skip

NO_STRIKE = [
    pytest.param(f"The teachers' strike in Raqqa entered its third day {ON}.", id="a strike of workers"),
    pytest.param(f"The general strike shut the port of Karachi {ON}.", id="a general strike"),
    pytest.param(f"A hunger strike by 300 prisoners began in Raqqa {ON}.", id="a hunger strike"),
    pytest.param(f"Lightning strikes killed ten people in Bihar {ON}.", id="lightning"),
    pytest.param(f"A car bomb killed ten people in Kabul {ON}.", id="a car bomb"),
    pytest.param(f"A truck bomb killed ten people in Kabul {ON}.", id="a truck bomb"),
    pytest.param(f"A suicide bombing killed ten people in Kabul {ON}.", id="a suicide bombing"),
    pytest.param(f"Gunmen shot dead six men in Taji {ON}.", id="a shooting"),
    pytest.param(f"A gas explosion killed ten people in Kabul {ON}.", id="an explosion of a known cause"),
    pytest.param(f"A stampede killed ten people in Kabul {ON}.", id="a stampede"),
    pytest.param(f"The US strikes a deal with Iran over prisoners {ON}.", id="striking a deal"),
    pytest.param(f"The striker scored two goals in Karachi {ON}.", id="a striker"),
]

STRIKES = [
    pytest.param(f"An air strike hit a clinic in Aleppo {ON}.", "airstrike", "a clinic", id="an air strike"),
    pytest.param(f"A drone strike hit a car near Jaar in Yemen {ON}.", "droneStrike", "a car", id="a drone"),
    pytest.param(f"A missile strike hit a station in Dnipro {ON}.", "missile", "a station", id="a missile"),
    pytest.param(f"Shelling hit a school in Donetsk {ON}.", "artillery", "a school", id="shells"),
]

SCOPES = [
    pytest.param(f"An air strike killed ten people in Raqqa {ON}.", "strike", id="people killed by a strike"),
    pytest.param(f"A car bomb killed ten people in Kabul {ON}.", "event", id="people killed by a bomb"),
    pytest.param(
        "Between November 2016 and March 2017 coalition strikes killed 45 civilians, the coalition said.",
        "period",
        id="a count over months",
    ),
    pytest.param(
        "At least 352 civilians have been killed by coalition strikes since 2014, the coalition said.",
        "campaign",
        id="a total since a year",
    ),
    pytest.param("The army is reviewing 42 reports of civilian deaths.", "period", id="open on a day"),
]


@pytest.mark.parametrize(("text", "wanted"), FIGURES)
def test_a_number_of_people_is_read_with_its_bounds(
    text: str, wanted: list[tuple[int | None, int | None, str]]
) -> None:
    assert [(f.min, f.max, harm_of(f.unit)) for f in read_in_scene(text).figures] == wanted


@pytest.mark.parametrize("text", ["including seven children", "among them seven children"])
def test_a_part_of_a_toll_is_a_subset_of_it(text: str) -> None:
    record = read(f"An air strike killed 12 people in Raqqa {ON}, {text}.")
    whole, part = sorted(record.figures, key=lambda figure: figure.start)

    assert (part.subset_of, part.who, part.value) == (whole.id, "children", 7)
    assert whole.subset_of is None


def test_what_may_happen_is_no_toll() -> None:
    record = read_in_scene("If the jets return, 500 people could die, the mayor said.")

    assert record.figures == ()


@pytest.mark.parametrize(("text", "scope"), SCOPES)
def test_a_figure_counts_over_its_own_scope(text: str, scope: str) -> None:
    record = read(text)
    [figure] = record.figures

    assert scope_of(figure, {event.id: event for event in record.events}) == scope


def test_the_dates_of_a_count_are_those_of_its_harm() -> None:
    record = read("Between November 2016 and March 2017 coalition strikes killed 45 civilians, it said.")
    [figure] = to_dict(record)["figures"]

    assert (figure["period_start"], figure["period_end"]) == ("2016-11-01", "2017-03-31")


def test_a_rise_and_the_total_it_leads_to_are_two_kinds_of_tally() -> None:
    record = read_in_scene(
        "The coalition said another 61 civilians had died, bringing the total since 2014 to at least 685."
    )

    assert [(f.value, f.tally) for f in record.figures] == [(61, "addition"), (685, "cumulative")]


def test_a_claim_taken_back_is_retracted_by_its_issuer() -> None:
    record = read_in_scene("The coalition withdrew its claim of ten dead.")
    [statement] = spoken(record)
    [figure] = record.figures

    assert (statement.stance, statement.claim) == ("retracts", figure.id)


@pytest.mark.parametrize("words", ["The report did not include", "The coalition excluded"])
def test_a_tally_excludes_what_its_issuer_leaves_out(words: str) -> None:
    record = read_in_scene(
        "At least 352 civilians have been killed by coalition strikes since 2014, the coalition said. "
        f"{words} the strike of 17 March in Mosul."
    )
    [figure] = record.figures
    left_out = [event for event in record.events if event.id in figure.excludes]

    assert [event.date for event in left_out] == ["2017-03-17"]


def test_when_reports_were_assessed_is_not_when_people_were_harmed() -> None:
    record = read_in_scene(
        "From 1 April to 30 April the task force assessed 12 reports, it said in a report."
    )
    [figure] = to_dict(record)["figures"]

    assert (figure["assessed_from"], figure["assessed_to"]) == ("2017-04-01", "2017-04-30")
    assert (figure["period_start"], figure["period_end"]) == (None, None)


@pytest.mark.parametrize("text", NO_STRIKE)
def test_what_is_no_attack_from_afar_is_no_strike(text: str) -> None:
    assert strikes(read(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The strike by dock workers hit the port of Karachi as military forces targeted civilians.",
        "The strike hit the port of Basra on 2 May 2017 after unions and army forces clashed.",
    ],
)
def test_a_strike_of_workers_is_none_even_where_bombs_fall(text: str) -> None:
    assert strikes(read_in_scene(text)) == []


@pytest.mark.parametrize(("text", "means", "target"), STRIKES)
def test_a_strike_has_its_means_day_and_target(text: str, means: str, target: str) -> None:
    [strike] = strikes(read(text))

    assert (strike.means, strike.date, strike.target) == (means, "2017-05-03", target)


def test_a_strike_that_harms_people_is_part_of_an_incident() -> None:
    record = read(f"An air strike killed ten people in Raqqa {ON}.")
    [strike] = strikes(record)
    [incident] = [event for event in record.events if event.kind == "incident"]
    [figure] = record.figures

    assert (strike.part_of, figure.about) == (incident.id, incident.id)
    assert (strike.place_id, strike.date) == (incident.place_id, incident.date)


def test_strikes_with_one_toll_are_one_event_with_a_count() -> None:
    [strike] = strikes(read(f"Three separate air strikes near Mosul {ON} killed ten civilians."))

    assert (strike.count, strike.near) == (3, True)


def test_strikes_summed_up_over_months_are_a_campaign() -> None:
    record = read("Between November 2016 and March 2017 coalition strikes killed 45 civilians, it said.")

    assert [event.kind for event in record.events] == ["campaign"]


def test_strikes_of_two_days_in_one_city_stay_two() -> None:
    record = read(
        "An air strike killed ten people in Mosul on 14 March 2017. "
        "Another air strike killed twenty people in Mosul on 17 March 2017."
    )
    days = {event.id: event.date for event in record.events}

    assert [strike.date for strike in strikes(record)] == ["2017-03-14", "2017-03-17"]
    assert [(f.value, days[f.about or ""]) for f in record.figures] == [
        (10, "2017-03-14"),
        (20, "2017-03-17"),
    ]


@pytest.mark.parametrize("words", ["on Tuesday", "last month", "on Tuesday evening"])
def test_a_day_stays_unknown_where_no_date_is_stated(words: str) -> None:
    [strike] = strikes(read(f"An air strike hit a clinic in Aleppo {words}."))

    assert (strike.date, strike.date_from, strike.date_to) == (None, None, None)


def test_a_weekday_counts_back_from_the_day_of_publication_and_says_so() -> None:
    [strike] = strikes(read_in_scene("An air strike hit a clinic in Aleppo on Tuesday."))

    assert (strike.date, strike.date_words, strike.date_basis) == ("2017-05-02", "Tuesday", "inferred")


def test_a_caption_with_a_credit_speaks_for_nobody() -> None:
    record = read(f"{SCENE}Smoke rises over Raqqa after an air strike, May 3, 2017. (Sample Photo)")

    assert "Sample Photo" not in {statement.speaker for statement in record.statements}


def test_a_linked_title_is_marked_and_is_no_event_of_the_article() -> None:
    record = read_in_scene("Read more: Air strike kills 50 in Idlib")

    assert {statement.block for statement in record.statements} <= {"relatedLink"}
    assert record.events == ()


def test_who_is_named_before_the_strike_is_blamed_for_it() -> None:
    record = read(f"An Israeli air strike hit a market in Raqqa {ON}, killing ten people.")

    assert {r.actor for r in record.responsibilities} == {"Israeli"}
    assert {r.about for r in record.responsibilities} == {event.id for event in record.events}


def test_blame_by_residents_is_theirs_alone() -> None:
    record = read(f"An air strike killed ten people in Raqqa {ON}. Residents blamed the army for the blast.")
    [blame] = [r for r in record.responsibilities if r.actor == "army"]

    assert {s.speaker for s in record.statements if s.claim == blame.id} == {"Residents"}


def test_a_denial_is_a_row_of_the_disputes_and_a_silence_is_not() -> None:
    record = read_in_scene(
        "The army denied the strike. The ministry did not confirm the strike. The envoy condemned the strike."
    )
    rows = list(disputes(record.statements, {f.id: f for f in record.figures}, record.responsibilities))

    assert [row["who"] for row in rows] == ["army"]


def strikes(record: Record) -> list[Event]:
    return [event for event in record.events if event.kind == "strike"]


@pytest.mark.parametrize(
    ("words", "harm"),
    [
        ("The raid killed 12 displaced women", "killed"),
        ("57 displaced people were killed", "killed"),
        ("The camp took in 900 displaced people", "displaced"),
    ],
)
def test_what_was_done_to_people_counts_not_what_they_were(words: str, harm: str) -> None:
    [figure] = read_in_scene(f"{words}, the monitor said.").figures

    assert figure.unit.value == harm
