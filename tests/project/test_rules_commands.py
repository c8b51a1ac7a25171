"""The commands for those who write rules: kg rules test, kg rules explain, and rules of one's own."""

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
    return text.count("\n", 0, text.rindex("\n[[", 0, text.index(old))) + 2


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
            "table;verb;stance;takes;keep;example;counter\r\ncue;rebuff;denies;noun;WAHR;x;y\r\n".replace(
                "WAHR", "TRUE"
            ).encode("utf-8-sig")
        )

        done = kg_apart("rules", "test", "--file", "cues", rules=rules)

        assert done.code == 1
        assert done.out.startswith(
            f"{rules}/cues.csv:2: cue rebuff: example: no statement with the stance 'denies'"
        )

    def test_a_file_that_there_is_not_is_wrong_use(self, kg: Kg) -> None:
        done = kg("rules", "test", "--file", "moans")

        assert done.code == 2
        assert "'moans'; there are causes, cues," in done.err

    @pytest.mark.parametrize("file", ["cues.toml", "furniture.toml", "scenes.toml"])
    def test_a_file_that_is_missing_is_an_error_of_the_rules(
        self, kg_apart: Kg, rules: Path, file: str
    ) -> None:
        (rules / file).unlink()

        done = kg_apart("rules", "test", rules=rules)

        assert (done.code, done.out) == (2, "")
        assert f"{rules / file}: this rules file is missing" in done.err
        assert "kg errors rules" in done.err

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

        (rules / "cues.toml").open("a", encoding="utf-8").write("\n# a remark\n")

        assert "1 built, 0 unchanged" in build(rules).err
