"""Tests for what stands between articles: disputes, reliance, origins, silence, and their forms."""

import json
import random
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from kg import open_store
from kg.analysis import ANALYSES, End, Findings, analyse, to_geojson, to_gexf, to_graph, to_graphml, write
from kg.analysis.accounts import Account, read_accounts
from kg.analysis.chains import Chain, Link
from kg.analysis.facts import Bodies
from kg.analysis.matters import Matters
from kg.analysis.origins import unavoidable
from kg.analysis.silence import could_have_known
from kg.errors import QueryError
from kg.ids import DEFAULT_BASE
from kg.queries import Value
from tests.queries.invented import KEYS, STRIKE_ON_THE_MARKET, TEXTS, flat, oxigraph

Row = dict[str, Value]
PAGE = """Air strike kills 12 civilians in Raqqa

Smoke rises after an air strike killed 12 civilians in Raqqa, Syria, June 5, 2017. (AP Photo/Someone)

An air strike killed 12 civilians in Raqqa on Monday. Residents said that the army had bombed the market.

Read more: Army bombs kill 30 civilians in Aleppo
"""
EVIDENCE = {"words", "article", "start", "end"}


def rows(name: str, **parameters: str) -> list[Row]:
    return list(analyse(oxigraph(), name, parameters))


def article(name: str) -> str:
    return f"{DEFAULT_BASE}article/{KEYS[name]}"


def text_of(iri: Value) -> str:
    return next(TEXTS[name] for name, key in KEYS.items() if key in str(iri))


def one(found: list[Row], **wanted: Value) -> Row:
    [row] = [row for row in found if all(row[name] == value for name, value in wanted.items())]
    return row


@pytest.mark.parametrize("name", ANALYSES)
def test_every_row_has_words_that_are_the_slice_of_its_article(name: str) -> None:
    findings = analyse(oxigraph(), name)

    assert set(findings.columns) >= EVIDENCE
    assert len(findings) > 0
    for row in findings:
        assert text_of(row["article"])[row["start"] : row["end"]] == row["words"]  # type: ignore[misc]


@pytest.mark.parametrize("name", ANALYSES)
def test_flat_triples_in_rdflib_give_the_same_findings(name: str) -> None:
    assert analyse(flat(), name) == analyse(oxigraph(), name)


@pytest.mark.parametrize("name", [name for name, one in ANALYSES.items() if "incident" in one.parameters])
def test_one_incident_has_of_its_own_rows_what_all_incidents_have(name: str) -> None:
    found = rows(name, **STRIKE_ON_THE_MARKET)
    every = rows(name)

    assert [row for row in found if row not in every] == []
    assert len(found) > 0 or name == "single-origins"
    if "incident" in every[0]:
        canonical = f"{DEFAULT_BASE}event/2031-05-12-velmora-0a1b2c3d"
        assert found == [row for row in every if row["incident"] == canonical]


class TestDisputes:
    def test_who_doubts_an_actor_contradicts_whoever_concedes_it(self) -> None:
        row = one(rows("disputes"), kind="opposes")

        assert (row["speaker"], row["other_speaker"]) == ("Talvian army", "Northern Alliance")
        assert row["match"] == "the same actor"
        assert row["words"] == "doubted that the alliance bombed Velmora market on 12 May"
        assert row["other_article"] == article("tally")

    def test_the_other_side_has_its_exact_words_too(self) -> None:
        found = [row for row in rows("disputes") if row["other_article"] is not None]

        assert len(found) == 4
        for row in found:
            text = text_of(row["other_article"])
            assert text[row["other_start"] : row["other_end"]] == row["other_words"]  # type: ignore[misc]

    def test_a_denial_of_what_nobody_says_stays_with_the_claim_as_its_other_end(self) -> None:
        findings = analyse(oxigraph(), "disputes")
        row = one(list(findings), kind="opposes what nobody here says")

        assert row["words"] == "denied that its jets had bombed the market"
        assert row["other_words"] is None
        assert to_graph(findings).has_edge(str(row["speaker_iri"]), str(row["claim"]))

    def test_figures_that_cannot_both_hold_and_other_culprits_are_rivals(self) -> None:
        found = {(row["kind"], row["speaker"], row["other_speaker"]) for row in rows("disputes")}

        assert ("rival figure", "residents", "Northern Alliance") in found
        assert ("another actor", "Iren Dask", "Northern Alliance") in found
        assert ("another cause", "Iren Dask", "residents") in found


