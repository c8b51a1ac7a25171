"""Method lenses, asked of small graphs made by hand: which claims count, and what comes of them."""

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
import pytest

from kg.ids import DEFAULT_BASE
from kg.mapping import vocabulary_quads
from kg.queries import Result, run

PREFIXES = f"""@prefix civ: <https://w3id.org/civharm/ns#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <{DEFAULT_BASE}> .
:told a civ:Incident ; schema:name "the incident" . :attack a civ:Strike ; schema:superEvent :told .
"""
INCIDENT = f"{DEFAULT_BASE}told"
KILLED = {"civ:unit": "civ:civiliansKilled", "civ:tally": "civ:oneEvent", "civ:qualifier": "civ:exactly"}
BY_AIR = "a civ:Responsibility ; schema:about :told ; civ:means civ:airstrike ; civ:allegedActor :"


def deaths(value: int | None, words: str = "people dead", **changed: str) -> str:
    """A figure of civilians killed in the incident, as said; without a number it is words only."""
    terms = {**KILLED, **{f"civ:{key}": f"civ:{name}" for key, name in changed.items()}}
    number = "" if value is None else f" ; schema:value {value} ; schema:minValue {value}"
    listed = " ; ".join(f"{key} {name}" for key, name in terms.items())
    evidence = f'civ:evidence [ oa:hasSelector [ oa:exact "{words}" ] ]'
    return f"a civ:Figure ; schema:about :told ; {listed}{number} ; {evidence}"


def said(number: int, speaker: str, claim: str, stance: str = "asserts", more: str = "", day: int = 1) -> str:
    """One statement in an article of its own, published on that day of May 2031."""
    return f"""
:{speaker} schema:name "{speaker}" . :claim{number} {claim} .
:article{number} schema:datePublished "2031-05-{day:02}"^^xsd:date .
:text{number} schema:encodesCreativeWork :article{number} .
:told civ:evidence [ oa:hasSource :text{number} ] .
:statement{number} civ:speaker :{speaker} ; civ:stance civ:{stance} ; civ:claim :claim{number} ;
    civ:quotation civ:indirect ;
    schema:text "words" ; civ:evidence :span{number} ; civ:passage :span{number} {more} .
:span{number} oa:hasSource :text{number} ; civ:inBlock civ:body ; oa:hasSelector [ oa:start 0 ; oa:end 5 ] .
"""


def ask(lens: str, accounts: Iterable[str], **params: str) -> Result:
    store = ox.Store()
    store.extend(vocabulary_quads(DEFAULT_BASE))
    store.load(input=(PREFIXES + "".join(accounts)).encode(), format=ox.RdfFormat.TURTLE)
    return run(store, lens, {"incident": INCIDENT, **params})


def outcome(answer: Result, column: str) -> object:
    """The outcome of the lens: the same in every row."""
    [found] = {row[column] for row in answer}
    return found


def why(answer: Result) -> Mapping[str, tuple[object, str]]:
    """Used or not, and the reason, by statement."""
    return {str(row["statement"]).rpartition("/")[2]: (row["used"], str(row["why"])) for row in answer}


BLAMED = said(1, "residents", BY_AIR + "army")
COUNTED = said(2, "hospital", deaths(20))
RELEASE = "; civ:saidIn :release"


@pytest.mark.parametrize(
    ("accounts", "grade"),
    [
        pytest.param([BLAMED, COUNTED], "fair", id="two sources, one accused"),
        pytest.param([BLAMED], "weak", id="one source"),
        pytest.param(
            [said(1, "a", BY_AIR + "army", more=RELEASE), said(2, "b", deaths(20), more=RELEASE)],
            "weak",
            id="two articles carry one release",
        ),
        pytest.param([BLAMED, said(2, "residents", deaths(20))], "weak", id="one speaker twice"),
        pytest.param(
            [BLAMED, said(2, "army", BY_AIR + "army", "acknowledges")], "confirmed", id="the accused accepts"
        ),
        pytest.param(
            [BLAMED, said(2, "army", BY_AIR.replace("told", "attack") + "army", "acknowledges")],
            "weak",
            id="the strike is accepted, not the harm",
        ),
        pytest.param(
            [BLAMED, said(2, "army", BY_AIR + "army", "acknowledges", "; civ:certainty civ:probable")],
            "weak",
            id="a probable role is no acceptance",
        ),
        pytest.param([BLAMED, said(2, "army", BY_AIR + "militia")], "contested", id="two are blamed"),
        pytest.param(
            [BLAMED, said(2, "clinic", BY_AIR + "jets"), ":jets schema:parentOrganization :army ."],
            "fair",
            id="a body and its parent are one side",
        ),
        pytest.param(
            [BLAMED, said(2, "army", BY_AIR + "army", "denies")], "weak", id="a denial blames nobody"
        ),
        pytest.param(
            [said(1, "army", deaths(9, unit="combatantsKilled")), said(2, "army", BY_AIR + "army")],
            "discounted",
            id="only combatants",
        ),
        pytest.param([COUNTED], "ungraded", id="nobody is said to have acted"),
    ],
)
def test_airwars_grades(accounts: list[str], grade: str) -> None:
    assert outcome(ask("lens-airwars", accounts), "grade") == grade


