"""Reads annotated articles with the program, or takes the records of another, and scores each."""

from collections.abc import Iterable, Iterator, Mapping

from kg.errors import GoldError
from kg.evaluation.found import Row, sheet_of
from kg.evaluation.gold import Annotated
from kg.evaluation.scoring import Score, score
from kg.extract import extract
from kg.records import to_dict


def evaluate(annotated: Iterable[Annotated], records: Mapping[str, Row] | None = None) -> Iterator[Score]:
    """The score of each article, in the order given.

    ``records`` are those of another system or run by the sha256 of the text; without them the articles
    are read now.

    Raises:
        GoldError: an article has no record.
    """
    for item in annotated:
        article = item.article
        if records is None:
            record: Row = to_dict(extract(article))
        elif article.sha256 in records:
            record = records[article.sha256]
        else:
            raise GoldError(f"{article.file}: no record of this text was given")
        yield score(item.gold, sheet_of(record, article.text, name=item.gold.name))