@pytest.fixture(scope="module")
def matters() -> Matters:
    store = ox.Store()
    store.load(
        b"""<http://x/crown> <https://w3id.org/civharm/ns#leads> <http://x/league> .
        <http://x/fleet> <https://schema.org/parentOrganization> <http://x/crown> .
        <http://x/guard> <https://schema.org/parentOrganization> <http://x/crown> .""",
        format=ox.RdfFormat.N_TRIPLES,
    )
    return Matters(Bodies(store), set())


class TestMatters:
    """Accounts as the wire has them, changed in one point."""

    @pytest.mark.parametrize(
        ("opposed", "supported", "match"),
        [
            pytest.param("http://x/fleet", "http://x/fleet", "the same actor", id="one body"),
            pytest.param("http://x/crown", "http://x/league", "linked actors", id="who leads the league"),
            pytest.param("http://x/fleet", "http://x/crown", "linked actors", id="what a body is part of"),
            pytest.param("http://x/fleet", "http://x/guard", None, id="two bodies of one crown"),
            pytest.param("http://x/league", "http://x/other", None, id="strangers"),
        ],
    )
    def test_an_opposed_actor_is_the_one_blamed_or_one_above_it(
        self, matters: Matters, opposed: str, supported: str, match: str | None
    ) -> None:
        one = account("opposes", "responsibility", actor=opposed)
        other = account("supports", "responsibility", actor=supported)

        assert matters.contradicts(one, other) == match

    def test_who_denies_the_harm_does_not_deny_the_strike(self, matters: Matters) -> None:
        harm, strike = (account("opposes", part, actor="http://x/a") for part in ("responsibility", "strike"))

        assert matters.contradicts(harm, account("supports", "strike", actor="http://x/a")) is None
        assert matters.contradicts(strike, account("supports", "responsibility", actor="http://x/a"))

    def test_who_denies_one_actors_strike_does_not_deny_that_it_was_one(self, matters: Matters) -> None:
        by_whom = account("opposes", "responsibility", actor="http://x/a", means="airstrike")
        by_what = account("opposes", "cause", means="airstrike")
        told = account("supports", "cause", means="airstrike")

        assert matters.contradicts(by_whom, told) is None
        assert matters.contradicts(by_what, told) == "the same means"

    def test_an_actor_without_a_name_may_be_the_one_that_another_article_names(
        self, matters: Matters
    ) -> None:
        named = account("supports", "responsibility", actor="http://x/fleet")
        forces = account("supports", "responsibility", actor="http://x/forces", speaker="http://x/second")
        unnamed = replace(forces, actor_is_named=False)

        assert matters.rival(named, forces) == "another actor"
        assert matters.rival(named, unnamed) == "another actor"
        assert matters.rival(named, replace(unnamed, article="http://x/other")) is None
        assert matters.same_matter(named, unnamed)
        assert not matters.same_matter(named, forces)

    def test_nobody_is_a_rival_of_oneself_or_of_who_leaves_it_open(self, matters: Matters) -> None:
        one = account("supports", "responsibility", actor="http://x/fleet")
        other = account("supports", "responsibility", actor="http://x/other")

        assert matters.rival(one, replace(other, speaker_iri="http://x/second")) == "another actor"
        assert matters.rival(one, other) is None
        open_one = replace(other, speaker_iri="http://x/second", position="leaves open")
        assert matters.rival(one, open_one) is None


