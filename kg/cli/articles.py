"""The commands that read articles and print what they say, without a store."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from kg.cli.options import (
    AnnotationPaths,
    ArticlePaths,
    Base,
    Given,
    annotations_of,
    article_paths,
    tell_unmatched,
)
from kg.cli.talk import say

if TYPE_CHECKING:
    from kg.annotations import Annotations
    from kg.model import Record


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(extract)
    app.command()(annotations)


def extract(articles: ArticlePaths, annotations: AnnotationPaths = None) -> None:
    """Print the record of each article: one JSON object a line, in the order given."""
    from kg.records import to_json

    with article_paths(articles) as given:
        reading = _Reading(given, annotations_of(annotations, given.paths))
        for record in reading.records():
            sys.stdout.write(to_json(record) + "\n")
    reading.end()


def annotations(articles: ArticlePaths, base: Base = None) -> None:
    """Print what the rules read in articles as Web Annotations, to be corrected and given back."""
    from kg.annotations import Annotations, to_annotations
    from kg.ids import DEFAULT_BASE

    with article_paths(articles) as given:
        reading = _Reading(given, Annotations())
        sys.stdout.write(to_annotations(reading.records(), base=base or DEFAULT_BASE))
    reading.end()


class _Reading:
    """Articles that are read one after the other, and what is to be told of them at the end."""

    def __init__(self, given: Given, annotations: "Annotations") -> None:
        self._given = given
        self._annotations = annotations
        self._code = 0

    def records(self) -> Iterator["Record"]:
        """The record of each article: by its annotations where it has some, else by the rules."""
        from kg.annotations import annotate
        from kg.articles import read_articles
        from kg.errors import ArticleError
        from kg.extract import extract as read

        for article in read_articles(self._given.paths):
            if isinstance(article, ArticleError):
                self._code = max(self._code, self._given.tell(article))
                continue
            own = self._annotations.of([article])
            record = annotate(article, own) if own else read(article)
            for item in record.rejected:
                say(f"{article.file}: not taken: {item.why}")
                self._code = max(self._code, 1)
            yield record

    def end(self) -> None:
        """Say which annotations were of no article, and leave with an exit code where there is one."""
        code = max(self._code, tell_unmatched(self._annotations.left()))
        if code:
            raise typer.Exit(code)
