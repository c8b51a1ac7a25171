"""What the words around a registry name say: place or actor, body or operation, whole name or part."""

import re

from kg.extract.names.aliases import Tokens
from kg.extract.names.words import NameWords

_ITEM_DAY = re.compile(r"(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)(?:,? \d{4})?, ")
_PROVINCE_NOUNS = frozenset({"province", "governorate", "oblast"})


def expects_place(tokens: Tokens, first: int, last: int, words: NameWords) -> bool:
    """After a preposition of place, or before a noun such as "province"."""
    before = _without_article(tokens, first) - 1
    typed = tokens.lower(last + 1) in words.place_types
    item = heads_item(tokens, first, last) or _is_struck(tokens, last, words)
    return (
        typed or item or tokens.lower(before) in words.place_before or is_under_attack(tokens, before, words)
    )


def _is_struck(tokens: Tokens, last: int, words: NameWords) -> bool:
    """ "Kut was hit by an air strike"."""
    return tokens.lower(last + 1) in ("was", "were") and tokens.lower(last + 2) in words.struck


def heads_item(tokens: Tokens, first: int, last: int) -> bool:
    """ "June 12, Kfar Tunin: ...": behind the day that opens an item of a list."""
    opened = tokens.text.startswith(": ", tokens.ends[last]) and tokens.gap(first) == ", "
    return opened and _ITEM_DAY.fullmatch(tokens.text, tokens.starts[0], tokens.starts[first]) is not None


def is_under_attack(tokens: Tokens, on: int, words: NameWords) -> bool:
    """ "an air strike on Kut": the word at ``on`` and the noun for an attack before it."""
    return tokens.lower(on) == "on" and tokens.lower(on - 1) in words.attacks


def acts(tokens: Tokens, first: int, last: int, words: NameWords) -> bool:
    """A country as the subject of a verb that opens its clause, or as the one by whom: its government."""
    after = last + 1
    if after < len(tokens.words) and tokens.gap(after) == " " and tokens.words[after][0].isupper():
        return False  # "told Syria TV"
    if tokens.lower(first - 1) in words.actor_before and tokens.gap(first) == " ":
        return True
    if after >= len(tokens.words) or tokens.gap(after) != " " or tokens.lower(after) not in words.actor_after:
        return False
    opening = _without_article(tokens, first)
    gap = tokens.gap(opening)
    opens_clause = opening == 0 or gap != " " or tokens.lower(opening - 1) in words.actor_lead_in
    return opens_clause and gap not in (", ", " , ")


def is_whole_country(tokens: Tokens, first: int, last: int) -> bool:
    """ "in the US" or "in the US," but not "in US-led strikes"."""
    after = tokens.text[tokens.ends[last] : tokens.ends[last] + 1]
    return tokens.lower(first - 1) == "the" and after != "-"


def is_operation(tokens: Tokens, first: int, words: NameWords) -> bool:
    """Words before a name that make it an operation: "since the start of Operation X"."""
    before = tokens.lower(first - 1)
    return before in words.campaign_before or f"{tokens.lower(first - 2)} {before}" in words.campaign_before


def is_other_body(tokens: Tokens, first: int, last: int, words: NameWords) -> bool:
    """Words beside a common noun that make it some other body: "the ruling coalition"."""
    return (
        tokens.lower(first - 1) in words.other_body_before or tokens.lower(last + 1) in words.other_body_after
    )


def begins_longer_name(tokens: Tokens, first: int, last: int) -> bool:
    """ "The Independent" where "The Independent International Commission" goes on."""
    after = last + 1
    opens = tokens.words[first] == "The" and after < len(tokens.words) and tokens.gap(after) == " "
    return opens and tokens.words[after][0].isupper()


def goes_on(tokens: Tokens, last: int, words: NameWords) -> bool:
    """ "Civil Defence" where "Civil Defence Authority" goes on."""
    after = last + 1
    follows = after < len(tokens.words) and tokens.gap(after) == " " and tokens.words[after][0].isupper()
    return follows and tokens.lower(after) in words.organisation_heads


def in_capitals(tokens: Tokens, index: int) -> bool:
    """Inside a line of capitals, where an acronym cannot be told from a word."""
    around = [tokens.words[i] for i in (index - 1, index + 1) if 0 <= i < len(tokens.words)]
    return bool(around) and all(len(word) > 1 and word.isupper() for word in around)


def is_beside_capitals(tokens: Tokens, index: int, taken: set[int], words: NameWords) -> bool:
    """Beside a free capitalised word: a one-word name that may be part of a longer one."""
    before, after = index - 1, index + 1
    if after + 1 < len(tokens.words) and tokens.words[after] in words.particles:
        after += 1
    return any(
        0 <= i < len(tokens.words)
        and i not in taken
        and tokens.gap(gap_at) in (" ", "-")
        and tokens.words[i][0].isupper()
        and tokens.lower(i) not in words.breakers
        for i, gap_at in ((before, index), (after, after))
    )


def follows_given_name(tokens: Tokens, index: int, taken: set[int], words: NameWords) -> bool:
    """After a free capitalised word that is no title: "Hunter" before "Biden"."""
    before = tokens.lower(index - 1)
    if index == 0 or index - 1 in taken or tokens.gap(index) not in (" ", "-") or before in words.breakers:
        return False
    opens = index == 1 or tokens.gap(index - 1) != " "
    return (
        tokens.words[index - 1][0].isupper()
        and not words.is_title(before)
        and not (opens and before in words.not_names)
    )


def is_someone(tokens: Tokens, first: int, words: NameWords) -> bool:
    """ "the teacher Abu Salim": behind a role in lower case, what is a place elsewhere is somebody's name."""
    role = tokens.words[first - 1] if first > 0 and tokens.gap(first) == " " else ""
    named = role in words.roles or (role in words.ranks and role.islower())
    return named and tokens.lower(first - 2) in (
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "our",
        "my",
        "young",
        "old",
    )


def names_province(tokens: Tokens, first: int) -> bool:
    """ "in the northern province of Hajjah": the name behind it is that of the province, not of its town."""
    return tokens.lower(first - 1) == "of" and tokens.lower(first - 2) in _PROVINCE_NOUNS


def _without_article(tokens: Tokens, first: int) -> int:
    """The word itself, or the "the" before it."""
    return first - 1 if tokens.lower(first - 1) == "the" and tokens.gap(first) == " " else first
