"""Who speaks: speakers named later or only meant, carriers, releases, transcripts, headlines, outlets."""

import pytest

from kg.model import BlockKind
from kg.vocab import Resolution, Stance
from tests.extract.invented import read, read_in_scene, spoken, told

RESOLVED = [
    pytest.param(
        "Colonel Adam Reyes, a coalition spokesman, said jets had flown. He denied that they hit the school.",
        "Adam Reyes",
        id="he is the last man who spoke",
    ),
    pytest.param(
        "Ten people died, Lina Haddad said. She denied that any were fighters.", "Lina Haddad", id="she"
    ),
    pytest.param(
        "The U.S. military said it was looking into the strike. It did not confirm any deaths.",
        "U.S. military",
        id="it is the body that spoke",
    ),
    pytest.param(
        "The foreign ministry said in a statement that jets had flown. The statement denied a hit.",
        "foreign ministry",
        id="the statement is its issuer's",
    ),
]


CARRIED = [
    pytest.param(
        "The Sample News Agency quoted a doctor as saying that ten people had died.",
        ("doctor", ["Sample News Agency"]),
        id="quoted as saying",
    ),
    pytest.param(
        "State media cited the governor as saying a jet bombed the market.",
        ("governor", ["State media"]),
        id="cited as saying",
    ),
]


@pytest.mark.parametrize(("text", "speaker"), RESOLVED)
def test_a_speaker_who_is_not_named_is_looked_up_and_marked(text: str, speaker: str) -> None:
    last = spoken(read_in_scene(text))[-1]

    assert (last.speaker, last.resolved) == (speaker, "anaphor")
    assert last.speaker_words != speaker


def test_a_speaker_named_in_full_later_is_the_same_one() -> None:
    found = spoken(
        read_in_scene('"Ten died," Lina Haddad said.\n\nHaddad, a nurse, denied there were rebels.')
    )

    assert {s.speaker for s in found} == {"Lina Haddad"}
    assert len({s.speaker_id for s in found}) == 1


def test_a_spokesman_who_is_named_later_is_that_man() -> None:
    first, last = spoken(
        read_in_scene(
            "A spokesman said two jets had flown over Raqqa.\n\n"
            '"We hit no school at all," said Colonel Adam Reyes, a coalition spokesman.'
        )
    )

    assert (first.speaker, first.resolved) == ("Adam Reyes", "anaphor")
    assert (last.speaker, last.resolved) == ("Adam Reyes", "named")


def test_a_spokesman_who_may_be_one_of_two_is_nobody_in_particular() -> None:
    first, *_ = spoken(
        read_in_scene(
            "A spokesman said two jets had flown over Raqqa.\n\n"
            '"We hit no school at all," said Colonel Adam Reyes, a coalition spokesman. '
            '"Our army was not there," said Omar Saleh, a spokesman for the army.'
        )
    )

    assert first.speaker == "spokesman"


@pytest.mark.parametrize("pronoun", ["He", "She"])
def test_a_pronoun_without_anybody_before_it_stays_as_it_stands(pronoun: str) -> None:
    [found] = spoken(read(f"{pronoun} said the bridge had fallen."))

    assert found.speaker == pronoun


@pytest.mark.parametrize(("text", "wanted"), CARRIED)
def test_a_carrier_stands_in_via_and_does_not_speak(text: str, wanted: tuple[str, list[str]]) -> None:
    speaker, via = wanted

    assert {(s.speaker, tuple(v.name for v in s.via)) for s in spoken(read_in_scene(text))} == {
        (speaker, tuple(via))
    }


def test_a_headline_with_a_colon_names_its_source() -> None:
    [found] = spoken(read("Pentagon: Strike in Raqqa killed ten civilians"))

    assert (found.speaker, found.exact) == ("Pentagon", "Strike in Raqqa killed ten civilians")
    assert found.block == BlockKind.HEADLINE


def test_speakers_of_a_transcript_take_turns() -> None:
    found = spoken(
        read(
            "Briefing on Raqqa\n\nGENERAL REYES: We did not hit the school. It stands to this day.\n\n"
            "QUESTION: How many people died?\n\nGENERAL REYES: Two people died."
        )
    )

    assert {s.speaker for s in found} == {"REYES"}
    assert "Two people died" in [s.exact for s in found]


def test_a_release_speaks_for_its_publisher() -> None:
    record = read(
        "Strike on Raqqa\n\nTwo civilians were killed in an air strike on Raqqa on 3 May 2017.\n\n"
        "We regret the loss of life.",
        publisher="CJTF-OIR",
    )

    assert {s.kind for s in record.statements} == {"direct"}
    assert len({s.speaker_id for s in record.statements}) == 1


def test_an_outlet_tells_in_its_own_voice() -> None:
    record = read(
        "Fire\n\nTwo people were killed in an air strike on Raqqa on 3 May 2017.", publisher="Example Times"
    )

    assert {(s.kind, s.resolved) for s in record.statements} == {("narrated", "voiceOfTheArticle")}


def test_she_is_whom_the_sentence_before_was_about() -> None:
    record = read_in_scene(
        'Thida Aye, 34, was selling vegetables at the market.\n\n"The plane came so low," she said.'
    )

    assert [(s.speaker, s.rule) for s in spoken(record)] == [
        ("Thida Aye", "attribution.words-subject-cue-by-pronoun")
    ]


