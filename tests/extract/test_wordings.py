"""Common wordings of the news, each with the speaker, the stance and the exact words it must give."""

import pytest

from tests.extract.invented import read, read_in_scene, spoken

SPOKEN = [
    ("According to the mayor, 12 people died.", "mayor", "asserts", "12 people died"),
    (
        "According to Airwars, a London-based monitoring group, between 8 and 12 civilians died.",
        "Airwars", "asserts", "between 8 and 12 civilians died",
    ),
    (
        "According to a statement released by Airwars, 12 civilians died.",
        "Airwars", "asserts", "12 civilians died",
    ),
    (
        "Turkey's military, however, said only militants were killed.",
        "Turkey's military", "asserts", "only militants were killed",
    ),
    (
        "The strike, the coalition said, was aimed at a gun position.",
        "coalition", "asserts", "The strike, the coalition said, was aimed at a gun position",
    ),
    (
        "The ministry did not confirm or deny the strike.",
        "ministry", "doesNotConfirm", "did not confirm or deny the strike",
    ),
    (
        "The ministry defended its work, saying ten people had died.",
        "ministry", "asserts", "ten people had died",
    ),
    (
        "Ukraine's state emergency service later said that ten people had died.",
        "Ukraine's state emergency service", "asserts", "ten people had died",
    ),
    (
        "A preliminary U.N. report seen by a nurse put the toll at 33.",
        "U.N.", "asserts", "put the toll at 33",
    ),
    (
        "The governor's office lowered the toll from 14 to 11.",
        "governor's office", "asserts", "lowered the toll from 14 to 11",
    ),
    (
        "The findings point to a leak in a vessel, said Jane Roe, wearing a helmet.",
        "Jane Roe", "asserts", "The findings point to a leak in a vessel",
    ),
    (
        "Ten people died in the clash with Islamic State, says its director, John Doe.",
        "John Doe", "asserts", "Ten people died in the clash with Islamic State",
    ),
    (
        "On 3 May, according to relatives, a bomb brought down the house.",
        "relatives", "asserts", "a bomb brought down the house",
    ),
    (
        "The coalition's first answer was that it had flown no sorties.",
        "coalition", "denies", "it had flown no sorties",
    ),
    (
        "The coalition accepts that its strikes killed ten people.",
        "coalition", "acknowledges", "accepts that its strikes killed ten people",
    ),
    (
        "Four months later the coalition reopened the file and acknowledged six deaths.",
        "coalition", "acknowledges", "acknowledged six deaths",
    ),
    (
        "Jane Roe, who lost both her parents, rejects the six.",
        "Jane Roe", "disputes", "rejects the six",
    ),
    (
        "The agency SANA quoted a military source that the air force had killed ten people.",
        "military source", "asserts", "the air force had killed ten people",
    ),
    (
        'A spokesman of the coalition wrote to us in an email "we will assess the report".',
        "spokesman of the coalition", "asserts", "we will assess the report",
    ),
    (
        "Eight of the dead were women, he said by phone.",
        "he", "asserts", "Eight of the dead were women",
    ),
    (
        "Raids caused 45 of the deaths, the mission found in a report that the army has not seen.",
        "mission", "asserts", "Raids caused 45 of the deaths",
    ),
    (
        "Nasser Hospital, to which the victims were taken, said that ten people had died.",
        "Nasser Hospital", "asserts", "ten people had died",
    ),
    (
        "An army official, briefing reporters, said that ten people had died.",
        "army official", "asserts", "ten people had died",
    ),
    (
        "The ministry has yet to comment on the strike.",
        "ministry", "declinesToComment", "has yet to comment on the strike",
    ),
    (
        "The team, which said that it had found 26 bodies, is still in the town.",
        "team", "asserts", "it had found 26 bodies",
    ),
    (
        "The army has not commented.",
        "army", "declinesToComment", "The army has not commented",
    ),
    (
        "The agency spoke of 40 dead.",
        "agency", "asserts", "spoke of 40 dead",
    ),
    (
        "The general referred further questions to the government.",
        "general", "declinesToComment", "referred further questions to the government",
    ),
    (
        "According to Sample Center for Documentation the drones killed ten people.",
        "Sample Center for Documentation", "asserts", "the drones killed ten people",
    ),
    (
        "The ministry denied a report whose origin the office could not confirm.",
        "ministry", "denies", "denied a report whose origin the office could not confirm",
    ),
    (
        "Raqqa is Being Slaughtered Silently put the toll at 12.",
        "Raqqa is Being Slaughtered Silently", "asserts", "put the toll at 12",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "stance", "exact"), SPOKEN)
