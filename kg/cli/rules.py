"""The commands for those who write rules: test runs the examples, explain shows what is read and why."""

from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.options import ArticlePaths, article_paths
from kg.cli.talk import say, visible


class Form(StrEnum):
    """The forms of an explanation."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the group of this module."""
    group = typer.Typer(
        no_args_is_help=True, rich_markup_mode=None, help="Test and explain the rules of reading."
    )
    group.command("test")(check)
    group.command()(explain)
    app.add_typer(group, name="rules")


def check(
    file: Annotated[
        str | None,
        typer.Option("--file", metavar="STEM", help="Only this file of rules, without its ending: cues."),
    ] = None,
) -> None:
    """Check that each row of the rules reads its example and leaves its counter-example alone."""
    from kg.rulebook import check_rules, rule_files

    if file is not None and file not in rule_files():
        raise typer.BadParameter(f"no file of rules is called {file!r}; there are {', '.join(rule_files())}")
    rows = counters = faults = 0
    for verdict in check_rules(file):
        rows += 1
        counters += verdict.has_counter
        if verdict.faults:
            faults += len(verdict.faults)
            print(visible(str(verdict)), flush=True)
    say(f"{rows:,} rows, {counters:,} counter-examples, {faults:,} faults")
    if faults:
        raise typer.Exit(1)


def explain(
    articles: ArticlePaths,
    form: Annotated[
        Form, typer.Option("-f", "--format", help="Text, or one JSON object a sentence.")
    ] = Form.TEXT,
) -> None:
    """Show what is read from each sentence, by which rule, and why the rest is left."""
    from kg.articles import read_articles
    from kg.errors import ArticleError
    from kg.rulebook import explain_article, to_json, to_lines

    code = 0
    with article_paths(articles) as given:
        for article in read_articles(given.paths):
            if isinstance(article, ArticleError):
                code = max(code, given.tell(article))
                continue
            if form == Form.TEXT:
                print(visible(f"== {article.file}\n"))
            for account in explain_article(article):
                if form == Form.JSON:
                    print(to_json(account))
                else:
                    print(visible("\n".join(to_lines(account))), end="\n\n")
    if code:
        raise typer.Exit(code)
