"""The typed parts of a page: headline, body, captions, linked titles, comments and furniture."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.articles.furniture import PageRules, default_rules
from kg.model import Block, BlockKind
from kg.text import fold, trim

_LONG = 80  # characters from which a line counts as running text
_SHORT = 200  # characters up to which a line can be furniture or a headline
_BLANKS = " \t\r\u00a0\u200b\ufeff"
_MERGED = frozenset({BlockKind.BODY, BlockKind.FURNITURE, BlockKind.COMMENT})
_BYLINE = re.compile(r"(?:By|BY) [A-Z]|(?:Posted|Published|Updated|Date)\b")
_DATELINE = re.compile(
    r"[A-Z][A-Z'.-]{2,}(?: [A-Z][A-Z'.-]+){0,3}(?:, [A-Z][\w.' ]{1,30})?(?: \([^()\n]{2,30}\))? ?(?:[-–]|--) "
)
_SEPARATOR = re.compile(r"[-=_*–]{2,}")
_HEADING = re.compile(r"#{1,3} +")


@dataclass(slots=True)
class _Line:
    start: int
    end: int
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
    page.type_comments()
    pieces = [piece for line in page.lines for piece in page.pieces(line, headline)]
    return tuple(_covering(pieces, len(text)))


class _Page:
    def __init__(self, text: str, folded: str, rules: PageRules) -> None:
        self.text = text
        self.folded = folded
        self.rules = rules
        spans = (trim(text, m.start(), m.end(), blanks=_BLANKS) for m in re.finditer(r"[^\n]+", folded))
        self.lines = [_Line(start, end) for start, end in spans if folded[start:end].strip(" ")]

    def words(self, line: _Line) -> str:
        """The line as matched: folded, with single blanks."""
        return re.sub(r" {2,}", " ", self.folded[line.start : line.end]).strip(" ")

    def type_lines(self, kinds: Mapping[str, BlockKind]) -> None:
        """Mark lines that are furniture, a caption or a linked title as a whole."""
        for line in self.lines:
            words = self.words(line)
            if words in kinds:
                line.kind = kinds[words]
            elif self._is_caption(line, words):
                line.kind = BlockKind.CAPTION
            elif line.end - line.start <= _SHORT and self.rules.line.fullmatch(words):
                line.kind = BlockKind.FURNITURE
        for line, after in zip(self.lines, self.lines[1:], strict=False):
            is_title = line.kind is None and self._is_headline_like(line)
            if is_title and self.rules.player.fullmatch(self.words(after)):
                line.kind = BlockKind.RELATED_LINK

    def _is_caption(self, line: _Line, words: str) -> bool:
        if self.text.startswith("![", line.start) and self.text[line.start : line.end].endswith(")"):
            return True
        if len(words) < 20 or len(words) > 1200:
            return False
        words = self.rules.inline.sub("", words)
        return bool(self.rules.caption_end.search(words[-130:]) or self.rules.caption_line.fullmatch(words))

    def type_headline(self, title: str | None) -> str | None:
        """Mark the headline, its repetitions and the headline of a second text; the headline's words."""
        first = self._headline_line(title)
        if first is not None:
            first.kind = BlockKind.HEADLINE
            title = self._headline_words(first)
        folded_title = None if title is None else fold(title).strip()
        for index, line in enumerate(self.lines):
            if line.kind is None and (self.words(line) == folded_title or self._opens_second_text(index)):
                line.kind = BlockKind.HEADLINE
        if first is not None:
            self._type_standfirst(self.lines.index(first))
        return folded_title

    def _headline_line(self, title: str | None) -> _Line | None:
        candidates = [line for line in self.lines if line.kind is None][:6]
        if title is not None:
            wanted = re.sub(r" {2,}", " ", fold(title)).strip()
            return next((line for line in candidates if self._headline_words(line) == wanted), None)
        for line in candidates:
            if _HEADING.match(self.folded, line.start) or self._is_headline_like(line):
                return line
            if line.end - line.start >= _LONG:
                return None
        return None

    def _headline_words(self, line: _Line) -> str:
        words = _HEADING.sub("", self.words(line))
        return self.rules.inline.sub("", words).strip()

    def _is_headline_like(self, line: _Line) -> bool:
        words = self.words(line)
        count = len(words.split())
        if not 4 <= count <= 30 or len(words) > _SHORT or _BYLINE.match(words):
            return False
        return words[-1] not in ".:;,–-" and not _DATELINE.match(words) and bool(re.search("[a-z]{2}", words))

    def _opens_second_text(self, index: int) -> bool:
        """True for a headline in capitals after a rule, with running text below it."""
        if index == 0 or index + 1 >= len(self.lines):
            return False
        line, above = self.lines[index], self.lines[index - 1]
        if not _SEPARATOR.fullmatch(self.words(above)) or not self._is_headline_like(line):
            return False
        long_words = re.findall(r"[A-Za-z]\w{3,}", self.words(line))
        capitals = sum(word[0].isupper() for word in long_words)
        has_text = any(below.end - below.start >= _LONG for below in self.lines[index + 1 : index + 7])
        return has_text and 2 * capitals >= len(long_words) > 0

    def _type_standfirst(self, headline: int) -> None:
        """The one sentence between the headline and a dateline belongs to the headline."""
        rest = [line for line in self.lines[headline + 1 :] if line.kind is None][:2]
        if len(rest) == 2 and _DATELINE.match(self.folded, rest[1].start):
            words = self.words(rest[0])
            if len(words) <= 300 and '"' not in words and not _DATELINE.match(words) and len(words) > 40:
                rest[0].kind = BlockKind.HEADLINE

    def type_comments(self) -> None:
        """Everything after the heading of the readers' comments is a comment, but for furniture."""
        running, opened = 0, False
        for line in self.lines:
            words = self.words(line)
            length = line.end - line.start
            if not opened and len(words) <= _SHORT and self.rules.comments.fullmatch(words):
                opened = running >= 300
                line.kind = BlockKind.FURNITURE
            elif opened and line.kind != BlockKind.FURNITURE:
                line.kind = BlockKind.COMMENT
            elif line.kind is None and length >= _LONG:
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
            found += self._links(self.text[line.start : line.end])
            for match in self.rules.caption_inline.finditer(words):
                found.append((BlockKind.CAPTION, match.start(), match.end()))
            if headline is not None and len(headline) >= 25 and headline.count(" ") >= 4:
                for match in re.finditer(rf"(?<!\w){re.escape(headline)}(?!\w)", words):
                    found.append((BlockKind.HEADLINE, match.start(), match.end()))
            blurb = self.rules.blurb.search(words)
            if blurb is not None and line.start + blurb.start() > 0.6 * len(self.folded):
                found.append((BlockKind.FURNITURE, blurb.start(), len(words)))
        shifted = ((kind, line.start + start, line.start + end) for kind, start, end in found)
        return sorted(shifted, key=lambda item: item[1:])

    def _links(self, raw: str) -> Iterator[tuple[BlockKind, int, int]]:
        for pattern in self.rules.link:
            for match in pattern.finditer(raw):
                start, end = match.span("title")
                if match.start() < start:
                    yield BlockKind.FURNITURE, match.start(), start
                yield BlockKind.RELATED_LINK, start, end
                if end < match.end():
                    yield BlockKind.FURNITURE, end, match.end()


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