def test_a_wording_gives_its_speaker_and_its_words(text: str, speaker: str, stance: str, exact: str) -> None:
    found = {(s.speaker, s.stance.value, s.exact) for s in spoken(read_in_scene(text))}

    assert found == {(speaker, stance, exact)}


def test_a_split_quotation_keeps_both_halves() -> None:
    found = spoken(read_in_scene('"We looked at every report," the general said, "but we cannot go there."'))

    assert [s.exact for s in found] == ["We looked at every report", "but we cannot go there"]


def test_british_marks_quote_as_well() -> None:
    found = spoken(read_in_scene("'We saw the jets,' Lina Haddad said. 'They dropped three bombs on us.'"))

    assert [(s.speaker, s.kind.value, s.exact) for s in found] == [
        ("Lina Haddad", "direct", "We saw the jets"),
        ("Lina Haddad", "direct", "They dropped three bombs on us"),
    ]


def test_who_is_accused_in_a_headline_does_not_speak() -> None:
    record = read(
        "Coalition accused of bombing a wedding\n\nA jet bombed a wedding near Mosul on 3 May 2017."
    )

    assert spoken(record) == []


def test_who_denies_and_blames_has_two_stances() -> None:
    found = spoken(read_in_scene("The ministry denies the toll and blames planted explosives."))

    assert [(s.stance.value, s.exact) for s in found] == [
        ("denies", "denies the toll"),
        ("asserts", "blames planted explosives"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Rain added to the misery of the families.",
        "The two accounts contradict one another.",
        "Asked whether civilians were killed, nobody replied.",
    ],
)
def test_words_without_a_source_are_said_by_nobody(text: str) -> None:
    assert spoken(read_in_scene(text)) == []


def test_a_strike_before_another_has_none_of_its_place() -> None:
    record = read(
        "A jet bombed a wedding near Mosul on 3 May 2017, killing ten people.\n\n"
        "The strike came a day after another air strike killed at least 20 civilians in Taiz."
    )
    strikes = [event for event in record.events if event.kind == "strike"]

    assert {event.place for event in strikes} == {"Mosul", "Taiz"}
    assert len(strikes) == 2


def test_a_separate_incident_takes_no_later_figure() -> None:
    record = read(
        "An air strike killed ten people in Mosul on 3 May 2017.\n\n"
        "In a separate incident, seven civilians were killed by air strikes in Taiz on 4 May.\n\n"
        "The army admitted that the strike killed 12 people."
    )
    admitted = next(figure for figure in record.figures if figure.value == 12)
    event = next(event for event in record.events if event.id == admitted.about)

    assert event.place == "Mosul"


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds of civilians have been killed across Iraq this year.",
        "Between January and June the UN counted 3,812 civilian casualties.",
        "The war has killed 685 civilians since the invasion began.",
    ],
)
def test_the_dead_of_a_year_are_not_those_of_a_strike(text: str) -> None:
    record = read_in_scene(text)
    figure = record.figures[-1]
    event = next(event for event in record.events if event.id == figure.about)

    assert (event.kind.value, figure.tally.value != "oneEvent") == ("campaign", True)


