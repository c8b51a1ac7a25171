"""Statements: one source, one stance, one claim, from utterances and what their words hold."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg import ids
from kg.extract.claims import event_ids
from kg.extract.document import Document
from kg.extract.event_rules import EventRules, load_event_rules
from kg.extract.gatherer import is_definition
from kg.extract.happenings import Happening
from kg.extract.reading import LineReading, Reading
from kg.extract.speakers import Speaker
from kg.extract.stances import Standing, certainty_of, load_stance_rules, stance_of, venue_of
from kg.extract.voices import Utterance
from kg.model import Figure, Responsibility, Source, Span, Statement
from kg.registry import Registry
from kg.text import trim
from kg.vocab import BROADER, Basis, Quotation, Stance, Tally, Topic, Unit

_OPPOSING = frozenset([Stance.DENIES, Stance.DISPUTES, Stance.DOUBTS, Stance.RETRACTS])
_REPORT_UNITS = frozenset([Unit.ALLEGATIONS, Unit.CREDIBLE_ALLEGATIONS, Unit.OPEN_ALLEGATIONS])
_GENERAL = frozenset([Topic.HUMAN_SHIELDS, Topic.METHODOLOGY])  # about the war, unless an event is told
_MANY = 4  # an article that tells more events than this has none under discussion
_LINK = re.compile(r",?\s+(?:and|but)\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with the claims read from it; ``claim`` None is a plain claim."""

    utterance: Utterance
    claim: Figure | Responsibility | None
    opposed: bool = False


