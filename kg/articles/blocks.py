"""The typed parts of a page: headline, body, captions, linked titles, comments and furniture."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.articles.furniture import PageRules, default_rules
from kg.extract.dates.words import wordings_of
from kg.model import Block, BlockKind
from kg.text import even_blanks, fold, trim

_LONG = 80  # characters from which a line counts as running text
_SHORT = 200  # characters up to which a line can be furniture or a headline
_BLANKS = " \t\r\u00a0\u200b\ufeff"
_LABEL = 40  # characters in which a label such as "Read more:" ends
_RUNNING = 300  # characters of running text after which a heading can open lists or comments
_MERGED = frozenset({BlockKind.BODY, BlockKind.FURNITURE, BlockKind.COMMENT})
_BYLINE = re.compile(r"(?:By|BY) [A-Z]|(?:Posted|Published|Updated|Date)\b")
_DATELINE = re.compile(
    r"[A-Z][A-Z'./-]{2,}(?: [A-Z][A-Z'./-]+){0,3}(?:, [A-Z][\w.' ]{1,30})?(?: \([^()\n]{2,30}\))?"
    r" ?(?:[-–]|--) "
)
_LINK_BAR = re.compile(r"(?:\[[^\]\n]{1,40}\]\([^)\s]*\)[ ·|•,-]{0,3}){2,}")
_SEPARATOR = re.compile(r"[-=_*–]{2,}")
_HEADING = re.compile(r"#{1,6} +")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    words: str  # as matched: folded, with single blanks, without heading marks
    kind: BlockKind | None = None


def find_blocks(
    text: str, *, title: str | None = None, kinds: Mapping[str, BlockKind] | None = None
) -> tuple[Block, ...]:
    """The parts of the stored text, in order, without overlap, covering every character.

    ``title`` is the headline where it is known from beside the text; ``kinds`` are folded lines that the
    page's markup shows to be captions or linked titles. What no rule knows is body.
    """
    page = _Page(text, fold(text), default_rules())
    page.type_lines(kinds or {})
    headline = page.type_headline(title)
    page.type_lists()
    page.type_comments()
    pieces = [piece for line in page.lines for piece in page.pieces(line, headline)]
    return tuple(_covering(pieces, len(text)))


class _Page:
    def __init__(self, text: str, folded: str, rules: PageRules) -> None:
        self.text = text
        self.folded = folded
        self.rules = rules
        spans = (trim(text, m.start(), m.end(), blanks=_BLANKS) for m in re.finditer(r"[^\n]+", folded))
        self.lines = [
            _Line(start, end, _HEADING.sub("", " ".join(folded[start:end].split())))
            for start, end in spans
            if folded[start:end].strip(" ")
        ]

    def type_lines(self, kinds: Mapping[str, BlockKind]) -> None:
        """Mark lines that are furniture, a caption or a linked title as a whole."""
        for line in self.lines:
            words = line.words
            if words in kinds:
                line.kind = kinds[words]
            elif self._is_caption(line, words):
                line.kind = BlockKind.CAPTION
            elif self._is_furniture(line, words):
                line.kind = BlockKind.FURNITURE
        for line, after in zip(self.lines, self.lines[1:], strict=False):
            is_title = line.kind is None and self._is_headline_like(line)
            if is_title and self.rules.player.fullmatch(after.words):
                line.kind = BlockKind.RELATED_LINK

    def _is_furniture(self, line: _Line, words: str) -> bool:
        if _LINK_BAR.fullmatch(self.text, line.start, line.end):
            return True
        return len(words) <= _SHORT and self.rules.line.fullmatch(words) is not None

    def _is_caption(self, line: _Line, words: str) -> bool:
        if self.text.startswith("![", line.start) and self.text[line.start : line.end].endswith(")"):
            return True
        if not 12 <= len(words) <= 1200:
            return False
        tail = self.rules.inline.sub("", words[-130:])
        return bool(self.rules.caption_end.search(tail) or self.rules.caption_line.fullmatch(words))

    def type_headline(self, title: str | None) -> str | None:
        """Mark the headline, its repetitions and the headline of a second text; the headline's words."""
        first = self._headline_line(title)
        if first is not None:
            first.kind = BlockKind.HEADLINE
            title = self._headline_words(first)
        folded_title = None if title is None else fold(title).strip()
        for index, line in enumerate(self.lines):
            if line.kind is None and (line.words == folded_title or self._opens_second_text(index)):
                line.kind = BlockKind.HEADLINE
        if first is not None:
            self._type_standfirst(self.lines.index(first))
        return folded_title

    def _headline_line(self, title: str | None) -> _Line | None:
        words = [line.words for line in self.lines]
        candidates = [line for line in self.lines[:40] if line.kind is None][:8]
        wanted = None if title is None else re.sub(r" {2,}", " ", fold(title)).strip()
        named = [line for line in candidates if self._headline_words(line) == wanted]
        if named:
            return named[0]
        for line in candidates:
            if _HEADING.match(self.folded, line.start):
                return line
            if self._is_headline_like(line) and not self._is_credit(words, self.lines.index(line)):
                return line
            if line.end - line.start >= _LONG:
                return None
        return None

    def _is_credit(self, words: Sequence[str], index: int) -> bool:
        return any(rule.search(words, index, self.folded) for rule in self.rules.publishers)

    def _headline_words(self, line: _Line) -> str:
        return self.rules.inline.sub("", line.words).strip()

    def _is_headline_like(self, line: _Line) -> bool:
        words = line.words
        count = len(words.split())
        if not 4 <= count <= 30 or len(words) > _SHORT or _BYLINE.match(words):
            return False
        if (
            words.rstrip("\"')")[-1:] in ".:;,–-"
            or _DATELINE.match(words)
            or not re.search("[a-z]{2}|[A-Z]{4}", words)
        ):
            return False
        dated = sum(wording.end - wording.start for wording in wordings_of(words))
        return len(words) - dated > 15

    def _opens_second_text(self, index: int) -> bool:
        """True for a headline in capitals after a rule, with running text below it."""
        if index == 0 or index + 1 >= len(self.lines):
            return False
        line, above = self.lines[index], self.lines[index - 1]
        if not _SEPARATOR.fullmatch(above.words) or not self._is_headline_like(line):
            return False
        long_words = re.findall(r"[A-Za-z]\w{3,}", line.words)
        capitals = sum(word[0].isupper() for word in long_words)
        has_text = any(below.end - below.start >= _LONG for below in self.lines[index + 1 : index + 7])
        return has_text and 2 * capitals >= len(long_words) > 0

    def _type_standfirst(self, headline: int) -> None:
        """The one sentence between the headline and a dateline belongs to the headline."""
        rest = [line for line in self.lines[headline + 1 :] if line.kind is None][:2]
        if len(rest) == 2 and _DATELINE.match(self.folded, rest[1].start):
            words = rest[0].words
            if len(words) <= 300 and '"' not in words and not _DATELINE.match(words) and len(words) > 40:
                rest[0].kind = BlockKind.HEADLINE

    def type_lists(self) -> None:
        """Short lines below "Most read" or "More on this story", once the running text has begun."""
        running, kind = 0, None
        for line in self.lines:
            words = line.words
            if line.kind == BlockKind.FURNITURE:
                headed = (key for key, pattern in self.rules.titles.items() if pattern.fullmatch(words))
                kind = next(headed, None) if running >= _RUNNING else None
            elif kind is not None and line.kind is None and _is_title(words):
                line.kind = kind
            else:
                kind = None
                running += len(words) if line.kind is None else 0

    def type_comments(self) -> None:
        """Everything after the heading of the readers' comments is a comment, but for furniture."""
        lengths = [line.end - line.start if line.kind is None else 0 for line in self.lines]
        running, rest, opened = 0, sum(lengths), False
        for line, length in zip(self.lines, lengths, strict=True):
            words = line.words
            rest -= length
            if not opened and len(words) <= _SHORT and self.rules.comments.fullmatch(words):
                opened = running >= _RUNNING or running > rest
                line.kind = BlockKind.FURNITURE
            elif opened and line.kind != BlockKind.FURNITURE:
                line.kind = BlockKind.COMMENT
            running += length

    def pieces(self, line: _Line, headline: str | None) -> Iterator[Block]:
        """The line, or its parts where a linked title, a caption or a button stands inside it."""
        base = line.kind or BlockKind.BODY
        at = line.start
        for kind, start, end in self._insertions(line, headline):
            if start < at:
                continue
            if self.folded[at:start].strip(" "):
                yield Block(base, at, start)
            yield Block(kind, start, end)
            at = end
        if self.folded[at : line.end].strip(" "):
            yield Block(base, at, line.end)

    def _insertions(self, line: _Line, headline: str | None) -> Sequence[tuple[BlockKind, int, int]]:
        found: list[tuple[BlockKind, int, int]] = []
        if line.kind not in (None, BlockKind.HEADLINE, BlockKind.CAPTION):
            return found
        words = self.folded[line.start : line.end]
        for match in self.rules.inline.finditer(words):
            found.append((BlockKind.FURNITURE, match.start(), match.end()))
        if line.kind is None:
            found += self._links(even_blanks(self.text[line.start : line.end]))
            for match in self.rules.caption_inline.finditer(words):
                found.append((BlockKind.CAPTION, match.start(), match.end()))
            if headline is not None and headline in words and _is_telling(headline):
                for match in re.finditer(rf"(?<!\w){re.escape(headline)}(?!\w)", words):
                    found.append((BlockKind.HEADLINE, match.start(), match.end()))
            blurb = self.rules.blurb.search(words)
            if blurb is not None and line.start + blurb.start() > 0.6 * len(self.folded):
                found.append((BlockKind.FURNITURE, blurb.start(), len(words)))
        shifted = ((kind, line.start + start, line.start + end) for kind, start, end in found)
        return sorted(shifted, key=lambda item: item[1:])

    def _links(self, raw: str) -> Iterator[tuple[BlockKind, int, int]]:
        if "](" not in raw and "http" not in raw and ":" not in raw[:_LABEL]:
            return  # quick way out: no link, no address and no label
        for pattern in self.rules.link:
            for match in pattern.finditer(raw):
                start, end = match.span("title")
                if match.start() < start:
                    yield BlockKind.FURNITURE, match.start(), start
                yield BlockKind.RELATED_LINK, start, end
                if end < match.end():
                    yield BlockKind.FURNITURE, end, match.end()


def _is_telling(headline: str) -> bool:
    return len(headline) >= 25 and headline.count(" ") >= 4


def _is_title(words: str) -> bool:
    is_listed = re.match(r"(?:\d{1,2}[.)]|[•*-]) ", words) is not None
    return len(words) <= 140 and (is_listed or words[-1] not in '.:;"')


def _covering(pieces: Sequence[Block], length: int) -> Iterator[Block]:
    """The pieces, stretched over the blanks between them; neighbours of one kind become one block."""
    merged: list[Block] = []
    for piece in pieces:
        if merged and merged[-1].kind == piece.kind and piece.kind in _MERGED:
            merged[-1] = Block(piece.kind, merged[-1].start, piece.end)
        else:
            merged.append(piece)
    for index, piece in enumerate(merged):
        start = piece.start if index else 0
        end = merged[index + 1].start if index + 1 < len(merged) else length
        yield Block(piece.kind, start, end)
