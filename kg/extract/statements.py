"""Statements: one source, one stance, one claim, from utterances and what their words hold."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg import ids
from kg.extract.document import Document
from kg.extract.events.reading import LineReading, Reading
from kg.extract.judging import Judge, Piece
from kg.extract.owning import own_responsibility
from kg.extract.speech.memory import Speaker
from kg.extract.speech.stances import OPPOSING, Standing, certainty_of, load_stance_rules, stance_of, venue_of
from kg.extract.speech.utterance import Utterance
from kg.extract.splitting import is_inside, split
from kg.model import Figure, Responsibility, Source, Span, Statement
from kg.registry import Registry
from kg.vocab import Basis, Certainty, Quotation, Stance, Tally, Topic

_JUDGES = OPPOSING | {Stance.DOES_NOT_CONFIRM, Stance.ACKNOWLEDGES, Stance.PARTLY_ACKNOWLEDGES}
_ASSERTING = frozenset([Stance.ASSERTS, Stance.ACKNOWLEDGES, Stance.PARTLY_ACKNOWLEDGES])


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
        self._handed_on: list[Span] = []  # what others say in the quoted words
        self.own: list[Responsibility] = []
        """What speakers claim to have done themselves, found while writing."""
        self._asserted: list[Piece] = []  # what the words before assert
        self._retold: list[Figure | Responsibility] = []  # what they tell without asserting it

    def write(self, line: LineReading, utterances: Iterable[Utterance]) -> Iterator[Statement]:
        """The statements of the utterances of one line, in order."""
        utterances = tuple(utterances)
        for utterance in utterances:
            self._handed_on = [u.span for u in utterances if _is_within(u, utterance)]
            about = self._goes_on(line, utterance)
            for part in split(line, utterance, self._document.folded):
                for statement in self._statements(line, part, about):
                    about = about or statement.about
                    self._before = (line.line.sentence.paragraph, statement.speaker_id, statement.about)
                    yield statement

    def _goes_on(self, line: LineReading, utterance: Utterance) -> str | None:
        """What the same speaker spoke of just before, in the same paragraph: "He carried onions"."""
        paragraph, speaker, about = self._before
        same = paragraph == line.line.sentence.paragraph and speaker == utterance.speaker.id
        return about if same and self._judge.goes_on(line, utterance) else None

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
            piece = self._owned(line, piece, about, words)
            statement = self._statement(line, piece, about, stance, hedge)
            if statement.id not in seen:
                seen.add(statement.id)
                self._last_stance = (statement.speaker_id, statement.stance)
                yield statement

    def _owned(self, line: LineReading, piece: Piece, judged: tuple[str | None, bool], words: str) -> Piece:
        """ "Israel said it had hit a command post": the speaker claims to have done it."""
        utterance, (about, stated) = piece.utterance, judged
        if piece.claim is not None or about is None:
            return piece
        if not self._judge.owns(utterance, about, words, near=stated or line.near):
            return piece
        claim = own_responsibility(utterance, about, text=self._document.article.text, key=self._key)
        self.own.append(claim)
        return replace(piece, claim=claim)

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
            *(r for r in line.responsibilities if is_inside(r, utterance.span)),
        ]
        own = [claim for claim in told if signed is not None and is_inside(claim, signed)]
        own = [claim for claim in own if not any(is_inside(claim, span) for span in self._handed_on)]
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
        inside = [item for item in self._figures[first:last] if is_inside(item[1], span)]
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


def _is_within(inner: Utterance, outer: Utterance) -> bool:
    """Whether words are those of somebody whom the quoted speaker hands on."""
    a, b = inner.span, outer.span
    return inner is not outer and outer.speaker in inner.via and b.start <= a.start and a.end <= b.end


def _is_bare_means(claim: Figure | Responsibility | None) -> bool:
    """A strike told without an actor: a claim only for who denies, confirms or admits it."""
    return isinstance(claim, Responsibility) and claim.rule == "responsibility.told-means"


def _sources(speakers: Iterable[Speaker]) -> tuple[Source, ...]:
    return tuple([Source(speaker.name, speaker.id, speaker.at) for speaker in speakers])
