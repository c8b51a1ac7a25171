"""People and bodies of different articles are one where names and something else agree, and say why."""

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import resources
from kg.model import EventKind
from kg.pipeline import build
from kg.pipeline.remembering import recall
from kg.pipeline.telling import read_told
from kg.queries import run
from kg.registry import load_registry
from kg.resolve import (
    AgentKind,
    AgentLinks,
    AgentTold,
    CanonicalEvent,
    Mapping,
    Ruling,
    link_agents,
)
from kg.resolve.personal_names import Agreement, agreement, name_of_person
from kg.store import Store
from kg.vocab import DCTERMS, OWL, P_OUTCOME, P_SAME_AGENT_AS, SSSOM, UNNAMED_SOURCE, Outcome

REGISTRY = load_registry()
PENTAGON, COALITION, CENTCOM = "org/us-department-of-defense", "org/cjtf-oir", "org/us-central-command"
IS, UN, IRAQ = "org/islamic-state", "org/united-nations", "org/iraqi-military"
DAY = date(2031, 5, 12)


def person(article: int, name: str, *, at: int = 0, **more: object) -> AgentTold:
    return agent(article, AgentKind.PERSON, f"person-{at}", name, **more)


def body(article: int, name: str, *, at: int = 0, **more: object) -> AgentTold:
    return agent(article, AgentKind.ORGANISATION, f"org-{at}", name, **more)


def outlet(article: int, name: str) -> AgentTold:
    return agent(article, AgentKind.OUTLET, "voice", name)


def agent(article: int, kind: AgentKind, local: str, name: str, **more: object) -> AgentTold:
    key = f"{article:016x}"
    sets = {key: frozenset(value) for key, value in more.items()}  # type: ignore[call-overload]
    return AgentTold(f"doc/{key}/{local}", key, kind, name, **sets)


def event(*articles: int) -> CanonicalEvent:
    """One incident that these articles tell of, each as ``local``."""
    members = tuple(sorted(local(article) for article in articles))
    return CanonicalEvent(
        "event/one", EventKind.INCIDENT, DAY, DAY, None, None, near=False, inferred=False, members=members
    )


def local(article: int) -> str:
    return f"doc/{article:016x}/incident-0-9"


def linked(*agents: AgentTold, on: Sequence[int] = (), **ruled: object) -> AgentLinks:
    return link_agents(agents, REGISTRY, [event(*on)] if on else (), **ruled)  # type: ignore[arg-type]


def joined(links: AgentLinks) -> list[tuple[str, ...]]:
    return [item.members for item in links.agents]


def outcomes(links: AgentLinks) -> list[Outcome]:
    return [mapping.outcome for mapping in links.mappings]


def only(links: AgentLinks) -> Mapping:
    (mapping,) = links.mappings
    return mapping


# People


def test_one_full_name_for_one_body_is_one_person() -> None:
    one, other = person(1, "Maren Osk", bodies=[CENTCOM]), person(2, "Col. Maren Osk", bodies=[CENTCOM])

    links = linked(one, other)

    assert joined(links) == [(one.path, other.path)]
    assert [m.reason for m in links.mappings] == 2 * [
        "the same full name; both speak for the same body, or for bodies that belong together"
    ]
    assert links.agents[0].name == "Col. Maren Osk"
    assert links.agents[0].person


def test_bodies_that_belong_together_are_enough() -> None:
    assert joined(
        linked(person(1, "Maren Osk", bodies=[CENTCOM]), person(2, "Maren Osk", bodies=[COALITION]))
    )


def test_the_same_office_is_enough() -> None:
    one = person(1, "Maren Osk", roles=["the governor of Nineveh"])
    other = person(2, "Maren Osk", roles=["governor"])

    assert only_reason(linked(one, other)) == "the same full name; both are called governor"


def only_reason(links: AgentLinks) -> str:
    (reason,) = {mapping.reason for mapping in links.mappings}
    return reason


def test_the_same_event_is_enough() -> None:
    one, other = person(1, "Maren Osk", events=[local(1)]), person(2, "Maren Osk", events=[local(2)])

    assert joined(linked(one, other, on=(1, 2))) == [(one.path, other.path)]
    assert only_reason(linked(one, other, on=(1, 2))) == "the same full name; both speak about the same event"


def test_a_strike_and_the_incident_it_is_part_of_are_the_same_event() -> None:
    incident = event(1, 2)
    strike = CanonicalEvent(
        "event/two", EventKind.STRIKE, DAY, DAY, None, None, near=False, inferred=False,
        members=(f"doc/{1:016x}/strike-0-9",), part_of=incident.path,
    )  # fmt: skip
    one = person(1, "Maren Osk", events=strike.members)
    other = person(2, "Maren Osk", events=[local(2)])

    assert joined(link_agents([one, other], REGISTRY, [incident, strike]))