@pytest.mark.parametrize(
    "text",
    [
        "Police in Lyon raided a house on 3 May 2017 and flew drones. The raid hit a gang.",
        "Rockets from a fireworks barge hit a house in Lyon on 3 May 2017. Soldiers of the army stood by.",
        "Dock workers and teachers walked out in Lyon on 3 May 2017. The strike hit all unions and the army.",
    ],
)
def test_peace_has_no_strikes(text: str) -> None:
    assert [event for event in read(text).events if event.kind == "strike"] == []


IN_OTHER_FORMS = [
    ("The doctors' union has counted 43 dead.", "doctors' union", "has counted 43 dead"),
    ("The regional prosecutor's office first put the dead at 11.", "regional prosecutor's office",
     "first put the dead at 11"),
    ("The next morning, the traders said, troops shot at least 31 people.", "traders",
     "The next morning, the traders said, troops shot at least 31 people"),
    ("An officer who served there, and who was not authorised to speak, said ten had died.", "officer",
     "ten had died"),
    ('"Nobody can say," said one of its members, Dr Jane Roe.', "Jane Roe", "Nobody can say"),
    ('"Nobody can say," said a nurse at the clinic, Jane Roe.', "Jane Roe", "Nobody can say"),
    ("Roe's self-styled National Army said ten had died.", "National Army", "ten had died"),
    ("The army denied, however, that ten had died.", "army", "denied, however, that ten had died"),
    ("The mayor would not say how many people had died.", "mayor", "would not say how many people had died"),
    ("Helicopters fired at the stalls, two traders told Sample Wire; a third ran away.", "two traders",
     "Helicopters fired at the stalls"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "exact"), IN_OTHER_FORMS)
def test_a_source_is_heard_in_whatever_form_it_speaks(text: str, speaker: str, exact: str) -> None:
    assert (speaker, exact) in {(s.speaker, s.exact) for s in spoken(read_in_scene(text))}


def test_it_is_the_body_that_the_sentence_before_was_about() -> None:
    record = read_in_scene(
        "The fire service recorded 21 dead. Shown the study, the coalition changed its account in November. "
        "It acknowledged a strike two streets away, but did not accept that it had killed anyone."
    )
    found = [(s.speaker, s.stance) for s in spoken(record) if s.stance.value != "asserts"]

    assert found == [("coalition", "acknowledges"), ("coalition", "denies")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Strikes killed 27 civilians. The coalition's tally is 184.", 184),
        ("Strikes killed 27 civilians. The television later gave the figure as 25.", 25),
        ("Strikes killed 27 civilians. The Syrian Network for Human Rights arrives at 3,037.", 3037),
    ],
    ids=["tally is", "gave the figure as", "arrives at"],
)
def test_a_bare_number_of_a_tally_counts_what_was_counted_before(text: str, value: int) -> None:
    assert [figure.value for figure in read_in_scene(text).figures] == [27, value]


def test_nine_out_of_ten_counts_nothing() -> None:
    assert read_in_scene('The army closes nine reports out of ten as "non-credible".').figures == ()


def test_she_is_no_document() -> None:
    text = 'The toll is wrong, an April report of the office says. "I saw ten," she says.'
    *_, last = spoken(read_in_scene(text))

    assert (last.speaker, last.exact) == ("she", "I saw ten")


def test_a_newsroom_that_says_we_is_no_issuer() -> None:
    record = read(
        "Planes hit the market of Al-Asharah on 4 June 2017. Our correspondent reported ten dead.\n\n"
        "Mr Mohannad al-Ashari said to Our Town I saw eleven bodies. We saw no fighters he said.\n\n"
        "Our reporter said that we may see more."
    )

    assert not [s for s in record.statements if s.rule == "attribution.release"]
    assert ("Mohannad al-Ashari", "We saw no fighters") in {(s.speaker, s.exact) for s in record.statements}


TRANSCRIPT = """The department holds a briefing on Mosul

SPOKESPERSON: We assess that all seven were destroyed.

Q: Thank you. Last week you told us that about 40 militants had been killed. Were you wrong?

SPOKESPERSON: The strike on 14 March 2017 hit a depot in Mosul. We saw no sign of civilian casualties.

MS. ROE: Go ahead, Tara. I cannot speak to that.
"""


