"""What a run of capitalised words names, judged by the words in it and around it: nobody, or one draft."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from kg.extract.names.aliases import Tokens
from kg.extract.names.context import heads_item, is_under_attack
from kg.extract.names.gazetteer import countries_of
from kg.extract.names.runs import is_name_word
from kg.extract.names.words import NameWords
from kg.extract.values import frozen
from kg.model import MentionKind

_PERSON_WORDS = (2, 5)
_APPOSITION_WORDS = 7
_PLACE_WORDS = 3
_AGE = re.compile(r" ?, \d{1,3}\b")
_CAPITALS = r"[A-Z][\w'-]*(?: [A-Z][\w'-]*){0,6}"
_CONTINUED = re.compile(
    rf" (?:of|for|on)(?: the)? {_CAPITALS}(?:(?: and|,| in| of(?: the)?) {_CAPITALS}){{0,4}}"
)
_BESIDE = re.compile(
    r", (?:(?:just |\w+ (?:km|kilomet(?:er|re)s|miles?) )?(?:north|south|east|west)(?:-?east|-?west)? of"
    r"|near|outside|close to|in the"
    r"|an? (?:\w+ )?(?:village|town|city|suburb|district|hamlet|neighbou?rhood|camp)) "
)
_TYPED = frozenset(
    {"province", "district", "governorate", "region", "oblast", "county", "raion", "subdistrict"}
)
_FURTHEST = 10  # words that a look back may pass
_SMALL = frozenset({"of", "for", "the", "then"})
_SENTENCE_END = re.compile(r" ?(?:[,.;:\n)\"]|$)")


@dataclass(slots=True)
class Draft:
    """A name before its id: ``kind`` None is a run that only other mentions can explain."""

    start: int
    end: int
    kind: MentionKind | None
    key: str
    """The words of the name alone, as printed: two mentions share it but for hyphens and links."""
    title_start: int | None = None
    countries: tuple[str, ...] = ()
    """ISO codes or ids of the countries it may lie in or belong to."""


@frozen
class Run:
    """One run in its span; ``taken`` are the words that registry names hold."""

    tokens: Tokens
    first: int
    last: int
    taken: Collection[int]
    words: NameWords

    def lower(self, offset_from_first: int) -> str:
        """A word in lower case, counted from the first of the run."""
        return self.tokens.lower(self.first + offset_from_first)

    def start(self) -> int:
        """First character."""
        return self.tokens.starts[self.first]

    def end(self) -> int:
        """Last character, exclusive."""
        return self.tokens.ends[self.last]

    def key(self) -> str:
        """The words as printed, on one line."""
        return printed(self.tokens, self.first, self.last)


def printed(tokens: Tokens, first: int, last: int) -> str:
    """Words ``first`` to ``last`` as the text prints them, on one line: "Maarat al-Nu'man"."""
    return " ".join(tokens.text[tokens.starts[first] : tokens.ends[last]].replace(" - ", "-").split())


def read_run(run: Run) -> Draft:
    """The best reading of a run: body, titled person, place, person by context, or not understood."""
    for reading in (_organisation, _titled_person, _place, _person):
        draft = reading(run)
        if draft is not None:
            return draft
    return Draft(run.start(), run.end(), None, run.key())


def title_start(tokens: Tokens, first: int, taken: Collection[int], words: NameWords) -> int | None:
    """Where the title before a name begins ("Air Force Colonel"); None where no rank or role stands there."""
    index, has_role = first, False
    if tokens.lower(first - 1) in _SMALL:
        return None
    while index > max(0, first - _FURTHEST) and index - 1 not in taken:
        word, gap = tokens.lower(index - 1), tokens.gap(index)
        if gap not in (" ", "-") and not (gap in (". ", ".") and word in words.abbreviations):
            break
        if not words.is_title(word):
            break
        has_role = has_role or word in words.ranks or word in words.roles
        index -= 1
    while index < first and tokens.words[index] in _SMALL:
        index += 1
    return tokens.starts[index] if has_role and index < first else None


def _organisation(run: Run) -> Draft | None:
    words, tokens = run.words, run.tokens
    heads = [i for i in range(run.first + 1, run.last + 1) if tokens.lower(i) in words.organisation_heads]
    opener = tokens.lower(run.last) in words.organisation_openers
    last = heads[-1] if heads else run.last
    end = tokens.ends[last]
    more = _CONTINUED.match(tokens.text, end) if (heads or opener) else None
    if more is not None and more[0].startswith(" of") and not opener:
        more = None
    if not heads and more is None and not _is_outlet(run):
        return None
    end = more.end() if more is not None else end
    return _draft(run, run.start(), end, MentionKind.ORGANISATION)


def _is_outlet(run: Run) -> bool:
    """True where a noun for an outlet follows: "al-Ikhbariya television"."""
    tokens, after = run.tokens, run.last + 1
    two = f"{tokens.lower(after)} {tokens.lower(after + 1)}"
    nouns = run.words.outlet_after
    follows = after < len(tokens.words) and tokens.gap(after) == " "
    return follows and (tokens.lower(after) in nouns or two in nouns)


def _titled_person(run: Run) -> Draft | None:
    words, tokens = run.words, run.tokens
    first = run.first
    for index in range(run.first, run.last + 1):
        if (
            tokens.lower(index) in words.ranks
            or tokens.lower(index) in words.roles
            or _is_title_word(run, index)
        ):
            first = index + 1
    if first > run.last or tokens.lower(run.last) in words.facilities:
        return None
    title = title_start(tokens, first, run.taken, words)
    if title is None:
        return None
    rank = tokens.words[first - 1]
    strong = rank[0].isupper() and rank.lower() in words.ranks
    if first == run.last and not (
        strong and tokens.words[first - 1 : first] and len(tokens.words[first]) > 2
    ):
        return None
    last = min(run.last, first + _PERSON_WORDS[1])
    return _person_draft(run, first, last, title)


def _place(run: Run) -> Draft | None:
    words, tokens = run.words, run.tokens
    after, before, gap = tokens.lower(run.last + 1), tokens.lower(run.first - 1), tokens.gap(run.first)
    follows = run.last + 1 < len(tokens.words) and tokens.gap(run.last + 1) == " "
    within = run.last > run.first and tokens.lower(run.last) in words.place_types
    typed = within or (follows and after in words.place_types)
    last = run.last - 1 if within else run.last
    inner = sum(tokens.gap(index) == "'" for index in range(run.first + 1, run.last + 1))
    if run.last - run.first - inner >= _PLACE_WORDS or tokens.lower(run.last) in words.facilities:
        return None
    if (before == "the" and gap == " " and not typed) or (follows and after in words.facilities):
        return None
    key = " ".join(tokens.words[run.first : last + 1])
    codes = countries_of(key)
    of_type = before == "of" and tokens.lower(run.first - 2) in words.place_of
    near = gap == " " and before in words.unknown_place_before and not tokens.words[last].isupper()
    attacked = is_under_attack(tokens, run.first - 1, words)
    after_place = before in words.place_before or attacked or _follows_place(run)
    hinted = bool(codes) and gap == " " and after_place
    near = near or (
        gap == " " and before in ("at", "of", "on") and _BESIDE.match(tokens.text, run.end()) is not None
    )
    near = (
        near
        or (before == "at" and gap == " " and _ends_telling(run))
        or heads_item(tokens, run.first, run.last)
    )
    speaks = after in words.speech
    village = (
        run.last > run.first and run.lower(0) in words.place_openers and not tokens.words[last].isupper()
    )
    near = near or village
    if not (
        typed or of_type or (near and not speaks) or (hinted and not speaks) or _before_country(run, codes)
    ):
        return None
    kind_word = tokens.lower(last + 1)
    end = tokens.ends[last + 1] if kind_word in _TYPED and (within or follows) else tokens.ends[last]
    return Draft(run.start(), end, MentionKind.PLACE, printed(tokens, run.first, last), countries=codes)


def _ends_telling(run: Run) -> bool:
    """ "wounded at Grayvoron, said": a mark behind it, no role before it ("a lecturer at Oxbridge")."""
    words, tokens = run.words, run.tokens
    roles = words.roles | words.ranks
    before = {tokens.lower(index) for index in range(run.first - 5, run.first - 1)}
    mark = _SENTENCE_END.match(tokens.text, run.end()) is not None
    return mark and run.first == run.last and before.isdisjoint(roles)


def _follows_place(run: Run) -> bool:
    """ "in Mosul and Graz": joined to a registry name that a preposition of place precedes."""
    index = run.first - 2
    if run.lower(-1) not in ("and", "or") or index not in run.taken:
        return False
    while index in run.taken and index > run.first - _FURTHEST:
        index -= 1
    return run.tokens.lower(index) in run.words.place_before


def _before_country(run: Run, codes: tuple[str, ...]) -> bool:
    """A known town with a registry name after a comma: "Potsdam, Germany"."""
    following = run.last + 1
    return bool(codes) and following in run.taken and run.tokens.gap(following) in (", ", " , ")


def _person(run: Run) -> Draft | None:
    words, tokens = run.words, run.tokens
    names = [i for i in range(run.first, run.last + 1) if is_name_word(tokens, i, words)]
    if not _PERSON_WORDS[0] <= len(names) <= _PERSON_WORDS[1] or tokens.lower(run.last) in words.facilities:
        return None
    if _is_title_word(run, run.last):
        return None
    if any(len(tokens.words[i]) > 1 and tokens.words[i].isupper() for i in names):
        return None
    text, end = tokens.text, run.end()
    before, gap, after = tokens.lower(run.first - 1), tokens.gap(run.first), tokens.lower(run.last + 1)
    inserted = gap in (", ", " , ") and text[end : end + 1] == ","
    says = after in words.speech and (text[end : end + 1] == " " or inserted)
    said_by = before in words.speech and gap == " " and _SENTENCE_END.match(text, end) is not None
    role_before = gap in (", ", " , ") and _follows_role(run)
    if _is_after_article(run):
        return (
            _draft(run, run.start(), run.end(), MentionKind.ORGANISATION) if says and not inserted else None
        )
    who = after in ("who", "whose") and text[end : end + 1] == ","
    if says or said_by or role_before or who or _AGE.match(text, end) or _in_apposition(run):
        return _person_draft(run, run.first, run.last, None)
    return None


def _follows_role(run: Run) -> bool:
    """A role in the phrase before the comma: "said a nurse at the clinic, Jane Roe"."""
    tokens = run.tokens
    for index in range(run.first - 1, max(-1, run.first - 1 - _APPOSITION_WORDS), -1):
        if index < run.first - 1 and tokens.gap(index + 1) not in (" ", "-", "'"):
            return False
        word = tokens.lower(index)
        if word in run.words.roles or word.removesuffix("s") in run.words.roles:
            return (index == run.first - 1 and word in run.words.roles) or _SENTENCE_END.match(
                tokens.text, run.end()
            ) is not None
    return False


def _is_after_article(run: Run) -> bool:
    """ "The" before the run, with or without a nationality between: no person is called so."""
    index = run.first - 1
    while index > run.first - _FURTHEST and index in run.taken and run.tokens.gap(index + 1) == " ":
        index -= 1
    return run.tokens.lower(index) == "the" and run.tokens.gap(index + 1) == " "


def _in_apposition(run: Run) -> bool:
    """A comma and, before the next mark, a role: "Mirwais Rabee, the head of the department"."""
    tokens = run.tokens
    for index in range(run.last + 1, min(run.last + 1 + _APPOSITION_WORDS, len(tokens.words))):
        gap = tokens.gap(index)
        if (gap not in (", ", " , ")) if index == run.last + 1 else (gap not in (" ", "-", "'")):
            return False
        if tokens.lower(index) in run.words.roles or tokens.lower(index) in run.words.ranks:
            return True
    return False


def _is_title_word(run: Run, index: int) -> bool:
    """A word of a title in an unbroken row of such words from the start of the run."""
    return all(run.words.is_title(run.tokens.lower(i)) for i in range(run.first, index + 1))


def _person_draft(run: Run, first: int, last: int, title: int | None) -> Draft:
    tokens = run.tokens
    start, end = tokens.starts[first], tokens.ends[last]
    return Draft(start, end, MentionKind.PERSON, printed(tokens, first, last), title_start=title)


def _draft(run: Run, start: int, end: int, kind: MentionKind) -> Draft:
    return Draft(start, end, kind, " ".join(run.tokens.text[start:end].split()))