@pytest.mark.parametrize(
    ("roles", "others"),
    [
        pytest.param([], [], id="nothing else is told"),
        pytest.param(["Captain"], ["Captain"], id="a rank is no office"),
        pytest.param(["a resident"], ["a resident"], id="residents are many"),
        pytest.param(["official"], ["official"], id="so are officials"),
        pytest.param(["head"], ["director"], id="a head, nobody says of what"),
        pytest.param(["a spokesman"], ["spokesman for the union"], id="a spokesman, one does not say whose"),
        pytest.param(["head of the hospital"], ["head of the tribe"], id="heads of other things"),
        pytest.param(["director of health in Idlib"], ["health director in Hama"], id="in other places"),
    ],
)
def test_one_full_name_alone_waits_for_a_person(roles: list[str], others: list[str]) -> None:
    links = linked(person(1, "Maren Osk", roles=roles), person(2, "Maren Osk", roles=others))

    assert joined(links) == []
    assert only(links).outcome == Outcome.CANDIDATE
    assert only(links).reason.startswith("perhaps the same: the same full name, and nothing else")


def test_that_two_articles_tell_of_one_event_is_told_and_not_enough() -> None:
    links = linked(person(1, "Maren Osk"), person(2, "Maren Osk"), on=(1, 2))

    assert only(links).outcome == Outcome.CANDIDATE
    assert only(links).reason.endswith("their articles tell of the same event")


def test_officeholder_and_neighbour_of_one_name_are_not_joined_by_their_event() -> None:
    one = person(1, "Maren Osk", roles=["mayor"], events=[local(1)])
    other = person(2, "Maren Osk", roles=["a resident"], events=[local(2)])

    links = linked(one, other, on=(1, 2))

    assert only(links).outcome == Outcome.CANDIDATE
    assert "although one holds an office" in only(links).reason


def test_the_same_office_in_other_countries_is_not_enough() -> None:
    one = person(1, "Maren Osk", roles=["envoy"], places=["place/mosul"])
    other = person(2, "Maren Osk", roles=["envoy"], places=["place/aleppo"])

    assert joined(linked(one, person(2, "Maren Osk", roles=["the envoy"])))
    assert only(linked(one, other)).outcome == Outcome.CANDIDATE


@pytest.mark.parametrize("events", [(), (1, 2)], ids=["", "although both speak about one event"])
def test_who_speak_for_bodies_at_war_are_two(events: tuple[int, ...]) -> None:
    one = person(1, "Maren Osk", bodies=[IRAQ], roles=["spokesman"], events=[local(1)])
    other = person(2, "Maren Osk", bodies=[IS], roles=["spokesman"], events=[local(2)])

    links = linked(one, other, on=events)

    assert joined(links) == []
    assert only(links).outcome == Outcome.REFUSED
    assert "they speak for Iraqi" in only(links).reason
    assert "do not belong together" in only(links).reason


def test_governors_of_two_places_are_two() -> None:
    one = person(1, "Maren Osk", roles=["governor of Nineveh"])
    other = person(2, "Maren Osk", roles=["governor of Aleppo"])

    assert only(linked(one, other)).outcome == Outcome.REFUSED


def test_who_fits_two_that_are_not_one_waits() -> None:
    army = person(1, "Maren Osk", bodies=[IRAQ], events=[local(1)])
    militants = person(2, "Maren Osk", bodies=[IS], events=[local(2)])
    bare = person(3, "Maren Osk", events=[local(3)])

    links = linked(army, militants, bare, on=(1, 2, 3))

    assert joined(links) == []
    assert sorted(outcomes(links)) == [Outcome.CANDIDATE, Outcome.CANDIDATE, Outcome.REFUSED]


def test_two_people_of_one_article_stay_two() -> None:
    twins = [person(1, "Maren Osk", bodies=[UN], at=number) for number in (0, 1)]
    third = person(2, "Maren Osk", bodies=[UN])

    assert joined(linked(*twins)) == []
    assert all(not set(group) >= {twin.path for twin in twins} for group in joined(linked(*twins, third)))