def test_each_turn_of_a_transcript_has_its_speaker() -> None:
    record = read(TRANSCRIPT)

    assert {
        (s.speaker, s.exact) for s in record.statements if "casualties" in s.exact or "speak" in s.exact
    } == {
        ("SPOKESPERSON", "We saw no sign of civilian casualties"),
        ("ROE", "I cannot speak to that"),
    }


def test_what_a_question_takes_for_granted_is_claimed_by_nobody() -> None:
    assert 40 not in [figure.value for figure in read(TRANSCRIPT).figures]


def test_a_ministry_that_publishes_is_the_issuer_of_its_text() -> None:
    record = read(
        "Statement on the strike near Mosul\n\nThe strike on 14 March 2017 near Mosul killed ten fighters.",
        publisher="Ministry of National Guards",
    )

    assert {s.speaker for s in record.statements} == {"Ministry of National Guards"}
    assert "attribution.release" in {s.rule for s in record.statements}


@pytest.mark.parametrize(
    "text",
    [
        "The command is aware of media reports alleging that an air strike killed eight civilians in Mosul.",
        "It has seen reports, spread since Sunday, according to which a drone killed 37 people in Mosul.",
    ],
)
def test_an_issuer_does_not_assert_what_it_says_that_others_claim(text: str) -> None:
    record = read(f"Statement on Mosul\n\n{text}", publisher="Ministry of National Guards")

    own = [s for s in record.statements if s.speaker == "Ministry of National Guards"]

    assert own
    assert not [s for s in own if s.claim]


def test_her_statement_is_that_of_the_person_before() -> None:
    text = (
        "Russia's army said ten fighters had died.\n\nJane Roe, a UN envoy, said she was shocked. "
        '"Homes are no front line," her statement reads. Ten people are missing, it says.'
    )
    *_, read_out, missing = spoken(read_in_scene(text))

    assert {read_out.speaker, missing.speaker} == {"Jane Roe"}


def test_reports_that_nobody_signs_are_the_source_of_what_they_allege() -> None:
    record = read(
        "Statement on Mosul\n\nThe command is aware of media reports alleging that up to eight civilians "
        "were killed in an air strike in Mosul on 19 May 2017.",
        publisher="Ministry of National Guards",
    )
    claimed = {figure.id for figure in record.figures}

    assert {s.speaker for s in record.statements if s.claim in claimed} == {"media reports"}
    assert "Ministry of National Guards" in {s.speaker for s in record.statements}


def test_reports_that_are_denied_allege_nothing_beside_it() -> None:
    found = spoken(read_in_scene("The army denied reports alleging that a jet had hit a school."))

    assert {(s.speaker, s.stance.value) for s in found} == {("army", "denies")}


@pytest.mark.parametrize(
    ("words", "actor", "means"),
    [
        ("A doctor said Israel killed 12 people.", "Israel", None),
        ("The army had killed 85 villagers, residents said.", "army", None),
        ("Russian forces killed at least two people, he said.", "Russian forces", None),
        ("A Russian bomb killed 12 people, he said.", "Russian", "airstrike"),
    ],
)
def test_who_killed_is_told_by_the_verb_alone(words: str, actor: str, means: str | None) -> None:
    blamed = {(r.actor, r.means.value if r.means else None) for r in read_in_scene(words).responsibilities}

    assert blamed == {(actor, means)}


@pytest.mark.parametrize(
    "words",
    [
        "The attack on Belgorod injured three people.",
        "A bus that left for Israel killed two people.",
        "The flood killed 12 people.",
    ],
)
def test_a_town_or_a_flood_is_no_actor(words: str) -> None:
    assert [r.actor for r in read_in_scene(words).responsibilities if r.actor] == []


def test_a_strike_is_aimed_at_no_pronoun() -> None:
    record = read_in_scene("He said a rocket fired by Islamic Jihad at a school hit it.")

    assert "it" not in {event.target for event in record.events}