class Writer:
    """Writes the statements of one article."""

    def __init__(
        self, document: Document, reading: Reading, registry: Registry, *, key: str, outlet: Speaker
    ) -> None:
        self._outlet = outlet
        self._document = document
        self._reading = reading
        self._registry = registry
        self._key = key
        self._rules: EventRules = load_event_rules()
        self._words_of = load_stance_rules().words
        self._last_stance: tuple[str, Stance] | None = None

    def write(self, line: LineReading, utterances: Iterable[Utterance]) -> Iterator[Statement]:
        """The statements of the utterances of one line, in order."""
        for utterance in utterances:
            for part in self._split(line, utterance):
                yield from self._statements(line, part)

    def _split(self, line: LineReading, utterance: Utterance) -> list[Utterance]:
        """Words that support one cause and oppose another are two runs: a statement has one stance."""
        causes = [r for r in line.responsibilities if _inside(r, utterance.span)]
        against = [r for r in causes if r.id in line.opposed]
        plain = [r for r in causes if r.id not in line.opposed and ".cause." in r.rule]
        if not against or not plain or plain[0].start > against[0].start:
            return [utterance]
        text = self._document.folded
        link = next((m for m in _LINK.finditer(text, plain[0].end, against[0].start)), None)
        if link is None:
            return [utterance]
        first, second = Span(utterance.span.start, link.start()), Span(link.end(), utterance.span.end)
        if text.startswith("that ", second.start):
            second = Span(second.start + 5, second.end)
        return [
            replace(utterance, span=first),
            replace(utterance, span=Span(*trim(text, *second, blanks=" \n,."))),
        ]

    def _statements(self, line: LineReading, utterance: Utterance) -> Iterator[Statement]:
        pieces = [Piece(utterance, f) for f in self._reading.figures if _inside(f, utterance.span)]
        pieces += [
            Piece(utterance, r, r.id in line.opposed)
            for r in line.responsibilities
            if _inside(r, utterance.span)
        ]
        if utterance.topic == Topic.APPEAL and utterance.keep:
            told = replace(self._outlet_voice(utterance), topic=None)
            figures = [replace(piece, utterance=told) for piece in pieces if isinstance(piece.claim, Figure)]
            pieces = [Piece(utterance, None), *figures]
        pieces = pieces or [Piece(utterance, None)]
        concedes = any(self._stance_of(line, piece) == Stance.ACKNOWLEDGES for piece in pieces)
        seen: set[str] = set()
        for piece in pieces:
            statement = self._statement(line, piece, concedes=concedes)
            if statement.id not in seen:
                seen.add(statement.id)
                self._last_stance = (statement.speaker_id, statement.stance)
                yield statement

    def _outlet_voice(self, utterance: Utterance) -> Utterance:
        """A number that an appeal takes for granted is told by the outlet, not by who appeals."""
        return replace(
            utterance, speaker=self._outlet, kind=Quotation.NARRATED, stance=Stance.ASSERTS, keep=False, cue=None, head=None,
            via=(), relies_on=(), said=None, rule="attribution.narrated",
        )  # fmt: skip

    def _stance_of(self, line: LineReading, piece: Piece) -> Stance:
        words = self._document.folded[piece.utterance.span.start : piece.utterance.span.end]
        return self._stance(piece, self._about(line, piece)[0], words)

    def _statement(self, line: LineReading, piece: Piece, *, concedes: bool) -> Statement:
        utterance, claim = piece.utterance, piece.claim
        text = self._document.article.text
        speaker = utterance.speaker
        words = self._document.folded[utterance.span.start : utterance.span.end]
        about, stated = self._about(line, piece)
        stance = self._stance(piece, about, words)
        hearsay = bool(self._words_of.hearsay.search(words))
        if concedes and not hearsay and stance == Stance.ASSERTS and utterance.kind != Quotation.NARRATED:
            stance = Stance.ACKNOWLEDGES  # one breath, one stance: who concedes the strike concedes its count
        plain_id = ids.span_id("claim", *utterance.span)
        head = self._document.folded[utterance.head.start : utterance.head.end] if utterance.head else ""
        topic = None if claim is not None else utterance.topic or self._topic(words)
        hedge = certainty_of(words)
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
            claim_basis=Basis.STATED if stated else Basis.INFERRED,
            block=line.line.sentence.block,
            rule=utterance.rule,
            confidence=utterance.confidence,
            speaker_at=speaker.at,
            speaker_org=speaker.org,
            speaker_org_id=speaker.org_id,
            speaker_words=None if utterance.kind == Quotation.NARRATED else speaker.words,
            role=speaker.role,
            via=_sources(utterance.via),
            relies_on=_sources(utterance.relies_on),
            cue=text[utterance.cue.start : utterance.cue.end] if utterance.cue else None,
            cue_at=utterance.cue,
            topic=topic,
            certainty=None if topic == Topic.METHODOLOGY else hedge,
            claim=claim.id if claim else None,
            about=about,
            said_from=said.first if said else None,
            said_to=said.last if said else None,
            said_words=text[said.start : said.end] if said else None,
            said_basis=said.basis if said and said.first else None,
            venue=venue_of(head) if head else None,
        )

    def _passage(self, line: LineReading, utterance: Utterance) -> Span:
        sentence = line.line.sentence
        return Span(min(sentence.start, utterance.span.start), max(sentence.end, utterance.span.end))

    def _stance(self, piece: Piece, about: str | None, words: str) -> Stance:
        utterance, claim = piece.utterance, piece.claim
        accused = self._is_accused(utterance.speaker, about, claim) or bool(
            self._words_of.own_forces.search(words)
        )
        issuer = utterance.rule.startswith("attribution.release")
        opposed = self._last_stance is not None and self._last_stance[0] == utterance.speaker.id
        opposed = opposed and self._last_stance is not None and self._last_stance[1] in _OPPOSING
        if piece.opposed and utterance.stance == Stance.ASSERTS:
            return Stance.DENIES if accused else Stance.DISPUTES
        if utterance.kind == Quotation.NARRATED:
            return Stance.ASSERTS
        if (
            utterance.verb == "confirm"
            and utterance.stance == Stance.ASSERTS
            and self._words_of.own_strike.search(words)
        ):
            accused = accused or bool(self._words_of.armed.search(utterance.speaker.name))
            if accused:
                return Stance.ACKNOWLEDGES  # a force that confirms the strike confirms its own
        stance = stance_of(utterance.stance, words, Standing(accused, issuer, opposed))
        if (
            stance == Stance.ASSERTS
            and accused
            and _concedes(claim)
            and not self._words_of.hearsay.search(words)
        ):
            return Stance.ACKNOWLEDGES
        return stance

    def _is_accused(self, speaker: Speaker, about: str | None, claim: Figure | Responsibility | None) -> bool:
        """Whether the speaker, or the body spoken for, is an alleged actor of the event or tied to one."""
        if isinstance(claim, Responsibility) and claim.actor_id is not None:
            actors = frozenset([claim.actor_id])
        else:
            actors = self._reading.actors.get(about or "", frozenset())
        own = [item for item in (speaker.id, speaker.org_id) if item]
        person = self._registry.row(speaker.id)
        body = getattr(person, "organisation", None)
        own += [body] if body else []
        return any(
            a == b or ("/" in a and "/" in b and self._registry.related(a, b)) for a in own for b in actors
        )

    def _about(self, line: LineReading, piece: Piece) -> tuple[str | None, bool]:
        """The event of the claim, and whether the words themselves tell it."""
        utterance, claim = piece.utterance, piece.claim
        told = [(t, h) for t, h in line.tellings if h is not None and _overlaps(t.head, utterance.span)]
        if claim is not None:
            stated = any(
                claim.about in (event_ids(h).strike, event_ids(h).incident, event_ids(h).campaign)
                for _, h in told
            )
            return claim.about, stated
        particular = next((h for _, h in told if not h.campaign), None)
        if particular is not None:
            return event_ids(particular).for_figures, True
        if told:
            known = event_ids(told[0][1]).campaign
            return (known, True) if any(e.id == known for e in self._reading.events) else (None, True)
        happening = self._implied(line, utterance)
        return (event_ids(happening).for_figures, False) if happening else (None, True)

    def _implied(self, line: LineReading, utterance: Utterance) -> Happening | None:
        """The event under discussion, where a word of the content ties the statement to it."""
        lists_many = len(self._reading.happenings) > _MANY
        if line.current is None or lists_many or is_definition(line.line.told, self._rules.words):
            return None
        words = self._words(utterance.span)
        if self._topic(" ".join(sorted(words))) in _GENERAL:
            return None
        aimed = next(
            (
                h
                for h in self._reading.happenings
                if h.target and self._words(h.target) & words - self._words_of.common
            ),
            None,
        )
        if aimed is not None:
            return aimed
        if words & self._rules.words.ties or utterance.stance not in (Stance.ASSERTS, Stance.CONDEMNS):
            return line.current
        only_one = len(self._reading.happenings) == 1
        topics = words & (self._rules.words.investigation | self._rules.words.precautions)
        return line.current if only_one and topics else None

    def _words(self, span: Span) -> set[str]:
        return set(re.findall(r"[a-z]{3,}", self._document.folded[span.start : span.end].lower()))

    def _topic(self, words: str) -> Topic:
        found = set(re.findall(r"[a-z]+(?:-[a-z]+)*", words.lower()))
        return next((topic for topic, nouns in self._rules.topics if nouns & found), Topic.OTHER_TOPIC)


def _concedes(claim: Figure | Responsibility | None) -> bool:
    """Whether asserting the claim is conceding harm or conduct: no zero, no withdrawal, no count of reports."""
    if isinstance(claim, Figure):
        return claim.unit not in _REPORT_UNITS and claim.value != 0 and claim.tally != Tally.WITHDRAWAL
    return claim is not None and claim.actor_id is not None


def _inside(item: Figure | Responsibility, span: Span) -> bool:
    return span.start <= item.start and item.end <= span.end + 1


def _overlaps(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _sources(speakers: Iterable[Speaker]) -> tuple[Source, ...]:
    return tuple(Source(speaker.name, speaker.id, speaker.at) for speaker in speakers)


def is_opposing(stance: Stance) -> bool:
    """True for the stances under civ:opposes."""
    return BROADER.get(stance) == "opposes"
