"""The command that reads articles and prints their records, without a store."""

import sys

import typer

from kg.cli.options import ArticlePaths, article_paths


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command()(extract)


def extract(articles: ArticlePaths) -> None:
    """Print the record of each article: one JSON object a line, in the order given."""
    from kg.articles import read_articles
    from kg.errors import ArticleError
    from kg.extract import extract as read
    from kg.records import to_json

    code = 0
    with article_paths(articles) as given:
        for article in read_articles(given.paths):
            if isinstance(article, ArticleError):
                code = max(code, given.tell(article))
                continue
            sys.stdout.write(to_json(read(article)) + "\n")
    if code:
        raise typer.Exit(code)
