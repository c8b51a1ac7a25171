"""Two towns, two strikes, two tolls in one breath: what is of one is never given to the other."""

from datetime import date

import pytest

from kg.model import Record
from tests.extract.invented import read, told


def deaths(record: Record) -> dict[int | None, str | None]:
    """For each figure the place of the event that it is about."""
    places = {event.id: event.place for event in record.events}
    return {figure.value: places[figure.about or ""] for figure in record.figures}


def test_each_of_two_strikes_in_a_sentence_keeps_its_dead() -> None:
    record = read(
        "Coalition aircraft bombed Amara on May 4, 2019, killing 12 people, and shelled Kut the next day, "
        "killing 9, a doctor said."
    )

    assert deaths(record) == {12: "Amara", 9: "Kut"}


def test_the_dead_of_a_town_are_not_those_of_the_town_named_next() -> None:
    record = read(
        "Twelve people died in Amara and nine in Kut when coalition jets struck both towns on May 4, 2019, "
        "the governor said."
    )

    assert deaths(record)[12] == "Amara"


@pytest.mark.parametrize("verb", ["bombed", "shelled", "bombarded"])
def test_the_town_that_is_bombed_is_the_place(verb: str) -> None:
    record = read(f"Army jets {verb} Kut on May 4, 2019, killing 12 people, a doctor said.")

    assert {event.place for event in record.events if event.kind.value == "strike"} == {"Kut"}


def test_what_came_a_week_after_another_raid_was_not_there() -> None:
    record = read(
        "An air strike on a school in Amara killed 12 people on May 4, 2019, the ministry said.\n\n"
        "The strike came a week after 40 people were killed in a raid on Nasiriyah."
    )
    strikes = {event.exact: event.place for event in record.events if event.kind.value == "strike"}

    assert strikes == {"An air strike on a school in Amara": "Amara", "a raid on Nasiriyah": "Nasiriyah"}
    assert deaths(record) == {12: "Amara", 40: "Nasiriyah"}


def test_what_was_struck_360_times_is_no_single_strike() -> None:
    record = read(
        "Between 2004 and 2013 drones struck the tribal areas of Pakistan 360 times, a monitor said."
    )

    assert [event.kind.value for event in record.events] == ["campaign"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "\"They told us: 'Nobody was hurt.' But I buried four of my children,\" a mother of three said.",
            [
                (
                    "mother of three",
                    "asserts",
                    "They told us: 'Nobody was hurt.' But I buried four of my children",
                )
            ],
        ),
        (
            "Unconfirmed reports said 200 people had died.",
            [("Unconfirmed reports", "asserts", "200 people had died")],
        ),
    ],
)
def test_marks_within_marks_and_reports_that_said(text: str, found: list[tuple[str, str, str]]) -> None:
    assert told(read("An air strike hit Kut on May 4, 2019.\n\n" + text)) == found


def test_an_own_act_and_an_inquiry_are_two_statements() -> None:
    scene = (
        "Israeli aircraft struck a house in Khan Younis on 3 May 2023, killing six people, medics said.\n\n"
    )
    words = "The Israeli military said it had targeted a command centre and was checking reports of deaths."

    assert [item[1:] for item in told(read(scene + words)) if item[0] == "Israeli military"] == [
        ("asserts", "it had targeted a command centre"),
        ("investigates", "was checking reports of deaths"),
    ]


def test_where_a_watchdog_is_based_nobody_died() -> None:
    record = read(
        "An air strike hit Douma on 7 April 2018. The UK-based group said many people were trapped."
    )

    assert {event.place for event in record.events} <= {"Douma", None}


def test_an_apostrophe_in_a_town_is_part_of_its_name() -> None:
    record = read(
        "Russian jets bombed the city of Maarat al-Nu'man on 22 July 2019, killing 12, activists said."
    )

    assert {event.place for event in record.events} == {"Maarat al-Nu'man"}


LIST = """Results of assessments of air strikes by coalition jets

- Oct. 22, 2016, near Tal Afar, Iraq: During an air strike on a mortar position, seven civilians were killed.
- Jan. 14, 2017, near Tabqa, Syria: Three civilians were injured by an air strike on a checkpoint.
"""