class TestReliance:
    def test_a_carrier_stands_between_the_page_and_the_speaker(self) -> None:
        chain = [row for row in rows("reliance") if row["words"] == "=four workers= were injured"]

        assert [(row["rests_kind"], row["on"], row["on_kind"]) for row in chain] == [
            ("article", "Tidewater Agency", "carrier"),
            ("carrier", "one of them", "speaker"),
        ]

    def test_who_cites_somebody_rests_on_them_and_an_outlet_not_on_itself(self) -> None:
        found = rows("reliance")

        cited = [row for row in found if row["relation"] == "cites"]
        assert {(row["rests"], row["on"]) for row in cited} == {("Northern Alliance", "hospital staff")}
        assert all(row["rests_iri"] != row["on_iri"] for row in found)

    def test_an_outlet_that_is_named_is_one_node_and_an_article_else(self) -> None:
        kinds = {
            (row["rests"], row["rests_kind"]) for row in rows("reliance") if row["relation"] == "carries"
        }

        assert ("The Harbour Ledger", "outlet") in kinds
        assert ("Army denies hitting Velmora market", "article") in kinds


class TestOrigins:
    @pytest.mark.parametrize(
        ("chains", "points"),
        [
            pytest.param(["A>P>R", "B>Q>R"], "R", id="two speakers of one release"),
            pytest.param(["A>N>P", "B>N>P"], "NP", id="one agency and one speaker"),
            pytest.param(["A>P", "B>Q"], "", id="two origins"),
            pytest.param(["A>P+Q"], "A", id="one article, two cited"),
            pytest.param(["A>P", "B>P>Q"], "P", id="once on the speaker's own word"),
        ],
    )
    def test_what_every_chain_passes_is_unavoidable(self, chains: list[str], points: str) -> None:
        assert "".join(link.iri for link in unavoidable(map(chain, chains))) == points

    def test_taking_an_unavoidable_source_away_leaves_no_chain_and_no_other_does(self) -> None:
        draw = random.Random(1)
        for _ in range(200):
            drawn = [">".join(draw.sample("ABCDEF", draw.randint(1, 4))) for _ in range(draw.randint(1, 4))]
            found = {link.iri for link in unavoidable(map(chain, drawn))}

            graph: nx.DiGraph[str] = nx.DiGraph()
            for text in drawn:
                graph.add_edges_from(pairwise(["root", *text.split(">"), "end"]))
            for node in set("ABCDEF") & set(graph):
                rest = graph.subgraph(set(graph) - {node})
                assert nx.has_path(rest, "root", "end") == (node not in found)

    def test_an_incident_of_one_worker_told_by_one_agency_rests_on_that_worker(self) -> None:
        [row] = rows("single-origins")

        assert (row["level"], row["rests_on"], row["rests_on_kind"]) == ("incident", "one of them", "speaker")
        assert row["also_through"] == "'Scores dead' in Velmora; Tidewater Agency"

    def test_what_one_article_alone_carries_of_what_three_tell(self) -> None:
        row = one(rows("single-carriers"), position="opposes", carrier="'Scores dead' in Velmora")

        assert (row["carried_by"], row["told_by"], row["stance"]) == ("one article", 3, "doubts")
        assert all(row["words"] != "=four workers= were injured" for row in rows("single-carriers"))


