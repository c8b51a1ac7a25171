"""Every saved query, asked of the sample reports as built from their bare texts, gives the golden answer."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kg import open_store, resources
from kg.api import KnowledgeGraph
from kg.articles import read_articles
from kg.ids import DEFAULT_BASE, doc_key
from kg.model import Article
from kg.queries import Result, names

HERE = Path(__file__).parent / "samples"
MARCH_17 = {"incident": "2017-03-17@west mosul"}
COALITION = {"speaker": "US-led coalition"}
PARAMETERS: Mapping[str, Mapping[str, str]] = {
    "dates-in-article": {"article": "ministry-statement.txt"},
    "statements-of-article": {"article": "ministry-statement.txt"},
    "names-of-an-actor": {"actor": "US-led coalition"},
    "figures-by-unit": {"unit": "civiliansKilled"},
    "people-remaining-trapped-displaced": {},
    "said-dates": COALITION,
    "same-agents": {},
    "statements-by-topic": {"topic": "humanShields"},
    "what-a-speaker-said": COALITION,
    "what-an-organisation-said": {"organisation": "United Nations"},
    **dict.fromkeys(
        (
            "acknowledged", "alternative-causes", "dates-of-incident", "declined", "dispute-map",
            "figures-of-incident", "left-open", "lens-acled", "lens-airwars", "lens-ibc", "lens-ucdp",
            "not-confirmed", "places-of-incident",
            "reactions-around-incident", "reactions-to-incident", "refused-merges", "targets-of-incident",
            "under-investigation", "who-attributes", "who-disputes",
        ),
        MARCH_17,
    ),
}  # fmt: skip
# No campaign of the registry is in the samples, and no two of them have a common origin.
SILENT = {"statements-about-campaign", "articles-of-one-origin"}


FILES = sorted(path for path in resources.sample_articles().iterdir() if path.suffix != ".toml")


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    with open_store(tmp_path_factory.mktemp("samples") / "store") as opened:
        opened.build(FILES)
        yield opened


@pytest.mark.parametrize("name", sorted(set(names()) - SILENT))
def test_the_sample_reports_answer_as_written_down(graph: KnowledgeGraph, name: str) -> None:
    golden = (HERE / f"{name}.csv").read_text(encoding="utf-8")

    answer = graph.query(name, **PARAMETERS.get(name, {}))

    assert readable(answer) == golden
    assert len(answer) > 0


def readable(result: Result) -> str:
    """The answer as CSV with file names in place of hashes, and without the base."""
    text = result.to_csv().replace(DEFAULT_BASE, "")
    for article in read_articles(FILES):
        assert isinstance(article, Article)
        text = text.replace(doc_key(article.sha256), Path(article.file).stem)
    return text
