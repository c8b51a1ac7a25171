"""A person's annotations become a record; each that does not fit is listed with why, the others are taken."""

from datetime import date

import pytest

from kg.model import EventKind, Span, Who
from kg.vocab import Basis, Qualifier, Quotation, Resolution, Stance, Topic, Unit
from tests.annotations.written import (
    CANDLES,
    DEAD,
    DENIAL,
    TEXT,
    Plain,
    note,
    position,
    quote,
    read,
    said,
    tags,
    whole,
)
from tests.extract.invented import broken_promises


def why(*items: Plain) -> str:
    """Why the one of these that is not taken is not taken."""
    (rejected,) = read(*items).rejected
    assert rejected.rule == "annotation.person"
    return rejected.why


class TestTaken:
    def test_a_whole_article_keeps_all_promises(self) -> None:
        record = read(*whole())

        assert record.rejected == ()
        assert broken_promises(record) == []
        assert [(s.speaker, s.stance, s.exact) for s in record.statements] == [
            ("Sample Ministry", Stance.DENIES, DENIAL),
            ("Neighbours", Stance.ASSERTS, DEAD),
        ]

    def test_a_statement_has_all_that_follows_from_it(self) -> None:
        (statement,) = read(note(quote(DENIAL), said("Sample Ministry", "denies", cue="denied"))).statements

        assert statement.speaker_at == Span(47, 62)
        assert (statement.speaker_id, statement.resolved) == ("source-47", Resolution.NAMED)
        assert (statement.kind, statement.topic) == (Quotation.INDIRECT, Topic.OTHER_TOPIC)
        assert TEXT[slice(*statement.passage)].endswith("the school.")
        assert (statement.cue_at, statement.rule, statement.confidence) == (
            (63, 69),
            "annotation.person",
            1.0,
        )

    def test_a_figure_has_the_bounds_of_its_qualifier(self) -> None:
        (figure,) = read(*whole()).figures

        assert (figure.value, figure.min, figure.max, figure.qualifier) == (12, 12, None, Qualifier.AT_LEAST)
        assert (figure.unit, figure.who) == (Unit.KILLED, Who.PEOPLE)

    def test_an_event_has_the_bounds_of_its_date(self) -> None:
        items = whole()
        items[0]["body"] = [{"type": "civ:Incident", "date": "2024-05"}]

        event = next(event for event in read(*items).events if event.kind == EventKind.INCIDENT)

        assert (event.date_from, event.date_to) == (date(2024, 5, 1), date(2024, 5, 31))
        assert event.date_basis == Basis.INFERRED

    def test_the_article_itself_is_a_speaker(self) -> None:
        (statement,) = read(note(quote(DEAD), said("article")), publisher="Sample Wire").statements

        assert (statement.speaker, statement.speaker_id) == ("Sample Wire", "voice")
        assert (statement.resolved, statement.kind) == (Resolution.VOICE_OF_THE_ARTICLE, Quotation.NARRATED)

    def test_a_name_of_the_registry_gives_its_row_and_another_none(self) -> None:
        given = [note(quote(DENIAL), said(name, "denies")) for name in ("Pentagon", "Sample Ministry")]

        assert {s.speaker_id for s in read(*given).statements} == {
            "org/us-department-of-defense",
            "source-47",
        }

    def test_a_speaker_who_is_not_named_in_the_passage_was_found_otherwise(self) -> None:
        (statement,) = read(note(quote(DEAD), said("Pentagon"))).statements

        assert (statement.resolved, statement.speaker_at) == (Resolution.ANAPHOR, None)

    def test_words_in_quotation_marks_are_direct(self) -> None:
        (statement,) = read(note(quote(CANDLES), said("one neighbour", speakerAt="one neighbour"))).statements

        assert (statement.kind, statement.speaker_words) == (Quotation.DIRECT, "one neighbour")

    def test_two_people_who_annotate_the_same_agree(self) -> None:
        record = read(note(quote(DEAD), said()), note(quote(DEAD), said()))

        assert (len(record.statements), record.rejected) == (1, ())

    def test_who_annotated_is_not_in_the_record(self) -> None:
        signed = note(quote(DEAD), said()) | {
            "creator": {"name": "Pat Example"},
            "created": "2026-01-01T00:00:00Z",
        }

        assert read(signed) == read(note(quote(DEAD), said()))

    def test_our_prefix_and_whole_iris_are_the_same_terms(self) -> None:
        iri = "https://w3id.org/civharm/ns#"
        body = {"type": f"{iri}Statement", "civ:speaker": "Neighbours", f"{iri}stance": f"{iri}asserts"}

        assert read(note(quote(DEAD), body)) == read(note(quote(DEAD), said()))


