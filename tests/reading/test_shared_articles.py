"""Claims about the real articles that lie beside the checkout; skipped where they are not."""

import json
from datetime import date
from pathlib import Path

import pytest

from kg.articles import read_articles
from kg.articles.metadata import make_article
from kg.extract.dates import anchor_of, find_dates
from kg.model import Article, BlockKind
from kg.text import fold
from kg.vocab import Basis

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "articles").is_dir(), reason="the shared articles are not here")


def articles(folder: str) -> list[Article]:
    return [item for item in read_articles([SHARED / folder]) if isinstance(item, Article)]


def test_the_date_lines_are_read_as_the_competency_answers_say() -> None:
    read = [(a.published, a.published_words, a.published_at, a.published_basis) for a in articles("articles")]

    assert read == [
        (date(2017, 5, 1), "01/05/2017", (76, 86), Basis.INFERRED),
        (date(2017, 5, 1), "1 May, 2017", (284, 316), Basis.STATED),
        (None, None, None, None),
        (None, None, None, None),
        (date(2017, 9, 1), "01/09/2017", (90, 100), Basis.INFERRED),
    ]


def test_publishers_and_agencies_are_those_the_pages_state() -> None:
    read = [(a.publisher, a.publisher_at, a.dateline, a.agency) for a in articles("articles")]
    nothing = (None, None, None, None)

    assert read == [
        nothing,
        ("The New Arab", (110, 133), None, None),
        (None, None, "MOSUL, Iraq (AP)", "AP"),
        nothing,
        nothing,
    ]


def test_linked_titles_captions_and_comments_are_told_apart() -> None:
    starts = {a.file[:3]: {(b.kind.value, b.start) for b in a.blocks} for a in articles("articles")}

    assert {("relatedLink", 848), ("relatedLink", 2468)} <= starts["004"]
    assert ("headline", 33) in starts["001"]
    assert {("caption", 193)} <= starts["001"]
    assert any(kind == "comment" for kind, _ in starts["002"])


def test_nothing_is_lost_between_the_blocks() -> None:
    for article in [*articles("articles"), *articles("dev")]:
        assert "".join(article.text[b.start : b.end] for b in article.blocks) == article.text


@pytest.mark.parametrize("gold", sorted(SHARED.glob("dev/*.gold.json")), ids=lambda path: path.stem)
def test_every_zone_of_the_gold_is_no_running_text_for_us(gold: Path) -> None:
    text = gold.with_name(gold.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")
    article = make_article("a.txt", text)
    for zone in json.loads(gold.read_text(encoding="utf-8")).get("blocks", []):
        if zone["begins"].startswith("Saturday , September"):
            continue  # a date line and a caption without a mark: running text for us, which loses nothing
        inside = [b for b in article.blocks if b.kind == zone["kind"] and b.start <= zone["start"] + 1]

        assert any(b.end >= zone["end"] - 1 for b in inside), zone


@pytest.mark.parametrize(
    ("file", "words", "iso"),
    [
        ("000", "Last month", "2017-04"),
        ("000", "Sunday", "2017-04-30"),
        ("001", "early March of this year", "2017-03"),
        ("002", "during the month of May", "2017-05"),
        ("003", "March 17", "2017-03-17"),
        ("004", "March 14", "2017-03-14"),
        ("004", "Friday", "2017-09-01"),
        ("bbc", "30 November", "2016-11-30"),
        ("centcom", "Jan. 8", "2017-01-08"),
        ("fk_asharq", "at dawn yesterday", "2016-07-19"),
        ("fk_trt", "Thursday morning", "2016-07-28"),
        ("isaf_logar", "yesterday", "2010-11-20"),
        ("isaf_pankalay", "May 6", "2012-05-06"),
        ("nyt", "this week", "2016-11"),
        ("uk", "Monday", "2014-06-02"),
    ],
)
def test_dates_of_events_are_those_of_the_gold(file: str, words: str, iso: str) -> None:
    article = next(a for a in [*articles("articles"), *articles("dev")] if a.file.startswith(file))
    mentions = find_dates(fold(article.text), anchor_of(article))

    assert iso in {mention.iso for mention in mentions if mention.words == words}


def test_no_body_is_typed_as_furniture_in_the_dev_articles() -> None:
    for article in articles("dev"):
        gold = json.loads((SHARED / "dev" / article.file.replace(".txt", ".gold.json")).read_text("utf-8"))
        lost = [b for b in article.blocks if b.kind in (BlockKind.FURNITURE, BlockKind.COMMENT)]
        for item in [*gold["statements"], *gold["figures"]]:
            start = article.text.find(item["exact"])

            assert not any(b.start <= start < b.end for b in lost if start >= 0), item["exact"][:40]