# Names of people


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Mohammed al-Hasan", "Muhammad Al Hassan", Agreement.FULL),
        ("Abdul Rahman al-Amr", "Abdelrahman Alamr", Agreement.FULL),
        ("Air Force Col. John L. Thomas", "John Thomas", Agreement.FULL),
        ("Zeid Ra'ad al-Hussein", "Zeid al-Hussein", Agreement.LONGER),
        ("Samer Hassan", "Samir Hassan", Agreement.LOOSE),
        ("John Thomas", "Joan Thomas", Agreement.LOOSE),
        ("Anna Smith", "Anne Smith", Agreement.NONE),
        ("Hassan Ali", "Hussein Ali", Agreement.NONE),
        ("John L. Thomas", "John R. Thomas", Agreement.NONE),
        ("Ahmed Khalil al-Taie", "Ahmed Saleh al-Taie", Agreement.NONE),
        ("Thomas", "Thomas", Agreement.NONE),
        ("Col. Thomas", "Mr. Thomas", Agreement.NONE),
        ("Abu Ahmed", "Abu Ahmed", Agreement.NONE),
    ],
)
def test_names_agree_in_full_or_not(one: str, other: str, level: Agreement) -> None:
    assert agreement(name_of_person(one), name_of_person(other)) == level
    assert agreement(name_of_person(other), name_of_person(one)) == level


@pytest.mark.parametrize(("one", "other"), [("Samer Hassan", "Samir Hassan"), ("John Thomas", "Joan Thomas")])
def test_brothers_and_sisters_at_one_event_are_not_one(one: str, other: str) -> None:
    links = linked(person(1, one, events=[local(1)]), person(2, other, events=[local(2)]), on=(1, 2))

    assert joined(links) == []
    assert only(links).outcome == Outcome.CANDIDATE


def test_a_name_more_needs_the_same_body() -> None:
    short, long = (person(n, name, bodies=[UN]) for n, name in ((1, "Zeid Osk"), (2, "Zeid Raad Osk")))
    on_event = (person(1, "Zeid Osk", events=[local(1)]), person(2, "Zeid Raad Osk", events=[local(2)]))

    assert joined(linked(short, long))
    assert only(linked(*on_event, on=(1, 2))).outcome == Outcome.CANDIDATE


def test_a_short_name_between_two_longer_ones_waits() -> None:
    one, other = person(1, "Zeid Raad Osk", bodies=[UN]), person(2, "Zeid Karim Osk", bodies=[UN])

    assert joined(linked(one, other, person(3, "Zeid Osk", bodies=[UN]))) == []


@pytest.mark.parametrize(
    ("part", "full"),
    [("Thomas", "John Thomas"), ("Abu Ahmed", "Abu Ahmad al-Halabi"), ("Um Ali", "Um Ali Darwish")],
)
def test_one_name_alone_is_never_joined(part: str, full: str) -> None:
    one = person(1, part, bodies=[UN], roles=["spokesman"], events=[local(1)])
    other = person(2, full, bodies=[UN], roles=["spokesman"], events=[local(2)])
    same = person(3, part, bodies=[UN], roles=["spokesman"], events=[local(3)])

    assert only(linked(one, other, on=(1, 2))).outcome == Outcome.CANDIDATE
    assert linked(one, other).mappings == ()
    assert linked(one, same, on=(1, 3)).mappings == ()


# Bodies


def test_a_name_of_its_own_is_one_body_by_whatever_it_is_spelt_with() -> None:
    names = ("The Sheba Centre for Reconciliation", "Sheba Center for Reconciliation, Ltd.")

    links = linked(*(body(number, name) for number, name in enumerate(names)))

    assert len(joined(links)) == 1
    assert links.agents[0].name == names[1]
    assert not links.agents[0].person


def test_a_publisher_is_the_body_of_its_name() -> None:
    assert joined(linked(outlet(1, "Aleppo Dawn Network"), body(1, "Aleppo Dawn Network")))


@pytest.mark.parametrize(
    "name", ["Regional Command", "Ministry", "the committee", "Yemeni Ministry of Public Works"]
)
def test_a_common_name_is_asked_of_one_event_only(name: str) -> None:
    one, other = body(1, name), body(2, name)

    assert only(linked(one, other, on=(1, 2))).outcome == Outcome.CANDIDATE
    assert linked(one, other).mappings == ()


def test_a_name_of_one_word_waits() -> None:
    assert only(linked(body(1, "Ikhbaria"), body(2, "Ikhbaria"))).outcome == Outcome.CANDIDATE
    assert only(linked(outlet(1, "Lantern"), outlet(2, "The Lantern"))).outcome == Outcome.CANDIDATE


