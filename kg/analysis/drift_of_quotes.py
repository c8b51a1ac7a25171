"""Finds quoted words whose surroundings changed, and words that only a headline puts into quotation marks."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

from kg.analysis.drift_rows import Change, Drift
from kg.analysis.passages import Passage, in_order, kin, registry_path, row_order
from kg.analysis.wording import Place, recurring_wording, split_quoted
from kg.extract.language.rules import load_rules
from kg.model import BlockKind
from kg.queries import Result, Value
from kg.registry import Registry
from kg.text import fold

MIN_WORDS: Final = 5
"""Fewer words in a row recur by chance between the same quotation marks."""
_LONG: Final = 8
"""From here on a run of quoted words is one quotation, whoever is named for it."""
_FRAGMENT: Final = re.compile(r"""(?<!\w)(['"])(?=\w)((?:[^'"\n]|(?<=\w)'(?=\w)){3,160})\1(?!\w)""")
_CONTENT: Final = 4
"""Letters that a word needs to be shared: "war" and "not" are in every quotation."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement with the sentences around it; ``issuer`` is the body spoken for, else the speaker."""

    at: Passage
    passage: str
    speaker: str
    issuer: str
    voice: bool
    certainty: str | None
    event: str | None
    block: str

    @property
    def is_told(self) -> bool:
        """False for captions and linked titles, which tell of other days and other stories."""
        return self.block in (BlockKind.BODY, BlockKind.HEADLINE)


def drift_of_quotes(result: Result, registry: Registry) -> tuple[tuple[Drift, ...], ...]:
    """Cases of drift around and within quotation marks, from the answer of recurring-wording.

    Raises:
        QueryError: the answer is not one of recurring-wording.
    """
    for name in ("passage", "speaker_iri", "behalf_iri", "voice", "certainty", "event", "block"):
        result.index(name)
    by_article: defaultdict[str, list[_Said]] = defaultdict(list)
    statements = set()
    for row in sorted(result, key=row_order):
        if row["statement"] not in statements:  # two files with one text have one statement
            statements.add(row["statement"])
            by_article[str(row["article"])].append(_said(row))
    cases = [*_around(result, by_article, registry)]
    for article in sorted(by_article):
        cases += [(drift,) for drift in _headed(by_article[article], registry)]
    return tuple(cases)


def _around(
    result: Result, by_article: Mapping[str, Sequence[_Said]], registry: Registry
) -> Iterator[tuple[Drift, ...]]:
    """One case for each run of words that stands in quotation marks in several articles."""
    seen: set[tuple[str, str, str]] = set()
    for run in recurring_wording(result, min_words=MIN_WORDS):
        found = []
        places = [place for place in run.places if place.quoted]
        for place, other_place in combinations(places, 2):
            one, other = (_of_place(at, by_article.get(at.article, ())) for at in (place, other_place))
            if one is None or other is None or one.at.article == other.at.article:
                continue
            one, other = _directed(one, other)
            for change, what in _changes(one, other, run.words.count(" ") + 1, registry):
                if (key := (one.at.statement, other.at.statement, what)) not in seen:
                    seen.add(key)
                    found.append(Drift(change, what, one.at, other.at))
        if found:
            yield tuple(found)


def _of_place(place: Place, said: Sequence[_Said]) -> _Said | None:
    """The statement that the quoted words are in: the shortest that they overlap."""
    fit = [one for one in said if one.at.start < place.end and place.start < one.at.end and one.is_told]
    return min(fit, key=lambda one: (one.at.end - one.at.start, one.at.start, one.at.statement), default=None)


def _directed(one: _Said, other: _Said) -> tuple[_Said, _Said]:
    """The earlier first; where a day is not known or both are of one, the one that tells more."""
    if not in_order(one.at, other.at):
        return other, one
    if not in_order(other.at, one.at) or len(one.at.words) >= len(other.at.words):
        return one, other
    return other, one


def _changes(one: _Said, other: _Said, length: int, registry: Registry) -> Iterator[tuple[Change, str]]:
    akin = kin(one.issuer, other.issuer, registry)
    same_event = one.event is not None and one.event == other.event
    if akin and (same_event or length >= _LONG):
        for ours, theirs in _numbers(one.passage, other.passage):
            yield Change.NOUN, f'"{ours}" -> "{theirs}", around the same quoted words'
        if one.certainty != other.certainty:
            sure = [said.certainty or "without a hedge" for said in (one, other)]
            yield Change.HEDGE, f"{sure[0]} -> {sure[1]}, with the same quoted words"
    bodies = all(registry_path(said.issuer) for said in (one, other)) and not (one.voice or other.voice)
    if bodies and not akin and same_event and length >= _LONG:
        yield Change.SOURCE, f"{one.speaker} -> {other.speaker}, for the same quoted words"


def _numbers(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Nouns outside the quotation that are one in the one passage and several in the other.

    The word before the noun, articles and numerals aside, is the same in both: "conducted strikes",
    "conducted a strike". A passage that has both forms tells nothing.
    """
    ours, theirs = _outside(one), _outside(other)
    for word, (before, shown) in ours.items():
        for far, (far_before, far_shown) in theirs.items():
            if far in ours or word in theirs or before != far_before:
                continue
            fewer = far_shown if _is_plural(word, far) else shown if _is_plural(far, word) else ""
            if " " in fewer:  # a determiner: a verb has none
                yield shown, far_shown


def _outside(passage: str) -> dict[str, tuple[str, str]]:
    """Each word outside quotation marks, with the word before it, and with its determiner; as first told."""
    grammar = load_rules().grammar
    skipped = grammar.articles | grammar.determiners
    found: dict[str, tuple[str, str]] = {}
    words = [word for word, _, quoted in split_quoted(passage) if not quoted]
    for place, word in enumerate(words):
        before = place - 1
        while before >= 0 and (words[before] in skipped or words[before].isdigit()):
            before -= 1
        if before >= 0 and words[before] not in _function_words():
            found.setdefault(word, (words[before], " ".join(words[before + 1 : place + 1])))
    return found


def _is_plural(plural: str, singular: str) -> bool:
    return plural in (singular + "s", singular + "es", singular.removesuffix("y") + "ies")


def _headed(said: Sequence[_Said], registry: Registry) -> Iterator[Drift]:
    """What the headline of one article has in quotation marks and its body has in other words."""
    bodies = [one for one in said if one.block == BlockKind.BODY]
    below = [one for one in said if one.block != BlockKind.HEADLINE]
    told = [_words(one.passage) for one in below]
    quoted = _quoted_by(below)
    seen = set()
    for head in said:
        if head.block != BlockKind.HEADLINE:
            continue
        for match in _FRAGMENT.finditer(fold(head.passage)):
            words = _words(match[2])
            if len(words) < 2 or words in seen:
                continue
            if any(_holds(text, words) for text in (*told, *quoted.values())):
                continue
            fit = [(len(_shared(words, one)), one) for one in bodies if _may_be_of(head, one, registry)]
            most = max((shared for shared, _ in fit), default=0)
            if most >= (2 if head.voice else 1):
                seen.add(words)
                source = next(one for shared, one in fit if shared == most)
                what = f'the quoted words of {source.speaker} -> "{match[2]}" in the headline'
                yield Drift(Change.QUOTATION, what, source.at, head.at)


def _may_be_of(head: _Said, body: _Said, registry: Registry) -> bool:
    return head.voice or kin(head.issuer, body.issuer, registry)


def _quoted_by(said: Sequence[_Said]) -> dict[str, tuple[str, ...]]:
    """All that each speaker has in quotation marks, one after the other: a cue may stand between."""
    found: dict[str, tuple[str, ...]] = {}
    seen = set()
    for one in said:
        if (one.issuer, one.passage) not in seen:
            seen.add((one.issuer, one.passage))
            found[one.issuer] = found.get(one.issuer, ()) + _quoted(one.passage)
    return found


def _shared(words: Sequence[str], body: _Said) -> set[str]:
    there = set(_quoted(body.passage))
    return {word for word in words if len(word) >= _CONTENT and word in there} - _function_words()


def _holds(text: Sequence[str], words: Sequence[str]) -> bool:
    length = len(words)
    return any(tuple(text[at : at + length]) == tuple(words) for at in range(len(text) - length + 1))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word, _, _ in split_quoted(text))


def _quoted(text: str) -> tuple[str, ...]:
    return tuple(word for word, _, quoted in split_quoted(text) if quoted)


@cache
def _function_words() -> frozenset[str]:
    grammar = load_rules().grammar
    return grammar.prepositions | grammar.determiners | grammar.articles | grammar.conjunctions | (
        grammar.relatives | grammar.be | grammar.have | grammar.modals | grammar.negations
        | grammar.plural_pronouns | grammar.reflexives | grammar.singular_subjects
    )  # fmt: skip


def _said(row: Mapping[str, Value]) -> _Said:
    return _Said(
        at=Passage.of(row),
        passage=str(row["passage"]),
        speaker=str(row["speaker"]),
        issuer=str(row["behalf_iri"] or row["speaker_iri"]),
        voice=row["voice"] is True,
        certainty=None if row["certainty"] in (None, "certain") else str(row["certainty"]),
        event=None if row["event"] is None else str(row["event"]),
        block=str(row["block"]),
    )