class TestTags:
    def test_tags_are_the_keys_of_one_body(self) -> None:
        tagged = note(quote(DEAD), *tags("stance: asserts", "speaker: Neighbours", "cue: said"))

        assert read(tagged) == read(note(quote(DEAD), said(cue="said")))

    def test_terms_may_be_written_as_people_write(self) -> None:
        tagged = note(
            quote(DENIAL), *tags("Stance: Does not confirm", "Speaker: Sample Ministry", "statement")
        )

        assert [s.stance for s in read(tagged).statements] == [Stance.DOES_NOT_CONFIRM]

    def test_a_class_and_a_concept_say_what_they_are(self) -> None:
        bodies = [
            {"purpose": "classifying", "source": "https://w3id.org/civharm/ns#denies"},
            {"purpose": "classifying", "value": "civ:probable"},
            *tags("speaker: Sample Ministry"),
        ]

        (statement,) = read(note(quote(DENIAL), *bodies)).statements

        assert (statement.stance, statement.certainty) == (Stance.DENIES, "probable")

    def test_what_an_annotator_in_a_browser_exports_is_read(self) -> None:
        start = TEXT.index(DENIAL)
        exported = note(None, {"type": "TextualBody", "value": "See p. 2", "format": "text/markdown"})
        exported["body"] += tags("stance: denies", "speaker: Sample Ministry")
        path = {"type": "XPathSelector", "value": "/p[1]"}
        exported["target"] = [
            {
                "source": "oskva.txt",
                "selector": [
                    {"type": "RangeSelector", "startSelector": path, "endSelector": path},
                    position(start, start + len(DENIAL)),
                    quote(DENIAL, prefix=TEXT[start - 32 : start], suffix=TEXT[start + len(DENIAL) :][:32]),
                ],
            }
        ]

        assert read(exported) == read(note(quote(DENIAL), said("Sample Ministry", "denies")))

    def test_a_link_is_the_claim_or_the_event_by_what_it_leads_to(self) -> None:
        items = whole()
        items[5] = note(quote(DEAD), *tags("stance: asserts", "speaker: Neighbours", "cue: said"))
        items[5]["body"].append({"type": "SpecificResource", "purpose": "linking", "source": "#dead"})

        assert read(*items) == read(*whole())

    def test_a_figure_can_be_tagged(self) -> None:
        items = whole()
        items[4]["body"] = tags(
            "figure", "number: 12", "qualifier: at least", "unit: killed", "about: #school"
        )

        assert read(*items) == read(*whole())

    def test_a_remark_beside_the_tags_is_not_read(self) -> None:
        remark = {"type": "TextualBody", "value": "stance: denies, I think", "purpose": "commenting"}

        assert read(note(quote(DEAD), remark, said())).rejected == ()


