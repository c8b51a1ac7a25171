"""Gold in brat standoff: Source, Cue and Content spans, joined by Attribution events or relations."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import networkx as nx

from kg.errors import GoldError
from kg.evaluation.sheets import Item, Part, Sheet
from kg.model import Span

_TEXT_BOUND = re.compile(r"(T\S+)\t(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)(?:\t(.*))?")
_ASIDE = re.compile(r"[AMN#]\S*\t")  # attributes, normalisations, notes: read by nothing here
_EVENT = re.compile(r"(E\S+)\t(\S+)")
_RELATION = re.compile(r"(R\S+|\*)\t(\S+) (.+)")
_ARGUMENT = re.compile(r"[^\s:]+:(\S+)")
_ROLES = ("source", "cue", "content")
_OPENS = re.compile(r'["“„«]|``')
_CLOSES = re.compile(r'["”“»]|\'\'')
_EDGE = 2  # characters around an edge in which a mark stands, a comma or stop beside it


def read_brat(path: Path, text: str) -> Sheet:
    """The attributions of one .ann file; offsets are code points of the text beside it.

    An attribution is an event or relation that links spans of type Source, Cue and Content, in any case
    and with any prefix ("Attribution-Source"); relations between two spans that share a cue or a
    content are one attribution. One without a content counts for nothing.

    Raises:
        GoldError: a line is not brat, a span lies outside the text or differs from its words.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: cannot be read: {error}") from error
    bound: dict[str, tuple[str, tuple[Span, ...]]] = {}
    links: list[tuple[str, tuple[str, ...]]] = []
    for number, line in enumerate(lines, 1):
        where = f"{path}:{number}"
        if match := _TEXT_BOUND.fullmatch(line):
            if match[1] in bound:
                raise GoldError(f"{where}: {match[1]} stands twice; each annotation has a name of its own")
            bound[match[1]] = (match[2], tuple(_spans(match[3], match[4], text, where)))
        elif _EVENT.match(line) or _RELATION.match(line):
            links.append((where, tuple(_ARGUMENT.findall(line))))
        elif line.strip() and not _ASIDE.match(line):
            raise GoldError(f"{where}: {line[:60]!r} is no line of brat: a name such as T1, a tab, a type")
    for where, link in links:
        for name in link:
            if name.startswith("T") and name not in bound:
                raise GoldError(f"{where}: {name} is linked here and stands nowhere")
    items = tuple(_items(bound, [link for _, link in links], text))
    return Sheet(path.stem, text, {Part.ATTRIBUTIONS: items}, parts=frozenset([Part.ATTRIBUTIONS]))


def _spans(offsets: str, words: str | None, text: str, where: str) -> Iterator[Span]:
    read: list[Span] = []
    for pair in offsets.split(";"):
        start, end = map(int, pair.split())
        if not 0 <= start < end <= len(text):
            raise GoldError(f"{where}: {start} {end} lies outside the text of {len(text):,} characters")
        read.append(Span(start, end))
    told = " ".join(text[span.start : span.end] for span in read)
    if words is not None and told.split() != words.split():
        raise GoldError(f"{where}: the text has {told[:40]!r} there, the annotation {words[:40]!r}")
    return iter(read)


def _items(
    bound: Mapping[str, tuple[str, tuple[Span, ...]]], links: list[tuple[str, ...]], text: str
) -> Iterator[Item]:
    roles = {name: role for name, (kind, _) in bound.items() if (role := _role(kind)) is not None}
    for number, found in enumerate(_joined(links, roles)):
        spans: dict[str, set[Span]] = {role: set() for role in _ROLES}
        for name in found:
            spans[roles[name]].update(bound[name][1])
        content = tuple(sorted(spans["content"]))
        if content:
            quoted = all(_is_quoted(span, text) for span in content)
            source = tuple(sorted(spans["source"]))
            speaker = " ".join(text[span.start : span.end] for span in source) or None
            yield Item(
                f"attribution-{number}",
                (content,),
                {"speaker": (speaker,), "kind": ("direct" if quoted else "indirect",)},
                source=source,
                cue=tuple(sorted(spans["cue"])),
            )


def _joined(links: list[tuple[str, ...]], roles: Mapping[str, str]) -> Iterator[list[str]]:
    """The spans of each attribution, by name: of pairs, all that hang together by a cue or a content."""
    pairs: nx.Graph[str] = nx.Graph()
    sources: list[tuple[str, str]] = []
    for link in links:
        own = [name for name in link if name in roles]
        if len(own) == 2 and roles[own[0]] != roles[own[1]]:
            source = next((name for name in own if roles[name] == "source"), None)
            hubs = [name for name in own if name != source]
            pairs.add_nodes_from(hubs)
            if source is None:
                pairs.add_edge(*hubs)
            else:
                sources.append((source, hubs[0]))
        elif own:
            yield own
    for group in nx.connected_components(pairs):
        yield sorted([*group, *(source for source, hub in sources if hub in group)])


def _is_quoted(span: Span, text: str) -> bool:
    """Whether quotation marks open and close the words, inside the span or right outside."""
    opens = _OPENS.search(text, max(0, span.start - _EDGE), span.start + 1)
    closes = _CLOSES.search(text, max(0, span.end - _EDGE), span.end + 1)
    return opens is not None and closes is not None


def _role(kind: str) -> str | None:
    low = kind.lower()
    return next((role for role in _ROLES if low.endswith(role)), None)