def test_bodies_of_one_name_in_two_countries_wait() -> None:
    iraq, syria = (
        body(n, "Zahra Relief Group", places=[place])
        for n, place in ((1, "place/mosul"), (2, "place/aleppo"))
    )
    somewhere = body(3, "Zahra Relief Group")
    again = body(4, "Zahra Relief Group", places=["place/mosul"])

    assert joined(linked(iraq, syria)) == []
    assert outcomes(linked(iraq, syria)) == [Outcome.CANDIDATE]
    assert joined(linked(iraq, somewhere)) == [(iraq.path, somewhere.path)]
    assert joined(linked(iraq, syria, somewhere, again)) == [(iraq.path, again.path)]


def test_initials_are_asked() -> None:
    full = body(1, "Zahra Network of Observers")

    assert only(linked(full, body(2, "ZNO"))).outcome == Outcome.CANDIDATE
    assert only(linked(full, body(2, "ZNOO"))).outcome == Outcome.CANDIDATE
    assert linked(full, body(2, "ZON")).mappings == ()
    assert linked(full, body(2, "Zno")).mappings == ()


def test_the_name_of_a_row_is_the_row() -> None:
    links = linked(body(1, "Pentagon"), body(2, "US-led coalition"), body(3, "Ministry of Defence"))

    assert {(m.source, m.target) for m in links.mappings} == {
        (body(1, "").path, PENTAGON),
        (body(2, "").path, COALITION),
    }
    assert links.agents == ()


def test_who_is_in_the_registry_is_joined_to_the_row_if_body_or_office_agrees() -> None:
    (row,) = (row for row in REGISTRY.people if row.name == "John Dorrian")

    assert only(linked(person(1, row.name, bodies=[COALITION]))).target == row.id
    assert only(linked(person(1, row.name, roles=["spokesman for CJTF-OIR"]))).same
    assert only(linked(person(1, row.name))).outcome == Outcome.CANDIDATE
    assert only(linked(person(1, row.name, bodies=[IS]))).outcome == Outcome.REFUSED


def test_a_local_body_that_several_articles_name_ties_its_spokesman() -> None:
    posts = [body(n, "Zahra Relief Group", at=7) for n in (1, 2)]
    osks = [person(n, "Maren Osk", bodies=[post.path]) for n, post in enumerate(posts, 1)]

    assert len(joined(linked(*posts, *osks))) == 2
    assert joined(linked(*osks)) == []


# Decisions of people

YES = Ruling(same=True, day=DAY, author="R. Reviewer", reason="same photograph")
NO = Ruling(same=False, day=DAY, author="R. Reviewer", reason="one died in 2030")


def test_what_a_person_joined_is_one_and_what_a_person_parted_is_two() -> None:
    one, other = person(1, "Maren Osk"), person(2, "M. Oskova")
    same = person(3, "Maren Osk", bodies=[UN]), person(4, "Maren Osk", bodies=[UN])

    made = linked(one, other, ruled={frozenset((one.path, other.path)): YES})
    parted = linked(*same, ruled={frozenset(agent.path for agent in same): NO})

    assert joined(made) == [(one.path, other.path)]
    assert {(m.reason, m.author, m.day) for m in made.mappings} == {
        ("decided: same photograph", "R. Reviewer", DAY)
    }
    assert joined(parted) == []
    assert (only(parted).outcome, only(parted).author) == (Outcome.REFUSED, "R. Reviewer")


def test_a_decision_may_name_a_row_or_what_several_names_are_called_together() -> None:
    one, other = (person(n, "Maren Osk", bodies=[UN]) for n in (1, 2))
    third = person(3, "Maren Osk")
    (canonical,) = linked(one, other).agents
    (row,) = (row for row in REGISTRY.people if row.name == "John Dorrian")

    grown = linked(one, other, third, ruled={frozenset((canonical.path, third.path)): YES})
    known = linked(third, ruled={frozenset((row.id, third.path)): YES})

    assert joined(grown) == [(one.path, other.path, third.path)]
    assert only(known).target == row.id


# Always

NAMES = st.sampled_from(
    [
        "Maren Osk",
        "Col. Maren Osk",
        "Marin Osk",
        "Maren Lia Osk",
        "Maren Tor Osk",
        "Osk",
        "Abu Ahmed",
        "Abu Ahmed Osk",
    ]
)
BODIES = st.sampled_from([(), (IRAQ,), (IS,), (CENTCOM,), (COALITION,)])
ROLES = st.sampled_from([(), ("governor",), ("a resident",), ("spokesman",), ("governor of Nineveh",)])
BODY_NAMES = st.sampled_from(["Zahra Group of Aden", "ZGA", "Pentagon", "Regional Command", "the Committee"])


