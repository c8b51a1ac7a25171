"""Denied, doubted and withdrawn harm: what nobody asserts must not be read as asserted."""

import pytest

from kg.model import Record
from kg.vocab import Stance
from tests.extract.invented import read, read_in_scene, spoken

OPPOSED = [
    "Reports that 50 civilians were killed in the strike are fabricated, the government said.",
    "It is not true that Russia bombed the hospital, a spokesman said.",
    "There is no truth to reports that Saudi jets struck a wedding, the ministry said.",
    "The claim that 12 people died is completely unfounded, the army said.",
    "The toll of 12 was exaggerated, the governor said.",
    "The mayor rejected a claim by residents that government warplanes hit the building.",
]


@pytest.mark.parametrize("text", OPPOSED)
def test_what_is_called_untrue_is_opposed(text: str) -> None:
    record = read_in_scene(text)
    claims = {item.id for item in (*record.figures, *record.responsibilities)}

    assert claims
    assert {s.stance for s in record.statements} <= {Stance.DENIES, Stance.DISPUTES}
    assert claims <= {s.claim for s in record.statements}


@pytest.mark.parametrize(
    "text",
    [
        "The general stopped short of saying that the strike killed 12 civilians.",
        "The US refused to rule out that its strike killed 12 civilians.",
        "It was unclear whether the strike killed 12 civilians.",
        "An earlier report that 37 people died in the air strike was withdrawn by the agency.",
        "The ministry did not say that nine people had died.",
        "The mayor could not say whether nine people had died.",
    ],
)
def test_what_is_left_open_makes_no_claim_of_figure_or_cause(text: str) -> None:
    record = read_in_scene(text)

    assert [s.exact for s in record.statements if s.stance == Stance.ASSERTS and s.claim] == []
    assert record.figures == record.responsibilities == ()


def test_a_corrected_toll_is_no_longer_asserted() -> None:
    record = read_in_scene("The toll of 12 was later corrected to 2, the ministry said.")
    claims = {figure.id: figure.value for figure in record.figures}

    assert [claims[s.claim] for s in record.statements if s.claim in claims] == [2]


def test_who_is_unaware_of_reports_confirms_nothing() -> None:
    found = spoken(read_in_scene("The army said it was unaware of reports that 12 civilians had died."))

    assert {s.stance for s in found} == {Stance.DOES_NOT_CONFIRM}


def test_the_outlet_can_see_no_sign_either() -> None:
    record = read_in_scene("There is no evidence that 50 civilians died in the strike.")

    assert {s.stance for s in record.statements} == {Stance.DISPUTES}


def test_a_general_assurance_is_about_no_one_event() -> None:
    [said] = spoken(read_in_scene("In each incident, the coalition said, all precautions were taken."))

    assert said.about is None


def test_two_governments_speak_each_for_itself() -> None:
    found = spoken(read_in_scene("Iraq and the United States said the strike had hit a depot."))

    assert sorted(s.speaker for s in found) == ["Iraq", "United States"]
    assert len({s.exact for s in found}) == 1


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Rebels shelled the airport near Mosul on 4 May, the ministry said.", "Rebels"),
        ("Government forces bombed the market near Mosul on 4 May, the ministry said.", "Government forces"),
        ("Survivors blame a Russian bomb for the deaths.", "Russian"),
    ],
)
def test_who_is_blamed_need_not_have_a_name(text: str, actor: str) -> None:
    assert {item.actor for item in read_in_scene(text).responsibilities if item.actor} == {actor}


def test_a_least_and_a_most_are_one_range() -> None:
    record = read("At least 10, possibly as many as 15, civilians were killed in an air strike near Raqqa.")
    [figure] = record.figures

    assert (figure.min, figure.max, figure.value) == (10, 15, None)
    assert figure.exact.startswith("At least 10, possibly as many as 15,")


@pytest.mark.parametrize(
    "text",
    ["Two civilian deaths said a lot about the plan.", "The people reject terrorism."],
)
def test_the_dead_do_not_speak(text: str) -> None:
    assert spoken(read_in_scene(text)) == []


REJOINED = [
    ("The army said 12 militants died, which residents dispute.", "residents",
     "12 militants died, which residents dispute"),
    ("The army said 12 militants died, a claim disputed by residents.", "residents",
     "12 militants died, a claim disputed by residents"),
    ("The army said 12 militants died, something that residents flatly deny.", "residents",
     "12 militants died, something that residents flatly deny"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "exact"), REJOINED)
def test_a_denial_behind_a_comma_is_of_the_words_before(text: str, speaker: str, exact: str) -> None:
    record = read_in_scene(text)
    [figure] = record.figures
    opposing = [s for s in record.statements if s.stance in (Stance.DENIES, Stance.DISPUTES)]

    assert [(s.speaker, s.exact, s.claim) for s in opposing] == [(speaker, exact, figure.id)]
    assert [(s.speaker, s.exact) for s in spoken(record) if s not in opposing] == [
        ("army", "12 militants died")
    ]


def test_a_denial_that_points_back_is_of_the_claim_before() -> None:
    record = read_in_scene("Residents accused Russia of bombing the hospital. Moscow denied this.")
    [blamed] = record.responsibilities
    denied = next(s for s in record.statements if s.exact == "denied this")

    assert (denied.speaker, denied.speaker_id, denied.stance) == (
        "Moscow",
        "org/russian-government",
        Stance.DENIES,
    )
    assert denied.claim == blamed.id


def test_who_was_never_accused_disputes_and_does_not_deny() -> None:
    text = "Iraqi officers said Islamic State had placed explosives in the house, which relatives deny."
    record = read_in_scene(text)

    assert {(s.speaker, s.stance) for s in spoken(record)} == {
        ("Iraqi officers", Stance.ASSERTS),
        ("relatives", Stance.DISPUTES),
    }


