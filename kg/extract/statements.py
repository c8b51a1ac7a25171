"""Statements: one source, one stance, one claim, from utterances and what their words hold."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg import ids
from kg.extract.document import Document
from kg.extract.events.reading import LineReading, Reading
from kg.extract.judging import Judge, Piece
from kg.extract.speech.memory import Speaker
from kg.extract.speech.stances import OPPOSING, Standing, certainty_of, load_stance_rules, stance_of, venue_of
from kg.extract.speech.utterance import Utterance
from kg.model import Figure, Responsibility, Source, Span, Statement
from kg.registry import Registry
from kg.text import trim
from kg.vocab import Basis, Certainty, Quotation, Stance, Tally, Topic

_JUDGES = OPPOSING | {Stance.DOES_NOT_CONFIRM, Stance.ACKNOWLEDGES, Stance.PARTLY_ACKNOWLEDGES}
_ASSERTING = frozenset([Stance.ASSERTS, Stance.ACKNOWLEDGES, Stance.PARTLY_ACKNOWLEDGES])
_LEFT_OPEN = frozenset([Stance.INVESTIGATES, Stance.DOES_NOT_CONFIRM, Stance.DECLINES_TO_COMMENT])
_THAT_LINK = re.compile(
    r"(?:,|(?<!\s))\s+(?:and|but)\s+"
    r"(?=that\s|(?:did|had|has|have|was|were|does|do|could|would)(?: not|n't)\b|cannot\b)"
)
_LINK = re.compile(r"(?:,|(?<!\s))\s+(?:and|but)\s+")


def _judged(words: str) -> Stance:
    return stance_of(Stance.ASSERTS, words.removeprefix("that "), Standing())


class Writer:
    """Writes the statements of one article."""

    def __init__(
        self, document: Document, reading: Reading, registry: Registry, *, key: str, outlet: Speaker
    ) -> None:
        self._outlet = outlet
        self._document = document
        self._key = key
        self._wordings = load_stance_rules().words
        ordered = sorted(enumerate(reading.figures), key=lambda item: item[1].start)
        self._figures = tuple(ordered)
        self._starts = [figure.start for _, figure in ordered]
        self._judge = Judge(document, reading, registry)
        self._before: tuple[int, str, str | None] = (-1, "", None)  # paragraph, speaker, event
        self._last_stance: tuple[str, Stance] | None = None
        self._asserted: list[Piece] = []  # what the words before assert
        self._retold: list[Figure | Responsibility] = []  # what they tell without asserting it

    def write(self, line: LineReading, utterances: Iterable[Utterance]) -> Iterator[Statement]:
        """The statements of the utterances of one line, in order."""
        for utterance in utterances:
            about = self._goes_on(line, utterance)
            for part in self._split(line, utterance):
                for statement in self._statements(line, part, about):
                    about = about or statement.about
                    self._before = (line.line.sentence.paragraph, statement.speaker_id, statement.about)
                    yield statement

    def _goes_on(self, line: LineReading, utterance: Utterance) -> str | None:
        """What the same speaker spoke of just before, in the same paragraph: "He carried onions"."""
        paragraph, speaker, about = self._before
        same = paragraph == line.line.sentence.paragraph and speaker == utterance.speaker.id
        return about if same and self._judge.goes_on(line, utterance) else None

    def _split(self, line: LineReading, utterance: Utterance) -> list[Utterance]:
        """Words that support one cause and oppose another are two runs: a statement has one stance."""
        causes = [r for r in line.responsibilities if _inside(r, utterance.span)]
        against = [r for r in causes if r.id in line.opposed]
        plain = [r for r in causes if r.id not in line.opposed and ".cause." in r.rule]
        text = self._document.folded
        if against and plain and plain[0].start < against[0].start:
            link = next(_LINK.finditer(text, plain[0].end, against[0].start), None)
        else:
            link = self._own_act_ends(utterance)
        if link is None:
            return [utterance]
        first, second = Span(utterance.span.start, link.start()), Span(link.end(), utterance.span.end)
        if text.startswith("that ", second.start):
            second = Span(second.start + 5, second.end)
        return [
            replace(utterance, span=first),
            replace(utterance, span=Span(*trim(text, *second, blanks=" \n,."))),
        ]

    def _own_act_ends(self, utterance: Utterance) -> re.Match[str] | None:
        """ "it had hit a depot and was checking reports of deaths": two stances, told in one breath."""
        text, span = self._document.folded, utterance.span
        if utterance.stance != Stance.ASSERTS:
            return None
        for link in _THAT_LINK.finditer(text, span.start, span.end):
            first, second = _judged(text[span.start : link.start()]), _judged(text[link.end() : span.end])
            if first != second:
                return link
        own_act = self._wordings.own_act.search(text[span.start : span.end])
        if own_act is None:
            return None
        for link in _LINK.finditer(text, span.start, span.end):
            before, after = text[span.start : link.start()], text[link.end() : span.end]
            if _judged(before) == Stance.ASSERTS and _judged(after) in _LEFT_OPEN:
                return link
        return None

    def _statements(self, line: LineReading, utterance: Utterance, before: str | None) -> Iterator[Statement]:
        """The statements of one run of words; ``before`` is what the words before were about."""
        pieces = self._pieces(line, utterance)
        words = self._document.folded[utterance.span.start : utterance.span.end]
        hedge = certainty_of(words)
        judged = [self._judge.about(line, piece) for piece in pieces]
        abouts = [item if item[0] or before is None else (before, False) for item in judged]
        last = self._last_stance
        stances = [
            self._judge.stance(piece, about, words, self._last_stance)
            for piece, (about, _) in zip(pieces, abouts, strict=True)
        ]
        self._asserted = pieces if utterance.stance in _ASSERTING else []
        concedes = Stance.ACKNOWLEDGES in stances and not self._judge.is_hearsay(words)
        seen: set[str] = set()
        for piece, about, stance in zip(pieces, abouts, stances, strict=True):
            if self._last_stance != last:
                stance = self._judge.stance(piece, about[0], words, self._last_stance)
            if concedes and stance == Stance.ASSERTS and self._shares_concession(piece):
                stance = Stance.ACKNOWLEDGES  # one breath, one stance: a strike conceded with its count
            statement = self._statement(line, piece, about, stance, hedge)
            if statement.id not in seen:
                seen.add(statement.id)
                self._last_stance = (statement.speaker_id, statement.stance)
                yield statement

    def _shares_concession(self, piece: Piece) -> bool:
        """What is taken out of a count, was nobody, or was another is not conceded with the rest."""
        claim = piece.claim
        shared = claim is None or (
            claim.value != 0 and claim.tally != Tally.WITHDRAWAL
            if isinstance(claim, Figure)
            else claim.actor is None
        )
        return piece.utterance.kind != Quotation.NARRATED and shared

    def _pieces(self, line: LineReading, utterance: Utterance) -> list[Piece]:
        """The utterance once for each claim in it; once without a claim where it holds none."""
        words = self._document.folded[utterance.span.start : utterance.span.end]
        signed = None if utterance.plain else self._signed(line, utterance)
        told: list[Figure | Responsibility] = [
            *self._figures_in(utterance.span),
            *(r for r in line.responsibilities if _inside(r, utterance.span)),
        ]
        own = [claim for claim in told if signed is not None and _inside(claim, signed)]
        self._retold = [claim for claim in told if claim not in own] or self._retold
        if signed is None:
            return [Piece(utterance, None)]
        if utterance.stance in OPPOSING and self._wordings.own_role.match(words):
            own = [claim for claim in own if isinstance(claim, Responsibility) and claim.actor]
        if utterance.topic == Topic.APPEAL:
            own = [claim for claim in own if not self._is_asked(utterance, claim)]
        figures = [Piece(utterance, claim) for claim in own if isinstance(claim, Figure)]
        causes = [Piece(utterance, r, r.id in line.opposed) for r in own if isinstance(r, Responsibility)]
        if utterance.topic == Topic.APPEAL and utterance.keep and utterance.verb != "warn":
            outlet = replace(self._outlet_voice(utterance), topic=None)
            return [Piece(utterance, None), *(replace(piece, utterance=outlet) for piece in figures)]
        pieces = [*figures, *(piece for piece in causes if not _is_bare_means(piece.claim))]
        if not pieces and stance_of(utterance.stance, words, Standing()) in _JUDGES:
            pieces = causes[:1] or self._pointed_at(utterance, words) or self._called_false(utterance)
        return pieces or [Piece(utterance, None)]

    def _is_asked(self, utterance: Utterance, claim: Figure | Responsibility) -> bool:
        """ "called on the army to say whether it had killed 85": nobody takes the number for granted."""
        return self._judge.is_hearsay(self._document.folded[utterance.span.start : claim.start])

    def _signed(self, line: LineReading, utterance: Utterance) -> Span | None:
        """The words that the speaker stands for; None for "If the army admits that it killed 12, ..."."""
        span = utterance.span
        hidden = [orphan.start for orphan in line.line.unsigned if span.start < orphan.start < span.end]
        words = self._document.folded[span.start : span.end]
        supposed = self._wordings.hypothetical.match(words) is not None
        if not (hidden or supposed):
            return span
        if stance_of(utterance.stance, words, Standing(accused=True, issuer=True)) != Stance.ASSERTS:
            return span  # "It is not true that the army admitted that ...": opposed, whoever supposed it
        return None if supposed else Span(span.start, min(hidden))

    def _pointed_at(self, utterance: Utterance, words: str) -> list[Piece]:
        """ "Moscow denies this": the claims of the other source who spoke before."""
        match = self._wordings.points_back.fullmatch(words)
        if match is None or not (utterance.keep or match["figure"]):
            return []
        others = [p for p in self._asserted if p.utterance.speaker.id != utterance.speaker.id]
        figures = [p.claim for p in others if isinstance(p.claim, Figure)]
        blamed = [p.claim for p in others if isinstance(p.claim, Responsibility)]
        claims = figures if match["figure"] else blamed if match["charge"] else blamed or figures
        return [Piece(utterance, claim) for claim in claims]

    def _called_false(self, utterance: Utterance) -> list[Piece]:
        """ "These reports are false": what the reports told of just before claim."""
        words = self._document.folded[utterance.span.start : utterance.span.end]
        if self._wordings.points_at_reports.match(words) is None:
            return []
        return [Piece(utterance, claim) for claim in self._retold]

    def _figures_in(self, span: Span) -> list[Figure]:
        first = bisect_left(self._starts, span.start)
        last = bisect_right(self._starts, span.end)
        inside = [item for item in self._figures[first:last] if _inside(item[1], span)]
        return [figure for _, figure in sorted(inside, key=lambda item: item[0])]

    def _outlet_voice(self, utterance: Utterance) -> Utterance:
        """A number that an appeal takes for granted is told by the outlet, not by who appeals."""
        return replace(
            utterance, speaker=self._outlet, kind=Quotation.NARRATED, stance=Stance.ASSERTS, keep=False,
            cue=None, head=None, via=(), relies_on=(), said=None, rule="attribution.narrated",
        )  # fmt: skip

    def _statement(
        self,
        line: LineReading,
        piece: Piece,
        about: tuple[str | None, bool],
        stance: Stance,
        hedge: Certainty | None,
    ) -> Statement:
        utterance, claim = piece.utterance, piece.claim
        text = self._document.article.text
        speaker = utterance.speaker
        plain_id = ids.span_id("claim", *utterance.span)
        head = self._document.folded[utterance.head.start : utterance.head.end] if utterance.head else ""
        topic = (
            None
            if claim is not None
            else utterance.topic or self._judge.topic(self._document.folded[slice(*utterance.span)])
        )
        said = utterance.said
        return Statement(
            id=ids.statement_id(
                *utterance.span,
                key=self._key,
                speaker_id=speaker.id,
                stance=stance,
                claim_id=claim.id if claim else plain_id,
            ),
            start=utterance.span.start,
            end=utterance.span.end,
            exact=text[utterance.span.start : utterance.span.end],
            passage=self._passage(line, utterance),
            kind=utterance.kind,
            speaker=speaker.name,
            speaker_id=speaker.id,
            resolved=speaker.resolved,
            stance=stance,
            claim_basis=Basis.STATED if about[1] else Basis.INFERRED,
            block=line.line.sentence.block,
            rule=utterance.rule,
            confidence=utterance.confidence,
            speaker_at=speaker.at,
            speaker_org=speaker.org,
            speaker_org_id=speaker.org_id,
            speaker_words=None if utterance.kind == Quotation.NARRATED else self._worded(utterance),
            role=speaker.role,
            via=_sources(utterance.via),
            relies_on=_sources(utterance.relies_on),
            cue=text[utterance.cue.start : utterance.cue.end] if utterance.cue else None,
            cue_at=utterance.cue,
            topic=topic,
            certainty=None if topic == Topic.METHODOLOGY else hedge,
            claim=claim.id if claim else None,
            about=about[0],
            said_from=said.first if said else None,
            said_to=said.last if said else None,
            said_words=text[said.start : said.end] if said else None,
            said_basis=said.basis if said and said.first else None,
            venue=venue_of(head) if head else None,
        )

    def _worded(self, utterance: Utterance) -> str:
        """How the passage words the source: "Jane Roe, the mayor of X", "he"."""
        source, text = utterance.source, self._document.article.text
        whole = text[source.start : source.end].rstrip(" ,") if source is not None else ""
        return whole if utterance.speaker.words in whole else utterance.speaker.words

    def _passage(self, line: LineReading, utterance: Utterance) -> Span:
        sentence = line.line.sentence
        return Span(min(sentence.start, utterance.span.start), max(sentence.end, utterance.span.end))


def _is_bare_means(claim: Figure | Responsibility | None) -> bool:
    """A strike told without an actor: a claim only for who denies, confirms or admits it."""
    return isinstance(claim, Responsibility) and claim.rule == "responsibility.told-means"


def _inside(item: Figure | Responsibility, span: Span) -> bool:
    return span.start <= item.start and item.end <= span.end + 1


def _sources(speakers: Iterable[Speaker]) -> tuple[Source, ...]:
    return tuple([Source(speaker.name, speaker.id, speaker.at) for speaker in speakers])
