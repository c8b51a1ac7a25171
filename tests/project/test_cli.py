"""The commands as a user runs them: data on stdout, talk on stderr, exit codes 0 to 3."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kg.mapping import tombstone_quads
from kg.model import BlockKind
from kg.store import open_store
from tools.generate_schema import record_schema

from .conftest import ROOT, Kg

DISPUTE = ("query", "who-disputes", "-p", "incident=2017-03-17@mosul", "--store")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_runs_as_a_program(kg_apart: Kg) -> None:
    done = kg_apart("--help")

    assert (done.code, done.err) == (0, "")
    assert "build" in done.out


def test_starting_does_not_load_what_only_some_commands_need() -> None:
    heavy = {"rdflib", "pyshacl", "rich", "pyoxigraph", "trafilatura", "networkx"}
    probe = f"import sys, kg.cli; print({heavy} & {{*sys.modules}})"

    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


class TestExtract:
    def test_prints_one_record_an_article_in_the_order_given(self, kg: Kg, samples: Path) -> None:
        names = ["wire-mosul-strike.txt", "ministry-statement.txt", "september-tally.html"]

        done = kg("extract", *(samples / name for name in names))

        printed = [json.loads(line) for line in done.out.splitlines()]
        assert [record["article"]["file"] for record in printed] == names
        assert done.err == ""

    def test_records_follow_the_published_schema(self, kg: Kg, samples: Path) -> None:
        validator = Draft202012Validator(record_schema())

        printed = [json.loads(line) for line in kg("extract", samples).out.splitlines()]

        assert len(printed) == 7
        assert [error.message for record in printed for error in validator.iter_errors(record)] == []

    def test_every_fact_is_the_exact_slice_of_its_file(self, kg: Kg, samples: Path) -> None:
        files = sorted(samples.glob("*.txt"))

        printed = [json.loads(line) for line in kg("extract", *files).out.splitlines()]

        for record, file in zip(printed, files, strict=True):
            text = file.read_text(encoding="utf-8")
            for kind in ("statements", "figures", "responsibilities", "events", "mentions"):
                assert [text[fact["start"] : fact["end"]] for fact in record[kind]] == [
                    fact["exact"] for fact in record[kind]
                ]

    def test_reads_an_article_from_stdin_as_it_does_from_its_file(self, kg: Kg, samples: Path) -> None:
        file = samples / "ministry-statement.txt"

        piped = json.loads(kg("extract", "-", stdin=file.read_bytes()).out)
        read = json.loads(kg("extract", file).out)

        assert (piped["article"]["file"], read["article"]["file"]) == ("stdin.txt", file.name)
        assert piped["statements"] == read["statements"]
        assert piped["statements"] != []

    def test_prints_the_good_articles_and_ends_with_2_for_a_bad_one(
        self, kg: Kg, samples: Path, tmp_path: Path
    ) -> None:
        bad = tmp_path / "bad.txt"
        bad.write_bytes(b"caf\xe9")

        done = kg("extract", samples / "ministry-statement.txt", bad, samples / "ngo-release.md")

        assert len(done.out.splitlines()) == 2
        assert f"error: {bad}" in done.err
        assert done.code == 2

    def test_nothing_is_read_from_comments(self, kg: Kg, samples: Path) -> None:
        record = json.loads(kg("extract", samples / "portal-with-comments.txt").out)

        closed = [
            (block["start"], block["end"])
            for block in record["article"]["blocks"]
            if block["kind"] in (BlockKind.COMMENT, BlockKind.FURNITURE)
        ]
        facts = [*record["statements"], *record["figures"], *record["events"], *record["responsibilities"]]
        assert closed != []
        assert [f for f in facts for start, end in closed if f["start"] < end and start < f["end"]] == []
        assert {900, 4000, 12} & {figure["value"] for figure in record["figures"]} == set()


class TestBuild:
    def test_says_what_was_built_on_stderr_and_nothing_on_stdout(
        self, kg: Kg, samples: Path, tmp_path: Path
    ) -> None:
        done = kg("build", samples, "--store", tmp_path / "store")

        assert done.out == ""
        assert "7 built, 0 unchanged, 0 left out" in done.err
        assert f"warnings; kg validate --store {tmp_path / 'store'} shows them" in done.err

    def test_building_again_changes_nothing(self, kg: Kg, samples: Path, built: Path, tmp_path: Path) -> None:
        copy = shutil.copytree(built, tmp_path / "store")

        done = kg("build", samples, "--store", copy)

        assert "0 built, 7 unchanged" in done.err

    def test_two_versions_of_a_file_can_be_told_apart(
        self, kg: Kg, built: Path, samples: Path, tmp_path: Path
    ) -> None:
        copy = shutil.copytree(built, tmp_path / "store")
        edited = tmp_path / "ngo-release.md"
        edited.write_text((samples / edited.name).read_text("utf-8") + "Ten people died.\n", "utf-8")

        built_too = kg("build", edited, "--store", copy)
        asked = kg("query", "statements-of-article", "-p", f"article={edited.name}", "--store", copy)
        withdrawn = kg("retract", edited.name, "--why", "old", "--store", copy)

        assert f"note: {edited.name}: " in built_too.err
        assert asked.code == withdrawn.code == 2
        for listed in (asked.err, withdrawn.err):
            assert "2017-05-02" in listed
            assert f"{len(edited.read_text('utf-8')):,} characters" in listed

    def test_dry_run_leaves_no_store(self, kg: Kg, samples: Path, tmp_path: Path) -> None:
        done = kg("build", samples, "--dry-run", "--store", tmp_path / "store")

        assert "7 would be built" in done.err
        assert not (tmp_path / "store").exists()


class TestQuery:
    def test_answers_the_question_of_17_march_with_exact_words(
        self, kg: Kg, built: Path, samples: Path
    ) -> None:
        answers = rows(kg(*DISPUTE, built).out)

        text = (samples / "wire-mosul-strike.txt").read_text(encoding="utf-8")
        [doubt] = [row for row in answers if row["stance"] == "doubts"]
        assert doubt["speaker"] == "Iraqi military"
        assert doubt["words"] == text[int(doubt["start"]) : int(doubt["end"])]
        assert len({row["article"] for row in answers}) >= 2

    @pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl", "md", "table"])
    def test_every_form_holds_the_words(self, kg: Kg, built: Path, form: str) -> None:
        done = kg(*DISPUTE, built, "-f", form)

        assert "cast doubt on" in done.out
        assert done.code == 0

    def test_is_csv_in_a_pipe(self, kg: Kg, built: Path) -> None:
        assert kg(*DISPUTE, built).out.startswith("speaker,stance,")

    def test_strict_leaves_out_what_was_inferred(self, kg: Kg, built: Path) -> None:
        every = {row["statement"] for row in rows(kg(*DISPUTE, built).out)}
        strict = rows(kg(*DISPUTE, built, "--strict").out)

        assert {row["statement"] for row in strict} <= every
        assert {row["claim_basis"] for row in strict} <= {"stated in the words"}

    def test_as_of_leaves_out_what_was_published_later(self, kg: Kg, built: Path) -> None:
        answers = rows(kg(*DISPUTE, built, "--as-of", "2017-04-01").out)

        assert answers != []
        assert max(row["published"] for row in answers) <= "2017-04-01"

    def test_reads_a_query_from_stdin(self, kg: Kg, built: Path) -> None:
        done = kg("query", "-", "--store", built, stdin=b"SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")

        assert int(rows(done.out)[0]["n"]) > 1000

    def test_no_row_is_said_and_is_no_error(self, kg: Kg, built: Path) -> None:
        done = kg(
            "query", "-", "--store", built, stdin=b"SELECT ?s WHERE { ?s a <https://x.example/Nothing> }"
        )

        assert (done.out, done.code) == ("s\n", 0)
        assert "no row" in done.err

    def test_the_list_of_queries_names_their_parameters(self, kg: Kg) -> None:
        listed = {row["query"]: row for row in rows(kg("queries").out)}

        assert listed["who-disputes"]["parameters"] == "incident"
        assert all(row["answers"] for row in listed.values())

    def test_explains_a_statement_by_its_words_and_its_claim(self, kg: Kg, built: Path) -> None:
        statement = next(
            row["statement"] for row in rows(kg(*DISPUTE, built).out) if row["stance"] == "doubts"
        )

        told = rows(kg("explain", statement, "--store", built).out)

        assert {"1 itself", "2 its claim"} <= {row["part"] for row in told}
        assert "cast doubt on American blame for the March 17 deaths" in {row["words"] for row in told}


class TestAnalyse:
    def test_alone_lists_the_analyses_and_opens_no_store(self, kg: Kg, tmp_path: Path) -> None:
        done = kg("analyse", "--store", tmp_path / "none")

        listed = {row["analysis"]: row for row in rows(done.out)}
        assert {"disputes", "reliance", "silence", "single-origins", "single-carriers"} <= set(listed)
        assert listed["silence"]["parameters"] == "[incident]"
        assert all(row["answers"].endswith("?") for row in listed.values())

    @pytest.mark.parametrize("form", ["table", "csv", "json", "graphml", "gexf", "geojson"])
    def test_every_form_holds_the_words_of_both_sides(self, kg: Kg, built: Path, form: str) -> None:
        done = kg("analyse", "disputes", "-p", "incident=2017-03-17@mosul", "-f", form, "--store", built)

        assert (done.code, done.err.count("error")) == (0, 0)
        assert "cast doubt on" in done.out

    @pytest.mark.parametrize("ending", ["csv", "json", "graphml", "gexf", "geojson"])
    def test_the_ending_of_a_file_tells_the_form(
        self, kg: Kg, built: Path, tmp_path: Path, ending: str
    ) -> None:
        target = tmp_path / f"found.{ending}"

        done = kg("analyse", "silence", "-o", target, "--store", built)

        assert (done.code, done.out) == (0, "")
        assert target.read_text("utf-8") == kg("analyse", "silence", "-f", ending, "--store", built).out

    @pytest.mark.parametrize(
        ("arguments", "told"),
        [
            pytest.param(["silences"], "there are disputes", id="no such analysis"),
            pytest.param(["silence", "-p", "incident"], "no value", id="a parameter without a value"),
            pytest.param(["silence", "-p", "place=x"], "it takes: incident", id="another parameter"),
            pytest.param(["silence", "-o", "found.xlsx"], "its ending tells no form", id="another ending"),
            pytest.param(["silence", "-f", "table", "-o", "x.csv"], "leave out -o", id="a table in a file"),
            pytest.param(["reliance", "-f", "geojson"], "there is no map", id="a map of no places"),
            pytest.param(["silence", "-p", "incident=1999-01-01"], "no event", id="no such incident"),
        ],
    )
    def test_wrong_use_is_named_and_ends_with_2(
        self, kg: Kg, built: Path, arguments: list[str], told: str
    ) -> None:
        done = kg("analyse", *arguments, "--store", built)

        assert (done.code, done.out) == (2, "")
        assert told in done.err


class TestStore:
    def test_verify_finds_nothing_in_a_new_store(self, kg: Kg, built: Path) -> None:
        done = kg("verify", "--store", built)

        assert (done.code, done.out) == (0, "")

    def test_verify_names_the_article_whose_text_was_changed(
        self, kg: Kg, built: Path, tmp_path: Path
    ) -> None:
        copy = shutil.copytree(built, tmp_path / "store")
        [stored] = [
            path for path in (copy / "originals").rglob("*") if path.is_file() and _holds(path, "circled")
        ]
        stored.chmod(0o600)
        stored.write_bytes(stored.read_bytes().replace(b"circled", b"circles"))

        done = kg("verify", "--store", copy)

        assert done.code == 1
        assert "wire-mosul-strike.txt" in done.out

    def test_validate_finds_no_violation_in_the_samples(self, kg: Kg, built: Path) -> None:
        done = kg("validate", "--store", built)

        assert done.code == 0
        assert "0 violations" in done.err

    def test_validate_of_a_file_points_to_line_and_words(self, kg: Kg, built: Path, tmp_path: Path) -> None:
        file = tmp_path / "harm.ttl"
        kg("export", file, "--store", built)
        broken = file.read_text(encoding="utf-8").replace(
            'oa:exact "cast doubt on American', 'oa:exact "cast doubt in American'
        )
        file.write_text(broken, encoding="utf-8")

        done = kg("validate", file)

        assert done.code == 1
        assert f"{file}:" in done.out
        assert "violation" in done.out

    @pytest.mark.parametrize("name", ["notes.txt", "lines.jsonl", "broken.ttl"])
    def test_validate_of_no_rdf_gives_the_error_alone(self, kg: Kg, tmp_path: Path, name: str) -> None:
        (tmp_path / name).write_text("{}")

        done = kg("validate", tmp_path / name)

        assert (done.code, done.out) == (2, "")
        assert done.err.startswith(f"error: {tmp_path / name}: ")
        assert "violations" not in done.err

    @pytest.mark.parametrize("command", ["validate", "diff"])
    def test_a_packed_file_that_is_damaged_is_an_error_of_the_file(
        self, kg: Kg, built: Path, tmp_path: Path, command: str
    ) -> None:
        file = tmp_path / "harm.ttl.gz"
        file.write_bytes(b"\x1f\x8b\x08" + bytes(6) + b"\xff" * 9)

        done = kg(command, file, *((built,) if command == "diff" else ()))

        assert done.code == 2
        assert f"error: {file}: cannot be read" in done.err

    def test_validate_counts_in_the_files_that_are_rdf(self, kg: Kg, tmp_path: Path) -> None:
        (tmp_path / "empty.ttl").touch()

        done = kg("validate", tmp_path / "notes.txt", tmp_path / "empty.ttl")

        assert done.code == 2
        assert "0 violations, 0 warnings" in done.err

    def test_retract_leaves_no_byte_of_the_article_in_the_store(
        self, kg: Kg, built: Path, samples: Path, tmp_path: Path
    ) -> None:
        copy = shutil.copytree(built, tmp_path / "store")

        done = kg("retract", "wire-mosul-strike.txt", "--why", "asked for", "--store", copy)

        assert done.code == 0
        assert [path for path in copy.rglob("*") if path.is_file() and _holds(path, "circled")] == []
        assert kg("verify", "--store", copy).code == 0

    def test_retract_that_was_interrupted_can_be_given_again(
        self, kg: Kg, built: Path, tmp_path: Path
    ) -> None:
        whole, killed = (shutil.copytree(built, tmp_path / name) for name in ("whole", "killed"))
        command = ("retract", "wire-mosul-strike.txt", "--why", "asked for", "--day", "2026-01-02", "--store")
        kg(*command, whole)
        with open_store(killed) as store:  # all that the command does until links are worked out again
            [key] = [k for k, e in store.entries.items() if e.copies[0].file == "wire-mosul-strike.txt"]
            why, day = "asked for", "2026-01-02"
            stone = tombstone_quads(key, store.base, day=date.fromisoformat(day), why=why)
            store.retract(key, why=why, day=day, tombstone=stone)
            assert "links" not in store.graphs()

        again = kg(*command, killed)

        assert again.code == 0
        assert f"{key} withdrawn on 2026-01-02 already (asked for)" in again.err
        with open_store(whole, read_only=True) as one, open_store(killed, read_only=True) as other:
            assert one.graphs() == other.graphs()
            assert all(set(one.quads(name)) == set(other.quads(name)) for name in one.graphs())

    def test_what_was_withdrawn_comes_back_only_by_its_key(
        self, kg: Kg, built: Path, samples: Path, tmp_path: Path
    ) -> None:
        copy = shutil.copytree(built, tmp_path / "store")
        kg("retract", "wire-mosul-strike.txt", "--why", "asked for", "--day", "2026-01-02", "--store", copy)

        left_out = kg("build", samples, "--store", copy)
        [key] = re.findall(r"--readmit ([0-9a-f]{16})", left_out.err)
        back = kg("build", samples, "--readmit", key, "--store", copy)

        assert left_out.code == 1
        assert (
            "wire-mosul-strike.txt: was withdrawn on 2026-01-02 (asked for) and is left out" in left_out.err
        )
        assert "0 built, 6 unchanged, 1 left out" in left_out.err
        assert back.code == 0
        assert f"note: {key} was withdrawn on 2026-01-02 (asked for) and is back now" in back.err
        assert kg("build", samples, "--readmit", key, "--store", copy).code == 2

    def test_a_backup_restores_to_the_same_answers(self, kg: Kg, built: Path, tmp_path: Path) -> None:
        kg("backup", tmp_path / "copy", "--store", built)
        kg("restore", tmp_path / "copy", "--store", tmp_path / "again")

        assert kg(*DISPUTE, tmp_path / "again").out == kg(*DISPUTE, built).out

    @pytest.mark.parametrize(
        ("name", "told"), [("none", "there is nothing here"), ("empty", "no backup"), ("file", "no backup")]
    )
    def test_what_is_no_backup_is_not_restored(self, kg: Kg, tmp_path: Path, name: str, told: str) -> None:
        (tmp_path / "empty").mkdir()
        (tmp_path / "file").write_text("x")

        done = kg("restore", tmp_path / name, "--store", tmp_path / "store")

        assert done.code == 3
        assert f"error: {tmp_path / name}: {told}; kg backup FOLDER --store DIR makes" in done.err
        assert not (tmp_path / "store").exists()

    @pytest.mark.parametrize("ending", ["ttl", "trig", "nt", "nq", "jsonld", "nq.gz"])
    def test_exports_the_same_bytes_twice(self, kg: Kg, built: Path, tmp_path: Path, ending: str) -> None:
        files = [tmp_path / f"{number}.{ending}" for number in (1, 2)]
        for file in files:
            assert kg("export", file, "--store", built).code == 0

        assert files[0].read_bytes() == files[1].read_bytes()

    def test_exports_one_incident_without_the_others(self, kg: Kg, built: Path, tmp_path: Path) -> None:
        whole, part = tmp_path / "whole.nt", tmp_path / "part.nt"
        kg("export", whole, "--store", built)

        kg("export", part, "--incident", "2017-03-17@mosul", "--store", built)

        assert set(part.read_text().splitlines()) < set(whole.read_text().splitlines())
        assert "27 civilians" not in part.read_text()


def _holds(path: Path, word: str) -> bool:
    return word.encode() in path.read_bytes()