class TestPlaces:
    @pytest.mark.parametrize(
        "selector",
        [
            pytest.param(position(TEXT.index(DEAD), TEXT.index(DEAD) + len(DEAD)), id="offsets"),
            pytest.param(
                [quote(DEAD), {"type": "XPathSelector", "value": "/p"}], id="others-are-passed-over"
            ),
            pytest.param(quote(DEAD, prefix="that ", suffix=". "), id="surroundings"),
            pytest.param(quote(TEXT[43:], refinedBy=quote(DEAD)), id="words-within-words"),
            pytest.param(
                position(43, len(TEXT))
                | {"refinedBy": position(TEXT.index(DEAD) - 43, TEXT.index(DEAD) - 43 + 50)},
                id="offsets-within-offsets",
            ),
        ],
    )
    def test_one_place_is_selected_in_each_of_these_ways(self, selector: object) -> None:
        assert [s.exact for s in read(note(selector, said())).statements] == [DEAD]

    def test_prefix_and_suffix_tell_which_of_two(self) -> None:
        both = [quote("12", suffix=" people"), quote("12", prefix="counted ")]

        first, second = (read(note(one, said())).statements[0].start for one in both)

        assert TEXT[first:].startswith("12 people")
        assert TEXT[second:].startswith("12 \U0001f56f")

    def test_offsets_in_utf16_units_give_way_to_the_words_and_it_is_told(self) -> None:
        start = TEXT.index("candles")
        in_javascript = position(start + 1, start + 8)

        record = read(note([in_javascript, quote("candles")], said("one neighbour")))

        assert [s.exact for s in record.statements] == ["candles"]
        assert "do not hold these words; taken from" in record.rejected[0].why

    @pytest.mark.parametrize(
        ("selector", "reason"),
        [
            pytest.param(quote("12"), "give a prefix and suffix", id="found-twice"),
            pytest.param(quote("13 people"), "not in the text", id="misquote"),
            pytest.param(
                quote("12", prefix="nearly "), "not between this prefix and suffix", id="other-prefix"
            ),
            pytest.param(quote(""), "needs 'exact'", id="no-words"),
            pytest.param(quote("\n\n"), "nothing but blanks", id="blanks"),
            pytest.param({"type": "TextQuoteSelector", "exact": 12}, "needs 'exact'", id="number-as-words"),
            pytest.param(quote("x") | {"prefix": 1}, "'prefix' must be a text", id="number-as-prefix"),
            pytest.param(position(0, 10**30), "are not within", id="beyond-the-text"),
            pytest.param(position(-5, 5), "are not within", id="negative"),
            pytest.param(position(5, 5), "are not within", id="empty"),
            pytest.param(position(False, True), "must be a whole number, not False", id="booleans"),
            pytest.param(position(1.0, 2.0), "must be a whole number, not 1.0", id="floats"),
            pytest.param(position("1", "2"), "must be a whole number, not '1'", id="strings"),
            pytest.param([position(0, 5), position(0, 6)], "different characters", id="two-places"),
            pytest.param(
                [quote("Neighbours"), quote("Ministry answers")], "select different words", id="two-quotes"
            ),
            pytest.param(
                [position(0, 5), quote("12")], "give a prefix and suffix", id="wrong-and-found-twice"
            ),
            pytest.param({"type": "XPathSelector", "value": "/p"}, "no TextQuoteSelector", id="only-others"),
            pytest.param(None, "no TextQuoteSelector", id="whole-article"),
            pytest.param("12", "no TextQuoteSelector", id="text-as-selector"),
        ],
    )
    def test_what_is_not_one_place_is_listed_with_why(self, selector: object, reason: str) -> None:
        record = read(note(selector, said()), note(quote(DENIAL), said("Sample Ministry", "denies")))

        assert [s.exact for s in record.statements] == [DENIAL]
        (rejected,) = record.rejected
        assert rejected.why.startswith("annotation 1 of notes.jsonld: ")
        assert reason in rejected.why


