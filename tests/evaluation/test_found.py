"""What the program found, as attributions: which characters are source, cue and content."""

import json

import pytest

from kg.evaluation.found import sheet_of
from kg.evaluation.sheets import Part
from kg.records import to_json
from tests.extract.invented import read


def contents(text: str) -> list[list[str]]:
    """The contents of the attributions found in a text, each as its runs of words."""
    record = json.loads(to_json(read(text)))
    found = sheet_of(record, text).of(Part.ATTRIBUTIONS)
    return [[text[slice(*span)] for span in item.places[0]] for item in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The mayor denied the strike on the school.",
            [["the strike on the school"]],
            id="a cue that is the stance is no content",
        ),
        pytest.param(
            "The bridge, the mayor said on Monday, was safe.",
            [["The bridge", "was safe"]],
            id="a source in the middle parts the words",
        ),
        pytest.param(
            "The army told the residents not to leave the town.",
            [["not to leave the town"]],
            id="whom somebody tells to do something is no content",
        ),
        pytest.param(
            '"We saw it," she said. "It was low."',
            [["We saw it", "It was low"]],
            id="a quotation goes on",
        ),
        pytest.param(
            '"We saw it," she said. "It was low and slow.\n\n"It came back at once."',
            [["We saw it", "It was low and slow", "It came back at once"]],
            id="an open quotation goes on in the next paragraph",
        ),
        pytest.param(
            '"We saw it," she said.\n\n"It came back at once."',
            [["We saw it"], ["It came back at once"]],
            id="a closed one does not",
        ),
    ],
)
def test_the_content_of_an_attribution_is_what_is_said(text: str, wanted: list[list[str]]) -> None:
    assert contents(text) == wanted