def test_day_and_place_before_a_colon_are_those_of_the_item() -> None:
    found = [(e.date, e.place, e.target) for e in read(LIST).events if e.kind.value == "strike"]

    assert found == [
        ("2016-10-22", "Tal Afar", "a mortar position"),
        ("2017-01-14", "Tabqa", "a checkpoint"),
    ]
    assert deaths(read(LIST)) == {7: "Tal Afar", 3: "Tabqa"}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("An army drone struck a grain store in Kut on May 4, 2019.", "a grain store"),
        ("A jet bombed a wedding in Kut on May 4, 2019.", "a wedding"),
        ("Army jets killed ten people in an air strike on Kut on May 4, 2019.", None),
    ],
)
def test_what_a_verb_of_hitting_has_as_its_object_was_the_target(text: str, target: str | None) -> None:
    assert {event.target for event in read(text).events if event.kind.value == "strike"} == {target}


def test_a_town_targeted_with_rockets_was_struck() -> None:
    record = read("Rebel groups targeted a quarter of Aleppo with six rockets on 3 May 2017, the army said.")

    assert [event.means for event in record.events if event.kind.value == "strike"] == ["missile"]


def test_strikes_of_an_early_month_are_not_the_one_under_discussion() -> None:
    record = read(
        "A blast brought down a house in west Mosul on March 17, 2017, killing over 100 people, residents "
        "said.\n\nThe coalition counts 36 more deaths. Of those, 26 died in three air strikes near Mosul in "
        "early March."
    )
    events = {event.id: event for event in record.events}
    [early] = [figure for figure in record.figures if figure.value == 26]

    assert events[early.about or ""].date != "2017-03-17"


def test_what_is_said_of_a_town_is_not_said_of_the_strike_on_its_quarter() -> None:
    record = read(
        "Coalition aircraft attacked a neighbourhood of western Mosul on March 17, 2017, killing ten.\n\n"
        "General Joe Roe told the committee that his forces were making progress in the fight in Mosul."
    )

    assert [s.about for s in record.statements if s.speaker == "Joe Roe"] == [None]


NEWS = """Russian strike on Kharkiv store kills at least 12, Ukraine says

KYIV, May 25 (Sample Wire) - Russian guided bombs hit a hypermarket in Kharkiv on 25 May 2024, killing at \
least 12 people, Ukrainian officials said. Moscow denies targeting civilians, but thousands have been killed \
since its forces invaded Ukraine in February 2022.

In a separate strike on Thursday, seven people were killed when missiles struck a printing house in the city.
"""


def test_a_headline_tells_again_what_the_body_tells() -> None:
    record = read(NEWS)
    first = {figure.about for figure in record.figures if figure.value == 12}
    blamed = {r.about for r in record.responsibilities if r.start < 60 and ".told-cause" in r.rule}

    assert len(first) == 1
    assert blamed == first


def test_who_denies_one_thing_denies_nothing_of_what_follows() -> None:
    record = read(NEWS)
    denied = [s for s in record.statements if s.speaker == "Moscow"]

    assert [(s.stance.value, s.exact, s.claim) for s in denied] == [
        ("denies", "denies targeting civilians", None)
    ]
    assert {event.place for event in record.events if event.kind.value == "campaign"} == {None}


@pytest.mark.parametrize(
    "opening",
    [
        "(Beirut, 12 November 2018) - ",
        "Aleppo, SNAS - ",
        "Idlib (Sample News) July 22 2019 - ",
        "DAMASCUS, (ST) - ",
        "NAIROBI, Kenya — ",
    ],
)
def test_a_dateline_is_no_part_of_what_is_said(opening: str) -> None:
    words = "An air strike on Kut killed ten people on 3 May 2017"

    assert {s.exact for s in read(f"{opening}{words}, the army said.").statements} == {words}