class TestNotTaken:
    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            pytest.param(
                said(stance="agrees"),
                "'stance' is 'agrees'; allowed are acknowledges, asks, asserts",
                id="stance",
            ),
            pytest.param(said(stance="supports"), "allowed are acknowledges", id="group-of-stances"),
            pytest.param(said(stance=True), "'stance' is True; allowed", id="boolean-stance"),
            pytest.param({"type": "civ:Statement", "stance": "denies"}, "needs 'speaker'", id="no-speaker"),
            pytest.param(
                {"type": "civ:Statement", "speaker": "Neighbours"}, "needs 'stance'", id="no-stance"
            ),
            pytest.param(said(mood="grim"), "has no key 'mood'; it has speaker, ", id="unknown-key"),
            pytest.param(said(speaker=["a", "b"]), "'speaker' must be a text", id="two-speakers"),
            pytest.param(said(speaker="Nobody Here"), "stands nowhere in the text", id="name-of-nobody"),
            pytest.param(said(speakerId="org/no-such-row"), "is no id", id="unknown-row"),
            pytest.param(said(speakerId="x/../y z"), "is no id", id="id-of-no-form"),
            pytest.param(said(speakerAt="ministry of none"), "'speakerAt': the words", id="place-of-nobody"),
            pytest.param(said(speakerAt=" "), "'speakerAt': the target has no", id="blank-place"),
            pytest.param(said(cue="shouted"), "'cue' does not stand just once", id="cue-not-there"),
            pytest.param(said(cue="said", cueAt="killed"), "different words", id="two-cues"),
            pytest.param(said(passage="Neighbours said"), "must hold the words", id="passage-elsewhere"),
            pytest.param(
                said(claim="#none"), "with the id '#none' is taken as a civ:Figure or", id="no-such-claim"
            ),
            pytest.param(said(saidFrom="2024-02-30"), "'saidFrom' must be a day", id="no-such-day"),
            pytest.param(said(via=[{"who": "x"}]), "objects with name, id and at", id="source-without-name"),
            pytest.param(said(via=[7]), "objects with name, id and at", id="number-as-source"),
            pytest.param(
                {"type": "civ:Opinion"}, "is none of ours; known are civ:Statement", id="unknown-class"
            ),
            pytest.param(
                {"type": "civ:Strike", "near": "perhaps"}, "'near' must be true or false", id="flag"
            ),
            pytest.param({"type": "civ:Strike", "date": "3 May"}, "'date' must be a date such as", id="date"),
            pytest.param(
                {"type": "civ:Strike", "date": "0000"}, "'date' must be a date such as", id="year-0"
            ),
            pytest.param({"type": "civ:Strike", "place": "Nowhere"}, "stands nowhere", id="place-of-no-text"),
            pytest.param(
                {"type": "civ:Figure", "number": True}, "whole number from 0, not True", id="true-dead"
            ),
            pytest.param(
                {"type": "civ:Figure", "number": -1}, "whole number from 0, not -1", id="negative-dead"
            ),
            pytest.param({"type": "civ:Figure", "number": 10**14}, "whole number from 0", id="too-many"),
            pytest.param(
                {"type": "civ:Figure", "number": 3}, "civ:Figure needs 'qualifier'", id="no-qualifier"
            ),
            pytest.param(
                {"type": "civ:Responsibility"}, "civ:Responsibility needs 'about'", id="blame-for-nothing"
            ),
            pytest.param({"type": "TextualBody", "value": "so sad"}, "comments are not read", id="remark"),
            pytest.param({"purpose": "tagging"}, "needs a 'value', a 'source' or an 'id'", id="empty-tag"),
            pytest.param(tags("todo")[0], "do not say of what kind", id="tag-of-no-term"),
            pytest.param(tags("unit: killed")[0], "do not say of what kind", id="tag-without-kind"),
        ],
    )
    def test_a_body_that_does_not_fit_is_listed_with_why(self, body: Plain, reason: str) -> None:
        assert reason in why(note(quote(DEAD), body))

    def test_tags_of_two_kinds_are_neither(self) -> None:
        assert "name several kinds" in why(note(quote(DEAD), *tags("figure", "strike")))

    def test_a_key_that_stands_twice_is_not_chosen_from(self) -> None:
        assert "'stance' stands twice" in why(note(quote(DEAD), *tags("stance: denies", "stance: asserts")))

    def test_a_number_that_nobody_states_is_no_claim(self) -> None:
        assert "no statement claims it" in why(*whole()[:5])

    def test_what_rests_on_something_that_is_not_taken_goes_with_it(self) -> None:
        items = whole()
        items[0]["target"]["selector"] = quote("no such words")

        record = read(*items)

        assert (record.statements, record.figures, record.events) == ((), (), ())
        assert len(record.rejected) == len(items)
        assert broken_promises(record) == []

    def test_of_two_that_contradict_each_other_the_first_holds(self) -> None:
        record = read(
            note(quote(DEAD), said(certainty="certain")), note(quote(DEAD), said(certainty="possible"))
        )

        assert [s.certainty for s in record.statements] == ["certain"]
        assert "something else than annotation 1 of notes.jsonld" in record.rejected[0].why

    def test_a_statement_is_of_the_event_of_the_claim_that_is_taken(self) -> None:
        items = whole()
        other = note(quote("at least 12 people"), {**items[4]["body"][0], "about": "#jets"}, name="#other")

        record = read(*items, other)

        (figure,) = record.figures
        assert {s.about for s in record.statements if s.claim == figure.id} == {figure.about}

    def test_a_topic_is_for_words_that_claim_nothing_else(self) -> None:
        items = whole()
        items[5]["body"][0]["topic"] = "lawfulness"

        assert any("'topic' is for words" in item.why for item in read(*items).rejected)

    def test_the_event_of_a_statement_is_that_of_its_claim(self) -> None:
        items = whole()
        items[5]["body"][0]["about"] = "#jets"

        assert any("another event than that of its claim" in item.why for item in read(*items).rejected)

    def test_a_rule_can_only_be_named_for_what_nobody_changed(self) -> None:
        forged = said(rule="attribution.subject-cue", confidence=0.9, digest="0" * 16)

        (statement,) = read(note(quote(DEAD), forged)).statements

        assert (statement.rule, statement.confidence) == ("annotation.person", 1.0)