class TestSilence:
    def test_names_the_silent_article_with_its_words_and_the_denial_elsewhere(self) -> None:
        row = one(rows("silence"), lacks="denial", silent_article=article("tally"))

        assert TEXTS["tally"][row["silent_start"] : row["silent_end"]] == row["silent_words"]  # type: ignore[misc]
        assert row["silent_words"] == "as many as 20 people may have died"
        assert (row["words"], row["article"]) == (
            "denied that its jets had bombed the market",
            article("wire"),
        )
        assert row["could_have_known"] == "yes"

    def test_no_article_is_silent_about_what_it_carries(self) -> None:
        assert [row for row in rows("silence") if row["silent_article"] == row["article"]] == []

    def test_an_article_lacks_the_rival_of_its_figure_and_the_other_culprit(self) -> None:
        lacking = {(row["silent_article"], row["lacks"], row["claimed"]) for row in rows("silence")}

        rival = "as many as 20 people (up to, people killed)"
        assert (article("wire"), "rival figure", rival) in lacking
        assert (article("wire"), "another actor", "Northern Alliance: airstrike") in lacking
        assert not any(kind == "rival figure" for name, kind, _ in lacking if name == article("report"))

    @pytest.mark.parametrize(
        ("silent", "said", "printed", "answer"),
        [
            pytest.param(None, 1, 2, "unknown", id="the silent article has no day"),
            pytest.param(9, None, 5, "yes", id="printed elsewhere before"),
            pytest.param(9, 5, None, "yes", id="said before"),
            pytest.param(9, None, 12, "unknown", id="printed later, said nobody knows when"),
            pytest.param(9, 11, 12, "no", id="said later"),
            pytest.param(9, 9, 9, "unknown", id="the same day"),
            pytest.param(9, None, None, "unknown", id="no day at all"),
        ],
    )
    def test_silence_means_something_only_after_the_words(
        self, silent: int | None, said: int | None, printed: int | None, answer: str
    ) -> None:
        carrier = replace(account("opposes", "cause"), said_from=day(said), said_to=day(said))

        assert could_have_known(day(silent), [replace(carrier, published=day(printed))]) == answer