def test_the_accused_is_no_source_of_its_own() -> None:
    answer = ask("lens-airwars", [BLAMED, said(2, "army", deaths(20), "reports")])

    assert outcome(answer, "sources") == 1
    assert why(answer)["statement2"] == ("no", "the accused: no source of its own")


@pytest.mark.parametrize(
    ("more", "sources", "listed"),
    [pytest.param("", 2, "yes", id="two origins"), pytest.param(RELEASE, 1, "no", id="one origin")],
)
def test_body_count_lists_an_incident_of_two_independent_sources(
    more: str, sources: int, listed: str
) -> None:
    answer = ask(
        "lens-ibc", [said(1, "a", deaths(20), more=more), said(2, "b", deaths(31), more=more, day=2)]
    )

    assert (outcome(answer, "sources"), outcome(answer, "listed")) == (sources, listed)


def test_people_not_said_to_be_civilians_count_for_the_maximum_only() -> None:
    answer = ask("lens-ibc", [said(1, "a", deaths(20, unit="killed")), said(2, "b", deaths(31))])

    assert (outcome(answer, "minimum"), outcome(answer, "maximum")) == (31, 31)


def test_the_latest_account_speaks_for_a_source_and_the_earlier_one_names_it() -> None:
    answer = ask("lens-ucdp", [said(1, "ministry", deaths(10)), said(2, "ministry", deaths(42), day=2)])

    assert (outcome(answer, "low"), outcome(answer, "high")) == (42, 42)
    assert why(answer)["statement1"][0] == "no"
    assert why(answer)["statement1"][1].startswith(f"one origin with {DEFAULT_BASE}statement2:")


def test_what_was_published_later_changes_nothing_until_then() -> None:
    accounts = [said(1, "ministry", deaths(10)), said(2, "ministry", deaths(42), day=2)]

    answer = ask("lens-ucdp", accounts, until="2031-05-01")

    assert outcome(answer, "high") == 10
    assert list(why(answer)) == ["statement1"]


def test_the_best_number_is_that_of_most_sources_and_the_lowest_of_a_draw() -> None:
    draw = [said(1, "a", deaths(20)), said(2, "b", deaths(31))]

    assert outcome(ask("lens-ucdp", draw), "best") == 20
    assert outcome(ask("lens-ucdp", [*draw, said(3, "c", deaths(31))]), "best") == 31


@pytest.mark.parametrize(
    ("told", "coded"),
    [
        pytest.param([(None, "tens of people")], 10, id="tens"),
        pytest.param([(None, "Dozens of civilians")], 12, id="dozens"),
        pytest.param([(None, "hundreds of people")], 100, id="hundreds"),
        pytest.param([(None, "several people")], 3, id="unknown"),
        pytest.param([(None, "dozens"), (40, "40 people")], 40, id="a number before a vague word"),
        pytest.param([(40, "40"), (25, "25")], 25, id="the lowest number"),
    ],
)
def test_acled_codes_conservatively(told: list[tuple[int | None, str]], coded: int) -> None:
    accounts = [said(place, f"source{place}", deaths(*figure)) for place, figure in enumerate(told)]

    assert outcome(ask("lens-acled", accounts), "fatalities") == coded


@pytest.mark.parametrize(
    ("account", "reason"),
    [
        pytest.param(said(1, "a", deaths(9, unit="harmed")), "killed and injured not told apart", id="unit"),
        pytest.param(said(1, "a", deaths(9, unit="injured")), "not deaths: people injured", id="injured"),
        pytest.param(
            said(1, "a", deaths(9, tally="cumulative")),
            "not a count of this incident alone: all so far",
            id="a total",
        ),
        pytest.param(
            said(1, "a", deaths(9) + " ; civ:subsetOf :all"), "part of another figure", id="a subset"
        ),
        pytest.param(said(1, "a", deaths(None)), "no number in the words", id="words"),
        pytest.param(
            said(1, "a", deaths(9), "denies"), "no report of its own: the source denies", id="denied"
        ),
        pytest.param(
            said(1, "a", deaths(9)).replace(":indirect", ":narrated"),
            "narrated without source",
            id="narrated",
        ),
        pytest.param(
            said(1, "a", deaths(9)).replace("civ:body", "civ:headline"),
            "not in the body: headline or standfirst",
            id="headline",
        ),
    ],
)
def test_a_claim_left_out_says_why(account: str, reason: str) -> None:
    answer = ask("lens-ucdp", [account])

    assert why(answer) == {"statement1": ("no", reason)}
    assert (outcome(answer, "low"), outcome(answer, "sources")) == (None, 0)
