"""Which event a run of words is about, which stance it takes and, without a claim, which topic it has."""

import re
from itertools import pairwise

from kg.extract.document import Document
from kg.extract.events.claims import event_ids
from kg.extract.events.happenings import Happening
from kg.extract.events.reading import LineReading, Reading
from kg.extract.events.rules import load_event_rules
from kg.extract.events.sameness import Sameness
from kg.extract.events.series import is_definition
from kg.extract.events.sites import locates, narrow_places
from kg.extract.speech.memory import Speaker
from kg.extract.speech.stances import OPPOSING, Standing, load_stance_rules, stance_of
from kg.extract.speech.utterance import Utterance
from kg.extract.values import frozen
from kg.model import Figure, Responsibility, Span
from kg.registry import Registry
from kg.vocab import Quotation, Stance, Tally, Topic, Unit

_GENERAL = frozenset([Topic.HUMAN_SHIELDS, Topic.METHODOLOGY])  # about the war, unless an event is told
_POLICY = _GENERAL | {Topic.PRECAUTIONS, Topic.OPERATIONS, Topic.APPEAL}  # what a body does, wants and asks
_FEW = 2  # events of an article in which what was so belongs to the one under discussion
_MANY = 4  # an article that tells more events than this has none under discussion
_NEXT_CLAIM = re.compile(r"\b(?:and|but) that\b")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_LOW_WORD = re.compile(r"\b[a-z]{3,}\b")
_LONG_WORD = re.compile(r"[a-z]{3,}")
_NO_HARM = frozenset(
    [Unit.ALLEGATIONS, Unit.CREDIBLE_ALLEGATIONS, Unit.OPEN_ALLEGATIONS, Unit.COMBATANTS_KILLED, Unit.STRIKES]
)  # counts by which nobody concedes harm to civilians


@frozen
class Piece:
    """A run of words with the claims read from it; ``claim`` None is a plain claim."""

    utterance: Utterance
    claim: Figure | Responsibility | None
    opposed: bool = False