class TestIncidents:
    def test_an_event_has_its_days_and_figures_as_said_and_no_point_where_the_registry_has_none(self) -> None:
        row = one(rows("incidents"), level="shared")

        assert (row["place"], row["precision"], row["articles"]) == ("Velmora", "in", 3)
        assert "as many as 20 people (up to, people killed): Northern Alliance reports" in str(row["figures"])
        features = json.loads(to_geojson(oxigraph(), analyse(oxigraph(), "incidents")))["features"]
        assert {feature["geometry"] for feature in features} == {None}

    def test_an_event_has_the_point_of_its_place_and_an_undated_one_stays(self) -> None:
        store = ox.Store()
        store.extend(oxigraph())
        for name, value in (("latitude", "1.5"), ("longitude", "-30.25")):
            spot = ox.NamedNode(f"{DEFAULT_BASE}place/velmora")
            decimal = ox.Literal(value, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
            graph = ox.NamedNode(f"{DEFAULT_BASE}graph/registry")
            store.add(ox.Quad(spot, ox.NamedNode(f"https://schema.org/{name}"), decimal, graph))

        features = json.loads(to_geojson(store, analyse(store, "incidents")))["features"]
        silent = json.loads(to_geojson(store, analyse(store, "silence")))["features"]

        point = {"type": "Point", "coordinates": [-30.25, 1.5]}
        assert [feature["geometry"] for feature in features] == [point] * 8
        assert {feature["properties"]["precision"] for feature in features} == {"in", "near"}
        assert None in {feature["properties"]["first_day"] for feature in features}
        assert all(feature["geometry"] == point for feature in silent)


class TestForms:
    UNTRUSTED = Findings(
        "disputes",
        ("speaker_iri", "speaker", "words", "article", "start", "end", "incident"),
        (("http://x/a", '=SUM(1)"<&>\x0b', "]]><x/>\ud7ff\x1b", "http://x/b", 0, 2, "http://x/i"),),
        (End(("speaker_iri",), ("speaker",), ("speaker",)), End(("article",), ("words",), ("article",))),
    )

    @pytest.mark.parametrize("form", ["csv", "json", "graphml", "gexf", "geojson"])
    @pytest.mark.parametrize("name", ["disputes", "silence", "incidents"])
    def test_the_same_store_gives_the_same_bytes(self, name: str, form: str) -> None:
        quads = [*oxigraph()]
        random.Random(3).shuffle(quads)
        shuffled = ox.Store()
        shuffled.extend(quads)

        once = write(oxigraph(), analyse(oxigraph(), name), form)
        again = write(shuffled, analyse(shuffled, name), form)

        assert once == again
        assert once.endswith(b"\n")

    @pytest.mark.parametrize("name", ANALYSES)
    def test_gexf_and_graphml_hold_every_row_as_an_edge_with_its_words(self, name: str) -> None:
        findings = analyse(oxigraph(), name)
        graph = to_graph(findings)

        by_graphml = nx.parse_graphml(to_graphml(graph).decode(), force_multigraph=True)
        by_gexf = nx.read_gexf(BytesIO(to_gexf(graph)))

        assert by_graphml.number_of_edges() == by_gexf.number_of_edges() == len(findings)
        words = sorted(str(row["words"]) for row in findings)
        for read in (by_graphml, by_gexf):
            assert sorted(values["words"] for *_, values in read.edges(data=True)) == words

    def test_gexf_bears_no_day_and_names_no_program(self) -> None:
        text = to_gexf(to_graph(self.UNTRUSTED)).decode()

        assert not re.search(r"lastmodified|NetworkX|creator", text)

    def test_what_is_untrusted_is_escaped_in_every_form(self) -> None:
        for writer in (to_gexf, to_graphml):
            text = writer(to_graph(self.UNTRUSTED)).decode()
            assert "<x/>" not in text
            assert "\x0b" not in text
        csv = write(oxigraph(), self.UNTRUSTED, "csv").decode()
        assert "'=SUM(1)" in csv
        assert "\x1b" not in csv
        read = json.loads(to_geojson(oxigraph(), self.UNTRUSTED))
        assert read["features"][0]["properties"]["speaker"] == '=SUM(1)"<&>\x0b'

    def test_rows_without_an_incident_make_no_map(self) -> None:
        with pytest.raises(QueryError, match="no map"):
            to_geojson(oxigraph(), analyse(oxigraph(), "reliance"))


def test_an_unknown_analysis_or_parameter_is_named_with_what_there_is() -> None:
    with pytest.raises(QueryError, match="there are disputes, incidents"):
        analyse(oxigraph(), "dispute")
    with pytest.raises(QueryError, match="it takes: incident"):
        analyse(oxigraph(), "silence", {"incidents": "x"})


def test_claims_without_a_source_come_from_every_part_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    with open_store(tmp_path / "store") as graph:
        graph.build(tmp_path / "page.txt")
        found = list(analyse(graph.store, "unattributed-claims"))

    assert {row["block"] for row in found} == {
        "headline or standfirst",
        "caption of a picture or video",
        "body",
        "title of a linked story",
    }
    assert all(PAGE[row["start"] : row["end"]] == row["words"] for row in found)  # type: ignore[misc]
    assert not any("army had bombed" in str(row["words"]) for row in found)


def account(
    position: str,
    part: str,
    *,
    actor: str | None = None,
    means: str | None = None,
    speaker: str = "http://x/speaker",
) -> Account:
    [first, *_] = next(iter(read_accounts(oxigraph(), "2031-05-12@Velmora").values()))
    changed = replace(first, position=position, part=part, actor=actor, means=means, speaker_iri=speaker)
    return replace(changed, claim=f"{position}-{part}-{actor}-{means}", published=None)


def chain(text: str) -> Chain:
    """``A>P+Q`` is an outlet A that carries what rests on P and, beside P, on Q."""
    stages = tuple(
        tuple(Link("source", name, name) for name in stage.split("+")) for stage in text.split(">")
    )
    return Chain(text, text, "http://x/article", 0, 1, None, stages)


def day(number: int | None) -> date | None:
    return None if number is None else date(2031, 5, number)
