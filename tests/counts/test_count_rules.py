"""A broken row of numbers.toml or harm.toml is named with its file."""

from pathlib import Path

import pytest

from kg import resources
from kg.errors import RulesError
from kg.extract.counts.rules import load_count_rules


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param('role = "active"', 'role = "acts"', "'acts' is not one of", id="no such role"),
        pytest.param('harm = "injured"', 'harm = "hurts"', "'hurts' is not one of", id="no such harm"),
        pytest.param('who = "women"', 'who = "ladies"', "'ladies' is not a valid Who", id="no such group"),
        pytest.param(
            "confidence = 0.95", "tier = 1", "key 'confidence' is missing", id="a frame without a tier"
        ),
        pytest.param("[[frame]]", "[[frame", "line", id="not TOML"),
    ],
)
def test_a_broken_row_is_named_with_its_file(tmp_path: Path, old: str, new: str, fault: str) -> None:
    for name in ("numbers.toml", "harm.toml"):
        text = (resources.rules() / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace(old, new, 1) if name == "harm.toml" else text, "utf-8")

    with pytest.raises(RulesError, match=fault) as raised:
        load_count_rules(tmp_path)

    assert str(tmp_path / "harm.toml") in str(raised.value)


def test_a_missing_file_is_an_error_of_the_rules(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"numbers\.toml: this rules file is missing"):
        load_count_rules(tmp_path)