def test_that_day_is_the_day_named_last() -> None:
    record = read(
        "An air strike killed 27 people near Mosul on 14 March 2017.\n\n"
        "That attack is not the one of 17 March 2017 in west Mosul.\n\n"
        "Who caused the deaths that day is disputed. Survivors blame a Russian bomb."
    )
    [blamed] = [item for item in record.responsibilities if item.actor]
    event = next(event for event in record.events if event.id == blamed.about)

    assert event.date == "2017-03-17"


def test_what_a_body_says_of_its_own_acts_it_says_itself() -> None:
    record = read(
        "The United Nations said an air strike in Raqqa on 3 May 2017 had killed ten people.\n\n"
        "Jane Roe, a UN spokeswoman, said the wounded needed help.\n\n"
        "In May the coalition carried out 240 strikes, it said."
    )
    said = [s for s in spoken(record) if "240" in s.exact]

    assert said
    assert {s.speaker for s in said} == {"coalition"}


@pytest.mark.parametrize(
    "text",
    [
        'The army said 27 civilians in a building were "unintentionally killed".',
        "The army said 27 civilians in a house next to it were killed.",
        'The army said 27 civilians were "more likely than not" killed.',
    ],
)
def test_words_between_the_dead_and_their_verb_lose_no_figure(text: str) -> None:
    assert [figure.value for figure in read_in_scene(text).figures] == [27]


def test_a_toll_put_higher_disputes_the_toll_before() -> None:
    record = read_in_scene(
        "The Pentagon acknowledged 352 deaths. Monitoring groups put the number much higher."
    )
    figure = next(item for item in record.figures if item.value == 352)
    [higher] = [s for s in record.statements if s.stance == Stance.DISPUTES]

    assert (higher.speaker, higher.claim) == ("Monitoring groups", figure.id)


ISSUER = "Russian Defence Ministry"
RELEASE = """Spokesman for Russian Defence Ministry comments on allegations of air strike on Ariha

Reports of an alleged strike of the Russian Aerospace Forces on Ariha on 10 July 2019, which is claimed \
to have killed 18 civilians, are yet another fake.

On that day, aircraft of the Russian Aerospace Forces carried out no combat missions in the area.

Five terrorists and two of their relatives died as a result of their own carelessness.
"""


def release() -> Record:
    return read(RELEASE, publisher=ISSUER)


def test_who_calls_reports_a_fake_denies_what_they_claim() -> None:
    record = release()
    claims = {c.id: c for c in (*record.figures, *record.responsibilities)}
    denied = {
        type(claims[s.claim]).__name__ for s in record.statements if s.claim and s.stance == Stance.DENIES
    }

    assert denied == {"Figure", "Responsibility"}


def test_nobody_asserts_or_concedes_what_a_release_denies() -> None:
    record = release()
    blamed = {r.id for r in record.responsibilities if r.actor}

    assert blamed
    assert {s.stance for s in record.statements if s.claim in blamed} == {Stance.DENIES}
    assert Stance.ACKNOWLEDGES not in {s.stance for s in record.statements}


def test_strikes_not_carried_out_are_counted_by_nobody() -> None:
    record = read_in_scene("The coalition said it had carried out no strikes within 500 metres.")

    assert record.figures == ()
    assert not [r for r in record.responsibilities if r.actor]


@pytest.mark.parametrize(
    "text",
    [
        '"It was like a missile had hit us," the baker said.',
        '"It was as if a bomb had fallen," the baker said.',
    ],
    ids=["like", "as if"],
)
def test_what_something_is_likened_to_did_not_happen(text: str) -> None:
    told = read("A blast hit a factory in Mosul on 14 March 2017, the army said.\n\n" + text)

    assert [event.kind.value for event in told.events] in ([], ["incident"])


def test_what_stands_before_words_that_leave_the_rest_open_is_asserted() -> None:
    record = read_in_scene("The team, which has exhumed 26 bodies so far, does not say who killed them.")

    assert [figure.value for figure in record.figures] == [26]
    assert {s.exact for s in record.statements if s.claim is None} == {"does not say who killed them"}


def test_who_rejects_an_own_part_denies_and_who_blames_another_concedes_nothing() -> None:
    record = read(
        "Turkish shells hit a resort in Dohuk on 20 July 2022, killing eight people, Iraq said.\n\n"
        "Turkey's foreign ministry rejected claims that it had carried out the attack. The Libyan National "
        "Army said that its jets had hit a camp and that Tripoli forces had shelled the resort."
    )
    found = {s.exact: s.stance.value for s in record.statements}
    others = {r.id for r in record.responsibilities if r.actor == "Tripoli"}

    assert found["rejected claims that it had carried out the attack"] == "denies"
    assert others
    assert {s.stance.value for s in record.statements if s.claim in others} == {"asserts"}


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        (
            "The army said the strike killed 37 militants and did not kill any civilians.",
            {"asserts": "the strike killed 37 militants", "disputes": "did not kill any civilians"},
        ),
        (
            "A spokesman said it knew of fewer than 100 deaths and could not say who was responsible.",
            {
                "asserts": "it knew of fewer than 100 deaths",
                "doesNotConfirm": "could not say who was responsible",
            },
        ),
    ],
)
def test_what_is_denied_leaves_the_rest_asserted(text: str, stances: dict[str, str]) -> None:
    record = read_in_scene(text)

    assert {s.stance.value: s.exact for s in spoken(record)} == stances
    assert len({s.about for s in record.statements}) == 1