@pytest.mark.parametrize("target", ["the town of Kut", "Kut district", "Iraq's Kut district"])
def test_a_town_is_no_target(target: str) -> None:
    record = read(f"Army jets carried out air strikes on {target} on 3 May 2017, killing ten people.")

    assert {event.target for event in record.events} == {None}


def test_its_strikes_are_worded_by_their_owner() -> None:
    record = read("NATO said its aircraft had attacked a bridge in Kut on 3 May 2017, killing ten people.")

    assert {r.actor for r in record.responsibilities if r.actor} == {"NATO"}


def test_those_killed_by_the_coalition_in_all_are_not_those_of_one_strike() -> None:
    record = read(
        "Coalition jets hit a house in Mosul on 17 March 2017, killing 26 people, residents said.\n\n"
        "A monitor puts the number of civilians killed by the coalition at more than 3,000."
    )
    kinds = {event.id: event.kind.value for event in record.events}

    assert {figure.value: kinds[figure.about or ""] for figure in record.figures} == {
        26: "incident",
        3000: "campaign",
    }


def test_the_number_of_dead_is_that_of_the_event_under_discussion() -> None:
    record = read(
        "Jets hit a house in Boz on 3 November 2016, killing 33 civilians, the army said.\n\n"
        "Officials had put the number of civilian dead at 32."
    )

    assert len({figure.about for figure in record.figures}) == 1


def test_an_own_act_is_conceded_where_the_rest_is_not_confirmed() -> None:
    scene = "Jets of the Saudi-led coalition hit Bayda on 4 August 2016, killing 14, a medic said.\n\n"
    words = (
        "The coalition said its aircraft had on Thursday bombed military targets, but that it had no "
        "information on a station."
    )

    assert [
        (s.stance.value, s.exact) for s in read(scene + words).statements if s.speaker == "coalition"
    ] == [
        ("acknowledges", "its aircraft had on Thursday bombed military targets"),
        ("doesNotConfirm", "it had no information on a station"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        '"I\'m just not going to discuss that," the spokesman said.',
        'The spokesman said he had "nothing to add".',
        '"I can\'t speak to that one," the spokesman said.',
    ],
)
def test_who_will_not_go_into_it_declines(words: str) -> None:
    scene = "Jets hit a market in Kut on 4 August 2016, killing 14, medics said.\n\n"

    assert [s.stance.value for s in read(scene + words).statements if s.speaker == "spokesman"] == [
        "declinesToComment"
    ]


def test_drones_shot_down_are_no_people() -> None:
    record = read(
        "A Russian drone struck a minibus in Kherson on 3 May 2023, killing three people, officials said.\n\n"
        "Overnight, Russia launched 64 drones at Ukraine, of which 45 were shot down, the air force said."
    )
    kinds = {event.id: event.kind.value for event in record.events}

    assert [figure.value for figure in record.figures] == [3]
    assert {kinds[s.about or ""] for s in record.statements if s.speaker == "air force"} == {"campaign"}


def test_from_whom_there_was_no_comment_declines() -> None:
    record = read(
        "A Russian drone struck a minibus in Kherson on 3 May 2023, killing three people, officials said.\n\n"
        "There was no immediate comment from Moscow, which has denied targeting civilians."
    )

    assert [(s.stance.value, s.exact) for s in record.statements if s.speaker == "Moscow"] == [
        ("declinesToComment", "There was no immediate comment from Moscow"),
        ("denies", "has denied targeting civilians"),
    ]


def test_who_shares_no_details_denies_nothing() -> None:
    record = read(
        "A U.S. drone strike in Nangarhar killed 30 civilians on 18 September 2019, officials said.\n\n"
        "A U.S. official confirmed the drone strike, but did not share details of civilian casualties."
    )

    assert {s.stance.value for s in record.statements} <= {"asserts", "acknowledges"}


