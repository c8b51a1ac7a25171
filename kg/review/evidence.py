"""The evidence for one thing as lines to read: words, article, day, place, actors and figures as said."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Final

from kg import resources
from kg.queries import Value, run
from kg.store import Store

_MOST_ACCOUNTS: Final = 3
_MOST_TOLD: Final = 10
_MOST_WORDS: Final = 400
"""Characters of the passage around words, on both sides together."""
Row = Mapping[str, Value]


def accounts_of(store: Store, path: str) -> tuple[str, ...]:
    """The accounts of an event as paths after the base, sorted: itself, or all that share it."""
    rows = _ask(store, "accounts", event=store.base + path)
    return tuple(sorted({str(row["account"]).removeprefix(store.base) for row in rows}))


def of_event(store: Store, path: str) -> Iterator[str]:
    """Lines on an event: each account with its words and what is told of it."""
    rows = {str(row["account"]): row for row in _ask(store, "accounts", event=store.base + path)}
    for account, row in list(rows.items())[:_MOST_ACCOUNTS]:
        yield f"{row['kind']} {_place(row)}, {_days(row)}"
        yield from _words(store, row)
        told = list(dict.fromkeys(map(_told, _ask(store, "told-of-account", account=account))))
        yield from (f"  {line}" for line in told[:_MOST_TOLD])
        if len(told) > _MOST_TOLD:
            yield f"  and {len(told) - _MOST_TOLD} more; kg explain {account.removeprefix(store.base)}"
    if len(rows) > _MOST_ACCOUNTS:
        yield f"and {len(rows) - _MOST_ACCOUNTS} more accounts; kg explain {path}"


def of_agent(store: Store, path: str) -> Iterator[str]:
    """Lines on a person or body: the name, and words of statements where there are some."""
    rows = _ask(store, "names-of-agent", agent=store.base + path)
    names = sorted({str(row["name"]) for row in rows})
    yield ", ".join(names) or path
    said = [row for row in rows if row["words"] is not None]
    for row in said[:_MOST_ACCOUNTS]:
        yield from _words(store, row)
    if len(said) > _MOST_ACCOUNTS:
        yield f"and {len(said) - _MOST_ACCOUNTS} more statements; kg explain {path}"


def of_statement(store: Store, path: str) -> Iterator[str]:
    """Lines on a statement: who takes which stance on what; none where it is not in the store."""
    for row in _ask(store, "one-statement", statement=store.base + path):
        yield f"{row['speaker']} {row['stance']}: {row['claim']}"
        yield from _words(store, row)


def _words(store: Store, row: Row) -> Iterator[str]:
    yield f"  {_article(row)}"
    yield f'  words: "{row["words"]}" (characters {row["start"]}-{row["end"]})'
    passage = _passage(store, row)
    if passage != row["words"]:
        yield f"  passage: {passage}"


def _article(row: Row) -> str:
    known = [str(row[name]) for name in ("headline", "publisher", "published") if row[name] is not None]
    return f"article {str(row['article']).rpartition('/')[2]}: {', '.join(known) or 'nothing known of it'}"


def _passage(store: Store, row: Row) -> str:
    """The paragraph of the stored text that holds the words, cut around them where it is long."""
    key = str(row["article"]).rpartition("/")[2][:16]
    text = store.articles(key)[0].text
    start, end = int(str(row["start"])), int(str(row["end"]))
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    room = max(_MOST_WORDS - (end - start), 0) // 2
    before, after = max(first, start - room), min(last, end + room)
    told = " ".join(text[before:after].split())
    return f"{'…' if before > first else ''}{told}{'…' if after < last else ''}"


def _place(row: Row) -> str:
    return f"{row['precision']} {row['place']}" if row["place"] is not None else "at an unknown place"


def _days(row: Row) -> str:
    first, last = row["first_day"], row["last_day"]
    if first is None and last is None:
        days = "day unknown"
    else:
        days = str(first or "?") if first == last else f"{first or '?'} to {last or '?'}"
    printed = f' ("{row["date_words"]}")' if row["date_words"] is not None else ""
    basis = f", {row['basis']}" if row["basis"] is not None else ""
    return f"{days}{printed}{basis}"


def _told(row: Row) -> str:
    told = f'{row["part"]}: {row["what"]} ("{row["words"]}"), {row["speaker"]} {row["stance"]}'
    return textwrap.shorten(told, 300)


def _ask(store: Store, name: str, **values: str) -> list[Row]:
    result = run(store, resources.queries() / "tools" / f"{name}.rq", values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]