@st.composite
def worlds(draw: st.DrawFn) -> list[AgentTold]:
    found: list[AgentTold] = []
    for article in range(draw(st.integers(2, 7))):
        for at in range(draw(st.integers(0, 2))):
            events = [local(article)] if draw(st.booleans()) else []
            told = {"bodies": draw(BODIES), "roles": draw(ROLES), "events": events}
            found.append(person(article, draw(NAMES), at=at, **told))
        if draw(st.booleans()):
            found.append(body(article, draw(BODY_NAMES)))
    return found


@given(worlds(), st.integers(0, 99))
def test_order_never_matters(agents: list[AgentTold], seed: int) -> None:
    shuffled = Random(seed).sample(agents, len(agents))

    assert linked(*shuffled, on=range(7)) == linked(*agents, on=range(7))


@given(worlds())
def test_each_is_one_agent_at_most_and_every_link_has_a_reason(agents: list[AgentTold]) -> None:
    links = linked(*agents, on=range(7))

    members = [m.source for m in links.mappings if m.same]
    assert len(members) == len(set(members))
    assert {member for group in joined(links) for member in group} <= set(members)
    assert all(m.reason and 0 < m.confidence <= 1 and m.source != m.target for m in links.mappings)
    assert len({(m.source, m.target) for m in links.mappings}) == len(links.mappings)


@given(worlds())
def test_none_are_one_whose_names_or_bodies_exclude_each_other(agents: list[AgentTold]) -> None:
    told = {agent.path: agent for agent in agents}

    for group in linked(*agents, on=range(7)).agents:
        some = [told[path] for path in group.members]
        if group.person:
            assert len({agent.article for agent in some}) == len(some)
            assert not {frozenset({IRAQ}), frozenset({IS})} <= {agent.bodies for agent in some}
            names = [name_of_person(agent.name) for agent in some]
            assert all(agreement(a, b) > Agreement.LOOSE for a in names for b in names)


@given(worlds())
def test_no_name_is_in_what_an_agent_is_called(agents: list[AgentTold]) -> None:
    for group in linked(*agents, on=range(7)).agents:
        assert len(group.path) == len("agent/") + 8
        assert not any(word in group.path for word in ("osk", "maren", "zahra"))


# In the store


def test_the_graph_holds_each_identity_with_its_reason_and_none_of_an_unnamed_source(store: Store) -> None:
    build([resources.sample_articles()], store)
    links = list(store.quads("links"))
    same = {(q.subject.value, q.object.value) for q in links if q.predicate.value == P_SAME_AGENT_AS}
    reasons = {
        path: {q.predicate.value: q.object.value for q in links if q.subject.value == path}
        for path in {q.subject.value for q in links if q.object.value == P_SAME_AGENT_AS}
    }

    assert same
    joined_by = {
        (r[OWL + "annotatedSource"], r[OWL + "annotatedTarget"])
        for r in reasons.values()
        if r[P_OUTCOME].endswith(Outcome.JOINED)
    }
    assert joined_by == same
    assert all(r[DCTERMS + "description"] and r[SSSOM + "confidence"] for r in reasons.values())
    ends = {end for pair in joined_by for end in pair}
    assert ends.isdisjoint(unnamed(store))
    assert unnamed(store)


def unnamed(store: Store) -> set[str]:
    rows = store.query(f"SELECT ?s WHERE {{ ?s a <{UNNAMED_SOURCE}> }}")
    return {row["s"].value for row in rows}  # type: ignore[union-attr]


def test_what_is_kept_of_agents_is_what_was_read(store: Store) -> None:
    build([resources.sample_articles()], store)

    kept = recall(store)
    read = read_told(store, known={})

    assert {key: told.agents for key, told in kept.items()} == {
        key: told.agents for key, told in read.items()
    }
    assert sum(len(told.agents) for told in read.values()) > 5
    assert any(
        agent.bodies and agent.roles and agent.events for told in read.values() for agent in told.agents
    )


def test_any_name_of_an_agent_gives_the_same_answer(store: Store) -> None:
    build([resources.sample_articles()], store)
    name = next(q.object.value for q in store.quads("links") if q.predicate.value == P_SAME_AGENT_AS
                and "person" in q.subject.value)  # fmt: skip
    members = [q.subject.value for q in store.quads("links") if q.object.value == name
               and q.predicate.value == P_SAME_AGENT_AS]  # fmt: skip

    answers = [run(store, "what-a-speaker-said", {"speaker": one}).rows for one in (name, *members)]
    called = [run(store, "names-of-an-actor", {"actor": one}).rows for one in (name, *members)]

    assert len(members) == 2
    assert answers[0] == answers[1] == answers[2]
    assert len({row[10] for row in answers[0]}) == 2
    assert called[0] == called[1] == called[2] != ()