@pytest.mark.parametrize(
    ("words", "town"),
    [
        ("The military said two soldiers were killed in fighting in Jabalia.", "Jabalia"),
        ("In Mykolaiv, four people were wounded.", "Mykolaiv"),
        ("In Dnipro, the governor said five people had been hurt.", "Dnipro"),
        ("Two people were taken to hospital in Jabalia.", "Rafah"),
    ],
)
def test_who_is_hurt_elsewhere_is_not_hurt_by_the_strike(words: str, town: str) -> None:
    record = read(f"A strike on a market in Rafah on May 13, 2024 killed 17 people, medics said.\n\n{words}")
    places = {event.id: event.place for event in record.events}

    assert [places[f.about or ""] for f in record.figures if f.value != 17] in ([town], [])


def test_how_the_war_began_is_no_part_of_the_strike() -> None:
    record = read(
        "An Israeli strike in Rafah killed 17 people, health officials said.\n\nThe war began on Oct. 7 when "
        "militants stormed into southern Israel, killing about 1,200 people and abducting around 250.",
        published=date(2024, 5, 14),
    )
    kinds = {event.id: event.kind.value for event in record.events}

    assert {event.date for event in record.events if event.kind.value == "strike"} == {None}
    assert {f.value: kinds[f.about or ""] for f in record.figures} == {
        17: "incident",
        1200: "campaign",
        250: "campaign",
    }


def test_rockets_of_a_whole_war_are_not_the_strike_of_the_day() -> None:
    record = read(
        "A strike in Beirut killed nine people on May 14, 2024, Lebanon's health ministry said.\n\n"
        "Hezbollah rockets have killed 50 people in Israel since October."
    )
    kinds = {event.id: event.kind.value for event in record.events}

    assert {kinds[r.about] for r in record.responsibilities if r.actor == "Hezbollah"} == {"campaign"}


def test_a_strike_in_another_country_is_another_strike() -> None:
    record = read(
        "Army jets bombed Amara in Iraq on May 4, 2019, killing 12 people, a doctor said.\n\n"
        "Three journalists were killed in an Israeli airstrike in Lebanon, their employers said."
    )

    assert deaths(record) == {12: "Amara", 3: "Lebanon"}


PAST = [
    pytest.param(
        "An airstrike in Amara on May 4, 2019, where a truck bomb killed 87 people in 2007, killed five.",
        {87: "2007", 5: "2019-05-04"},
        id="a year",
    ),
    pytest.param(
        "A missile hit Amara, where the army had killed 70 people in an attack on April 4, 2007, on May 4, "
        "2019, and nine died.",
        {70: "2007-04-04", 9: "2019-05-04"},
        id="a day",
    ),
    pytest.param(
        "Jets bombed Amara, where 9,000 people had fled since March, on May 4, 2019, killing 12 people.",
        {9000: None, 12: "2019-05-04"},
        id="since a month",
    ),
    pytest.param(
        "An airstrike hit Amara on May 4, 2019, the worst since 2006, when 1,100 people were killed.\n\n"
        "The strike killed 40 people.",
        {1100: None, 40: "2019-05-04"},
        id="since a year",
    ),
]


@pytest.mark.parametrize(("text", "days"), PAST)
def test_the_dead_of_another_year_are_not_those_of_the_day(text: str, days: dict[int, str | None]) -> None:
    record = read(text)
    events = {event.id: event for event in record.events}

    assert {f.value: events[f.about].date if f.about else None for f in record.figures} == days


def test_where_people_died_on_the_day_told_is_no_other_time() -> None:
    record = read("Warplanes bombed Amara, where 12 people died on May 4, 2019.")
    [strike] = [event for event in record.events if event.kind.value == "strike"]

    assert strike.date == "2019-05-04"
    assert deaths(record) == {12: "Amara"}


@pytest.mark.parametrize(
    ("words", "goes_on"),
    [
        ("They had the music on", True),
        ("We urge the world to act", False),
        ("Every report is looked into", False),
    ],
)
def test_who_tells_a_strike_goes_on_about_it_but_not_about_every_strike(words: str, goes_on: bool) -> None:
    record = read(
        f'Coalition jets bombed Amara on May 4, 2019, killing 12, Lina Haddad said. "{words}," she said.'
    )
    [statement] = [s for s in record.statements if s.exact == words]

    assert (statement.about is not None) == goes_on
