"""The commands for those who write rules: kg rules test, kg rules explain, and rules of one's own."""

import json
from pathlib import Path
from shutil import copytree

import pytest

from kg import resources

from .conftest import Done, Kg


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the shipped rules that a test may change."""
    return Path(copytree(resources.shipped_rules(), tmp_path / "rules"))


def change(path: Path, old: str, new: str) -> int:
    """Change the first place in a file; the line (from 1) of the row that holds it."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.rfind("\n[[", 0, text.index(old))) + 2


class TestTest:
    def test_all_rows_of_the_shipped_rules_hold(self, kg: Kg) -> None:
        done = kg("rules", "test")

        assert (done.code, done.out) == (0, "")
        assert done.err.endswith(" counter-examples, 0 faults\n")

    def test_a_faulty_row_is_one_line_with_its_place(self, kg_apart: Kg, rules: Path) -> None:
        cue = change(rules / "cues.toml", '"The ministry said ten people had died."', '"The bridge fell."')
        strike = change(rules / "events.toml", '"The teachers\' strike went on."', '"A drone strike hit."')
        pattern = change(rules / "voices.toml", "pattern = '''", "pattern = '''(?!)")

        done = kg_apart("rules", "test", rules=rules)

        lines = done.out.splitlines()
        assert done.code == 1
        assert lines[0].startswith(f"{rules}/cues.toml:{cue}: cue say: example: no statement with the stance")
        assert (
            f"{rules}/events.toml:{strike}: strike strike.plain: counter: no strike should be read"
            in lines[1]
        )
        assert lines[2].startswith(f"{rules}/voices.toml:{pattern}: pattern ")
        assert done.err.endswith("counter-examples, 3 faults\n")
        assert len(lines) == 3

    def test_one_file_is_checked_without_the_others(self, kg_apart: Kg, rules: Path) -> None:
        change(rules / "cues.toml", '"The ministry said ten people had died."', '"The bridge fell."')

        assert kg_apart("rules", "test", "--file", "causes", rules=rules).code == 0
        assert kg_apart("rules", "test", "--file", "cues", rules=rules).code == 1

    def test_a_row_of_a_spreadsheet_is_checked_like_any_other(self, kg_apart: Kg, rules: Path) -> None:
        (rules / "cues.csv").write_bytes(
            "table;verb;stance;takes;keep;example;counter\r\ncue;rebuff;denies;noun;TRUE;x;y\r\n".encode(
                "utf-8-sig"
            )
        )

        done = kg_apart("rules", "test", "--file", "cues", rules=rules)

        assert done.code == 1
        assert done.out.startswith(
            f"{rules}/cues.csv:2: cue rebuff: example: no statement with the stance 'denies'"
        )

    def test_a_file_that_there_is_not_is_wrong_use(self, kg: Kg) -> None:
        done = kg("rules", "test", "--file", "moans")

        assert done.code == 2
        assert "'moans'; there are attributions, causes, cues," in done.err

    @pytest.mark.parametrize("file", ["cues.toml", "furniture.toml", "scenes.toml"])
    def test_a_file_that_is_missing_is_an_error_of_the_rules(
        self, kg_apart: Kg, rules: Path, file: str
    ) -> None:
        (rules / file).unlink()

        done = kg_apart("rules", "test", rules=rules)

        assert (done.code, done.out) == (2, "")
        assert f"{rules / file}: this rules file is missing" in done.err
        assert "kg errors rules" in done.err

    def test_a_spreadsheet_that_nothing_reads_is_no_silent_one(self, kg_apart: Kg, rules: Path) -> None:
        (rules / "cue.csv").write_text("table,verb\n", encoding="utf-8")

        done = kg_apart("rules", "test", rules=rules)

        assert done.code == 2
        assert f"{rules}/cue.csv: stands beside no cue.toml" in done.err

    def test_a_cell_that_cannot_be_read_stops_the_run(self, kg_apart: Kg, rules: Path) -> None:
        (rules / "harm.csv").write_text("table,id,words\nharm,a,b\n", encoding="utf-8")

        done = kg_apart("rules", "test", rules=rules)

        assert done.code == 2
        assert f"error: {rules}/harm.csv:2: " in done.err


class TestOwnRules:
    def test_they_are_read_instead_of_the_shipped_ones(
        self, kg_apart: Kg, rules: Path, tmp_path: Path
    ) -> None:
        article = tmp_path / "a.txt"
        article.write_text(
            "Headline\n\nThe governor pooh-poohed the claim that the army had shelled the market.\n"
        )
        assert '"cue":"pooh-poohed"' not in kg_apart("extract", article).out

        (rules / "cues.csv").write_text(
            "table,verb,stance,takes,keep,example\n"
            "cue,pooh-pooh,denies,noun,true,The governor pooh-poohed the claim that the army did it.\n"
        )

        assert '"cue":"pooh-poohed"' in kg_apart("extract", article, rules=rules).out

    def test_a_folder_that_is_none_says_where_and_the_way_out(self, kg_apart: Kg, samples: Path) -> None:
        done = kg_apart("extract", samples, rules=Path("nowhere"))

        assert done.code == 2
        assert done.err.startswith(
            "error: nowhere: KG_RULES names it and it is no folder; unset KG_RULES, or copy"
        )

    def test_other_rules_read_a_built_article_again(
        self, kg_apart: Kg, rules: Path, tmp_path: Path, samples: Path
    ) -> None:
        def build(folder: Path | None) -> Done:
            return kg_apart(
                "build", samples / "ministry-statement.txt", "--store", tmp_path / "store", rules=folder
            )

        assert "1 built" in build(None).err
        assert "0 built, 1 unchanged" in build(rules).err

        change(rules / "cues.toml", "Words that introduce", "The words that introduce")

        assert "1 built, 0 unchanged" in build(rules).err


class TestExplain:
    def test_tells_each_sentence_with_what_was_read_and_left(self, kg: Kg, tmp_path: Path) -> None:
        article = tmp_path / "a.txt"
        article.write_text(
            "Strike in Mosul\n\n"
            "An air strike killed 12 people in Mosul on 3 May, residents said. It rained.\n"
        )

        done = kg("rules", "explain", article)

        assert (done.code, done.err) == (0, "")
        lines = done.out.splitlines()
        assert lines[0] == "== a.txt"
        assert "[17-82 body] An air strike killed 12 people in Mosul on 3 May, residents said." in lines
        for told in (
            "  statement       residents (named) asserts: “An air strike killed 12 people in Mosul on 3 May” "
            "17-65; cue “said”; claims figure-38-47; about incident-17-47; "
            "rule attribution.words-subject-cue 0.9",
            "  figure          exactly 12 [12..12] killed: “12 people” 38-47; tally oneEvent; "
            "about incident-17-47; rule figure.count-object 0.95",
            "  left            no cue, no quotation, no number and no word of harm or attack",
        ):
            assert told in lines
        assert any(line.startswith("  responsibility  airstrike: “An air strike killed") for line in lines)
        assert any(line.startswith("  event           strike (airstrike, Mosul): ") for line in lines)

    def test_json_is_one_object_a_sentence(self, kg: Kg, samples: Path) -> None:
        text = (samples / "wire-mosul-strike.txt").read_text(encoding="utf-8")

        told = [
            json.loads(line)
            for line in kg(
                "rules", "explain", "-f", "json", samples / "wire-mosul-strike.txt"
            ).out.splitlines()
        ]

        assert [item["exact"] for item in told] == [text[item["start"] : item["end"]] for item in told]
        assert {item["article"] for item in told} == {"wire-mosul-strike.txt"}
        assert sum(len(item["statements"]) for item in told) > 10
        assert any(left["row"] for item in told for left in item["left"])

    def test_an_article_that_cannot_be_read_stops_no_other(
        self, kg: Kg, samples: Path, tmp_path: Path
    ) -> None:
        done = kg("rules", "explain", tmp_path / "none.txt", samples / "ministry-statement.txt")

        assert done.code == 2
        assert "== ministry-statement.txt" in done.out
        assert "none.txt" in done.err

    def test_what_would_steer_the_terminal_is_written_out(self, kg: Kg, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("Head\n\nThe mayor said \x1b[2Jten people had died in Mosul.\n")

        out = kg("rules", "explain", tmp_path / "a.txt").out

        assert "\x1b" not in out
        assert "\\x1b[2J" in out