class Judge:
    """Judges the pieces of one article by what the whole article tells."""

    def __init__(self, document: Document, reading: Reading, registry: Registry) -> None:
        self._document = document
        self._reading = reading
        self._registry = registry
        self._rules = load_event_rules()
        self._wordings = load_stance_rules().words
        self._events = frozenset(event.id for event in reading.events)
        self._same = Sameness(registry, published=document.article.published)

    def stance(self, piece: Piece, about: str | None, words: str, last: tuple[str, Stance] | None) -> Stance:
        """The stance of a piece; ``last`` is the speaker and stance of the statement before."""
        utterance, claim = piece.utterance, piece.claim
        against = piece.opposed and utterance.stance == Stance.ASSERTS
        if utterance.kind == Quotation.NARRATED and not against:
            return stance_of(Stance.ASSERTS, words, Standing(outlet=True))
        accused = self._is_accused(utterance.speaker, about, claim) or self._tells_own_act(piece, words)
        if against:
            return Stance.DENIES if accused else Stance.DISPUTES
        issuer = utterance.rule.startswith("attribution.release")
        opposed = last is not None and last[0] == utterance.speaker.id and last[1] in OPPOSING
        if (
            utterance.verb == "confirm"
            and utterance.stance == Stance.ASSERTS
            and self._wordings.own_strike.search(words)
        ):
            accused = accused or self._is_armed(utterance.speaker)
            if accused:
                return Stance.ACKNOWLEDGES  # a force that confirms the strike confirms its own
        stance = stance_of(utterance.stance, words, Standing(accused, issuer, opposed))
        if stance == Stance.DISPUTES and accused and utterance.keep and self._wordings.own_part.search(words):
            return Stance.DENIES  # "rejected claims that it had carried out the attack"
        if stance == Stance.DENIES and not accused and _is_bystander(utterance.speaker, claim):
            return Stance.DISPUTES  # only who is accused can deny an own part
        if stance != utterance.stance and stance in OPPOSING and _is_worded_cause(claim):
            return Stance.ASSERTS  # "had mined it and no bomb fell": the cause that is worded is asserted
        if stance != Stance.ASSERTS or not accused or not _concedes(claim) or self.is_hearsay(words):
            return stance
        return stance if self._wordings.own_fault.search(words) else Stance.ACKNOWLEDGES

    def _tells_own_act(self, piece: Piece, words: str) -> bool:
        """ "its jets had hit a camp and that rebels had shelled the town": an own act up to "and that"."""
        before = words[: piece.claim.start - piece.utterance.span.start] if piece.claim is not None else ""
        if _NEXT_CLAIM.search(before):
            return False
        own = self._wordings.own_act.search(words) is not None and self._is_armed(piece.utterance.speaker)
        return own or self._wordings.own_forces.search(words) is not None

    def owns(self, utterance: Utterance, about: str, words: str, *, near: bool) -> bool:
        """ "it had hit a command post", "admitted that attack": a force or state tells what it did itself.

        Not of an event for which somebody else is blamed; nor, where the event is not ``near`` (told in its
        words or its paragraph), where several strikes are told or several things were hit: it may be another.
        """
        speaker = utterance.speaker
        if self._reading.actors.get(about) and not self._is_accused(speaker, about, None):
            return False
        states = self._registry.governments.values()
        if not self._is_armed(speaker) and all(speaker.id != body.id for body in states):
            return False
        if utterance.stance == Stance.ACKNOWLEDGES:
            return self._wordings.own_admission.match(words) is not None
        only = sum(bool(happening.strikes) for happening in self._reading.happenings) == 1
        sure = near or (only and self._wordings.own_single.match(words) is not None)
        own = self._wordings.own_act.match(words) is not None
        return utterance.stance == Stance.ASSERTS and own and sure

    def is_hearsay(self, words: str) -> bool:
        """Whether the words pass on what others say or ask: nobody concedes anything by them."""
        return self._wordings.hearsay.search(words) is not None

    def _is_accused(self, speaker: Speaker, about: str | None, claim: Figure | Responsibility | None) -> bool:
        """Whether the speaker, or the body spoken for, is an alleged actor of the event or tied to one."""
        if isinstance(claim, Responsibility) and claim.actor_id is not None:
            actors = frozenset([claim.actor_id])
        else:
            actors = self._reading.actors.get(about or "", frozenset())
        if not actors:
            return False
        own = [item for item in (speaker.id, speaker.org_id) if item]
        person = self._registry.row(speaker.id)
        body = getattr(person, "organisation", None)
        own += [body] if body else []
        return any(
            a == b or ("/" in a and "/" in b and self._registry.related(a, b)) for a in own for b in actors
        )

    def _is_armed(self, speaker: Speaker) -> bool:
        """Whether the speaker is a force, or speaks for one, by its name."""
        return self._wordings.armed.search(f"{speaker.name} {speaker.org or ''}") is not None

    def about(self, line: LineReading, piece: Piece) -> tuple[str | None, bool]:
        """The event of the claim, and whether the words themselves tell it."""
        utterance, claim = piece.utterance, piece.claim
        told = [(t, h) for t, h in line.tellings if h is not None and _overlaps(t.head, utterance.span)]
        if claim is not None:
            known = (event_ids(h) for _, h in told)
            return claim.about, any(claim.about in (k.strike, k.incident, k.campaign) for k in known)
        particular = next((h for _, h in told if not h.campaign), None)
        if particular is not None:
            return event_ids(particular).for_figures, True
        if told:
            campaign = event_ids(told[0][1]).campaign
            return (campaign if campaign in self._events else None), True
        happening = self._implied(line, utterance)
        return (event_ids(happening).for_figures, False) if happening else (None, True)

    def _implied(self, line: LineReading, utterance: Utterance) -> Happening | None:
        """The event under discussion, where a word of the content ties the statement to it."""
        lists_many = len(self._reading.happenings) > _MANY and not line.near
        if line.current is None or lists_many or self._is_general(line, utterance):
            return None
        words = self._words(utterance.span)
        aimed = next(
            (
                h
                for h in self._reading.happenings
                if h.target and self._nouns(h.target) & words - self._wordings.common
            ),
            None,
        )
        there = aimed or self._there(line, utterance, line.current)
        if there is not None:
            return there
        if self._is_witness(utterance):
            return line.current
        if self._is_elsewhere(line, utterance, line.current):
            return None
        pointing = self._rules.words.pointing.search(self._document.folded, *utterance.span)
        if (
            pointing
            or words & self._rules.words.ties
            or utterance.stance not in (Stance.ASSERTS, Stance.CONDEMNS)
        ):
            return line.current
        only_one = len(self._reading.happenings) == 1
        topics = words & (self._rules.words.investigation | self._rules.words.precautions)
        if only_one and topics:
            return line.current
        few = len(self._reading.happenings) <= _FEW and bool(line.current.strikes)
        recounts = few and self.goes_on(line, utterance) and self._recounts(line, utterance)
        return line.current if recounts else None

    def _recounts(self, line: LineReading, utterance: Utterance) -> bool:
        """ "They had hoes in their hands", "there was no base here": what was so, and no policy or wish."""
        scene = line.line.told
        grammar, tokens = scene.rules.grammar, scene.tokens
        inside = range(tokens.at(utterance.span.start), tokens.at(utterance.span.end))
        lows = tokens.lows[inside.start : inside.stop]
        if any(at in scene.dated for at in inside) or not self._rules.words.policy.isdisjoint(lows):
            return False
        past = any(low in grammar.past or low in grammar.was for low in lows)
        past = past or (any(low.endswith("ed") for low in lows) and grammar.present.isdisjoint(lows))
        return past or any(first == "there" and second in grammar.be for first, second in pairwise(lows))

    def goes_on(self, line: LineReading, utterance: Utterance) -> bool:
        """ "He carried onions": of the event that the speaker spoke of before; not "We do all we can"."""
        asks = utterance.topic == Topic.APPEAL or self._topic_of(utterance) in _POLICY
        return not asks and not self._is_general(line, utterance)

    def _topic_of(self, utterance: Utterance) -> Topic:
        return self.topic(" ".join(sorted(self._words(utterance.span))))

    def _is_general(self, line: LineReading, utterance: Utterance) -> bool:
        """ "Every report is looked into": of no event in particular, whatever is under discussion."""
        sentence = line.line.sentence
        if is_definition(line.line.told, self._rules.words):
            return True
        if self._rules.words.pointing.search(self._document.folded, *utterance.span):
            return False  # "We take this report seriously, as we do all reports"
        if self._rules.words.every.search(self._document.folded, sentence.start, sentence.end):
            return True
        return self._topic_of(utterance) in _GENERAL

    def _is_elsewhere(self, line: LineReading, utterance: Utterance, event: Happening) -> bool:
        """ "denied targeting civilians in Douma": not about the event in another town."""
        scene, words = line.line.told, self._rules.words
        inside = (n for n in narrow_places(scene) if _holds(utterance.span, n.start))
        named = [name for name in inside if locates(scene, name, words)]
        return bool(named) and all(self._same.is_elsewhere(name, event) for name in named)

    def _there(self, line: LineReading, utterance: Utterance, current: Happening) -> Happening | None:
        """ "It hit a depot in X": the one event that was in the town named, where another is discussed."""
        if not self.goes_on(line, utterance):
            return None
        spans = [utterance.span, *([utterance.source] if utterance.source is not None else [])]
        named = {n.id for n in narrow_places(line.line.told) if any(_holds(s, n.start) for s in spans)}
        found = [h for h in self._reading.happenings if h.place is not None and h.place.id in named]
        only = found[0] if len(found) == 1 else None
        return only if only is not None and only.strikes and only is not current else None

    def _is_witness(self, utterance: Utterance) -> bool:
        """ "My son had gone up the hill": somebody who speaks for nobody tells what happened to them."""
        speaker = utterance.speaker
        if utterance.kind != Quotation.DIRECT or speaker.is_body or speaker.org_id is not None:
            return False
        words = self._document.folded[utterance.span.start : utterance.span.end]
        return self._rules.words.witnessed.search(words) is not None

    def _nouns(self, span: Span) -> set[str]:
        """The words of a target, without names: "a street in Mosul" is not every street of Mosul."""
        return set(_LOW_WORD.findall(self._document.folded[span.start : span.end]))

    def _words(self, span: Span) -> set[str]:
        return set(_LONG_WORD.findall(self._document.folded[span.start : span.end].lower()))

    def topic(self, words: str) -> Topic:
        """The topic of words that hold no claim."""
        found = set(_WORD.findall(words.lower()))
        return next((topic for topic, nouns in self._rules.topics if nouns & found), Topic.OTHER_TOPIC)


def _concedes(claim: Figure | Responsibility | None) -> bool:
    """Whether asserting the claim concedes harm or conduct: no zero, withdrawal or count of reports."""
    if isinstance(claim, Figure):
        return claim.unit not in _NO_HARM and claim.value != 0 and claim.tally != Tally.WITHDRAWAL
    return claim is not None and claim.actor_id is not None


def _is_bystander(speaker: Speaker, claim: Figure | Responsibility | None) -> bool:
    """ "Relatives deny that the army did it": people who speak for no body, on what a known body did."""
    blames = isinstance(claim, Responsibility) and "/" in (claim.actor_id or "")
    return blames and "/" not in speaker.id and speaker.org_id is None


def _is_worded_cause(claim: Figure | Responsibility | None) -> bool:
    return isinstance(claim, Responsibility) and claim.rule.startswith("responsibility.cause.")


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end


def _overlaps(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
