"""The silence report: which article that tells of an incident lacks what another one carries of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.analysis.accounts import (
    ATTRIBUTIONS,
    NUMBER,
    OPPOSES,
    SUPPORTS,
    Account,
    day_of,
    is_topic,
    read_accounts,
)
from kg.analysis.contradictions import rival_figures
from kg.analysis.facts import Bodies
from kg.analysis.findings import End, Findings, in_order
from kg.analysis.matters import ANOTHER_ACTOR, ANOTHER_CAUSE, RIVAL_FIGURE, Matters
from kg.queries import Source, Value, run

COLUMNS: Final = (
    "incident", "lacks", "silent_article", "silent_published", "silent_words", "silent_start", "silent_end",
    "could_have_known", "carries_other", "part", "claimed", "speaker", "stance", "words", "article", "start",
    "end", "published", "said_from", "said_to", "statement", "carriers", "speaker_iri",
)  # fmt: skip
_ENDS: Final = (
    End(("silent_article",), ("silent_words",), ("article",)),
    End(("statement",), ("words",), ("statement",)),
)
DENIAL, ACKNOWLEDGEMENT = "denial", "acknowledgement"
_DENYING: Final = "denies"
_CONCEDING: Final = ("acknowledges", "partly acknowledges")
YES, NO, UNKNOWN = "yes", "no", "unknown"

_Content = tuple[str, ...]
_Group = Sequence[Account]


@dataclass(frozen=True, slots=True)
class Telling:
    """The words by which an article tells of an incident: the first that name it, or else its strike."""

    article: str
    published: date | None
    words: str
    start: int
    end: int


def find_silence(source: Source, incident: str | None = None) -> Findings:
    """One row a silent article and thing that it lacks, with the earliest statement elsewhere that has it.

    What can be lacking: a denial, a dispute or an acknowledgement (of one speaker, on one matter), another
    actor or cause than the article's own, and the rival of a figure that it prints. Incidents of one article
    alone have no silence.

    Raises:
        AmbiguousError: ``incident`` fits several events.
        QueryError: it fits none.
    """
    by_incident = read_accounts(source, incident)
    everything = [account for accounts in by_incident.values() for account in accounts]
    matters = Matters(Bodies(source), rival_figures(source, everything))
    told = read_tellings(source, incident)
    rows = [
        row
        for name, accounts in by_incident.items()
        if len(told.get(name, {})) > 1
        for row in _Incident(accounts, matters).rows(told[name])
    ]
    return Findings("silence", COLUMNS, in_order(rows), _ENDS)


def read_tellings(source: Source, incident: str | None = None) -> dict[str, dict[str, Telling]]:
    """By incident and article, the words by which the article tells of it."""
    found: defaultdict[str, dict[str, tuple[str, Telling]]] = defaultdict(dict)
    for row in run(source, "tellings", {} if incident is None else {"incident": incident}):
        article, kind, start = str(row["article"]), str(row["kind"]), int(str(row["start"]))
        telling = Telling(article, day_of(row["published"]), str(row["words"]), start, int(str(row["end"])))
        known = found[str(row["incident"])].get(article)
        if known is None or (kind, start) < (known[0], known[1].start):
            found[str(row["incident"])][article] = (kind, telling)
    return {name: {article: one for article, (_, one) in of.items()} for name, of in found.items()}


def could_have_known(published: date | None, carriers: Sequence[Account]) -> str:
    """Whether something was out when an article appeared that does not have it: yes, no or unknown.

    It was out once it had been said, or printed elsewhere, on an earlier day. It was not where every
    statement of it was made on a later day. Of one and the same day nobody can tell.
    """
    if published is None:
        return UNKNOWN
    out = (day for item in carriers for day in (item.said_to, item.published) if day is not None)
    if any(day < published for day in out):
        return YES
    later = (item.said_from is not None and item.said_from > published for item in carriers)
    return NO if all(later) else UNKNOWN


class _Incident:
    """The accounts of one incident, grouped by what an article can lack."""

    def __init__(self, accounts: Sequence[Account], matters: Matters) -> None:
        self._matters = matters
        self._carried: defaultdict[str, list[Account]] = defaultdict(list)
        self._contents: defaultdict[_Content, list[Account]] = defaultdict(list)
        self._voiced: defaultdict[tuple[str, str, _Content], list[Account]] = defaultdict(list)
        for account in accounts:
            self._carried[account.article].append(account)
            self._contents[account.content].append(account)
            kind = _voiced_kind(account)
            if kind is not None and not (kind == ACKNOWLEDGEMENT and is_topic(account.part)):
                matter = (account.part,) if is_topic(account.part) else account.content
                self._voiced[kind, account.speaker_iri, matter].append(account)
        self._rivals = self._find_rivals()

    def rows(self, tellings: Mapping[str, Telling]) -> Iterator[tuple[Value, ...]]:
        for article, telling in sorted(tellings.items()):
            own = self._carried[article]
            kinds = {_voiced_kind(account) for account in own}
            for (kind, _, _), group in self._voiced.items():
                if not any(self._same(item, group[0]) for item in own):
                    yield _row(kind, telling, group, carries_other=YES if kind in kinds else NO)
            for kind, content in self._missing_rivals(own):
                yield _row(kind, telling, self._contents[content], carries_other=None)

    def _same(self, own: Account, other: Account) -> bool:
        same = self._matters.same_voice(own, other) and own.position == other.position
        return same and self._matters.same_matter(own, other)

    def _find_rivals(self) -> dict[_Content, list[tuple[str, _Content]]]:
        """By content, the rival contents: figures whatever is done with them, blame that is supported."""
        found: defaultdict[_Content, list[tuple[str, _Content]]] = defaultdict(list)
        groups = [(content, group) for content, group in self._contents.items() if not is_topic(content[0])]
        for number, (one, group) in enumerate(groups):
            for other, others in groups[number + 1 :]:
                kind = self._rival(group, others)
                if kind is not None:
                    found[one].append((kind, other))
                    found[other].append((kind, one))
        return found

    def _rival(self, group: _Group, others: _Group) -> str | None:
        if group[0].part == others[0].part == NUMBER:
            pairs = ((one, other) for one in group for other in others)
            return RIVAL_FIGURE if any(self._matters.rival_figures(*pair) for pair in pairs) else None
        if not (_supported(group) and _supported(others)):
            return None
        return self._matters.rival_attribution(group[0], others[0])

    def _missing_rivals(self, own: _Group) -> list[tuple[str, _Content]]:
        has = {account.content for account in own}
        said = [item for item in own if item.part == NUMBER or item.position == SUPPORTS]
        kinds: dict[_Content, str] = {}
        for account in said:
            for kind, content in self._rivals.get(account.content, ()):
                kinds[content] = min(kind, kinds.get(content, kind))  # another actor before another cause
        return sorted(
            (kind, content)
            for content, kind in kinds.items()
            if content not in has and not self._covers(own, kind, self._contents[content][0])
        )

    def _covers(self, own: _Group, kind: str, rival: Account) -> bool:
        """True where the article brings up the rival's actor or cause, or may do so, for or against."""
        if kind == ANOTHER_ACTOR:
            unnamed = any(not item.actor_is_named for item in own)
            return unnamed or any(self._matters.same_actor(item, rival) is not None for item in own)
        return kind == ANOTHER_CAUSE and any(item.means == rival.means for item in own)


def _voiced_kind(account: Account) -> str | None:
    if account.position == OPPOSES:
        if account.stance == _DENYING:
            return DENIAL
        of = {NUMBER: " of a figure", **dict.fromkeys(ATTRIBUTIONS, " of attribution")}
        return "dispute" + of.get(account.part, "")
    return ACKNOWLEDGEMENT if account.stance in _CONCEDING else None


def _supported(group: _Group) -> bool:
    return any(account.position == SUPPORTS for account in group)


def _row(kind: str, telling: Telling, group: _Group, *, carries_other: str | None) -> tuple[Value, ...]:
    supporting = [item for item in group if item.position == SUPPORTS]
    wanted = supporting if supporting and kind != RIVAL_FIGURE else group
    one = min(wanted, key=lambda account: account.rank)
    return (
        one.incident, kind, telling.article, telling.published, telling.words, telling.start, telling.end,
        could_have_known(telling.published, wanted), carries_other, one.part, one.claimed or None,
        one.speaker, one.stance, one.words, one.article, one.start, one.end, one.published, one.said_from,
        one.said_to, one.statement, len({account.article for account in wanted}), one.speaker_iri,
    )  # fmt: skip