def test_who_is_named_behind_to_speaks_in_the_clause_that_follows() -> None:
    found = told(
        read_in_scene("The army attributed the attack to the rebels, who have denied any involvement.")
    )

    assert found == [
        ("army", "asserts", "attributed the attack to the rebels"),
        ("rebels", "denies", "have denied any involvement"),
    ]


def test_behind_a_semicolon_the_same_body_says_something_else() -> None:
    words = (
        "The military at first said that four militants had died; after an inquiry, it denied that any "
        "were militants."
    )

    assert told(read_in_scene(words)) == [
        ("military", "asserts", "four militants had died"),
        ("military", "denies", "denied that any were militants"),
    ]


def test_a_day_printed_with_an_arabic_comma_is_read() -> None:
    record = read("Air strike on Kut\n\n8 November، 2018\n\nAn air strike hit Kut on Thursday, medics said.")

    assert {event.date for event in record.events} == {"2018-11-08"}


def test_who_says_what_of_a_raid_in_which_is_heard() -> None:
    words = "The army denied the strike, in which rights groups say 16 people died."

    assert told(read_in_scene(words)) == [
        ("army", "denies", "denied the strike"),
        ("rights groups", "asserts", "16 people died"),
    ]


def test_the_official_is_no_group_of_sources() -> None:
    words = (
        'Residents and a local official said ten people died.\n\n"A plane hit the car," the official said.'
    )

    assert [s.speaker for s in spoken(read_in_scene(words))] == ["Residents and a local official", "official"]


@pytest.mark.parametrize(
    "words",
    [
        "A coalition spokesman was not immediately available for comment.",
        "A coalition spokesman could not be reached for comment.",
    ],
)
def test_who_is_not_there_to_comment_declines(words: str) -> None:
    assert [s.stance.value for s in spoken(read_in_scene(words))] == ["declinesToComment"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "The army denied responsibility and accused the rebels of spreading lies.",
            [
                ("army", "denies", "denied responsibility"),
                ("army", "disputes", "accused the rebels of spreading lies"),
            ],
        ),
        ("The army denied responsibility.", [("army", "denies", "denied responsibility")]),
        (
            "The army chief, General Joe Roe, visited the village. He said troops had misread a crowd.",
            [("Joe Roe", "asserts", "troops had misread a crowd")],
        ),
    ],
)
def test_a_cue_can_say_it_all_and_a_man_can_be_named_before_he_speaks(
    words: str, found: list[tuple[str, str, str]]
) -> None:
    assert told(read_in_scene(words)) == found


def test_who_is_blamed_without_a_name_is_blamed() -> None:
    record = read_in_scene("The rebels, for their part, blamed the army.")

    assert [r.actor for r in record.responsibilities] == ["army"]


def test_whose_drones_they_were_is_who_struck() -> None:
    record = read("Ten people died when drones belonging to the Sudanese army bombed a market on 3 May 2017.")

    assert {r.actor for r in record.responsibilities if r.actor} == {"Sudanese army"}


def test_the_title_of_a_statement_names_its_issuer() -> None:
    record = read(
        "Statement by the Ministry of Foreign Affairs of the Russian Federation on shelling\n\n"
        "On 21 January 2024 Ukrainian forces shelled a market in Donetsk. Ten people were killed.\n"
    )

    assert {s.speaker for s in record.statements if s.block == BlockKind.BODY} == {
        "Ministry of Foreign Affairs of the Russian Federation"
    }
    assert {r.means for r in record.responsibilities} == {"artillery"}


def test_nobody_concedes_that_nobody_died() -> None:
    record = read(
        "US strikes in Somalia killed 21 people, Amnesty International said.\n\n"
        "US Africa Command said that no civilians had been killed in any of its 110 air strikes. "
        '"Our reviews found that no civilians were harmed," a spokesperson said.\n\n'
        "On 16 October 2017, an air strike hit farmers in Darusalaam village, killing three."
    )
    events = {event.id: event for event in record.events}
    nobody = {figure.id: figure for figure in record.figures if figure.value == 0}

    assert {s.stance.value for s in record.statements if s.claim in nobody} == {"asserts"}
    assert {events[figure.about or ""].kind.value for figure in nobody.values()} == {"campaign"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Nine people died, the shopkeepers said.", "shopkeepers"),
        ("A pharmacist said nine people died.", "pharmacist"),
        ("Nine people died, their employers said.", "employers"),
        ("Two firefighters told the agency that nine people died.", "Two firefighters"),
    ],
)
def test_anybody_can_say_something(text: str, speaker: str) -> None:
    assert {name for name, _, _ in told(read_in_scene(text))} == {speaker}


def test_no_death_says_anything() -> None:
    assert told(read_in_scene("The two deaths said nothing about the war.")) == []


def test_it_is_whom_the_words_before_accuse() -> None:
    record = read_in_scene("Witnesses accused the army of firing on the crowd, which it denied.")
    [denial] = [s for s in spoken(record) if s.stance == Stance.DENIES]

    assert (denial.speaker, denial.resolved) == ("army", Resolution.ANAPHOR)


def test_who_is_blamed_and_who_keeps_silent_are_two() -> None:
    record = read_in_scene("Residents blamed the UAE, which did not comment.")

    assert told(record) == [
        ("Residents", "asserts", "blamed the UAE"),
        ("UAE", "declinesToComment", "the UAE, which did not comment"),
    ]


def test_what_a_body_says_of_itself_ends_where_its_sentence_goes_on() -> None:
    record = read_in_scene("The ministry, which says it hits only fighters, killed 12 men in another raid.")

    assert [words for _, _, words in told(record)] == ["it hits only fighters"]
